"""How we reason: pure functions over columns of patients. No input or output, no clock, standard library only."""
