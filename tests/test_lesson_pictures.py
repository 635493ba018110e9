"""The pictures of the lessons: what they say, what they mark, and that nothing is made up."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page
from test_pictures import COLLISIONS

from backlab.drawing.intervals import Ruler, chosen
from backlab.drawing.picture import Picture, picture_html
from backlab.drawing.svg import PALETTE
from backlab.knowledge.figures import RECURRENCES, REST, WARMTH, Effect
from backlab.knowledge.sources import SOURCES
from backlab.labs.pictures import PictureLab
from backlab.language import LANGUAGES, speaking
from backlab.pictures.prevention import relapse
from backlab.pictures.rest import pairs_better, rest, warmth


def drawn() -> dict[str, Picture]:
    """Every kind of picture of the lessons."""
    found = {f"rest {who}": rest(who) for who in REST} | {"warmth": warmth()}
    found |= {f"warmth {name}": warmth([name]) for name in WARMTH}
    return found | {f"relapse {kind}": relapse(kind) for kind in RECURRENCES}


PICTURES = drawn()
every_picture = pytest.mark.parametrize("picture", PICTURES.values(), ids=list(PICTURES))


def words_in(picture: Picture) -> str:
    """All words of a drawing with single spaces."""
    parts = (node.text or "" for node in ElementTree.fromstring(picture.svg).iter("text"))
    return " ".join(" ".join(parts).split())


@every_picture
def test_a_picture_is_described_and_a_table(picture: Picture) -> None:
    """Each is an image with its title and description, and a table whose rows have a name and fit the header."""
    root = ElementTree.fromstring(picture.svg)
    assert [(root[0].tag, root[0].text), (root[1].tag, root[1].text)] == [
        ("title", picture.title),
        ("desc", picture.description),
    ]
    assert root.get("aria-label") == picture.title
    assert picture.table.rows
    assert {len(row) for row in picture.table.rows} == {len(picture.table.header)}
    assert all(row[0] for row in picture.table.rows)


@every_picture
def test_a_picture_fits_every_page_and_theme(picture: Picture) -> None:
    """It has no id and no address, only colours of the palette, and no letter too small to read."""
    allowed = {"none", "currentColor", *(f"var(--bl-{name})" for name in PALETTE)}
    assert set(re.findall(r"(?:fill|stroke):([^;'\"]+)", picture.svg)) <= allowed
    assert not re.search(r"\sid=|<script|href|url\(|https?:|\son\w+=", picture.svg)
    assert min(map(float, re.findall(r"font-size:([\d.]+)px", picture.svg))) >= 13


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_cut_or_lie_on_others(page: Page, language: str) -> None:
    """In a browser every text lies inside its picture and on no other text."""
    with speaking(language):
        html = "".join(f"<div style='width:320px'>{picture_html(picture)}</div>" for picture in drawn().values())
    page.set_content(f"<!doctype html><body style='font-family:sans-serif'>{html}")
    assert page.evaluate(COLLISIONS) == []


@pytest.mark.parametrize("who", REST)
def test_rest_says_the_numbers_that_it_draws(who: str) -> None:
    """Each difference stands with its interval in the drawing and the table, with its source."""
    picture = rest(who)
    for effect, row in zip(REST[who], picture.table.rows, strict=False):
        said = f"{effect.shown[0]:g} ({effect.shown[1]:g} to {effect.shown[2]:g})"
        assert said in words_in(picture)
        assert said == row[1]
        assert row[3] == SOURCES[effect.figure.source].citation


def test_rest_helps_neither_more_nor_less_down_the_leg() -> None:
    """An interval with zero in it is no clear difference, and one above it is a little better."""
    assert rest("leg").description.count("no clear difference") == len(REST["leg"])
    assert rest("back").description.count("a little better for those who stay active") == len(REST["back"])


def test_days_of_work_are_marked_as_not_verified() -> None:
    """Drawn and in the table, each number of days of the old trial says that nobody here has read it."""
    picture = rest("back")
    assert words_in(picture).count("days, not verified") == 2
    assert [row[1] for row in picture.table.rows if "work" in row[0]] == [
        "3.1 days, not verified",
        "5.6 days, not verified",
    ]
    assert "work" not in words_in(rest("leg"))


def test_pairs_say_what_a_standardised_difference_is() -> None:
    """Nothing is half of the pairs, and what is good for one side is bad for the other."""
    assert pairs_better(0) == 50
    assert pairs_better(0.2) == 56
    assert all(pairs_better(n / 10) + pairs_better(-n / 10) == 100 for n in range(30))


def test_warmth_shows_the_whole_scale_and_says_what_is_not_known() -> None:
    """Effects lie on their scale from end to end; cold has no number in the drawing but question marks."""
    for name, each in WARMTH.items():
        words = words_in(warmth([name]))
        if isinstance(each, Effect):
            assert f" {each.scale.top:g} " in words
            assert f"{each.shown[0]:g} ({each.shown[1]:g} to {each.shown[2]:g})" in words
        else:
            assert not re.search(r"\d", words)
            assert words.count("?") == 5


@pytest.mark.parametrize("kind", RECURRENCES)
def test_relapse_counts_what_was_asked_for(kind: str) -> None:
    """The share with its interval is drawn and told, and the table has all kinds with their source."""
    picture, figure = relapse(kind), RECURRENCES[kind].figure
    said = f"{figure.value:g} of 100 ({figure.low:g} to {figure.high:g})"
    assert said in words_in(picture)
    assert said in picture.description
    assert [row[1] for row in picture.table.rows] == [
        *(f"{r.figure.value:g}% ({r.figure.low:g} to {r.figure.high:g})" for r in RECURRENCES.values()),
        "139 days (105 to 173)",
    ]


@pytest.mark.parametrize("draw", [rest, relapse, lambda name: warmth([name])])
def test_unknown_figures_are_refused(draw: object) -> None:
    """A misspelt id is a ValueError that lists the known ones, never an empty picture."""
    with pytest.raises(ValueError, match="no figures 'magic': choose one of"):
        draw("magic")  # type: ignore[operator]


def test_a_ruler_marks_what_lies_on_it() -> None:
    """Marks are whole steps between its ends, zero among them, and stand in order."""
    ruler = Ruler(-0.6, 0.6, 0.2)
    assert ruler.marks == pytest.approx((-0.6, -0.4, -0.2, 0, 0.2, 0.4, 0.6))
    assert [ruler.x(mark) for mark in ruler.marks] == sorted(ruler.x(mark) for mark in ruler.marks)
    assert chosen({"a": 1}, "a") == 1


class Committed:
    """A question that has not been answered yet."""

    def __init__(self) -> None:
        self.act = lambda: None

    def when_committed(self, act: object) -> None:
        """Keep what is to be done once it is answered."""
        self.act = act  # type: ignore[assignment]


def test_a_picture_can_wait_for_a_question() -> None:
    """With a question before it the lab is shut, and answering opens it."""
    question = Committed()
    lab = PictureLab("rest", after=question)  # type: ignore[arg-type]
    assert lab.shut
    question.act()
    assert not lab.shut
