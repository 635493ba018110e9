"""Chances that a student moves: the nomogram, findings that go together, and the labs that show them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape
from itertools import pairwise, product
from math import isclose, log10

import pytest
from person import at, names_of
from playwright.sync_api import Page
from test_pictures import COLLISIONS

from backlab.drawing.picture import Picture, picture_html
from backlab.kit.lab import Lab
from backlab.knowledge.causes import MEASURED
from backlab.knowledge.sources import SOURCES
from backlab.labs.chances import ChancesLab
from backlab.labs.odds import OddsLab
from backlab.labs.question import Question
from backlab.language import LANGUAGES, speaking
from backlab.pictures.nomogram import Hands, chance, counted, crowd, nomogram, times
from backlab.pictures.thousand import MOST_ASKED, SORTED, VIEWS, YESES, Shown, asked_people
from backlab.reasoning.asking import PEOPLE, asked
from backlab.reasoning.bayes import post_test, wilson
from backlab.reasoning.dependence import Rates, every_time, naive_ratio, rates, true_ratio
from backlab.reasoning.published import COMMON, FALSE_ALARMS, PUBLISHED, SENSITIVITY, Published, reading

RATIOS_TRIED = (0.1, 0.29, 1.0, 2.8, 15.5, 50.0)


def heights(picture: Picture) -> list[float]:
    """The heights in decibans that the table gives, row by row."""
    return [float(row[3].replace("−", "-")) for row in picture.table.rows]


# The nomogram


@pytest.mark.parametrize(("before", "ratio"), list(product((0.0001, 0.0066, 0.3, 0.5, 0.93), RATIOS_TRIED)))
def test_the_line_ends_at_the_post_test_chance(before: float, ratio: float) -> None:
    """The three heights are those of the odds before, of the ratio and of the odds after, and they add up."""
    after = post_test(before, ratio)
    expected = [10 * log10(before / (1 - before)), 10 * log10(ratio), 10 * log10(after / (1 - after))]
    picture = nomogram(before, ratio)
    assert heights(picture) == pytest.approx(expected, abs=0.051)
    assert expected[0] + expected[1] == pytest.approx(expected[2])
    assert picture.table.rows[2][1] == chance(after)


def test_the_line_is_straight() -> None:
    """Drawn as one line, it goes through the height of the ratio: the middle of its two ends."""
    picture = nomogram(0.0066, 15.5)
    ends = [float(y) for y in re.findall(r"<line x1='-242' y1='([-\d.]+)' x2='242' y2='([-\d.]+)'", picture.svg)[0]]
    (middle,) = re.findall(r"<circle cx='0' cy='([-\d.]+)'", picture.svg)
    assert float(middle) == pytest.approx(sum(ends) / 2, abs=0.11)


def test_the_way_is_told_in_people() -> None:
    """The description counts those before and those after among as many."""
    assert nomogram(0.0066, 15.5).description == (
        "The illness is there in 7 of 1000 people like this. The finding multiplies the odds by 15.5. "
        "Afterwards it is there in 93 of 1000."
    )


def test_an_interval_becomes_a_band() -> None:
    """The ends of the ratio's interval are in the drawing, in the table and in the words."""
    picture = nomogram(0.0005, 12, 7.4, 19.5)
    assert "stroke-dasharray:4 3" in picture.svg
    assert [row[0].split("(")[1] for row in picture.table.rows[3:]] == ["× 7.4)", "× 19.5)"]
    assert "from 0.37% to 0.97%" in picture.description


def test_the_naive_way_is_drawn_beside_the_true_one() -> None:
    """The dotted line has its words in the key, in the table and in the description."""
    picture = nomogram(0.04, 2.8, naive=2.8**3)
    assert "if each answer were news" in picture.svg
    assert picture.table.rows[3][0] == "If each answer were news (× 22)"
    assert "it would seem to be 478 of 1000" in picture.description


