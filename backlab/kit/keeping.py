"""Where a student's answers are kept: in the browser where a page is served, beside the notebook in a workbench.

Only what a person enters is kept, never what code does: a notebook can be run as often as one likes. What cannot be
read is set aside under another name and said, never overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

from traitlets import traitlets as t

from backlab.course import beside
from backlab.course.answers import Attempts, Unreadable, from_text, merged, to_text
from backlab.kit.lab import Lab
from backlab.language import gettext, speaking

BROWSER, BESIDE = "browser", "beside"


def place() -> str:
    """BROWSER where the notebook is a page (a class must not share one file on its server), else BESIDE."""
    return BROWSER if os.environ.get("SERVER_SOFTWARE", "").startswith("voila") else BESIDE


class KeepingLab(Lab):
    """A lab that keeps answers under explicit keys, and finds them again after a restart or a reload.

    ``keeps`` is the key of an exercise, or the beginning that its keys share, ending in a full stop; "" are all keys.
    A lab of its own kind overrides ``remembered`` (answers that were kept arrive) and calls ``keep``.
    """

    keeps = t.Unicode().tag(sync=True)
    store = t.Unicode().tag(sync=True)
    kept = t.Dict().tag(sync=True)
    kept_problem = t.Unicode().tag(sync=True)
    _unkept = ""
    _waiting_tries: Mapping[str, tuple[Any, ...]] = {}

    def start_keeping(self, keeps: str) -> None:
        """Say which keys are this lab's, and read what is kept of them; in a browser it arrives by a message."""
        self.keeps, self.store = keeps, place()
        if self.store == BESIDE:
            self.look_again()

    def look_again(self) -> None:
        """Read what is kept beside the notebook: other notebooks may have written since."""
        self._hear(*beside.read(self.keeps))

    def remembered(self, record: Mapping[str, Attempts]) -> None:
        """Take up the answers that were kept, of this lab's keys; there may be none."""
        raise NotImplementedError

    def keep(self, key: str, before: Attempts, *given: Any, shown: bool = False) -> Attempts:
        """Keep a try, or that the solution was ``shown``; returns all tries at it, those of other tabs too."""
        after = before.then(*given, shown=shown)
        if self.store == BROWSER:
            # Not the keys before: they may be forgotten, or newer in another tab.
            self.kept = {key: to_text({key: after})}
            return after
        waiting = (*self._waiting_tries.get(key, ()), *given)
        try:
            found = beside.add(key, *waiting, shown=after.shown)
        except OSError as error:
            self._waiting_tries = {**self._waiting_tries, key: waiting}
            unkept = gettext(
                "This answer could not be kept beside the notebook ({reason}): save the notebook to a folder of yours."
            )
            self._unkept = self.kept_problem = unkept.format(reason=beside.reason(error))
            return after
        self._waiting_tries = {each: tries for each, tries in self._waiting_tries.items() if each != key}
        if found.damaged or self.kept_problem == self._unkept:  # what was said of the answer before is no longer true
            self.kept_problem = " ".join(found.damaged)
        return found.record.get(key, after)

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what is kept under these keys."""
        listed = list(keys)
        self.kept = {key: text for key, text in self.kept.items() if key not in listed}
        if self.store == BROWSER:
            self.send({"forget": listed})
            return
        if left := beside.forget(listed):
            self.kept_problem = " ".join(left)

    def _told_by_page(self, lab: Lab, content: Any, buffers: object) -> None:
        match content:
            case {"kept": dict(texts)}:
                with speaking(self.lang):
                    self._hear(*(beside.read(self.keeps) if self.store == BESIDE else self._readable(texts)))
            case _:
                super()._told_by_page(lab, content, buffers)

    def _hear(self, record: Mapping[str, Attempts], damaged: Iterable[str]) -> None:
        if said := " ".join(damaged):
            self.kept_problem = said
        self.remembered(record)

    def _readable(self, texts: Mapping[Any, Any]) -> tuple[dict[str, Attempts], list[str]]:
        """What the browser kept, as far as it can be read; it is told to set the rest aside."""
        records, damaged = [], []
        for key, text in texts.items():
            if not str(key).isprintable():  # no exercise is called so, and half a letter could not be sent back
                continue
            try:
                records.append({each: a for each, a in from_text(str(text)).items() if each == key})
            except Unreadable as unread:
                damaged.append(beside.set_aside(str(key), str(unread)))
                self.send({"aside": key})
        return merged(records), damaged


def no_answer_any_more() -> str:
    """What is said of an answer that was kept and that its exercise, which has changed since, no longer has."""
    return gettext("What you answered here before is no longer one of the answers: please answer again.")
