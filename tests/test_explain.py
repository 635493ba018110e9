"""Why, why not, and what would change it: every explanation is true of the rules."""

import random
import re
import sys
from dataclasses import replace
from itertools import combinations
from types import FrameType
from typing import Any

import pytest
from test_engine import somebody
from test_fresh_patients import PATIENTS, presented

from backlab import CASES, FINDINGS, Disposition, Presentation, advise
from backlab.knowledge.findings import TICKED, TO_WATCH, above, answers_of, having_babies, pregnant
from backlab.knowledge.watch import ALWAYS, LINE_OF, LINES, SEPSIS
from backlab.model import Atom, Finding, Threshold
from backlab.reasoning.engine import disposition, rule_atoms
from backlab.reasoning.explain import MOST_GONE, least_missing, lowers, ordered, questions, reasons, safety_net
from backlab.words import Point
from backlab.words.asked import asked_of, up_to_ten

TRIGGERLESS = Presentation(age=50, pain=4, days=3, onset="no_trigger", mobility="still_moving").none_other()
PEOPLE = [somebody(random.Random(1000 + seed)) for seed in range(60)] + [
    TRIGGERLESS,
    *(c.presentation for c in CASES.values()),
]


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_every_explanation_is_true(patient: Presentation) -> None:
    """Reasons are present and explain the level; every change that is named leads where it says."""
    advice = advise(patient)
    assert max([r.rule.disposition for r in advice.reasons], default=Disposition.SELF_CARE) == advice.disposition
    assert all(patient.answer(a) for r in advice.reasons for a in r.matched)
    for change in advice.raises:
        assert disposition(patient.changed(change.atoms[0], True)) == change.to > advice.disposition
    for change in advice.lowers:
        lowered = patient
        for atom in change.atoms:
            assert patient.answer(atom)
            lowered = lowered.changed(atom, False)
        assert disposition(lowered) == change.to < advice.disposition


def everything_that_can_change(patient: Presentation) -> list[Atom]:
    """Each atom of the rules that is not present, in the order of asking."""
    return [atom for atom in ordered(rule_atoms()) if not patient.answer(atom)]


def asked_before(atom: Atom) -> tuple[Atom, ...]:
    """The parents of a finding (of weeks of pregnancy the pregnancy), and the sign of which it is another answer."""
    if not isinstance(atom, Finding):
        return (pregnant, having_babies) if atom.id.startswith("weeks") else ()
    sign = answers_of(atom)[0]
    return (*above(sign), *((sign,) if sign is not atom else ()))


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_every_single_change_that_raises_is_named(patient: Presentation) -> None:
    """Trying each finding and threshold one by one finds the same changes; of thresholds the nearest is named.

    A follow-up is named only where it leads further than its parent, and what is old never beside what is new.
    """
    now = disposition(patient)
    tried = {a: disposition(patient.changed(a, True)) for a in everything_that_can_change(patient)}
    raising: dict[object, tuple[Atom, Disposition]] = {}
    for atom, to in tried.items():
        key = (atom.quantity.id, to) if isinstance(atom, Threshold) else atom
        led_by = [tried[door] for door in asked_before(atom) if door in tried and not patient.answer(door)]
        if to > now and to > max(led_by, default=now):
            raising.setdefault(key, (atom, to))
    changes = advise(patient).raises
    assert {(c.atoms[0], c.to) for c in changes} == set(raising.values())
    assert [c.to for c in changes] == sorted(c.to for c in changes)


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_why_not_higher_tells_no_from_not_asked(patient: Presentation) -> None:
    """What would raise the level was either answered no or not asked, never both, and nothing is left out."""
    advice = advise(patient)
    for reason in advice.why_not_higher:
        assert all(patient.answer(atom) is False for atom in reason.ruled_out)
        assert all(patient.answer(atom) is None for atom in reason.not_asked)
    told = [a for r in advice.why_not_higher for a in (*r.ruled_out, *r.not_asked)]
    assert sorted(a.id for a in told) == sorted(a.id for c in advice.raises for a in c.atoms)
    assert [r.level for r in advice.why_not_higher] == sorted(r.level for r in advice.why_not_higher)


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_every_reason_names_all_that_matched(patient: Presentation) -> None:
    """The findings of a reason are those of all its clauses that hold."""
    for reason in advise(patient).reasons:
        satisfied = [c for c in reason.rule.when.clauses if all(patient.answer(a) for a in c)]
        assert set(reason.matched) == set().union(*satisfied)


