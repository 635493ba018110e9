"""The lesson on a tumour of the spine: a thousand people, what they say, and how they stand once they are asked."""

from __future__ import annotations

import json
import re
from html import unescape
from itertools import combinations
from typing import Any

import pytest

from backlab import Disposition, Presentation
from backlab.course.lessons.tumour_of_the_spine import stage_steps
from backlab.knowledge.sources import SOURCES
from backlab.labs.odds import CANNOT_WAIT, OddsLab
from backlab.pictures.asked import GUESSES, short_name
from backlab.reasoning.bayes import wilson
from backlab.reasoning.crowd import NIGHT, PEOPLE, QUESTIONS, crowd, heads, together
from backlab.reasoning.engine import disposition

MEASURED = [name for name in QUESTIONS if name != NIGHT]
COUNTS = {
    "weight_loss": (1, 61),
    "days": (3, 192),
    "not_healing": (2, 101),
    "no_better_resting": (6, 542),
    "age": (5, 293),
    "cancer_history": (2, 22),
}


def groups(lab: OddsLab) -> dict[str, list[int]]:
    """Who stands in which group of the picture."""
    (text,) = re.findall(r"data-walkers='([^']*)'", lab.read("thousand"))
    said: dict[str, Any] = json.loads(unescape(text))
    return {group["name"]: group["people"] for group in said["groups"]}


def moved(lab: OddsLab, **values: str) -> OddsLab:
    """The lab once a person has moved these controls, one after another."""
    for turn, (name, value) in enumerate(values.items(), 1):
        lab.hear({"kind": "moved", "turn": turn, "values": {name: value}})
    return lab


# The thousand


def test_a_thousand_of_whom_seven_are_ill() -> None:
    """0.66% of a thousand are seven people, each with a number of their own."""
    assert len(crowd().everyone) == PEOPLE
    assert len(crowd().ill) == 7
    assert wilson(13, 1975) == pytest.approx((0.00385, 0.01123), abs=0.00001)


@pytest.mark.parametrize("name", MEASURED)
def test_as_many_say_yes_as_was_published(name: str) -> None:
    """Of the ill and of the others so many say yes as the shares of the source make of a thousand people."""
    yes = heads(crowd().yes[name])
    assert (len(yes.ill), len(yes.people)) == COUNTS[name]
    accuracy = QUESTIONS[name].accuracy
    assert accuracy is not None
    assert len(yes.ill) == round(accuracy.sensitivity * 6.6)
    assert len(yes.people) - len(yes.ill) == round((1 - accuracy.specificity) * 993.4)


def test_of_the_night_only_the_others_are_known() -> None:
    """44 of 100 harmless backs hurt at night, and no ill one is given an answer that nobody has counted."""
    assert QUESTIONS[NIGHT].accuracy is None
    assert not crowd().yes[NIGHT] & crowd().ill
    assert len(crowd().yes[NIGHT]) == round(213 / 482 * 993.4)


@pytest.mark.parametrize("pair", [*combinations(MEASURED, 2)], ids="-".join)
def test_two_answers_meet_as_often_as_chance_has_it(pair: tuple[str, str]) -> None:
    """Within a few heads, but for the two of which one holds the other."""
    one, two = (crowd().yes[name] & crowd().others for name in pair)
    if together(*pair):
        assert one <= two or two <= one
    else:
        assert len(one & two) == pytest.approx(len(one) * len(two) / len(crowd().others), abs=4)


def test_every_ill_one_has_one_of_four_signs_as_was_found() -> None:
    """Deyo and Diehl: each of those with cancer was 50 or older, had cancer before, lost weight, or got no better."""
    four = ("age", "cancer_history", "weight_loss", "not_healing")
    assert crowd().ill <= frozenset().union(*(crowd().yes[name] for name in four))
    without = crowd().others - frozenset().union(*(crowd().yes[name] for name in four))
    assert len(without) / len(crowd().others) == pytest.approx(0.60, abs=0.02)


def test_no_question_leaves_nobody_ill_at_no() -> None:
    """Whatever is asked, at "No" stands somebody with a tumour."""
    assert all(crowd().ill - crowd().yes[name] for name in MEASURED)


def test_two_who_are_alike_are_parted_by_cancer_before_alone() -> None:
    """They give one answer to each other question; by the rules one is seen the same day, and the other is not."""
    had, never = crowd().alike
    assert not {had, never} & crowd().ill
    parted = [name for name, yes in crowd().yes.items() if (had in yes) != (never in yes)]
    assert parted == ["cancer_history"]
    same = {"age": 44, "pain": 5, "days": 7}
    assert disposition(Presentation(**same, present={"cancer_history"})) is Disposition.URGENT  # type: ignore[arg-type]
    assert disposition(Presentation(**same)) is Disposition.SELF_CARE  # type: ignore[arg-type]


