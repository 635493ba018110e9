"""What a page loads: the kit's script, built from the modules in ``js`` with the style sheets in it, and its loader."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from pathlib import Path

HERE = Path(__file__).parent
OFFERED = "BACKLAB_KIT"
"""Names the environment variable in which a server tells its kernels the hash of the kit that its pages offer."""


@cache
def kit() -> str:
    """The script that draws labs, with its style sheet in it."""
    return HERE.joinpath("kit.js").read_text("utf-8")


@cache
def kit_hash() -> str:
    """What tells this kit from every other."""
    return sha256(kit().encode()).hexdigest()[:16]


@cache
def loader() -> str:
    """The script that every lab brings along, a few hundred bytes: it finds the kit, once for the whole page."""
    return HERE.joinpath("loader.js").read_text("utf-8").replace("@HASH@", kit_hash())
