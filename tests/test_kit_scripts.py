"""The modules that draw labs and speak to them, in a real browser, with a lab that lives in the page."""

from __future__ import annotations

import json
import re
from base64 import b64encode
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from conftest import Opener
from playwright.sync_api import Locator, Page, expect
from servers import until

import backlab.kit

KIT = Path(backlab.kit.__file__).parent
SITE = "http://kit.test"
SERVED, WORKBENCH = f"{SITE}/voila/render/some.ipynb", f"{SITE}/lab/tree/folder/some.ipynb"
PATIENCE = 8_000  # as in session.js
TOLD: dict[str, Any] = {
    **{part: {} for part in ("headings", "marked", "hidden", "html", "done", "truth")},
    "later": [],
}
COUNT = """() => {
  window.listening = new Map();
  const key = (of, type, options) => [type, typeof options === 'object' ? !!options?.capture : !!options].join();
  const add = EventTarget.prototype.addEventListener;
  EventTarget.prototype.addEventListener = function (type, act, options) {
    const isLasting = this === window || this === document || this === document.body;
    if (isLasting && !options?.signal?.aborted) {
      const name = `${this.constructor.name} ${type}`;
      window.listening.set(name, (window.listening.get(name) ?? 0) + 1);
      const gone = () => window.listening.set(name, window.listening.get(name) - 1);
      if (options?.signal) add.call(options.signal, 'abort', gone);
    }
    return add.call(this, type, act, options);
  };
}"""


# What a module takes from another, such as `from "../dom.js"`.
TAKES = re.compile(r'(?<=from )"(\.[^"]+)"')


@cache
def bare_page() -> str:
    """A page with nothing on it but the kit's modules at hand, all in one answer: they are some fifty files."""
    folders = ("js", "js/controls", "js/tests", "js/walkers")
    files = [*KIT.glob("*.css"), *(path for folder in folders for path in KIT.joinpath(folder).glob("*.js"))]
    modules = {f"{SITE}/kit/{path.relative_to(KIT).as_posix()}": module(path) for path in files}
    at_hand = f"<script type=importmap>{json.dumps({'imports': modules})}</script>"
    return f"<!doctype html><html lang=en><title>Kit</title>{at_hand}<body></body>"


def module(path: Path) -> str:
    """The address that holds a module itself; of a style sheet it is the module that the build makes of it."""
    text = path.read_text("utf-8")
    if path.suffix == ".css":
        text = f"export default {json.dumps(text)};"
    here = f"{SITE}/kit/{path.parent.relative_to(KIT).as_posix()}/"
    text = TAKES.sub(lambda found: json.dumps(urljoin(here, found[1])), text)
    return f"data:text/javascript;base64,{b64encode(text.encode()).decode()}"


@pytest.fixture
def page(opened: Opener) -> Iterator[Page]:
    """A page in a browser of its own: a clock that was stopped stays stopped there."""
    page = opened()
    yield page
    page.context.close()


def visit(page: Page, address: str = SERVED) -> Page:
    """A page that has the modules at hand: ``open`` puts a lab on it."""
    page.route(f"{SITE}/**", lambda route: route.fulfill(content_type="text/html", body=bare_page()))
    page.clock.install(time=0)
    page.clock.pause_at(1_000)  # from here on it goes on only when it is told to
    page.goto(address)
    page.evaluate("async () => { window.fake = await import('/kit/js/tests/fake.js'); }")
    return page


def put(page: Page, **options: Any) -> Locator:
    """A lab on the page, within the script's reach as ``it``."""
    page.evaluate("(options) => { window.it = fake.open(options); }", options)
    return page.locator(".bl-lab").last


@pytest.fixture
def served(page: Page) -> Page:
    """A page of our own server."""
    return visit(page)


def heard(page: Page) -> list[dict[str, Any]]:
    """What has arrived at the lab."""
    return list(page.evaluate("it.lab.heard"))


def panel(lab: Locator) -> dict[str, Any]:
    """The values that the lab has answered to."""
    return dict(json.loads(lab.locator(".bl-said pre").inner_text()))


# Sessions


def test_while_a_move_is_on_its_way_later_ones_are_gathered_in_their_order(served: Page) -> None:
    """At most one move is unanswered; the next message holds all that was moved since, the last touched last."""
    put(served, answers=False)
    for id, value in (("slider", 1), ("slider", 2), ("menu", "b"), ("slider", 3)):
        served.evaluate("([id, value]) => it.session.move(id, value)", [id, value])
    assert [each["values"] for each in heard(served)] == [{"slider": 1}]
    served.evaluate("it.lab.answer(it.lab.heard[0])")
    last = heard(served)[-1]
    assert last == {"kind": "moved", "turn": 2, "values": {"menu": "b", "slider": 3}}
    assert list(last["values"]) == ["menu", "slider"]


def test_a_press_overtakes_moves_that_wait_and_carries_all_values(served: Page) -> None:
    """What a person sees when they press is what the lab is pressed with."""
    put(served, answers=False)
    served.evaluate("it.session.move('slider', 1); it.session.move('slider', 9); it.session.press('reset')")
    kinds = [(each["kind"], each["turn"]) for each in heard(served)]
    assert kinds == [("moved", 1), ("pressed", 2)]
    values = heard(served)[1]["values"]
    assert values["slider"] == 9
    assert list(values)[-1] == "slider"
    assert set(values) == {"slider", "menu", "radio", "boxes", "checks", "places", "entry", "code"}
    served.evaluate("it.lab.answer(it.lab.heard[0]); it.lab.answer(it.lab.heard[1])")
    assert len(heard(served)) == 2


def test_a_lost_reply_blocks_nothing_for_ever(served: Page) -> None:
    """After a while it says that no answer came; the next move takes along what may be lost, and is answered."""
    lab = put(served, answers=False)
    lab.get_by_role("slider").press("End")
    served.clock.run_for(PATIENCE - 1)
    expect(lab.locator(".bl-problem")).to_be_hidden()
    served.clock.run_for(1)
    expect(lab.locator(".bl-problem")).to_have_text("There is no answer yet.")
    served.evaluate("it.lab.answers = true")
    lab.get_by_label("Menu").select_option("c")
    expect(lab.locator(".bl-problem")).to_be_hidden()
    assert [each["kind"] for each in heard(served)] == ["moved", "moved", "whole"]
    assert heard(served)[1]["values"] == {"slider": 10, "menu": "c"}
    assert (panel(lab)["slider"], panel(lab)["menu"]) == (10, "c")


