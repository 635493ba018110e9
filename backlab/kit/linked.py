"""Labs that a link brings back: their values stand in the address of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from backlab.kit import page
from backlab.kit.contract import Field, Stage
from backlab.kit.fields import clean, from_text
from backlab.kit.lab import After, Lab
from backlab.language import gettext


class LinkedLab(Lab):
    """A lab whose values start as the address of the page says, as in ``statements.verdict=differs``, or as ``first``.

    Controls without a first value, such as buttons, have no value and stand in no address.
    """

    def __init__(
        self,
        fields: Iterable[Field],
        first: Mapping[str, Any],
        *,
        key: str,
        names: tuple[str, str],
        language: str,
        stage: Stage | None = None,
        after: After | None = None,
    ) -> None:
        listed = list(fields)
        self._first, self._prefix = dict(first), f"{key}."
        owned = [self._prefix + name for name in first]
        start = self.starting(listed)
        super().__init__(listed, start, key=key, names=names, language=language, owned=owned, stage=stage, after=after)

    def starting(self, fields: Iterable[Field]) -> dict[str, Any]:
        """The values that the address asks for, or else the first ones.

        Only what stands in the address is read: nothing said is not "", which a menu may have among its choices.
        """
        said, known = page.asked(), {field["id"]: field for field in fields}
        mine = {name: said[self._prefix + name] for name in self._first if self._prefix + name in said}
        heard = {name: clean(known[name], _heard(known[name], text), self._first[name]) for name, text in mine.items()}
        return {**self._first, **heard}

    def begin(self, **values: Any) -> None:
        """Have other first values; what the address asks for goes before them."""
        super().begin(**values)
        self._first = self.values
        self._values = self.starting(self.fields)
        self._at_first = self.values
        self.refresh()

    def to_query(self, values: Mapping[str, Any]) -> str:
        """What the address needs to bring these values back; what is as at the start is left out."""
        moved = {name: value for name, value in values.items() if value != self._first[name]}
        return urlencode({self._prefix + name: _as_text(value) for name, value in moved.items()}, safe=",")


def changing(title: str) -> tuple[str, str]:
    """What the two sides of a lab are called that changes one picture: its controls, and the picture itself.

    >>> changing("The clock")
    ('The clock: change it', 'The clock')
    """
    return gettext("{picture}: change it").format(picture=title), title


def _heard(field: Field, said: str) -> Any:
    """A value from an address; of boxes those that are ticked, "-name" for each no, "none" for none of the others."""
    if field["kind"] != "checks":
        return from_text(field, said)
    names = said.split(",")
    return {"yes": names, "none": "none" in names, "no": [name[1:] for name in names if name.startswith("-")]}


def _as_text(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return ",".join([*value["yes"], *(["none"] if value["none"] else [f"-{name}" for name in value["no"]])])
