"""Two people with the same strain, drawn: one rests in bed, one keeps moving."""
