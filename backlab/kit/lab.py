"""What every lab is: controls on one side, panels on the other, one widget, and one message for each change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import anywidget
from traitlets import traitlets as t

from backlab.kit import address
from backlab.kit.fields import Field, clean
from backlab.language import SOURCE_LANGUAGE, gettext, speaking

HERE = Path(__file__).parent
SCRIPTS = ("dom", "body", "controls", "around", "keeping", "terms", "lab")
VALUE, PANEL = "value_", "panel_"


class Panel(NamedTuple):
    """One part of a lab's answer; without ``html`` it is not shown. ``folds``: its heading opens and closes it."""

    id: str
    title: str
    html: str
    is_open: bool = True
    folds: bool = True


class Answer(NamedTuple):
    """All that a lab says to its values, so that it is shown as a whole or not at all.

    ``summary`` (HTML) stays in view, ``said`` is announced to those who hear the page, ``told`` goes to controls by
    their id, ``query`` is what the address needs to bring the values back, and ``handout`` (HTML) is one sheet.
    """

    panels: tuple[Panel, ...]
    summary: str = ""
    said: str = ""
    told: Mapping[str, str] = {}
    query: str | None = None
    handout: str = ""


class Opener(Protocol):
    """What opens a lab that is shut: a question that has been answered."""

    def when_committed(self, act: Callable[[], None]) -> None:
        """Call ``act`` as soon as it is answered."""


