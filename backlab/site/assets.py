"""The files that all pages share: the script that draws labs, and their style sheet for where no script runs."""

from __future__ import annotations

from backlab.kit.bundle import HERE

_FIRST = ("tokens.css", "lab.css", "stage.css")


def script() -> bytes:
    """The script of every page, with the kit in it."""
    return HERE.joinpath("course.js").read_bytes()


def offline(version: str) -> bytes:
    """The script that lets pages open without a network; ``version`` is the state of the course."""
    return HERE.joinpath("offline.js").read_text("utf-8").replace("@VERSION@", version).encode()


def looks() -> bytes:
    """How labs look; the script brings the same along."""
    names = [*_FIRST, *sorted(path.name for path in HERE.glob("*.css") if path.name not in _FIRST)]
    return "\n".join(HERE.joinpath(name).read_text("utf-8") for name in names).encode()
