"""One example patient, checked word by word, and its one codec (``repr``, JSON, URL query).

It stands above the findings because an unknown word must be refused where it is written, not later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from backlab.knowledge.findings import CHOICES, FINDINGS, QUANTITIES, TICKED, TOPICS, choice_of, in_topic
from backlab.language import gettext
from backlab.model import Atom, Quantity, Threshold
from backlab.refusal import no_choice, no_number, out_of_range, unknown

UNKNOWN = "unknown"
# In a link, for every ticked finding that is not present: a list of them all would fill a page.
OTHERS = "others"


@dataclass(frozen=True, slots=True, repr=False)
class Presentation:
    """How one example patient comes in.

    ``age`` in years (16 to 110), ``pain`` from 0 to 10, ``days`` since it began (None: not asked),
    ``onset`` and ``mobility`` as one word each ("unknown": not asked), and the findings that are
    ``present`` or ``absent``; a finding in neither has not been asked. Raises ``ValueError`` with one
    sentence that says what to do.
    """

    age: int
    pain: int
    days: int | None = None
    onset: str = UNKNOWN
    mobility: str = UNKNOWN
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        _check_number(QUANTITIES["age"], self.age)
        _check_number(QUANTITIES["pain"], self.pain)
        if self.days is not None:
            _check_number(QUANTITIES["days"], self.days)
        for field in CHOICES:
            _check_choice(field, getattr(self, field))
        for field in QUANTITIES:
            if getattr(self, field) is not None:  # a number of another type would not read back from its own repr
                object.__setattr__(self, field, int(getattr(self, field)))
        for field in ("present", "absent"):
            object.__setattr__(self, field, _checked_findings(getattr(self, field)))
        if both := sorted(self.present & self.absent):
            twice = gettext("{finding} is both present and absent: leave it out of one of them")
            raise ValueError(twice.format(finding=repr(both[0])))

    def answer(self, atom: Atom) -> bool | None:
        """Whether ``atom`` is present (True), absent (False) or has not been asked (None)."""
        if isinstance(atom, Threshold):
            value = getattr(self, atom.quantity.id)
            return None if value is None else value >= atom.value
        if field := choice_of(atom):
            chosen = getattr(self, field)
            return None if chosen == UNKNOWN else chosen == atom.id
        if atom.id in self.present:
            return True
        return False if atom.id in self.absent else None

    @property
    def all_asked(self) -> bool:
        """Whether every finding that is ticked is known to be present or absent."""
        return all(finding.id in self.present or finding.id in self.absent for finding in TICKED)

    def none_other(self, topic: str | None = None) -> "Presentation":
        """The same patient with every ticked finding that was not asked set to absent (of one topic, or all)."""
        if topic not in (None, *TOPICS):
            raise ValueError(unknown(gettext("no topic {word}"), topic, TOPICS))
        asked = (f for f in TICKED if topic in (None, f.topic))
        return replace(self, absent=self.absent | {f.id for f in asked if self.answer(f) is None})

    def changed(self, atom: Atom, to: bool) -> "Presentation":
        """The same patient with one thing changed: a finding there or not, a threshold just reached or not."""
        if isinstance(atom, Threshold):
            number: Any = {atom.quantity.id: atom.value if to else atom.value - 1}
            return replace(self, **number)
        if field := choice_of(atom):
            word: Any = {field: atom.id if to else UNKNOWN}
            return replace(self, **word)
        present, absent = self.present - {atom.id}, self.absent - {atom.id}
        if to:
            return replace(self, present=present | {atom.id}, absent=absent)
        return replace(self, present=present, absent=absent | {atom.id})

    def __repr__(self) -> str:
        parts = (f"{name}={_literal(value)}" for name, value in self.to_dict().items())
        return f"Presentation({', '.join(parts)})"

    def to_dict(self) -> dict[str, Any]:
        """Every field that says something, as JSON types, findings in the order in which they are asked."""
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        said = ((n, v) for n, v in values if v not in (None, UNKNOWN, frozenset()))
        return {n: [i for i in FINDINGS if i in v] if isinstance(v, frozenset) else v for n, v in said}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Presentation":
        """The reverse of ``to_dict``; a word that is no field, or a missing one, is refused."""
        known = [f.name for f in fields(cls)]
        for name in values:
            if name not in known:
                raise ValueError(unknown(gettext("no field {word}"), name, known))
        for name in ("age", "pain"):
            if name not in values:
                raise ValueError(gettext("{field} is missing: say it as {field}=NUMBER").format(field=name))
        return cls(**values)

    def to_json(self) -> str:
        """One JSON object."""
        import json  # only here: it would be a third of the package's import time

        return json.dumps(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> "Presentation":
        """The reverse of ``to_json``."""
        import json

        try:
            values = json.loads(text, object_pairs_hook=_without_doubles)
        except json.JSONDecodeError as error:
            broken = gettext("this is not JSON (line {number}): {reason}")
            raise ValueError(broken.format(number=error.lineno, reason=error.msg)) from None
        except (TypeError, RecursionError):
            raise ValueError(gettext("this is not JSON of a presentation")) from None
        if not isinstance(values, dict):
            one_object = gettext("a presentation is one JSON object, such as {example}")
            raise ValueError(one_object.format(example='{"age": 34, "pain": 6}'))
        return cls.from_dict(values)

    def to_query(self) -> str:
        """The part of a link after the question mark, such as ``age=34&pain=6&present=fever,nausea``."""
        from urllib.parse import urlencode

        flat = {n: ",".join(v) if isinstance(v, list) else v for n, v in self.to_dict().items()}
        return urlencode(flat | ({"absent": OTHERS} if self.all_asked else {}), safe=",")

    @classmethod
    def from_query(cls, query: str) -> "Presentation":
        """The reverse of ``to_query``."""
        from urllib.parse import parse_qsl

        pairs = parse_qsl(str(query).removeprefix("?"), keep_blank_values=True)
        values = {name: _from_text(name, text) for name, text in _without_doubles(pairs).items()}
        if values.get("absent") != [OTHERS]:
            return cls.from_dict(values)
        return cls.from_dict({name: value for name, value in values.items() if name != "absent"}).none_other()


def _without_doubles(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    """The pairs as a mapping; what is said twice is refused, since one of the two would be lost."""
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise ValueError(gettext("{field} is given twice: keep one of them").format(field=name))
        values[name] = value
    return values


def _from_text(name: str, text: str) -> Any:
    if name in ("present", "absent"):
        return [word for word in text.split(",") if word]
    if name not in QUANTITIES:
        return text
    digits = text.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 10):
        raise ValueError(no_number(name, text))
    return int(text)


def _literal(value: Any) -> str:
    return "{" + ", ".join(map(repr, value)) + "}" if isinstance(value, list) else repr(value)


def _check_number(quantity: Quantity, value: object) -> None:
    if not isinstance(value, int) or isinstance(value, bool):
        raise ValueError(no_number(quantity.id, value))
    if not quantity.low <= value <= quantity.high:
        said = out_of_range(quantity.id, quantity.low, quantity.high, value)
        raise ValueError(f"{said}: {gettext(quantity.limits)}" if quantity.limits else said)


def _check_choice(field: str, value: object) -> None:
    words = [UNKNOWN, *(f.id for f in in_topic(CHOICES[field]))]
    if not isinstance(value, str) or value not in words:
        raise ValueError(no_choice(field, value, words))


def _checked_findings(names: object) -> frozenset[str]:
    if isinstance(names, str):  # one name, not its letters
        names = (names,)
    if not isinstance(names, Iterable) or isinstance(names, Mapping | bytes):
        a_set = gettext("findings are a set of names, such as {example}, not {value}")
        raise ValueError(a_set.format(example="{'fever'}", value=repr(names)))
    listed = tuple(names)
    for name in listed:
        if not isinstance(name, str) or name not in FINDINGS:
            raise ValueError(unknown(gettext("no finding {word}"), name, FINDINGS))
        if field := choice_of(FINDINGS[name]):
            choice = gettext("{finding} is a choice: say {field}={finding}")
            raise ValueError(choice.format(finding=repr(name), field=field))
    return frozenset(listed)
