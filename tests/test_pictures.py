"""Pictures: well formed, told in words too, in the palette's colours, and never a number that no source holds."""

from __future__ import annotations

import re
from collections.abc import Callable
from colorsys import rgb_to_hls
from pathlib import Path
from xml.etree import ElementTree

import pytest
from person import names_of
from playwright.sync_api import Page

from backlab import CASES, Presentation, advise
from backlab.advice import Advice
from backlab.drawing.picture import Picture, Table, picture_html
from backlab.drawing.svg import PALETTE, colour, hatch, number, paint, text_width, wrap
from backlab.knowledge.causes import CAUSES, MEASURED
from backlab.knowledge.figures import COURSES, EFFECTS, Figure
from backlab.knowledge.sources import SOURCES
from backlab.labs.pictures import PICTURES
from backlab.language import LANGUAGES, speaking
from backlab.markup import Markup
from backlab.model import Disposition
from backlab.pictures.advice import ladder, plan_timeline, what_would_change
from backlab.pictures.calibration import Bin, calibration
from backlab.pictures.causes import differential_lists, odds_walk, walk
from backlab.pictures.evidence import effect, recovery_curves
from backlab.pictures.marks import level_icon
from backlab.pictures.muscle import muscle
from backlab.pictures.people import icon_array, triage_matrix
from backlab.pictures.population import Choice, costs, missed_bars, trip_bars
from backlab.reasoning.bayes import candidate
from backlab.reasoning.population import draw, toll, trips
from backlab.words import Point, not_ruled_out, percent

COUNTS = {
    (Disposition.EMERGENCY, Disposition.EMERGENCY): 5,
    (Disposition.SELF_CARE, Disposition.EMERGENCY): 1,
    (Disposition.URGENT, Disposition.SELF_CARE): 2,
    (Disposition.ROUTINE, Disposition.ROUTINE): 100_000,
}
BINS = (Bin(25, 44, 2, 1, 0.3), Bin(45, 64, 0, 0, 0.0), Bin(65, 84, 4, 3, 0.7), Bin(85, 100, 14, 14, 1.0))
REPORT = toll(draw(1000, 1))
OF_ADVICE: dict[str, Callable[[Advice], Picture]] = {
    "ladder": ladder,
    "changes": what_would_change,
    "plan": plan_timeline,
    "causes": differential_lists,
    "odds": lambda advice: odds_walk(candidate("spinal_tumour", advice.presentation)),
}
OF_EVIDENCE: dict[str, Callable[[], Picture]] = {
    "recovery": recovery_curves,
    "recovery, all": lambda: recovery_curves(COURSES),
    "effect": effect,
    "people": lambda: icon_array(0.0338, CAUSES["cauda_equina"].label),
    "people, nobody": lambda: icon_array(0.0001, CAUSES["cauda_equina"].label),
    "triage": lambda: triage_matrix(COUNTS),
    "muscle": lambda: muscle(100, 100),
    "calibration": lambda: calibration(BINS, 0.12),
    "missed": lambda: missed_bars(REPORT.missed),
    "costs": lambda: costs([Choice(1, REPORT)], 20, 1),
    "trips": lambda: trip_bars(trips(draw(1000, 7)), 1000),
}
LENSES = ("today", "article")

# Of each picture the words that leave it, and those that lie on others.
COLLISIONS = """() => [...document.querySelectorAll('svg[role=img]')].flatMap(svg => {
  const view = svg.viewBox.baseVal, toView = svg.getScreenCTM().inverse(), bad = [];
  const boxes = [...svg.querySelectorAll('text')].map(text => {
    const box = text.getBBox(), move = toView.multiply(text.getScreenCTM());
    const x = place => place * move.a + move.e, y = place => place * move.d + move.f;
    return {left: x(box.x), right: x(box.x + box.width), top: y(box.y + box.height * 0.2),
            bottom: y(box.y + box.height * 0.8), words: text.textContent};
  });
  boxes.forEach((a, place) => {
    if (a.left < -1 || a.right > view.width + 1 || a.top < -1 || a.bottom > view.height + 1) bad.push(a.words);
    boxes.slice(place + 1).forEach(b => {
      if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom && b.top < a.bottom)
        bad.push(a.words + ' | ' + b.words);
    });
  });
  return bad;
})"""