@pytest.mark.parametrize(
    ("asked", "problem"),
    [((0, 2), "between 0 and 1"), ((1, 2), "between 0 and 1"), ((0.1, 0), "above 0"), ((0.1, 2, 1), "two ends"),
     ((0.1, 2, 3, 4), "lies in its interval")],
)  # fmt: skip
def test_what_cannot_be_drawn_is_refused(asked: tuple[float, ...], problem: str) -> None:
    """A chance of 0 or 1, a ratio of 0 and a broken interval are refused with a sentence."""
    with pytest.raises(ValueError, match=problem):
        nomogram(*asked)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_of_a_nomogram_lie_on_others(page: Page, language: str) -> None:
    """In a browser every number lies inside its picture and on no other, wherever the sliders stand."""
    with speaking(language):
        plain = [nomogram(before, ratio) for before in COMMON[::2] for ratio in (0.1, 1.0, 2.8, 15.5, 990.0)]
        repeated = [nomogram(before, 2.8, naive=22) for before in COMMON]
        html = "".join(f"<div style='width:320px'>{picture_html(each)}</div>" for each in (*plain, *repeated))
    page.set_content(f"<!doctype html><body style='font-family:sans-serif'>{html}")
    assert page.evaluate(COLLISIONS) == []


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (0.0066, "0.66%"),
        (0.0005, "0.05%"),
        (0.5, "50%"),
        (0.93, "93%"),
        (0.9994, "99.94%"),
        (1.0, "100%"),
        (1e-7, "0.00001%"),
    ],
)
def test_a_chance_is_told_from_nothing_and_from_certainty(share: float, said: str) -> None:
    """Small and large chances keep the digits that matter."""
    assert chance(share) == said


def test_a_crowd_is_large_enough_to_count() -> None:
    """People are counted among a thousand, or as many more as it takes."""
    assert [crowd(share) for share in (0.0066, 0.0015, 0.0001)] == [1000, 10_000, 10_000]
    assert counted(0.0015, 10_000) == "15 of 10,000"
    assert counted(0.0001, 1000) == "fewer than 1 of 1000"
    assert times(125_000) == "× 125,000"


# Findings that go together


@pytest.mark.parametrize("ratio", RATIOS_TRIED)
@pytest.mark.parametrize("asked", [1, 2, 3])
def test_multiplying_is_never_less_extreme_than_the_truth(ratio: float, asked: int) -> None:
    """The true ratio lies between that of one answer and the naive one, and nears the first as answers go together."""
    of = rates(ratio)
    worth = [round(abs(log10(true_ratio(of, asked, together / 10))), 9) for together in range(11)]
    assert worth == sorted(worth, reverse=True)
    assert isclose(worth[0], abs(log10(naive_ratio(of, asked))), abs_tol=1e-9)
    assert isclose(worth[-1], abs(log10(ratio)), abs_tol=1e-9)


@pytest.mark.parametrize("together", [0, 0.3, 1])
def test_the_knob_is_the_correlation(together: float) -> None:
    """Of two answers the correlation is exactly how far they go together."""
    rate = 0.2
    both = every_time(rate, 2, together)
    assert (both - rate * rate) / (rate * (1 - rate)) == pytest.approx(together)


@pytest.mark.parametrize("each", PUBLISHED.values(), ids=list(PUBLISHED))
def test_rates_make_the_ratios_that_they_come_from(each: object) -> None:
    """How often a finding is there gives back its likelihood ratio present, and absent where it goes the other way."""
    sign = each.sign  # type: ignore[attr-defined]
    of = rates(sign.positive, sign.negative)
    assert 0 < of.others < 1
    assert of.ill / of.others == pytest.approx(sign.positive)
    if sign.negative != 1:
        assert (1 - of.ill) / (1 - of.others) == pytest.approx(sign.negative)


@pytest.mark.parametrize("wrong", [(0, 0.5), (2, -0.1), (2, 1.1)])
def test_answers_that_cannot_be_are_refused(wrong: tuple[int, float]) -> None:
    """No answer at all, and answers that go together by less than nothing or more than always."""
    with pytest.raises(ValueError, match="one answer or more"):
        true_ratio(rates(2), *wrong)