@pytest.mark.parametrize("patient", PEOPLE, ids=range(len(PEOPLE)))
def test_each_question_is_pivotal(patient: Presentation) -> None:
    """With some answers to the other questions, a yes to this one leads further than a no."""
    advice = advise(patient)
    ways = least_missing(patient)
    for question in advice.questions:
        for atom, way in ((a, m) for m in ways for a in m if question.atom in (a, *asked_before(a))):
            yes = patient
            for other in way - {atom}:
                yes = yes.changed(other, True)
            no, yes = yes.changed(question.atom, False), yes.changed(atom, True)
            if disposition(yes) > disposition(no) or advise(yes).red_flag > advise(no).red_flag:
                break
        else:
            pytest.fail(f"{question.atom} can change nothing")
    reach = [-q.could_reach for q in advice.questions]
    assert reach == sorted(reach)


def test_a_red_flag_at_the_same_level_is_still_asked_about() -> None:
    """Severe pain is already seen the same day; a fever would still hold the home care back."""
    patient = Presentation(age=34, pain=9, days=1, onset="twisting", mobility="unable_to_move").none_other()
    patient = replace(patient, absent=patient.absent - {"fever"})
    assert [q.atom.id for q in advise(patient).questions] == ["fever"]


def test_no_smaller_set_would_lower_the_level() -> None:
    """For patients with few findings, no set that is smaller than the ones named lowers the level."""
    for patient in PEOPLE:
        present = [a for a in ordered(rule_atoms()) if patient.answer(a)]
        changes = advise(patient).lowers
        if changes and len(present) <= 8:
            for size in range(1, len(changes[0].atoms)):
                for some in combinations(present, size):
                    lowered = patient
                    for atom in reversed(some):
                        lowered = lowered.changed(atom, False)
                    assert disposition(lowered) == disposition(patient)


@pytest.mark.parametrize("patient", PEOPLE[:30], ids=range(30))
def test_the_changes_that_lower_are_the_smallest(patient: Presentation) -> None:
    """Leaving out any part of a change would not lower the level."""
    for change in advise(patient).lowers:
        for kept in change.atoms:
            partly = patient
            for atom in change.atoms:
                if atom is not kept:
                    partly = partly.changed(atom, False)
            assert disposition(partly) == disposition(patient)


@pytest.mark.parametrize("patient", PEOPLE[:30], ids=range(30))
def test_only_questions_that_can_matter_are_asked(patient: Presentation) -> None:
    """A question that could raise the level alone does so; none is asked when nothing can rise."""
    advice = advise(patient)
    for question in advice.questions:
        assert patient.answer(question.atom) is None
        if question.alone:
            assert disposition(patient.changed(question.atom, True)) >= question.could_reach
    assert bool(advice.questions) == (advice.could_reach > advice.disposition)


def test_a_higher_level_that_was_ruled_out_says_by_which_answers() -> None:
    """Answering no to everything is the reason for no emergency."""
    advice = advise(CASES["post-1"].presentation)
    emergency = next(n for n in advice.why_not_higher if n.level is Disposition.EMERGENCY)
    assert "saddle_numbness" in {a.id for a in emergency.ruled_out}
    assert emergency.not_asked == ()


def test_several_reasons_need_several_changes() -> None:
    """With two independent red flags, both must go for the level to fall."""
    patient = Presentation(age=30, pain=3, present={"fever", "cancer_history"})  # type: ignore[arg-type]
    assert {frozenset(a.id for a in c.atoms) for c in advise(patient).lowers} == {
        frozenset({"fever", "cancer_history"})
    }


def test_the_nearest_threshold_is_named() -> None:
    """Of the ages that would raise the level only the nearest is named."""
    patient = Presentation(age=20, pain=2, days=0).none_other()
    ages = [a.id for c in advise(patient).raises for a in c.atoms if a.id.startswith("age")]
    assert ages == ["age>=70"]


