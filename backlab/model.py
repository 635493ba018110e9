"""The words that backlab thinks in: plain, immutable types with no knowledge of their own.

A *finding* is one thing that a patient reports or a clinician sees; a *threshold* is a number reached
(``pain >= 7``). Both are atoms of a *condition*, and conditions are joined with ``&`` and ``|`` alone.
There is no "not": one more finding can therefore never make a condition false, and every triage rule is
monotone by construction.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import IntEnum, StrEnum
from itertools import combinations, product
from typing import NamedTuple


class Disposition(IntEnum):
    """Level of care with its time frame, lowest first: comparing two says which is more urgent.

    >>> max(Disposition.ROUTINE, Disposition.URGENT).label
    'Urgent'
    >>> Disposition.URGENT.meaning
    'be seen by a doctor the same day'
    """

    SELF_CARE = 0
    ROUTINE = 1
    URGENT = 2
    EMERGENCY = 3

    @property
    def label(self) -> str:
        """Its name in plain words."""
        return ("Self-care", "Routine", "Urgent", "Emergency")[self]

    @property
    def slug(self) -> str:
        """Its name as style sheets call it, such as "self-care"."""
        return ("self-care", "routine", "urgent", "emergency")[self]

    @property
    def meaning(self) -> str:
        """What to do, and in what time."""
        return (
            "look after it at home, starting today",
            "see a doctor or physiotherapist within days to weeks",
            "be seen by a doctor the same day",
            "get emergency care now",
        )[self]


class Lens(StrEnum):
    """Through whose eyes treatments are judged. Safety is the same through both.

    >>> [lens.value for lens in Lens]
    ['article', 'today']
    """

    ARTICLE = "article"
    TODAY = "today"


class Stage(IntEnum):
    """When a recommendation belongs, in the order in which a plan is read."""

    NOW = 0
    NEXT_DAYS = 1
    NEXT_WEEKS = 2
    PREVENTION = 3
    SPECIALIST = 4

    @property
    def label(self) -> str:
        """Its name in plain words."""
        return ("Now", "The next days", "The next weeks", "Prevention", "Specialist care")[self]

    @property
    def meaning(self) -> str:
        """The time that is meant."""
        return (
            "the first day",
            "days 2 to 14",
            "from about two weeks on",
            "so that it does not come back",
            "what only a clinician can do",
        )[self]


class Direction(StrEnum):
    """Which way a recommendation points; ``SILENT`` where a lens says nothing at all."""

    FOR = "for"
    AGAINST = "against"
    SILENT = "silent"


class Strength(StrEnum):
    """How firmly a recommendation is made (GRADE)."""

    STRONG = "strong"
    WEAK = "weak"
    NONE = "not graded"


class Certainty(StrEnum):
    """How sure the evidence is (GRADE)."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"
    NONE = "not graded"


class Band(StrEnum):
    """How common a cause is, in one word: over 10, 1 to 10, or fewer than 1 in 100 of the people concerned."""

    COMMON = "common"
    UNCOMMON = "uncommon"
    RARE = "rare"


class Expression:
    """Anything that can stand in a rule: it has clauses, and joins with ``&`` and ``|``."""

    __slots__ = ()

    @property
    def clauses(self) -> "tuple[frozenset[Atom], ...]":
        """The alternatives; each is a set of atoms that must all be present."""
        raise NotImplementedError

    def __and__(self, other: "Expression") -> "Condition":
        if not isinstance(other, Expression):  # ``fever & pain >= 7`` lacks brackets: a TypeError says so
            return NotImplemented
        return Condition(a | b for a in self.clauses for b in other.clauses)

    def __or__(self, other: "Expression") -> "Condition":
        if not isinstance(other, Expression):
            return NotImplemented
        return Condition((*self.clauses, *other.clauses))

    def __bool__(self) -> bool:
        raise TypeError("join conditions with & and |, not with `and` and `or`: those would drop one of them")

    @property
    def atoms(self) -> "frozenset[Atom]":
        """Every finding and threshold that is named anywhere in it."""
        return frozenset().union(*self.clauses)