def test_the_line_can_be_taken_hold_of_where_its_sliders_are() -> None:
    """Its knobs name the sliders that they move, each along its own scale from the slider's low end to its high end."""
    hands = Hands(("common", 0.0001, 0.5), ("specificity", 0.6, 310.0))
    svg = nomogram(0.0066, 15.5, hands=hands).svg
    along = {name: [float(n) for n in way.split()] for name, way in GRIPS.findall(svg)}
    assert along.keys() == {"common", "specificity"}
    (x1, rare, x2, often), (_, weak, _, strong) = along["common"], along["specificity"]
    assert x1 == x2
    assert rare < often  # the scale on the left runs downwards
    assert weak > strong
    assert not GRIPS.findall(nomogram(0.0066, 15.5).svg)


GRIPS = re.compile(r"data-drag='(\w+)' data-along='([^']+)'")


# People who are asked


STORY = PUBLISHED["spinal_tumour.cancer_history"]


@pytest.mark.parametrize("each", PUBLISHED.values(), ids=list(PUBLISHED))
def test_a_thousand_are_so_many_ill_and_so_many_yeses(each: Published) -> None:
    """In whole people, the counts are the shares that they stand for."""
    people = asked(each.measured.prior.value, each.rates)
    ill, others = len(people.ill), PEOPLE - len(people.ill)
    assert ill == round(each.measured.prior.value * PEOPLE)
    assert abs(len(people.true) - ill * each.rates.ill) <= 0.5
    assert abs(len(people.false) - others * each.rates.others) <= 0.5


def test_who_is_ill_where_it_is_rare_is_ill_where_it_is_common() -> None:
    """Nobody gets well because the illness spreads."""
    crowds = [asked(share, STORY.rates).ill for share in COMMON]
    assert all(fewer <= more for fewer, more in pairwise(crowds))


def test_a_better_test_keeps_the_right_yeses_and_loses_false_ones() -> None:
    """With more sensitivity nobody who is ill drops out, with more specificity nobody well comes in."""
    found = [asked(0.19, Rates(share, 0.1)).true for share in SENSITIVITY]
    alarms = [asked(0.19, Rates(0.5, share)).false for share in FALSE_ALARMS]
    assert all(fewer <= more for fewer, more in pairwise(found))
    assert all(fewer <= more for more, fewer in pairwise(alarms))


@pytest.mark.parametrize(("together", "counts"), [(1.0, [22, 22, 22]), (0.5, [22, 11, 11]), (0.0, [22, 1, 0])])
def test_asked_again_come_those_who_would_say_it_again(together: float, counts: list[int]) -> None:
    """Always the same answer brings the same people; answers of their own bring hardly anybody; nobody comes new."""
    people = asked(STORY.measured.prior.value, STORY.rates, MOST_ASKED, together)
    assert [len(each) for each in people.yes] == counts
    assert all(later <= earlier for earlier, later in pairwise(people.yes))


def test_the_ill_and_the_false_alarms_make_up_the_yeses() -> None:
    """Nobody is counted on both sides."""
    people = asked(0.05, Rates(0.5, 0.08))
    assert people.true | people.false == people.yes[-1]
    assert people.true <= people.ill
    assert not people.false & people.ill


@pytest.mark.parametrize("view", VIEWS[:-1])
def test_everybody_stands_in_every_view(view: str) -> None:
    """A thousand people, each in one place, wherever one looks."""
    people = asked(0.0066, STORY.rates, 2)
    shown = asked_people(Shown(people, view, (), "tumour"))
    (data,) = re.findall(r"data-walkers='([^']*)'", shown)
    groups = json.loads(unescape(data))["groups"]
    assert sorted(each for group in groups for each in group["people"]) == [*range(PEOPLE)]


def test_a_view_without_people_is_refused() -> None:
    """The line is no view of people, and neither is a word that means nothing."""
    with pytest.raises(ValueError, match="no view 'line' of people: choose one of all, parted, sorted, yeses"):
        asked_people(Shown(asked(0.1, STORY.rates), "line", (), "tumour"))


# The lab of one finding


def verdict(lab: Lab) -> str:
    """The sentence above the picture."""
    return re.sub("<[^>]+>", "", lab.summary)


