"""The choosing table: nothing unsafe in it, every number its row's, nothing ranked, and what would choose otherwise."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from backlab import CASES, Advice, Disposition, Presentation, advise
from backlab.knowledge.effect_kinds import (
    AGAIN,
    EFFORT,
    HARM,
    PAIN,
    RELIEF,
    SIDE,
    SOON,
    STOMACH_BLEEDING,
    Cell,
    Situation,
    Slot,
)
from backlab.knowledge.effects import BASELINE, BY_ID, CELLS, NO_COLUMN
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.prohibitions import PROHIBITIONS
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import LANGUAGES, speaking
from backlab.model import Direction, Lens
from backlab.pictures.care import whom_to_call
from backlab.pictures.choice import beside_html, cell_html, cell_names, choosing_table, numbers_html
from backlab.pictures.choice_cell import gain_bar, surely
from backlab.reasoning.choice import (
    LEAST_WORTH,
    MOST_COLUMNS,
    MOST_WORTH,
    ROWS,
    Choice,
    Flip,
    Mark,
    Wish,
    base_of,
    choose,
    flips,
    gain_of,
    mark_of,
    nearest_flip,
    situation_of,
)
from backlab.reasoning.plan import WAITS
from backlab.words.choice import (
    READING,
    between,
    between_brief,
    flip_sentence,
    held_sentence,
    how_to_read,
    never_with,
    only_without,
    otherwise,
    place_words,
    plain_change,
    sentence,
    shown,
    verdict,
)
from backlab.words.choice_brief import (
    YES,
    another_unit,
    brief_line,
    brief_time,
    difference,
    gain_and_risk,
    in_short,
    points,
    standing,
)

FRESH: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "patients" / "fresh.toml").read_text(encoding="utf-8")
)["patient"]
FIELDS = ("age", "sex", "pain", "days", "onset", "mobility", "weeks")
LIFTING = CASES["lifting"].presentation


def fresh(each: dict[str, Any]) -> Presentation:
    """The patient of an entry of the fresh ones."""
    said = {name: each[name] for name in FIELDS if name in each}
    patient = Presentation(**said, present=frozenset(each.get("present", ())), absent=frozenset(each.get("absent", ())))
    return patient.none_other() if each.get("none_other") else patient


@cache
def patients() -> dict[str, Presentation]:
    """All cases, all fresh ones, and a plain strain with each single finding, and with nothing asked."""
    found = {name: case.presentation for name, case in CASES.items()}
    found |= {each["id"]: fresh(each) for each in FRESH}
    found |= {f"lifting with {id}": LIFTING.changed(FINDINGS[id], True) for id in FINDINGS}
    bare = Presentation(age=34, pain=6, days=1)
    return found | {
        "nothing asked": bare,
        "old": Presentation(age=71, pain=8, days=20).none_other(),
        "no pain": Presentation(age=50, pain=0, days=30).none_other(),
    }


@cache
def told() -> dict[tuple[str, Lens], Advice]:
    """What each of them is told, through each lens."""
    return {(name, lens): advise(patient, lens) for name, patient in patients().items() for lens in Lens}


@cache
def tables() -> dict[tuple[str, Lens], Choice]:
    """What there is to choose, for those who have something to choose."""
    return {key: choice for key, each in told().items() if (choice := choose(each)) is not None}


def distinct() -> Collection[tuple[str, Lens]]:
    """One of those patients whose tables are the same: drawing them all would show nothing more."""
    return {
        (
            key[1],
            tuple(c.id for c in (*choice.columns, *choice.others)),
            tuple(h.treatment.id for h in choice.held),
        ): key
        for key, choice in tables().items()
    }.values()


EACH = pytest.mark.parametrize("lens", Lens)
CASE_KEYS = [
    (name, lens) for name, case in CASES.items() for lens in Lens if choose(advise(case.presentation, lens)) is not None
]
EACH_CASE = pytest.mark.parametrize("key", CASE_KEYS, ids=lambda key: "-".join(key))
WISHES = [Wish(worth, first) for worth in (4, 12) for first in ROWS]


def test_there_is_something_to_test() -> None:
    """Hundreds of patients have a table, in every situation and through both lenses."""
    assert len(tables()) > 150
    assert {choice.situation for choice in tables().values()} == set(Situation)
    assert {lens for _, lens in tables()} == set(Lens)


def test_nothing_is_to_choose_where_somebody_has_to_be_seen() -> None:
    """There is no table at URGENT and EMERGENCY, and one at every level below."""
    assert [key for key in told() if (key in tables()) is not (told()[key].disposition < Disposition.URGENT)] == []
    assert {advice.disposition for advice in told().values()} == set(Disposition)


@EACH
def test_no_column_is_forbidden_or_unasked(lens: Lens) -> None:
    """No treatment stands in the table of which a source forbids it, or could as far as was asked."""
    for key in (key for key in tables() if key[1] is lens):
        standing = told()[key].standing
        for column in (*tables()[key].columns, *tables()[key].others):
            for prohibition in PROHIBITIONS:
                if column.id in prohibition.treatments:
                    assert not standing.may_have(prohibition.when) & ~standing.has(prohibition.unless), column.id


@EACH
def test_every_column_is_recommended_by_the_plan(lens: Lens) -> None:
    """Columns are what the plan recommends, and waiting; nothing that is withheld or advised against."""
    for key in (key for key in tables() if key[1] is lens):
        choice, plan = tables()[key], told()[key].plan
        advised = {line.treatment.id for line in plan.recommendations if line.direction is Direction.FOR}
        columns = {column.id for column in (*choice.columns[1:], *choice.others)}
        assert columns <= advised - NO_COLUMN.keys()
        assert not columns & {held.treatment.id for held in plan.withheld}
        assert not columns & {line.treatment.id for line in choice.discouraged}
        if choice.situation is not Situation.PREVENTION:
            assert columns == advised - NO_COLUMN.keys() - {BASELINE}


@EACH
def test_waiting_comes_first_and_five_columns_are_the_most(lens: Lens) -> None:
    """Keep moving and wait is the first column of every table, once, and at most four stand beside it."""
    for key in (key for key in tables() if key[1] is lens):
        ids = [column.id for column in tables()[key].columns]
        assert ids[0] == BASELINE
        assert ids.count(BASELINE) == 1
        assert len(ids) <= MOST_COLUMNS


@EACH
def test_what_is_not_offered_is_named_with_its_reason(lens: Lens) -> None:
    """What is advised against, ruled out or to be asked first is named, and what is to be asked has questions."""
    for key in (key for key in tables() if key[1] is lens):
        choice = tables()[key]
        html = unescape(str(beside_html(choice)))
        for held in choice.held:
            assert bool(held.questions) is (held.withheld.kind == "not asked")
        for line in choice.discouraged:
            assert line.view.says in html
        assert html.count("<li>") == len(choice.held) + len(choice.discouraged)


@EACH
def test_what_today_advises_against_says_so_in_its_head(lens: Lens) -> None:
    """A column that only the article chooses carries that today it is not advised, and is never chosen."""
    for key in (key for key in distinct() if key[1] is lens):
        choice = tables()[key]
        outdated = [column for column in choice.columns if column.outdated]
        assert str(choosing_table(choice)).count("article: yes; today: no") == len(outdated)
        assert key[1] is Lens.ARTICLE or not outdated
        assert not {column.id for column in outdated} & set(choice.chosen)


@EACH
def test_a_table_of_every_patient_can_be_drawn_and_said(lens: Lens) -> None:
    """No patient's table lacks a sentence, a cell or a word; every cell is either known or says that nobody knows."""
    for key in (key for key in distinct() if key[1] is lens):
        choice = tables()[key]
        html = str(choosing_table(choice))
        assert html.count("data-cell=") == len(choice.columns) * len(ROWS)
        assert verdict(choice)
        assert otherwise(choice)
        for column in choice.columns:
            assert [place.row for place in column.places] == list(choice.rows)
            assert all(place_words(place).strip() for place in column.places)


