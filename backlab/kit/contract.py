"""What a lab and whatever shows it say to each other: written once, here, for Python and for JavaScript.

A lab has a *face* (said once, when it is first shown) and a *state* (what its controls hold and what it answers; after
a change only the parts that changed are sent). What shows it sends *requests*; a lab answers each with changes of its
state, and sometimes with *effects* (a file to give, an answer to keep). Who carries them, a notebook's kernel, a worker
of the page or a server, neither side knows.

All of it is JSON. ``python -m backlab.kit.typescript`` writes the same types for the scripts of the page.
"""

from __future__ import annotations

from typing import Literal, TypeAlias, TypedDict


class Answers(TypedDict):
    """What is said under one heading: names ticked, whether "none of the others" is, and names answered no."""

    yes: list[str]
    none: bool
    no: list[str]


Value: TypeAlias = "str | int | list[str] | list[int | None] | Answers | None"
"""What a control holds: a slider a number (None: not asked), a menu or radio a name, boxes names, an entry text.

People are a number, a line one for each of its places (None: not drawn yet), and a spot is a name. An order holds
all names, the first one first, or none as long as nothing was moved.
"""


class Choice(TypedDict):
    """One of several: its name, and the words that a person reads."""

    name: str
    words: str


class Slider(TypedDict):
    """A whole number from ``low`` to ``high``.

    ``unasked`` is the label of a box for "no number" ("": there is none); ``words`` are said in place of the numbers.
    ``colour`` is a name of the palette: that of the part of the picture that it moves ("": of all controls).
    """

    kind: Literal["slider"]
    id: str
    label: str
    low: int
    high: int
    unasked: str
    words: list[str]
    colour: str


class Menu(TypedDict):
    """One of several, in a menu; ``anew``: another one begins the lab anew, so nothing that was revealed stays so."""

    kind: Literal["menu"]
    id: str
    label: str
    choices: list[Choice]
    anew: bool


class Radio(TypedDict):
    """One of a few, all in view: side by side, or ``stacked`` where the words are long."""

    kind: Literal["radio"]
    id: str
    label: str
    choices: list[Choice]
    stacked: bool


class Boxes(TypedDict):
    """Any of a few, all in view."""

    kind: Literal["boxes"]
    id: str
    label: str
    choices: list[Choice]


class Asked(TypedDict):
    """A box: its name, its words, and the box ``under`` which it is asked, once that is ticked ("": always)."""

    name: str
    words: str
    under: str


class Checks(TypedDict):
    """Boxes under a heading that folds, with ``none`` as the last; ``no`` follows what was answered no."""

    kind: Literal["checks"]
    id: str
    label: str
    choices: list[Asked]
    none: str
    no: str
    open: bool


class Places(TypedDict):
    """Places on a picture (elements with ``data-place``), and the same places as a list called ``list``.

    ``hint`` says how the keyboard works it, ``marked`` what the look of a marked place means.
    """

    kind: Literal["places"]
    id: str
    label: str
    choices: list[Choice]
    svg: str
    list: str
    hint: str
    marked: str
    open: bool


class Entry(TypedDict):
    """A short text to type, with its ``unit`` behind it; the Enter key presses ``enter``, a button's name.

    Without such a button it is something to look for, and the lab hears each letter.
    """

    kind: Literal["entry"]
    id: str
    label: str
    unit: str
    enter: str


class Code(TypedDict):
    """A few lines of code to write."""

    kind: Literal["code"]
    id: str
    label: str


class Line(TypedDict):
    """A line that is drawn over empty axes: a whole number from ``low`` to ``high`` at each place along them.

    ``xs`` name the places and ``at`` says where they stand, from 0 (left) to 1 (right). The first ones are ``given``.
    ``cue`` stands on the empty axes, ``hint`` says how to draw, and ``undrawn`` is said of a place without a number.
    """

    kind: Literal["line"]
    id: str
    label: str
    xs: list[str]
    at: list[float]
    low: int
    high: int
    unit: str
    given: list[int]
    cue: str
    hint: str
    undrawn: str


