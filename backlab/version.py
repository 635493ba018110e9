"""Which backlab this is, said where every floor of the house can read it."""

VERSION = "0.1.0"