def test_another_one_can_be_looked_at() -> None:
    """What is one click away takes the last place, and all others stay where they are."""
    choice = tables()["post-3", Lens.TODAY]
    for other in choice.others:
        then = choose(choice.advice, choice.wish._replace(also=other.id))
        assert then is not None
        assert [c.id for c in then.columns] == [*(c.id for c in choice.columns[:-1]), other.id]


@EACH_CASE
def test_a_threshold_moves_no_column(key: tuple[str, Lens]) -> None:
    """How much better it must be changes marks and never the order: nothing is ranked by its numbers."""
    orders = {tuple(c.id for c in made(key, Wish(worth)).columns) for worth in range(LEAST_WORTH, MOST_WORTH + 1)}
    assert len(orders) == 1


def made(key: tuple[str, Lens], wish: Wish) -> Choice:
    """The table of a patient by a wish."""
    choice = choose(told()[key], wish)
    assert choice is not None
    return choice


RANK = {Mark.ENOUGH: 2, Mark.UNCLEAR: 1, Mark.NOT_ENOUGH: 0}


@pytest.mark.parametrize("cell", [cell for cell in CELLS if gain_of(cell)], ids=lambda cell: cell.id)
def test_a_mark_only_falls_as_more_is_wanted(cell: Cell) -> None:
    """The more it must be, the less often is it enough; the mark is what the interval says."""
    marks = [mark_of(cell, worth) for worth in range(LEAST_WORTH, MOST_WORTH + 1)]
    ranks = [RANK[mark] for mark in marks]
    assert ranks == sorted(ranks, reverse=True)
    if cell.low is None or cell.high is None:
        assert set(marks) == {Mark.UNCLEAR}
        return
    ends = sorted((cell.low * cell.yardstick.good, cell.high * cell.yardstick.good))
    for worth, mark in enumerate(marks, LEAST_WORTH):
        assert (mark is Mark.ENOUGH) is (ends[0] >= worth and SOURCES[cell.source].verified)
        assert (mark is Mark.NOT_ENOUGH) is (ends[1] < worth)


@pytest.mark.parametrize("end", ["low", "high"])
def test_one_end_is_no_interval(end: str) -> None:
    """Where only one end was printed, nothing is read from it: no mark but unclear, and no end in words."""
    cell = BY_ID["acute-otc_ibuprofen-soon"]._replace(**{end: None})
    assert gain_of(cell) == (14.7, None, None)
    assert {mark_of(cell, worth) for worth in (LEAST_WORTH, MOST_WORTH)} == {Mark.UNCLEAR}
    assert between(cell) == between_brief(cell) == "no interval printed"
    assert plain_change(cell) == "perhaps 14.7 more"


def test_only_people_and_points_are_marked() -> None:
    """Another scale, another treatment beside it, one group alone or a harm has no mark that judges it."""
    for choice in tables().values():
        for column in (*choice.columns, *choice.others):
            for place in column.places:
                if place.mark in RANK:
                    cell = place.counted
                    assert cell is not None
                    assert cell.against.kind == "without"
                    assert cell.yardstick.kind in ("people", "points")
                    assert place.row not in (SIDE, HARM, EFFORT)
            assert column.id != BASELINE or all(place.mark is None for place in column.places)


def test_what_nobody_has_read_is_never_chosen() -> None:
    """The figure of core exercises was not verified: however little is wanted, it does not decide."""
    cell = BY_ID["lasting-core_strengthening-pain"]
    assert not SOURCES[cell.source].verified
    assert made(("chronic", Lens.TODAY), Wish(1, PAIN)).chosen == ("otc_ibuprofen", "physical_therapy")


@pytest.mark.parametrize("worth", [0, 31])
def test_a_wish_out_of_range_is_refused(worth: int) -> None:
    """A threshold is one of thirty."""
    with pytest.raises(ValueError, match="worth"):
        choose(told()["lifting", Lens.TODAY], Wish(worth))


@pytest.mark.parametrize(
    ("case", "situation"),
    [("lifting", "acute"), ("chronic", "lasting"), ("herniated-disc", "leg"), ("post-3", "acute")],
)
def test_the_situation_follows_from_the_answers(case: str, situation: str) -> None:
    """New pain, lasting pain, pain down the leg; without pain the next one matters."""
    assert situation_of(CASES[case].presentation).value == situation
    assert situation_of(Presentation(age=40, pain=0)).value == "prevention"


@EACH_CASE
def test_what_matters_most_stands_first(key: tuple[str, Lens]) -> None:
    """The row that matters most is the first, and no row is lost."""
    for row in ROWS:
        choice = made(key, Wish(first=row))
        assert choice.rows[0] is row
        assert sorted(choice.rows) == sorted(ROWS)


def test_of_what_one_fears_waiting_has_the_least() -> None:
    """Whoever minds side effects, harm or effort most keeps moving and waits."""
    for key in CASE_KEYS:
        for row in (SIDE, HARM, EFFORT):
            assert made(key, Wish(1, row)).chosen == (BASELINE,)