class Condition(Expression):
    """A disjunction of clauses with nothing superfluous: no clause contains another."""

    __slots__ = ("_clauses",)

    def __init__(self, clauses: "Iterable[frozenset[Atom]]") -> None:
        unique = tuple(dict.fromkeys(clauses))
        self._clauses = tuple(c for c in unique if not any(other < c for other in unique))

    @property
    def clauses(self) -> "tuple[frozenset[Atom], ...]":
        return self._clauses

    def __repr__(self) -> str:
        return " | ".join("(" + " & ".join(sorted(a.id for a in c)) + ")" for c in self.clauses)


# What holds for all, and what holds for none: the condition of one empty clause, and the condition of no clause.
EVERYBODY = Condition((frozenset(),))
NOBODY = Condition(())


def at_least(count: int, *options: Expression) -> Condition:
    """True where ``count`` of the ``options`` or more hold, as in "two of these four".

    >>> from backlab.knowledge.findings import fever, nausea, vomiting
    >>> at_least(2, fever, nausea, vomiting)
    (fever & nausea) | (fever & vomiting) | (nausea & vomiting)
    """
    if not 1 <= count <= len(options):
        raise ValueError(f"of {len(options)} options at least {count} cannot hold")
    return Condition(
        frozenset().union(*clauses)
        for chosen in combinations(options, count)
        for clauses in product(*(option.clauses for option in chosen))
    )


class Atom(Expression):
    """One bit of a patient: a finding that is there, or a threshold that is reached."""

    __slots__ = ("id", "label")

    def __init__(self, id: str, label: str) -> None:
        self.id = id
        self.label = label

    @property
    def clauses(self) -> "tuple[frozenset[Atom], ...]":
        return (frozenset((self,)),)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Atom) and other.id == self.id

    def __hash__(self) -> int:
        return hash(self.id)

    def __repr__(self) -> str:
        return self.id


class Finding(Atom):
    """One thing that a patient reports or a clinician sees.

    Shape: ``label`` says it in plain words, ``term`` as a clinician would; ``topic`` is the heading under
    which it is asked; ``sources`` name where it comes from. A follow-up has a ``parent``: it is asked where that is
    present, and whoever has it has that too. With ``instead_of`` it is another answer of that sign, which excludes it.
    """

    __slots__ = ("instead_of", "parent", "sources", "term", "topic")

    def __init__(
        self,
        id: str,
        label: str,
        *,
        term: str,
        topic: str,
        sources: tuple[str, ...],
        parent: "Finding | None" = None,
        instead_of: "Finding | None" = None,
    ) -> None:
        super().__init__(id, label)
        self.term = term
        self.topic = topic
        self.sources = sources
        self.parent = parent
        self.instead_of = instead_of


class Threshold(Atom):
    """A quantity that has reached a value, such as ``pain >= 7``; ``value`` is in the quantity's unit."""

    __slots__ = ("quantity", "value")

    def __init__(self, quantity: "Quantity", value: int) -> None:
        super().__init__(f"{quantity.id}>={value}", quantity.describe(value))
        self.quantity = quantity
        self.value = value


class Quantity:
    """A whole number that a patient gives, from ``low`` to ``high`` inclusive, in ``unit``.

    ``words`` turns a value into the label of its threshold, with ``{}`` where the value stands;
    ``too_low`` is the one sentence for whoever lies below ``low``.
    """

    __slots__ = ("high", "id", "low", "too_low", "unit", "words")

    def __init__(self, id: str, *, low: int, high: int, unit: str, words: str, too_low: str = "") -> None:
        self.id = id
        self.low = low
        self.high = high
        self.unit = unit
        self.words = words
        self.too_low = too_low

    def __ge__(self, value: int) -> Threshold:
        return Threshold(self, value)

    def __gt__(self, value: int) -> Threshold:
        return Threshold(self, value + 1)

    def describe(self, value: int) -> str:
        """Plain words for "at least ``value``"; days are said in weeks or months where that is exact."""
        return self.words.format(in_days(value) if self.unit == "days" else value)


