"""A herniated disc: what is pressed, who feels it where, what time does, and what cannot wait."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from math import hypot
from typing import Any
from xml.etree import ElementTree

import pytest
from person import at
from playwright.sync_api import Page
from test_pictures import COLLISIONS

from backlab.course.lessons.herniated_disc import stage_steps
from backlab.drawing.picture import Picture, picture_html
from backlab.drawing.svg import PALETTE
from backlab.knowledge.figures import DISCS_SHRUNK, TIMELINES, WEEKS_TO_RECOVER
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.labs.disc import DiscLab
from backlab.language import LANGUAGES, speaking
from backlab.model import Disposition
from backlab.pictures.disc.care import gains, never_wait, notes
from backlab.pictures.disc.care import verdict as found
from backlab.pictures.disc.layout import CUT, LAYOUTS, LEG, MAP, PAIR, YEAR, shown
from backlab.pictures.disc.pair import answer
from backlab.pictures.disc.scene import scene, verdict
from backlab.pictures.disc.section import grip_at, root_at, tip_of
from backlab.pictures.disc.state import (
    BREAK,
    CALM,
    CARES,
    LEVELS,
    LOOSE,
    MONTHS,
    PULLS,
    STAGES,
    STEEPEST,
    SURGERY,
    TOUCH,
    WAITING,
    WAYS,
    Disc,
)

SIDE, MIDDLE = WAYS
CORES = sorted({0, 20, 100, *(core for each in STAGES if each for core in (each - 1, each))})


def discs() -> Iterator[Disc]:
    """Every kind of disc there is, at every level, with the leg down, at the angle that pulls, and steep."""
    for level, way, core in product(LEVELS, WAYS, CORES):
        yield from (Disc(level, way, core, leg, months) for leg in (0, PULLS, STEEPEST) for months in (0, 2, 6, MONTHS))


@cache
def drawn() -> dict[str, Picture]:
    """Some of every kind: every level and way, every stage, leg and months; and all treatments."""
    some = [Disc(level, way, 90) for level, way in product(LEVELS, WAYS)]
    some += [Disc(way=way, core=core, months=month) for way, core, month in product(WAYS, CORES, (0, 2, MONTHS))]
    some += [Disc(core=70, leg=leg) for leg in (1, PULLS, STEEPEST)]
    some += [Disc(core=90, months=month, care=chosen) for chosen in CARES for month in (0, 1, 2, 7, MONTHS)]
    staged = {f"{about} {core}": scene(Disc(core=core), about) for about, core in product(LAYOUTS, (0, 90))}
    uncounted = {"uncounted": scene(Disc(core=90), counted=False)}
    return {f"{disc}": scene(disc) for disc in some} | staged | uncounted


def words_in(picture: Picture) -> str:
    """All words of a drawing with single spaces."""
    return " ".join(" ".join(node.text or "" for node in ElementTree.fromstring(picture.svg).iter("text")).split())


# --- what a push does


@pytest.mark.parametrize(("level", "root"), [("L3/L4", "L4"), ("L4/L5", "L5"), ("L5/S1", "S1")])
def test_a_disc_presses_on_the_root_that_leaves_one_floor_lower(level: str, root: str) -> None:
    """The root that runs down behind the disc is the pressed one, and it is named in the drawing and the sentence."""
    disc = Disc(level, core=70)
    assert disc.root.name == root
    assert f"root {root}" in words_in(scene(disc))
    assert f"root {root}" in verdict(disc)
    assert disc.root.felt in verdict(disc)


def test_a_signal_runs_only_where_a_root_is_pressed() -> None:
    """No pain without a root that is reached; and a raised leg hurts nobody whose root has room."""
    for disc in discs():
        assert not disc.pain or (disc.reach >= TOUCH and disc.way == SIDE), disc
        assert not disc.pulls or disc.pain, disc


def test_no_place_is_felt_while_the_root_has_room() -> None:
    """A bulge that the wall holds names no place in the leg, and lights up nobody of the hundred."""
    picture = scene(Disc(core=TOUCH - 1))
    assert Disc().root.felt not in picture.description
    assert lit_of(picture, "artery") == 0


def lit_of(picture: Picture, tone: str) -> int:
    """How many of the hundred dots are filled with this colour, beside the one that says what it stands for."""
    return len(re.findall(rf"r='8' style='fill:var\(--bl-{tone}\)[^']*'/?>", picture.svg)) - 1


@pytest.mark.parametrize("level", LEVELS)
def test_who_keeps_to_the_map_stands_beside_who_does_not(level: str) -> None:
    """Beside the strip stand a hundred of S1, which has a figure of its own, or else of all roots (Murphy 2009)."""
    picture = scene(Disc(level, core=70))
    told, lit = {
        "L3/L4": ("All roots together, of 100: felt there? 36 inside 64 outside no figure for L4 alone", 36),
        "L4/L5": ("All roots together, of 100: felt there? 36 inside 64 outside no figure for L5 alone", 36),
        "L5/S1": ("Root S1, of 100: felt in the strip? 65 inside 35 outside all roots together: 36", 65),
    }[level]
    assert told in words_in(picture)
    assert lit_of(picture, "artery") == lit


def words_of(html: str) -> list[str]:
    """All that is written in a panel, the table as well."""
    return "".join(f" {each} " for each in ElementTree.fromstring(html).itertext()).split()


def test_how_many_keep_to_the_map_is_earned() -> None:
    """In the first step, and until the disc of the big toe is found, the hundred are there and nobody is counted."""
    lab = DiscLab(language="en")
    lab.set(core=70)
    assert not {"36", "65"} & set(words_of(lab.read("disc")))
    lab.set(step="toe")
    assert not {"36", "65"} & set(words_of(lab.read("disc")))
    lab.hear({"kind": "moved", "turn": 1, "values": {"look": "L4/L5"}})
    assert "36" in words_of(lab.read("disc"))


def test_the_stage_does_not_say_the_toe_before_it_is_found() -> None:
    """No step sets the disc of the big toe, and the lab does not begin with it."""
    lab = DiscLab(language="en")
    assert lab.values["look"] == LEVELS[2]
    assert {step.sets["look"] for step in stage_steps()} == {LEVELS[2]}


@pytest.mark.parametrize(("level", "toe"), [("L3/L4", ""), ("L4/L5", "big toe"), ("L5/S1", "little toe")])
def test_only_the_toe_of_the_root_is_lit(level: str, toe: str) -> None:
    """Five toes have names, and the one that the map gives to the root is filled when that is pressed."""
    toes = ElementTree.fromstring(scene(Disc(level, core=70)).svg).findall(".//{*}ellipse")
    titles = {each.findtext("{*}title", ""): "--bl-artery" in each.get("style", "") for each in toes}
    named = {title: lit for title, lit in titles.items() if title}
    assert len(named) == 5
    assert [name for name, lit in named.items() if lit] == [toe] * bool(toe)


def test_a_raised_leg_pulls_from_its_angle_on_and_hardly_at_l4() -> None:
    """Below the angle, and at the root L4, the sentence says that the leg changes nothing, and what would."""
    pulled = Disc(core=70, leg=PULLS)
    assert pulled.pulls
    assert "pulls the root L5" in verdict(pulled)
    assert f"From about {PULLS} degrees" in verdict(pulled._replace(leg=PULLS - 1))
    assert "hardly pulls the root L4" in verdict(pulled._replace(level="L3/L4"))
    assert "no root is pressed" in verdict(Disc(core=20, leg=60))


# --- what time does


@pytest.mark.parametrize(("way", "core"), [*product(WAYS, CORES)])
def test_with_the_months_a_disc_only_shrinks(way: str, core: int) -> None:
    """Neither the piece nor the pain ever grows."""
    months = [Disc(way=way, core=core, months=month) for month in range(MONTHS + 1)]
    for name in ("reach", "size", "pain"):
        values = [getattr(disc, name) for disc in months]
        assert values == sorted(values, reverse=True)
        assert values[-1] >= 0


def test_what_shrinks_is_what_mostly_shrinks_in_the_review() -> None:
    """A disc shrinks in the picture where more than half of such discs do, and each says how many."""
    loose, out, pushes, bulges = DISCS_SHRUNK
    for core, count in ((20, bulges), (TOUCH, pushes), (BREAK, out), (LOOSE, loose)):
        disc = Disc(core=core, months=MONTHS)
        assert disc.shrinks == count
        assert (disc.reach < core) == (count.value > 50)
        assert f"{count.value:.0f} shrunk {100 - count.value:.0f} not" in words_in(scene(disc))
        assert lit_of(scene(disc), "disc-deep") == count.value
        assert "shrunk" not in words_in(scene(disc._replace(months=0)))  # time has to pass first


def test_the_pain_goes_when_half_of_those_who_waited_had_recovered() -> None:
    """Twelve weeks are about three months: the pain is gone by then, though the core may still be there."""
    assert CALM == round(max(count.value for count in WEEKS_TO_RECOVER) * 12 / 52) == 3
    before, after = (Disc(core=TOUCH, months=month) for month in (CALM - 1, CALM))
    assert before.pain > 0 == after.pain
    assert after.is_touched
    assert "the pain is gone" in verdict(after)


def test_where_time_changes_nothing_the_stage_says_so() -> None:
    """A mere bulge mostly stays, and the sentence says from where on most shrink."""
    assert "Once the ring has given way, most do" in verdict(Disc(core=20, months=6))
    assert "Time changes nothing in a whole disc" in verdict(Disc(months=1))
    assert "Neither leg nor time" in verdict(Disc(core=3, leg=3, months=3))


# --- what cannot wait


def test_a_large_piece_in_the_middle_is_an_emergency() -> None:
    """The whole bundle is pressed: the sentence says what is felt then and whom to call, with the mark of the level."""
    lab = DiscLab(language="en")
    lab.set(way=MIDDLE, core=BREAK)
    for words in ("Call 999", "numb between the legs", "bladder or bowel", "both legs"):
        assert words in lab.said
    assert "bl-is-emergency" in lab.summary
    assert "numb between the legs" in words_in(scene(Disc(way=MIDDLE, core=BREAK)))


def test_beside_two_people_who_are_seen_today_there_is_nothing_to_choose() -> None:
    """A control that would change nothing there is away, and comes back with the steps that it works."""
    lab = DiscLab()
    for step in stage_steps():
        lab.set(step=step.name)
        away = {name for name, own in lab.told["hidden"].items() if name in own}
        assert away == ({"months", "care"} if step.name == "never" else set())


def test_nobody_with_an_emergency_is_told_to_wait() -> None:
    """A tab, and the note of each treatment, name the signs with which one is seen at once, as the rules have them."""
    signs = RULES["cauda-equina"].when.atoms | RULES["weakness-growing"].when.atoms
    for said in (never_wait(), DiscLab(language="en").read("never"), notes()[-1]):
        assert [sign.label for sign in signs if sign.label.lower() not in said.lower()] == []


def test_a_shrunk_piece_in_the_middle_is_no_reason_to_wait() -> None:
    """However many months go by, the sentence keeps saying that these signs do not wait."""
    for month in range(MONTHS + 1):
        said = verdict(Disc(way=MIDDLE, core=100, months=month))
        assert "now" in said or "Nobody waits" in said


def test_the_same_pain_gets_another_answer_once_somebody_is_numb() -> None:
    """Two people are alike until the bundle is pressed; then they differ in one thing, and the rules call it now."""
    assert (answer(is_numb=False), answer(is_numb=True)) == (Disposition.ROUTINE, Disposition.EMERGENCY)
    alike, apart = (words_in(scene(Disc(way=MIDDLE, core=core), PAIR)) for core in (BREAK - 1, BREAK))
    assert alike.count("not numb between the legs Routine") == 2
    assert apart.count("not numb between the legs Routine") == 1
    assert "numb between the legs Emergency 999, 112 or 911 now" in apart


def test_a_treatment_chosen_for_a_pressed_bundle_does_not_replace_the_call() -> None:
    """Whatever is chosen meanwhile, the sentence says whom to call."""
    for chosen in CARES:
        assert "999, 112 or 911 now" in verdict(Disc(way=MIDDLE, core=BREAK, care=chosen))


@pytest.mark.parametrize(
    ("chosen", "says"),
    [
        (WAITING, "Numb between the legs, trouble peeing, or a foot that drops: get help now."),
        ("opioid", "Not advised. At risk of misuse after a year: 20 of 100 with opioids, 10 with a dummy."),
        ("injection", "a severe infection (1 to 10 of 10,000)"),
        (SURGERY, "a complication in 12.5 of 100; 7.5 of 100 are operated on again"),
    ],
)
def test_beside_the_year_stands_what_cannot_wait_or_does_harm(chosen: str, says: str) -> None:
    """While time runs, below the picture, and on a phone as well; the first steps have nothing of it yet."""
    lab = DiscLab(language="en")
    assert "bl-also" not in lab.read("disc")
    lab.set(core=90, months=2, care=chosen)
    assert says in lab.read("disc")
    assert "bl-also" in lab.read("disc")
    assert chosen == WAITING or says in lab.read("numbers")


# --- what stands on the stage


def parts_of(picture: Picture) -> set[str]:
    """The parts of the scene that are drawn."""
    return set(re.findall(r"data-key='at-(\w+)'", picture.svg))


def test_a_step_shows_what_it_is_about_and_no_more() -> None:
    """The first step is the disc alone; leg and hundred come with the map, who lies down with the raised leg."""
    pushed = Disc(core=90)
    assert parts_of(scene(pushed, CUT)) == {"spine", "cut"}
    assert parts_of(scene(pushed, MAP)) == {"spine", "cut", "legs", "crowd"}
    assert parts_of(scene(pushed, LEG)) == {"spine", "cut", "person"}
    assert parts_of(scene(pushed, YEAR)) == {"spine", "cut", "person", "legs", "crowd", "year"}
    assert parts_of(scene(Disc(way=MIDDLE), PAIR)) == {"spine", "cut", "person", "pair"}


@pytest.mark.parametrize(
    ("moved", "brings"), [({"leg": 3}, LEG), ({"months": 1}, YEAR), ({"care": SURGERY}, YEAR), ({"way": MIDDLE}, PAIR)]
)
def test_a_control_brings_the_picture_that_it_changes(moved: dict[str, Any], brings: str) -> None:
    """From the first step on whatever is moved is seen."""
    assert shown(Disc(**moved), CUT) == brings


def test_the_first_step_says_what_came_first_and_not_yet_where_it_is_felt() -> None:
    """The nerve is pressed before the ring gives way, and the map waits for its step."""
    sooner, later = verdict(Disc(core=TOUCH), CUT), verdict(Disc(core=BREAK), CUT)
    assert "The ring still holds" in sooner
    assert "The ring has given way" in later
    assert "map" not in sooner + later


def test_the_core_moves_in_the_side_view_too() -> None:
    """Seen from the side the chosen disc's core goes back as it is pushed, and no other."""
    core = re.compile(r" d='([^']+)'[^>]* data-key='side-core-([^']+)'")
    still, pushed = ({name: d for d, name in core.findall(scene(Disc(core=each)).svg)} for each in (0, 70))
    assert [name for name in LEVELS if still[name] != pushed[name]] == [Disc().level]