@pytest.mark.parametrize("key", CASE_KEYS[::3], ids=lambda key: "-".join(key))
def test_every_change_that_would_choose_otherwise_does(key: tuple[str, Lens]) -> None:
    """What the sentence says is recomputed from the start: the changed wish or patient leads to what it names."""
    for wish in WISHES:
        choice = made(key, wish)
        found = flips(choice)
        assert nearest_flip(choice) == (found[0] if found else None)
        for flip in found:
            again = choose(advise(flip.patient, key[1]), flip.wish)
            assert again is not None
            assert again.chosen == flip.chosen != choice.chosen
            changed = (
                flip.wish.worth != choice.wish.worth,
                flip.wish.first is not choice.first,
                flip.patient != choice.advice.presentation,
            )
            assert changed == tuple(flip.kind == kind for kind in ("worth", "first", "fact"))
            assert flip_sentence(choice, flip)


@EACH_CASE
def test_the_nearest_threshold_is_the_nearest(key: tuple[str, Lens]) -> None:
    """No threshold that lies nearer would choose otherwise."""
    for worth in (1, 5, 10, 16, 30):
        choice = made(key, Wish(worth))
        flip = next((flip for flip in flips(choice) if flip.kind == "worth"), None)
        others = [w for w in range(LEAST_WORTH, MOST_WORTH + 1) if made(key, Wish(w)).chosen != choice.chosen]
        assert (min(abs(w - worth) for w in others) if others else None) == (
            abs(flip.wish.worth - worth) if flip else None
        )


def test_the_sentence_says_what_is_chosen_then() -> None:
    """At four people of a hundred ibuprofen is worth it in new pain; at thirteen points exercise no longer is."""
    assert otherwise(tables()["lifting", Lens.TODAY]) == (
        "You would choose otherwise if 4 people of 100 were enough for you: then ibuprofen from the shop."
    )
    assert otherwise(tables()["chronic", Lens.TODAY]) == (
        "You would choose otherwise if it had to be 13 points of 100: then keep moving and wait."
    )


# --- every number is its row's


def rounded(number: float) -> str:
    """A number as the table should show it, worked out apart from it."""
    size = abs(Decimal(str(number)))
    places = Decimal("1") if size >= 10 else Decimal("0.1") if size >= 1 else Decimal("0.01")
    shown = size.quantize(places, ROUND_HALF_UP)
    return f"{shown.normalize():f}"


def numbers_of(cell: Cell) -> set[str]:
    """The numbers that may stand where a cell is shown, and all others of a hundred.

    With, without and the difference may have one decimal more, so that they add up; people who are drawn are whole.
    """
    of = 10_000 if cell.slot is HARM else 100
    factor = Decimal(of) / Decimal(cell.of) if cell.yardstick.kind == "people" and cell.of else Decimal(1)
    three = [Decimal(str(n)) * factor for n in (cell.with_, cell.without, cell.difference) if n is not None]
    ends = [Decimal(str(n)) * factor for n in (cell.low, cell.high) if n is not None]
    shown = {rounded(float(number)) for number in (*three, *ends)} | {tenth(number) for number in three}
    shown |= {least_of(number, cell.yardstick.kind) for number in ends}
    if cell.yardstick.kind == "people" and of == 100:
        shown |= {str(round(float(rounded(float(number))))) for number in three}
    texts = " ".join((cell.time, cell.note, cell.yardstick.label, cell.against.label, cell.situation.people))
    rest = {f"{Decimal(of) - abs(Decimal(number)):f}" for number in shown if abs(Decimal(number)) <= of}
    return {number.lstrip("-") for number in shown} | found_in(texts) | rest | {str(of), str(cell.people)}


def least_of(end: Decimal, kind: str) -> str:
    """The end of an interval as what one may count on: whole people, or points, never more than it is."""
    step = Decimal(1) if kind == "people" or abs(end) >= 10 else Decimal("0.1")
    return f"{abs(end).quantize(step, ROUND_DOWN):f}".removesuffix(".0")


def tenth(number: Decimal) -> str:
    """A number with one decimal, where it has one."""
    return f"{abs(number).quantize(Decimal('0.1'), ROUND_HALF_UP):f}".removesuffix(".0")


def found_in(text: str) -> set[str]:
    """The numbers in a text, thousands joined."""
    return set(re.findall(r"\d+(?:\.\d+)?", re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)))


def drawn_cells(html: str) -> dict[str, str]:
    """The HTML of each cell of the table by its name, of whatever quotes its attributes have."""
    table = re.split(r"<div class=[\"']bl-choice-foot", html)[0]
    parts = re.split(r"data-cell=[\"']([^\"']+)[\"']", table)[1:]
    rows = (re.split(r"<div role=[\"']rowheader", part)[0] for part in parts[1::2])  # what follows is the next row's
    return dict(zip(parts[::2], (row.partition(">")[2] for row in rows), strict=True))


def cells_in(html: str) -> dict[str, str]:
    """The text of each cell of the table by its name, with what is heard of its picture."""
    said = re.compile(r"""<[^>]*aria-label=(["'])(.*?)\1[^>]*>""")
    return {
        name: unescape(re.sub(r"<[^>]*>", " ", said.sub(r" \2 ", part))) for name, part in drawn_cells(html).items()
    }


def seen_in(html: str) -> dict[str, str]:
    """The text that is seen of each cell, without what is heard alone."""
    return {name: unescape(re.sub(r"<[^>]*>", " ", part)) for name, part in drawn_cells(html).items()}


def no_other_numbers(choice: Choice, html: str) -> None:
    """What is seen and heard of each cell of some HTML holds the numbers of its row of the data, and no others."""
    texts = cells_in(html)
    assert len(texts) == len(choice.columns) * len(ROWS)
    for column in choice.columns:
        for place in column.places:
            text = texts[f"{column.id}.{place.row.value}"]
            starts = (base_of(choice),) if place is choice.columns[0].places[0] else ()
            beside = (*starts, *(place.others if place.row is HARM or column.id == BASELINE else ()))
            may = set().union(*(numbers_of(cell) for cell in (place.cell, place.counted, *beside) if cell))
            assert found_in(text) - HEADS <= may, (column.id, place.row, found_in(text) - may)
            if place.cell is not None and place.cell.has_figure:
                assert found_in(text) & numbers_of(place.cell), text


@EACH_CASE
def test_every_number_that_is_shown_is_its_rows(key: tuple[str, Lens]) -> None:
    """What is seen and heard of a cell holds its own numbers and no others; with and without of the same hundred."""
    for wish in (Wish(), Wish(first=AGAIN), Wish(first=PAIN), Wish(first=SOON)):
        choice = made(key, wish)
        no_other_numbers(choice, str(choosing_table(choice)))


HEADS = {"100", "10000"}  # of how many people it is


PEOPLE = re.compile(r"<svg viewBox='0 0 10 10' class='bl-people[^']*' data-people='(\d+) (\d+)'>(.*?)</svg>")
FIELD = re.compile(r"<svg viewBox='0 0 10 10' class='bl-people bl-field-10000[^']*' data-of-10000='[^']*'>(.*?)</svg>")


