# One source a line, so that a change shows as one line.
# fmt: off
"""What is known of care: guidelines, treatments and their safety, and how people decide.

Data only, in the form of ``sources.py``, which explains it and gathers all sources.
"""

from backlab.model import Source

CARE_SOURCES: tuple[Source, ...] = ()