def drawn() -> dict[str, Picture]:
    """Every kind of picture, of every case and through both lenses, in the language that is spoken."""
    found = {
        f"{kind} {case} {lens}": draw(advise(CASES[case].presentation, lens))
        for case in CASES
        for lens in LENSES
        for kind, draw in OF_ADVICE.items()
    }
    return found | {name: draw() for name, draw in OF_EVIDENCE.items()} | of_labs()


def of_labs() -> dict[str, Picture]:
    """What each lab of pictures draws at every choice of its menus and at both ends of its sliders."""
    found = {}
    for name, make in PICTURES.items():
        _, fields, first, draw = make()
        for field in fields:
            for value in names_of(field) or [field["low"], field["high"]]:
                pictures = draw({**first, field["id"]: value})
                found |= {f"{name}, {field['id']} {value}: {picture.id}": picture for picture in pictures}
    return found


@pytest.fixture(scope="module", params=LANGUAGES)
def pictures(request: pytest.FixtureRequest) -> dict[str, Picture]:
    """Every picture in one language after the other."""
    with speaking(request.param):
        return drawn()


def words_in(svg: str) -> str:
    """All words of a drawing but for its title and description, with single spaces."""
    parts = (node.text or "" for node in ElementTree.fromstring(svg).iter("text"))
    return " ".join(" ".join(parts).split())


def test_every_picture_is_well_formed_and_described(pictures: dict[str, Picture]) -> None:
    """Each drawing is XML that opens with its title and a description, and is an image with that name."""
    for name, picture in pictures.items():
        root = ElementTree.fromstring(picture.svg)
        assert [root[0].tag, root[0].text] == ["title", picture.title], name
        assert [root[1].tag, root[1].text] == ["desc", picture.description], name
        assert (root.get("role"), root.get("aria-label")) == ("img", picture.title), name
        assert picture.title.strip(), name
        assert picture.description.strip(), name


def test_every_picture_is_also_a_table(pictures: dict[str, Picture]) -> None:
    """Each has a table with a named column for every cell, and rows that begin with a name."""
    for name, picture in pictures.items():
        assert picture.table.rows, name
        assert {len(row) for row in picture.table.rows} == {len(picture.table.header)}, name
        assert all(picture.table.header), name
        assert all(row[0] for row in picture.table.rows), name


def test_no_picture_has_an_id_a_script_or_an_address(pictures: dict[str, Picture]) -> None:
    """Two copies can stand on one page, and nothing is fetched or run."""
    for name, picture in pictures.items():
        assert not re.search(r"\sid=|<script|href|url\(|https?:|\son\w+=", picture.svg), name


def test_every_colour_is_one_of_the_palette(pictures: dict[str, Picture]) -> None:
    """No drawing fixes a colour of its own, so that every theme reads."""
    allowed = {"none", "currentColor", *(f"var(--bl-{name})" for name in PALETTE)}
    for name, picture in pictures.items():
        assert set(re.findall(r"(?:fill|stroke):([^;'\"]+)", picture.svg)) <= allowed, name
        assert not re.search(r"\s(?:fill|stroke)=|#[0-9a-fA-F]{3}|rgb", picture.svg), name


def test_every_text_is_large_enough(pictures: dict[str, Picture]) -> None:
    """Drawn 300 pixels wide, no letter is smaller than 12 pixels."""
    for name, picture in pictures.items():
        wide = float(re.findall(r"viewBox='0 0 (\d+) ", picture.svg)[0])
        assert min(map(float, re.findall(r"font-size:([\d.]+)px", picture.svg))) * 300 / wide >= 12, name


def test_the_same_data_make_the_same_picture() -> None:
    """Drawing twice gives the same text."""
    assert drawn() == drawn()