def test_nothing_is_overdue_while_the_way_to_the_lab_is_made(served: Page) -> None:
    """What answers may still be on its way, however long that takes; from then on an answer is waited for as usual."""
    lab = put(served, answers=False)
    served.evaluate("it.lab.opening = () => true")
    lab.get_by_role("slider").press("End")
    served.clock.run_for(10 * PATIENCE)
    expect(lab.locator(".bl-problem")).to_be_hidden()
    served.evaluate("it.lab.opening = () => false")
    served.clock.run_for(PATIENCE)
    expect(lab.locator(".bl-problem")).to_have_text("There is no answer yet.")


def test_any_later_reply_takes_the_sentence_away(served: Page) -> None:
    """Code that moves the lab shows that it lives, whatever was lost before."""
    lab = put(served, answers=False)
    lab.get_by_role("slider").press("End")
    served.clock.run_for(PATIENCE)
    expect(lab.locator(".bl-problem")).to_be_visible()
    served.evaluate("it.lab.reply({}, [], 0)")
    expect(lab.locator(".bl-problem")).to_be_hidden()


def test_when_the_way_is_open_again_what_was_lost_is_sent_again(served: Page) -> None:
    """A reconnection needs no further move."""
    put(served, answers=False)
    served.evaluate("it.session.move('slider', 7); it.session.move('menu', 'b'); it.lab.page.back()")
    again = {"kind": "moved", "turn": 2, "values": {"slider": 7, "menu": "b"}}
    assert heard(served)[1:] == [again, {"kind": "whole", "turn": 3}]


def test_a_reply_that_was_lost_is_made_up_for(served: Page) -> None:
    """The lab has done what it was asked, so nothing changes any more; the page sees it nevertheless."""
    lab = put(served, answers=False)
    lab.get_by_role("slider").press("End")
    served.evaluate("it.page = it.lab.page; it.lab.page = null; it.lab.answer(it.lab.heard[0]); it.lab.page = it.page")
    served.evaluate("it.lab.answers = true; it.lab.page.back()")
    expect(lab.locator(".bl-said pre")).to_contain_text('"slider":10')


def test_whoever_answers_anew_is_told_all_that_the_page_holds(served: Page) -> None:
    """First what was answered, then what was not: moves in their order, and buttons that were pressed."""
    put(served)
    served.evaluate("it.session.move('slider', 3)")
    served.evaluate("it.lab.answers = false; it.session.move('slider', 7); it.session.press('reset')")
    sent = len(heard(served))
    served.evaluate("it.session.move('menu', 'b'); it.lab.page.anew()")
    again = heard(served)[sent:]
    assert [each["kind"] for each in again] == ["held", "moved", "pressed", "whole"]
    assert again[0]["values"]["slider"] == 3
    assert again[1]["values"] == {"slider": 7, "menu": "b"}
    assert again[2]["button"] == "reset"
    assert [each["turn"] for each in again] == [*range(sent + 1, sent + 5)]


def test_a_value_that_the_lab_does_not_take_falls_back(served: Page) -> None:
    """What a control shows is the lab's, as soon as the lab has answered."""
    put(served, state={"values": {"slider": 10}})
    served.evaluate("it.session.move('slider', 99)")
    assert served.evaluate("it.session.value('slider')") == 10


def test_what_was_moved_since_stays_above_an_older_answer(served: Page) -> None:
    """A slider that is being moved does not jump back to what was sent before."""
    lab = put(served, answers=False)
    served.evaluate("it.session.move('slider', 6); it.session.move('slider', 8); it.lab.answer(it.lab.heard[0])")
    expect(lab.get_by_role("slider")).to_have_value("8")


def test_another_page_that_has_come_further_answers_nothing_here(served: Page) -> None:
    """A turn that was never asked here is news, and no answer."""
    put(served, answers=False)
    served.evaluate("it.session.move('slider', 6); it.lab.reply({ values: { menu: 'b' } }, [], 40)")
    assert served.evaluate("[it.session.value('slider'), it.session.value('menu')]") == [6, "b"]
    assert served.evaluate("it.session.unanswered()") == {"slider": 6}


def test_two_views_of_a_lab_show_the_same_and_ask_once(served: Page) -> None:
    """A view that is made beside another one shares all that it shows."""
    put(served, views=2)
    served.locator(".bl-lab").first.get_by_role("slider").press("End")
    expect(served.locator(".bl-lab").last.get_by_role("slider")).to_have_value("10")
    assert len(heard(served)) == 1


def test_what_is_shown_is_handed_back_to_whoever_keeps_it(served: Page) -> None:
    """A notebook that is saved holds the state with all changes in it."""
    lab = put(served)
    lab.get_by_role("slider").press("End")
    assert served.evaluate("it.lab.kept.values.slider") == 10
    assert served.evaluate("it.lab.kept.values.menu") == "a"


def test_a_kernel_that_was_restarted_is_noticed(served: Page) -> None:
    """A way to the lab that is closed refuses what is sent; the page says that no answer comes, and breaks nothing."""
    lab = put(served)
    meet = """async () => {
      const { meet } = await import('/kit/js/notebook.js');
      const closed = () => { throw new Error('closed'); };
      const { face, state } = it.lab;
      const model = { get: (name) => ({ face, state })[name], set() {}, on() {}, off() {}, send: closed };
      meet(model, []).show(document.body.appendChild(document.createElement('div')));
    }"""
    served.evaluate(meet)
    lab.get_by_role("slider").press("End")
    served.clock.run_for(PATIENCE)
    expect(lab.locator(".bl-problem")).to_have_text("There is no answer yet.")


# Controls


