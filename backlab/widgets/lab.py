"""What every lab is: controls on one side, panels on the other, one widget, and one message for each change."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import anywidget
from traitlets import traitlets as t

from backlab.language import SOURCE_LANGUAGE, gettext, speaking
from backlab.widgets import address
from backlab.widgets.fields import Field, clean

HERE = Path(__file__).parent
VALUE, PANEL = "value_", "panel_"


class Panel(NamedTuple):
    """One part of a lab's answer. ``folds`` says whether its heading opens and closes it."""

    id: str
    title: str
    html: str
    is_open: bool = True
    folds: bool = True


class Lab(anywidget.AnyWidget):
    """The base of all labs: it draws ``fields``, keeps their values, and shows the panels that ``answer`` makes.

    A lab of its own kind says its fields and first values, and overrides ``answer`` (values in, panels out),
    ``settle`` (what one changed value does to others) and ``pressed`` (what a button does). Each control and each
    panel is a trait of its own, so that a change sends what it changes, together, once.
    """

    _esm = HERE.joinpath("lab.js").read_text("utf-8")
    _css = HERE.joinpath("tokens.css").read_text("utf-8") + HERE.joinpath("lab.css").read_text("utf-8")
    name = t.Unicode().tag(sync=True)
    fields = t.List().tag(sync=True)
    panels = t.List().tag(sync=True)
    told = t.Dict().tag(sync=True)
    words = t.Dict().tag(sync=True)
    summary = t.Unicode().tag(sync=True)
    said = t.Unicode().tag(sync=True)
    problem = t.Unicode().tag(sync=True)
    query = t.Unicode(None, allow_none=True).tag(sync=True)
    handout = t.Unicode().tag(sync=True)
    lang = t.Unicode(SOURCE_LANGUAGE).tag(sync=True)

    def __init__(self, fields: Iterable[Field], values: Mapping[str, Any], *, language: str) -> None:
        self._paused = False
        listed = list(fields)
        self._fields = {field["id"]: field for field in listed}
        self.add_traits(**{VALUE + name: t.Any(value).tag(sync=True) for name, value in values.items()})
        with speaking(language):
            first = self.answer(values)
            self.add_traits(**{PANEL + panel.id: t.Unicode(panel.html).tag(sync=True) for panel in first})
            super().__init__(fields=listed, lang=language, words=_words(), panels=list(map(_shape, first)))
        self._show(first)
        self.observe(self._changed, [VALUE + name for name in values])
        self.on_msg(self._heard)

    def answer(self, values: Mapping[str, Any]) -> list[Panel]:
        """The panels for these values; also the place to set ``summary``, ``told`` and the like."""
        raise NotImplementedError

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """What else changes when the value called ``name`` has changed from ``old``: the other values, by name."""
        return {}

    def pressed(self, button: str) -> None:
        """A button was pressed."""

    @property
    def values(self) -> dict[str, Any]:
        """What the controls say, by field."""
        return {name: getattr(self, VALUE + name) for name in self._fields if self.has_trait(VALUE + name)}

    def set(self, **values: Any) -> None:
        """Move controls, all at once: ``lab.set(pain=7)``. Raises ``ValueError`` for a control that there is not."""
        for name in values:
            if not self.has_trait(VALUE + name):
                raise ValueError(f"this lab has no control {name!r}; it has {', '.join(self.values)}")
        with self._as_one_change(), self.hold_sync():
            for name, value in values.items():
                was = getattr(self, VALUE + name)
                self._put(name, clean(self._fields[name], value, was), was)
            self.refresh()

    def read(self, panel: str) -> str:
        """The HTML of one panel, by its id."""
        return str(getattr(self, PANEL + panel))

    def refresh(self) -> None:
        """Work the panels out anew, and send what has changed as one message."""
        with self.hold_sync(), speaking(self.lang):
            try:
                self._show(self.answer(self.values))
                self.problem = ""
            except Exception as error:  # noqa: BLE001  a callback's error would otherwise vanish: the person must see it
                self.problem = gettext(
                    "This could not be worked out ({error}). What you see is the answer before; change the last thing "
                    "back, or press Reset."
                ).format(error=f"{type(error).__name__}: {error}")

    def _show(self, panels: Iterable[Panel]) -> None:
        shapes = []
        for panel in panels:
            shapes.append(_shape(panel))
            setattr(self, PANEL + panel.id, panel.html)  # traitlets compares: what is equal is not sent
        self.panels = shapes

    def _changed(self, change: Mapping[str, Any]) -> None:
        if self._paused:
            return
        name = change["name"].removeprefix(VALUE)
        with self._as_one_change(), self.hold_sync():
            self._put(name, clean(self._fields[name], change["new"], change["old"]), change["old"])
            self.refresh()

    def _put(self, name: str, value: Any, old: Any) -> None:
        setattr(self, VALUE + name, value)
        for other, follows in self.settle(name, old, self.values).items():
            setattr(self, VALUE + other, follows)

    @contextmanager
    def _as_one_change(self) -> Iterator[None]:
        before, self._paused = self._paused, True
        try:
            yield
        finally:
            self._paused = before

    def _heard(self, _lab: Lab, content: Any, _buffers: object) -> None:
        button = content.get("pressed") if isinstance(content, dict) else None
        known = [choice[0] for field in self.fields if field["kind"] == "buttons" for choice in field["choices"]]
        if button in known:
            with speaking(self.lang):
                self.pressed(button)


def spoken(language: str | None) -> str:
    """The language to speak: the one that is named, or else the one that the page's address asks for."""
    return language or address.language()


def _shape(panel: Panel) -> dict[str, Any]:
    return {"id": panel.id, "title": panel.title, "open": panel.is_open, "folds": panel.folds}


def _words() -> dict[str, str]:
    """The words that the page's own script needs."""
    return {
        "patient": gettext("Describe the patient"),
        "result": gettext("What follows"),
        "asList": gettext("As a list"),
        "copied": gettext("The link is copied."),
        "notCopied": gettext("Copy the address of this page by hand."),
        "link": gettext("The link that brings this page back"),
        "open": gettext("Open all parts"),
        "close": gettext("Close all parts"),
    }