def test_the_palette_of_the_pictures_is_that_of_the_pages() -> None:
    """Every colour that can be named is defined among the pages' tokens."""
    tokens = (Path(__file__).parents[1] / "backlab" / "kit" / "tokens.css").read_text(encoding="utf-8")
    assert {name for name in PALETTE if f"--bl-{name}:" not in tokens} == set()


@pytest.mark.parametrize("level", [level.slug for level in Disposition])
def test_a_level_has_its_colour_by_night_as_by_day(level: str) -> None:
    """Red stays red, and is no pink: the hue is that of the day, and as full."""
    tokens = (Path(__file__).parents[1] / "backlab" / "kit" / "tokens.css").read_text(encoding="utf-8")
    pair = re.search(rf"--bl-{level}: light-dark\(#(\w{{6}}), #(\w{{6}})\)", tokens)
    assert pair is not None
    day, night = (rgb_to_hls(*(byte / 255 for byte in bytes.fromhex(colour))) for colour in pair.groups())
    assert day[0] == pytest.approx(night[0], abs=0.03)
    assert night[1] <= 0.7


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_cut_or_lie_on_others(page: Page, language: str) -> None:
    """In a browser every text lies inside its picture and on no other text."""
    with speaking(language):
        html = "".join(f"<div style='width:320px'>{picture_html(picture)}</div>" for picture in drawn().values())
    page.set_content(f"<!doctype html><body style='font-family:sans-serif'>{html}")
    assert page.evaluate(COLLISIONS) == []


def test_a_figure_names_its_table() -> None:
    """The figure holds the drawing, its notes and a table with a caption and named rows and columns."""
    table = Table(("a", "b"), (("c", "d"),))
    picture = Picture("x", "A <title>", "told", Markup("<svg></svg>"), table, ("one < two", "three"))
    html = picture_html(picture)
    assert "<figure class='bl-picture bl-picture-x'><svg></svg>" in html
    assert "</svg><p class='bl-note'>one &lt; two</p><p class='bl-note'>three</p><details>" in html
    assert "<summary>As a table</summary>" in html
    assert "<table><caption>A &lt;title&gt;</caption>" in html
    assert "<th scope='col'>a</th><th scope='col'>b</th>" in html
    assert "<th scope='row'>c</th><td>d</td>" in html


@pytest.mark.parametrize("case", CASES)
def test_the_ladder_marks_the_level_in_word_and_shape(case: str) -> None:
    """One rung says "Here", and each rung that could be reached says so."""
    advice = advise(CASES[case].presentation)
    picture = ladder(advice)
    words = words_in(picture.svg)
    assert words.count("Here") == 1
    assert words.count("Could be reached") == advice.could_reach - advice.disposition
    assert [row[0] for row in picture.table.rows if row[2] == "Here"] == [advice.disposition.label]
    assert picture.svg.count("class='bl-here'") == 1
    assert all(f"bl-mark-{level.name.lower().replace('_', '-')}" in picture.svg for level in Disposition)


def test_nothing_crosses_the_shapes_of_the_ladder() -> None:
    """The rail and the arrow are drawn first, so that each level's shape lies on them with a gap around it."""
    svg = ladder(advise(Presentation(age=34, pain=6))).svg
    marks = [match.start() for match in re.finditer("class='bl-mark-", svg)]
    assert len(marks) == len(Disposition)
    assert max(match.start() for match in re.finditer("<line", svg)) < marks[0]


