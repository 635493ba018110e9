"""Where the notebooks are, and what each says about itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from backlab.language import gettext
from backlab.serving import Refusal


@dataclass(frozen=True, slots=True)
class Card:
    """One notebook as the start page shows it; ``minutes`` is None where the notebook does not say."""

    name: str
    title: str
    goal: str
    minutes: int | None
    level: str


def shipped() -> Path:
    """The folder of the notebooks that come with backlab; raises ``Refusal`` where there is none."""
    package = Path(__file__).parents[1]
    # Inside the package in a wheel, beside it in a checkout.
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if folder.is_dir():
            return folder
    raise Refusal("this installation has no notebooks: install backlab again")


def files(folder: Path) -> Iterator[Path]:
    """Every file below ``folder`` that is not hidden, in order of its name."""
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith((".", "__")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden:
            yield path


def cards(folder: Path) -> list[Card]:
    """A card for each notebook below ``folder``, in order of file names, in the language that is spoken."""
    return [_card(path, folder) for path in files(folder) if path.suffix == ".ipynb"]


def neighbours(shown: list[Card], name: str) -> tuple[Card | None, Card | None]:
    """The cards before and after that of the notebook ``name``; None at either end, or where it has no card."""
    names = [card.name for card in shown]
    if name not in names:
        return None, None
    place = names.index(name)
    return shown[place - 1] if place else None, next(iter(shown[place + 1 :]), None)


def _card(path: Path, folder: Path) -> Card:
    about = _metadata(path)
    own = about.get("backlab")
    own = own if isinstance(own, dict) else {}
    minutes = own.get("minutes")
    return Card(
        name=path.relative_to(folder).as_posix(),
        title=gettext(_text(about.get("title"))) or path.stem.replace("_", " ").capitalize(),
        goal=gettext(_text(own.get("goal"))),
        minutes=minutes if type(minutes) is int else None,  # True is an int too
        level=gettext(_text(own.get("level"))),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _metadata(path: Path) -> dict[str, Any]:
    # One damaged notebook must not take the start page of all the others away.
    try:
        metadata = json.loads(path.read_text(encoding="utf-8"))["metadata"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return metadata if isinstance(metadata, dict) else {}