def dots_of(svg: str) -> dict[str, int]:
    """How many people a picture draws of each kind."""
    paths = re.findall(r"<path d='([^']*)' class='(?!hollow)(\w+)'/>", svg)
    return {kind: sum(round(float(run) - 0.01) + 1 for run in re.findall(r"h([\d.]+)", d)) for d, kind in paths}


@EACH_CASE
def test_as_many_people_are_drawn_as_were_counted(key: tuple[str, Lens]) -> None:
    """A picture draws a hundred people: full are as many as the whole interval says, hollow the rest of the number."""
    choice = tables()[key]
    cells = drawn_cells(str(choosing_table(choice)))
    pictures = 0
    for column in choice.columns:
        for place in column.places:
            for svg in PEOPLE.finditer(cells[f"{column.id}.{place.row.value}"]):
                pictures += 1
                dots = dots_of(svg[3])
                assert sum(dots.values()) == 100
                cells_ = (place.cell, place.counted, base_of(choice) if column is choice.columns[0] else None)
                assert any(dots == dots_for(cell) for cell in cells_ if cell), (column.id, dots)
    assert pictures


def dots_for(cell: Cell) -> dict[str, int] | None:
    """Who should be drawn for a cell: worked out apart from the picture."""
    if cell.of != 100 or (cell.with_ is None and cell.difference is None):
        return None
    after = round_of(abs(cell.difference or 0) if cell.with_ is None else cell.with_)
    before = 0 if cell.with_ is None else after if cell.without is None else round_of(cell.without)
    if cell.with_ is not None and cell.without is not None and cell.difference is not None:
        after = before + round_of(abs(cell.difference)) * (1 if cell.difference > 0 else -1)  # as the number beside it
    is_sure = cell.low is not None and cell.high is not None and cell.low * cell.high > 0
    is_sure = is_sure and SOURCES[cell.source].verified
    least = int(min(abs(cell.low or 0), abs(cell.high or 0))) if is_sure else 0
    if cell.against.kind == "alone" or (cell.against.kind == "other" and cell.with_ is not None):
        found = {"open": after, "rest": 100 - after}
    else:
        kind, sure = "because" if after > before else "spared", min(least, abs(after - before))
        found = {"anyway": min(before, after), kind: sure, "open": abs(after - before) - sure}
        found["rest"] = 100 - max(before, after)
    return {kind: number for kind, number in found.items() if number}


def test_of_ten_thousand_people_as_much_is_filled_as_were_harmed() -> None:
    """A square is a hundred people; the share of it that has colour is the share of people, however small that is."""
    found = 0
    wished = ((name, also) for name in ("post-3", "chronic", "herniated-disc") for also in ("", "rx_ibuprofen"))
    for name, also in wished:
        choice = made((name, Lens.TODAY), Wish(also=also))
        cells = drawn_cells(str(choosing_table(choice)))
        for column in choice.columns:
            place = column.place(HARM)
            same = (each for each in (place.cell, *place.others) if each and each.yardstick is STOMACH_BLEEDING)
            cell = next((each for each in same if each.is_effect), place.cell)  # of the two ibuprofens the same harm
            for svg in FIELD.findall(cells[f"{column.id}.harm"]):
                assert cell is not None
                assert cell.of
                found += 1
                with_ = cell.difference if cell.with_ is None else cell.with_
                filled = sum(
                    float(wide) / 0.84 * 100
                    for d, kind in re.findall(r"<path d='([^']*)' class='(\w+)'/>", svg)
                    for wide in re.findall(r"h([\d.]+)v", d)
                    if kind != "rest"
                )
                assert filled == pytest.approx(max(with_ or 0, cell.without or 0) * 10_000 / cell.of, rel=0.01)
    assert found > 3


@pytest.mark.parametrize("cell", [cell for cell in CELLS if cell.is_effect], ids=lambda cell: cell.id)
def test_with_and_without_differ_by_the_difference(cell: Cell) -> None:
    """The three numbers of a sentence add up as they are printed, unless the source's own do not."""
    if cell.with_ is None or cell.without is None or cell.difference is None:
        return
    if Decimal(str(cell.with_)) - Decimal(str(cell.without)) != Decimal(str(cell.difference)):
        return  # the source rounded or adjusted it
    three = [shown(cell, abs(number)).replace(",", "") for number in (cell.with_, cell.without, cell.difference)]
    with_, without, size = map(float, three)
    assert abs(with_ - without) == pytest.approx(size)
    assert set(three) - {"0"} <= found_in(sentence(cell))


@EACH_CASE
def test_no_cell_says_more_than_one_reads_at_a_glance(key: tuple[str, Lens]) -> None:
    """What is seen of a cell in the rows that are in view is one number and a few words."""
    choice = tables()[key]
    seen = seen_in(str(choosing_table(choice)))
    for column in choice.columns:
        for row in choice.main:
            words = seen[f"{column.id}.{row.value}"].strip().removesuffix("<div").split()
            assert len(words) <= 20, words


def test_what_nobody_knows_decides_nothing_and_fills_no_place() -> None:
    """What is in view first has figures: of a column that is open in what matters most, what else was measured."""
    for choice in tables().values():
        for row in choice.main:
            known = [column for column in choice.columns[1:] if column.place(row).known]
            assert known or row in (choice.first, SIDE, HARM)


def test_the_verdict_over_a_column_is_that_of_its_mark() -> None:
    """Enough is a tick, and nothing else is but waiting; what fits best has a star, and none while one chooses."""
    for key in distinct():
        choice = tables()[key]
        signs = {column.id: standing(choice, column) for column in choice.columns}
        ticked = {id for id, said in signs.items() if said and said.sign == YES}
        enough = {column.id for column in choice.columns if column.mark is Mark.ENOUGH and not column.outdated}
        assert ticked == {BASELINE} | enough
        assert str(choosing_table(choice)).count("is-best") == len({c.id for c in choice.columns} & set(choice.chosen))
        assert "is-best" not in str(choosing_table(choice, waits=True))
        assert "is-chosen" not in str(choosing_table(choice, waits=True))


def test_the_verdicts_are_covered_until_one_has_chosen() -> None:
    """While a choice waits, each column has one cover and no verdict; what it can do to one is never covered."""
    choice = tables()["post-3", Lens.TODAY]
    open_, waiting = (str(choosing_table(choice, waits=waits)) for waits in (False, True))
    assert waiting.count("is-covered") == len(choice.columns)
    assert "is-covered" not in open_
    for column in choice.columns:
        said = standing(choice, column)
        assert said is None or column.id in choice.chosen or said.words in open_
        assert said is None or f"<span>{said.words}</span>" not in waiting
    for words in ("can do serious harm", "lowest dose, 10 days at most", "burns: keep it covered"):
        assert words in open_
        assert words in waiting