def in_days(days: int) -> str:
    """``42`` becomes "6 weeks", ``90`` "3 months", ``5`` "5 days".

    >>> in_days(42), in_days(90), in_days(5)
    ('6 weeks', '3 months', '5 days')
    """
    for length, name in ((30, "month"), (7, "week"), (1, "day")):
        if days >= length * (2 if name == "month" else 1) and days % length == 0:
            count = days // length
            return f"{count} {name}{'s' if count != 1 else ''}"
    return "0 days"


class Interval(NamedTuple):
    """A number and the ends of its 95% confidence interval.

    In a text ``{:.1f%}`` gives each of the three one decimal and the number a unit: "9.0% (3.0 to 25.0)".
    """

    value: float
    low: float
    high: float

    def __format__(self, spec: str) -> str:
        places, unit = _spec(spec)
        value, low, high = (format(number, places) for number in self)
        return f"{value}{unit} ({low} to {high})"


class Range(NamedTuple):
    """Two numbers between which others lie; in a text "4 to 9"."""

    low: float
    high: float

    def __format__(self, spec: str) -> str:
        return f"{self.low:{spec}} to {self.high:{spec}}"


class Accuracy(NamedTuple):
    """How often a finding is there with an illness, and not there without it (0 to 1); in a text "0.31 and 0.98"."""

    sensitivity: float
    specificity: float

    @property
    def positive(self) -> float:
        """The likelihood ratio of the finding when it is there."""
        return self.sensitivity / (1 - self.specificity)

    @property
    def negative(self) -> float:
        """The likelihood ratio of the finding when it is not there."""
        return (1 - self.sensitivity) / self.specificity

    def __format__(self, spec: str) -> str:
        return f"{self.sensitivity:{spec}} and {self.specificity:{spec}}"


class Tally(NamedTuple):
    """So many of so many people; in a text "13 of 1975"."""

    some: int
    of: int

    @property
    def share(self) -> float:
        """The share of them, 0 to 1."""
        return self.some / self.of

    def __format__(self, spec: str) -> str:
        return f"{self.some:{spec}} of {self.of:{spec}}"


Number = float | Interval | Range | Accuracy | Tally


def _spec(spec: str) -> tuple[str, str]:
    """How many decimals, such as ".1f", and the unit behind them; either may be missing."""
    places, point, unit = spec.partition("f") if spec.startswith(".") else ("", "", spec)
    return places + point, unit


class Figures(str):
    """What a source found, in words that are made of ``numbers``: each stands once, under its name.

    >>> Figures("burning {burning:.1f}, nausea {nausea}%", burning=Interval(1.5, 1.2, 2.0), nausea=7)
    'burning 1.5 (1.2 to 2.0), nausea 7%'
    """

    numbers: Mapping[str, Number]

    def __new__(cls, words: str, **numbers: Number) -> "Figures":
        made = super().__new__(cls, words.format(**numbers))
        made.numbers = numbers
        return made


EVIDENCE_READ = date(2026, 11, 1)
"""The day on which the evidence was read; a source that was read again has a day of its own."""

# Where papers are kept: what stands there does not change, though newer studies may overtake it.
_PAPERS = ("https://doi.org/", "https://pubmed.ncbi.nlm.nih.gov/", "https://pmc.ncbi.nlm.nih.gov/")


class Source(NamedTuple):
    """One citable fact: what was found, with its figures and interval, and where it can be read.

    ``figures`` are plain words, or ``Figures`` where one of their numbers is used. ``verified`` is false where nobody
    of the project has read the source itself: such a figure is shown marked so, and is never the basis of a rule that
    lowers care. ``read`` is the day on which the evidence for it was read.
    """

    id: str
    topic: str
    fact: str
    figures: str
    citation: str
    link: str
    verified: bool
    confidence: str
    read: date = EVIDENCE_READ

    @property
    def lasts(self) -> int:
        """For how many months it is relied on as it was read.

        Half a year where nobody has read the source itself, five years for a paper, such as a trial or a review. All
        else can be rewritten any day, and lasts one year: guidelines, labels, textbooks, pages of a health service.
        """
        if not self.verified:
            return 6
        return 60 if self.topic != "guideline" and self.link.startswith(_PAPERS) else 12

    @property
    def due(self) -> date:
        """The first day of the month in which it is due to be read again."""
        years, months = divmod(self.read.month - 1 + self.lasts, 12)
        return date(self.read.year + years, months + 1, 1)

    def number(self, name: str) -> Number:
        """The number of that name among its figures; raises ``LookupError`` for a name that it does not give."""
        numbers = self.figures.numbers if isinstance(self.figures, Figures) else {}
        if name not in numbers:
            raise LookupError(_no_number(self.id, name, numbers))
        return numbers[name]


