"""What a room without the internet and a Hub install is what was tested: exact versions with hashes, those of CI."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from test_binder import BINDER, CI, PROJECT, ROOT, entries, members, pins

ROOM = ROOT / "deploy" / "requirements.txt"
HUB = ROOT / "deploy" / "jupyterhub" / "requirements.txt"
BOTH = pytest.mark.parametrize("path", [ROOM, HUB], ids=["room", "hub"])


@BOTH
def test_every_entry_is_a_pin_with_a_hash(path: Path) -> None:
    """A file holds exact versions with hashes and nothing else, and no line of it an address."""
    entry = re.compile(r"[\w.-]+(\[[\w,-]+\])?==[\w.+!-]+( ;[^#]+?)?(\s+--hash=sha256:[0-9a-f]{64})+\s*")
    assert [line for line in entries(path) if not entry.fullmatch(line)] == []
    assert "://" not in path.read_text("utf-8")


@BOTH
def test_header_says_how_to_compile(path: Path) -> None:
    """The header is the command that writes the file, from the versions that Binder has."""
    command = shlex.split(path.read_text("utf-8").splitlines()[1].lstrip("# "))
    assert command[:4] == ["uv", "pip", "compile", "pyproject.toml"]
    assert ROOT / command[command.index("-o") + 1] == path
    assert ROOT / command[command.index("--constraints") + 1] == BINDER


def test_a_room_has_what_backlab_needs_on_every_system() -> None:
    """All that the project asks for is pinned as Binder has it, and what macOS and Windows need beside it."""
    room, binder = pins(ROOM), pins(BINDER)
    assert {name: version for name, version in room.items() if binder.get(name, version) != version} == {}
    needed = {canonicalize_name(Requirement(need).name) for need in PROJECT["project"]["dependencies"]}
    assert needed | {"appnope", "colorama", "pywinpty"} <= room.keys()


def test_a_hub_has_what_was_tested() -> None:
    """Every pin of the Hub's is CI's too, and all that its group asks for is there."""
    assert pins(HUB).items() <= pins(CI).items()
    assert {canonicalize_name(Requirement(need).name) for need in members("hub")} <= pins(HUB).keys()