def test_every_published_sign_can_be_chosen_and_shows_its_source() -> None:
    """It brings its own numbers, and a link to each of its sources, marked where nobody has read them."""
    lab = ChancesLab()
    signs = {f"{name}.{s.finding.id}": (each, s) for name, each in MEASURED.items() for s in each.signs}
    assert set(names_of(next(each for each in lab.fields if each["id"] == "finding"))) == {*signs}
    for name, (cause, sign) in signs.items():
        lab.set(finding=name)
        now = reading(lab.values)
        assert (now.pre_test, now.ratio) == (cause.prior.value, pytest.approx(sign.positive, abs=0.001)), name
        assert now.is_as_published, name
        basis = lab.read("numbers")
        sources = [SOURCES[source] for source in (*sign.sources, *cause.prior.sources)]
        assert all(f"href='{source.link}'" in basis for source in sources), name
        assert ("not verified" in basis) is not all(source.verified for source in sources), name
        assert all(f"Confidence in this fact: {source.confidence}" in basis for source in sources), name


def test_how_often_a_finding_is_there_is_published_follows_or_is_called_an_estimate() -> None:
    """Sensitivities come from the source where it has one; a supposed half is said to be supposed."""
    lab = ChancesLab()
    said = {name: "a teaching estimate" in _numbers(lab, name) for name in PUBLISHED}
    assert {name for name, is_supposed in said.items() if is_supposed} == {
        "vertebral_fracture.minor_fall",
        "vertebral_fracture.serious_accident",
    }
    assert STORY.rates == (0.31, 0.02)
    assert PUBLISHED["cauda_equina.both_legs"].rates == (0.6, 0.3)
    assert PUBLISHED["inflammatory_back_pain.nsaid_helps"].rates == (0.75, 0.15)
    assert PUBLISHED["aortic_aneurysm.pulsating_belly"].rates == pytest.approx(rates(12, 0.72), abs=1e-6)


def _numbers(lab: ChancesLab, finding: str) -> str:
    lab.set(finding=finding)
    return lab.read("numbers")


def test_an_interval_is_taken_from_the_source() -> None:
    """Where the source gives one behind the ratio it holds the ratio, and is drawn."""
    known = {name: each.interval for name, each in PUBLISHED.items() if each.interval}
    assert known["aortic_aneurysm.pulsating_belly"] == (7.4, 19.5)
    assert known["vertebral_fracture.minor_fall"] == (2.8, 13.5)
    assert all(low <= PUBLISHED[name].sign.positive <= high for name, (low, high) in known.items())
    lab = ChancesLab()
    lab.set(finding="aortic_aneurysm.pulsating_belly")
    lab.set(look="line")
    assert "within the interval of the ratio" in lab.read("thousand")
    assert "no interval" not in lab.read("numbers")
    lab.set(common=0)
    assert "within the interval of the ratio" not in lab.read("thousand")


def test_the_yeses_are_counted_in_view() -> None:
    """The verdict says how many of the yeses are ill, what the rules say to all of them, and whom a no misses."""
    lab = ChancesLab()
    lab.set(look=YESES)
    assert verdict(lab) == (
        "2 of 22 who say yes are ill: about one in 11. For all 22: be seen by a doctor the same day. "
        "The question misses 5 of 7."
    )
    assert "2 of 22" in lab.read("thousand")
    lab.set(common=COMMON.index(0.1))
    assert "ill: most of them." in verdict(lab)


def test_the_count_is_left_to_those_who_count() -> None:
    """Before the yeses come together the verdict says how many they are, and not how many of them are ill."""
    lab = ChancesLab()
    lab.set(look=SORTED)
    assert verdict(lab) == "22 of 1000 say yes. How many of these are ill?"


def test_where_nobody_is_ill_all_are_false_alarms() -> None:
    """One of ten thousand is nobody of a thousand: it is said so, and never that the illness is not there."""
    lab = ChancesLab()
    lab.set(finding="spinal_infection.fever")
    assert verdict(lab) == "0 of 20 who say yes are ill in this thousand. For all 20: be seen by a doctor the same day."
    assert "fewer than 1 of 1000" in lab.read("thousand")
    assert "25 of 10,000" in lab.read("thousand")
    lab.set(look="all")
    assert "fewer than 1 of 1000 people who come to primary care with back pain have it" in verdict(lab)