def test_the_map_says_what_it_does_not_draw() -> None:
    """Below the knee is all that is told of L5 and S1: the picture says that the rest is not drawn."""
    for name, root in zip(LEVELS, ("L4", "L5", "S1"), strict=True):
        says = f"{root}: drawn from the knee down" in words_in(scene(Disc(name, core=70), MAP))
        assert says == (root != "L4")


# --- treatments against time


@pytest.mark.parametrize("name", TIMELINES)
def test_a_timeline_says_every_moment(name: str) -> None:
    """Each moment is in the table with its source, and marked where that is not verified."""
    rows = {row[0]: row for row in gains().table.rows}
    for moment in TIMELINES[name].moments:
        row = rows[f"{TIMELINES[name].label}: {moment.when}"]
        assert row[2] == SOURCES[moment.source].citation
        assert ("not verified" in row[1]) != SOURCES[moment.source].verified


def test_surgery_fades_and_an_opioid_is_not_better() -> None:
    """What the intervals allow to say goes with them, in the order of time."""
    rows = gains().table.rows
    said = {name: [row[1] for row in rows if row[0].startswith(TIMELINES[name].label)] for name in TIMELINES}
    verdicts = [each.split(", ")[1] for each in said[SURGERY]]
    assert verdicts == ["may be too small to matter"] * 3 + ["too small to matter"]
    assert said["opioid"][0] == "5.3 (0 to 10.7) points more pain, no clear difference, not verified"
    assert said["injection"][0].startswith("4.93 (1.09 to 8.77) points less pain, too small")


