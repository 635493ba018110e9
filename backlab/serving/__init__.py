"""Everything that serves: the dashboards in Voilà, the working copy in JupyterLab, and what both need."""


class Refusal(Exception):
    """What cannot be done as asked; the message is one line that says what to do instead."""
