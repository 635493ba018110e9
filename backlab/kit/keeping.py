"""Where a student's answers are kept: in the browser where a page is served, beside the notebook in a workbench.

Only what a person enters is kept, never what code does: a notebook can be run as often as one likes. What cannot be
read is set aside under another name and said, never overwritten.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from traitlets import traitlets as t

from backlab.course.answers import Attempts, Unreadable, from_text, merged, read, to_text
from backlab.kit.lab import Lab
from backlab.language import gettext, speaking

FOLDER = "backlab-answers"
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

    def start_keeping(self, keeps: str) -> None:
        """Say which keys are this lab's, and read what is kept of them; in a browser it arrives by a message."""
        self.keeps, self.store = keeps, place()
        if self.store == BESIDE:
            self.look_again()

    def look_again(self) -> None:
        """Read what is kept beside the notebook: other notebooks may have written since."""
        self._hear(*_read_beside(self.keeps))

    def remembered(self, record: Mapping[str, Attempts]) -> None:
        """Take up the answers that were kept, of this lab's keys; there may be none."""
        raise NotImplementedError

    def keep(self, key: str, attempts: Attempts) -> None:
        """Keep the attempts at one exercise."""
        text = to_text({key: attempts})
        if self.store == BROWSER:
            self.kept = {key: text}  # not the ones before: they may be forgotten, or newer in another tab
            return
        try:
            damaged = _write_beside(key, attempts)
        except OSError as error:
            unkept = gettext(
                "This answer could not be kept beside the notebook ({reason}): save the notebook to a folder of yours."
            )
            self._unkept = self.kept_problem = unkept.format(reason=_reason(error))
            return
        if damaged or self.kept_problem == self._unkept:  # what was said of the answer before is no longer true
            self.kept_problem = " ".join(damaged)

    def forget(self, keys: Iterable[str]) -> None:
        """Forget what is kept under these keys."""
        listed = list(keys)
        self.kept = {key: text for key, text in self.kept.items() if key not in listed}
        if self.store == BROWSER:
            self.send({"forget": listed})
            return
        for lesson in {key.partition(".")[0] for key in listed}:
            try:
                _file(lesson).unlink(missing_ok=True)
            except OSError as error:
                left = gettext("{name} could not be removed ({reason}): remove it yourself.")
                self.kept_problem = left.format(name=_file(lesson), reason=_reason(error))

    def _told_by_page(self, lab: Lab, content: Any, buffers: object) -> None:
        match content:
            case {"kept": dict(texts)}:
                with speaking(self.lang):
                    self._hear(*(_read_beside(self.keeps) if self.store == BESIDE else self._readable(texts)))
            case _:
                super()._told_by_page(lab, content, buffers)

    def _hear(self, record: Mapping[str, Attempts], damaged: list[str]) -> None:
        if damaged:
            self.kept_problem = " ".join(damaged)
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
                damaged.append(_set_aside(str(key), str(unread)))
                self.send({"aside": key})
        return merged(records), damaged


def no_answer_any_more() -> str:
    """What is said of an answer that was kept and that its exercise, which has changed since, no longer has."""
    return gettext("What you answered here before is no longer one of the answers: please answer again.")


def _set_aside(what: str, why: str) -> str:
    return gettext(
        "What was kept as “{name}” could not be read: {why}. It has been set aside, not deleted; you can answer again."
    ).format(name=what, why=why)


def _file(lesson: str) -> Path:
    return Path(FOLDER, f"{lesson}.json")


def _read_beside(keeps: str) -> tuple[dict[str, Attempts], list[str]]:
    """What is kept beside the notebook under a key or the beginning of keys; a damaged file is renamed and said."""
    lesson = keeps.partition(".")[0]
    paths = [_file(lesson)] if lesson else sorted(Path(FOLDER).glob("*.json"))
    records, damaged = [], []
    for path in paths:
        try:
            record, said = _read(path)
        except OSError as error:
            closed = gettext("{name} could not be opened ({reason}).")
            damaged.append(closed.format(name=path, reason=_reason(error)))
        else:
            records.append(record)
            damaged += said
    mine = {key: attempts for key, attempts in merged(records).items() if key.startswith(keeps)}
    return mine, damaged


def _read(path: Path) -> tuple[dict[str, Attempts], list[str]]:
    """What a file holds, nothing if there is none; a damaged one is renamed and said. Raises ``OSError``."""
    try:
        return from_text(read(path)), []
    except FileNotFoundError:
        return {}, []
    except (Unreadable, UnicodeDecodeError) as unread:
        return {}, [_aside(path, unread)]


def _aside(path: Path, unread: ValueError) -> str:
    number = 1
    while (other := path.with_suffix(f".set-aside-{number}")).exists():
        number += 1
    why = str(unread) if isinstance(unread, Unreadable) else gettext("it is no text")
    path.rename(other)
    return _set_aside(path.name, gettext("{why} (now {name})").format(why=why, name=other.name))


def _write_beside(key: str, attempts: Attempts) -> list[str]:
    """Add one answer to its lesson's file, whole or not at all; returns what is said of a file that is damaged.

    Raises ``OSError``, also where what is kept cannot be read: it must not be overwritten.
    """
    path = _file(key.partition(".")[0])
    path.parent.mkdir(exist_ok=True)
    record, damaged = _read(path)
    part = path.with_suffix(f".part-{os.getpid()}")  # another kernel may be writing the same lesson
    part.unlink(missing_ok=True)  # what was left of an earlier one, or a link to some other file
    part.write_text(to_text({**record, key: attempts}), "utf-8")
    os.replace(part, path)
    return damaged


def _reason(error: OSError) -> str:
    return error.strerror or str(error)