class People(TypedDict):
    """How many of so many (``of``) people, filled in one by one; ``undrawn`` is said before there is a number."""

    kind: Literal["people"]
    id: str
    label: str
    of: int
    unit: str
    hint: str
    undrawn: str


class Spot(TypedDict):
    """One place on a picture (elements with ``data-place``), and the same places as a list, with more below them."""

    kind: Literal["spot"]
    id: str
    label: str
    choices: list[Choice]
    svg: str
    hint: str


class Order(TypedDict):
    """All of its choices, to be put into order; they stand there in an order that is not yet an answer.

    ``hint`` says how. ``up`` and ``down`` name the two buttons of a choice, which is their field ``{words}``;
    ``placed`` is said once one was moved, with ``{words}``, ``{place}`` and ``{of}``.
    """

    kind: Literal["order"]
    id: str
    label: str
    choices: list[Choice]
    hint: str
    up: str
    down: str
    placed: str


class Button(TypedDict):
    """A button, and what it does.

    ``does``: "press" tells the lab; "answer" does too, and what was entered is remembered until the lab has kept it;
    "print" prints the lab's sheet and "copy" copies the page's address, both without asking the lab.
    ``leads_to``: what comes into view once the lab has answered. ``waits``: the control without whose value it looks
    not ready ("": none); a press is answered all the same, and says what to do.
    """

    name: str
    words: str
    does: Literal["press", "answer", "print", "copy"]
    leads_to: Literal["", "controls", "result"]
    waits: str


class Buttons(TypedDict):
    """Buttons in a row."""

    kind: Literal["buttons"]
    id: str
    buttons: list[Button]


class Text(TypedDict):
    """A place among the controls for HTML that changes."""

    kind: Literal["text"]
    id: str


class WalkerLook(TypedDict):
    """How some people look: a colour of the palette, and what tells them apart without it."""

    colour: str
    shape: Literal["dot", "hollow", "square"]
    ringed: bool
    mood: Literal["calm", "worried", "ill"]


class WalkerGroup(TypedDict):
    """Who stands in a group, by number, and the place of the look of each; ``room``: for so many at least.

    A pile grows ``up`` from the ground; those who are ``near`` are as large as their own place allows.
    """

    name: str
    people: list[int]
    looks: list[int]
    room: int
    up: bool
    near: bool


class Walkers(TypedDict):
    """People in a picture who walk from where they stood to where they stand: what an element's ``data-walkers`` holds.

    Within it each group has a place, an element whose ``data-group`` is its name, with its words first; and whoever
    has a story a button, whose ``data-person`` is their number. ``key`` is the same from state to state.
    """

    key: str
    looks: list[WalkerLook]
    groups: list[WalkerGroup]


class Step(TypedDict):
    """One step through a lab: a title, and what it says and asks for (HTML, sixty words at most)."""

    name: str
    title: str
    html: str


class Steps(TypedDict):
    """Steps through a lab, one in view at a time; its value is the name of that one.

    Going to a step is moving this control: what the lab then settles sets the stage. What is told says which are done.
    """

    kind: Literal["steps"]
    id: str
    label: str
    steps: list[Step]


Field: TypeAlias = (
    "Slider | Menu | Radio | Boxes | Checks | Places | Entry | Code | Line | People | Spot | Order | Buttons | Text"
    " | Steps"
)


class Stage(TypedDict):
    """How a lab stands in one window: a picture, a few controls, one sentence, and all else in tabs.

    ``picture`` is the panel that is always in view, and the lab's ``summary`` the sentence above it. ``first`` are the
    ids of the fields that are in view with it; the other fields stand in a tab called ``more`` ("": nowhere), and each
    other panel in a tab of its own. ``warning`` is the panel whose tab stands ahead of all, in the colour of danger
    ("": none). Steps are always in view.
    """

    picture: str
    first: list[str]
    more: str
    warning: str


