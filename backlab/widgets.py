"""The door for notebooks: every lab by its name, shown as soon as it is made.

Each is loaded when it is first used, so that a page waits for no lab but its own.
"""

from __future__ import annotations

from backlab.hosts.notebook import shows
from backlab.labs import LABS, maker

__all__ = list(LABS)


def __getattr__(name: str) -> object:
    if name not in LABS:
        raise AttributeError(f"module 'backlab.widgets' has no attribute {name!r}: it has {', '.join(LABS)}")
    value = globals()[name] = shows(maker(name))
    return value


def __dir__() -> list[str]:
    return list(LABS)
