"""What is asked in "Red flags"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from backlab.advice import advise
from backlab.course.ask import choice_question, needing, rule_question, why_level
from backlab.course.exercise import Option
from backlab.course.kinds import Number, Several
from backlab.course.steps import StageStep
from backlab.knowledge.cases import CASES
from backlab.knowledge.figures import interval, published, tally
from backlab.knowledge.findings import FINDINGS, abrupt_worst, difficulty_peeing, upper_back, worse_at_night
from backlab.knowledge.flags import CROWDS
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.back import Look
from backlab.presentation import Presentation
from backlab.words import Block, Citer, Say

CITED = (
    "hsib-ces-case",
    "nhs-999",
    "nhs-111",
    "sea-triad",
    "downie-2013-cancer",
    "pyelo-bmj-bp",
    "aaa-misdx",
    "downie-2013-fracture",
    "nhs-gp",
    "henschke-2009-prevalence",
    "premkumar-2018-absence",
    "premkumar-2018-numbers",
    "dionne-2019-ces",
    "verhagen-2016-guidelines",
    "finucane-2020-accuracy",
    "night-pain",
    "girft-ces-primary-criteria",
    "ces-14-days-branch",
    "semigran-footdrop-gold",
    "cord-plain-words",
    "yusuf-2019-spinal-infection",
    "davis-2004-sea",
    "durant-2025-sea",
    "add-rs-criteria",
    "dissection-pain-features",
    "fracture-bone-loss",
    "glow-2013-vfx-falls",
    "ssh-series-anticoagulant",
)


class Patient(NamedTuple):
    """The example patient of a step: what is known of them already, what they say once asked, and who they are."""

    known: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    age: int = 34
    look: Look = Look("female", 3)


PATIENT, PEOPLE = "patient", "people"
PATIENTS: Mapping[str, Patient] = {
    "find": Patient(hidden=frozenset({worse_at_night.id, difficulty_peeing.id})),
    "old": Patient(known=frozenset({difficulty_peeing.id}), age=58, look=Look("male", 2)),
    "loud": Patient(hidden=frozenset({abrupt_worst.id, upper_back.id}), age=46, look=Look("female", 6)),
}
_LOUD = 10
_MUCH = 30  # of 100 with a sign who are ill: then it says much


def patient_of_step(name: str) -> Patient:
    """Whom a step brings along; somebody who says no to everything where it brings nobody."""
    return PATIENTS.get(name, Patient())


def stage_steps() -> tuple[StageStep, ...]:
    """The steps from one patient to many, in the language that is spoken."""
    alone = {"look": PATIENT, "sign": "any", "where": "", "pain": 3, "age": Patient().age}
    people = {**alone, "look": PEOPLE}
    return (
        StageStep(
            "find",
            gettext("One answer says: now"),
            gettext(
                "A woman of 34, pain 3, nothing more. Yet one answer would send her to hospital at once. Tap a place on the "
                "body: it asks a few questions. Where would you ask first, and why? Find that answer."
            ),
            alone,
            lambda now: _says(now, difficulty_peeing.id),
        ),
        StageStep(
            "old",
            gettext("The same sign, but old"),
            gettext(
                "Another patient, a man of 58. He has that sign alone, and it is new. Change only this answer: it is old, the "
                "same, and a doctor has looked at it. Watch the four levels."
            ),
            {**alone, "where": "saddle", "age": PATIENTS["old"].age},
            lambda now: _says(now, f"{difficulty_peeing.id}_known"),
        ),
        StageStep(
            "loud",
            gettext("As loud as it gets"),
            gettext(
                "A third patient, a woman of 46. Move the pain to 10. Is pain that strong a red flag? Leave it there, and ask "
                "about chest and upper back: how must such pain begin, so that it means now?"
            ),
            {**alone, "pain": 6, "age": PATIENTS["loud"].age},
            lambda now: now["pain"] == _LOUD and _says(now, abrupt_worst.id),
            adds=("pain",),
        ),
        StageStep(
            "crowd",
            gettext("The people of a surgery"),
            gettext(
                "A thousand people with new back pain. A ring means seriously ill. On the left stand all who have a red "
                "flag. Would one flag alone find the rings? Sort people by pain at night."
            ),
            people,
            lambda now: now["look"] == PEOPLE and now["sign"] == "night",
            adds=("look", "sign"),
        ),
        StageStep(
            "much",
            gettext("A flag that says much"),
            gettext(
                "Not all flags weigh the same. Guess one that does better, and sort people by it. Find a flag with which "
                "at least 30 of 100 are ill."
            ),
            {**people, "sign": "night"},
            lambda now: now["look"] == PEOPLE and says_much(now["sign"]),
        ),
        StageStep(
            "none",
            gettext("And those without?"),
            gettext(
                "No flag: is that an all-clear? Find the sign that leaves more of the ill on the right side, without it, "
                "than it finds on the left. Would you wait for it?"
            ),
            people,
            lambda now: now["look"] == PEOPLE and misses_most(now["sign"]),
        ),
    )


def _says(now: Mapping[str, Any], finding: str) -> bool:
    """Whether a finding is ticked in any of the topics."""
    return any(finding in held["yes"] for held in now.values() if isinstance(held, Mapping))


def says_much(sign: str) -> bool:
    """Whether so many with the sign are ill that it says much; not where only the ill were counted."""
    found = CROWDS[sign]
    return found.well > 0 and 100 * found.ill >= _MUCH * found.with_sign


def misses_most(sign: str) -> bool:
    """Whether more of the ill are without the sign than with it."""
    found = CROWDS[sign]
    return found.ill_without > found.ill


_INFECTION = "yusuf-2019-spinal-infection"
_STUDY = "henschke-2009-prevalence"
_FLAGGED = published(_STUDY, "flagged")
_SERIOUS = published(_STUDY, "serious")
_GUESSES = ("10", "100", "400", "800")
_BOX = CASES["lifting"].presentation
_STOPS: Mapping[str, str] = {
    "fever": "A strain gives no fever, so somebody has to find out what does.",
    "worried": "It is a good reason to make an appointment, but home care goes on until then.",
    "both_legs": "One leg may be a pinched nerve; both legs may be the whole bundle of nerves.",
    "weak_core": "It says something about the next spasm, and nothing about danger now.",
    "osteoporosis": "It looks harmless, but with brittle bones a lift can break a vertebra.",
    "sits_long": "It makes another spasm likelier, but it hides no danger.",
    "worse_at_night": "It is common in harmless backs too, but it is on the list: somebody looks first.",
}
_UNASKED = Presentation(age=34, pain=3, days=1)


def _back(*present: str, age: int = 50, pain: int = 3, days: int = 1) -> Presentation:
    """An example patient with back pain who was asked about everything, and has just this."""
    return Presentation(age=age, pain=pain, days=days, present=frozenset(present)).none_other()


_ABSCESS = (
    (
        Option("all-three", "Fever, and a leg weak since today", "All three are there, as in the book."),
        _back("fever", "leg_weakness", age=45, pain=7, days=4),
    ),
    (
        Option(
            "toe",
            "Diabetes, an infected toe three weeks ago, a foot numb since today; no fever",
            "The fever is missing, and it often is. The diabetes and the toe say where germs could come from.",
        ),
        _back("diabetes", "recent_infection", "leg_numbness", age=61, pain=7, days=4),
    ),
    (
        Option(
            "needle",
            "Injects drugs, a leg weak since today; no fever",
            "A way in for germs and a nerve that fails are enough, without any fever.",
        ),
        _back("injects_drugs", "leg_weakness", age=38, pain=8, days=4),
    ),
    (
        Option(
            "fever-alone",
            "Fever, and nothing else",
            "It has to be seen the same day. No nerve is failing, so nobody has to call an ambulance.",
        ),
        _back("fever", age=45, pain=7, days=4),
    ),
)
_NEW_OR_OLD = (
    (
        Option(
            "old-leak",
            "Leaks a little on coughing, for six years the same; a doctor knows",
            "It sounds like loss of control, and it is old, the same, and known: the practice should hear of it.",
        ),
        _back("loss_of_control_known"),
    ),
    (
        Option(
            "worse-leak",
            "Has leaked for six years, and since Monday much more",
            "What gets worse is new, however long it has been there.",
        ),
        _back("loss_of_control"),
    ),
    (
        Option(
            "polio-foot",
            "A foot weak since polio in childhood, no weaker now; a doctor knows",
            "A nerve that failed long ago is not failing now.",
        ),
        _back("leg_weakness_known"),
    ),
    (
        Option(
            "unfelt-bladder",
            "Since yesterday cannot feel a full bladder",
            "It does not hurt, and it is one of the signs for which hours count.",
        ),
        _back("lost_feeling"),
    ),
    (
        Option(
            "numb-for-months",
            "Numb between the legs for three months, the same; never examined",
            "Old is no all-clear as long as nobody has looked.",
        ),
        _back("saddle_numbness_unseen"),
    ),
)


def _nearest_guess() -> str:
    return min(_GUESSES, key=lambda guess: abs(float(guess) - 10 * _FLAGGED))


def _how_many(cite: Citer) -> Iterator[Block]:
    told = gettext(
        "Of 1000 people with new back pain about {flagged} had at least one red flag, and about {serious} a serious "
        "cause, mostly a broken bone. The source gives no interval."
    )
    counts = told.format(flagged=round(10 * _FLAGGED), serious=round(10 * _SERIOUS))
    yield Say(f"{counts}{cite([_STUDY])}")
    said = gettext("Of the {ill} who were counted as seriously ill, {fractures} had a broken vertebra.")
    ill, fractures = tally(_STUDY, "ill"), published(_STUDY, "fractures")
    yield Say(said.format(ill=ill.some, fractures=f"{fractures:g}") + cite([_STUDY]))
    levels = gettext(
        "Most flags on old lists tell little alone; a few send one to hospital alone. So each has its own level of care: the "
        "same day, or now."
    )
    yield Say(levels)


def _stops_home_care() -> list[str]:
    return [name for name in _STOPS if advise(_BOX.changed(FINDINGS[name], to=True)).red_flag]


def _why_it_stops(cite: Citer) -> Iterator[Block]:
    for name in _stops_home_care():
        yield next(why_level(_BOX.changed(FINDINGS[name], to=True), cite))


def _serious_among_flagged() -> float:
    """Of 100 with a red flag, how many have a serious cause if all serious causes are among them, to one decimal."""
    return round(100 * _SERIOUS / _FLAGGED, 1)


def _why_so_few(cite: Citer) -> Iterator[Block]:
    told = gettext(
        "Divide {serious} by {flagged}: about {share} of 100, even if every serious cause had shown a flag. All the others "
        "were looked at for the sake of that one."
    )
    said = told.format(serious=_SERIOUS, flagged=_FLAGGED, share=_serious_among_flagged())
    yield Say(f"{said}{cite([_STUDY])}")


def _what_goes_along() -> str:
    return "watch" if advise(_BOX).safety_net else "nothing"


def _why_watch(cite: Citer) -> Iterator[Block]:
    none, best = "premkumar-2018-absence", interval("dionne-2019-ces", "best_sensitivity")
    little = gettext(
        "Answering no to every question did not meaningfully lower the chance of a serious cause among nearly 10,000 patients."
    )
    yield Say(f"{little}{cite([none])}")
    told = gettext(
        "Squeezed nerves were suspected, and a scan showed them: of 100 such people even the flag that was found most often "
        "was found in only {best} ({low} to {high})."
    )
    counts = told.format(best=round(100 * best.value), low=round(100 * best.low), high=round(100 * best.high))
    yield Say(f"{counts}{cite([best.source])}")


def _without_fever() -> int:
    """Of 100 people with an infection of the spine, those who had no fever."""
    return round(100 - published(_INFECTION, "fever"))


def _why_not_all_three(cite: Citer) -> Iterator[Block]:
    told = gettext(
        "Of 100 people with such pus only {few} to {more} had all three signs, and of 100 with an infection of the spine about "
        "{without} had no fever. Whoever waits for all three waits too long."
    )
    few, more = published("durant-2025-sea", "triad"), published("davis-2004-sea", "triad")
    said = told.format(few=few, more=more, without=_without_fever())
    yield Say(said + cite(["durant-2025-sea", "davis-2004-sea", _INFECTION]))


def _why_new(cite: Citer) -> Iterator[Block]:
    told = gettext(
        "English criteria count such a sign as an emergency if it began, or got worse, in the last 14 days; one pathway gives "
        "an older one, which stays the same, an urgent appointment. Whoever is not sure since when counts as new."
    )
    yield Say(told + cite(["girft-ces-primary-criteria", "ces-14-days-branch"]))


def _safe_to_send() -> str:
    """To whom the advice names no signs to watch for: "asked" (every answer was no), "unasked", both or neither."""
    watched = {"asked": advise(_BOX).safety_net, "unasked": advise(_UNASKED).safety_net}
    safe = [name for name, signs in watched.items() if not signs]
    return "both" if len(safe) == 2 else (safe or ["neither"])[0]


def _why_neither(cite: Citer) -> Iterator[Block]:
    told = gettext(
        "Of 100 people with an infection of the spine about {without} have no fever: a no makes one danger a little less "
        "likely, and rules none out."
    )
    yield Say(told.format(without=_without_fever()) + cite([_INFECTION]))
    yield Say(gettext("And what nobody has asked is no answer at all: the lab says so, and goes on asking."))


EXERCISES = (
    choice_question(
        "red_flags.predict",
        f"Of 1000 people who came to a doctor with new low back pain, {10 * _SERIOUS:g} had a serious cause. How many of the "
        "1000 had at least one red flag?",
        (
            Option(
                "10",
                "About 10",
                "That would be a perfect alarm: it rings for those who are ill, and for hardly anybody else.",
            ),
            Option(
                "100",
                "About 100",
                "A tenfold alarm sounds like plenty of caution. The lists of red flags are far wider.",
            ),
            Option("400", "About 400", "Nearly half already sounds absurd, and it is still too few."),
            Option("800", "About 800", "It is hard to believe, and it is what was counted."),
        ),
        _nearest_guess,
        _how_many,
    ),
    Several(
        "red_flags.1",
        "A patient strained the back with a heavy box. Which of these would be a red flag, so that home care waits? Tick "
        "all.",
        _stops_home_care,
        _why_it_stops,
        tuple(Option(name, FINDINGS[name].label, because) for name, because in _STOPS.items()),
    ),
    Number(
        "red_flags.2",
        f"In the study of the prediction {_FLAGGED:g} of 100 people had a red flag and {_SERIOUS:g} a serious cause. If all "
        "the ill had a flag, how many of 100 with a flag were ill? One decimal.",
        _serious_among_flagged,
        _why_so_few,
        tolerance=0.15,
        unit="of 100",
        high=100,
        is_share=True,
    ),
    choice_question(
        "red_flags.3",
        "The patient with the heavy box was asked everything, and has no red flag. What goes home with the advice?",
        (
            Option(
                "nothing",
                "Nothing more: it is safe",
                "It is the most natural mistake of all: no alarm is not the same as no fire.",
            ),
            Option(
                "scan",
                "A scan, to be quite sure",
                "It sounds careful, but without signs of a serious cause a routine scan brings no benefit that patients notice.",
            ),
            Option(
                "watch",
                "Which signs to watch for, and where to go then",
                "It covers what nobody can know on the first day.",
            ),
            Option(
                "rest",
                "Two weeks of rest, to be safe",
                "Rest protects from none of the serious causes, and helps the harmless ones less than moving does.",
            ),
        ),
        _what_goes_along,
        _why_watch,
    ),
    rule_question(
        "red_flags.4",
        "For whoever likes code. A high temperature with a weak or a numb leg is an emergency: write that with fever, "
        "leg_weakness and leg_numbness. & means both, | one of them; brackets hold together.",
        "abscess-on-the-cord",
        start="fever",
        among=("fever", "leg_weakness", "leg_numbness"),
    ),
    needing(
        "red_flags.5",
        Disposition.EMERGENCY,
        "Pain, fever and a failing leg: the textbook's three for pus beside the spinal cord. Who is an emergency? Tick all.",
        _ABSCESS,
        _why_not_all_three,
    ),
    needing(
        "red_flags.6",
        Disposition.URGENT,
        "Back pain of 3 since yesterday, and one thing more. Who is seen the same day or sooner? Tick all.",
        _NEW_OR_OLD,
        _why_new,
    ),
    choice_question(
        "red_flags.7",
        "Two patients have no red flag so far. One was asked everything, the other hardly anything. Whom may one send home "
        "without a word about what to watch for?",
        (
            Option("asked", "The one who was asked", "No flag was found. It was looked for, and that is worth something, but not enough."),
            Option("unasked", "The one who was not", "What was not asked is not known, and a box left empty is no answer."),
            Option("both", "Both", "One of them was never asked, and for the other a no is no proof."),
            Option("neither", "Neither of them"),
        ),
        _safe_to_send,
        _why_neither,
    ),
)
