"""The pictures of the body: what they show follows the sliders, and everybody can read them."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import pytest

from backlab.drawing.picture import Picture, picture_html
from backlab.drawing.svg import PALETTE
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.places import LEGS, PLACES, implied, unplaced
from backlab.language import LANGUAGES, speaking
from backlab.pictures.back import SHAPES, WIDTH, back, back_svg
from backlab.pictures.kidney import kidney
from backlab.pictures.muscle import FIBRES, muscle

SLIDERS: dict[str, Callable[[int], Picture]] = {
    "strain": lambda value: muscle(value, 40),
    "swelling": lambda value: muscle(40, value),
    "kidney": kidney,
}
PICTURES = [
    *(draw(value) for draw in SLIDERS.values() for value in (0, 1, 26, 50, 76, 100)),
    back(),
    back({"lower-back-left", "leg-right"}, {"side-left", "side-right"}),
]


def places_of(svg: str) -> list[ET.Element]:
    """The elements of the drawing that can be pointed at."""
    return [element for element in ET.fromstring(svg).findall(".//{*}g") if element.get("data-place")]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.id)
def test_a_picture_is_sound_and_has_a_name_a_description_and_a_table(picture: Picture) -> None:
    """Every drawing is well-formed, says what it is and what it shows, and has a table of full rows."""
    root = ET.fromstring(picture.svg)
    assert root.findtext("{*}title") == picture.title != ""
    assert root.findtext("{*}desc") == picture.description != ""
    assert picture.table.rows
    assert {len(row) for row in picture.table.rows} == {len(picture.table.header)}
    assert all(cell for row in picture.table.rows for cell in row)


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.id)
def test_a_picture_holds_no_id_no_colour_of_its_own_and_fetches_nothing(picture: Picture) -> None:
    """A drawing reads in every theme, can stand twice on one page, and sends no request."""
    markup = picture.svg.replace("http://www.w3.org/2000/svg", "")
    assert re.findall(r"\sid=|#[0-9a-f]{3}|rgb|hsl|href|url\(|http", markup) == []
    assert set(re.findall(r"(?:fill|stroke):([^;'\"}]+)", markup)) <= {
        "none",
        "currentColor",
        *(f"var(--bl-{name})" for name in PALETTE),
    }


@pytest.mark.parametrize("draw", SLIDERS.values(), ids=SLIDERS)
def test_a_slider_changes_the_drawing_the_description_and_the_table(draw: Callable[[int], Picture]) -> None:
    """Who sees, who hears and who reads the table all notice that a slider was moved."""
    low, high = draw(0), draw(100)
    assert low.svg != high.svg
    assert low.description != high.description
    assert low.table != high.table
    assert low == draw(0)


@pytest.mark.parametrize("draw", SLIDERS.values(), ids=SLIDERS)
def test_a_drawing_keeps_its_size_while_its_slider_moves(draw: Callable[[int], Picture]) -> None:
    """Nothing below the picture jumps while one drags the slider."""
    assert len({re.findall(r"viewBox='[^']+'", draw(value).svg)[0] for value in range(0, 101, 5)}) == 1


@pytest.mark.parametrize("draw", SLIDERS.values(), ids=SLIDERS)
def test_the_description_speaks_of_stages_and_not_of_the_slider(draw: Callable[[int], Picture]) -> None:
    """What is read out says the same while a slider moves inside one stage."""
    assert draw(97).description == draw(98).description
    assert len({draw(value).description for value in range(101)}) < 15


@pytest.mark.parametrize("swelling", [1, 34, 67, 100])
def test_the_word_swelling_points_into_the_swelling(swelling: int) -> None:
    """The line of the word ends inside the pale shape around the muscle."""
    root = ET.fromstring(muscle(100, swelling).svg)
    (halo,) = root.findall(".//{*}ellipse")
    cx, cy, rx, ry = (float(halo.get(name, 0)) for name in ("cx", "cy", "rx", "ry"))
    ends = [(float(line.get("x2", 0)), float(line.get("y2", 0))) for line in root.findall(".//{*}line")]
    x, y = max(end for end in ends if end[1] < cy and end[0] > cx)
    assert ((x - cx) / rx) ** 2 + ((y - cy) / ry) ** 2 < 1


@pytest.mark.parametrize("value", [-1, 101])
@pytest.mark.parametrize("draw", SLIDERS.values(), ids=SLIDERS)
def test_a_slider_outside_its_range_is_refused(draw: Callable[[int], Picture], value: int) -> None:
    """A value below 0 or above 100 is refused with a sentence that says so."""
    with pytest.raises(ValueError, match="runs from 0 to 100"):
        draw(value)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("value", [0, 30, 60, 100])
def test_a_drawing_is_whole_in_every_language(code: str, value: int) -> None:
    """Every picture is well-formed in each language and leaves no field of a message unfilled."""
    with speaking(code):
        pictures = [draw(value) for draw in SLIDERS.values()] + [back({"leg-left"}, {"side-left"})]
        for picture in pictures:
            assert not re.search(r"\{\w*\}", picture.description + str(picture.table) + str(picture.notes))
            ET.fromstring(picture_html(picture).replace("<br>", ""))


def test_more_strain_never_mends_a_fibre() -> None:
    """The number of torn fibres rises with the strain, from none to more than half of them."""
    told = [muscle(strain, 0).table.rows[3][1] for strain in range(101)]
    torn = [int(words.split()[0]) if words[0].isdigit() else 0 for words in told]
    assert torn == sorted(torn)
    assert torn[33] == 0 < torn[34]
    assert FIBRES > torn[100] > FIBRES / 2


def test_a_muscle_is_named_by_how_far_it_is_strained() -> None:
    """The grades follow the strain: at ease, a mild ache, strained, partly torn."""
    grades = [muscle(strain, 0).table.rows[2][1] for strain in range(101)]
    assert list(dict.fromkeys(grades)) == ["at ease", "mild ache", "strained", "partly torn"]


def test_the_kidney_is_told_apart_by_the_findings_of_its_cause() -> None:
    """What speaks for muscle or kidney is read off the table of causes; a ratio without a source is an estimate."""
    told = dict(kidney(100).table.rows)
    for name in ("muscle_strain", "kidney_infection"):
        cause = CAUSES[name]
        for sign in cause.signs:
            way = "speaks for it" if sign.positive > 1 else "speaks against it"
            basis = "" if sign.sources else " (estimate)"
            assert f"{cause.label}: {way}{basis}" in told[sign.finding.label].split("; ")
    assert {FINDINGS[name].label for name in ("flank_pain", "kidney_tenderness", "fever")} <= told.keys()


def test_every_place_has_one_element_and_one_row() -> None:
    """Each place can be pointed at once, is named for the pointer, and stands once in the table."""
    picture = back()
    assert [place.get("data-place") for place in places_of(picture.svg)] == list(PLACES)
    assert [place.findtext("{*}title") for place in places_of(picture.svg)] == [p.label for p in PLACES.values()]
    assert [row[0] for row in picture.table.rows] == [place.label for place in PLACES.values()]


def test_every_place_is_large_enough_to_be_touched() -> None:
    """On a figure 220 pixels wide a place is at least 24 pixels wide and high."""
    for points in SHAPES.values():
        for axis in (0, 1):
            values = [point[axis] for point in points]
            assert (max(values) - min(values)) * 220 / WIDTH >= 24


def test_the_left_of_the_body_is_on_the_left() -> None:
    """Seen from behind, a place of the left side lies left of the same place of the right side."""
    for place, points in SHAPES.items():
        if place.endswith("-left"):
            other = SHAPES[place.replace("-left", "-right")]
            assert max(x for x, _ in points) < 0 < min(x for x, _ in other)


def test_what_is_chosen_and_what_is_marked_is_told_apart() -> None:
    """A chosen place is chosen also where it was marked, and both are said in class, words and table."""
    picture = back({"side-left"}, {"side-left", "side-right"})
    classes = {place.get("data-place"): place.get("class") for place in places_of(picture.svg)}
    states = {row[0]: row[1] for row in picture.table.rows}
    assert classes["side-left"] == "bl-place is-chosen"
    assert classes["side-right"] == "bl-place is-marked"
    assert classes["leg-left"] == "bl-place"
    assert len({states[PLACES[name].label] for name in ("side-left", "side-right", "leg-left")}) == 3
    assert back_svg({"side-left"}, {"side-left", "side-right"}) == picture.svg


def test_a_place_is_chosen_by_its_class_alone() -> None:
    """Every place holds its lines and its dot, so that a page only has to add or take a class."""
    chosen, plain = (places_of(back_svg(places)) for places in (PLACES, ()))
    for one, other in zip(chosen, plain, strict=True):
        one.set("class", "")
        other.set("class", "")
        assert ET.tostring(one) == ET.tostring(other)


@pytest.mark.parametrize(
    ("places", "findings"),
    [
        ((), set()),
        (("lower-back-left", "lower-back-middle"), set()),
        (("buttock-right",), {"thigh_pain"}),
        (("upper-back-left", "upper-back-right"), {"upper_back"}),
        (("side-right",), {"flank_pain"}),
        (("between-legs",), {"saddle_numbness"}),
        (("leg-left",), {"leg_pain"}),
        (("leg-right", "leg-left"), {"leg_pain", "both_legs"}),
    ],
)
def test_places_set_their_findings(places: tuple[str, ...], findings: set[str]) -> None:
    """A place sets the finding that belongs to it, and both legs together are a finding of their own."""
    assert implied(places) == findings
    assert findings <= FINDINGS.keys()


def test_a_finding_without_a_place_points_at_those_where_it_may_be() -> None:
    """A finding ticked elsewhere marks its places until one of them is chosen."""
    assert unplaced({"flank_pain", "fever"}, ()) == {"side-left", "side-right"}
    assert unplaced({"flank_pain"}, {"side-left"}) == set()
    assert unplaced({"both_legs"}, {"leg-left"}) == LEGS


@pytest.mark.parametrize("refuse", [implied, back, lambda names: back((), names)])
def test_an_unknown_place_is_refused(refuse: Callable[[list[str]], object]) -> None:
    """A place that the back does not have is refused by its name."""
    with pytest.raises(ValueError, match="no place called 'elbow'"):
        refuse(["elbow"])
