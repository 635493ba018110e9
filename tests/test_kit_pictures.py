"""Pictures in a panel, in a real browser: they move from one state to the next, and are worked by hand."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from conftest import Opener
from playwright.sync_api import Locator, Page, expect
from test_kit_scripts import put, visit

LONG = 250  # as in motion.js


@pytest.fixture
def page(opened: Opener) -> Iterator[Page]:
    """A page with motion and a finger, in a browser of its own, whose clock stands still."""
    page = visit(opened(reduced_motion="no-preference", has_touch=True))
    put(page, state={"panels": {"picture": panel("")}})
    page.evaluate("document.querySelector('.bl-result').scrollIntoView()")
    yield page
    page.context.close()


def panel(html: str) -> dict[str, Any]:
    """A panel beside those that the lab answers with."""
    return {"id": "picture", "title": "Picture", "html": html, "open": True, "folds": True}


def picture(inside: str) -> str:
    """A figure with one picture of 400 by 200 pixels."""
    return f'<figure><svg viewBox="0 0 400 200" width="400" height="200">{inside}</svg></figure>'


def show(page: Page, inside: str) -> None:
    """The lab answers with another picture."""
    show_html(page, picture(inside))


def show_html(page: Page, html: str) -> None:
    """The lab answers with another panel."""
    page.evaluate("(picture) => it.lab.reply({ panels: { picture } }, [], 0)", panel(html))


def key(page: Page, name: str) -> Locator:
    """What carries the key."""
    return page.locator(f"[data-key={name}]")


def number(page: Page, name: str, attribute: str) -> float:
    """A part's attribute, as it is at this moment."""
    return float(key(page, name).get_attribute(attribute) or "nan")


DOT = '<circle data-key="dot" cx="{x}" cy="50" r="10" style="fill:{fill}"/>'


def dot(page: Page, x: float, fill: str = "rgb(0, 0, 0)") -> None:
    """The lab answers with a dot there, once the last change is long past."""
    page.clock.run_for(2 * LONG)
    show(page, DOT.format(x=x, fill=fill))


# Movement


