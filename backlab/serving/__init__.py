"""Everything that serves: the dashboards in Voilà, the working copy in JupyterLab, and what both need."""


class Refusal(Exception):
    """What cannot be done as asked; the message is one line that says what to do instead."""


CELL_LIMIT = 120
"""So many seconds may a cell of a notebook take, where nothing else is asked for."""
