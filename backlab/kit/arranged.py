"""A lab arranged by whoever writes a lesson of her own: with other first values, and with fewer controls."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any

from backlab.kit.lab import Lab
from backlab.language import gettext
from backlab.refusal import unknown

CONTROLS = "controls"
_MORE = (
    Parameter(CONTROLS, Parameter.KEYWORD_ONLY, default=None),
    Parameter("first", Parameter.VAR_KEYWORD),
)


def arranged(kind: type[Lab]) -> Callable[..., Lab]:
    """What makes labs of this kind: whatever a call says beside the kind's own arguments is a first value.

    ``controls`` names those that are shown. Ahead of all else may stand what the kind ``begins_with``. What is made
    raises ``ValueError`` for a word that the lab does not take, or a value that it cannot have.

    >>> from backlab.labs.strain import StrainLab
    >>> lab = arranged(StrainLab)(day=84, controls=["day", "bed"])
    >>> lab.values["day"], [field["id"] for field in lab.fields][:2]
    (84, ['day', 'bed'])
    """
    asked = signature(kind).parameters

    @wraps(kind, updated=())
    def make(*arguments: Any, controls: Iterable[str] | None = None, **named: Any) -> Lab:
        begins, rest = _split(kind, arguments)
        first = {name: named.pop(name) for name in [*named] if name not in asked}
        lab = kind(*rest, **named)
        _check(first, lab, asked)
        if begins or first:
            lab.begin(*begins, **first)
        if controls is not None:
            lab.show_only(controls)
        return lab

    # Of the types the docstring tells what one needs: with them no help would fit a line.
    own = (each.replace(annotation=Parameter.empty) for each in asked.values())
    make.__signature__ = Signature([*own, *_MORE])  # type: ignore[attr-defined]
    return make


def _split(kind: type[Lab], arguments: tuple[Any, ...]) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    """What stands for several first values, if anything does, and the kind's own arguments."""
    is_said = kind.begins_with is not None and arguments and isinstance(arguments[0], kind.begins_with)
    return (arguments[:1], arguments[1:]) if is_said else ((), arguments)


def _check(first: Iterable[str], lab: Lab, asked: Iterable[str]) -> None:
    """Raise ``ValueError`` for a word that is neither a first value nor an argument."""
    words = (*asked, CONTROLS, *lab.takes)
    for name in first:
        if name not in lab.takes:
            problem = unknown(gettext("this lab takes no {word}"), name, words)
            listed = gettext("{problem} (it takes: {words})")
            raise ValueError(listed.format(problem=problem, words=", ".join(words)))