def test_waiting_tells_who_was_operated_on_after_all() -> None:
    """That nearly all recover either way is never said without those who had surgery meanwhile."""
    for name in (SURGERY, WAITING):
        assert "95 of 100 had recovered in both groups" in found(name, MONTHS)
        assert "39 of 100" in found(name, MONTHS)
        assert "39 who waited: operated" in words_in(scene(Disc(core=90, months=MONTHS, care=name)))


@pytest.mark.parametrize("chosen", CARES)
def test_every_month_of_a_treatment_has_a_figure_or_says_that_there_is_none(chosen: str) -> None:
    """Where a trial says nothing of a month, so does the sentence, with the months of which it does."""
    for month in range(MONTHS + 1):
        said = found(chosen, month)
        assert re.search(r"no figure|\d|Let time pass|first months|After a year", said)
    assert "only at first" in found("injection", 9)
    assert "a little less" in found("injection", 3)
    assert "no figure" in found("opioid", 6)
    assert "slightly more pain" in found("opioid", MONTHS)


@pytest.mark.parametrize("chosen", CARES)
def test_the_year_is_drawn_by_time_passing(chosen: str) -> None:
    """Before a month has passed nothing is drawn but the axis, and what lies ahead is never drawn."""
    started, half, whole = (words_in(scene(Disc(core=90, months=month, care=chosen))) for month in (0, 6, MONTHS))
    assert "Let time pass" in started
    assert "Let time pass" not in half
    assert "half by week" not in started
    assert ("39 who waited" in half, "39 who waited" in whole) == (False, chosen in (WAITING, SURGERY))