@pytest.mark.parametrize(
    ("id", "where", "key", "value"),
    [
        ("slider", "input[type=range]", "ArrowRight", 6),
        ("slider", "input[type=checkbox]", " ", None),
        ("menu", "select", "ArrowDown", "b"),
        ("radio", "input", "ArrowDown", "b"),
        ("boxes", "input", " ", ["a"]),
        ("checks", "input", " ", {"yes": ["a"], "none": False, "no": []}),
        ("checks", ".bl-none-other input", " ", {"yes": [], "none": True, "no": []}),
        ("places", "[data-place=a]", " ", ["a"]),
        ("places", "[data-place=a]", "Enter", ["a"]),
    ],
)
def test_each_control_by_keyboard(served: Page, id: str, where: str, key: str, value: object) -> None:
    """A key moves the control that has the focus, and the lab answers to it."""
    lab = put(served)
    lab.locator(f"[data-field={id}] {where}").first.press(key)
    assert heard(served)[-1]["values"] == {id: value}
    assert panel(lab)[id] == value


@pytest.mark.parametrize(
    ("id", "where", "value"),
    [
        ("radio", "input[value=c]", "c"),
        ("boxes", "label:has-text('Choice b')", ["b"]),
        ("checks", "label:has-text('Choice c')", {"yes": ["c"], "none": False, "no": []}),
        ("places", "[data-place=b]", ["b"]),
    ],
)
def test_each_control_by_mouse(served: Page, id: str, where: str, value: object) -> None:
    """A click moves the control, and the lab answers to it."""
    lab = put(served)
    lab.locator(f"[data-field={id}] {where}").first.click()
    assert panel(lab)[id] == value


def test_arrows_lead_from_place_to_place_and_tab_stops_once(served: Page) -> None:
    """On the picture the arrows reach the nearest place in their direction, and only one is in the row of stops."""
    lab = put(served)
    first = lab.locator("[data-place=a]")
    first.press("ArrowRight")
    expect(lab.locator("[data-place=b]")).to_be_focused()
    lab.locator("[data-place=b]").press("ArrowDown")
    expect(lab.locator("[data-place=c]")).to_be_focused()
    expect(lab.locator("[data-place][tabindex='0']")).to_have_count(1)


def test_the_enter_key_presses_the_button_that_the_entry_names(served: Page) -> None:
    """What was typed goes along with the press."""
    lab = put(served)
    entry = lab.get_by_label("Entry")
    entry.fill("18.75")
    entry.press("Enter")
    last = heard(served)[-1]
    assert (last["kind"], last["button"], last["values"]["entry"]) == ("pressed", "check", "18.75")


def test_an_answer_does_not_wipe_out_what_is_being_typed(served: Page) -> None:
    """While one control is answered, text in another that is not yet finished stays."""
    lab = put(served)
    lab.get_by_label("Entry").press_sequentially("12")
    lab.get_by_label("Code").evaluate("(area) => { area.value = 'half' }")
    served.evaluate("it.lab.reply({ values: { slider: 3 } }, [], 0)")
    expect(lab.get_by_role("slider")).to_have_value("3")
    expect(lab.get_by_label("Entry")).to_have_value("12")
    expect(lab.get_by_label("Code")).to_have_value("half")


def test_a_button_that_is_hidden_hands_its_focus_on(served: Page) -> None:
    """Whoever works by keyboard goes on from the button beside it."""
    lab = put(served)
    lab.get_by_role("button", name="Check", exact=True).focus()
    told = {**TOLD, "hidden": {"actions": ["check"]}, "html": {"text": "<b>bold</b>"}}
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", told)
    expect(lab.get_by_role("button", name="Reset")).to_be_focused()
    expect(lab.locator("[data-field=text] b")).to_have_text("bold")


def test_a_heading_and_marked_places_are_told(served: Page) -> None:
    """What is said of a control beside its value has a place of its own for each kind."""
    lab = put(served)
    told = {**TOLD, "headings": {"checks": "Checks (2)"}, "marked": {"places": ["b"]}}
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", told)
    expect(lab.get_by_role("button", name="Checks (2)")).to_be_visible()
    expect(lab.locator(".is-marked")).to_have_attribute("data-place", "b")


def test_a_follow_up_comes_into_view_below_what_it_follows(served: Page) -> None:
    """It is asked once its parent is ticked, right below it and further in, and goes when that is taken back."""
    lab = put(served)
    parent, follow_up = (lab.locator(f"[data-field=checks] label:has-text('Choice {name}')") for name in "cd")
    expect(follow_up).to_be_hidden()
    parent.click()
    expect(follow_up).to_be_visible()
    indent = "label => parseFloat(getComputedStyle(label).paddingInlineStart)"
    assert follow_up.evaluate(indent) > parent.evaluate(indent) + 20
    parent.click()
    expect(follow_up).to_be_hidden()


def test_a_slider_that_is_not_asked_for_is_hidden(served: Page) -> None:
    """A lab may leave a number out of view for as long as it makes no sense."""
    lab = put(served)
    told = {**TOLD, "hidden": {"slider": ["slider"]}}
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", told)
    expect(lab.get_by_role("slider")).to_have_count(0)


def test_another_choice_of_a_menu_that_begins_anew_is_told_to_the_page(served: Page) -> None:
    """The presenter's view closes what was revealed; a move of any other control does not."""
    lab = put(served)
    served.evaluate("window.anew = 0; addEventListener('backlab:anew', () => { anew += 1; })")
    lab.get_by_role("slider").press("End")
    assert served.evaluate("anew") == 0
    lab.get_by_label("Menu").select_option("b")
    assert served.evaluate("anew") == 1