def test_a_line_below_a_picture_has_five_words_at_most() -> None:
    """One short line: all else that is known of a cell is a tap away."""
    for cell in (cell for cell in CELLS if cell.known and cell.slot is not EFFORT):
        said = brief_line(cell) if cell.has_figure else in_short(cell)
        assert len(said.split()) <= 5, (cell.id, said)


def test_an_interval_may_end_in_nought() -> None:
    """One of its ends is then "as many", from whichever side it comes."""
    cell = next(cell for cell in CELLS if cell.yardstick.kind == "people" and cell.difference is not None)
    assert between(cell._replace(difference=-1, low=-2, high=0)) == "2 fewer to as many"
    assert between(cell._replace(difference=1, low=0, high=2)) == "as many to 2 more"


def test_neither_more_nor_less_is_said_in_words() -> None:
    """Of two who have the same pain neither has a nought of points less."""
    cell = next(cell for cell in CELLS if cell.yardstick.kind == "points" and cell.difference is not None)
    said = points(cell._replace(difference=0, low=None, high=None))
    assert (said.number, said.words) == ("as much", "")


def test_relief_may_be_less_as_well() -> None:
    """Whoever is relieved less than with the other reads so, with the size of it and no sign."""
    cell = next(cell for cell in CELLS if cell.yardstick is RELIEF and cell.difference is not None)
    less, more = (another_unit(cell._replace(with_=None, difference=by)) for by in (-1.1, 1.1))
    assert (less.number, less.words) == ("1.1", "less relief")
    assert (more.number, more.words) == ("1.1", "more relief")


def test_a_time_that_goes_without_saying_is_not_said() -> None:
    """Harm is counted as long as people were followed, and an operation's around it."""
    unsaid = {"as long as they were followed", "around the operation"}
    found = {cell.time: brief_time(cell) for cell in CELLS if cell.time in unsaid}
    assert found == dict.fromkeys(unsaid, "")
    assert all(brief_time(cell) for cell in CELLS if cell.time and cell.time not in unsaid)


def test_a_gain_whose_interval_holds_nought_is_called_unclear() -> None:
    """Rest with a disc: as many points more as fewer were found, and nothing is promised."""
    choice = choose(advise(CASES["herniated-disc"].presentation, Lens.ARTICLE))
    assert choice is not None
    rest = choice.column("rest")
    assert rest is not None
    assert gain_and_risk(choice, rest).startswith("Gain: nothing that is clear. Risk: ")


def test_what_one_chose_is_told_with_its_gain_and_its_risk() -> None:
    """The same numbers as in the column: so many more helped, so many more harmed."""
    choice = tables()["post-3", Lens.TODAY]
    said = {column.id: gain_and_risk(choice, column) for column in (*choice.columns, *choice.others)}
    assert said["otc_ibuprofen"] == (
        "Gain: very likely 4 more of 100, best guess 15: better. Risk: 21 more of 10,000: stomach bleeding."
    )
    assert said[BASELINE] == "Gain: what time brings by itself. Risk: none seen in eight trials."
    assert said["ice"] == "Gain: nobody has counted it. Risk: nobody has counted it."


def test_under_18_one_asks_first_about_ibuprofen() -> None:
    """Over the columns of a boy of seventeen stands that he asks first; over a grown man's it does not."""
    young, grown = (str(choosing_table(tables()[name, Lens.TODAY])) for name in ("long-sitting", "lifting"))
    assert "under 18: ask first" in young
    assert "under 18: ask first" not in grown


def test_of_which_ages_the_doses_are_stands_behind_every_cell_of_harm() -> None:
    """Whoever taps on the harm of a medicine reads, at any age, that its doses are for adults."""
    for name in ("post-3", "long-sitting"):
        said = unescape(str(cell_html(tables()[name, Lens.TODAY], "otc_ibuprofen.harm")))
        assert "The doses are for adults. Under 18: ask a pharmacist or doctor first." in said


def test_what_has_not_helped_is_not_taken_on() -> None:
    """Who has taken ibuprofen for nothing reads below the table that no more of it is taken until somebody looked."""
    html = str(choosing_table(tables()["lifting with no_relief", Lens.TODAY]))
    assert "<s>Ibuprofen from the shop</s> (no more until seen)" in html
    assert "no more until seen" not in str(choosing_table(tables()["post-3", Lens.TODAY]))


def test_names_keep_their_capitals_inside_a_sentence() -> None:
    """A disease that has its name from a person keeps its capital."""
    assert "; Crohn's disease" in never_with(TREATMENTS["otc_ibuprofen"])


def test_one_person_is_one_in_every_language() -> None:
    """Where one person of a hundred would be enough, the sentence is in the singular."""
    choice = made(("chronic", Lens.TODAY), Wish(2, SOON))
    flip = Flip("worth", Wish(1, SOON), choice.advice.presentation, ("heat",))
    assert flip_sentence(choice, flip) == (
        "You would choose otherwise if 1 person of 100 was enough for you: then warmth."
    )


def round_of(number: float | None) -> int:
    """To whole people, halves to the even one as the picture rounds what is already shown."""
    return round(float(rounded(number or 0)))


@EACH_CASE
def test_a_tap_on_a_cell_says_all_that_is_known_of_it(key: tuple[str, Lens]) -> None:
    """Each cell has a name and a detail: its sentence, people, comparator, certainty, source and arithmetic."""
    choice = tables()[key]
    html = str(choosing_table(choice, tap="cell"))
    for name, label in cell_names(choice):
        assert f"data-tap='cell={name}'" in html
        detail = unescape(str(cell_html(choice, name)))
        treatment, _, row = name.partition(".")
        column = choice.column(treatment)
        assert column is not None
        cell = column.place(Slot(row)).cell
        assert label.partition(":")[0] in detail
        assert sentence(cell) in detail
        if cell is not None and cell.has_figure:
            assert cell.against.label in detail
            assert cell.people is None or f"{cell.people:,}" in detail
            assert "How sure:" in detail
            assert cell.how is None or cell.how.arithmetic in detail
        for other in column.place(Slot(row)).others:
            assert sentence(other) in detail
    assert str(cell_html(choice, "nothing.soon")) == str(cell_html(choice, f"{BASELINE}.nothing")) == ""


def column_text(html: str, name: str) -> str:
    """What is seen and heard of one cell."""
    return cells_in(unescape(html))[name]