def _no_number(source: str, name: str, known: Iterable[str]) -> str:
    from difflib import get_close_matches  # only when something is misspelt

    close = get_close_matches(name, tuple(known), n=1)
    hint = f"did you mean {close[0]!r}?" if close else f"it gives {', '.join(known) or 'none'}"
    return f"{source} gives no number {name!r}: {hint}"


class Rule(NamedTuple):
    """When ``when`` holds, care is needed at least at ``disposition``, because ``because``.

    ``group`` is the set of rules with which it is proved; ``suspects`` names the causes that it points to.
    ``pain_alone`` marks one of which the pain itself is the reason, and not something that it may hide.
    """

    id: str
    disposition: Disposition
    when: Expression
    because: str
    sources: tuple[str, ...]
    group: str
    suspects: tuple[str, ...] = ()
    pain_alone: bool = False

    @property
    def red_flag(self) -> bool:
        """Whether danger may be hidden, so that home care has to wait: urgent, and not for the pain alone."""
        return self.disposition >= Disposition.URGENT and not self.pain_alone


class Requirement(NamedTuple):
    """What a source demands of the rules, said independently of them: the yardstick of the proof.

    ``red_flag`` says that danger may be hidden, so that home care has to wait.
    """

    id: str
    when: Expression
    at_least: Disposition
    sources: tuple[str, ...]
    suspects: tuple[str, ...] = ()
    red_flag: bool = False


class Prohibition(NamedTuple):
    """What a source forbids: ``treatments`` while any of ``when`` is present or has not been asked.

    ``unless`` is what makes it no matter, where that is known: "under 18" is ``EVERYBODY``, unless ``age >= 18``.
    """

    id: str
    treatments: tuple[str, ...]
    when: Expression
    sources: tuple[str, ...]
    unless: Expression = NOBODY


class DoseLimit(NamedTuple):
    """What a source allows at most: ``most`` milligrams in 24 hours while ``when`` is present or has not been asked.

    ``unless`` is that of a ``Prohibition``.
    """

    id: str
    treatments: tuple[str, ...]
    when: Expression
    most: int
    sources: tuple[str, ...]
    unless: Expression = NOBODY


class Estimate(NamedTuple):
    """A number with its sources; without a source it is a teaching estimate and is shown as one.

    A ``note`` is what has to be known about it, with the id of a source in braces where it names one:
    ``{sea-triad}``. ``counted`` are the people of whom it is the share, where the source counted them.
    """

    value: float
    sources: tuple[str, ...] = ()
    note: str = ""
    counted: Tally | None = None


class Sign(NamedTuple):
    """How far a finding moves a cause: likelihood ratios when it is present and when it is absent.

    ``note`` is that of an ``Estimate``; ``interval`` is that of the first of the two, where its source gives one.
    ``sensitivity`` is how often it is there with the illness (0 to 1), where its source says so.
    """

    finding: Atom
    positive: float
    negative: float = 1.0
    sources: tuple[str, ...] = ()
    note: str = ""
    interval: Interval | None = None
    sensitivity: float | None = None


