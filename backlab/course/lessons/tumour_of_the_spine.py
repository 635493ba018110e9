"""What is asked in "Tumour of the spine"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from backlab.course.ask import choice_question, explained, level_question, rule_question, why_level
from backlab.course.exercise import Exercise, Option
from backlab.course.kinds import Number, Several
from backlab.course.steps import StageStep
from backlab.knowledge.causes import MEASURED
from backlab.knowledge.figures import accuracy, published, tally
from backlab.knowledge.findings import FINDINGS, cancer_history
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.pictures.causes import grouped
from backlab.presentation import Presentation
from backlab.reasoning.bayes import Candidate, candidate, natural_frequency, post_test
from backlab.reasoning.crowd import PEOPLE, Heads, crowd, heads
from backlab.reasoning.engine import disposition
from backlab.words import Block, Citer, Point, Say, basis, listed

CITED = (
    "article",
    "deyo-diehl-1988-prev",
    "deyo-1992-cancer",
    "downie-2013-cancer",
    "harding-2005-night-verified",
    "nhs-111",
    "nice-ng59-altdx",
    "jarvik-deyo-2002-mri",
    "premkumar-2018-numbers",
    "henschke-2013-cancer-lay",
)
_TUMOUR = MEASURED["spinal_tumour"]
_COUNTED = tally("deyo-diehl-1988-prev", "ill")
_RATIOS = {sign.finding.id: sign for sign in _TUMOUR.signs}
_AT_NIGHT = Presentation(age=40, pain=5, present=frozenset({"worse_at_night"}))
_ALL_CLEAR = Presentation(
    age=35,
    pain=5,
    days=5,
    present=frozenset({"worse_at_night"}),
    absent=frozenset({"cancer_history", "weight_loss", "not_healing"}),
)
_NIGHT = "harding-2005-night-verified"
_GUESSES = ("3", "30", "100", "300")
_CLINIC = "premkumar-2018-numbers"
_REVIEW = "henschke-2013-cancer-lay"
_CROWD = 10_000
_LEAST = 2.0  # times the odds: half as many others for each ill one

# What is asked for and what is said of it once it is ticked, or left out, wrongly.
_SINGLE: Mapping[str, str] = {
    "cancer_history": "Nothing else moves the odds of a tumour as far.",
    "worse_at_night": "It is the sign that frightens most, and no figure says that it moves the odds: harmless backs hurt at night as well.",
    "weight_loss": "Weight can be lost for many reasons; for a tumour it still speaks clearly.",
    "no_better_resting": "Here a no says more than a yes: plenty of harmless backs are no better for resting.",
    "not_healing": "Most harmless backs are getting better after a month, so one that is not stands out.",
    "lump_or_shape": "The rules look at it all the same; we have no figure that says how far it moves the odds.",
}


def stage_steps() -> tuple[StageStep, ...]:
    """The steps through the crowd, in the language that is spoken."""
    begin = {"finding": "", "guess": "", "second": ""}
    return (
        StageStep(
            "everybody",
            gettext("A thousand sore backs"),
            gettext(
                "A thousand adults with back pain walk into one clinic. The seven with a ring have a tumour in the spine: we know it, the doctor does not. "
                "Which question would find them? Tap one below the crowd."
            ),
            begin,
            lambda now: bool(now["finding"]),
        ),
        StageStep(
            "guess",
            gettext("First guess, then they walk"),
            gettext(
                "Weight lost without trying: it sounds alarming. Those who say yes will walk to the left. How many without a "
                "tumour stand there for each one with it? Tap a row, and watch them walk. Do they do as you thought?"
            ),
            {**begin, "finding": "weight_loss"},
            lambda now: now["finding"] == "weight_loss" and bool(now["guess"]),
        ),
        StageStep(
            "most",
            gettext("Find the one that gathers them"),
            gettext(
                "In this clinic there are 142 adults without a tumour for each one with it. Tap another question, guess, and go on. "
                "After which one are the fewest left for each one with a tumour?"
            ),
            begin,
            lambda now: now["finding"] == cancer_history.id and bool(now["guess"]),
        ),
        StageStep(
            "night",
            gettext("The bad night"),
            gettext(
                "The reader of the story lies awake. So do hundreds of others. Guess all the same, and look where the seven "
                "stay: whom would one have to count to know?"
            ),
            {**begin, "finding": "worse_at_night"},
            lambda now: now["finding"] == "worse_at_night" and bool(now["guess"]),
        ),
        StageStep(
            "second",
            gettext("What does a second question add?"),
            gettext(
                "Tap “Longer than a month”, and guess. Then, in the box below, ask those at “Yes” whether it is no better after a "
                "month, and guess again. Is the second yes any news?"
            ),
            begin,
            lambda now: bool(now["second"]) and bool(now["guess"]),
            adds=("second",),
        ),
        StageStep(
            "alike",
            gettext("Two who are alike"),
            gettext(
                "The two squares are 44, sore for a week, and healing. One answer tells them apart. Which question parts them, "
                "and what does each do now? Neither has a tumour, and neither can know."
            ),
            begin,
            lambda now: now["finding"] == cancer_history.id and bool(now["guess"]),
        ),
    )


def _tumour(patient: Presentation) -> Candidate:
    return candidate(_TUMOUR.cause.id, patient)


def _nearest_guess() -> str:
    return min(_GUESSES, key=lambda guess: abs(float(guess) - 1000 * _tumour(_AT_NIGHT).post_test))


def _no_more_than_before(cite: Citer) -> Iterator[Block]:
    """How likely it is, and how soon somebody should look: two questions with two answers, in short and then in full."""
    short = gettext(
        "About {ill} in 1000 adults at a walk-in clinic, as before: what a bad night changes, nobody has counted. It is seen the same day all the same ({level})."
    )
    level = gettext(disposition(_AT_NIGHT).label)
    yield Say(short.format(ill=round(1000 * _TUMOUR.prior.value), level=level))
    yield Say(gettext("How likely"), "stage")
    yield Say(f"{where_counted(cite)} {_night_told(cite)}")
    yield Say(gettext("How soon"), "stage")
    soon = gettext(
        "The same day all the same ({level}): it is most likely harmless, and one looks for the sake of the few. At once, by 999, "
        "112 or 911, with weak legs, numbness between the legs, or trouble peeing."
    )
    yield Say(soon.format(level=level))


def where_counted(cite: Citer) -> str:
    """Where the share of people with a tumour comes from, and that it was another one elsewhere."""
    few, many = published(_REVIEW, "tumours"), published(_REVIEW, "people")
    said = gettext(
        "Of 1000 adults with back pain 7 had a tumour in the clinic that is counted here ({ill}), and 3 in a review of six studies "
        "({few:g} of over {many}){sources}. Of anybody under 18 that says nothing."
    )
    sources = cite((*_TUMOUR.prior.sources, _REVIEW))
    return said.format(ill=_COUNTED, few=few, many=grouped(round(many)), sources=sources)


def _night_told(cite: Citer) -> str:
    """Why a bad night is not reckoned with."""
    told = gettext(
        "How far a bad night changes that, nobody has counted. In one back-pain clinic {night} of {patients} people had pain at "
        "night, and none of them a serious cause{sources}."
    )
    night = tally(_NIGHT, "night")
    return told.format(night=night.some, patients=night.of, sources=cite((_NIGHT,)))


def _among_flagged() -> float:
    """Of 100 people with cancer before, how many have a tumour in the spine."""
    return 100 * post_test(_TUMOUR.prior.value, _RATIOS[cancer_history.id].positive)


_ILL = natural_frequency(_TUMOUR.prior.value, _CROWD)
_HAD_CANCER = accuracy("deyo-1992-cancer", "earlier_cancer")
_WITH, _WITHOUT = round(100 * _HAD_CANCER.sensitivity), round(100 * (1 - _HAD_CANCER.specificity))


def _heads(cite: Citer) -> Iterator[Block]:
    said = gettext(
        "Of the {ill} with a tumour about {found} had cancer before; of the {others} without about {alarms}. Together that is "
        "{all}, and {found} of {all} is about {share} in 100 (not verified)."
    )
    numbers = _at_yes(_ILL, _CROWD)
    yield Say(
        said.format(**numbers, share=round(_among_flagged())) + cite(("deyo-diehl-1988-prev", "deyo-1992-cancer"))
    )
    ill = round(published(_CLINIC, "cancer") * PEOPLE / 100)
    elsewhere = gettext(
        "Ask the same in a spine clinic, where {ill} of {people} are ill (not verified): {found} of {all} who say yes would be."
    )
    yield Say(elsewhere.format(**_at_yes(ill, PEOPLE), people=PEOPLE) + cite((_CLINIC,)))
    source = SOURCES["downie-2013-cancer"]
    yield Say(f"{gettext(source.fact)}: {gettext(source.figures)}.{cite((source.id,))}")
    yield Say(gettext("So no finding has a chance of its own: it depends on who comes through the door."))


def _at_yes(ill: int, people: int) -> dict[str, int]:
    """The heads behind a yes to cancer before, where so many of these people are ill."""
    found, alarms = round(ill * _WITH / 100), round((people - ill) * _WITHOUT / 100)
    return {"ill": ill, "others": people - ill, "found": found, "alarms": alarms, "all": found + alarms}


def _ill_of(some: Heads) -> str:
    return gettext("{count} of {all}").format(count=len(some.ill), all=len(some.people))


def _doubling() -> list[str]:
    return [name for name in _SINGLE if name in _RATIOS and _RATIOS[name].positive >= _LEAST]


def _each_ratio(cite: Citer) -> Iterator[Block]:
    said = gettext("{finding}: {yes} are ill, so {others} others for each{basis}.")
    measured = [name for name in _SINGLE if name in _RATIOS]
    for name in sorted(measured, key=lambda name: -_RATIOS[name].positive):
        sign = _RATIOS[name]
        yes = heads(crowd().yes[name])
        told = {"finding": gettext(FINDINGS[name].label), "yes": _ill_of(yes), "others": round(yes.each or 0)}
        yield Point(said.format(**told, basis=basis(sign, cite)))
    others = [FINDINGS[name] for name in _SINGLE if name not in _RATIOS]
    yield Say(
        gettext("We have no figure that says how far these move the odds: {findings}.").format(findings=listed(others))
    )


def _why_all_the_same(cite: Citer) -> Iterator[Block]:
    yield from why_level(_ALL_CLEAR, cite)
    yield Say(gettext("The rules look at what was found, never at the chance: a small chance lowers nothing."))


EXERCISES: tuple[Exercise, ...] = (
    choice_question(
        "tumour_of_the_spine.predict",
        "An example patient of 40 has had back pain that is worse at night. Nothing else is known yet. Of 1000 adults like "
        "this one who walk into a clinic, how many have a tumour in the spine, by the figures of this course?",
        (
            Option(
                "3",
                "Fewer than 10",
                "Hardly anybody says so few, and the rules still want this patient seen the same day.",
            ),
            Option("30", "About 30", "It sounds modest. But no figure makes the night as strong a sign as that."),
            Option("100", "About 100", "One in ten takes far more than bad nights. Find out in the lab what does it."),
            Option(
                "300", "About 300", "It feels like that at night. But one forgets how rare a tumour is to begin with."
            ),
        ),
        _nearest_guess,
        _no_more_than_before,
    ),
    Number(
        "tumour_of_the_spine.1",
        f"Of {_CROWD:,} adults who walk into a clinic with back pain {_ILL} have a tumour in the spine. Of 100 "
        f"with a tumour {_WITH} have had cancer before, of 100 without one {_WITHOUT} have (not verified). Of all who have had cancer "
        "before, how many in 100 have a tumour in the spine? Count heads; a whole number will do.",
        _among_flagged,
        _heads,
        tolerance=1,  # for rounding to whole heads
        unit="in 100",
        high=100,
        is_share=True,
    ),
    Several(
        "tumour_of_the_spine.2",
        "In the clinic of the lab there are 142 adults without a tumour for each one with it. At which questions does “Yes” leave at "
        "most half as many? Tick all; the lab can tell you.",
        _doubling,
        _each_ratio,
        tuple(Option(name, FINDINGS[name].label, because) for name, because in _SINGLE.items()),
    ),
    explained(
        level_question(
            "tumour_of_the_spine.3",
            _ALL_CLEAR,
            "An example patient of 35 has had back pain for five days. No cancer before, no weight lost, and it is healing; only "
            f"the nights are worse. By this course's figures, which have none for the night, {natural_frequency(_tumour(_ALL_CLEAR).post_test, _CROWD)} of "
            f"{_CROWD:,} such patients have a tumour. How soon do the rules want this one to be seen?",
        ).changed(reasons=_why_all_the_same),
        {
            "self_care": "With a chance like this it is tempting. But the chance is not what the rules look at.",
            "routine": "It seems a fair middle way. But pain that is worse at night is on the list for urgent advice.",
            "urgent": "Nearly all are harmless, and for the sake of the few all of them are looked at.",
            "emergency": "Nothing here says that hours count: no numbness, no weak leg.",
        },
    ),
    rule_question(
        "tumour_of_the_spine.4",
        "One more reason to look the same day: somebody of 50 or more whose pain has lasted more than 30 days and heals slowly "
        "or not at all. Write the condition of that rule with the names age, days and not_healing. All three have to be there; "
        "each comparison needs brackets of its own, as in (pain >= 7).",
        "older-and-not-healing",
        start="(age >= 50)",
    ),
)
