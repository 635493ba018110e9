"""The pictures of the body: what they show follows the sliders, and everybody can read them."""

import gzip
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest

from backlab.drawing.picture import Picture, picture_html
from backlab.drawing.svg import PALETTE
from backlab.knowledge.anatomy import BODY_PARTS, named
from backlab.knowledge.cases import CASES
from backlab.knowledge.findings import FINDINGS
from backlab.knowledge.places import LEGS, PLACES, implied, unplaced
from backlab.knowledge.sources import SOURCES
from backlab.language import LANGUAGES, speaking
from backlab.pictures.back import (
    CROPS,
    HAND,
    LAYERS,
    SHAPES,
    WIDTH,
    Look,
    Pose,
    back,
    back_svg,
    bones,
    living_back,
    look_of,
    muscles,
    nerves,
    side_inside,
    signal_way,
    skin,
)
from backlab.pictures.back.build import SEXES, Sex, placed
from backlab.pictures.back.figure import View, parts
from backlab.pictures.back.forms import Form
from backlab.pictures.back.levels import AORTA_FORK, CROTCH, KIDNEY, VERTEBRAE
from backlab.pictures.back.picture import Crop
from backlab.pictures.back.places import lying
from backlab.pictures.muscle import FIBRES, muscle

SLIDERS: dict[str, Callable[[int], Picture]] = {
    "strain": lambda value: muscle(value, 40),
    "swelling": lambda value: muscle(40, value),
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


VIEWS: tuple[View, ...] = ("behind", "side")
EVERYTHING = dict.fromkeys(LAYERS, 1.0)


def drawn_parts(picture: Picture) -> list[str]:
    """The ids of the drawn parts, in the order of the drawing."""
    return [str(group.get("data-part")) for group in ET.fromstring(picture.svg).findall(".//*[@data-part]")]


def heights(forms: Iterable[Form]) -> tuple[float, float]:
    """How high and how low a part of the body reaches, in units of the drawing."""
    values = [y for form in forms for line in form.lines for _, y in line]
    return min(values), max(values)


@pytest.mark.parametrize("view", VIEWS)
def test_the_spine_has_its_24_vertebrae_and_their_discs(view: View) -> None:
    """Seven in the neck, twelve in the chest, five in the loin, each once, and a disc below each but the first."""
    ids = drawn_parts(living_back(view, layers=EVERYTHING))
    bones = {f"vertebra-{kind}{n}" for kind, count in (("C", 7), ("T", 12), ("L", 5)) for n in range(1, count + 1)}
    assert sorted(one for one in ids if one.startswith("vertebra-")) == sorted(bones)
    assert sum(one.startswith("disc-") for one in ids) == len(bones) - 1
    assert {"disc-T12-L1", "disc-L4-L5", "disc-L5-S1", "sacrum", "tailbone"} <= set(ids)
    assert "disc-C1-C2" not in ids


def test_the_vertebrae_stand_one_on_the_other_and_grow_downwards() -> None:
    """Each begins where the one above ends, and in chest and loin each is higher than the one above it."""
    ordered = list(VERTEBRAE.values())
    for above, below in pairwise(ordered):
        assert above.bottom == below.top
        assert below.name[0] == "C" or below.bottom - below.top > above.bottom - above.top
    assert [one.name for one in ordered[::6]] == ["C1", "C7", "T6", "T12"]


def test_there_are_twelve_pairs_of_ribs_that_fall_towards_the_front() -> None:
    """Every rib begins at its vertebra and runs down from there, in both views; the last two end free."""
    ids = set(drawn_parts(living_back(layers={"bones": 1})))
    assert {f"rib-{n}-{side}" for n in range(1, 13) for side in ("left", "right")} <= ids
    for n in range(1, 13):
        one = VERTEBRAE[f"T{n}"]
        for line in (bones.rib(n), side_inside.rib(n)):
            assert one.top - 1 <= line[0][1] <= one.bottom
            assert line[-1][1] > line[0][1]
    assert max(x for x, _ in bones.rib(12)) < max(x for x, _ in bones.rib(11)) < max(x for x, _ in bones.rib(10))


def test_the_kidneys_lie_between_the_last_chest_vertebra_and_the_third_of_the_loin() -> None:
    """Both lie from T12 to L3, the right one a little lower."""
    for top, low in KIDNEY.values():
        assert VERTEBRAE["T12"].top <= top < low <= VERTEBRAE["L3"].bottom
    assert 0 < KIDNEY["right"][0] - KIDNEY["left"][0] < VERTEBRAE["L1"].bottom - VERTEBRAE["L1"].top


def test_the_levels_are_those_by_which_a_clinician_finds_the_way() -> None:
    """Crest at L4, cord to L1 or L2, fork of the great artery at L4, blade from T2 to T7, sacrum below L5."""
    crest, _ = heights(bones.PELVIS)
    assert VERTEBRAE["L4"].top <= crest <= VERTEBRAE["L4"].bottom
    assert VERTEBRAE["L4"].top <= AORTA_FORK <= VERTEBRAE["L4"].bottom
    for cord in (nerves.CORD, side_inside.CORD):
        assert VERTEBRAE["L1"].top < heights(cord)[1] <= VERTEBRAE["L2"].bottom
    blade, tip = heights(bones.SCAPULA)
    assert VERTEBRAE["T2"].top - 4 <= blade <= VERTEBRAE["T3"].bottom
    assert VERTEBRAE["T7"].top <= tip <= VERTEBRAE["T8"].bottom
    assert heights(bones.SACRUM)[0] >= VERTEBRAE["L5"].bottom - 2


def test_the_curves_of_the_spine_go_the_right_way() -> None:
    """From the side the spine is hollow behind in neck and loin, and round in the chest."""
    neck, chest, loin, sacrum = (side_inside.centre(y) for y in (92, 196, 326, 362))
    assert chest < neck
    assert chest < loin
    assert sacrum < loin


def test_every_root_joins_the_sciatic_nerve_but_the_third() -> None:
    """L4 to S3 run together in the buttock; L3 leaves for the front of the thigh. Each leaves below the one before."""
    ends = {name: lines[0][-1] for name, lines in nerves.ROOTS.items()}
    assert len({ends[name] for name in ("L4", "L5", "S1", "S2", "S3")}) == 1
    assert ends["L3"] not in {ends["L4"]}
    holes = [nerves.exit_of(name)[1] for name in nerves.ROOTS]
    assert holes == sorted(holes)
    assert list(nerves.ROOTS) == ["L3", "L4", "L5", "S1", "S2", "S3"]


def test_the_broad_muscle_runs_up_to_the_armpit_and_the_kite_down_to_the_last_rib() -> None:
    """The fibres of latissimus rise outwards; those of trapezius end at T12 below and at the skull above."""
    broad = muscles.LATISSIMUS.sheet
    assert all(broad.at(t, 1)[1] < broad.at(t, 0)[1] and broad.at(t, 1)[0] > broad.at(t, 0)[0] for t in (0.3, 0.6, 1))
    kite = muscles.TRAPEZIUS.sheet
    assert kite.at(0, 0)[1] < VERTEBRAE["C2"].bottom
    assert VERTEBRAE["T12"].top - 1 <= kite.at(1, 0)[1] <= VERTEBRAE["T12"].bottom
    large = muscles.GLUTEUS.sheet
    assert all(large.at(t, 1)[1] > large.at(t, 0)[1] and large.at(t, 1)[0] > large.at(t, 0)[0] for t in (0, 0.5, 1))


@pytest.mark.parametrize("sex", SEXES)
def test_every_place_lies_inside_the_body(sex: Sex) -> None:
    """No corner of a place lies outside the skin, on a woman's back and on a man's; one bridges the gap of the legs."""
    right, left = placed(sex, "right"), placed(sex, "left")
    half = [point for line in skin.HALF for point in line]
    outline = [*map(right, half), *reversed([*map(left, half)])]
    for place in PLACES:
        corners = [point for point in lying(place, sex) if point[0] or point[1] < CROTCH]
        assert [point for point in corners if not inside(point, outline)] == []


def test_the_middle_of_a_place_belongs_to_it() -> None:
    """Who taps the middle of a place's box meets that place and no other, whatever its shape."""
    for place, points in SHAPES.items():
        x, y = ((min(axis) + max(axis)) / 2 for axis in ([x for x, _ in points], [y for _, y in points]))
        assert [other for other in SHAPES if inside((x, y), list(SHAPES[other]))] == [place]


def inside(point: tuple[float, float], corners: list[tuple[float, float]]) -> bool:
    """Whether a point lies inside a closed line."""
    x, y = point
    crossed = False
    for (ax, ay), (bx, by) in pairwise([*corners, corners[0]]):
        if (ay > y) != (by > y) and x < ax + (bx - ax) * (y - ay) / (by - ay):
            crossed = not crossed
    return crossed


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
def test_every_drawn_part_has_a_name_in_every_language(view: View, code: str) -> None:
    """Each part says its plain name, with no field left open, and no other part of the picture is called the same."""
    with speaking(code):
        picture = living_back(view, layers=EVERYTHING)
        groups = ET.fromstring(picture.svg).findall(".//*[@data-part]")
        told = {str(group.get("data-part")): group.findtext("{*}title") or "" for group in groups}
    assert all(name and "{" not in name for name in told.values())
    assert len(set(told.values())) == len(told)
    assert all(group.get("data-key") == group.get("data-part") for group in groups)


@pytest.mark.parametrize(
    ("part", "which"),
    [
        ("sacrum", ("sacrum", "", "")),
        ("horse-tail", ("horse-tail", "", "")),
        ("kidney-left", ("kidney", "", "left")),
        ("vertebra-L4", ("vertebra", "L4", "")),
        ("disc-L4-L5", ("disc", "L4-L5", "")),
        ("root-S1-right", ("root", "S1", "right")),
    ],
)
def test_an_id_says_which_part_it_is_and_on_which_side(part: str, which: tuple[str, str, str]) -> None:
    """The part, which one of many it is, and its side; nothing where there is but one."""
    found = named(part)
    assert (found.part.id, found.name, found.side) == which


@pytest.mark.parametrize("part", ["", "elbow", "elbow-left", "vertebra", "vertebra-left", "disc-", "kidney-L4", "left"])
def test_an_id_of_no_part_is_refused(part: str) -> None:
    """One of many needs its name, and a part of which there is one has none."""
    with pytest.raises(ValueError, match=f"^There is no part called '{part}' on the drawn back: see "):
        named(part)


def test_a_part_knows_its_latin_name_what_it_does_and_who_says_so() -> None:
    """Nothing in the table of parts is empty, and each names a source that there is."""
    for part in BODY_PARTS.values():
        assert part.label
        assert part.term
        assert part.does.endswith(".")
        assert set(part.sources) <= SOURCES.keys()
    assert {named(part.id).part.id for view in VIEWS for part in parts(view)} | {"skin"} == set(BODY_PARTS)


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("crop", ["whole", "trunk", "lower"])
def test_a_picture_of_a_layer_stays_light(view: View, crop: Crop) -> None:
    """One layer is at most some 70 kilobytes and packs to a third of that, so that it moves without a wait."""
    for layer in LAYERS:
        svg = living_back(view, crop=crop, layers={layer: 1}).svg.encode()
        assert len(svg) < 70_000
        assert len(gzip.compress(svg)) < 25_000


def test_what_is_not_in_the_crop_is_not_drawn() -> None:
    """Close by, the legs and the head are left away."""
    ids = set(drawn_parts(living_back(crop="lower", layers=EVERYTHING)))
    assert "calf-muscles-left" not in ids
    assert "skull" not in ids
    assert "vertebra-L4" in ids


def test_the_same_part_is_found_again_in_every_pose_and_strength() -> None:
    """Keys and the kinds of drawing commands stay as they are while a body bends, so that it can move there."""
    poses = (Pose(), Pose(bend=60, curl=30))
    upright, bent = (living_back("side", crop="bending", layers={"bones": 1}, pose=pose) for pose in poses)
    assert drawn_parts(upright) == drawn_parts(bent)
    lines = [" ".join(re.findall(r" d='([^']*)'", picture.svg)) for picture in (upright, bent)]
    assert re.sub(r"[^a-zA-Z]", "", lines[0]) == re.sub(r"[^a-zA-Z]", "", lines[1])


def test_who_bends_brings_the_head_down_and_keeps_the_feet() -> None:
    """With the hips and the loin the head comes forwards and down, and a reaching hand near the ground; feet stay."""
    bent, head, heel = Pose(bend=70, curl=30, arm=10), (0.0, 20.0), (-20.0, 878.0)
    assert bent.trunk(head)[0] > 150
    assert bent.trunk(head)[1] > 250
    assert bent.reach(HAND)[1] > 640
    assert bent.trunk(heel) == pytest.approx(heel, abs=1)
    left, _, width, _ = CROPS["side"]["bending"]
    ends = [bend.trunk((48.0, 40.0))[0] for bend in (Pose(bend=angle, curl=30) for angle in range(0, 91, 10))]
    assert left < min(ends) < max(ends) < left + width


def test_a_raised_leg_is_raised_by_its_angle() -> None:
    """Lying on the back, the heel rises by the angle of the leg and the head stays where it is."""
    flat, raised = Pose(lying=True), Pose(lying=True, leg=60)
    low, high = flat.trunk((0.0, 860.0)), raised.trunk((0.0, 860.0))
    assert low[1] - high[1] > 300
    assert flat.trunk((0.0, 20.0)) == raised.trunk((0.0, 20.0))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("root", ["L4", "L5", "S1"])
def test_a_signal_runs_from_the_loin_to_where_its_root_is_felt(view: View, root: str) -> None:
    """The way begins below the cord and ends at the ankle (L4) or at the toes (L5, S1)."""
    line = (nerves if view == "behind" else side_inside).WAYS[root]
    assert VERTEBRAE["L1"].bottom <= line[0][1] <= VERTEBRAE["L5"].top
    assert line[-1][1] > (820 if root == "L4" else 855)
    assert signal_way(root, view).startswith("M")


@pytest.mark.parametrize(
    "refuse",
    [
        lambda: living_back(layers={"blood": 1}),
        lambda: living_back(lit=["elbow"]),
        lambda: living_back(lit={"sacrum": "loud"}),
        lambda: living_back(names=["elbow"]),
        lambda: living_back(look=Look("male", 7)),
        lambda: living_back("behind", crop="lying"),
    ],
)
def test_what_cannot_be_drawn_is_refused(refuse: Callable[[], Picture]) -> None:
    """A layer, part, style, tone or crop that there is not is a ``ValueError``."""
    with pytest.raises(ValueError, match="There is no"):
        refuse()


def test_what_is_lit_is_seen_though_its_layer_is_not() -> None:
    """A lit part stands in the drawing, in the description and in the table, without its layer."""
    picture = living_back(lit={"kidney-left": "pain"})
    assert "kidney-left" in drawn_parts(picture)
    assert "kidney-right" not in drawn_parts(picture)
    assert "Kidney, left" in picture.description
    assert "Kidney" in [row[0] for row in picture.table.rows]


def test_a_case_has_always_the_same_look_and_cases_differ() -> None:
    """The look of a case follows from its name; over all cases both sexes and many tones come up."""
    looks = [look_of(case) for case in CASES]
    assert looks == [look_of(case) for case in CASES]
    assert {look.sex for look in looks} == set(SEXES)
    assert len({look.tone for look in looks}) >= 4