def test_questions_about_medicines_are_asked_apart() -> None:
    """What a treatment waits for is listed, although it cannot change the level."""
    advice = advise(Presentation(age=34, pain=6, days=1, onset="lifting"))
    assert "ulcer" in {a.id for a in advice.unsafe_until_asked}
    assert "ulcer" not in {q.atom.id for q in advice.questions}


def test_of_two_ages_that_lead_as_far_the_nearer_is_named() -> None:
    """With pain in the side 60 is old enough for a doctor today, so that 70, by way of a fall, is not worth naming."""
    patient = Presentation(age=20, pain=2, days=0, present={"flank_pain", "minor_fall"}).none_other()  # type: ignore[arg-type]
    ages = [(a.id, c.to) for c in advise(patient).raises for a in c.atoms if a.id.startswith("age")]
    assert ages == [("age>=60", Disposition.URGENT)]


def test_the_safety_net_says_where_to_go_and_by_when() -> None:
    """Below each list of signs stands where to go with them and by when, and that the lists are not all."""
    said = " ".join(str(advise(CASES["post-1"].presentation)).split()).partition("WHAT TO WATCH FOR")[2]
    now, today = said.index("nearest emergency department (A&E), now"), said.index("the same day, also at night")
    assert said.index("Chest pain") < now < said.index("Be seen by a doctor the same day") < today
    assert said.index("These are not all") > today


EVERYBODY = [*PEOPLE, *map(presented, PATIENTS)]
ALL_THERE = Presentation(age=70, pain=10, days=100, present={f.id for f in TICKED if f.id != "testicle_pain"})  # type: ignore[arg-type]


def watched_by(patient: Presentation, level: Disposition) -> list[str]:
    """The signs that a patient watches for by themselves at a level, in their order."""
    return [c.atoms[0].id for c in safety_net(patient) if c.to is level and len(c.atoms) == 1]


def test_what_is_watched_leads_to_its_level() -> None:
    """Each sign or pair that is named would, should it come, make the rules ask for just that level."""
    for patient in EVERYBODY:
        for change in safety_net(patient):
            worse = patient
            for atom in change.atoms:
                assert not patient.answer(atom)
                worse = worse.changed(atom, True)
            assert disposition(worse) == change.to, (patient, change)


def test_each_level_names_few_signs() -> None:
    """Beside those that everybody is told at most five for an emergency, eight for the same day, and two pairs."""
    for patient in EVERYBODY:
        for level, most in ((Disposition.EMERGENCY, 5), (Disposition.URGENT, 8)):
            told = {s.id for line in ALWAYS for s in line.signs} if level is Disposition.EMERGENCY else set()
            assert len([name for name in watched_by(patient, level) if name not in told]) <= most
            assert sum(len(c.atoms) == 2 for c in safety_net(patient) if c.to is level) <= 2


def test_everybody_below_an_emergency_is_told_the_signs_that_cannot_wait() -> None:
    """The nerves of the saddle, the chest, fainting and blood poisoning are on every list, unless they are there."""
    for patient in EVERYBODY:
        if disposition(patient) < Disposition.EMERGENCY:
            told = {sign.id for line in ALWAYS for sign in line.signs if not patient.answer(sign)}
            assert told <= {*watched_by(patient, Disposition.EMERGENCY)}


def test_every_sign_that_can_begin_and_counts_has_a_line() -> None:
    """No sign of a rule is left out of the table of lines."""
    in_rules = {atom.id for atom in rule_atoms()}
    assert {f.id for f in TO_WATCH if f.id in in_rules} <= LINE_OF.keys()
    assert len(LINE_OF) == sum(len(line.signs) for line in LINES)


def test_where_an_infection_may_be_at_work_blood_poisoning_comes_first() -> None:
    """With fever and pain in the side its signs head the list, and feeling really ill is the first question."""
    patient = CASES["kidney-side"].presentation
    assert watched_by(patient, Disposition.EMERGENCY)[:4] == [sign.id for sign in SEPSIS]
    assert questions(patient)[0].atom.id == "very_unwell"