def test_a_dummy_is_what_an_injection_and_tablets_are_set_against() -> None:
    """With its interval and the mark that nobody has read the source, once the month of it has come."""
    assert "5 (1 to 9), not verified" in words_in(scene(Disc(core=90, months=2, care="injection")))
    assert "−5 (−11 to 0), not verified" in words_in(scene(Disc(core=90, months=2, care="opioid")))
    assert "slightly more pain no figure" in words_in(scene(Disc(core=90, months=MONTHS, care="opioid")))
    assert "not verified" not in words_in(scene(Disc(core=90, care="injection")))


def test_an_operation_takes_out_what_presses() -> None:
    """From the first month on the root is free and the leg quiet; a disc that presses on nothing is left alone."""
    before, after = (Disc(core=90, months=month, care=SURGERY) for month in (0, 1))
    assert before.pain == 1
    assert (after.is_operated, after.is_touched, after.pain) == (True, False, 0)
    assert not Disc(core=20, months=1, care=SURGERY).is_operated
    assert not Disc(way=MIDDLE, core=90, months=1, care=SURGERY).is_operated


def test_waiting_is_what_is_done_unless_somebody_chooses() -> None:
    """The lab begins with waiting, and waiting is the first choice."""
    lab = DiscLab(language="en")
    care = next(field for field in lab.fields if field["id"] == "care")
    assert lab.values["care"] == WAITING == care["choices"][0]["name"]
    assert "care" in (lab.stage or {"first": []})["first"]