def test_what_a_button_leads_to_comes_into_view_once_it_is_answered(served: Page) -> None:
    """A press that is refused moves nothing; one that is answered shows its result."""
    served.evaluate("document.body.style.padding = '3000px 0'")
    lab = put(served, answers=False)
    lab.get_by_role("button", name="Check", exact=True).click()
    served.evaluate("scrollTo(0, 0); it.lab.reply({ problem: 'Choose first' }, [], 1)")
    served.clock.run_for(100)
    assert served.evaluate("scrollY") == 0
    lab.get_by_role("button", name="Check", exact=True).click()
    served.evaluate("it.lab.answer({ ...it.lab.heard[1], values: { slider: 1 } })")
    served.clock.run_for(100)
    assert served.evaluate("scrollY") > 2_000
    assert 0 <= served.evaluate("document.querySelector('.bl-panel').getBoundingClientRect().top") < 100


def test_what_a_reader_opened_in_a_panel_stays_open(served: Page) -> None:
    """A panel that is filled anew keeps its details as they were; the same HTML is not filled in again."""
    put(served)
    of = (
        "(n) => ({ said: { id: 'said', title: 'S', open: true, folds: true, html: `<details><i>${n}</i></details>` } })"
    )
    served.evaluate(f"window.of = {of}; it.lab.reply({{ panels: of(1) }}, [], 0)")
    served.evaluate("document.querySelector('.bl-said details').open = true; window.was = document.querySelector('i')")
    served.evaluate("it.lab.reply({ panels: of(1) }, [], 0)")
    assert served.evaluate("was.isConnected")
    served.evaluate("it.lab.reply({ panels: of(2) }, [], 0)")
    assert served.evaluate("document.querySelector('.bl-said details').open")
    assert served.evaluate("document.querySelector('.bl-said i').textContent") == "2"


# Keeping


TRY = {"key": "red_flags.one", "id": "abc1", "text": "first"}
KEEPS = {"keeps": "red_flags.one", "store": "page"}
REFUSE = """(names) => {
  const usual = {};
  for (const name of names) {
    usual[name] = Storage.prototype[name];
    Storage.prototype[name] = () => { throw new DOMException('full', 'QuotaExceededError'); };
  }
  window.allow = () => Object.assign(Storage.prototype, usual);
}"""


def give(page: Page, *effects: dict[str, Any]) -> None:
    """Let the lab answer with effects."""
    page.evaluate("(effects) => it.lab.reply({}, effects, 0)", list(effects))


def keep(*tries: dict[str, str]) -> dict[str, Any]:
    """The effect that keeps these tries."""
    return {"kind": "keep", "tries": list(tries)}


def kept(page: Page) -> dict[str, str]:
    """What the browser keeps."""
    return dict(page.evaluate("({ ...localStorage })"))


def test_every_try_is_kept_beside_the_others_and_once(served: Page) -> None:
    """Tries are counted; one that arrives twice, as with two views, is not doubled."""
    served.evaluate("localStorage.setItem('backlab answer red_flags.one', 'old')")
    put(served, face=KEEPS)
    give(served, keep(TRY, {**TRY, "id": "abc2", "text": "second"}), keep(TRY))
    assert kept(served) == {
        "backlab answer red_flags.one": "old",
        "backlab answer red_flags.one 1 abc1": "first",
        "backlab answer red_flags.one 2 abc2": "second",
    }


@pytest.mark.parametrize(
    ("keeps", "names"),
    [
        ("red_flags.one", ["red_flags.one", "red_flags.one 1 abc"]),
        ("red_flags.", ["red_flags.one", "red_flags.one 1 abc", "red_flags.onemore 1 abc"]),
        ("", ["clinic.a 1 abc", "red_flags.one", "red_flags.one 1 abc", "red_flags.onemore 1 abc"]),
    ],
)
def test_a_lab_is_told_what_is_kept_of_its_own(served: Page, keeps: str, names: list[str]) -> None:
    """By one key, by how its keys begin, or all there is."""
    everything = ["red_flags.one", "red_flags.one 1 abc", "red_flags.onemore 1 abc", "clinic.a 1 abc"]
    served.evaluate("(all) => all.forEach((name) => localStorage.setItem('backlab answer ' + name, name))", everything)
    put(served, face={"keeps": keeps})
    (first,) = heard(served)
    assert first["kind"] == "remembered"
    assert sorted(first["texts"]) == names


def test_a_lab_hears_of_another_tab(served: Page) -> None:
    """What is answered elsewhere arrives, and what is none of its own does not."""
    put(served, face=KEEPS)
    other = served.context.new_page()
    visit(other)
    other.evaluate("localStorage.setItem('backlab answer clinic.a 1 xyz', 'no')")
    other.evaluate("localStorage.setItem('backlab answer red_flags.one 1 xyz', 'yes')")
    until(lambda: heard(served))
    assert [each["texts"] for each in heard(served)] == [{"red_flags.one 1 xyz": "yes"}]


def test_that_the_browser_keeps_nothing_is_said_until_it_keeps_again(served: Page) -> None:
    """The sentence goes as soon as it is no longer true, and the try that could not be kept is kept after all."""
    lab = put(served, face=KEEPS)
    note = lab.locator(".bl-kept-problem")
    served.evaluate(REFUSE, ["setItem"])
    give(served, keep(TRY))
    expect(note).to_have_text("This browser keeps nothing.")
    served.evaluate("allow()")
    give(served, keep({**TRY, "id": "abc2", "text": "second"}))
    expect(note).to_be_hidden()
    assert sorted(kept(served).values()) == ["first", "second"]


def test_what_could_not_be_forgotten_is_told_to_the_lab(served: Page) -> None:
    """So that it does not say that nothing is answered while all is still there."""
    served.evaluate("localStorage.setItem('backlab answer red_flags.one', 'old')")
    put(served, face=KEEPS)
    served.evaluate(REFUSE, ["removeItem"])
    give(served, {"kind": "forget", "keys": ["red_flags.one"]})
    assert [each["texts"] for each in heard(served)] == [{"red_flags.one": "old"}] * 2


def test_forgetting_takes_every_try_of_a_key_and_no_other(served: Page) -> None:
    """Also what could not be kept before is not kept later."""
    served.evaluate("localStorage.setItem('backlab answer red_flags.onemore 1 a', 'other')")
    put(served, face={"keeps": "red_flags."})
    give(served, keep(TRY))
    served.evaluate(REFUSE, ["setItem"])
    give(served, keep({**TRY, "id": "abc2"}), {"kind": "forget", "keys": ["red_flags.one"]})
    served.evaluate("allow()")
    give(served, keep({"key": "red_flags.two", "id": "abc3", "text": "two"}))
    assert sorted(kept(served).values()) == ["other", "two"]