def test_a_scarred_liver_watches_for_bleeding_first() -> None:
    """Black poo, a belly like a board and confusion are on the list of a man with cirrhosis."""
    patient = Presentation(age=55, sex="male", pain=5, days=2, present={"cirrhosis"}).none_other()  # type: ignore[arg-type]
    told = watched_by(patient, Disposition.EMERGENCY)
    assert told[:2] == ["gut_bleeding", "rigid_belly"]
    assert "new_confusion" in told


@pytest.mark.parametrize(
    ("along", "late", "early"), [(12, False, True), (19, False, True), (20, True, False), (None, True, True)]
)
def test_a_pregnancy_watches_for_what_belongs_to_its_weeks(along: int | None, late: bool, early: bool) -> None:
    """A baby that moves less from 20 weeks on, the tip of a shoulder before; both where the weeks are not known."""
    patient = Presentation(age=28, pain=3, days=2, weeks=along, present={"pregnant"}).none_other()  # type: ignore[arg-type]
    told = {c.atoms[0].id for c in safety_net(patient)}
    assert {"vaginal_bleeding", "painful_urination"} <= told
    assert ("fewer_movements" in told, "womb_signs" in told, "shoulder_tip_pain" in told) == (late, late, early)


WORDS_OF_A_PREGNANCY = re.compile(r"womb|\bbaby|period|combined pill|pregnan", re.IGNORECASE)
LISTS = ("not-higher", "changes", "questions", "watch")


def lists_of(patient: Presentation) -> str:
    """The words of the lists of signs, and of nothing else."""
    sections = [section for section in advise(patient).sections() if section.id in LISTS]
    assert len(sections) == len(LISTS)
    return "\n".join("\n".join((b.text, *b.lines)) for s in sections for b in s.blocks if isinstance(b, Point))


@pytest.mark.parametrize(
    "patient",
    [
        Presentation(age=16, sex="male", pain=4),
        Presentation(age=62, sex="male", pain=4).none_other(),
        Presentation(age=66, sex="female", pain=4),
        Presentation(age=30, pain=4).none_other(),
        Presentation(age=40, sex="female", pain=4).none_other(),
    ],
    ids=str,
)
def test_nobody_is_told_of_a_pregnancy_who_cannot_have_one(patient: Presentation) -> None:
    """To men, from 60 on, and where it was denied, no list speaks of womb, baby, period or pill."""
    assert not WORDS_OF_A_PREGNANCY.search(lists_of(patient))


@pytest.mark.parametrize("answered", [False, True])
@pytest.mark.parametrize("sex", ["female", "unknown"])
def test_a_testicle_is_named_only_to_whom_it_may_hurt(sex: str, answered: bool) -> None:
    """No list says it to a woman, or to somebody whose groin does not hurt and whose sex is unknown."""
    patient = Presentation(age=30, sex=sex, pain=4)
    assert "A testicle hurts" not in lists_of(patient.none_other() if answered else patient)
    assert "testicle_pain" not in {c.atoms[0].id for c in safety_net(patient)}
    assert "testicle_pain" in watched_by(
        Presentation(age=30, sex="male", pain=4, present={"groin_pain"}), Disposition.EMERGENCY
    )  # type: ignore[arg-type]


def test_what_is_there_as_an_old_sign_was_not_answered_no() -> None:
    """It stands apart, and wherever it is named it says that it would have to be new or worse."""
    patient = Presentation(age=50, pain=4, days=20, present={"saddle_numbness_unseen"}).none_other()  # type: ignore[arg-type]
    label = FINDINGS["saddle_numbness"].label
    said = [b for s in advise(patient).sections() if s.id in LISTS for b in s.blocks if isinstance(b, Point)]
    lines = [line for point in said for line in point.lines if label in line]
    assert lines == [f"{label}: new, or worse than what is there"] * 2
    assert not any(label in " ".join(p.lines) for p in said if p.text.startswith("The answer was no"))


def test_long_lists_end_with_how_many_more_there_are() -> None:
    """A list names ten, or eleven where that is all."""
    patient, signs = Presentation(age=30), list(TO_WATCH)
    assert [len(up_to_ten(patient, signs[:count])) for count in (0, 10, 11, 12, 40)] == [0, 10, 11, 11, 11]
    assert up_to_ten(patient, signs[:12])[-1] == "and 2 more"
    for each in EVERYBODY[::7]:
        for section in advise(each).sections():
            if section.id in ("not-higher", "questions"):
                assert all(len(block.lines) <= 11 for block in section.blocks if isinstance(block, Point))