def test_unknown_discs_and_treatments_are_refused() -> None:
    """A misspelt name is a ValueError that lists the known ones, never an empty picture."""
    with pytest.raises(ValueError, match="no figures 'magic': choose one of waiting"):
        found("magic", 0)
    with pytest.raises(ValueError, match="L1/L2"):
        DiscLab().set(look="L1/L2")


# --- the lab


def test_every_step_is_short_and_noticed_once_it_is_done() -> None:
    """A step sets the stage, is not done by that, and is once its values are there."""
    does: dict[str, dict[str, Any]] = {
        "push": {"core": BREAK},
        "toe": {"look": "L4/L5"},
        "raise": {"leg": PULLS},
        "months": {"months": 6},
        "care": {"months": MONTHS, "care": SURGERY},
        "never": {"core": 100},
    }
    lab = DiscLab(language="en")
    assert [step.name for step in stage_steps()] == list(does)
    for turn, (step, moves) in enumerate(does.items()):
        lab.hear({"kind": "moved", "turn": 2 * turn + 1, "values": {"step": step}})
        assert step not in lab.told["done"]["step"]
        lab.hear({"kind": "moved", "turn": 2 * turn + 2, "values": moves})
        assert step in lab.told["done"]["step"]
    assert all(len(step.text.split()) <= 60 for step in stage_steps())


