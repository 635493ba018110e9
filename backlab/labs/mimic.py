"""The mimic: a patient tells a story, each question takes a minute, and one may stop too early."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

from backlab.advice import Advice
from backlab.course.lessons.the_mimic import EMERGENCIES, LED, UNDER, stage_steps
from backlab.course.steps import StageStep
from backlab.kit import page
from backlab.kit.contract import Field
from backlab.kit.fields import boxes, clean, menu, slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.sources import SOURCES
from backlab.labs.opening import opener
from backlab.labs.panels import cannot_wait, note, sources_html
from backlab.labs.stepped import SteppedLab, steps_field
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Disposition
from backlab.pictures.marks import level_icon, level_label
from backlab.pictures.mimic.scene import Taps, heard_html, title
from backlab.pictures.mimic.state import (
    BELOW,
    KIDNEY,
    LAYERS,
    MUSCLE,
    PATIENTS,
    SKIN,
    STILL_ASKING,
    Heard,
    in_order,
    questions,
)
from backlab.pictures.mimic.words import verdict

_TAPS = Taps("asked", "turned", "stop")
_LISTS = ("asked", "turned")
_RESTS_ON = (
    *("article-p4", "pyelo-bmj-bp", "pyelo-afp-2011", "pyelo-no-luts", "nice-ng118-colic", "nice-ng126-ectopic"),
    *("nsaid-avoid-list", "azhar-2014-raaa", "nice-ng156-rupture"),
)


class MimicLab(SteppedLab):
    """A back that hurts, a patient who answers, and four doors: one asks as much as one wants, and then decides.

    ``advice`` is what the rules say to what was asked so far. ``language`` is "en" or "es", or else what the address
    asks for; of two on one page, give one a ``key`` of its own. ``after`` is a question to answer first, or its name.

    >>> from backlab.widgets import MimicLab
    >>> lab = MimicLab()
    >>> lab.set(depth=3)
    >>> lab.said
    'The deep muscle along the spine, over the last ribs. It, too, would hurt just there.'
    """

    look = "heard"

    def __init__(self, *, key: str = "mimic", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            begin = stage_steps()[0]
            super().__init__(
                _fields(),
                {"step": begin.name, **_FIRST, **begin.sets},
                key=key,
                names=changing(title()),
                language=speaks,
                stage={
                    "picture": "mimic",
                    "first": ["asked"],
                    "more": gettext("What if?"),
                    "warning": "never",
                },
                after=opener(after),
            )

    @property
    def advice(self) -> Advice:
        """What the rules say to what was asked so far."""
        return heard(self.values).told

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step or another patient begins anew; an answer that is turned round has been asked."""
        if name == "step":
            return self.gone_to(values["step"]).sets
        if name == "patient":
            return {**_FIRST, "patient": values["patient"], "asked": [*PATIENTS[values["patient"]].known]}
        if name in ("asked", "turned"):
            asked = in_order({*values["asked"], *values["turned"]})
            return {"asked": [*asked], "again": _last(asked, old, values[name], values["again"])}
        if name == "again":
            return {"asked": [*in_order({*values["asked"], values["again"]})]}
        return {"turned": []} if name == "stop" else {}

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The scene, a sentence on it, and what stands behind it."""
        now = heard(values)
        said = verdict(now)
        return Answer(
            (
                panel("mimic", title(), heard_html(now, _TAPS), folds=False),
                panel("never", gettext("What cannot wait"), cannot_wait(EMERGENCIES)),
                panel("why", gettext("Why"), _why(now)),
                panel("limits", gettext("Limits"), _limits()),
            ),
            summary=_summary(now, said),
            said=said,
            told=self.led(values),
            query=self.to_query(values),
        )

    def starting(self, fields: Iterable[Field]) -> dict[str, Any]:
        """The values that the address asks for: of the questions and answers a list."""
        listed = list(fields)
        known, said = {field["id"]: field for field in listed}, page.asked()
        lists = {name: said[self._prefix + name].split(",") for name in _LISTS if self._prefix + name in said}
        return super().starting(listed) | {name: clean(known[name], names, []) for name, names in lists.items()}

    def to_query(self, values: Mapping[str, Any]) -> str:
        """What the address needs to bring these values back."""
        plain = super().to_query({**values, **{name: self._first[name] for name in _LISTS}})
        moved = {name: ",".join(values[name]) for name in _LISTS if values[name] != self._first[name]}
        return urlencode([*parse_qsl(plain), *((self._prefix + name, text) for name, text in moved.items())], safe=",")


_FIRST: Mapping[str, Any] = {
    "patient": "nothing",
    "asked": ["start", "tablet", "sick", "fever"],
    "turned": [],
    "again": "start",
    "stop": STILL_ASKING,
    "depth": SKIN,
}


def heard(values: Mapping[str, Any]) -> Heard:
    """The values of the lab as what was heard."""
    return Heard(
        values["patient"],
        in_order(values["asked"]),
        frozenset(values["turned"]),
        values["stop"],
        values["depth"],
        is_led=values["step"] in LED,
        is_looking=values["step"] == UNDER,
        last=values["again"],
    )


def _last(asked: Sequence[str], before: Iterable[str], now: Iterable[str], last: str) -> str:
    """What was heard last: the answer that has just come or was turned round, or else one that is still there."""
    changed = in_order({*now} ^ {*before})
    found = [name for name in (*changed, last, *reversed(asked)) if name in asked]
    return found[0] if found else last


def _fields() -> list[Field]:
    asks = [(name, question.name) for name, question in questions().items()]
    levels = ((level.name.lower(), level_label(level)) for level in Disposition)
    return [
        steps_field(stage_steps()),
        boxes("asked", gettext("Ask: three are free, then a minute each"), asks),
        menu("stop", gettext("Stop, and say how soon"), [(STILL_ASKING, gettext("not yet: still asking")), *levels]),
        slider("depth", gettext("Look under the skin"), SKIN, BELOW, words=_depths()),
        menu("patient", gettext("Who is asked"), _patients()),
        menu("again", gettext("Hear an answer again"), asks),
        boxes("turned", gettext("Turn an answer round"), asks),
    ]


def _depths() -> list[str]:
    words = gettext("skin"), gettext("muscles"), gettext("deep muscle"), gettext("below")
    return [words[max(n for n, low in enumerate(LAYERS) if depth >= low - 1)] for depth in range(BELOW + 1)]


def _patients() -> list[tuple[str, str]]:
    words = gettext("Somebody after a box"), gettext("Somebody else after a box"), gettext("The patient of the story")
    return list(zip(PATIENTS, words, strict=True))


def _summary(now: Heard, said: str) -> Markup:
    """The sentence; with the shape of the level once that may be seen."""
    words = element("strong", said)
    if not now.is_open:
        return element("p", words, class_="bl-lead")
    level = now.told.disposition if now.decided is None else now.whole.disposition
    look = f"bl-lead bl-is-{level.slug}" if level is Disposition.EMERGENCY else "bl-lead"
    return element("p", level_icon(level), " ", words, class_=look)


def _why(now: Heard) -> Markup:
    """What the rules say to what was asked; not before somebody has decided."""
    if not now.is_open:
        return element("p", gettext("First say how soon. Then this tells why."))
    told_ = [gettext(reason.rule.because) for reason in now.told.reasons]
    nothing = gettext("Nothing that was asked so far calls for more than looking after it at home.")
    return markup(
        element("h4", gettext("To what was asked")),
        (element("p", said) for said in told_ or [nothing]),
        element("h4", gettext("Two things in one place")),
        (element("p", gettext(cause.mechanism)) for cause in (MUSCLE, KIDNEY[0])),
        element("p", gettext(KIDNEY[0].course)),
        element("h4", gettext("Which three questions tell the most")),
        element(
            "p",
            gettext(
                "The temperature, the pee and a light knock on the side. Talk does not settle it: a doctor does, with "
                "the temperature and a urine test the same day; a pregnancy test and a scan where a pregnancy may be "
                "behind it. A missing fever or burning settles nothing: fever may be absent early on, and bladder "
                "signs in up to one in five."
            ),
        ),
        element(
            "p",
            gettext(
                "Ibuprofen also lowers a fever: after a tablet no high temperature says still less. And it eases the "
                "pain of a kidney stone: that it helps clears nobody."
            ),
        ),
        element(
            "p",
            gettext(
                "Age counts, too: from 60 on, what looks like a first kidney stone is treated as the main artery until "
                "a scan shows otherwise."
            ),
        ),
        sources_html(SOURCES[name] for name in _RESTS_ON),
    )


def _limits() -> Markup:
    said = (
        gettext(
            "A teaching picture: the patients are made up, and so is the minute for each question. No source of the "
            "course says what a minute does to an infection. It says that one is treated without delay."
        ),
        gettext(
            "The third patient is the reader of post 4. What the article does not tell, such as the knock, was added."
        ),
        gettext(
            "How often what lies deeper is behind such a pain nobody has counted, so no chances stand here: only what "
            "fits a muscle, and what fits something else."
        ),
        gettext("What lies there lies a little higher or lower in each person, and the rings are not to scale."),
        gettext(
            "Twelve questions are few. Pain that came in one moment as if something tears, and a bad accident, are "
            "asked of everybody, too: see the lesson on red flags."
        ),
    )
    return markup((element("p", each) for each in said), note(gettext("No clinician has reviewed it.")))