def test_a_part_goes_from_where_it_was_to_where_it_is(page: Page) -> None:
    """It starts at the old place, is between the two on the way, and at last exactly as the lab drew it."""
    dot(page, 0)
    dot(page, 100)
    assert number(page, "dot", "cx") == 0
    page.clock.run_for(LONG // 2)
    assert 0 < number(page, "dot", "cx") < 100
    page.clock.run_for(LONG)
    assert page.locator("figure").evaluate("figure => figure.outerHTML") == picture(
        DOT.format(x=100, fill="rgb(0, 0, 0)").replace("/>", "></circle>")
    )


@pytest.mark.parametrize(
    ("tag", "attribute", "old", "new"),
    [
        ("path", "d", "M0 0L10-10", "M 20,0 L 30 10"),
        ("path", "d", "M0 0A5 5 0 0 1 9 9", "M4 0A5 5 0 0 1 20 9"),
        ("polygon", "points", "0,0 10,0 5,10", "0,0 40,0 20,40"),
        ("g", "transform", "translate(3 4) rotate(-10)", "translate(7,8) rotate(30)"),
        ("svg", "viewBox", "0 0 400 200", "100 50 200 100"),
        ("line", "x2", "0", "80.5"),
        ("rect", "height", "10", "30"),
    ],
)
def test_each_kind_of_shape_moves(page: Page, tag: str, attribute: str, old: str, new: str) -> None:
    """What lies between two shapes is one itself, which the browser can draw."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text))
    for value in (old, new):
        page.clock.run_for(2 * LONG)
        show(page, f'<{tag} data-key="part" {attribute}="{value}"></{tag}>')
    page.clock.run_for(LONG // 2)
    between = key(page, "part").get_attribute(attribute)
    page.clock.run_for(LONG)
    assert between not in {old, new}
    assert key(page, "part").get_attribute(attribute) == new
    assert errors == []


@pytest.mark.parametrize(("old", "new"), [("M0 0L9 9", "M0 0Q1 1 9 9"), ("M0 0A5 5 0 0 1 9 9", "M0 0A5 5 0 1 1 9 9")])
def test_a_shape_with_other_commands_fades_over_the_old_one(page: Page, old: str, new: str) -> None:
    """Nothing lies between them, so the new one is there at once and the old one fades."""
    for d in (old, new):
        page.clock.run_for(2 * LONG)
        show(page, f'<path data-key="part" d="{d}"/>')
    assert key(page, "part").get_attribute("d") == new
    expect(page.locator("figure path")).to_have_count(2)
    page.clock.run_for(2 * LONG)
    expect(page.locator("figure path")).to_have_count(1)


def test_colours_mix_on_the_way(page: Page) -> None:
    """From black to red, one sees dark red; from nothing, one that lets through; in the end its own style stands."""
    fill = "document.querySelector('[data-key=dot]').style.fill"
    seen = "getComputedStyle(document.querySelector('[data-key=dot]')).fill"
    dot(page, 0)
    for last, colour in (("rgb(0, 0, 0)", "rgb(200, 0, 0)"), ("rgb(200, 0, 0)", "none")):
        dot(page, 0, colour)
        page.clock.run_for(LONG // 2)
        assert page.evaluate(fill) not in {"", last, colour}
        assert page.evaluate(seen) not in {last, colour}
        page.clock.run_for(LONG)
        assert page.evaluate(fill) == colour


def test_what_stays_equal_is_not_drawn_anew(page: Page) -> None:
    """Of two parts the one that is as it was keeps its focus, since it is the same element; the other is new."""
    one, other = (f'<circle data-key="a" tabindex="0" r="5"/><g><circle data-key="b" r="{r}"/></g>' for r in (1, 9))
    show(page, one)
    page.evaluate("document.querySelector('[data-key=a]').focus()")
    show(page, other)
    page.clock.run_for(2 * LONG)
    assert page.evaluate("document.activeElement.dataset.key") == "a"
    assert number(page, "b", "r") == 9
    show(page, one)
    page.clock.run_for(2 * LONG)
    assert number(page, "b", "r") == 1


def test_a_new_change_starts_from_where_it_is_now(page: Page) -> None:
    """Nothing jumps back, and nothing waits until the first has ended."""
    dot(page, 0)
    dot(page, 100)
    page.clock.run_for(120)
    there = number(page, "dot", "cx")
    show(page, DOT.format(x=0, fill="rgb(0, 0, 0)"))
    assert 0 < there < 100
    assert number(page, "dot", "cx") == there
    page.clock.run_for(140)
    assert number(page, "dot", "cx") == 0


def test_what_changes_all_the_time_follows_the_hand(page: Page) -> None:
    """A slider that is moved continuously: each picture stands as it was drawn before the next one comes."""
    dot(page, 0)
    dot(page, 10)
    for x in range(20, 100, 10):
        page.clock.run_for(16)
        show(page, DOT.format(x=x, fill="rgb(0, 0, 0)"))
        assert number(page, "dot", "cx") == x


def test_what_comes_and_goes_fades(page: Page) -> None:
    """A part without a partner; nobody can touch or hear what is on its way out."""
    ring = '<g transform="translate(30 0)"><circle data-key="ring" data-tap="menu=b" cx="9" cy="9" r="9"/></g>'
    for inside in (ring, '<circle data-key="star" cx="1" cy="1" r="1"/>'):
        page.clock.run_for(2 * LONG)
        show(page, inside)
    leaving = page.locator("figure g[aria-hidden]")
    assert leaving.get_attribute("transform") == "translate(30 0)"
    page.clock.run_for(LONG // 2)
    shares = page.evaluate("[...document.querySelectorAll('figure circle')].map(c => Number(c.style.opacity))")
    assert all(0 < share < 1 for share in shares)
    assert len(shares) == 2
    assert page.locator("[data-tap]").count() == 0
    page.clock.run_for(LONG)
    expect(leaving).to_have_count(0)
    assert not key(page, "star").get_attribute("style")


def test_html_slides_to_its_place(page: Page) -> None:
    """Columns that change places are seen to do so, and words are new at once."""
    row = '<p data-key="{}">{} is here</p><p data-key="{}">{} is here</p>'
    for names in (("one", "One", "two", "Two"), ("two", "Two", "one", "Uno")):
        page.clock.run_for(2 * LONG)
        show_html(page, row.format(*names))
    top = "(name) => document.querySelector(`[data-key=${name}]`).getBoundingClientRect().top"
    assert page.evaluate(top, "one") < page.evaluate(top, "two")
    expect(key(page, "one")).to_have_text("Uno is here")
    page.clock.run_for(2 * LONG)
    assert page.evaluate(top, "one") > page.evaluate(top, "two")
    assert not key(page, "one").get_attribute("style")


def test_without_motion_it_changes_at_once(page: Page) -> None:
    """For whoever has asked for that."""
    page.emulate_media(reduced_motion="reduce")
    dot(page, 0)
    dot(page, 100, "rgb(9, 9, 9)")
    assert number(page, "dot", "cx") == 100
    assert key(page, "dot").get_attribute("style") == "fill:rgb(9, 9, 9)"


def test_the_last_state_needs_no_frames(page: Page) -> None:
    """A tab behind another draws none; there and on paper the picture is what the lab said."""
    dot(page, 0)
    page.evaluate("window.requestAnimationFrame = () => 0")
    dot(page, 100)
    page.clock.run_for(2 * LONG)
    assert number(page, "dot", "cx") == 100
    dot(page, 0)
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert number(page, "dot", "cx") == 0
    page.evaluate("Object.defineProperty(document, 'hidden', { value: true })")
    dot(page, 50)
    assert number(page, "dot", "cx") == 50


def test_the_same_picture_again_disturbs_no_movement(page: Page) -> None:
    """A reply that changes nothing here lets it go on."""
    dot(page, 0)
    dot(page, 100)
    page.clock.run_for(100)
    show(page, DOT.format(x=100, fill="rgb(0, 0, 0)"))
    page.clock.run_for(200)
    assert number(page, "dot", "cx") == 100


# Hands

HANDLE = (
    '<line x1="100" y1="100" x2="300" y2="100" stroke="black"/>'
    '<circle data-drag="slider" data-along="100 100 300 100" cx="{x}" cy="100" r="6"/>'
)


def handle(page: Page) -> None:
    """A handle that stands where the slider does, drawn anew whenever it moves."""
    page.evaluate(
        """(panel) => {
          const html = () => panel.html.replace('{x}', String(100 + 20 * it.session.value('slider')));
          const draw = () => it.lab.reply({ panels: { picture: { ...panel, html: html() } } }, [], 0);
          it.session.listen((news) => { if (news.kind === 'moved') draw(); }, it.life.signal);
          draw();
        }""",
        panel(picture(HANDLE)),
    )


def at(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where a point of the picture lies in the window."""
    box = page.locator("figure svg").bounding_box()
    assert box is not None
    return box["x"] + x, box["y"] + y


def test_a_part_that_is_dragged_moves_its_slider(page: Page) -> None:
    """From where it is grasped, along its line, no further than its ends, and no more once it is let go."""
    handle(page)
    slider = page.get_by_role("slider")
    page.mouse.move(*at(page, 203, 102))
    page.mouse.down()
    for x, wanted in ((243, "7"), (263, "8"), (390, "10"), (20, "0"), (163, "3")):
        page.mouse.move(*at(page, x, 140))
        expect(slider).to_have_value(wanted)
    page.mouse.up()
    page.mouse.move(*at(page, 250, 100))
    expect(slider).to_have_value("3")
    assert "is-dragging" not in (page.locator(".bl-lab").get_attribute("class") or "")


def finger(page: Page, *points: tuple[float, float]) -> None:
    """A finger goes down at the first point, from point to point, and up at the last."""
    session = page.context.new_cdp_session(page)
    kinds = ["touchStart", *["touchMove"] * (len(points) - 1), "touchEnd"]
    for kind, point in zip(kinds, [*points, None], strict=True):
        touches = [{"x": point[0], "y": point[1]}] if point else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": touches})


@pytest.mark.parametrize("beside", [0, 11, 21])
def test_a_finger_drags_it_and_the_page_stays(page: Page, beside: float) -> None:
    """Also from beside a part that is smaller than a finger; elsewhere on the picture the finger moves the page."""
    page.evaluate("document.body.style.height = '4000px'")
    page.evaluate("scrollBy(0, 100)")
    handle(page)
    y = page.evaluate("scrollY")
    finger(page, *(at(page, 200 + beside + 5 * step, 100 - 8 * step) for step in range(9)))
    expect(page.get_by_role("slider")).to_have_value("7")
    assert page.evaluate("scrollY") == y


def test_a_finger_elsewhere_moves_the_page(page: Page) -> None:
    """Only what can be dragged holds the finger."""
    page.evaluate("document.body.style.height = '4000px'")
    handle(page)
    y = page.evaluate("scrollY")
    finger(page, *(at(page, 200, 30 - 8 * step) for step in range(9)))
    page.wait_for_function("(y) => scrollY > y", arg=y)
    expect(page.get_by_role("slider")).to_have_value("5")


@pytest.mark.parametrize(
    ("tap", "id", "value"),
    [
        ("menu=b", "menu", "b"),
        ("radio=c", "radio", "c"),
        ("slider=8", "slider", 8),
        ("slider=99", "slider", 10),
        ("boxes=a", "boxes", ["a"]),
        ("places=b", "places", ["b"]),
        ("checks=a", "checks", {"yes": ["a"], "none": False, "no": []}),
    ],
)
def test_a_part_that_is_tapped_sets_its_control(page: Page, tap: str, id: str, value: Any) -> None:
    """By mouse and by finger, also just beside one that is smaller than a finger; again, it goes out where it can."""
    show(page, f'<rect width="400" height="200" fill="none"/><circle data-tap="{tap}" cx="200" cy="100" r="3"/>')
    page.mouse.click(*at(page, 200, 100))
    assert page.evaluate("(id) => it.session.value(id)", id) == value
    if id in {"boxes", "places", "checks"}:
        page.touchscreen.tap(*at(page, 209, 100))
        out = page.evaluate("(id) => it.session.value(id)", id)
        assert (out["yes"] if id == "checks" else out) == []
    page.evaluate("it.lab.heard.length = 0")
    page.mouse.click(*at(page, 217, 100))  # near enough for a finger, and not for a mouse
    page.touchscreen.tap(*at(page, 240, 100))
    assert page.evaluate("it.lab.heard") == []


def test_what_names_no_control_does_nothing(page: Page) -> None:
    """No move, and no complaint in the console."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for extras in (
        'data-tap="nothing=a"',
        'data-tap="menu=zzz"',
        'data-tap="slider="',
        'data-tap="slider"',
        'data-drag="nothing" data-along="0 0 9 9"',
        'data-drag="slider"',
        'data-drag="slider" data-along="0 0 x"',
        'data-drag="menu" data-along="0 0 9 9"',
    ):
        show(page, f'<circle {extras} cx="200" cy="100" r="20"/>')
        page.mouse.move(*at(page, 200, 100))
        page.mouse.down()
        page.mouse.move(*at(page, 250, 100))
        page.mouse.move(*at(page, 200, 100))
        page.mouse.up()
    assert page.evaluate("it.lab.heard") == []
    assert said == []


def test_what_can_be_worked_by_hand_takes_no_key(page: Page) -> None:
    """The control itself is there for that: Tab does not stop at the picture."""
    show(page, f'{HANDLE.format(x=200)}<circle data-tap="menu=b" cx="20" cy="20" r="9"/>')
    assert page.locator("figure [tabindex], figure [role]").count() == 0


def pressed_by_key(page: Page, tap: str = "menu=b") -> Locator:
    """A part that is a button, with the focus, after one pressed it."""
    show_html(page, f'<p>Yes</p><button data-tap="{tap}">Yes</button><button data-tap="menu=c">No</button>')
    button = page.locator(f"[data-tap='{tap}']")
    button.press("Enter")
    return button


@pytest.mark.parametrize("tap", ["menu=b", "actions=check"], ids=["a control", "a button"])
def test_a_part_pressed_by_key_keeps_the_focus_through_every_answer(page: Page, tap: str) -> None:
    """An answer that was still on its way draws it anew, and so does the one to the press, and one that comes later."""
    button = pressed_by_key(page, tap)
    for said in ("an earlier answer", "its own", "a later one"):
        show_html(page, f'<em>{said}</em><p>{said}</p><button data-tap="{tap}">{said}</button>')
        expect(button).to_have_text(said)
        expect(button).to_be_focused()


@pytest.mark.parametrize("way", ["key", "mouse"])
def test_focus_that_a_person_took_elsewhere_is_not_taken_back(page: Page, way: str) -> None:
    """One goes on by Tab, or clicks beside it: what is drawn later leaves the focus alone."""
    button = pressed_by_key(page)
    if way == "key":
        button.press("Tab")
    else:
        page.mouse.click(1, 1)
    show_html(page, '<p>Anew</p><em>here</em><button data-tap="menu=b">Anew</button>')
    expect(button).to_have_text("Anew")
    expect(button).not_to_be_focused()