def test_what_could_not_be_set_aside_is_not_said_to_be(served: Page) -> None:
    """The page says that it keeps nothing, until what cannot be read is really out of the way."""
    served.evaluate("localStorage.setItem('backlab answer red_flags.one', '{')")
    lab = put(served, face=KEEPS, state={"not_kept": "It has been set aside."})
    note = lab.locator(".bl-kept-problem")
    served.evaluate(REFUSE, ["setItem"])
    give(served, {"kind": "set_aside", "name": "red_flags.one"})
    expect(note).to_have_text("This browser keeps nothing.")
    assert list(kept(served)) == ["backlab answer red_flags.one"]
    served.evaluate("allow()")
    give(served, keep(TRY))
    expect(note).to_have_text("It has been set aside.")
    names = sorted(kept(served))
    assert names[0] == "backlab answer red_flags.one 1 abc1"
    assert names[1].startswith("backlab set aside ")


# Memory, address, files, terms


def test_what_is_not_answered_comes_back_with_the_page(served: Page) -> None:
    """In the order in which it was entered; what was answered is in the address and is not entered again."""
    put(served)
    served.evaluate("it.session.move('radio', 'b')")
    served.evaluate("it.lab.answers = false; it.session.move('slider', 7); it.session.move('menu', 'c')")
    served.evaluate("dispatchEvent(new CustomEvent('backlab:return'))")
    served.reload()
    served.evaluate("async () => { window.fake = await import('/kit/js/tests/fake.js'); }")
    put(served)
    assert heard(served) == [{"kind": "restored", "turn": 1, "values": {"slider": 7, "menu": "c"}}]
    assert list(heard(served)[0]["values"]) == ["slider", "menu"]


def test_an_answer_is_remembered_until_it_is_kept(served: Page) -> None:
    """One that was refused comes back after a reload, one that was kept does not."""
    for effects, back in (([], 1), ([keep(TRY)], 0)):
        served.evaluate("sessionStorage.clear(); localStorage.clear()")
        lab = put(served, face=KEEPS)
        lab.get_by_label("Entry").fill("5")
        lab.get_by_role("button", name="Check", exact=True).click()
        give(served, *effects)
        served.evaluate("localStorage.clear()")
        served.reload()
        served.evaluate("async () => { window.fake = await import('/kit/js/tests/fake.js'); }")
        put(served, face=KEEPS)
        assert [each["kind"] for each in heard(served)] == ["restored"] * back


def test_the_address_holds_what_brings_the_state_back(served: Page) -> None:
    """A lab's own names change, all others and the place on the page stay; on a problem the link stays as it is."""
    served.evaluate("history.replaceState(null, '', '?lang=es&fake.slider=1#here')")
    put(served, state={"query": "fake.slider=5"})
    assert served.evaluate("location.search + location.hash") == "?lang=es&fake.slider=5#here"
    served.evaluate("it.lab.reply({ query: 'fake.slider=a,b', problem: 'No' }, [], 0)")
    served.clock.run_for(250)
    assert "fake.slider=5" in served.url
    served.evaluate("it.lab.reply({ query: 'fake.slider=a,b', problem: '' }, [], 0)")
    served.clock.run_for(250)
    assert "fake.slider=a,b" in served.url


def test_a_file_is_given_once_however_many_views_there_are(served: Page) -> None:
    """The file has the name and the text that the lab says."""
    put(served, views=2)
    click = "function () { window.given = [...(window.given ?? []), this.download] }"
    served.evaluate(f"() => {{ HTMLAnchorElement.prototype.click = {click}; }}")
    give(served, {"kind": "download", "name": "answers.json", "text": "{}", "type": "application/json"})
    assert served.evaluate("given") == ["answers.json"]


def test_a_word_of_the_glossary_is_explained_as_long_as_any_lab_is_shown(served: Page) -> None:
    """The card stays with the page when the lab that brought it goes, and goes with the last."""
    served.evaluate("document.body.innerHTML = '<a href=\"glossary.ipynb#term-odds\">odds</a>'")
    put(served, views=2)
    card = served.locator(".bl-term-card")
    served.evaluate("it.ends[0].abort()")
    served.get_by_role("link", name="odds").focus()
    expect(card).to_have_text("OddsWhat odds mean")
    served.keyboard.press("Escape")
    expect(card).to_be_hidden()
    served.evaluate("it.ends[1].abort()")
    expect(card).to_have_count(0)


def test_a_word_that_is_tapped_is_explained_also_where_the_press_is_older_than_the_lab(served: Page) -> None:
    """A page that is slow to start may be tapped before it hears; what moves beneath a finger hides nothing."""
    body = "<div id='above' style='height: 100px'></div><a href='glossary.ipynb#term-odds'>odds</a>"
    served.evaluate(f"document.body.innerHTML = `{body}<div style='height: 9000px'></div>`")
    put(served)
    link, card = served.get_by_role("link", name="odds"), served.locator(".bl-term-card")
    how = "{pointerType: 'touch', bubbles: true, cancelable: true}"
    assert link.evaluate(f"(link) => link.dispatchEvent(new PointerEvent('click', {how}))") is False  # not followed
    expect(card).to_have_text("OddsWhat odds mean")
    top = card.evaluate("(card) => card.style.top")
    served.evaluate("scrollBy(0, 40)")
    expect(card).not_to_have_css("top", top)  # it goes along
    expect(card).to_be_visible()
    served.evaluate("scrollBy(0, 4000)")
    expect(card).to_be_hidden()


def test_the_looks_are_put_into_a_page_once(served: Page) -> None:
    """Whatever the number of labs; a lab in a shadow has its own, for the page's do not reach in."""
    put(served, views=3)
    expect(served.locator("style[data-backlab-looks]")).to_have_count(1)


# The stage


