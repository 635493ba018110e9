"""A back that hurts in one place, in which more than one thing lies: what is said of it, and what lies under it."""
