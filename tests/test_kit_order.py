"""Putting things into order, in a real browser: with buttons, by keys and by finger, and what is laid over it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from axe import violations
from conftest import Opener
from playwright.sync_api import Locator, Page, expect
from test_kit_guesses import mouse
from test_kit_pictures import finger
from test_kit_scripts import visit

from backlab.kit.fields import checked, clean, order

OPEN = """() => {
  window.it = fake.open({ face: { fields: [fake.ORDER, fake.FIELDS.find(({ kind }) => kind === 'buttons')] },
    state: { values: { order: [] }, panels: {} } });
}"""
UNCOVER = """([over, values]) => it.lab.reply({ told: { headings: {}, marked: {}, html: {}, done: {}, later: [],
  truth: { order: { values, low: [], high: [], place: '', yours: 'Yours', found: 'its place', over } },
  shuts: false, hidden: { actions: over ? ['check'] : [] } } }, [], 0)"""
FIELD = order("order", "Order", [("a", "A"), ("b", "B"), ("c", "C")])


@pytest.fixture
def page(opened: Opener) -> Iterator[Page]:
    """A page with three things to be put into order, and a finger."""
    page = visit(opened(has_touch=True))
    page.evaluate(OPEN)
    yield page
    page.context.close()


def value(page: Page) -> Any:
    """What the control holds."""
    return page.evaluate("() => it.session.value('order')")


def words(page: Page) -> list[str]:
    """What is read from top to bottom."""
    return page.locator(".bl-order-words").all_inner_texts()


def arrow(page: Page, name: str) -> Locator:
    """One of the buttons, by what it is called."""
    return page.get_by_role("button", name=name, exact=True)


def test_nothing_is_an_answer_before_something_was_moved(page: Page) -> None:
    """The list stands there in its own order, and the first press is what makes it the student's."""
    assert words(page) == ["Choice a", "Choice b", "Choice c"]
    assert value(page) == []
    arrow(page, "Choice c up").click()
    assert value(page) == ["a", "c", "b"]
    assert words(page) == ["Choice a", "Choice c", "Choice b"]


def test_by_keys_the_button_stays_under_the_finger(page: Page) -> None:
    """One moves on and on with one key, hears each place, and nothing happens at the end."""
    arrow(page, "Choice a down").focus()
    for place in (2, 3, 3):
        page.keyboard.press("Enter")
        expect(page.locator(".bl-order [role=status]")).to_have_text(f"Choice a: place {place} of 3")
        expect(arrow(page, "Choice a down")).to_be_focused()
    assert value(page) == ["b", "c", "a"]
    expect(arrow(page, "Choice a down")).to_have_attribute("aria-disabled", "true")
    expect(arrow(page, "Choice b up")).to_have_attribute("aria-disabled", "true")


@pytest.mark.parametrize("drag", [mouse, finger])
def test_one_is_dragged_by_its_handle(page: Page, drag: Any) -> None:
    """It goes where it was let go of, and the page stays where it is."""
    page.evaluate("document.body.style.height = '4000px'")
    boxes = [page.locator(".bl-order-handle").nth(n).bounding_box() for n in (0, 2)]
    first, last = ((box["x"] + box["width"] / 2, box["y"] + 0.8 * box["height"]) for box in boxes if box)
    drag(page, first, last)
    assert value(page) == ["b", "c", "a"]
    assert page.evaluate("scrollY") == 0


def test_what_was_kept_stands_there_again(page: Page) -> None:
    """Whatever the lab says that it holds is shown, and nothing moved is shown as such."""
    page.evaluate("() => it.lab.reply({ values: { order: ['c', 'a', 'b'] } }, [], 0)")
    expect(page.locator(".bl-order-words")).to_have_text(["Choice c", "Choice a", "Choice b"])
    expect(page.locator(".bl-order .is-untouched")).to_have_count(0)
    page.evaluate("() => it.lab.reply({ values: { order: [] } }, [], 0)")
    expect(page.locator(".bl-order-words")).to_have_text(["Choice a", "Choice b", "Choice c"])
    expect(page.locator(".bl-order .is-untouched")).to_have_count(1)


def test_the_truth_says_the_place_of_each(page: Page) -> None:
    """Beside each its place; those that stand there are marked, and a prediction can be moved no more."""
    arrow(page, "Choice c up").click()
    page.evaluate(UNCOVER, [False, [1, 2, 3]])
    expect(page.locator(".bl-order-found:visible")).to_have_text(["its place: 1", "its place: 3", "its place: 2"])
    assert page.locator(".bl-order .is-found").count() == 1
    expect(arrow(page, "Choice c down")).to_be_visible()
    arrow(page, "Choice c down").focus()
    page.locator("[data-press=check]").focus()
    page.evaluate(UNCOVER, [True, [1, 2, 3]])
    expect(page.locator(".bl-order ol")).to_be_focused()
    expect(arrow(page, "Choice c down")).to_be_hidden()


def test_each_can_be_named_and_pressed_by_everybody(page: Page) -> None:
    """Each button has a name of its own and room for a finger, and axe finds nothing."""
    page.clock.resume()  # axe waits for timers
    sizes = page.locator(".bl-order button").evaluate_all("all => all.map((e) => [e.offsetWidth, e.offsetHeight])")
    assert min(min(size) for size in sizes) >= 44
    assert violations(page) == []
    page.set_viewport_size({"width": 320, "height": 800})
    page.evaluate(UNCOVER, [True, [1, 2, 3]])
    assert violations(page) == []


def test_on_paper_there_is_room_for_a_number(page: Page) -> None:
    """An empty box before each, and no button."""
    page.emulate_media(media="print")
    expect(arrow(page, "Choice c up")).to_be_hidden()
    box = page.locator(".bl-order li").first.evaluate("e => getComputedStyle(e, '::before').borderTopWidth")
    assert box == "1px"


def test_a_unit_stands_in_one_line_behind_its_field(page: Page) -> None:
    """However long it is: no rule of another part of a page narrows it."""
    field = "{ kind: 'entry', id: 'entry', label: 'How far?', unit: 'tenths of a metre', enter: '' }"
    state = "{ values: { entry: '' }, panels: {} }"
    page.evaluate(f"() => fake.open({{ face: {{ fields: [{field}] }}, state: {state} }})")
    unit = page.get_by_text("tenths of a metre")
    assert unit.evaluate("e => e.getClientRects().length") == 1
    box = unit.bounding_box()
    assert box is not None
    assert box["width"] > 3 * box["height"]


@pytest.mark.parametrize(
    ("given", "held"),
    [(["b", "a", "c"], ["b", "a", "c"]), ([], []), (["a"], "before"), (["a", "a", "b"], "before"), ("abc", "before")],
)
def test_what_arrives_from_a_page_is_a_whole_order(given: Any, held: Any) -> None:
    """All names once or none; anything else leaves things as they are."""
    assert clean(FIELD, given, "before") == held


@pytest.mark.parametrize(
    ("given", "says"), [(["a", "b"], "names each of the 3 once"), (["a", "b", "d"], "no order 'd'")]
)
def test_code_that_says_half_an_order_is_refused(given: Any, says: str) -> None:
    """In a sentence that says what is wanted."""
    with pytest.raises(ValueError, match=says):
        checked(FIELD, given)