@pytest.mark.parametrize("case", CASES)
def test_picture_and_words_have_the_same_causes(case: str) -> None:
    """Each cause that is told with its evidence stands in the drawing by its name, in the same order."""
    advice = advise(CASES[case].presentation)
    section = next(part for part in advice.sections() if part.id == "causes")
    points = [block.text for block in section.blocks if isinstance(block, Point)]
    told = [text.split(" (")[0] for text in points if text != not_ruled_out()]
    words = words_in(differential_lists(advice).svg)
    places = [words.find(name) for name in told]
    assert told
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("case", CASES)
def test_the_lists_name_what_was_found(case: str) -> None:
    """Beside a cause stand the first findings that speak for it and against it; its table has all of them."""
    picture, lists = differential_lists(advise(CASES[case].presentation)), advise(CASES[case].presentation).differential
    words, rows = words_in(picture.svg).lower(), {row[1]: row for row in picture.table.rows}
    for suspect in (*lists.looked_for, *lists.common):
        assert all(atom.label.lower() in words for atom in suspect.speaks_for[:2])
        assert all(atom.label.lower() in rows[suspect.cause.label][3].lower() for atom in suspect.speaks_for)
        against = (*suspect.speaks_against, *suspect.dangers)
        assert all(atom.label.lower() in rows[suspect.cause.label][4].lower() for atom in against)


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("case", CASES)
def test_picture_and_words_call_what_is_held_back_alike(case: str, lens: str) -> None:
    """What the plan's picture marks as to be asked first is marked so in words too."""
    advice = advise(CASES[case].presentation, lens)
    section = next(part for part in advice.sections() if part.id == "withheld")
    marks = {block.mark for block in section.blocks if isinstance(block, Point)} - {""}
    assert marks == {row[2] for row in plan_timeline(advice).table.rows} & {"Ask first", "Ruled out"}


@pytest.mark.parametrize("case", CASES)
def test_the_changes_name_all_findings_in_the_table(case: str) -> None:
    """What the picture shortens with a count its table names in full."""
    advice = advise(CASES[case].presentation)
    named = "; ".join(row[2] for row in what_would_change(advice).table.rows).lower()
    atoms = [atom for change in (*advice.raises, *advice.lowers) for atom in change.atoms]
    assert [atom.label for atom in atoms if atom.label.lower() not in named] == []


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("case", CASES)
def test_the_timeline_holds_the_whole_plan(case: str, lens: str) -> None:
    """Every recommendation and everything withheld has one row, and its word stands in the drawing."""
    advice = advise(CASES[case].presentation, lens)
    picture = plan_timeline(advice)
    planned = [line.treatment.label for line in advice.plan.recommendations]
    planned += [held.treatment.label for held in advice.plan.withheld]
    assert sorted(row[0] for row in picture.table.rows) == sorted(planned)
    assert all(re.split(r",| \(", row[2])[0] in words_in(picture.svg) for row in picture.table.rows)


def test_what_the_article_suggests_and_guidelines_do_not_is_marked() -> None:
    """Through the article's lens rest stands there with today's verdict."""
    rows = {row[0]: row[2] for row in plan_timeline(advise(CASES["lifting"].presentation, "article")).table.rows}
    assert rows["Rest"] == "The article suggests (Today: not advised)"


@pytest.mark.parametrize("case", CASES)
def test_each_way_is_marked_where_something_of_it_was_found(case: str) -> None:
    """As many ticks as ways with a finding, beside the one of the legend, and a ring for each other one."""
    advice = advise(CASES[case].presentation)
    svg, ways = differential_lists(advice).svg, [way for suspect in advice.differential.common for way in suspect.ways]
    for shape, count in (
        ("M4.5 9.5L8 13L14 5.5", sum(bool(way.speaks_for) for way in ways)),
        ("r='4.5'", sum(not way.speaks_for for way in ways)),
    ):
        assert svg.count(shape) == (count + 1 if count else 0)


def test_no_bar_and_no_share_is_drawn() -> None:
    """The two lists add up to nothing: beside a cause stands at most a word."""
    for case in CASES.values():
        assert "%" not in words_in(differential_lists(advise(case.presentation)).svg)


@pytest.mark.parametrize("case", CASES)
def test_no_level_is_drawn_beside_a_cause(case: str) -> None:
    """Neither its shape nor its word; and with a sign of danger no word for how common a cause is."""
    advice = advise(CASES[case].presentation)
    picture = differential_lists(advice)
    assert "bl-mark-" not in picture.svg
    places = {row[2] for row in picture.table.rows}
    assert not places & {level.label for level in Disposition}
    assert bool(places & {"common", "uncommon", "rare"}) != advice.red_flag


