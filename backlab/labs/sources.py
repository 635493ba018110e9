"""The sources of a lesson, at its end."""

from __future__ import annotations

from backlab.course.table import CITED
from backlab.kit.lab import spoken
from backlab.knowledge.sources import SOURCES
from backlab.language import ngettext, speaking
from backlab.markup import element
from backlab.words import source_points
from backlab.words.html import blocks_html


class Sources:
    """The sources on which a lesson rests, each with its figures and its link.

    >>> from backlab.widgets import Sources
    >>> "hssib" in Sources("red_flags")._repr_html_()
    True
    """

    def __init__(self, lesson: str, *, language: str | None = None) -> None:
        if lesson not in CITED:
            raise ValueError(f"no lesson {lesson!r}: the lessons are {', '.join(CITED)}")
        self.lesson, self.language = lesson, spoken(language)

    def _repr_html_(self) -> str:
        listed = [SOURCES[name] for name in CITED[self.lesson]]
        with speaking(self.language):
            count = ngettext("{count} source", "{count} sources", len(listed)).format(count=len(listed))
            points = element("details", element("summary", count), blocks_html(source_points(listed)))
        return element("div", points, class_="bl-sources", lang=self.language)

    def __repr__(self) -> str:
        return f"Sources({self.lesson!r})"