BOXES = """() => ['.bl-stage', '.bl-front', '.bl-verdict', '.bl-scene', '.bl-scene svg', '.bl-steps', '.bl-tabs',
  '.bl-tab', '.bl-first', '.bl-first > *', '.bl-dot', '.bl-step-foot button'].map((name) =>
  [...document.querySelectorAll(name)].map((e) => { const { x, y, width, height } = e.getBoundingClientRect();
    return [name, x, y, width, height]; }))"""


# Whether what is out of reach is what lies under the open drawer, and the steps are not.
COVERED = """() => { const top = document.querySelector('.bl-drawer:not([hidden])').getBoundingClientRect().top;
  return [...document.querySelectorAll('.bl-guide, .bl-first > *')].every((e) =>
    e.inert === (e.getBoundingClientRect().bottom > top)) && !document.querySelector('.bl-guide').inert; }"""


def test_each_part_of_a_lab_has_its_place_on_the_stage(served: Page) -> None:
    """The picture and the first controls are in view, the other controls and panels each behind a tab."""
    lab = put(served, stage=True)
    expect(lab.locator(".bl-scene svg")).to_be_visible()
    assert lab.locator(".bl-first > [data-field]").evaluate_all("(all) => all.map((e) => e.dataset.field)") == [
        "slider",
        "menu",
    ]
    assert lab.locator(".bl-tab").all_inner_texts() == ["More controls", "Said", "Late"]
    expect(lab.get_by_label("Radio")).to_be_hidden()
    lab.get_by_role("button", name="More controls").click()
    expect(lab.get_by_role("radio").first).to_be_visible()
    lab.get_by_role("radio", name="Choice b").check()
    assert heard(served)[-1]["values"] == {"radio": "b"}


def test_whatever_opens_or_grows_on_a_stage_moves_nothing(served: Page) -> None:
    """Tabs, tables, steps, a long verdict and a tab that gets something behind it leave every box where it was."""
    lab = put(served, stage=True)
    before = served.evaluate(BOXES)
    tabs = lab.locator(".bl-tab")
    lab.get_by_role("slider").press("End")
    expect(lab.locator(".bl-verdict")).to_contain_text("The verdict of a lab. The verdict")
    assert served.evaluate(BOXES) == before
    lab.get_by_label("Menu").select_option("b")
    expect(tabs.last).to_be_enabled()
    assert served.evaluate(BOXES) == before
    lab.locator(".bl-step-next").click()
    assert served.evaluate(BOXES) == before
    lab.locator("summary").click()
    expect(lab.get_by_text("Rows")).to_be_visible()
    for tab in tabs.all():
        tab.click()
        expect(lab.locator(".bl-drawer:not([hidden])")).to_have_count(1)
        assert served.evaluate(BOXES) == before


@pytest.mark.parametrize("how", ["Escape", "tab", "close"])
def test_a_drawer_takes_the_focus_and_gives_it_back(served: Page, how: str) -> None:
    """What it covers cannot be reached as long as it is open; it closes by its tab, its button or the Escape key."""
    lab = put(served, stage=True)
    tab = lab.get_by_role("button", name="Said")
    tab.press("Enter")
    drawer = lab.get_by_role("region", name="Said")
    expect(drawer).to_be_focused()
    expect(tab).to_have_attribute("aria-expanded", "true")
    assert served.evaluate(COVERED)
    if how == "Escape":
        served.keyboard.press("Escape")
    else:
        (tab if how == "tab" else drawer.get_by_role("button", name="Close")).press("Enter")
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-expanded", "false")
    expect(drawer).to_be_hidden()
    expect(lab.locator(".bl-side [inert]")).to_have_count(0)


def test_what_a_closed_drawer_holds_is_new_whenever_it_is_seen(served: Page) -> None:
    """It follows once the picture is drawn, and at once where its tab is opened or the page is printed before."""
    lab = put(served, stage=True)
    drawer = lab.locator("[data-panel=said]")
    comes = {
        7: lambda: served.clock.run_for(100),
        8: lambda: served.evaluate("dispatchEvent(new Event('beforeprint'))"),
        9: lambda: lab.get_by_role("button", name="Said").click(),
    }
    for value, come in comes.items():
        served.evaluate("(value) => it.session.move('slider', value)", value)
        assert f'"slider":{value}' not in drawer.inner_html()
        come()
        assert f'"slider":{value}' in drawer.inner_html()
    served.evaluate("it.session.move('slider', 10)")
    assert '"slider":10' in drawer.inner_text()


def test_a_drawer_that_has_nothing_more_to_show_closes(served: Page) -> None:
    """Its tab keeps its place and says by its look that there is nothing behind it."""
    lab = put(served, stage=True, state={"values": {"slider": 1, "menu": "b", "steps": "one"}})
    served.evaluate("it.session.move('menu', 'b')")
    lab.get_by_role("button", name="Late").click()
    expect(lab.locator("#late")).to_be_visible()
    served.evaluate("it.session.move('menu', 'a')")
    expect(lab.get_by_role("button", name="Late")).to_be_disabled()
    expect(lab.locator(".bl-drawer:not([hidden])")).to_have_count(0)


def test_a_long_verdict_is_written_smaller_within_its_place(served: Page) -> None:
    """Down to three quarters; what is longer still can be scrolled, by keyboard too."""
    lab = put(served, stage=True)
    size = "parseFloat(getComputedStyle(document.querySelector('.bl-verdict-words')).fontSize)"
    first, place = served.evaluate(size), lab.locator(".bl-verdict")
    served.evaluate("it.session.move('slider', 10)")
    until(lambda: served.evaluate(size) < first)
    assert first * 0.75 < served.evaluate(size) < first
    served.evaluate("it.lab.reply({ summary: '<p>' + 'word '.repeat(400) + '</p>' }, [], 0)")
    expect(place).to_have_attribute("tabindex", "0")
    assert served.evaluate(size) > first * 0.75
    served.evaluate("it.lab.reply({ summary: '<p>short</p>' }, [], 0)")
    until(lambda: served.evaluate(size) == first)


