"""Labs on a page that no notebook stands behind: plain Python in a browser's worker, or in a server of a class's own.

A ``Room`` runs the code of one notebook for one page and keeps what it shows; a ``Desk`` opens the room that a page
asks for and carries what page and labs say to each other, as ``contract.py`` says. Neither needs more than Python.

    >>> room = Room(['from backlab.widgets import PictureLab', 'PictureLab("muscle")'], query="lang=es")
    >>> room.shown
    [[], [{'kind': 'lab', 'lab': 0}]]
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, Literal, TypeAlias, TypedDict
from urllib.parse import parse_qsl, urlencode

from backlab.kit.contract import Answered, Met, Reply, Request
from backlab.kit.lab import Lab, Later
from backlab.kit.page import Page, standing_on
from backlab.labs import LABS, maker
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, speaking

DOOR = "backlab.widgets"
"""What a notebook imports its labs from; a room puts something else in its place."""
Hearer = Callable[[int, Reply], None]
Act = Callable[[], None]
Known = Callable[[str, str, str], Sequence[Met]]
"""The labs that a page holds already, by its notebook, its language and the state of the course that it says."""


def _nothing(*_: str) -> Sequence[Met]:
    return ()


class ShownLab(TypedDict):
    """A lab, by its number on the page."""

    kind: Literal["lab"]
    lab: int


class ShownHtml(TypedDict):
    """HTML that does not change."""

    kind: Literal["html"]
    html: str


class ShownText(TypedDict):
    """What was printed, or a plain value."""

    kind: Literal["text"]
    text: str


Shown: TypeAlias = ShownLab | ShownHtml | ShownText


class Room:
    """The labs of one notebook, made by its own code for one page.

    ``cells`` is the code of each code cell. The address of the page is read as everywhere, after its ``query``; a
    ``language`` that is named here is spoken whatever that says. The index shows the notebooks of ``folder``; the
    notebook's own files are ``beside`` it, or there too.

    ``labs`` are those that are shown, in the order of the page, and ``shown`` is what each cell shows. Whatever the
    code raises is raised here.
    """

    def __init__(
        self,
        cells: Iterable[str],
        *,
        language: str | None = None,
        query: str = "",
        folder: Path | str = ".",
        beside: Path | str | None = None,
    ) -> None:
        self.labs: list[Lab] = []
        self.shown: list[list[Shown]] = []
        self._folder = folder
        self._names: dict[str, Any] = {"__name__": "__main__", "__builtins__": self._builtins()}
        asked = _speaking_query(query, language)
        self.language = _language(asked)
        with standing_on(Page(asked, folder if beside is None else beside)), speaking(self.language):
            for cell in cells:
                self._run(cell)

    @property
    def met(self) -> list[Met]:
        """Each lab as a page meets it: what it is, and what it shows now."""
        return [{"face": lab.face, "state": lab.state} for lab in self.labs]

    def listen(self, act: Hearer) -> None:
        """Call ``act`` with the number of a lab and each of its replies; also with those that no page has asked for."""
        for number, lab in enumerate(self.labs):
            lab.listen(partial(act, number))

    def hear(self, number: int, request: Request, later: Later | None = None) -> None:
        """Let a lab do what the page asks of it; of a lab that there is not, nothing."""
        if 0 <= number < len(self.labs):
            self.labs[number].hear(request, *([later] if later else []))

    def _run(self, cell: str) -> None:
        """Run one cell as a notebook does: the value of a last expression is shown."""
        self.shown.append([])
        tree = ast.parse(cell)
        match tree.body:
            case [*first, ast.Expr(last)]:
                exec(compile(ast.Module(first, []), "<cell>", "exec"), self._names)
                self._show(eval(compile(ast.Expression(last), "<cell>", "eval"), self._names))
            case _:
                exec(compile(tree, "<cell>", "exec"), self._names)

    def _show(self, value: object) -> None:
        match value:
            case None:
                return
            case Lab():
                if value not in self.labs:
                    self.labs.append(value)
                self.shown[-1].append({"kind": "lab", "lab": self.labs.index(value)})
            case _ if hasattr(value, "_repr_html_"):
                self.shown[-1].append({"kind": "html", "html": value._repr_html_()})
            case _:
                self._print(repr(value))

    def _print(self, *values: object, sep: str | None = " ", end: str | None = "\n", **_: object) -> None:
        """Show what a cell prints; what it has printed before goes on."""
        text = (" " if sep is None else sep).join(map(str, values)) + ("\n" if end is None else end)
        shown = self.shown[-1]
        if shown and shown[-1]["kind"] == "text":
            shown[-1]["text"] += text
        else:
            shown.append({"kind": "text", "text": text})

    def _builtins(self) -> dict[str, Any]:
        """Python's own names, with a door to these labs, and a page to print on."""
        return {**vars(builtins), "__import__": self._import, "print": self._print}

    def _import(self, name: str, *scope: Any, **named: Any) -> Any:
        """Import as Python does, but labs from here: nothing that other code has loaded changes for that."""
        return _Door(self._folder) if name == DOOR else builtins.__import__(name, *scope, **named)


