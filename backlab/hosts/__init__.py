"""Where a lab lives: what puts it into a notebook, a page or a class."""