@pytest.mark.parametrize(
    ("key", "where", "leads"),
    [
        ("ArrowRight", ".bl-step-next", "two"),
        ("End", ".bl-step-next", "three"),
        ("Enter", ".bl-step-next", "two"),
        ("ArrowRight", ".bl-dot[aria-current]", "two"),
    ],
)
def test_keys_lead_through_the_steps_and_scroll_nothing(served: Page, key: str, where: str, leads: str) -> None:
    """Arrows, Home and End within the steps, and the buttons and dots; the page stays where it is."""
    served.evaluate("document.body.style.padding = '300px 0 2000px'")
    lab = put(served, stage=True)
    served.evaluate("document.querySelector('.bl-stage').scrollIntoView()")
    lab.locator(where).focus()
    there = served.evaluate("scrollY")
    served.keyboard.press(key)
    assert heard(served)[-1]["values"] == {"steps": leads}
    expect(lab.locator(".bl-step:not(.is-away)")).to_contain_text(f"Do {leads}")
    assert served.evaluate("scrollY") == there
    served.keyboard.press("Home")
    assert heard(served)[-1]["values"] == {"steps": "one"}


def test_the_first_and_the_last_step_lead_no_further(served: Page) -> None:
    """Only one step can be heard; what leads nowhere says so and keeps the focus."""
    lab = put(served, stage=True)
    expect(lab.get_by_role("heading", name="Step two")).to_have_count(0)
    back, on = lab.locator(".bl-step-back"), lab.locator(".bl-step-next")
    expect(back).to_have_attribute("aria-disabled", "true")
    for _ in range(3):
        on.press("Enter")
    assert [each["values"]["steps"] for each in heard(served)] == ["two", "three"]
    expect(on).to_have_attribute("aria-disabled", "true")
    expect(on).to_be_focused()


def test_a_finger_turns_the_steps(served: Page) -> None:
    """A swipe to the left leads on, one to the right back; one that goes down scrolls the page instead."""
    lab = put(served, stage=True)
    swipe = """(cards, [x, y]) => {
      const touch = { pointerType: 'touch', bubbles: true };
      const at = (type, x, y) => new PointerEvent(type, { ...touch, clientX: x, clientY: y });
      cards.dispatchEvent(at('pointerdown', 200, 200));
      cards.dispatchEvent(at('pointerup', 200 + x, 200 + y));
    }"""
    cards = lab.locator(".bl-step-cards")
    for x, y in ((-90, 10), (-60, 80), (20, 0), (90, -10)):
        cards.evaluate(swipe, [x, y])
    assert [each["values"]["steps"] for each in heard(served)] == ["two", "one"]


def test_a_step_that_is_done_is_marked_and_said_once(served: Page) -> None:
    """What was done before the lab was opened is marked, and not announced as news."""
    told = {**TOLD, "done": {"steps": ["two"]}}
    lab = put(served, stage=True, state={"told": told})
    said = lab.locator(".bl-steps [role=status]")
    expect(lab.locator(".bl-dot.is-done")).to_have_count(1)
    expect(said).to_have_text("")
    told["done"] = {"steps": ["one", "two"]}
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", told)
    expect(said).to_have_text("Done: Step one")
    expect(lab.locator(".bl-step:not(.is-away) .bl-step-done")).to_be_visible()


def test_the_way_on_is_pale_until_a_step_is_done_and_never_shut(served: Page) -> None:
    """Whoever has not done yet what a step asks for sees it; a class is led on all the same."""
    lab = put(served, stage=True)
    on = lab.locator(".bl-step-next")
    expect(on).to_contain_class("is-early")
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", {**TOLD, "done": {"steps": ["one"]}})
    expect(on).not_to_contain_class("is-early")
    on.click()
    expect(on).to_contain_class("is-early")
    on.click()
    assert heard(served)[-1]["values"] == {"steps": "three"}


def test_what_a_later_step_brings_has_its_place_and_is_not_seen_before(served: Page) -> None:
    """A control that comes moves nothing, and a tab with nothing but such controls behind it is shut until then."""
    told = {**TOLD, "later": ["menu", "radio"]}
    lab = put(served, stage=True, state={"told": told})
    behind = [field["id"] for field in served.evaluate("it.session.face.fields")]
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", {**told, "later": behind})
    expect(lab.get_by_label("Menu")).to_be_hidden()
    expect(lab.get_by_role("slider")).to_be_hidden()
    expect(lab.get_by_role("button", name="More controls")).to_be_disabled()
    before = served.evaluate(BOXES)
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", told)
    expect(lab.get_by_role("slider")).to_be_visible()
    expect(lab.get_by_label("Menu")).to_be_hidden()
    expect(lab.get_by_role("button", name="More controls")).to_be_enabled()
    assert served.evaluate(BOXES) == before
    served.evaluate("(told) => it.lab.reply({ told }, [], 0)", TOLD)
    expect(lab.get_by_label("Menu")).to_be_visible()
    assert served.evaluate(BOXES) == before


def test_on_a_phone_the_task_stays_below_the_picture_while_the_controls_are_worked(served: Page) -> None:
    """Once the step itself is under the picture its words lie below that, until the controls are gone as well."""
    served.clock.resume()
    served.set_viewport_size({"width": 390, "height": 844})
    lab = put(served, stage=True)
    task = lab.locator(".bl-task-words")
    expect(task).to_be_hidden()
    served.evaluate("document.body.style.paddingBottom = '2000px'")
    lab.locator(".bl-first").evaluate("(first) => scrollBy(0, first.getBoundingClientRect().top - 400)")
    expect(task).to_be_visible()
    expect(task).to_have_text("Do one")
    front, words = lab.locator(".bl-front").bounding_box(), task.bounding_box()
    assert front
    assert words
    assert abs(words["y"] - front["y"] - front["height"]) <= 1
    lab.locator(".bl-tabs").evaluate("(tabs) => scrollBy(0, tabs.getBoundingClientRect().bottom - 400)")
    expect(task).to_be_hidden()