def test_what_waits_for_an_answer_is_drawn_and_counted() -> None:
    """Three of the causes that wait are named, how many more there are is said, and the table has them all."""
    advice = advise(Presentation(age=34, pain=6))
    waiting = advice.differential.not_ruled_out
    picture = differential_lists(advice)
    assert len(waiting) > 4
    assert all(suspect.cause.label in words_in(picture.svg) for suspect in waiting[:3])
    assert f"and {len(waiting) - 3} more causes" in words_in(picture.svg)
    assert {suspect.cause.label for suspect in waiting} <= {row[1] for row in picture.table.rows}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("cause", MEASURED)
def test_a_walk_ends_at_the_post_test_odds(case: str, cause: str) -> None:
    """Pre-test odds times every factor are the post-test odds, for every cause that is measured."""
    now = candidate(cause, CASES[case].presentation)
    odds = now.pre_test / (1 - now.pre_test)
    for step in walk(now):
        assert step.before == pytest.approx(odds)
        odds *= step.factor
    assert odds == pytest.approx(now.post_test / (1 - now.post_test))
    assert percent(now.post_test) in words_in(odds_walk(now).svg)


def test_what_a_number_rests_on_is_said() -> None:
    """A ratio that nobody here has read is called not verified, and none is an estimate."""
    rows = [row[0] for row in odds_walk(candidate("spinal_tumour", CASES["tumour"].presentation)).table.rows]
    assert "Has or had cancer (not verified)" in rows
    assert not any("estimate" in row for row in rows)


def test_people_are_counted() -> None:
    """34 of 1000 are drawn as figures and 966 as dots, and both the words and the table say so."""
    picture = icon_array(0.0338, "Cauda equina syndrome")
    assert picture.description == "Cauda equina syndrome: 34 of 1000 people; 966 are without it."
    assert [row[1] for row in picture.table.rows] == ["34", "966"]
    assert "34 of 1000: Cauda equina syndrome" in words_in(picture.svg).replace("  ", " ")
    assert picture.svg.count("<path") <= 5


def test_a_share_too_small_to_show_is_not_called_none() -> None:
    """One in 10 000 among a thousand people is "fewer than one"."""
    assert "fewer than one of 1000 (0.01%)" in icon_array(0.0001, "x").description


@pytest.mark.parametrize("share", [-0.1, 1.1])
def test_people_who_cannot_be_drawn_are_refused(share: float) -> None:
    """A share outside 0 to 1 is refused with a sentence."""
    with pytest.raises(ValueError, match="share from 0 to 1"):
        icon_array(share, "x")


def test_the_matrix_sums_up() -> None:
    """Each cell is called right, over or under, and the sums are those of the counts."""
    picture = triage_matrix(COUNTS)
    rows = {row[0]: row[1:] for row in picture.table.rows}
    assert rows["Given: Emergency"] == ("5 (right)", "0 (over)", "0 (over)", "0 (over)", "5")
    assert rows["Given: Self-care"][0] == "1 (under)"
    assert rows["Sum"] == ("6", "0", "100,000", "2", "100,008")
    assert "Under: 1 patient got less urgent care than was needed, the unsafe mistake." in picture.description
    assert "Over: 2 patients got" in picture.description


@pytest.mark.parametrize("draw", [recovery_curves, effect])
def test_unknown_figures_are_refused(draw: Callable[[list[str]], Picture]) -> None:
    """A misspelt id is a ValueError that lists the known ones, never an empty picture."""
    with pytest.raises(ValueError, match="no figures 'magic': choose from"):
        draw(["magic"])


def test_a_level_alone_is_an_icon_without_words() -> None:
    """The icon is left to the text beside it: it is hidden from screen readers."""
    assert len({level_icon(level) for level in Disposition}) == len(Disposition)
    assert all("aria-hidden='true'" in level_icon(level) for level in Disposition)


def _figures() -> list[Figure]:
    return [figure for course in COURSES.values() for _, figure in course.weeks] + [e.figure for e in EFFECTS.values()]