def test_no_medicine_of_a_kind_looks_free_of_the_harm_of_the_other() -> None:
    """Both ibuprofens show bleeding and heart attack with the time, in new and lasting pain and down the leg."""
    for name in ("post-3", "chronic", "herniated-disc"):
        choice = tables()[name, Lens.TODAY]
        shown = [made((name, Lens.TODAY), Wish(also=id)) for id in ("otc_ibuprofen", "rx_ibuprofen")]
        found = {column.id: column.place(HARM) for each in shown for column in each.columns}
        for id in ("otc_ibuprofen", "rx_ibuprofen"):
            text = next(
                column_text(str(choosing_table(each)), f"{id}.harm")
                for each in shown
                if each.column(id) in each.columns
            )
            assert "stomach bleeding" in text
            assert "heart attack or stroke" in text
            assert "1 year" in text
            assert found[id].known
        assert HARM in choice.main


def test_both_rows_of_harm_are_always_in_view() -> None:
    """Whatever matters most, side effects and serious harm are among the rows that are never folded away."""
    for row in ROWS:
        choice = made(("post-3", Lens.TODAY), Wish(first=row))
        assert {row, SIDE, HARM} <= set(choice.main)


def test_a_difference_that_is_not_clear_is_called_so() -> None:
    """Fewer side effects within chance are no protection: that is not clear, and nobody is drawn as spared."""
    html = str(choosing_table(tables()["post-3", Lens.TODAY]))
    assert "not clear" in seen_in(html)["otc_ibuprofen.side"]
    assert "spared" not in drawn_cells(html)["otc_ibuprofen.side"]


def test_a_large_number_that_is_unsure_is_said_to_be_so() -> None:
    """Where the number is large enough and its low end is not, the sentence says both."""
    assert verdict(tables()["post-3", Lens.TODAY]) == (
        "Keep moving and wait: ibuprofen from the shop very likely helps only 4 of 100 (best guess 15), "
        "and you want 10."
    )


NUMERAL = re.compile(r"<b>([^<]+)</b>")


def test_the_large_number_is_what_the_verdict_goes_by() -> None:
    """In the row that matters most the numeral of a gain is its low end: as large as wanted only where it fits."""
    compared = 0
    for key in CASE_KEYS:
        for worth in (1, 4, 5, 10, 12, 13, 18):
            choice = made(key, Wish(worth))
            cells = drawn_cells(str(choosing_table(choice)))
            for column in choice.columns[1:]:
                said = NUMERAL.search(cells[f"{column.id}.{choice.first.value}"])
                if said is None or not said[1][:1].isdigit():
                    assert column.mark is not Mark.ENOUGH
                    continue
                compared += 1
                assert (float(said[1]) >= worth) is (column.mark is Mark.ENOUGH), (key, worth, column.id)
                assert said[1] == "0" or "best guess" in cells[f"{column.id}.{choice.first.value}"]
    assert compared > 20


def test_a_gain_that_is_fewer_people_says_fewer() -> None:
    """Of new episodes the fewer the better: neither the cell nor what one gains reads as more of them."""
    choice = tables()["no pain", Lens.TODAY]
    assert re.match(r"\s*5\s+fewer of 100, very likely", seen_in(str(choosing_table(choice)))["light_exercise.again"])
    column = choice.column("light_exercise")
    assert column is not None
    assert gain_and_risk(choice, column).startswith("Gain: very likely 5 fewer of 100, best guess 11: a new episode.")


def test_what_nobody_has_read_has_no_large_number() -> None:
    """The figure of core exercises was not verified: that is what stands large, and the number is small print."""
    cell = seen_in(str(choosing_table(tables()["chronic", Lens.TODAY])))["core_strengthening.pain"]
    assert re.match(r"\s*not verified\s+best guess 10", cell)


def test_every_number_that_nobody_has_read_is_marked() -> None:
    """Wherever a cell has something of a source that was not verified, that is seen, whatever matters most."""
    marked = 0
    for key in CASE_KEYS:
        for first in ROWS:
            choice = made(key, Wish(first=first))
            seen = seen_in(str(choosing_table(choice)))
            for column in choice.columns:
                for place in column.places:
                    cell = place.counted if place.row is first and place.counted else place.cell
                    if cell is None or not cell.known or SOURCES[cell.source].verified or place.row is EFFORT:
                        continue
                    text = seen[f"{column.id}.{place.row.value}"]
                    if found_in(text) or not cell.has_figure:
                        marked += 1
                        assert "not verified" in text, (key, column.id, place.row)
    assert marked


def test_the_numbers_of_the_other_rows_are_called_best_guesses() -> None:
    """Only the row that matters most has what one may count on: another row of gains has best guesses."""
    html = str(choosing_table(tables()["post-3", Lens.TODAY]))
    heads = [unescape(re.sub(r"<[^>]*>", " ", head)) for head in re.findall(r"role='rowheader'.*?data-cell", html)]
    assert ["best guess" in head for head in heads[:4]] == [False, False, True, False]


def test_what_was_found_before_six_weeks_is_said_too() -> None:
    """Waiting has a number for six weeks; that another trial counted after one week stands below it."""
    seen = seen_in(str(choosing_table(tables()["post-3", Lens.TODAY])))["stay_active.pain"]
    assert "6 weeks; elsewhere 36 after 1 week" in seen


def test_whom_a_medicine_is_not_for_stands_below_its_name() -> None:
    """The best known of what rules it out is named in the table, and all of it behind the cell of its harm."""
    choice = tables()["post-3", Lens.TODAY]
    assert "not with: ulcer, weak kidneys, heart disease, blood thinner, pregnancy" in str(choosing_table(choice))
    detail = unescape(str(cell_html(choice, "otc_ibuprofen.harm")))
    for each in TREATMENTS["otc_ibuprofen"].contraindications:
        if each.absolute and len(each.when.atoms) == 1:
            assert all(atom.label[1:] in detail for atom in each.when.atoms)


def test_a_tap_on_whom_a_medicine_is_not_for_opens_all_of_them() -> None:
    """Only the best known reasons are named below the table; a tap brings the cell that names each."""
    html = str(choosing_table(tables()["post-3", Lens.TODAY], opens="numbers")).replace('"', "'")
    foot = html.partition("<div class='bl-choice-foot")[2]
    said = re.search(r"<span ([^>]*)>not with: [^<]* and 18 others", foot)
    assert said is not None
    assert "data-tap='cell=otc_ibuprofen.harm'" in said[1]
    assert "data-opens='numbers'" in said[1]


def test_a_number_that_was_compared_with_nothing_says_that_the_other_is_not_known() -> None:
    """It never stands alone: how many it would have been without is a question mark; what was compared is more."""
    seen = seen_in(str(choosing_table(tables()["herniated-disc", Lens.TODAY])))
    assert re.match(r"\s*750 with it, \? without\s+operated on again", seen["disc_surgery.harm"])
    assert re.match(r"\s*21\s+more in 1 year\s+stomach bleeding", seen["otc_ibuprofen.harm"])


