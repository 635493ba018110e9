"""Labs that keep a student's answers. Only what a person enters is kept, never what code does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from backlab.course.answers import Attempts, entry, joined
from backlab.course.beside import set_aside
from backlab.kit.keeping import KeepingLab
from backlab.language import gettext


class AnswersLab(KeepingLab):
    """A lab that keeps attempts at exercises; one of its own kind overrides ``take_up`` and calls ``keep``."""

    def take_up(self, record: Mapping[str, Attempts]) -> None:
        """Show again what was answered before, of this lab's keys; there may be nothing."""
        raise NotImplementedError

    def remembered(self, texts: Mapping[str, str]) -> None:
        """Read what was kept as far as it can be read; the rest is set aside, and said."""
        record, unread = joined(texts)
        for name in unread:
            self.set_aside(name)
        if unread:
            self.complain(" ".join(set_aside(name.partition(" ")[0], why) for name, why in unread.items()))
        self.take_up(record)

    def keep(self, key: str, before: Attempts, *given: Any, shown: bool = False) -> Attempts:
        """Keep a try, or that the solution was ``shown``; returns all tries that are known of.

        It brings no earlier ones along: they are kept already, or were forgotten since.
        """
        after = before.then(*given, shown=shown)
        kept = entry(key, *given, shown=after.shown)
        self.keep_tries([{"key": kept.key, "id": kept.id, "text": kept.text}])
        return after


def no_answer_any_more() -> str:
    """What is said of an answer that was kept and that its exercise, which has changed since, no longer has."""
    return gettext("What you answered here before is no longer one of the answers: please answer again.")
