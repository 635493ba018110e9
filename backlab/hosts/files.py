"""A lab's answers, kept in files beside the notebook: what a lab wants kept is added to what is there."""

from __future__ import annotations

from collections.abc import Iterable

from backlab.course import beside
from backlab.course.answers import Attempts, Record, to_text, tries_of
from backlab.kit.contract import Effect, Remembered, Try
from backlab.kit.keeping import KeepingLab
from backlab.language import gettext, speaking


class Files:
    """The files of one lab. Other notebooks write there too: all their tries stay, and the lab is told of them."""

    def __init__(self, lab: KeepingLab) -> None:
        self._lab = lab
        self._known: dict[str, int] = {}  # of how many tries at each exercise the lab knows
        self._waiting: dict[str, Attempts] = {}  # what could not be written yet
        self._unkept = ""
        self.look()

    def look(self, asked: Remembered | None = None) -> None:
        """Give the lab all that is kept under its keys; the texts of a page that has ``asked`` are not believed."""
        with speaking(self._lab.lang):
            found = beside.read(self._lab.keeps)
        self._known = {key: len(tries.given) for key, tries in found.record.items()}
        with self._lab.one_change():
            if found.damaged:
                self._lab.complain(" ".join(found.damaged))
            if asked:
                self._lab.hear({**asked, "texts": _texts(found.record)})
            else:
                self._lab.remember(_texts(found.record))

    def done(self, effect: Effect) -> bool:
        """Do what a lab wants of its files, and say whether it was done; all else is not for the files to do."""
        with speaking(self._lab.lang):
            match effect["kind"]:
                case "keep":
                    return self._keep(effect["tries"])
                case "forget":
                    return self._forget(effect["keys"])
        return True

    def _keep(self, tries: Iterable[Try]) -> bool:
        for each in tries:
            given, shown = tries_of(each["key"], each["text"])
            before = self._waiting.get(each["key"], Attempts(()))
            self._waiting[each["key"]] = before.then(*given, shown=shown)
        try:
            for key, waiting in [*self._waiting.items()]:
                self._add(key, waiting)
        except OSError as error:
            unkept = gettext(
                "This answer could not be kept beside the notebook ({reason}): save the notebook to a folder of yours."
            )
            self._unkept = unkept.format(reason=beside.reason(error))
            self._lab.complain(self._unkept)
            return False
        return True

    def _add(self, key: str, tries: Attempts) -> None:
        """Write tries that wait; raises ``OSError``."""
        found = beside.add(key, *tries.given, shown=tries.shown)
        del self._waiting[key]
        if found.damaged or self._lab.not_kept == self._unkept:  # what was said of the answer before is no longer true
            self._lab.complain(" ".join(found.damaged))
        there, known = len(found.record.get(key, tries).given), self._known.get(key, 0) + len(tries.given)
        self._known[key] = there
        if there > known:  # another notebook has added some
            self._lab.remember(_texts(found.record))

    def _forget(self, keys: Iterable[str]) -> bool:
        if left := beside.forget(keys):
            self.look()  # what is still there must not be said to be gone
            self._lab.complain(" ".join(left))
        return not left


def _texts(record: Record) -> dict[str, str]:
    """Each exercise's tries as a text, by its key alone."""
    return {key: to_text({key: tries}) for key, tries in record.items()}
