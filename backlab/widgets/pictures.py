"""Labs of one picture: move a slider, or choose from a menu, and see what the picture does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any, NamedTuple
from urllib.parse import urlencode

from traitlets import traitlets as t

from backlab.advice import advise
from backlab.knowledge.cases import CASES
from backlab.knowledge.figures import COURSES, EFFECTS, Course
from backlab.knowledge.places import NERVE_ROOTS
from backlab.knowledge.rules import RULES
from backlab.language import gettext, speaking
from backlab.model import Disposition
from backlab.pictures.causes import odds_walk
from backlab.pictures.disc import disc
from backlab.pictures.evidence import effect, recovery_curves
from backlab.pictures.kidney import kidney
from backlab.pictures.muscle import muscle
from backlab.pictures.people import icon_array, triage_matrix
from backlab.pictures.picture import Picture, picture_html
from backlab.reasoning.engine import cohort_of, level_of, rule_atoms, triage
from backlab.widgets import address
from backlab.widgets.fields import Field, clean, menu, read, slider
from backlab.widgets.lab import Answer, Lab, Panel, spoken

ALL = "all"


class Drawing(NamedTuple):
    """What a lab of pictures is made of: its name, its controls, their first values, and the function that draws."""

    title: str
    fields: list[Field]
    values: dict[str, Any]
    draw: Callable[[Mapping[str, Any]], tuple[Picture, ...]]


class PictureLab(Lab):
    """A picture that changes with its controls.

    ``name`` is one of ``PICTURES``: "muscle", "disc", "kidney", "course", "effects", "chances" or "triage".
    ``language`` is "en" or "es", or else what the address asks for; of two of one kind on one page, give one a
    ``key`` of its own.
    """

    whole = t.Bool(True).tag(sync=True)

    def __init__(self, name: str, *, key: str = "", language: str | None = None) -> None:
        if name not in PICTURES:
            raise ValueError(f"no picture {name!r}: choose one of {', '.join(PICTURES)}")
        speaks = spoken(language)
        with speaking(speaks):
            self._drawing, self._prefix = PICTURES[name](), f"{key or name}."
            title = self._drawing.title
            super().__init__(
                self._drawing.fields,
                self._asked(),
                key=key or name,
                names=(gettext("{picture}: change it").format(picture=title), title),
                language=speaks,
                owned=[self._prefix + field for field in self._drawing.values],
            )
    def answer(self, values: Mapping[str, Any]) -> Answer:
        """A panel for each picture, which says in words what it shows now."""
        pictures = self._drawing.draw(values)
        moved = {name: value for name, value in values.items() if value != self._drawing.values[name]}
        return Answer(
            tuple(map(_panel, pictures)),
            said=" ".join(picture.description for picture in pictures),
            query=urlencode({self._prefix + name: value for name, value in moved.items()}),
        )

    def _asked(self) -> dict[str, Any]:
        """The values that the address asks for, as in ``muscle.strain=80``, or else the first ones."""
        asked = address.asked()
        fields = {field["id"]: field for field in self._drawing.fields}
        return {
            name: clean(fields[name], read(fields[name], asked.get(self._prefix + name, "")), first)
            for name, first in self._drawing.values.items()
        }


def _panel(picture: Picture) -> Panel:
    return Panel(picture.id, picture.title, picture_html(picture), folds=False)


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


def _disc() -> Drawing:
    levels = [(level, level) for level in NERVE_ROOTS]
    fields = [
        menu("level", gettext("Which disc"), levels),
        slider("bulge", gettext("How far it bulges, 0 to 100"), 0, 100),
    ]
    return Drawing(
        gettext("A disc and a nerve"),
        fields,
        {"level": levels[1][0], "bulge": 40},
        lambda now: (disc(now["level"], now["bulge"]),),
    )


def _kidney() -> Drawing:
    fields = [slider("depth", gettext("From the muscle to the kidney, 0 to 100"), 0, 100)]
    return Drawing(gettext("A kidney beside the muscles"), fields, {"depth": 60}, lambda now: (kidney(now["depth"]),))


def _course() -> Drawing:
    groups = {year: [c.id for c in each] for year, each in groupby(COURSES.values(), _year)}
    choices = [(year, gettext("The review of {year}").format(year=year)) for year in groups]
    sets = groups | {ALL: list(COURSES)}
    fields = [menu("review", gettext("Which studies"), [*choices, (ALL, gettext("Both reviews"))])]
    return Drawing(
        gettext("How it goes"), fields, {"review": choices[0][0]}, lambda now: (recovery_curves(sets[now["review"]]),)
    )


def _year(course: Course) -> str:
    return course.id.split("-")[-2]


def _effects() -> Drawing:
    scales = {effect.scale.id: gettext(effect.scale.label) for effect in EFFECTS.values()}
    sets = {scale: [e.id for e in EFFECTS.values() if e.scale.id == scale] for scale in scales} | {ALL: list(EFFECTS)}
    fields = [menu("scale", gettext("Measured in"), [*scales.items(), (ALL, gettext("All of them"))])]
    return Drawing(
        gettext("What a treatment adds"),
        fields,
        {"scale": next(iter(scales))},
        lambda now: (effect(sets[now["scale"]]),),
    )


def _chances() -> Drawing:
    causes = [(each.cause.id, gettext(each.cause.label)) for each in advise(CASES["post-4"].presentation).differential]
    fields = [
        menu("case", gettext("Example patient"), _cases()),
        menu("cause", gettext("What may be behind it"), sorted(causes, key=lambda choice: choice[1])),
    ]
    return Drawing(gettext("How a chance moves"), fields, {"case": "post-4", "cause": "kidney_infection"}, _chance)


def _chance(now: Mapping[str, Any]) -> tuple[Picture, ...]:
    candidates = advise(CASES[now["case"]].presentation).differential
    candidate = next(each for each in candidates if each.cause.id == now["cause"])
    return odds_walk(candidate), icon_array(candidate.post_test, candidate.cause.label)


def _triage() -> Drawing:
    choices = [("", gettext("nothing: all rules")), *_groups()]
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


def _cases() -> Iterable[tuple[str, str]]:
    return ((case.id, gettext(case.title)) for case in CASES.values())


def _groups() -> list[tuple[str, str]]:
    """The groups of rules that can be left out, in words."""
    return [
        ("nerves", gettext("nerves, bladder and bowel")),
        ("kidney", gettext("the kidneys")),
        ("infection", gettext("infection")),
        ("tumour", gettext("tumours")),
        ("bone", gettext("bones")),
        ("vessels", gettext("blood vessels")),
        ("inflammation", gettext("inflammation")),
        ("severity", gettext("how bad it is")),
        ("course", gettext("how long it lasts")),
    ]


PICTURES: Mapping[str, Callable[[], Drawing]] = {
    "muscle": _muscle,
    "disc": _disc,
    "kidney": _kidney,
    "course": _course,
    "effects": _effects,
    "chances": _chances,
    "triage": _triage,
}