class _Door:
    """What a notebook finds in place of ``backlab.widgets``: the labs themselves, which no widget stands around."""

    def __init__(self, folder: Path | str) -> None:
        self._folder = folder

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name not in LABS:
            raise AttributeError(f"module {DOOR!r} has no attribute {name!r}: it has {', '.join(LABS)}")
        made = maker(name)
        return partial(made, folder=self._folder) if name == "CourseLab" else made


class Desk:
    """Takes what one page says, and tells it what follows.

    ``notebooks`` holds the code cells of each notebook, by its name, and ``folder`` is where their files are. ``tell``
    is called with each answer. Of an answer whose first part is seen at once, the rest waits until ``finish`` is called
    where ``puts_off``: so whoever carries messages can send the first part ahead. A lab that is as ``known`` says that
    the page holds it is not sent once more.
    """

    def __init__(
        self,
        notebooks: Mapping[str, Sequence[str]],
        tell: Callable[[Answered], None],
        *,
        folder: Path | str = ".",
        puts_off: bool = False,
        known: Known = _nothing,
    ) -> None:
        self._notebooks, self._tell, self._folder, self._known = notebooks, tell, folder, known
        self._later: Later | None = self._put_off if puts_off else None
        self._room: Room | None = None
        self._rest: list[Act] = []

    @property
    def waits(self) -> bool:
        """Whether a part of an answer is still to be worked out."""
        return bool(self._rest)

    def hear(self, message: Any) -> None:
        """Open a room, or let a lab of the open one do what is asked; anything else is nothing."""
        match message:
            case {"kind": "open", "notebook": str(name), "language": str(language), "query": str(query), **more}:
                self._open(name, language, query, str(more.get("held", "")))
            case {"kind": "asked", "lab": int(number), "request": request} if self._room:
                self._room.hear(number, request, self._later)

    def finish(self) -> None:
        """Work out, and tell, what was put off."""
        while self._rest:
            self._rest.pop(0)()

    def _put_off(self, act: Act) -> None:
        self._rest.append(act)

    def _open(self, name: str, language: str, query: str, held: str) -> None:
        if name not in self._notebooks:
            self._tell({"kind": "failed", "why": "notebook"})
            return
        self._rest.clear()
        beside = Path(self._folder, name).parent
        room = Room(self._notebooks[name], language=language, query=query, folder=self._folder, beside=beside)
        self._room = room
        # A lab of the room before may still have something to say: it is no longer on the page.
        room.listen(lambda number, reply: self._carry(room, number, reply))
        known = self._known(name, room.language, held)
        labs = [None if met in known[n : n + 1] else met for n, met in enumerate(room.met)]
        self._tell({"kind": "opened", "labs": labs})

    def _carry(self, room: Room, number: int, reply: Reply) -> None:
        if room is self._room:
            self._tell({"kind": "replied", "lab": number, "reply": reply})


def code_cells(notebook: Mapping[str, Any]) -> list[str]:
    """The code of each code cell of a notebook as its file holds it."""
    sources = (cell["source"] for cell in notebook["cells"] if cell["cell_type"] == "code")
    return [source if isinstance(source, str) else "".join(source) for source in sources]


def _language(query: str) -> str:
    """The language that an address asks for."""
    wanted = dict(parse_qsl(query)).get("lang", SOURCE_LANGUAGE)
    return wanted if wanted in LANGUAGES else SOURCE_LANGUAGE


def _speaking_query(query: str, language: str | None) -> str:
    """The query with the language in it that is spoken whatever it says."""
    if language is None:
        return query
    said = [(name, value) for name, value in parse_qsl(query, keep_blank_values=True) if name != "lang"]
    return urlencode([*said, ("lang", language)])