@pytest.mark.parametrize("figure", _figures(), ids=lambda figure: f"{figure.source} {figure.value:g}")
def test_every_figure_stands_in_its_source(figure: Figure) -> None:
    """The number with its interval is found, as one, in the figures of the source that it names."""
    found = re.findall(r"(-?[\d.]+)(?: [a-z ]+)? \((-?[\d.]+) to (-?[\d.]+)\)", SOURCES[figure.source].figures)
    assert (figure.value, figure.low, figure.high) in [tuple(map(float, numbers)) for numbers in found]


@pytest.mark.parametrize("course", COURSES.values(), ids=list(COURSES))
def test_every_mean_stands_at_its_week(course: object) -> None:
    """Each mean of a course is given by its source for that very week."""
    figures = SOURCES[course.source].figures  # type: ignore[attr-defined]
    for week, figure in course.weeks:  # type: ignore[attr-defined]
        pattern = rf"{figure.value:g} \({figure.low:g} to {figure.high:g}\) at (?:week )?{week}\b"
        assert re.search(pattern, figures), week


def test_every_smallest_difference_is_its_source_s() -> None:
    """The number of points that matter is named by the source that the effect gives for it."""
    for e in EFFECTS.values():
        if e.matters is not None:
            assert re.search(rf"\b{e.matters:g}\b", SOURCES[e.matters_source].figures), e.id
            assert SOURCES[e.matters_source].verified, e.id


def test_what_is_not_verified_is_marked() -> None:
    """In the drawing, the description and the table every unverified figure says so."""
    shown = recovery_curves(COURSES)
    doubtful = [course for course in COURSES.values() if not course.verified]
    assert words_in(shown.svg).count("not verified") == len(doubtful) > 0
    assert sum("not verified" in row[0] for row in shown.table.rows) == len(doubtful)
    unread = [e for e in EFFECTS.values() if not e.figure.verified]
    assert sum("not verified" in row[3] for row in effect().table.rows) == len(unread) > 0


def test_a_verdict_follows_from_the_interval() -> None:
    """NSAIDs may help too little to matter: 10 points lie inside their interval."""
    rows = {row[0]: row for row in effect().table.rows}
    assert rows["Painkillers such as ibuprofen against placebo"][3:5] == (
        "7.29 (3.61 to 10.98)",
        "may be too small to matter (it takes 10)",
    )


def test_only_what_was_asked_for_is_drawn() -> None:
    """One cohort and one effect give one row each."""
    assert len(recovery_curves(["wallwork-2024-acute"]).table.rows) == 1
    assert len(effect(["heat-wrap"]).table.rows) == 1


def test_an_unknown_colour_is_refused() -> None:
    """A colour that the palette does not have is a ValueError that names those it has."""
    with pytest.raises(ValueError, match="no colour 'red': choose one of accent"):
        paint("red")
    assert colour("text") == "currentColor"


def test_words_wrap() -> None:
    """Lines fit their width; a word that is too long is hyphenated."""
    lines = wrap("Paracetamol (acetaminophen) alone and electroencephalographically", 100)
    assert all(text_width(line) <= 100 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "").endswith("electroencephalographically")


def test_a_hatch_stays_inside_its_rectangle() -> None:
    """Every slanting line begins and ends on a side of the rectangle."""
    for falling in (False, True):
        d = re.findall(r"M([\d.]+) ([\d.]+)l([\d.]+) (-?[\d.]+)", hatch(10, 20, 30, 12, "", falling=falling))
        ends = [(float(x) + float(dx), float(y) + float(dy)) for x, y, dx, dy in d]
        assert all(10 <= float(x) <= 40 and 20 <= float(y) <= 32 for x, y, *_ in d)
        assert all(10 <= x <= 40 and 20 <= y <= 32 for x, y in ends)


def test_coordinates_are_short() -> None:
    """A tenth is enough, and zero has no sign."""
    assert [number(value) for value in (-0.04, 12.0, 3.55, 1000)] == ["0", "12", "3.5", "1000"]
