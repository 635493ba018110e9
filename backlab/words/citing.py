"""Sources in words: the numbers by which they are cited, what a figure rests on, and the list at the end."""

from collections.abc import Iterable, Iterator
from datetime import date

from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.model import Estimate, Sign, Source
from backlab.words.blocks import Citation, Point


class Citer:
    """Numbers the sources of one advice in the order in which they are first cited."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._recent: set[str] = set()

    def __call__(self, names: Iterable[str]) -> str:
        """``" [1, 4 not verified]"`` for the sources with these ids, or nothing for none."""
        marks = [self._mark(name) for name in names]
        return f" [{', '.join(marks)}]" if marks else ""

    def __getitem__(self, name: str) -> str:
        """``"[1]"`` for one source: what a note says in the place of ``{windt-2010-neuro}``."""
        return f"[{self._mark(name)}]"

    @property
    def cited(self) -> tuple[Source, ...]:
        """Every source cited so far, once."""
        return tuple(SOURCES[name] for name in self._numbers)

    def since(self) -> tuple[Citation, ...]:
        """What was cited since this was last asked, by number: asked after each section, what that section cites."""
        names, self._recent = sorted(self._recent, key=self._numbers.__getitem__), set()
        return tuple(Citation(self._numbers[name], SOURCES[name]) for name in names)

    def _mark(self, name: str) -> str:
        number = self._numbers.setdefault(name, len(self._numbers) + 1)
        self._recent.add(name)
        return str(number) if SOURCES[name].verified else gettext("{number} not verified").format(number=number)


def basis(figure: Estimate | Sign, cite: Citer) -> str:
    """What a number rests on: its sources, or that it is an estimate, and what has to be known about it."""
    cited = cite(figure.sources)  # ahead of the note, as it is read
    note = gettext(figure.note).format_map(cite)
    if figure.sources:
        return f"{cited}; {note}" if note else cited
    return " " + (gettext("(estimate; {note})").format(note=note) if note else gettext("(estimate)"))


def source_points(cited: Iterable[Source], today: date | None = None) -> Iterator[Point]:
    """Each source with its figures, its citation and its link, numbered as it was cited, and marked if overdue."""
    today = today or date.today()
    for number, source in enumerate(cited, start=1):
        figures = f": {gettext(source.figures)}" if source.figures else ""
        citation = f" {source.citation.rstrip('.')}." if source.citation else ""
        link = f" {source.link}" if source.link else ""
        text = f"{gettext(source.fact)}{figures}.{citation}{_doubts(source, today)}{link}"
        yield Point(text, mark=f"[{number}]")


def _doubts(source: Source, today: date) -> str:
    """That nobody has read the source itself, and that it is time to read it again; nothing where neither is so."""
    unread = "" if source.verified else " " + gettext("Not verified: nobody here has read the source itself.")
    if today < source.due:
        return unread
    return f"{unread} " + gettext("Due to be read again since {month}.").format(month=f"{source.due:%Y-%m}")