def test_more_relief_never_reads_as_more_pain() -> None:
    """In the row of pain no number of another scale stands among points of 100: it is in the card behind the cell."""
    choice = tables()["lifting", Lens.TODAY]
    assert seen_in(str(choosing_table(choice)))["heat.pain"].split()[:3] == ["relief;", "measured", "otherwise"]
    assert "1.1" in cell_html(choice, "heat.pain")


def test_what_nobody_compared_has_no_dots() -> None:
    """A number without a comparison with waiting is in words on stripes, and there only: it has no picture."""
    html = str(choosing_table(tables()["herniated-disc", Lens.TODAY]))
    cells = drawn_cells(html)
    alone = [name for name, cell in cells.items() if "? without" in cell or "? against waiting" in cell]
    assert {"physical_therapy.side", "disc_surgery.side"} <= set(alone)
    assert not [name for name in alone if "bl-people" in cells[name] or "bl-choice-number" in cells[name]]
    assert all("bl-choice-apart" in cells[name] for name in alone)


def test_a_course_of_people_who_were_treated_is_not_by_itself() -> None:
    """Everybody in the trial had advice, and most a medicine."""
    seen = seen_in(str(choosing_table(tables()["nothing asked", Lens.TODAY])))
    assert re.match(r"\s*36\s+of 100 with usual care", seen["stay_active.soon"])
    assert re.match(r"\s*from 52 to 23, 6 weeks", seen["stay_active.pain"])


def test_what_a_source_does_not_say_of_the_care_is_not_said() -> None:
    """Of those who had seen a doctor it is not known what they were given: neither nothing nor the usual."""
    for id in ("acute-stay_active-later-cohort", "leg-stay_active-later-surgical"):
        assert difference(BY_ID[id]).words == "with time"


def test_a_frame_is_full_where_it_is_worth_it() -> None:
    """Whatever somebody wants, the picture of a column is full up to that exactly where its mark says enough."""
    for key in CASE_KEYS:
        for worth in (1, 3, 4, 5, 10, 12, 13):
            choice = made(key, Wish(worth))
            for column in choice.columns[1:]:
                cell = column.places[0].counted
                if cell is not None and cell.yardstick.kind in ("people", "points"):
                    bar = re.search(r"data-gain='([\d.]+)", str(gain_bar(cell, worth)))
                    assert bar is not None
                    sure = float(bar[1]) if cell.yardstick.kind == "points" else surely(cell)
                    assert (sure >= worth) is (column.mark is Mark.ENOUGH)


def test_what_is_compared_has_the_same_start() -> None:
    """Of new pain the first column is counted as ibuprofen is: as many got better on dummy tablets, after that time."""
    choice = tables()["post-3", Lens.TODAY]
    assert base_of(choice) is BY_ID["acute-stay_active-soon-placebo"]
    seen = seen_in(str(choosing_table(choice)))
    assert re.match(r"\s*37\s+of 100 by itself\s+better, 1 to 15 days", seen["stay_active.soon"])
    assert re.match(r"\s*4\s+more of 100, very likely\s+best guess 15", seen["otc_ibuprofen.soon"])


def test_those_who_waited_and_were_operated_on_are_named() -> None:
    """As many recovered with an operation and without: of those who waited, 39 of 100 had one in the end."""
    seen = seen_in(str(choosing_table(tables()["herniated-disc", Lens.TODAY])))
    assert "39 who waited had it later" in " ".join(seen["disc_surgery.later"].split())


def test_the_days_on_the_column_are_those_of_the_packet() -> None:
    """What is said over ibuprofen from the shop is what the printed dose says: ten days, and then one asks."""
    assert any("10 days at most" in dose.how_long for dose in TREATMENTS["otc_ibuprofen"].doses)


def test_where_the_measures_differ_the_first_column_has_no_number() -> None:
    """A success in one trial and a recovery in another have no common start, and each cell says what it counted."""
    for name in ("herniated-disc", "chronic"):
        choice = tables()[name, Lens.TODAY]
        assert base_of(choice) is None
        seen = seen_in(str(choosing_table(choice)))
        assert seen[f"{BASELINE}.{choice.first.value}"].split()[:2] == ["the", "others"]


def test_only_what_can_be_compared_has_a_number_in_the_first_row() -> None:
    """What nobody compared with going without it stands there in words, and its number is behind a tap."""
    choice = made(("post-3", Lens.TODAY), Wish(also="rx_ibuprofen"))
    seen = seen_in(str(choosing_table(choice)))
    assert seen["rx_ibuprofen.soon"].split()[:2] == ["measured", "otherwise"]
    assert "70" in cell_html(choice, "rx_ibuprofen.soon")


def test_of_one_medicine_in_two_strengths_one_is_shown() -> None:
    """Two ibuprofens stand side by side only where somebody asks for it, and below the table is said: never both."""
    for choice in tables().values():
        assert len({"otc_ibuprofen", "rx_ibuprofen"} & {column.id for column in choice.columns}) < 2
    html = str(choosing_table(tables()["post-3", Lens.TODAY]))
    assert re.search(r"Ibuprofen on prescription</span></span> \(never both\)", html)


def test_a_bar_is_full_as_far_as_is_very_likely() -> None:
    """Full up to the nearer end of the interval, hollow up to the number; all hollow where nobody read the source."""
    html = str(choosing_table(tables()["chronic", Lens.TODAY]))
    assert re.findall(r"data-gain='([^']*)'", html) == ["1.27 3.3", "12 15", "0 10"]


def test_two_ibuprofens_side_by_side_say_never_both() -> None:
    """Over both stands that they are never taken together, and by each harm of which dose it is."""
    html = str(choosing_table(made(("post-3", Lens.TODAY), Wish(also="rx_ibuprofen"))))
    assert html.count("never both") == 2
    seen = seen_in(html)
    for id in ("otc_ibuprofen", "rx_ibuprofen"):
        assert "stomach bleeding, prescribed" in seen[f"{id}.harm"]
        assert "a year of high doses: heart attack or stroke" in seen[f"{id}.harm"]


def test_a_relaxant_below_the_table_says_that_one_must_not_drive() -> None:
    """It is one tap away, and its warning is not."""
    html = str(choosing_table(made(("post-3", Lens.TODAY), Wish(also="ice"))))
    assert re.search(r"Muscle relaxant</span></span> \(doctor decides; drowsy: never drive\)", html)