class Words(TypedDict):
    """The words that the page's own script needs, in the language of the lab.

    ``more`` is what the tabs of a stage are called together; ``step`` holds the fields ``{number}`` and ``{total}``.
    """

    controls: str
    result: str
    jump: str
    copied: str
    not_copied: str
    unkept: str
    silent: str
    more: str
    close: str
    step: str
    step_back: str
    step_next: str
    step_done: str
    on: str


class Term(TypedDict):
    """A word of the glossary, and what it means."""

    label: str
    meaning: str


class Face(TypedDict):
    """What a lab is, said once.

    ``key`` tells labs of one kind on one page apart; ``look`` is a class of its looks; ``whole``: controls and result
    are presented on one slide. ``owned`` are the names in the address that are the lab's. ``keeps`` is the key under
    which it keeps answers, or the beginning that its keys share, ending in a full stop ("" are all); None keeps none.
    ``stage``: how it stands in one window; without, its controls and panels stand one below another.
    ``store``: where they are kept. "page": whatever shows the lab keeps them, and tells the lab once what it has;
    "host": whoever answers keeps them, and a request with no texts asks it only to look again.
    """

    key: str
    lang: str
    look: str
    whole: bool
    stage: Stage | None
    fields: list[Field]
    owned: list[str]
    words: Words
    keeps: str | None
    store: Literal["page", "host"]
    terms: dict[str, Term]


class Panel(TypedDict):
    """One part of the result; without ``html`` it is not shown. ``folds``: its heading opens and closes it."""

    id: str
    title: str
    html: str
    open: bool
    folds: bool


class Truth(TypedDict):
    """What was found, laid over what was guessed: on a picture it ends the guessing.

    ``values`` with where they may lie (``low``, ``high``): one for people, one for each place of a line; of an order,
    the place of each choice, from 1 on. ``place`` of a spot or a list. ``yours`` and ``found`` name the two; ``yours``
    is empty where nobody guessed. ``over``: nothing can be chosen in a list any more.
    """

    values: list[float]
    low: list[float]
    high: list[float]
    place: str
    yours: str
    found: str
    over: bool


class Told(TypedDict):
    """What is said of controls beside their values, each by the field's id.

    ``headings`` of checks; ``marked`` places; ``hidden`` buttons, by name, or a slider or choice, by its own; ``html``
    of texts; ``done`` steps, by name; ``later`` are the fields that a later step of a stage brings; ``truth`` is laid
    over what was guessed. While it ``shuts``, what the page itself folds between this lab and the next of its look
    stays folded.
    """

    headings: dict[str, str]
    marked: dict[str, list[str]]
    hidden: dict[str, list[str]]
    html: dict[str, str]
    done: dict[str, list[str]]
    later: list[str]
    truth: dict[str, Truth]
    shuts: bool


class State(TypedDict):
    """What a lab shows now.

    ``panels`` by their ids, always the same ones in the same order. ``summary`` (HTML) stays in view, ``said`` is
    announced to those who hear the page, ``query`` is what the address needs to bring the values back (None: it has
    no address), ``handout`` (HTML) is one sheet. ``beside`` is what the lab knows beside its values and finished
    steps, as a text that it alone reads and that a page hands back where whoever answered is lost ("": nothing).
    ``shut`` is why it is not open yet, ``problem`` what went wrong and ``not_kept`` what could not be kept or read
    again ("": nothing).
    """

    values: dict[str, Value]
    panels: dict[str, Panel]
    told: Told
    summary: str
    said: str
    query: str | None
    handout: str
    beside: str
    shut: str
    problem: str
    not_kept: str


class Changes(TypedDict, total=False):
    """The parts of a state that have changed; of ``values`` and ``panels``, only those entries that have."""

    values: dict[str, Value]
    panels: dict[str, Panel]
    told: Told
    summary: str
    said: str
    query: str | None
    handout: str
    beside: str
    shut: str
    problem: str
    not_kept: str


class Moved(TypedDict):
    """Controls were moved, in this order."""

    kind: Literal["moved"]
    turn: int
    values: dict[str, Value]


class Pressed(TypedDict):
    """A button was pressed; ``values`` are what every control shows, since a press may overtake a change."""

    kind: Literal["pressed"]
    turn: int
    button: str
    values: dict[str, Value]


