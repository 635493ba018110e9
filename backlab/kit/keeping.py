"""Labs that keep something: tries under keys, each a text, which whoever shows the lab keeps for it and gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from backlab.kit.contract import Field, Request, Stage, Try
from backlab.kit.lab import After, Lab
from backlab.language import speaking


class KeepingLab(Lab):
    """A lab that keeps tries under explicit keys, and finds them again after a restart or a reload.

    ``keeps`` is its one key, or the beginning that its keys share, ending in a full stop; "" are all keys.
    A lab of its own kind overrides ``remembered`` (what was kept arrives) and calls ``keep_tries``.
    """

    keeps: str

    def __init__(
        self,
        fields: Iterable[Field],
        values: Mapping[str, Any],
        *,
        keeps: str,
        key: str,
        names: tuple[str, str],
        language: str,
        owned: Iterable[str] = (),
        stage: Stage | None = None,
        after: After | None = None,
    ) -> None:
        self.keeps = keeps
        super().__init__(fields, values, key=key, names=names, language=language, owned=owned, stage=stage, after=after)

    def remembered(self, texts: Mapping[str, str]) -> None:
        """Take up the texts that were kept under this lab's keys, by their names; there may be none."""
        raise NotImplementedError

    def remember(self, texts: Mapping[str, str]) -> None:
        """Give back texts that were kept, by their names, as code does; those of other keys are left out."""
        with self.one_change(), speaking(self.lang):
            self.remembered({name: text for name, text in texts.items() if self._is_mine(name, text)})
            if self._is_stale:
                self.refresh()

    def keep_tries(self, tries: Iterable[Try]) -> None:
        """Have tries kept beside those that are kept already."""
        self.effect({"kind": "keep", "tries": [*tries]})

    def forget(self, keys: Iterable[str]) -> None:
        """Have forgotten every try that is kept under these keys."""
        self.effect({"kind": "forget", "keys": [*keys]})

    def set_aside(self, name: str) -> None:
        """Have a text that cannot be read kept by another name."""
        self.effect({"kind": "set_aside", "name": name})

    def complain(self, not_kept: str) -> None:
        """Say what could not be kept or read again; "" takes it back."""
        with self.one_change():
            self.not_kept = not_kept

    def _act(self, request: Request) -> None:
        match request:
            case {"kind": "remembered", "texts": dict(texts)}:
                self.remember(texts)
            case _:
                super()._act(request)

    def _is_mine(self, name: Any, text: Any) -> bool:
        """Whether it is a text under one of the lab's keys; half a letter could not be sent back to a page."""
        if not isinstance(name, str) or not isinstance(text, str) or not name.isprintable():
            return False
        key, _, _ = name.partition(" ")
        has_many = not self.keeps or self.keeps.endswith(".")
        return key == self.keeps or (has_many and key.startswith(self.keeps))
