"""What can hold a hazard off, and how it is seen that it still does.

A control names what it rests on by what that is about, and not one by one: "every demand that suspects an aorta". So a
new demand finds its hazard by itself, and a control that has nothing left to rest on is *gone*.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from backlab.knowledge.causes import CAUSES
from backlab.model import Atom, Disposition, DoseLimit, Prohibition, Requirement
from backlab.reasoning.proof import Check, Knowledge

URGENT = Disposition.URGENT
DEMANDED = "as urgent as its source demands"
# What is proved of each treatment that something speaks against.
SAFE = (
    "not with a contraindication",
    "not until it is asked about",
    "not where a source forbids it",
    "what speaks against it adds up",
    "home care waits for care",
    "the lens never changes safety",
)
LIMITED = "no dose above its limit"


class State(StrEnum):
    """How it stands with a control."""

    HOLDS = "holds"  # proved a moment ago
    THERE = "is there"  # a test of the checkout, which pytest runs
    ELSEWHERE = "held by the tests of the source"  # an installed package has no tests
    RED = "RED"
    GONE = "GONE"

    @property
    def wrong(self) -> bool:
        """Whether the hazard is not held off by it."""
        return self in (State.RED, State.GONE)


class Seen(NamedTuple):
    """What was found when one control was looked at: its state, what it is, and what it lacks or covers.

    ``proofs`` is how many proofs it rests on, and ``patients`` how many they go through.
    """

    state: State
    what: str
    lacks: str = ""
    covers: tuple[str, ...] = ()
    proofs: int = 0
    patients: int = 0


class Live(NamedTuple):
    """What a control is looked for in: the knowledge, the proofs that were run, and the tests, where there are any."""

    known: Knowledge
    checks: tuple[Check, ...]
    tests: Mapping[str, frozenset[str]] | None


class Demands(NamedTuple):
    """The demands of the sources that ``suspect`` one of these causes, or whose condition names one of ``about``.

    For each of the causes there is at least one that is urgent, else the control is gone. ``harmless`` are all those
    behind which no danger hides.
    """

    suspects: tuple[str, ...] = ()
    about: tuple[Atom, ...] = ()
    harmless: bool = False

    def chosen(self, known: Knowledge) -> tuple[Requirement, ...]:
        """The demands that are meant."""
        return tuple(r for r in known.requirements if self._means(r))

    def _means(self, requirement: Requirement) -> bool:
        if self.harmless and not hides_danger(requirement):
            return True
        return bool({*self.suspects} & {*requirement.suspects} or {*self.about} & requirement.when.atoms)

    def asks(self, known: Knowledge) -> Callable[[str, str], bool]:
        """Which proofs have to be run for it."""
        own = {r.id for r in self.chosen(known)}
        return lambda name, part: name == DEMANDED and part in own

    def look(self, live: Live) -> Iterator[Seen]:
        """Whether there are such demands, and whether the rules meet each of them."""
        chosen = self.chosen(live.known)
        what = "demands of the sources, each met by the rules for every patient"
        for cause in self.suspects:
            if not any(cause in r.suspects and r.at_least >= URGENT for r in chosen):
                yield Seen(State.GONE, what, f"no source demands urgent care where {cause} is suspected")
        yield _proved(what, [(DEMANDED, r.id) for r in chosen], live.checks)


class Bans(NamedTuple):
    """What the sources forbid of these ``treatments``, and the proofs that none of them reaches whom it may harm."""

    treatments: tuple[str, ...]

    def chosen(self, known: Knowledge) -> tuple[Prohibition | DoseLimit, ...]:
        """The prohibitions and the limits that are meant."""
        own = {*self.treatments}
        banned = tuple(p for p in known.prohibitions if own & {*p.treatments})
        return (*banned, *(limit for limit in known.limits if own & {*limit.treatments}))

    def asks(self, known: Knowledge) -> Callable[[str, str], bool]:
        """Which proofs have to be run for it."""
        return lambda name, part: part in self.treatments

    def look(self, live: Live) -> Iterator[Seen]:
        """Whether there are such prohibitions, and whether every proof about these treatments holds."""
        what = "things that the sources forbid, asked about before a dose is shown"
        banned = self.chosen(live.known)
        for treatment in self.treatments:
            if not any(treatment in p.treatments for p in banned if isinstance(p, Prohibition)):
                yield Seen(State.GONE, what, f"nothing is forbidden of {treatment}")
        lines = {(c.property, c.part) for c in live.checks if c.part in self.treatments}
        needed = {(name, treatment) for name in SAFE for treatment in self.treatments}
        limited = {t for p in banned if isinstance(p, DoseLimit) for t in p.treatments}
        needed |= {(LIMITED, treatment) for treatment in limited & {*self.treatments}}
        covers = tuple(p.id for p in banned)
        yield _proved(what, sorted(lines | needed), live.checks)._replace(covers=covers)


class Proved(NamedTuple):
    """A property of everybody, by the name under which ``python -m backlab.reasoning.verify`` prints it."""

    property: str

    def asks(self, known: Knowledge) -> Callable[[str, str], bool]:
        """Which proofs have to be run for it."""
        return lambda name, part: name == self.property

    def look(self, live: Live) -> Iterator[Seen]:
        """Whether it is proved at all, and holds in every part."""
        lines = [(c.property, c.part) for c in live.checks if c.property == self.property]
        if not lines:
            yield Seen(State.GONE, f'the proof "{self.property}"', "nothing is proved under that name")
            return
        yield _proved(f'the proof "{self.property}"', lines, live.checks)._replace(covers=())


class Checked(NamedTuple):
    """A test, by its file in ``tests/`` and its name."""

    file: str
    name: str

    def asks(self, known: Knowledge) -> Callable[[str, str], bool]:
        """Which proofs have to be run for it: none."""
        return lambda name, part: False

    def look(self, live: Live) -> Iterator[Seen]:
        """Whether the test is there; an installed package has no tests, and says so."""
        what = f"tests/{self.file}.py::{self.name}"
        if live.tests is None:
            yield Seen(State.ELSEWHERE, what)
        elif self.name in live.tests.get(self.file, ()):
            yield Seen(State.THERE, what)
        else:
            yield Seen(State.GONE, what, "there is no such test")


Control = Demands | Bans | Proved | Checked


def hides_danger(requirement: Requirement) -> bool:
    """Whether a demand is about something that must not be missed."""
    serious = any(CAUSES[name].serious for name in requirement.suspects if name in CAUSES)
    return requirement.red_flag or serious


def _proved(what: str, wanted: Iterable[tuple[str, str]], checks: Iterable[Check]) -> Seen:
    """How it stands with proofs of which each has to be there and to hold."""
    ran = {(check.property, check.part): check for check in checks}
    lines = [*wanted]
    covers = tuple(dict.fromkeys(part for _, part in lines))
    for line in lines:
        if line not in ran:
            return Seen(State.GONE, what, f'"{line[0]}" is not proved of {line[1]}', covers)
        if ran[line].counterexample is not None:
            return Seen(State.RED, what, f'"{line[0]}" does not hold for {ran[line].counterexample!r}', covers)
    return Seen(State.HOLDS, what, "", covers, len(lines), sum(ran[line].patients for line in lines))
