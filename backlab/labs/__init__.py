"""The labs of the course, made with the kit."""