def test_a_step_leaves_the_students_disc_as_it_is_where_it_can() -> None:
    """The next step takes neither the level nor the push away that suit it, and sets only what it needs."""
    lab = DiscLab(language="en")
    lab.set(core=74)
    lab.set(step="toe")
    assert (lab.values["look"], lab.values["core"]) == ("L5/S1", 74)
    lab.set(look="L3/L4", core=91)
    lab.set(step="months")
    assert (lab.values["look"], lab.values["core"]) == ("L3/L4", 91)
    lab.set(core=90, months=7)
    lab.set(step="care")
    assert (lab.values["core"], lab.values["months"], lab.values["care"]) == (90, 0, WAITING)
    lab.set(look="L3/L4")
    lab.set(step="raise")
    assert lab.values["look"] == LEVELS[2]  # the leg hardly pulls at L4


def test_a_sheet_has_all_parts_and_gives_no_answer() -> None:
    """On paper, where nothing moves, leg, hundred and year stand there at once, to be filled in by hand."""
    sheet = re.search(r"<div class='bl-on-paper'>.*?</div>", DiscLab(language="en").read("numbers"), re.DOTALL)
    assert sheet
    words = " ".join(re.findall(r"<text[^>]*>([^<]*)", sheet[0]))
    assert {"?", "inside", "outside", "months"} <= set(words.split())
    assert not {"36", "65", "96"} & set(words.split())
    assert "data-key" not in sheet[0]


def test_what_cannot_wait_is_the_first_tab_and_a_list() -> None:
    """Beside the picture stands first whom to call, and then each sign of the rules on a line of its own."""
    lab = DiscLab(language="en")
    assert [each["id"] for each in lab.answer(lab.values).panels][:2] == ["disc", "never"]
    said = lab.read("never")
    assert "Get emergency help now (999, 112 or 911)" in said
    assert said.count("<li>") >= 5


def test_the_handle_is_away_from_what_is_pressed() -> None:
    """However far the core is pushed, the handle that one drags covers neither the root nor the tip of the core."""
    for disc in (Disc(core=core) for core in range(TOUCH, 101)):
        (x, y), (root_x, root_y), (tip_x, tip_y) = grip_at(disc, disc.core), root_at(disc), tip_of(disc)
        assert hypot(x - root_x, y - root_y) > 60
        assert hypot(x - tip_x, y - tip_y) > 40


def test_time_is_seen_from_the_first_month_on() -> None:
    """A month is drawn even where it changes nothing else, and its handle moves on."""
    assert scene(Disc(months=1)).svg != scene(Disc()).svg
    grip = re.compile(r"translate\((\S+) [^)]*\)' data-key='month-grip'")
    places = [float(found_[1]) for n in (0, 6, MONTHS) if (found_ := grip.search(scene(Disc(months=n)).svg))]
    assert len(places) == 3
    assert places == sorted(set(places))


