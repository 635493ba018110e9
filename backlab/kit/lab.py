"""What every lab is: values go in, an answer comes out, and whoever listens hears what has changed.

A lab knows nothing of who shows it. It has a ``face`` and a ``state``, hears requests and sends replies, as
``contract.py`` says; all of it is plain Python.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import takewhile
from typing import Any, ClassVar, Literal, NamedTuple, cast

from backlab.kit import page
from backlab.kit.contract import (
    Changes,
    Effect,
    Face,
    Field,
    Panel,
    Reply,
    Request,
    Stage,
    State,
    Term,
    Told,
    Truth,
    Value,
    Words,
)
from backlab.kit.fields import checked, clean
from backlab.kit.page import Opener
from backlab.language import gettext, speaking
from backlab.markup import Markup
from backlab.refusal import short, unknown

After = Opener | str
"""A question that opens a lab, or its name."""
Listener = Callable[[Reply], None]
Later = Callable[[Callable[[], None]], None]
"""Calls what it is given once what is seen has been shown."""


_IN_VIEW = 4
"""So many controls a person takes in at a glance."""
Html = Markup | Literal[""]
"""What was made with the one builder, or nothing: text that nobody has escaped is refused by its type."""


def panel(id: str, title: str, html: Html, *, is_open: bool = True, folds: bool = True) -> Panel:
    """One part of a lab's answer; without ``html`` it is not shown. ``folds``: its heading opens and closes it.

    >>> from backlab.markup import element
    >>> panel("why", "Why", element("p", "Five, and five again."))["title"]
    'Why'
    """
    return {"id": id, "title": title, "html": html, "open": is_open, "folds": folds}


def told(
    *,
    headings: Mapping[str, str] | None = None,
    marked: Mapping[str, Iterable[str]] | None = None,
    hidden: Mapping[str, Iterable[str]] | None = None,
    html: Mapping[str, Html] | None = None,
    done: Mapping[str, Iterable[str]] | None = None,
    later: Iterable[str] = (),
    truth: Mapping[str, Truth] | None = None,
    shuts: bool = False,
) -> Told:
    """What is said of controls beside their values, each by the field's id.

    These are headings of checks, places that are ``marked``, buttons that are ``hidden``, the HTML of texts, the steps
    that are ``done``, the fields that come ``later`` and the ``truth`` over a guess. While it ``shuts``, what the page
    folds below stays so.

    >>> told(hidden={"actions": ["reset"]})["hidden"]
    {'actions': ['reset']}
    """
    return {
        "headings": dict(headings or {}),
        "marked": {name: [*each] for name, each in (marked or {}).items()},
        "hidden": {name: [*each] for name, each in (hidden or {}).items()},
        "html": dict(html or {}),
        "done": {name: [*each] for name, each in (done or {}).items()},
        "later": [*later],
        "truth": dict(truth or {}),
        "shuts": shuts,
    }


_NOTHING_TOLD = told()


def _at_once(act: Callable[[], None]) -> None:
    """What puts nothing off."""
    act()


class Answer(NamedTuple):
    """All that a lab says to its values, so that it is shown as a whole or not at all.

    ``summary`` (HTML) stays in view, ``said`` is announced to those who hear the page, ``told`` goes to controls,
    ``query`` is what the address needs to bring the values back, and ``handout`` (HTML) is one sheet. An answer may
    hold only what is seen at once, and ``rest`` then makes the whole of it: all else stays as it is until then.

    >>> from backlab.markup import element
    >>> Answer((panel("twice", "Twice", element("p", "10")),), said="10").said
    '10'
    """

    panels: tuple[Panel, ...]
    summary: Html = ""
    said: str = ""
    told: Told = _NOTHING_TOLD
    query: str | None = None
    handout: Html = ""
    rest: Callable[[], Answer] | None = None


class Lab:
    """The base of all labs: it has ``fields`` and their values, and the panels that ``answer`` makes of these.

    A lab of its own kind says its fields and first values, and overrides ``answer`` (values in, panels out),
    ``settle`` (what one changed value does to others) and ``pressed`` (what a button does).

    ``key`` tells labs of one kind on one page apart, in the address and in what the page remembers; ``names`` are
    what the controls and the result are called. ``whole`` presents both on one slide, and ``look`` is a class of its
    looks. ``stage`` says how it stands in one window. ``after`` is a question, or its name: until it is answered, the
    lab stays ``shut`` and says so. ``begins_with`` is what may be given for several first values at once.

    >>> from backlab.kit.fields import slider
    >>> from backlab.markup import element
    >>> class Doubled(Lab):
    ...     def __init__(self):
    ...         field = slider("number", "A number", 0, 10)
    ...         super().__init__([field], {"number": 2}, key="doubled", names=("Choose", "Twice"), language="en")
    ...
    ...     def answer(self, values):
    ...         said = str(2 * values["number"])
    ...         return Answer((panel("twice", "Twice", element("p", said)),), said=said)
    >>> lab = Doubled()
    >>> lab.set(number=5)
    >>> lab.said
    '10'
    """

    begins_with: ClassVar[type | None] = None
    look: ClassVar[str] = ""
    whole: ClassVar[bool] = False
    keeps: str | None = None
    store: Literal["page", "host"] = "page"
    panels: dict[str, Panel]
    told: Told
    summary: str
    said: str
    query: str | None
    handout: str
    _rest: Callable[[], Answer] | None = None
    _left_out: frozenset[str] = frozenset()
    _whole: Answer

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
        stage: Stage | None = None,
        after: After | None = None,
    ) -> None:
        self.key, self.lang, self.problem = key, language, problem
        self.fields, self.owned, self.stage = list(fields), list(owned), stage
        self.shut, self.not_kept, self.turn = "", "", 0
        self.terms: dict[str, Term] = {}
        self._fields = {field["id"]: field for field in self.fields}
        self._values: dict[str, Value] = dict(values)
        self._at_first = dict(values)
        self._listeners: list[Listener] = []
        self._effects: list[Effect] = []
        self._doubted: set[str] = set()
        self._open_changes, self._is_stale, self._is_lost = 0, False, False
        with speaking(language):
            self._words = _words(*names)
            first = self.answer(self.values)
            whole = first.rest() if first.rest else first
            self.panels = {each["id"]: each for each in whole.panels}
            self._take(whole)
            self._heard = self.state
            if after is not None:
                self._wait_for(after)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """What the lab says to these values."""
        raise NotImplementedError

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """What else changes when a person has moved the control ``name`` from ``old``: other values, by name."""
        return {}

    def pressed(self, button: str) -> None:
        """A button was pressed."""

    def beside(self) -> dict[str, Any]:
        """What it knows beside its values and finished steps, as JSON has it: a page hands it back to another server.

        What is empty, 0 or False goes without saying.
        """
        return {}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Know again what ``beside`` has said, as far as it can be; the values are there already."""

    @property
    def values(self) -> dict[str, Any]:
        """What the controls say, by field."""
        return dict(self._values)

    @property
    def face(self) -> Face:
        """What the lab is, said once."""
        return {
            "key": self.key,
            "lang": self.lang,
            "look": self.look,
            "whole": self.whole,
            "stage": self.stage,
            "fields": self.fields,
            "owned": self.owned,
            "words": self._words,
            "keeps": self.keeps,
            "store": self.store,
            "terms": self.terms,
        }

    @property
    def state(self) -> State:
        """What the lab shows now, all of it."""
        self.finish()
        return self._now

    @property
    def _now(self) -> State:
        return {
            "values": dict(self._values),
            "panels": dict(self.panels),
            "told": self.told,
            "summary": self.summary,
            "said": self.said,
            "query": self.query,
            "handout": self.handout,
            "beside": self._beside_as_text(),
            "shut": self.shut,
            "problem": self.problem,
            "not_kept": self.not_kept,
        }

    def hear(self, request: Request, later: Later = _at_once) -> None:
        """Do what a page asks for. Each listener hears one reply, also where the request means nothing, or fails.

        The rest of an answer whose first part is seen at once is worked out ``later``, and is a reply of its own then.
        """
        self._open_changes += 1
        try:
            with speaking(self.lang):
                self._hear(request)
            if self._rest is not None:
                later(self.finish)
        finally:
            self._open_changes -= 1
            self._send()

    def listen(self, act: Listener) -> Callable[[], None]:
        """Call ``act`` with each reply; returns what ends it."""
        self._listeners.append(act)
        return lambda: self._listeners.remove(act) if act in self._listeners else None

    def begin(self, **values: Any) -> None:
        """Have other first values, said as ``set`` takes them; raises ``ValueError`` as that does."""
        self.set(**values)
        self._at_first = self.values

    @property
    def takes(self) -> tuple[str, ...]:
        """The words that ``set`` and ``begin`` take."""
        return (*self._values,)

    def show_only(self, controls: Iterable[str]) -> None:
        """Show no other controls than these, in this order, each with the words below it; what they say stays as it is.

        All but the first few stand behind "more", where the lab has such a place. Raises ``ValueError`` for a control
        that there is not, and leaves everything then.
        """
        shown = [*dict.fromkeys(self._named(controls))]
        kept = [id for name in shown for id in self._with_words(name)]
        later = [field for field in self.fields if field["id"] not in kept and field["kind"] != "steps"]
        self.fields = [*(self._fields[id] for id in kept), *later]
        self._left_out = frozenset(field["id"] for field in later)
        if self.stage is not None:
            first = [id for name in shown[:_IN_VIEW] for id in self._with_words(name)]
            more = self.stage["more"] if len(shown) > _IN_VIEW else ""
            self.stage = {**self.stage, "first": first, "more": more}
        self.refresh()

    def _named(self, controls: Iterable[str]) -> Iterable[str]:
        """The controls by their names; raises ``ValueError`` for any other."""
        known = [id for id, field in self._fields.items() if field["kind"] != "text"]
        if isinstance(controls, str) or not isinstance(controls, Iterable):
            listed = gettext("controls are a list of names, such as {example}, not {value}")
            raise ValueError(listed.format(example=known[:1], value=short(controls)))
        for name in (names := [*controls]):
            if name not in known:
                problem = unknown(gettext("this lab has no control {word}"), name, known)
                listed = gettext("{problem} (its controls are: {words})")
                raise ValueError(listed.format(problem=problem, words=", ".join(known)))
        return names

    def _with_words(self, name: str) -> list[str]:
        """A control, and the texts that stand below it."""
        ids = [*self._fields]
        after = ids[ids.index(name) + 1 :]
        return [name, *takewhile(lambda id: self._fields[id]["kind"] == "text", after)]

    def set(self, **values: Any) -> None:
        """Move a control as a person would: ``lab.set(pain=7)``; several are set as they are, all at once.

        Raises ``ValueError`` for a control that there is not, or a value that it cannot have, and moves nothing then.
        """
        for name in values:
            if name not in self._values:
                problem = unknown(gettext("this lab has no control {word}"), name, self._values)
                listed = gettext("{problem} (its controls are: {words})")
                raise ValueError(listed.format(problem=problem, words=", ".join(self._values)))
        self.put(**{name: self._checked(name, value) for name, value in values.items()})

    def put(self, **values: Any) -> None:
        """Do what ``set`` does with values that are known to be right."""
        with self.one_change():
            before = self.values
            self._values.update(values)
            if len(values) == 1:
                self._settle(next(iter(values)), before)
            self.refresh()

    def tried(self, **values: Any) -> str:
        """Move controls as ``set`` does, hear what the lab then says, and move them back."""
        with self.trial():
            self.set(**values)
            return self.said

    def read(self, panel: str) -> str:
        """The HTML of one panel, by its id; raises ``ValueError`` for one that there is not."""
        if panel not in self.panels:
            raise ValueError(f"this lab has no panel {panel!r}; it has {', '.join(self.panels)}")
        return self.panels[panel]["html"]

    def refresh(self) -> None:
        """Work the answer out anew, and tell what has changed."""
        with self.one_change(), speaking(self.lang):
            self._work_out()
            self.finish()

    def finish(self) -> None:
        """Work out the rest of an answer of which only what is seen was given; nothing where all of it is there.

        Where that fails, the whole answer before is shown again.
        """
        if self._rest is None:
            return
        with self.one_change(), speaking(self.lang):
            try:
                self._take(self._rest())
            except Exception as error:  # noqa: BLE001  nobody else would see it: the person must
                self._take(self._whole)
                self._fail(error)

    @contextmanager
    def one_change(self) -> Iterator[None]:
        """Tell all that changes inside a ``with`` block at its end, in one reply; nothing where nothing has changed."""
        self._open_changes += 1
        try:
            yield
        finally:
            self._open_changes -= 1
            if not self._open_changes and (self._effects or self._changes()):
                self._send()

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Move everything back at the end of a ``with`` block, so that nobody hears of it."""
        with self.one_change():
            values, said, problem = self.values, self.said, self.problem
            try:
                yield
            finally:
                self._values.update(values)
                self.refresh()
                self.said, self.problem = said, problem

    def effect(self, effect: Effect) -> None:
        """Have whatever shows the lab do something."""
        with self.one_change():
            self._effects.append(effect)

    def _hear(self, request: Request) -> None:
        match request:
            case {"turn": int(turn)} if not isinstance(turn, bool):
                self.turn = turn
        try:
            self._act(request)
            if self._is_stale:
                self._work_out()
        except Exception as error:  # noqa: BLE001  a page waits for an answer to every request
            self._fail(error)

    def _work_out(self) -> None:
        """The answer anew, or what is seen of it."""
        self._is_stale = False
        try:
            self._take(self.answer(self.values))
            self.problem = ""
        except Exception as error:  # noqa: BLE001  nobody else would see it: the person must
            self._fail(error)

    def _act(self, request: Request) -> None:
        """Do what a request asks for; anything else is nothing."""
        match request:
            case {"kind": "whole"}:
                self._is_lost = True
            case {"kind": "moved" | "restored", "values": dict(values)}:
                self._catch_up(values)
            case {"kind": "held", "values": dict(values), "done": dict(done), **more}:
                self._hold(values)
                self.take_as_done({name for each in done.values() for name in each if isinstance(name, str)})
                self.take_beside(_read(more.get("beside")))
            case {"kind": "pressed", "button": str(button), **rest} if button in self._buttons():
                self._catch_up(rest.get("values"))
                self.pressed(button)

    def _catch_up(self, shown: Any) -> None:
        """Move each control that the page shows elsewhere, in the order given, as a person would."""
        said = shown if isinstance(shown, dict) else {}
        known = {name: value for name, value in said.items() if name in self._values}
        for name, value in known.items():
            if value != self._values[name]:
                self.move(name, value)
        # The page is told again of what it shows and the lab does not take.
        self._doubted |= {name for name, value in known.items() if value != self._values[name]}

    def _hold(self, shown: Mapping[str, Any]) -> None:
        """Have the values that a page shows, all as they are: none of them does anything to another."""
        before = self.values
        known = {name: value for name, value in shown.items() if name in before}
        self._values.update({name: self._had(name, value) for name, value in known.items()})
        self._doubted |= {name for name, value in known.items() if value != self._values[name]}
        self._is_stale = True

    def _had(self, name: str, value: Any) -> Value:
        """A value that a control can have, or had at first; else what it has."""
        known = self._is_first(name, value)
        return cast(Value, value) if known else clean(self._fields[name], value, self._values[name])

    def take_as_done(self, steps: Collection[str]) -> None:
        """Take up which steps were done, as far as there are such; of a lab without steps, nothing."""

    def move(self, name: str, value: Any) -> None:
        """Move one control to what it can have of a value; the answer is worked out at the end of the request."""
        before = self.values
        self._values[name] = clean(self._fields[name], value, before[name])
        self._settle(name, before)
        self._is_stale = True

    def _checked(self, name: str, value: Any) -> Value:
        """A value that a control can have, or had at first: of a radio, nothing is chosen then."""
        return cast(Value, value) if self._is_first(name, value) else checked(self._fields[name], value)

    def _is_first(self, name: str, value: Any) -> bool:
        first = self._at_first[name]
        return type(value) is type(first) and bool(value == first)

    def _settle(self, name: str, before: Mapping[str, Any]) -> None:
        self._values.update(self.settle(name, before[name], self.values))

    def _take(self, answer: Answer) -> None:
        panels = {each["id"]: each for each in answer.panels}
        if unknown := [id for id in panels if id not in self.panels]:
            raise ValueError(f"no panel {unknown[0]!r} at the start: give it empty HTML until it is needed")
        self.panels, self.told = self.panels | panels, self._without(answer.told)
        self.summary, self.query, self._rest = answer.summary, answer.query, answer.rest
        if answer.rest is None:
            self.said, self.handout, self._whole = answer.said, answer.handout, answer

    def _without(self, said: Told) -> Told:
        """What is said of controls where some are left out: those never come, and all others are there at once."""
        if not self._left_out:
            return said
        has_steps = any(field["kind"] == "steps" for field in self.fields)
        return {**said, "later": sorted(self._left_out | {*(said["later"] if has_steps else ())})}

    def _fail(self, error: Exception) -> None:
        self.problem = gettext(
            "This could not be worked out ({error}). What you see is the answer before; change the last thing "
            "back, or press Reset."
        ).format(error=f"{type(error).__name__}: {error}")

    def _send(self) -> None:
        reply: Reply = {"turn": self.turn, "changes": self._changes(), "effects": self._effects}
        self._heard, self._effects, self._doubted, self._is_lost = self._now, [], set(), False
        for act in [*self._listeners]:
            act(reply)

    def _changes(self) -> Changes:
        return cast(Changes, self._now) if self._is_lost else changes(self._heard, self._now, self._doubted)

    def _beside_as_text(self) -> str:
        said = {name: each for name, each in self.beside().items() if each}
        return json.dumps(said, separators=(",", ":")) if said else ""

    def _wait_for(self, after: After) -> None:
        self.shut = gettext("Answer the question above first: then you see whether it comes true.")
        if isinstance(after, str):
            page.here().when_committed(after, self._open)
        else:
            after.when_committed(self._open)
        self._heard = self.state

    def _open(self) -> None:
        with self.one_change():
            self.shut = ""
            self.refresh()  # what it answers may depend on what was answered above

    def _buttons(self) -> list[str]:
        return [each["name"] for field in self.fields if field["kind"] == "buttons" for each in field["buttons"]]


def _read(beside: object) -> Mapping[str, Any]:
    """What a page hands back; nothing where it is none of ours."""
    try:
        said = json.loads(beside) if isinstance(beside, str) else None
    except (ValueError, RecursionError):
        said = None
    return said if isinstance(said, dict) else {}


def changes(before: State, now: State, doubted: Collection[str] = ()) -> Changes:
    """The parts of a state that have changed; of values also those that are ``doubted``.

    >>> from backlab.labs import maker
    >>> lab = maker("TreatmentLab")(language="en")
    >>> before = lab.state
    >>> lab.set(pain=9)
    >>> changes(before, lab.state)["values"]
    {'pain': 9}
    """
    values = {n: v for n, v in now["values"].items() if n in doubted or v != before["values"][n]}
    panels = {id: each for id, each in now["panels"].items() if each != before["panels"].get(id)}
    whole = {"values": values or None, "panels": panels or None}
    parts = {name: part for name, part in whole.items() if part}
    others = {n: part for n, part in now.items() if n not in whole and part != cast(Mapping[str, Any], before)[n]}
    return cast(Changes, parts | others)


def spoken(language: str | None) -> str:
    """The language to speak: the one that is named, or else the one that the page's address asks for.

    >>> spoken("es"), spoken(None)
    ('es', 'en')
    """
    return language or page.language()


def _words(controls: str, result: str) -> Words:
    """The words that the page's own script needs."""
    return {
        "controls": controls,
        "result": result,
        "jump": gettext("Go to the advice, or back to the patient"),
        "copied": gettext("The link is copied."),
        "unkept": gettext("This browser keeps nothing for this page: your answers will be gone when you leave it."),
        "not_copied": gettext("Copy the address of this page by hand."),
        "silent": gettext(
            "There is no answer yet: what you see may be the advice to what you entered before. If this message stays, "
            "load the page again, or run the notebook's cells again."
        ),
        "more": gettext("More about this"),
        "close": gettext("Close"),
        "step": gettext("Step {number} of {total}"),
        "step_back": gettext("One step back"),
        "step_next": gettext("Next step"),
        "step_done": gettext("Done"),
        "on": gettext("Next"),
    }
