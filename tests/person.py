"""What a person's page sends to a lab, and the address at which it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from backlab.kit.page import Page, standing_on

Made = TypeVar("Made")


def moved(lab: Any, **values: Any) -> None:
    """Move controls as a page does."""
    lab.hear({"kind": "moved", "turn": lab.turn + 1, "values": values})


def press(lab: Any, button: str, **values: Any) -> None:
    """Press a button as a page does, which takes along what its controls show."""
    lab.hear({"kind": "pressed", "turn": lab.turn + 1, "button": button, "values": values})


def restored(lab: Any, **values: Any) -> None:
    """Enter again what was not yet answered, as a page does that was lost."""
    lab.hear({"kind": "restored", "turn": lab.turn + 1, "values": values})


def at(query: str | None, make: Callable[[], Made]) -> Made:
    """What is made on a page whose address holds this query."""
    with standing_on(Page(query or "")):
        return make()


def names_of(field: Any) -> list[str]:
    """The names of a field's choices, or of its steps; any other field has none."""
    return [choice["name"] for choice in field.get("choices", field.get("steps", ()))]