IN_PREGNANCY = ("vaginal_bleeding", "shoulder_tip_pain", "womb_signs", "fewer_movements", "pelvic_pressure")


@pytest.mark.parametrize(
    ("answers", "left_out"),
    [
        ({"present": {"pregnant"}, "weeks": 19}, {"womb_signs", "fewer_movements"}),
        ({"present": {"pregnant"}, "weeks": 20}, {"shoulder_tip_pain"}),
        ({"present": {"pregnant"}}, set()),
        ({}, set(IN_PREGNANCY)),
        ({"absent": {"pregnant"}}, set(IN_PREGNANCY)),
    ],
)
def test_a_pregnancy_has_its_signs_by_how_far_it_is(answers: dict[str, Any], left_out: set[str]) -> None:
    """What belongs to an early one is not named in a late one, nor the other way round."""
    atoms = [FINDINGS[name] for name in IN_PREGNANCY]
    named = asked_of(Presentation(age=30, pain=3, **answers), atoms)
    assert [atom.id for atom in atoms if atom not in named] == [name for name in IN_PREGNANCY if name in left_out]


def test_follow_ups_are_named_by_their_door_and_once() -> None:
    """A list has no follow-up whose parent was answered alike, and no level repeats what a higher one has named."""
    patient = Presentation(age=30, pain=3).none_other()
    points = [b for s in advise(patient).sections() if s.id == "not-higher" for b in s.blocks if isinstance(b, Point)]
    named = [line for point in points for line in point.lines if not line.startswith("and ")]
    assert asked_of(patient, [FINDINGS["rigid_belly"], FINDINGS["gut_bleeding"]]) == (FINDINGS["belly_trouble"],)
    assert len(named) == len(set(named))
    assert not {f.label for f in FINDINGS.values() if f.parent is not None} & set(named)


def test_an_emergency_names_nothing_that_would_lower_it() -> None:
    """Below it the words say "had it never been there", and that a sign that has gone still needs a doctor."""
    for patient in EVERYBODY:
        advice = advise(patient)
        if advice.disposition is Disposition.EMERGENCY:
            assert advice.lowers == ()
    said = " ".join(str(advise(CASES["kidney-side"].presentation)).split()).partition("WHAT WOULD CHANGE")[2]
    assert "had none of these ever been there" in said
    assert "A warning sign that has gone away still needs a doctor." in said


def test_who_has_everything_is_answered_at_once() -> None:
    """With every finding there nothing is said to lower the level, after a few steps and no search."""
    steps = 0

    def count(frame: FrameType, _event: str, _arg: object) -> None:
        nonlocal steps
        steps += frame.f_code.co_filename.endswith(("explain.py", "sheet.py"))

    sys.setprofile(count)
    try:
        assert lowers(ALL_THERE) == ()
    finally:
        sys.setprofile(None)
    assert steps < 20_000


def test_the_smallest_sets_are_those_of_trying_all() -> None:
    """Where few findings make the level, trying every set of them finds the same changes."""
    compared = 0
    for patient in EVERYBODY:
        now = disposition(patient)
        deciding = ordered({a for r in reasons(patient) if r.rule.disposition == now for a in r.matched})
        if not deciding or len(deciding) > MOST_GONE:
            continue
        sizes = ([*combinations(deciding, size)] for size in range(1, len(deciding) + 1))
        tried = ({frozenset(some) for some in sets if without(patient, some) < now} for sets in sizes)
        named = {frozenset(change.atoms) for change in lowers(patient, most=1000)}
        smallest = next(filter(None, tried))
        # Of two thresholds of one number it may name either.
        assert {some for some in smallest if not any(isinstance(a, Threshold) for a in some)} <= named <= smallest
        assert named
        compared += 1
    assert compared > 100


def without(patient: Presentation, some: tuple[Atom, ...]) -> Disposition:
    """The level once some of the findings are gone."""
    for atom in reversed(some):
        patient = patient.changed(atom, False)
    return disposition(patient)