def test_whoever_need_not_ask_is_not_sent_to_ask() -> None:
    """Where asthma asks for no care, it is not named; where not all of the best known rule it out, nobody is."""
    tablet = TREATMENTS["otc_ibuprofen"]
    absolute = tuple(each for each in tablet.contraindications if each.absolute)
    no_asthma = tablet._replace(contraindications=absolute)
    assert only_without(no_asthma) == (
        "not with: ulcer, weak kidneys, heart disease, blood thinner, pregnancy, and 18 others"
    )
    no_ulcer = (each for each in absolute if FINDINGS["ulcer"] not in each.when.atoms)
    assert only_without(tablet._replace(contraindications=tuple(no_ulcer))) == ""


def test_a_low_end_that_is_no_gain_is_none_at_all() -> None:
    """What is large enough but may do nothing is said to do perhaps nothing."""
    choice = made(("herniated-disc", Lens.TODAY), Wish(4, PAIN))
    tablet = next(column for column in choice.columns if column.id == "otc_ibuprofen")
    places = (each._replace(counted=each.counted and each.counted._replace(difference=-9)) for each in tablet.places)
    unsure = choice._replace(columns=(choice.columns[0], tablet._replace(places=tuple(places))), others=())
    assert verdict(unsure) == (
        "Keep moving and wait: ibuprofen from the shop may take off nothing (best guess 9 points of 100)."
    )


def test_where_the_article_suggests_nothing_it_says_so() -> None:
    """Through its lens, with no column of its own, it would choose nothing; today one keeps moving."""
    choice = tables()["lifting", Lens.ARTICLE]
    bare = choice._replace(columns=tuple(column._replace(article=False) for column in choice.columns))
    assert verdict(bare) == "The article would choose nothing of this; today: keep moving."


def test_what_is_held_back_says_what_it_waits_for() -> None:
    """One question is one, and what waits for a doctor says so."""
    held = tables()["nothing asked", Lens.TODAY].held[0]
    one = held._replace(questions=(FINDINGS["ulcer"],))
    assert held_sentence(one) == (
        "Ibuprofen from the shop: ask first about a stomach ulcer or stomach bleeding, now or ever. A “no” can free it."
    )
    waits = held._replace(questions=(), withheld=held.withheld._replace(kind=WAITS))
    assert held_sentence(waits) == "Ibuprofen from the shop: waits until a doctor has looked."


# --- what a fair table of chances has to say


@EACH_CASE
def test_all_eight_items_of_a_fair_table_are_on_the_page(key: tuple[str, Lens]) -> None:
    """Outcomes, people, rates, times, one denominator, uncertainty, two views, both halves: each is said and is so."""
    choice = tables()[key]
    html = unescape(str(choosing_table(choice)))
    assert re.findall(r"data-ipdas='(\w+)'", html) == list(READING) == list(how_to_read(choice))
    texts = cells_in(html)
    for column in choice.columns:
        for place in column.places:
            cell, text = place.cell, texts[f"{column.id}.{place.row.value}"]
            if cell is None or not cell.known:
                assert "nobody knows" in text.lower()  # an empty place is never blank
            elif cell.has_figure:
                assert cell.time in text
                assert "interval" in text or " to " in text  # uncertainty, or that none was printed
                if cell.yardstick.kind == "people":
                    assert ("Of 10,000 people" if cell.slot is HARM else "Of 100 people") in text
                    assert cell.with_ is None or "were not so" in text  # the other half
    assert "<details><summary>In numbers</summary>" in html
    assert html.count("<tr>") == len(ROWS) + 1
    assert choice.situation.people in html


@EACH_CASE
def test_no_chance_is_said_as_one_in_so_many(key: tuple[str, Lens]) -> None:
    """Denominators are 100 and 10,000 and nothing else; no relative risk stands in a cell."""
    html = unescape(str(choosing_table(tables()[key])))
    assert re.findall(r"\b[Oo]ne in \w+|\b1 in \d+|risk ratio|odds", html) == []


@EACH_CASE
def test_the_pictures_stand_still(key: tuple[str, Lens]) -> None:
    """Nothing in a picture of a chance moves or can be dragged."""
    html = str(choosing_table(tables()[key]))
    assert re.findall(r"data-key|data-drag|<animate|animation|transition", html) == []


@EACH_CASE
def test_the_numbers_are_the_same_table(key: tuple[str, Lens]) -> None:
    """The second view holds every cell that is shown."""
    choice = tables()[key]
    numbers = unescape(str(numbers_html(choice)))
    for column in choice.columns:
        for place in column.places:
            assert place_words(place) in numbers


def test_the_article_and_today_show_other_columns() -> None:
    """The lens changes what one looks at: rest and ice of the article, warmth of today."""
    article, today = ({c.id for c in tables()["lifting", lens].columns} for lens in (Lens.ARTICLE, Lens.TODAY))
    assert "rest" in article - today
    assert "heat" in today - article


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_table_can_be_said_in_every_language(language: str) -> None:
    """No message loses a field in another language."""
    with speaking(language):
        for key in CASE_KEYS:
            choice = tables()[key]
            assert "{" not in unescape(str(choosing_table(choice)))
            assert "{" not in verdict(choice) + otherwise(choice)


def test_a_pain_of_none_shows_only_what_keeps_the_next_one_away() -> None:
    """Without pain, columns are what was tried for it, and no tablet is among them."""
    choice = tables()["no pain", Lens.TODAY]
    assert {column.id for column in (*choice.columns, *choice.others)} <= {
        BASELINE,
        "light_exercise",
        "core_strengthening",
    }
    assert choice.first is AGAIN


def test_every_cell_that_can_be_shown_is_said() -> None:
    """Each cell of the knowledge, offered today or not, makes a sentence that holds its numbers."""
    for cell in BY_ID.values():
        text = sentence(cell)
        assert text.endswith(".")
        if cell.has_figure:
            assert found_in(text) <= numbers_of(cell), cell.id


def test_what_a_lens_offers_is_known_to_the_table() -> None:
    """Every treatment that can be recommended is a column, or is named among those that are none."""
    columns = {cell.treatment for cell in CELLS} | {"paracetamol_first"}
    assert set(TREATMENTS) == columns | NO_COLUMN.keys()


def test_advice_is_asked_for_a_table() -> None:
    """A table rests on an advice, so that it can never be about a patient who was not triaged."""
    assert isinstance(tables()["lifting", Lens.TODAY].advice, Advice)


def test_only_what_makes_it_this_level_is_given_as_its_reason() -> None:
    """A reader who feels sick is seen today for that; that ibuprofen failed asks for less, and no more is taken."""
    shown = str(whom_to_call(advise(CASES["post-4"].presentation)))
    assert "Feeling sick" in shown
    assert "ibuprofen has not helped" not in shown.lower()
    assert "No more ibuprofen until a doctor has looked." in shown