@pytest.mark.parametrize("control", ["common", "sensitivity", "specificity"])
def test_a_number_that_is_moved_is_seen_where_it_is_counted(control: str) -> None:
    """Moving a slider shows the yeses, what was published beside them, and that the number has no source."""
    lab = ChancesLab()
    lab.set(**{control: lab.values[control] + 2})
    assert lab.values["look"] == YESES
    assert "As published" in lab.read("thousand")
    assert "no source" in lab.read("numbers")
    lab.set(finding=lab.values["finding"])
    assert "As published" not in lab.read("thousand")


def test_counting_twice_is_shown_beside_the_truth() -> None:
    """Asked three times the same people go on, and what multiplying would say stands below what is counted."""
    lab = ChancesLab()
    assert "Multiplied" not in lab.read("thousand")
    lab.set(times="3")
    shown = lab.read("thousand")
    assert shown.count("All 22 go on: the same people") == 2
    assert "Multiplied" in shown
    assert "15.5 × 15.5 × 15.5" in shown
    assert "about 96 of 100" in shown
    assert "Nothing was learned" in verdict(lab)
    assert "make 3724" in lab.read("why")
    assert "of 10,000, about 200 say yes once. If each answer were news, 0 of them" in lab.read("why")
    assert "the sickness is hardly news" in lab.read("why")


def test_answers_that_stand_alone_are_worth_their_product() -> None:
    """With answers that do not go together at all the truth is the product, and it has to be asked twice for that."""
    lab = ChancesLab()
    lab.set(together=0)
    now = reading(lab.values)
    assert now.asked == 2
    assert now.true == pytest.approx(now.naive) == pytest.approx(now.ratio**2)
    assert "go on: the same people" not in lab.read("thousand")
    assert verdict(lab).startswith("Yeses: 22, then 1; ill among the last: 1.")


def test_what_was_guessed_stands_beside_what_is_counted() -> None:
    """The guess is a bar of its own while the numbers are those of the question; left open, there is none."""
    question = Question("chances.predict")
    lab = ChancesLab(after=question)
    question.answer_with(31)
    lab.set(look=YESES)
    assert "Your guess" in lab.read("thousand")
    assert "about 31 of 100" in lab.read("thousand")
    lab.set(common=0)
    assert "Your guess" not in lab.read("thousand")
    left_open = Question("chances.predict")
    other = ChancesLab(after=left_open)
    left_open.pressed("unsure")
    other.set(look=YESES)
    assert "Your guess" not in other.read("thousand")


def test_each_step_can_be_done_and_is_not_done_by_itself() -> None:
    """What a step asks for is done by what it says, and only then."""
    ways: dict[str, list[dict[str, object]]] = {
        "ask": [{"look": "parted"}, {"look": "sorted"}],
        "count": [{"look": "yeses"}],
        "common": [{"common": COMMON.index(0.05)}, {"common": COMMON.index(0.1)}],
        "better": [{"specificity": FALSE_ALARMS.index(0.002)}, {"specificity": FALSE_ALARMS.index(0.001)}],
        "again": [{"times": "2"}, {"times": "3"}],
        "news": [{"together": 50}, {"together": 0}],
    }
    lab = ChancesLab()
    assert [step.name for step in lab.stage_steps()] == [*ways]
    for name, moves in ways.items():
        lab.move("step", name)
        for move in moves:
            assert name not in lab.done["step"]
            for control, value in move.items():
                lab.move(control, value)
        assert name in lab.done["step"]


def test_only_what_a_step_asks_for_does_it() -> None:
    """Most yeses are right with everything turned up, too: but then one does not know what did it."""
    lab = ChancesLab()
    for step, other, meant in (("common", "specificity", "common"), ("better", "common", "specificity")):
        lab.move("step", step)
        lab.move(other, lab.values[other] + 1)
        lab.move(meant, len({"common": COMMON, "specificity": FALSE_ALARMS}[meant]) - 1)
        assert step not in lab.done["step"]