class Lab(anywidget.AnyWidget):
    """The base of all labs: it draws ``fields``, keeps their values, and shows the panels that ``answer`` makes.

    A lab of its own kind says its fields and first values, and overrides ``answer`` (values in, panels out),
    ``settle`` (what one changed value does to others) and ``pressed`` (what a button does). Each control and each
    panel is a trait of its own, so that a change sends what it changes, together, once.

    ``key`` tells labs of one kind on one page apart, in the address and in what the page remembers; ``names`` are
    what the controls and the result are called. ``whole`` presents both on one slide, and ``look`` is a class of its
    looks. ``after`` is a question: until it is answered, the lab stays ``shut`` and says so.
    """

    _esm = "\n".join(HERE.joinpath("js", f"{name}.js").read_text("utf-8") for name in SCRIPTS)
    _css = HERE.joinpath("tokens.css").read_text("utf-8") + HERE.joinpath("lab.css").read_text("utf-8")
    key = t.Unicode().tag(sync=True)
    fields = t.List().tag(sync=True)
    panels = t.List().tag(sync=True)
    told = t.Dict().tag(sync=True)
    words = t.Dict().tag(sync=True)
    owned = t.List().tag(sync=True)
    summary = t.Unicode().tag(sync=True)
    said = t.Unicode().tag(sync=True)
    problem = t.Unicode().tag(sync=True)
    query = t.Unicode(None, allow_none=True).tag(sync=True)
    handout = t.Unicode().tag(sync=True)
    lang = t.Unicode(SOURCE_LANGUAGE).tag(sync=True)
    whole = t.Bool(False).tag(sync=True)
    look = t.Unicode().tag(sync=True)
    shut = t.Unicode().tag(sync=True)
    heard = t.Int(0).tag(sync=True)

    def __init__(
        self,
        fields: Iterable[Field],
        values: Mapping[str, Any],
        *,
        key: str,
        names: tuple[str, str],
        language: str,
        owned: Iterable[str] = (),
        problem: str = "",
        after: Opener | None = None,
    ) -> None:
        self._paused = False
        listed = list(fields)
        self._fields = {field["id"]: field for field in listed}
        self.add_traits(**{VALUE + name: t.Any(value).tag(sync=True) for name, value in values.items()})
        with speaking(language):
            first = self.answer(values)
            self.add_traits(**{PANEL + panel.id: t.Unicode().tag(sync=True) for panel in first.panels})
            settings = {"key": key, "owned": list(owned), "problem": problem, "words": _words(*names)}
            super().__init__(fields=listed, lang=language, **settings, **self._traits_of(first))
        if values:  # of no names, all would be watched
            self.observe(self._changed, [VALUE + name for name in values])
        self.on_msg(self._told_by_page)
        if after is not None:
            self._wait_for(after, language)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """What the lab says to these values."""
        raise NotImplementedError

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """What else changes when a person has moved the control ``name`` from ``old``: other values, by name."""
        return {}

    def pressed(self, button: str) -> None:
        """A button was pressed."""

    @property
    def values(self) -> dict[str, Any]:
        """What the controls say, by field."""
        return {name: getattr(self, VALUE + name) for name in self._fields if self.has_trait(VALUE + name)}

    def set(self, **values: Any) -> None:
        """Move a control as a person would: ``lab.set(pain=7)``; several are set as they are, all at once.

        Raises ``ValueError`` for a control that there is not.
        """
        for name in values:
            if not self.has_trait(VALUE + name):
                raise ValueError(f"this lab has no control {name!r}; it has {', '.join(self.values)}")
        before = self.values
        with self._as_one_change():
            for name, value in values.items():
                setattr(self, VALUE + name, clean(self._fields[name], value, before[name]))
            if len(values) == 1:
                self._settle(*values, before)
            self.refresh()

    def set_state(self, sync_data: dict[str, Any]) -> None:
        """Hear the values of the controls from the page, and nothing else: which files are read is not its to say."""
        super().set_state({name: value for name, value in sync_data.items() if name.startswith(VALUE)})

    def tried(self, **values: Any) -> str:
        """Move controls as ``set`` does, hear what the lab then says, and move them back."""
        before = self.values
        self.set(**values)
        said = self.said
        self.set(**before)
        return said

    def read(self, panel: str) -> str:
        """The HTML of one panel, by its id."""
        return str(getattr(self, PANEL + panel))

    def refresh(self) -> None:
        """Work the answer out anew, and send what has changed as one message."""
        with self.hold_sync(), speaking(self.lang):
            self.heard += 1
            try:
                answer = self._traits_of(self.answer(self.values))
            except Exception as error:  # noqa: BLE001  a callback's error would otherwise vanish: the person must see it
                self.problem = gettext(
                    "This could not be worked out ({error}). What you see is the answer before; change the last thing "
                    "back, or press Reset."
                ).format(error=f"{type(error).__name__}: {error}")
                return
            self.problem = ""
            for name, value in answer.items():
                setattr(self, name, value)  # traitlets compares: what is equal is not sent

    def _wait_for(self, question: Opener, language: str) -> None:
        with speaking(language):
            self.shut = gettext("Answer the question above first: then you see whether it comes true.")
        question.when_committed(lambda: setattr(self, "shut", ""))

    def _traits_of(self, answer: Answer) -> dict[str, Any]:
        if unknown := [panel.id for panel in answer.panels if not self.has_trait(PANEL + panel.id)]:
            raise ValueError(f"no panel {unknown[0]!r} at the start: give it empty HTML until it is needed")
        panels = {PANEL + panel.id: panel.html for panel in answer.panels}
        shapes = [{"id": p.id, "title": p.title, "open": p.is_open, "folds": p.folds} for p in answer.panels]
        others = {name: value for name, value in answer._asdict().items() if name != "panels"}
        return {**panels, **others, "told": dict(answer.told), "panels": shapes}

    def _changed(self, change: Mapping[str, Any]) -> None:
        if self._paused:
            return
        name = change["name"].removeprefix(VALUE)
        with self._as_one_change():
            setattr(self, VALUE + name, clean(self._fields[name], change["new"], change["old"]))
            self._settle(name, {**self.values, name: change["old"]})
            self.refresh()

    def _settle(self, name: str, before: Mapping[str, Any]) -> None:
        for other, follows in self.settle(name, before[name], self.values).items():
            setattr(self, VALUE + other, follows)

    @contextmanager
    def _as_one_change(self) -> Iterator[None]:
        before, self._paused = self._paused, True
        try:
            with self.hold_sync():
                yield
        finally:
            self._paused = before

    def _told_by_page(self, _lab: Lab, content: Any, _buffers: object) -> None:
        """A button's name, or what was entered and not yet answered when a page was lost; anything else is nothing."""
        match content:
            case {"pressed": str(button), **rest} if button in self._buttons():
                with speaking(self.lang):
                    self._catch_up(rest.get("values"))
                    self.pressed(button)
            case {"restored": dict(values)}:
                self._catch_up(values)

    def _catch_up(self, shown: Any) -> None:
        """Move each control that the page shows elsewhere, in the order given, as a person would."""
        for name, value in shown.items() if isinstance(shown, dict) else ():
            if name in self.values and value != self.values[name]:
                self.set(**{name: value})

    def _buttons(self) -> list[str]:
        return [choice[0] for field in self.fields if field["kind"] == "buttons" for choice in field["choices"]]


def spoken(language: str | None) -> str:
    """The language to speak: the one that is named, or else the one that the page's address asks for."""
    return language or address.language()


def _words(controls: str, result: str) -> dict[str, str]:
    """The words that the page's own script needs."""
    return {
        "controls": controls,
        "result": result,
        "jump": gettext("Go to the advice, or back to the patient"),
        "copied": gettext("The link is copied."),
        "unkept": gettext("This browser keeps nothing for this page: your answers will be gone when you leave it."),
        "notCopied": gettext("Copy the address of this page by hand."),
        "silent": gettext(
            "There is no answer yet: what you see may be the advice to what you entered before. If this message stays, "
            "load the page again, or run the notebook's cells again."
        ),
    }
