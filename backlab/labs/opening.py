"""What opens a lab that waits: a question of the course, or its name."""

from __future__ import annotations

from typing import cast

from backlab.kit import page
from backlab.kit.lab import After
from backlab.language import gettext
from backlab.refusal import short, unknown


def opener(after: object) -> After | None:
    """``after`` as a lab takes it; raises ``ValueError`` for what is neither a question nor the name of one."""
    if isinstance(after, str):
        from backlab.course.own_files import find, names_in  # only here: it loads every lesson
        from backlab.course.table import EXERCISES

        folder = page.here().folder
        if after not in EXERCISES and not find(after, folder):
            raise ValueError(unknown(gettext("no exercise {word}"), after, [*EXERCISES, *names_in(folder)]))
    elif after is not None and not hasattr(after, "when_committed"):
        wanted = gettext("after is a question, such as {question}, or its name, such as {name}, not {value}")
        examples = {"question": 'Question("red_flags.predict")', "name": '"red_flags.predict"'}
        raise ValueError(wanted.format(**examples, value=short(after)))
    return cast(After | None, after)