# The lab


def test_nothing_is_given_away_before_the_guess() -> None:
    """Whatever is chosen, everybody waits in one place, and no count of those at yes is anywhere in the lab."""
    for name, (ill, people) in COUNTS.items():
        lab = moved(OddsLab(), finding=name)
        assert [*groups(lab)] == ["all"]
        everything = json.dumps(lab.state)
        assert f"{ill} of {people}" not in everything
        assert "not verified" not in lab.read("numbers")


@pytest.mark.parametrize("name", MEASURED)
def test_after_the_guess_everybody_walks_and_nobody_is_added_or_lost(name: str) -> None:
    """Yes and no together are the thousand, and each is counted in heads."""
    lab = moved(OddsLab(), finding=name, guess="10")
    there = groups(lab)
    assert [*there] == ["yes", "no"]
    assert {*there["yes"]} == crowd().yes[name]
    assert sorted(there["yes"] + there["no"]) == sorted(crowd().everyone)
    ill, people = COUNTS[name]
    assert f"{ill} of {people}" in lab.summary
    assert f"{7 - ill} of {PEOPLE - people}" in lab.summary
    assert "no all-clear" in lab.summary


def test_the_guess_stays_over_what_was_found() -> None:
    """A frame shows it in the row of this question, and in no other."""
    lab = moved(OddsLab(), finding="weight_loss", guess="10")
    assert lab.read("thousand").count("bl-hay-ghost") == 1
    moved(lab, finding="cancer_history", guess="60")
    assert lab.read("thousand").count("bl-hay-ghost") == 1
    assert "--n:60" in lab.read("thousand")


def test_only_what_was_guessed_is_in_the_table() -> None:
    """A question that was not guessed at has a question mark for its row; one that was keeps its row, and its guess."""
    lab = moved(
        OddsLab(),
        finding="weight_loss",
        guess="10",
    )
    moved(lab, finding="age")
    moved(lab, guess="30")
    shown = lab.read("thousand")
    assert "<b>60</b>" in shown
    assert "5 of 293" in shown
    assert shown.count("<b>?</b>") == len(QUESTIONS) - 2
    moved(lab, finding="weight_loss")
    assert lab.values["guess"] == "10"
    assert {*groups(lab)} == {"yes", "no"}


def test_a_trial_by_code_gives_nothing_away() -> None:
    """What a notebook tries out is moved back, and is not in the table of the lab that stands above it."""
    lab = OddsLab()
    assert "5 of 293" in lab.tried(finding="age", guess="30")
    assert "5 of 293" not in json.dumps(lab.state)


def test_of_the_night_the_ill_stay_uncounted() -> None:
    """The seven stand by themselves, the level of care is said, and no second question can be asked of them."""
    lab = moved(OddsLab(), finding=NIGHT, guess="3")
    there = groups(lab)
    assert {*there["unknown"]} == crowd().ill
    assert not ({*there["yes"]} | {*there["no"]}) & crowd().ill
    assert "nobody has counted" in lab.summary
    assert "the same day" in lab.summary
    assert moved(lab, second="age").values["second"] == ""


def test_a_second_question_is_asked_of_those_at_yes_alone() -> None:
    """It is guessed at first; then they part, and whoever stands at no stays there."""
    lab = moved(OddsLab(), finding="age", guess="30")
    no = groups(lab)["no"]
    moved(lab, second="cancer_history")
    assert lab.values["guess"] == ""
    assert [*groups(lab)] == ["yes", "no"]
    moved(lab, guess="3")
    there = groups(lab)
    assert [*there] == ["both", "yes", "no"]
    assert there["no"] == no
    assert {*there["both"]} == crowd().yes["age"] & crowd().yes["cancer_history"]
    assert sorted(there["both"] + there["yes"] + there["no"]) == sorted(crowd().everyone)
    assert "Only 6 of the thousand are left: too few to count on" in lab.read("thousand")
    moved(lab, second="")
    assert lab.values["guess"] == "30"


def test_what_overlaps_is_not_multiplied() -> None:
    """Whoever is no better after a month has had it for longer than that: nothing new is asked, and the lab says so."""
    for first, second in (("days", "not_healing"), ("not_healing", "days")):
        lab = moved(OddsLab(), finding=first, guess="30", second=second)
        moved(lab, guess="3")
        shown = lab.read("thousand")
        assert "nothing new is asked" in shown
        assert "promise 18 others; 50 are counted" in shown
        assert len(groups(lab)["both"]) == 101