class Cause(NamedTuple):
    """What may be behind the pain. ``serious`` is one that must not be missed; the others are more common.

    ``settles`` says what would find it or rule it out, ``how_common`` how often it is there (ids of sources in braces),
    and ``band`` the same in one word; none where nobody has counted. ``signs`` are the findings with a published
    likelihood ratio; those that ``speaks_for`` and ``speaks_against`` name speak so without a number. With ``way_of``
    it is no answer of its own, but one of the ways in which that cause comes about. One that is ``harmless`` has every
    sign of danger against it.
    """

    id: str
    label: str
    term: str
    mechanism: str
    course: str
    settles: str
    how_common: str
    sources: tuple[str, ...]
    band: Band | None = None
    speaks_for: tuple[Atom, ...] = ()
    speaks_against: tuple[Atom, ...] = ()
    signs: tuple[Sign, ...] = ()
    serious: bool = False
    way_of: str = ""
    harmless: bool = False


class Dose(NamedTuple):
    """How much of a medicine, for whom and in which country; ``most`` is the ceiling in 24 hours.

    ``ceiling`` is the same in milligrams. It is shown only to those of whom ``when`` is known to hold, and not while
    ``unless`` holds or has not been asked.
    """

    country: str
    who: str
    amount: str
    every: str
    most: str
    how_long: str
    sources: tuple[str, ...]
    ceiling: int
    when: Expression = EVERYBODY
    unless: Expression = NOBODY


class Contraindication(NamedTuple):
    """What speaks against a treatment: an absolute one withholds it, also while it has not been asked.

    One that is not absolute is a caution. Alone it only warns; two that ``counts`` add up and withhold it like an
    absolute one. A caution that does no harm by itself, such as "tested in the first weeks only", does not count.
    ``unless`` is what makes it no matter, where that is known.
    """

    when: Expression
    because: str
    sources: tuple[str, ...]
    absolute: bool = True
    counts: bool = True
    unless: Expression = NOBODY


class View(NamedTuple):
    """What one lens says about a treatment."""

    direction: Direction
    says: str
    sources: tuple[str, ...]
    strength: Strength = Strength.NONE
    certainty: Certainty = Certainty.NONE


class Treatment(NamedTuple):
    """Something that can be done, and when it comes into question.

    It is indicated where ``when`` holds or where a rule that fired suspects one of ``treats`` (always, if
    there is neither), not where ``not_for`` is known to hold, and only for dispositions from ``lowest`` to ``highest``.
    ``care`` marks getting care itself. ``drug_class`` names medicines that must not be taken together, and
    ``instead`` the treatments, by their ids, to which one turns where this one is ruled out.
    """

    id: str
    label: str
    stage: Stage
    how: tuple[str, ...]
    article: View
    today: View
    when: Expression | None = None
    treats: tuple[str, ...] = ()
    lowest: Disposition = Disposition.SELF_CARE
    highest: Disposition = Disposition.EMERGENCY
    care: bool = False
    doses: tuple[Dose, ...] = ()
    contraindications: tuple[Contraindication, ...] = ()
    drug_class: str = ""
    not_for: Expression = NOBODY
    instead: tuple[str, ...] = ()

    @property
    def conditions(self) -> tuple[Expression, ...]:
        """Every condition that decides about it: its indication, what speaks against it, and for whom a dose is."""
        indication = (self.not_for,) if self.when is None else (self.when, self.not_for)
        against = (when for c in self.contraindications for when in (c.when, c.unless))
        doses = (when for dose in self.doses for when in (dose.when, dose.unless))
        return tuple(when for when in (*indication, *against, *doses) if when.atoms)

    @property
    def home_care(self) -> bool:
        """Whether it is done without a specialist: such a thing never stands ahead of getting care."""
        return not self.care and self.stage is not Stage.SPECIALIST

    def view(self, lens: Lens) -> View:
        """What ``lens`` says about it."""
        return self.article if lens is Lens.ARTICLE else self.today


class Statement(NamedTuple):
    """One thing that the article says, beside what is known today, tied to what implements it.

    ``implements`` holds the objects themselves (rules, treatments, causes, findings), so that a tie to
    nothing is an error when the module is imported.
    """

    id: str
    article: str
    verdict: str
    today: str
    sources: tuple[str, ...]
    implements: tuple[Rule | Treatment | Cause | Finding, ...]
