"""Steps through a lab: what each says, how it sets the stage, and when what it asks for is done."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any, NamedTuple


class StageStep(NamedTuple):
    """One step: what it says and asks for (sixty words at most), the values that it sets, and when that is done.

    ``adds`` are the controls that nobody needs before it: they are drawn from this step on.
    """

    name: str
    title: str
    text: str
    sets: Mapping[str, Any]
    is_done: Callable[[Mapping[str, Any]], bool]
    adds: Collection[str] = ()


def done_by(steps: Iterable[StageStep], values: Mapping[str, Any]) -> set[str]:
    """The name of the step that is in view, if these values do what it asks for."""
    return {step.name for step in steps if step.name == values["step"] and step.is_done(values)}