@pytest.mark.parametrize("field", DiscLab(language="en").fields, ids=lambda field: field["id"])
def test_every_control_changes_the_picture(field: Any) -> None:
    """From its first value to another one each control draws something else and says something else."""
    lab = DiscLab(language="en")
    if field["kind"] == "slider":
        moves = [field["low"], field["high"]]
    else:
        moves = [each["name"] for each in field.get("choices", field.get("steps"))]
    lab.set(core=90)
    seen = []
    for value in moves:
        lab.set(**{field["id"]: value})
        seen.append((lab.read("disc"), lab.said))
    alike = 1 if field["kind"] == "steps" else 0  # two steps begin with the same disc
    assert len({picture for picture, _ in seen}) == len(moves) - alike
    assert len({said for _, said in seen}) > 1


def test_the_link_brings_a_disc_back() -> None:
    """Whatever was moved stands in the address."""
    lab = DiscLab()
    lab.set(look="L5/S1", core=77, leg=10, months=2)
    assert at(lab.query, DiscLab).values == lab.values


# --- how it is drawn


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_parts_of_the_drawing_have_names(code: str) -> None:
    """Ring, core, root, bundle and arch, the nerve down the leg and each toe are named, in every language."""
    with speaking(code):
        svg = scene(Disc(core=90)).svg
        names = {each.text for each in ElementTree.fromstring(svg).iter() if each.tag.endswith("title")}
        assert len(names) >= 14
        assert all(names)


def test_every_picture_is_sound_and_has_a_name_a_description_and_a_table() -> None:
    """Each is well-formed, says what it is and what it shows, keeps its size, and its table has full rows."""
    for picture in drawn().values():
        root = ElementTree.fromstring(picture.svg)
        assert root.findtext("{*}title") == picture.title
        assert root.findtext("{*}desc") == picture.description
        assert root.get("viewBox") == "0 0 900 600"
        assert {len(row) for row in picture.table.rows} == {len(picture.table.header)}
        assert all(cell for row in picture.table.rows for cell in row)
        ElementTree.fromstring(picture_html(picture))


def test_no_picture_has_an_id_or_a_colour_of_its_own() -> None:
    """A drawing reads in every theme, can stand twice on one page, and sends no request."""
    for picture in drawn().values():
        assert re.findall(r"\sid=|#[0-9a-f]{3}|rgb|hsl|href|url\(|http", picture.svg) == []
        colours = set(re.findall(r"(?:fill|stroke):([^;'\"}]+)", picture.svg))
        assert colours <= {"none", "currentColor", *(f"var(--bl-{name})" for name in PALETTE)}


def test_what_moves_has_one_name_and_keeps_its_form() -> None:
    """Nothing in a picture has the key of another, and a path keeps its commands, so that it can go from old to new."""
    forms: dict[str, set[str]] = {}
    for picture in drawn().values():
        keyed = [each for each in ElementTree.fromstring(picture.svg).iter() if each.get("data-key")]
        keys = [each.get("data-key") for each in keyed]
        assert len(keys) == len(set(keys))
        for each in keyed:
            form = re.sub(r"[^A-Za-z]", "", each.get("d") or each.get("transform") or each.tag)
            forms.setdefault(each.get("data-key", ""), set()).add(form)
    assert [key for key, each in forms.items() if len(each) > 1] == []


def test_what_is_dragged_moves_a_slider_of_the_lab() -> None:
    """Core, foot and month can be taken hold of; each has its way from low to high, and each tap a control to set."""
    lab = DiscLab()
    assert set(re.findall(r"data-drag='(\w+)'", lab.read("disc"))) == {"core"}
    lab.set(step="months")
    html = lab.read("disc")
    assert set(re.findall(r"data-drag='(\w+)'", html)) == {"core", "leg", "months"}
    assert all(len(along.split()) == 4 for along in re.findall(r"data-along='([^']+)'", html))
    for field, value in re.findall(r"data-tap='(\w+)=([^']+)'", html):
        lab.set(**{field: value})


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_word_leaves_the_drawing_or_lies_on_another(page: Page, code: str) -> None:
    """In a browser every word stays inside the picture and covers no other, whatever is chosen."""
    with speaking(code):
        pictures = [*drawn().values()]
    page.set_content("".join(f"<div style='width:900px'>{picture.svg}</div>" for picture in pictures))
    assert page.evaluate(COLLISIONS) == []
