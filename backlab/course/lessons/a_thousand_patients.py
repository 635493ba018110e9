"""What is asked in "A thousand patients"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from typing import Any

from backlab.course.ask import choice_question, patient_question, why_level
from backlab.course.exercise import Exercise, Option
from backlab.course.guesses import People
from backlab.course.kinds import Number, Tried
from backlab.course.steps import StageStep
from backlab.knowledge.cases import CASES
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.rules import RULES
from backlab.language import gettext, ngettext
from backlab.model import Disposition
from backlab.pictures.causes import grouped
from backlab.presentation import Presentation
from backlab.reasoning.explain import reasons
from backlab.reasoning.population import HARM, Missed, Population, Toll, Trips, cost, draw, first, toll, trips
from backlab.words import Block, Citer, Say, percent

CITED = (
    "article-p4",
    "triage-safety-metric",
    "henschke-2009-prevalence",
    "nhs-111",
    "nhs-sheffield-variant",
    "harding-2005-night-verified",
    "deyo-1992-cancer",
    "premkumar-2018-absence",
)
_PATIENTS, _SEED = 10_000, 1  # the clinic of the exercises: the lab shows it where 10,000 are chosen
_STRICT = 2  # warning signs that the voice in the corridor asks for
TRIPS, DEAREST = 20, 10  # one missed counts as up to ten times twenty checks
_IN_VIEW = 1_000  # patients with whom the lab opens
_TRIPS = ("10", "30", "100", "1000")
_WIDEST, _BROKEN = RULES["night-or-rest-pain"], CAUSES["vertebral_fracture"]
_READER = CASES["post-4"].presentation


def stage_steps() -> tuple[StageStep, ...]:
    """The steps through the waiting room, in the language that is spoken."""
    begin = {"signs": 1, "rule": "", "without": "", "weight": 0}
    return (
        StageStep(
            "wait",
            gettext("A thousand people wait"),
            gettext(
                "Each has a back that hurts. Those with a ring are seriously ill: we know it, the desk does not. Tap the "
                "room. The rules send everyone through one of four doors."
            ),
            {**begin, "look": "room"},
            lambda now: now["look"] != "room",
        ),
        StageStep(
            "one",
            gettext("One sign is enough"),
            gettext(
                "{sent} of 1000 are seen today or now. No surgery could do that day after day: the rules are a list for "
                "caution, and who wrote them made these patients too. Open the door “Today”, and tap a face with a ring: "
                "what gave it away?"
            ).format(sent=toll(clinic_of(_IN_VIEW, _SEED)).sent),
            {**begin, "look": "doors"},
            lambda now: now["look"] == Disposition.URGENT.slug,
            adds=("look",),
        ),
        StageStep(
            "two",
            gettext("Ask for a second sign"),
            gettext(
                "Now it takes two warning signs: move the slider. Hundreds fewer are checked. Who comes to stand under "
                "“Missed”? Tap each face: what was their one sign?"
            ),
            {**begin, "look": "doors"},
            lambda now: now["signs"] == _STRICT,
            adds=("signs",),
        ),
        StageStep(
            "off",
            gettext("Switch a rule off"),
            gettext(
                "One rule alone sends more people here than any other. Tap it below this door: it is off. Then go back to all "
                "doors. Does that rule point to what the missed ones have?"
            ),
            {**begin, "look": Disposition.URGENT.slug},
            lambda now: now["rule"] == _WIDEST.id,
            adds=("rule",),
        ),
        StageStep(
            "price",
            gettext("What does one missed count?"),
            gettext(
                "One sign checks hundreds more, two miss more of the ill. How many checks is one missed patient worth? Move the "
                "slider until one sign and two cost about the same. On which side of that would you stand?"
            ),
            {**begin, "signs": _STRICT, "look": "doors"},
            lambda now: abs(_total(_STRICT, TRIPS * now["weight"]) - _total(1, TRIPS * now["weight"])) < TRIPS,
            adds=("weight",),
        ),
        StageStep(
            "luck",
            gettext("What was luck?"),
            gettext(
                "So few are ill that luck counts. Open “More”, and press “Another clinic” some times. Then let 10,000 "
                "come: the sentence counts all, the picture shows the same thousand of them."
            ),
            {**begin, "signs": _STRICT, "look": "doors"},
            lambda now: int(now["size"]) >= _PATIENTS,
            adds=("size", "without", "actions", "says"),
        ),
    )


@lru_cache(maxsize=2)
def clinic_of(size: int, seed: int) -> Population:
    """A clinic of ``size`` patients: the thousand are the first of the ten thousand, so that all count one crowd."""
    return first(draw(max(size, _PATIENTS), seed), size)


@cache
def _total(signs: int, weight: int) -> int:
    """What the mistakes add up to in the clinic with which the lab opens."""
    return cost(toll(clinic_of(_IN_VIEW, _SEED), signs=signs), weight)


@cache
def _by_signs(signs: int) -> Toll:
    return toll(draw(_PATIENTS, _SEED), signs=signs)


def _serious() -> int:
    return sum(each.patients for each in _by_signs(1).missed)


def _share_missed(signs: int) -> float:
    """Of 100 with a serious cause, how many are missed if the same day takes so many warning signs."""
    return 100 * _by_signs(signs).missed_in_all / _serious()


def _simulated() -> Say:
    told = gettext(
        "Simulated patients, drawn by lot: another clinic differs a little. Most numbers behind it are teaching estimates, "
        "and the lab lists them under “Limits”."
    )
    return Say(told, "note")


def _two_signs(cite: Citer) -> Iterator[Block]:
    one, two = _by_signs(1), _by_signs(_STRICT)
    said = gettext(
        "One warning sign misses about {few} of 100 who are seriously ill, two miss about {many}. In return {spared} of 100 "
        "patients are spared a check that finds nothing serious. Counted on {all} invented patients; the thousand below are the "
        "first of them."
    )
    of_100 = {"few": round(_share_missed(1)), "many": round(_share_missed(_STRICT))}
    spared = round(100 * (one.in_vain - two.in_vain) / _PATIENTS)
    yield Say(said.format(**of_100, spared=spared, all=grouped(_PATIENTS)))
    yield Say(gettext("A serious illness often shows itself by one sign alone, and early on by none."))
    yield _simulated()


def _break_even() -> float:
    """For how many sent in vain one missed patient has to count, so that one and two signs cost the same."""
    one, two = _by_signs(1), _by_signs(_STRICT)
    return (one.in_vain - two.in_vain) / (two.missed_in_all - one.missed_in_all)


def _where_they_cross(cite: Citer) -> Iterator[Block]:
    one, two = _by_signs(1), _by_signs(_STRICT)
    said = gettext(
        "The second sign spares {spared} people a check, and {missed} more patients are missed for it. {spared} divided by "
        "{missed} is {weight:.0f}: whoever counts one missed patient for more than that keeps one sign."
    )
    spared, missed = one.in_vain - two.in_vain, two.missed_in_all - one.missed_in_all
    yield Say(said.format(spared=spared, missed=missed, weight=_break_even()))
    yield Say(gettext("The sum is arithmetic. How much a missed patient counts is not: people have to decide it."))
    yield _simulated()


@cache
def _without_widest() -> Toll:
    return toll(draw(_PATIENTS, _SEED), (_WIDEST.id,))


def _broken(of: Toll) -> Missed:
    return next(each for each in of.missed if each.cause is _BROKEN)


def _why_caught() -> str:
    """Luck, if none of what the rule asks for is a sign of the cause."""
    asked = {atom for clause in _WIDEST.when.clauses for atom in clause}
    return "sign" if asked & {sign.finding for sign in _BROKEN.signs} else "luck"


def _by_luck(cite: Citer) -> Iterator[Block]:
    now, without = _broken(_by_signs(1)), _broken(_without_widest())
    said = gettext(
        "Of {patients} simulated patients with a broken vertebra {now} are missed with the rule and {without} without it, although "
        "it asks for nothing that a broken vertebra brings on."
    )
    yield Say(said.format(patients=now.patients, now=now.missed, without=without.missed))
    widest = _by_signs(1).false_alarms[_WIDEST.id] / _by_signs(1).in_vain
    wide = gettext(
        "It holds for {share} of those who are checked and have nothing serious. A net as wide as that catches part of everything, as tossing a "
        "coin would: one has to compare with the people in whom it rings for nothing."
    )
    yield Say(wide.format(share=percent(widest)))
    yield _simulated()


@cache
def _all_trips() -> tuple[Trips, ...]:
    return trips(draw(_PATIENTS, _SEED))


def _trips_each() -> float:
    """For each serious cause among them, how many are sent for nothing but one or more of the four signs."""
    return sum(each.sent for each in _all_trips()) / sum(each.ill for each in _all_trips())


def _nearest_trips() -> str:
    return min(_TRIPS, key=lambda guess: abs(float(guess) - _trips_each()))


def _price(cite: Citer) -> Iterator[Block]:
    sent, ill = sum(each.sent for each in _all_trips()), sum(each.ill for each in _all_trips())
    said = gettext(
        "Of {patients} simulated patients {sent} are sent for nothing but these signs, and {ill} of them have a serious cause: "
        "{each} trips for each. The list is safe and simple{list}, and this is its price."
    )
    counts = {"patients": grouped(_PATIENTS), "sent": grouped(sent), "ill": ill, "each": round(_trips_each())}
    yield Say(said.format(**counts, list=cite(("nhs-111",))))
    yield Say(
        gettext(
            "The rules of this course keep the list as a floor all the same: it is the safer of the two mistakes. That is a "
            "choice. A service of the NHS has made another one, and dropped two of the signs{sources}."
        ).format(sources=cite(("nhs-sheffield-variant",)))
    )
    yield _simulated()


def _signs(patient: Presentation) -> int:
    """How many warning signs there are for the same day."""
    return sum(each.rule.disposition is HARM and each.rule.red_flag for each in reasons(patient))


def _tried(judged: Callable[[Any], Iterable[Tried]], value: Any) -> Iterator[Tried]:
    yield from judged(value)
    signs = _signs(value)
    told = ngettext(
        "{count} warning sign holds; exactly 1 is asked for.",
        "{count} warning signs hold; exactly 1 is asked for.",
        signs,
    )
    yield Tried(signs == 1, told.format(count=signs))
    if any(each.rule.disposition >= HARM and not each.rule.red_flag for each in reasons(value)):
        yield Tried(False, gettext("Pain as strong as this is seen the same day in that clinic too."))


def _one_is_enough(cite: Citer) -> Iterator[Block]:
    yield Say(gettext("The reader of the story has one warning sign as well, and was right to be seen:"))
    yield from why_level(_READER, cite)


_PATIENT = patient_question(
    "a_thousand_patients.3",
    "This example patient has two warning signs, and would be seen the same day even where it takes two. Change the findings so "
    "that the rules still say Urgent, but for a single warning sign: one whom such a clinic would let wait.",
    Disposition.URGENT,
    f"advise({_READER!r})",
    start="advise(Presentation(age=33, pain=6, present={'flank_pain', 'nausea', 'fever'}))",
)
assert _PATIENT.tests is not None

EXERCISES: tuple[Exercise, ...] = (
    People(
        "a_thousand_patients.predict",
        "In this invented clinic one warning sign is enough to be seen the same day. To spare many people a check, somebody asks "
        "for two; emergencies still go at once. Of 100 who are seriously ill, how many are then missed?",
        lambda: round(_share_missed(_STRICT)),
        _two_signs,
        tolerance=8,
    ),
    Number(
        "a_thousand_patients.1",
        "Let 10,000 patients come (under “More”), with every rule switched on. How many checks must one missed patient count as, "
        "so that one warning sign and two cost the same? Move the slider, or divide. An answer within 5 counts.",
        _break_even,
        _where_they_cross,
        tolerance=5,
        unit="checks",
        high=10_000,
    ),
    choice_question(
        "a_thousand_patients.2",
        "Switch off the one rule about pain that is worse at night, or no better after resting. The rule is there for tumours and "
        "infections, and yet the clinic then misses more broken vertebrae as well. Why?",
        (
            Option(
                "sign",
                "Because a broken vertebra hurts at night",
                "In this clinic it does so no more often than a strain does.",
            ),
            Option(
                "luck",
                "Because it rings for so many people that some with a broken vertebra are among them",
                "Yes: a net as wide as that catches part of everything.",
            ),
            Option(
                "random",
                "It is an accident of this one clinic: in another it would not be so",
                "Press “Another clinic” a few times: it comes again and again.",
            ),
            Option(
                "fault",
                "Because the other rules work worse without this one",
                "Each rule looks for itself; none of them needs another.",
            ),
        ),
        _why_caught,
        _by_luck,
    ),
    _PATIENT.changed(tests=partial(_tried, _PATIENT.tests), reasons=_one_is_enough),
    choice_question(
        "a_thousand_patients.4",
        "Worse on coughing, worse at night, no better after resting, pain between the shoulders: on the NHS list each of these four "
        "is enough to be seen the same day. Guess first; then open “One sign alone”. How many people are "
        "sent for nothing but such signs for each one of them who has something serious?",
        (
            Option(
                "10", "About 10", "It would be a strong list. But harmless backs hurt at night too, and many of them."
            ),
            Option("30", "About 30", "It sounds cautious. Count those who come: most of them have one of the four."),
            Option("100", "About 100", "Yes, in this clinic: that is what the safe and simple list costs."),
            Option(
                "1000",
                "About 1000",
                "Then hardly anybody who is ill would be among them. Some are, though partly by luck.",
            ),
        ),
        _nearest_trips,
        _price,
    ),
)