def test_a_small_chance_is_no_all_clear() -> None:
    """Beside the chance stands the level that the sign alone has: saddle numbness stays an emergency."""
    lab = ChancesLab()
    lab.set(finding="cauda_equina.saddle_numbness")
    lab.set(common=0)
    assert "Emergency: get emergency care now." in lab.read("level")
    assert "Emergency for all 333" in lab.read("thousand")
    assert "it lowers no level of care" in lab.read("level")
    lab.set(finding="inflammatory_back_pain.red_eye")
    assert "No rule asks for this sign alone" in lab.read("level")
    assert " for all " not in lab.read("thousand")
    assert "it lowers no level of care" in lab.read("level")


def test_steps_are_said_in_words() -> None:
    """Each place of a slider has words of its own: people, counted."""
    lab = ChancesLab()
    by_id = {field["id"]: field for field in lab.fields}
    for name, scale in (("common", COMMON), ("sensitivity", SENSITIVITY), ("specificity", FALSE_ALARMS)):
        assert len(by_id[name]["words"]) == len(scale) == by_id[name]["high"] + 1
    assert by_id["common"]["words"][lab.values["common"]] == "7 of 1000"
    assert by_id["specificity"]["words"][lab.values["specificity"]] == "98 of 100"


def test_a_link_brings_the_chances_back() -> None:
    """What the address says is what the lab starts with."""
    lab = ChancesLab()
    lab.set(finding="cauda_equina.both_legs")
    lab.set(times="2")
    assert at(lab.query, ChancesLab).values == lab.values


# Waiting


def test_an_interval_of_nobody_is_everything_and_never_leaves_it() -> None:
    """Wilson's interval lies within 0 to 1, around the share, and says nothing where nobody was counted."""
    assert wilson(0, 0) == (0.0, 1.0)
    for of in (1, 4, 1975):
        for count in (0, 1, of):
            low, high = wilson(count, of)
            assert 0 <= low < high <= 1
            assert low - 1e-9 <= count / of <= high + 1e-9


@pytest.mark.parametrize("lab", [ChancesLab, OddsLab])
def test_a_lab_waits_for_its_question(lab: Callable[..., Lab]) -> None:
    """A lab that is given a question stays shut until it is answered."""
    acts: list[Callable[[], None]] = []

    class Asked:
        def when_committed(self, act: Callable[[], None]) -> None:
            acts.append(act)

    made = lab(after=Asked())
    assert made.shut
    acts[0]()
    assert not made.shut


def test_on_paper_it_is_a_sheet_that_gives_nothing_away() -> None:
    """Tables with nothing but the thousand in them, and three scales without a line; also while the lab is shut."""
    shut = ChancesLab(after=Question("chances.predict"))
    assert shut.shut
    sheet = shut.handout
    assert sheet.count("<table") == 2
    cells = re.findall(r"<td>([^<]*)</td>", sheet)
    assert sorted({*cells}) == ["", "1000"]
    assert "data-drag" not in sheet
    assert "31 of 100 ill say yes, and 2 of 100 others (not verified)" in sheet
    assert "at 0.7%, and on the middle scale at 15.5" in sheet


def test_beside_every_chance_stands_what_one_does() -> None:
    """Whatever is asked, the sentence of the yeses says what the rules ask for, or that no rule asks for this alone."""
    for each in PUBLISHED.values():
        lab = ChancesLab()
        lab.set(finding=each.id, look=YESES)
        assert re.search(r"For all \d+: |For the \d+: no rule asks", verdict(lab)), each.id


def test_whose_chance_it_is_stands_beside_it() -> None:
    """Before anybody is asked the sentence names who was counted, and a number that was moved is nobody's."""
    lab = ChancesLab()
    assert "7 of 1000 adults who walk into a clinic with back pain have it" in verdict(lab)
    lab.set(common=len(COMMON) - 1, look="all")
    assert "people of an example have it" in verdict(lab)


def test_what_nobody_has_read_is_marked_above_its_bars() -> None:
    """Above the bars of a finding whose source was not verified stands that it was not; else it does not."""
    lab = ChancesLab()
    lab.set(look=YESES)
    assert "How many are ill (not verified)" in lab.read("thousand")
    lab.set(finding="cauda_equina.saddle_numbness", look=YESES)
    assert "not verified" not in lab.read("thousand")
