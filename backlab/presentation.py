"""One example patient, checked word by word, and its one codec (``repr``, JSON, URL query).

It stands above the findings because an unknown word must be refused where it is written, not later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any

from backlab.knowledge.findings import (
    CHOICES,
    EXCLUDED_BY,
    FINDINGS,
    QUANTITIES,
    TICKED,
    TOPICS,
    above,
    answers_of,
    below,
    choice_of,
    excluded_by,
    in_topic,
    male,
)
from backlab.language import gettext
from backlab.model import Atom, Finding, Quantity, Threshold
from backlab.refusal import no_choice, no_number, out_of_range, unknown

UNKNOWN = "unknown"
# In a link, for every ticked finding that is not present: a list of them all would fill a page.
OTHERS = "all_others"
# The word of the first links, and what it denied: what was first asked later was not asked then.
FIRST_OTHERS = "others"
FIRST_ASKED = frozenset({
    "saddle_numbness", "difficulty_peeing", "loss_of_control", "both_legs", "worsening_weakness", "leg_weakness",
    "leg_numbness", "leg_pain", "leg_raise", "crossed_leg_raise", "worse_on_cough", "fever", "weight_loss",
    "worse_at_night", "no_better_resting", "lump_or_shape", "upper_back", "flank_pain", "kidney_tenderness",
    "nausea", "vomiting", "painful_urination", "frequent_urination", "blood_in_urine", "pain_in_waves",
    "chest_pain", "pulsating_belly", "fainting", "known_aneurysm", "minor_fall", "bruise_on_spine", "osteoporosis",
    "cancer_history", "recent_infection", "injects_drugs", "weak_immunity", "ever_smoked", "diabetes",
    "tender_swelling", "weak_core", "sits_long", "repeated_episodes", "not_healing", "getting_worse", "no_relief",
    "worried", "morning_stiffness", "better_with_exercise", "wakes_late_night", "alternating_buttock",
    "nsaid_allergy", "asthma", "ulcer", "kidney_disease", "dehydration", "heart_failure", "heart_disease",
    "heart_surgery", "high_blood_pressure", "blood_thinner", "steroid_tablets", "ssri", "pressure_tablets",
    "other_nsaid", "pregnant", "heavy_alcohol", "liver_disease", "takes_paracetamol", "low_weight",
    "weak_breathing", "sedatives", "addiction", "opioid_allergy", "blocked_bowel", "heart_rhythm", "maoi",
    "overactive_thyroid", "drives", "numb_skin",
})  # fmt: skip


@dataclass(frozen=True, slots=True, repr=False)
class Presentation:
    """How one example patient comes in.

    ``age`` in years (16 to 110), ``pain`` from 0 to 10, ``days`` since it began and ``weeks`` of pregnancy (None: not
    asked), ``onset``, ``mobility`` and ``sex`` as one word each ("unknown": not asked), and the findings that are
    ``present`` or ``absent``; a finding in neither has not been asked. Whoever has a follow-up has its parent, and is
    so written down; whoever has not got the parent has none of its follow-ups. A sign that is present is new or
    getting worse, unless one of its other answers is present instead. Raises ``ValueError`` with one sentence that
    says what to do.

    >>> Presentation(age=34, pain=6, days=1, onset="lifting", present={"fever"})
    Presentation(age=34, pain=6, days=1, onset='lifting', present={'fever'})
    >>> Presentation(age=34, present={"fevr"})
    Traceback (most recent call last):
        ...
    ValueError: no finding 'fevr'; did you mean 'fever'?
    """

    age: int
    pain: int | None = None
    days: int | None = None
    onset: str = UNKNOWN
    mobility: str = UNKNOWN
    present: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    sex: str = UNKNOWN
    weeks: int | None = None

    def __post_init__(self) -> None:
        for field in QUANTITIES:
            value = getattr(self, field)
            if value is not None or field == "age":
                _check_number(QUANTITIES[field], value)
                object.__setattr__(self, field, int(value))  # of another type it would not read back from its own repr
        for field in CHOICES:
            _check_choice(field, getattr(self, field))
        present, absent = _checked_findings(self.present), _checked_findings(self.absent)
        _check_answers(present, absent)
        _check_weeks(self.weeks, absent)
        excluded = {EXCLUDED_BY[self.sex].id} if self.sex in EXCLUDED_BY else frozenset[str]()
        present, absent = _completed(present, absent | excluded, self.weeks)
        _check_sex(self.sex, present)
        object.__setattr__(self, "present", present)
        object.__setattr__(self, "absent", absent)

    def answer(self, atom: Atom) -> bool | None:
        """Whether ``atom`` is present (True), absent (False) or has not been asked (None).

        >>> from backlab import FINDINGS
        >>> patient = Presentation(age=34, present={"fever"}, absent={"nausea"})
        >>> [patient.answer(FINDINGS[name]) for name in ("fever", "nausea", "vomiting")]
        [True, False, None]
        """
        if isinstance(atom, Threshold):
            value: int | None = getattr(self, atom.quantity.id)
            if value is None:  # who is not pregnant is in no week of it
                denied = atom.quantity.id == "weeks" and self.answer(FINDINGS[_PREGNANT]) is False
                return False if denied else None
            return value >= atom.value
        if field := choice_of(atom):
            chosen = getattr(self, field)
            return None if chosen == UNKNOWN else chosen == atom.id
        if atom.id in self.present:
            return True
        return False if _denied(FINDINGS[atom.id], self) else None

    @property
    def all_asked(self) -> bool:
        """Whether every finding that is ticked is known to be present or absent.

        >>> Presentation(age=34).all_asked, Presentation(age=34).none_other().all_asked
        (False, True)
        """
        return all(self.answer(finding) is not None for finding in TICKED)

    def none_other(self, topic: str | None = None) -> "Presentation":
        """The same patient with every ticked finding that was not asked set to absent (of one topic, or all).

        >>> from backlab import FINDINGS
        >>> Presentation(age=34).none_other().answer(FINDINGS["fever"])
        False
        """
        if topic not in (None, *TOPICS):
            raise ValueError(unknown(gettext("no topic {word}"), topic, TOPICS))
        asked = (f for f in TICKED if topic in (None, f.topic))
        return replace(self, absent=self.absent | {f.id for f in asked if self.answer(f) is None})

    def changed(self, atom: Atom, to: bool) -> "Presentation":
        """The same patient with one thing changed: a finding there or not, a threshold just reached or not.

        Without a sign none of its answers is there. What the sex at birth excludes opens the question of the sex, or
        goes where it is the sex that is changed.

        >>> from backlab import FINDINGS
        >>> Presentation(age=34).changed(FINDINGS["fever"], True)
        Presentation(age=34, present={'fever'})
        """
        if isinstance(atom, Threshold):
            number: Any = {atom.quantity.id: atom.value if to else atom.value - 1}
            denied = {_PREGNANT, _HAVING_BABIES} if atom.quantity.id == "weeks" else set[str]()
            sex = UNKNOWN if denied and to and self.sex == male.id else self.sex
            return replace(self, **number, absent=self.absent - denied, sex=sex)
        if field := choice_of(atom):
            word: Any = {field: atom.id if to else UNKNOWN}
            gone = {other.id for other in excluded_by(atom.id)} if to else set[str]()
            weeks = None if _PREGNANT in gone else self.weeks
            return replace(self, **word, present=self.present - gone, weeks=weeks)
        finding = FINDINGS[atom.id]
        if not to and finding.instead_of is not None and finding.id not in self.present:
            return self
        sign = answers_of(finding)
        gone = {other.id for other in (*sign, *(below(finding) if not to else ()))}
        present = self.present - gone
        if to:
            denied = {other.id for other in (*sign, *above(finding))}
            sex = UNKNOWN if finding in excluded_by(self.sex) else self.sex
            return replace(self, present=present | {finding.id}, absent=self.absent - denied, sex=sex)
        weeks = None if finding.id in (_PREGNANT, _HAVING_BABIES) else self.weeks
        return replace(self, present=present, absent=self.absent | {sign[0].id}, weeks=weeks)

    def __repr__(self) -> str:
        parts = (f"{name}={_literal(value)}" for name, value in self.to_dict().items())
        return f"Presentation({', '.join(parts)})"

    def to_dict(self) -> dict[str, Any]:
        """Every field that says something, as JSON types, findings in the order in which they are asked.

        >>> Presentation(age=34, pain=6, present={"fever"}).to_dict()
        {'age': 34, 'pain': 6, 'present': ['fever']}
        """
        values = ((f.name, getattr(self, f.name)) for f in fields(self))
        said = ((n, v) for n, v in values if v not in (None, UNKNOWN, frozenset()))
        return {n: [i for i in FINDINGS if i in v] if isinstance(v, frozenset) else v for n, v in said}

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> "Presentation":
        """The reverse of ``to_dict``; a word that is no field, or a missing one, is refused.

        >>> Presentation.from_dict({"age": 34, "pain": 6})
        Presentation(age=34, pain=6)
        """
        known = [f.name for f in fields(cls)]
        for name in values:
            if name not in known:
                raise ValueError(unknown(gettext("no field {word}"), name, known))
        if "age" not in values:
            raise ValueError(gettext("{field} is missing: say it as {field}=NUMBER").format(field="age"))
        return cls(**values)

    def to_json(self) -> str:
        """One JSON object.

        >>> Presentation(age=34, pain=6).to_json()
        '{"age": 34, "pain": 6}'
        """
        import json  # only here: it would be a third of the package's import time

        return json.dumps(self.to_dict())

    @classmethod
    def from_json(cls, text: str) -> "Presentation":
        """The reverse of ``to_json``.

        >>> Presentation.from_json('{"age": 34, "pain": 6}')
        Presentation(age=34, pain=6)
        """
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
        """The part of a link after the question mark, such as ``age=34&pain=6&present=fever,nausea``.

        >>> Presentation(age=34, pain=6, present={"fever", "nausea"}).to_query()
        'age=34&pain=6&present=fever,nausea'
        """
        from urllib.parse import urlencode

        flat = {n: ",".join(v) if isinstance(v, list) else v for n, v in self.to_dict().items()}
        flat = {"age": self.age, "pain": UNKNOWN if self.pain is None else self.pain} | flat
        return urlencode(flat | ({"absent": OTHERS} if self.all_asked else {}), safe=",")

    @classmethod
    def from_query(cls, query: str) -> "Presentation":
        """The reverse of ``to_query``.

        >>> Presentation.from_query("?age=34&pain=6&present=fever")
        Presentation(age=34, pain=6, present={'fever'})
        """
        from urllib.parse import parse_qsl

        pairs = parse_qsl(str(query).removeprefix("?"), keep_blank_values=True)
        values = {name: _from_text(name, text) for name, text in _without_doubles(pairs).items()}
        others = values.get("absent")
        if others not in ([OTHERS], [FIRST_OTHERS]):
            return cls.from_dict(values)
        said = cls.from_dict({name: value for name, value in values.items() if name != "absent"})
        return said.none_other() if others == [OTHERS] else replace(said, absent=FIRST_ASKED - said.present)


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
    if text == UNKNOWN:
        return None
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
        if quantity.too_low and value < quantity.low:
            raise ValueError(gettext(quantity.too_low))
        raise ValueError(out_of_range(quantity.id, quantity.low, quantity.high, value))


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


def _check_answers(present: frozenset[str], absent: frozenset[str]) -> None:
    """Refuse what is said twice: present and absent, or new and old at once."""
    for name in sorted(present | absent):
        finding = FINDINGS[name]
        said = [answer.id for answer in answers_of(finding) if answer.id in present]
        if len(said) > 1:
            twice = gettext("{one} and {other} exclude each other: new and old at once; keep one of them")
            raise ValueError(twice.format(one=repr(said[0]), other=repr(said[1])))
        if name in absent and name in present:
            twice = gettext("{finding} is both present and absent: leave it out of one of them")
            raise ValueError(twice.format(finding=repr(name)))
        if name in absent and finding.instead_of is not None:
            sign = gettext("{finding} is an answer to {sign}: to say no, say {sign} is absent")
            raise ValueError(sign.format(finding=repr(name), sign=repr(finding.instead_of.id)))


def _completed(
    present: frozenset[str], absent: frozenset[str], weeks: int | None
) -> tuple[frozenset[str], frozenset[str]]:
    """With each follow-up its parents are there, and without a parent its follow-ups need not be denied.

    Whoever denies a new sign and has an old one has the old one.
    """
    there = present | ({_PREGNANT} if weeks is not None else frozenset())
    there |= {parent.id for name in there for parent in above(FINDINGS[name]) if not _has_another(parent, there)}
    denied = {name for name in absent if name not in there and not _has_another(FINDINGS[name], there)}
    return there, frozenset(name for name in denied if not any(parent.id in denied for parent in above(FINDINGS[name])))


def _has_another(sign: Finding, present: frozenset[str]) -> bool:
    """Whether a sign is there as one of its other answers, such as a cancer that is seldom in bone."""
    return any(other.id in present for other in answers_of(sign))


def _denied(finding: Finding, patient: "Presentation") -> bool:
    """Whether a finding that is not written down is absent: a parent is, or another answer was given."""
    if any(other.id in patient.present or other.id in patient.absent for other in answers_of(finding)):
        return True
    parents = (parent for parent in above(finding) if not _has_another(parent, patient.present))
    return any(patient.answer(parent) is False for parent in parents)


_PREGNANT, _HAVING_BABIES = "pregnant", "having_babies"


def _check_weeks(weeks: int | None, absent: frozenset[str]) -> None:
    """Refuse weeks of a pregnancy that is denied."""
    if weeks is not None and not absent.isdisjoint((_PREGNANT, _HAVING_BABIES)):
        no_weeks = gettext("{number} weeks of pregnancy and not pregnant exclude each other: leave out one of them")
        raise ValueError(no_weeks.format(number=weeks))


def _check_sex(sex: str, present: frozenset[str]) -> None:
    """Refuse what the sex at birth excludes."""
    for finding in excluded_by(sex):
        if finding.id in present:
            no_sex = gettext("{finding} and sex={sex} exclude each other: leave out one of them")
            raise ValueError(no_sex.format(finding=repr(finding.id), sex=repr(sex)))