def test_that_two_were_never_counted_together_is_said() -> None:
    """For every pair that does not overlap the picture says so, and where too few are left it says that too."""
    for first, second in combinations(MEASURED, 2):
        lab = OddsLab()
        lab.set(finding=first, second=second, guess="30")
        shown, both = lab.read("thousand"), crowd().yes[first] & crowd().yes[second]
        assert ("obody has counted these two together" in shown) != together(first, second)
        assert ("too few to count on" in shown) == (len(both) <= 30)


def test_no_second_question_before_the_first_guess() -> None:
    """The control goes back, and the verdict says what comes first."""
    lab = moved(OddsLab(), finding="age", second="cancer_history")
    assert lab.values["second"] == ""
    assert "First your guess" in lab.summary
    assert moved(OddsLab(), guess="10").values["guess"] == ""


def test_an_uncertain_count_has_its_interval_and_source() -> None:
    """The share of the ill and each share of yes have an interval, worked out from so few people, and a source."""
    lab = moved(OddsLab(), finding="cancer_history", guess="10")
    numbers, limits = lab.read("numbers"), lab.read("limits")
    assert "In a thousand that is 7 (4 to 11)" in numbers
    assert "yes from 31 of 100 with a tumour (13 to 58), and from 2 of 100 without (1 to 3)" in numbers
    assert "not verified" in numbers
    assert SOURCES["deyo-1992-cancer"].link in lab.read("sources")
    assert "13 people of one study" in limits
    assert "Never multiply what may overlap" in limits
    assert "even a no to everything is no all-clear" in limits


def test_what_cannot_wait_is_a_tab_of_its_own() -> None:
    """A leg that fails after a cancer is an emergency, whatever the crowd shows."""
    assert CANNOT_WAIT == ("cord-compression",)
    assert OddsLab().stage["warning"] == "never"  # type: ignore[index]
    assert "999, 112 or 911" in OddsLab().read("never")


def test_every_step_sets_a_question_and_is_done_by_a_guess() -> None:
    """Sixty words at most each, six at most, and what each asks for can be done."""
    steps = stage_steps()
    assert len(steps) == 6
    assert all(len(step.text.split()) <= 60 for step in steps)
    lab = OddsLab()
    done = {
        "everybody": {"finding": "age"},
        "guess": {"guess": "60"},
        "most": {"finding": "cancer_history", "guess": "10"},
        "night": {"guess": "10"},
        "second": {"finding": "days", "guess": "60", "second": "not_healing"},
        "alike": {"finding": "cancer_history"},
    }
    for name, values in done.items():
        moved(lab, step=name)
        assert name not in lab.done["step"]
        moved(lab, **values)
        if name == "second":
            moved(lab, guess="3")
    assert lab.done["step"] == sorted(done)


def test_the_two_are_marked_only_in_their_step_and_told_apart() -> None:
    """Squares in view, and after cancer before what each of them does."""
    lab = OddsLab()
    assert "two who are alike" not in lab.read("thousand")
    moved(lab, step="alike")
    assert "two who are alike" in lab.read("thousand")
    moved(lab, finding="cancer_history", guess="10")
    assert "Alike but for one answer" in lab.summary


def test_another_cause_has_no_crowd() -> None:
    """It is refused by name."""
    with pytest.raises(ValueError, match="no crowd for 'magic': choose spinal_tumour"):
        OddsLab("magic")


def test_every_question_and_guess_has_words() -> None:
    """Short names differ, and the guesses run from few to no change."""
    assert len({short_name(name) for name in QUESTIONS}) == len(QUESTIONS)
    assert [int(guess) for guess in GUESSES] == sorted(map(int, GUESSES))


def test_every_count_says_that_it_is_of_adults_and_who_has_read_it() -> None:
    """The sentence, the crowd and the sheet below it name adults of a clinic; under 18 nothing is claimed."""
    lab = moved(OddsLab())
    assert "adults in this clinic" in lab.summary
    assert "All adults with back pain who walk into one clinic" in unescape(lab.read("thousand"))
    moved(lab, finding="weight_loss", guess="30")
    shown = lab.read("thousand")
    assert "adults" in lab.summary
    assert "Under 18: not known." in shown
    assert "not verified" in shown
    assert not SOURCES["deyo-1992-cancer"].verified
