"""Labs of one picture: move a slider, or choose from a menu, and see what the picture does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from backlab.drawing.picture import Picture, picture_html
from backlab.kit.contract import Field, Panel, Stage
from backlab.kit.fields import menu, slider
from backlab.kit.lab import After, Answer, Html, panel, spoken
from backlab.kit.linked import LinkedLab, changing
from backlab.knowledge.cases import CASES
from backlab.knowledge.causes import MEASURED
from backlab.knowledge.figures import REST, WARMTH
from backlab.knowledge.rules import RULES
from backlab.labs.opening import opener
from backlab.language import gettext, speaking
from backlab.markup import element
from backlab.model import Disposition
from backlab.pictures.causes import odds_walk
from backlab.pictures.muscle import muscle
from backlab.pictures.people import icon_array, triage_matrix
from backlab.pictures.rest import rest, warmth
from backlab.reasoning.bayes import candidate
from backlab.reasoning.engine import cohort_of, level_of, rule_atoms, triage

ALL = "all"


class Drawing(NamedTuple):
    """What a lab of pictures is made of: its name, its controls, their first values, and the function that draws."""

    title: str
    fields: list[Field]
    values: dict[str, Any]
    draw: Callable[[Mapping[str, Any]], tuple[Picture, ...]]


class PictureLab(LinkedLab):
    """A picture that changes with its controls.

    ``name`` is one of ``PICTURES``: "muscle", "chances", "triage", "rest" or "warmth".
    ``language`` is "en" or "es", or else what the address asks for; of two of one kind on one page, give one a
    ``key`` of its own. ``after`` is a question to answer first, or its name.

    >>> from backlab.widgets import PictureLab
    >>> PictureLab("rest").said[:25]
    'Pain: 0.22 (0.02 to 0.41)'
    """

    whole = True

    def __init__(self, name: str, *, key: str = "", language: str | None = None, after: After | None = None) -> None:
        if name not in PICTURES:
            raise ValueError(f"no picture {name!r}: choose one of {', '.join(PICTURES)}")
        speaks = spoken(language)
        with speaking(speaks):
            self._drawing = PICTURES[name]()
            title, fields, first, _ = self._drawing
            names, shut = changing(title), opener(after)
            self._staged = name in STAGED
            stage = _stage(self._drawing) if self._staged else None
            super().__init__(fields, first, key=key or name, names=names, language=speaks, stage=stage, after=shut)

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """A panel for each picture, which says in words what it shows now."""
        pictures = self._drawing.draw(values)
        said = " ".join(picture.description for picture in pictures)
        verdict: Html = element("p", said) if self._staged else ""
        return Answer(tuple(map(_panel, pictures)), summary=verdict, said=said, query=self.to_query(values))


def _stage(drawing: Drawing) -> Stage:
    """One window for a picture and all that moves it."""
    (picture,) = drawing.draw(drawing.values)
    return {"picture": picture.id, "first": [field["id"] for field in drawing.fields], "more": "", "warning": ""}


def _panel(picture: Picture) -> Panel:
    return panel(picture.id, picture.title, picture_html(picture), folds=False)


def _muscle() -> Drawing:
    fields = [
        slider("strain", gettext("Strain, 0 to 100"), 0, 100),
        slider("swelling", gettext("Swelling, 0 to 100"), 0, 100),
    ]
    return Drawing(
        gettext("A muscle"),
        fields,
        {"strain": 20, "swelling": 10},
        lambda now: (muscle(now["strain"], now["swelling"]),),
    )


def _chances() -> Drawing:
    causes = [(each.cause.id, gettext(each.cause.label)) for each in MEASURED.values()]
    fields = [
        menu("case", gettext("Example patient"), _cases(), anew=True),
        menu("cause", gettext("What may be behind it"), sorted(causes, key=lambda choice: choice[1])),
    ]
    return Drawing(gettext("How a chance moves"), fields, {"case": "tumour", "cause": "spinal_tumour"}, _chance)


def _chance(now: Mapping[str, Any]) -> tuple[Picture, ...]:
    reckoned = candidate(now["cause"], CASES[now["case"]].presentation)
    return odds_walk(reckoned), icon_array(reckoned.post_test, reckoned.cause.label)


def _triage() -> Drawing:
    choices = [("", gettext("nothing: all rules")), *groups_of_rules()]
    fields = [menu("without", gettext("Leave out the rules about"), choices)]
    return Drawing(
        gettext("If some rules were missing"),
        fields,
        {"without": ""},
        lambda now: (triage_matrix(_counts(now["without"])),),
    )


def _counts(without: str) -> dict[tuple[Disposition, Disposition], int]:
    """How many example patients get which level without a group of rules, beside the level that all rules give."""
    rules = [rule for rule in RULES.values() if rule.group != without]
    patients = [case.presentation for case in CASES.values()]
    columns, everyone = cohort_of(patients, rule_atoms()).present, (1 << len(patients)) - 1
    given, needed = triage(columns, everyone, rules), triage(columns, everyone)
    counts: dict[tuple[Disposition, Disposition], int] = {}
    for patient in range(len(patients)):
        pair = level_of(given, patient), level_of(needed, patient)
        counts[pair] = counts.get(pair, 0) + 1
    return counts


def _rest() -> Drawing:
    choices = [(who, gettext(effects[0].who)) for who, effects in REST.items()]
    fields = [menu("who", gettext("For whom"), choices)]
    return Drawing(gettext("Rest or staying active?"), fields, {"who": choices[0][0]}, lambda now: (rest(now["who"]),))


def _warmth() -> Drawing:
    sets = {name: [name] for name in WARMTH} | {ALL: list(WARMTH)}
    choices = [*((name, gettext(each.label)) for name, each in WARMTH.items()), (ALL, gettext("All of them"))]
    fields = [menu("what", gettext("Heat or cold"), choices)]
    first = {"what": choices[0][0]}
    return Drawing(gettext("Heat or ice?"), fields, first, lambda now: (warmth(sets[now["what"]]),))


def _cases() -> Iterable[tuple[str, str]]:
    return ((case.id, gettext(case.title)) for case in CASES.values())


def groups_of_rules() -> list[tuple[str, str]]:
    """The groups of rules, each by its name in the table and in words."""
    return [
        ("nerves", gettext("nerves, bladder and bowel")),
        ("cord", gettext("the spinal cord")),
        ("kidney", gettext("the kidneys")),
        ("infection", gettext("infection")),
        ("sepsis", gettext("blood poisoning")),
        ("bleeding", gettext("bleeding")),
        ("tumour", gettext("tumours")),
        ("bone", gettext("bones")),
        ("vessels", gettext("blood vessels")),
        ("heart", gettext("heart and lungs")),
        ("belly", gettext("the belly")),
        ("pregnancy", gettext("pregnancy and periods")),
        ("elsewhere", gettext("skin, muscles and testicles")),
        ("inflammation", gettext("inflammation")),
        ("severity", gettext("how bad it is")),
        ("course", gettext("how long it lasts")),
    ]


PICTURES: Mapping[str, Callable[[], Drawing]] = {
    "muscle": _muscle,
    "chances": _chances,
    "triage": _triage,
    "rest": _rest,
    "warmth": _warmth,
}
STAGED = frozenset({"muscle", "warmth"})
"""Those that stand on a stage: one picture each, about as wide as it is high.

On a phone a stage gives its picture less than half of the window: there the words of a taller one could not be read.
"""