def test_who_presents_goes_through_the_steps_by_an_event(served: Page) -> None:
    """It is taken as long as there is a step in that direction, and else left for the next slide."""
    lab = put(served, stage=True)
    step = "(s, by) => !s.dispatchEvent(new CustomEvent('backlab:step', { detail: by, cancelable: true }))"
    taken = [lab.locator("[data-stepper]").evaluate(step, by) for by in (-1, 1, 1, 1, -1)]
    assert taken == [False, True, True, False, True]


def test_a_stage_that_is_reached_by_keyboard_stands_whole_in_the_window(served: Page) -> None:
    """Whoever comes to a control by Tab sees all that it moves; whoever points at one has the page stay as it is."""
    served.evaluate("document.body.style.padding = '500px 0 2000px'")
    lab = put(served, stage=True)
    whole = "(() => { const b = document.querySelector('.bl-stage').getBoundingClientRect(); "
    whole += "return b.top >= 0 && b.bottom <= innerHeight })()"
    assert not served.evaluate(whole)
    lab.get_by_role("slider").click()
    assert served.evaluate("scrollY") == 0
    served.keyboard.press("Tab")
    assert served.evaluate(whole)


# Lifetimes


@pytest.mark.parametrize("stage", [False, True])
@pytest.mark.parametrize("address", [SERVED, WORKBENCH])
def test_with_a_view_all_that_it_listens_to_ends(page: Page, address: str, stage: bool) -> None:
    """Nothing that outlives a view is listened to any longer, no timer runs, and what happens changes it no more."""
    page.add_init_script(f"({COUNT})()")
    visit(page, address)
    page.evaluate("window.before = Object.fromEntries(listening)")
    put(page, face=KEEPS, state={"summary": "Sum", "handout": "Sheet"}, stage=stage)
    during = page.evaluate("Object.fromEntries(listening)")
    assert sum(during.values()) > 5
    page.evaluate("it.session.move('slider', 7); it.life.abort()")
    assert page.evaluate("[...listening].filter(([name, count]) => count !== (before[name] ?? 0))") == []
    page.evaluate("it.lab.answers = false; document.querySelector('select').dispatchEvent(new Event('change'))")
    assert len(heard(page)) == 1
    page.clock.run_for(2 * PATIENCE)
    assert not page.evaluate("it.session.silent")


# Keys


def test_in_a_workbench_keys_stay_in_the_lab(page: Page) -> None:
    """A letter on a slider or a menu is not heard by the page; what the workbench is asked with Ctrl is."""
    lab = put(visit(page, WORKBENCH))
    page.evaluate("window.got = []; addEventListener('keydown', (event) => got.push(event.key))")
    marked = "(event) => { window.mark = event.target.hasAttribute('data-lm-suppress-shortcuts'); }"
    page.evaluate(f"() => document.addEventListener('keydown', {marked}, true)")
    for where in ("input[type=range]", "select", "input[type=radio]", "button", "textarea"):
        for key in ("a", "x", "d", "Escape", "ArrowDown", "Enter", "Shift+Enter"):
            lab.locator(where).first.press(key)
            assert page.evaluate("mark"), (where, key)
    assert page.evaluate("got") == []
    lab.get_by_role("slider").press("Control+s")
    assert not page.evaluate("mark")
    assert page.evaluate("got") == ["Control", "s"]
    lab.get_by_label("Code").press("Control+z")
    assert page.evaluate("mark")


def test_in_our_own_pages_keys_go_on_to_the_page(served: Page) -> None:
    """The presenter's keys are the page's, and leave a control its own by themselves."""
    lab = put(served)
    served.evaluate("window.got = []; addEventListener('keydown', (event) => got.push(event.key))")
    lab.get_by_role("slider").press("p")
    assert served.evaluate("got") == ["p"]


LABELLED = """<figure><svg viewBox="0 0 800 400">
  <text id="end" data-label x="780" y="40" font-size="16" text-anchor="end">end</text>
  <g data-label><text id="one" x="20" y="80" font-size="10">one<tspan font-size="10">two</tspan></text></g>
  <text id="free" x="20" y="200" font-size="16">free</text><text data-note x="20" y="300">note</text></svg></figure>"""
DRAWN = """(where) => { const text = document.querySelector(where); const { a, b } = text.getScreenCTM();
  return parseFloat(getComputedStyle(text).fontSize) * Math.hypot(a, b); }"""


def test_labels_of_a_small_picture_stay_readable(served: Page) -> None:
    """At least 13 pixels; notes give way, and on a desk nothing is touched."""
    put(served, stage=True)
    served.set_viewport_size({"width": 390, "height": 844})
    picture = {"id": "picture", "title": "Picture", "html": LABELLED, "open": True, "folds": True}
    served.evaluate("(picture) => it.lab.reply({ panels: { picture } }, [], 0)", picture)
    until(lambda: served.evaluate(DRAWN, "#end") == pytest.approx(13, abs=0.1))
    assert served.evaluate(DRAWN, "#one") == served.evaluate(DRAWN, "#one tspan") == pytest.approx(13, abs=0.1)
    assert served.evaluate(DRAWN, "#free") < 10
    expect(served.locator("[data-note]")).to_be_hidden()
    served.set_viewport_size({"width": 1280, "height": 800})
    until(lambda: served.locator("#end.is-least").count() == 0)
    assert served.evaluate(DRAWN, "#end") > 13
    expect(served.locator("[data-note]")).to_be_visible()


def test_what_a_finger_works_is_large_enough(served: Page) -> None:
    """On a phone sliders, the buttons of the steps and tabs are 44 pixels high, and the dots of the steps too."""
    lab = put(served, stage=True)
    served.set_viewport_size({"width": 390, "height": 844})
    for where in (
        ".bl-first input[type=range]",
        ".bl-step-back",
        ".bl-step-next",
        ".bl-dot",
        ".bl-tab",
        ".bl-first select",
    ):
        expect(lab.locator(where).first).to_be_visible()
        assert all(each.bounding_box()["height"] >= 44 for each in lab.locator(where).all()), where
    assert served.evaluate("document.documentElement.scrollWidth") <= 390