class Restored(TypedDict):
    """What was entered and not yet answered when a page was lost, in the order in which it was entered."""

    kind: Literal["restored"]
    turn: int
    values: dict[str, Value]


class Remembered(TypedDict):
    """The tries that are kept under the lab's keys: the text of each under the name that it was kept by.

    A name is a key alone, or a key, a number that counts the tries at it, and the try's id, with blanks between.
    """

    kind: Literal["remembered"]
    turn: int
    texts: dict[str, str]


class Held(TypedDict):
    """Whoever answered the page is lost, and this is all that the lab had.

    These are its values, the steps that were ``done``, and what it knew ``beside``.
    """

    kind: Literal["held"]
    turn: int
    values: dict[str, Value]
    done: dict[str, list[str]]
    beside: str


class Whole(TypedDict):
    """A reply may have been lost: say all of the state, not only what has changed."""

    kind: Literal["whole"]
    turn: int


Request: TypeAlias = "Moved | Pressed | Restored | Remembered | Held | Whole"
"""``turn`` counts a page's requests from 1; a reply names the last turn that it answers."""


class Try(TypedDict):
    """One try at the exercise ``key``, as a text; its ``id`` is like that of no other, so that it is kept once."""

    key: str
    id: str
    text: str


class Keep(TypedDict):
    """Keep these tries beside those that are kept already, in this order."""

    kind: Literal["keep"]
    tries: list[Try]


class Forget(TypedDict):
    """Forget every try that is kept under these keys."""

    kind: Literal["forget"]
    keys: list[str]


class SetAside(TypedDict):
    """What is kept by this name cannot be read: keep it under another, out of the way."""

    kind: Literal["set_aside"]
    name: str


class Download(TypedDict):
    """Give the person this file."""

    kind: Literal["download"]
    name: str
    text: str
    type: str


Effect: TypeAlias = "Keep | Forget | SetAside | Download"


class Reply(TypedDict):
    """What follows from requests up to ``turn``, or from code since that turn: changes, and effects in their order.

    A turn may be answered twice: what is seen comes first, and what stands behind tabs when it is worked out.
    """

    turn: int
    changes: Changes
    effects: list[Effect]


class Open(TypedDict):
    """A page asks for the labs of a notebook; ``query`` is what stands behind the question mark of its address.

    ``held`` is the state of the course in which the page holds its labs as they are without a query; "" is none.
    """

    kind: Literal["open"]
    notebook: str
    language: str
    query: str
    held: str


class Ask(TypedDict):
    """A page asks something of its lab of this number, counted from 0 as they stand on it."""

    kind: Literal["asked"]
    lab: int
    request: Request


Message: TypeAlias = "Open | Ask"
"""What a page says to whoever answers all of its labs."""


class Met(TypedDict):
    """A lab as a page first meets it."""

    face: Face
    state: State


class Opened(TypedDict):
    """The labs of the notebook are there, in the order of the page; None is one as the page holds it."""

    kind: Literal["opened"]
    labs: list[Met | None]


class Replied(TypedDict):
    """The lab of this number has replied."""

    kind: Literal["replied"]
    lab: int
    reply: Reply


class Progress(TypedDict):
    """How far whoever will answer has come: which step it is at, and how much of all steps is done, from 0 to 1."""

    kind: Literal["progress"]
    step: Literal["fetch", "starting"]
    share: float


class Failed(TypedDict):
    """Nobody will answer: the ``browser`` is too old, the ``memory`` too small, the ``start`` or the code failed.

    ``files``: what is needed did not come; ``notebook``: there is none of that name; ``slow``: an answer took too long.
    """

    kind: Literal["failed"]
    why: Literal["browser", "memory", "files", "start", "notebook", "slow"]


class Lapsed(TypedDict):
    """The labs are gone, as are requests that were not answered: open them anew where they are needed again."""

    kind: Literal["lapsed"]


Answered: TypeAlias = "Opened | Replied | Progress | Failed | Lapsed"
"""What a page hears from whoever answers its labs."""
