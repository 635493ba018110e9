"""What every page is held to: equal use, nothing cut, nothing from outside, and a good print.

One visit to each page serves many tests. A module that is collected says which ``PAGES`` it visits, so that several
processes share the work, and takes these tests over.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from axe import KEPT, violations
from paper import sheets
from playwright.sync_api import Locator, Page, WebSocket, expect
from servers import Server, kill_kernel_of, same, until

from backlab.course.order import LAST
from backlab.knowledge.sources import SOURCES
from backlab.language import LANGUAGES, speaking
from backlab.notebook_cards import cards
from backlab.serving.notebooks import shipped

SCREENS = ((1280, 800), (1024, 768), (640, 400), (390, 844), (320, 700))  # the third is the first at 200 % zoom
THEMES = ("light", "dark", "contrast")
PAPERS = ("A4", "Letter")
START = ""
# Ways in which a page is no longer as it was opened.
ANSWERED, UNFOLDED, WORKED, TRANSLATED = "answered", "unfolded", "worked", "translated"
CARDS = cards(shipped())
ALL = [START, *(card.name for card in CARDS)]
SHARES = 3  # test modules that visit pages
OUTLINES = Path(__file__).with_name("outlines")
# A line of an accessibility tree, such as `  - button "Why" [expanded]: text`.
PART = re.compile(
    r"(?P<depth> *)- '?(?P<role>\w+)(?P<name> \"[^\"]*\")?"
    r"(?P<level>(?: \[level=\d\])?)(?:(?P<open> \[expanded\])| \[[^]]*\])*"
)
PARTS = {
    *("banner", "navigation", "main", "contentinfo", "region", "group", "heading", "figure", "img", "table", "status"),
    *("button", "link", "slider", "combobox", "checkbox", "radio", "radiogroup", "textbox", "searchbox", "alert"),
}
WAITING = "#page-cells script[type='application/vnd.backlab.widget+json']"
READY = "#content[aria-busy='false'], main:not([aria-busy])"
WIDER = """() => {
  const room = document.documentElement.clientWidth;
  return [...document.querySelectorAll('body *')].filter((e) => {
    const box = e.getBoundingClientRect();
    return box.width && box.right > room + 1 && !e.closest('.bl-unseen, [hidden], table, pre, .bl-choice-scroll')
      && getComputedStyle(e).visibility !== 'hidden' && !e.closest('svg');
  }).map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`);
}"""
ON_SLIDE = f"""() => ({{
  place: document.getElementById('present-place').innerText,
  width: document.documentElement.scrollWidth,
  wider: ({WIDER})(),
}})"""
CUT = """() => [...document.querySelectorAll('main *')].filter((e) => {
  const style = getComputedStyle(e);
  return ['hidden', 'clip'].includes(style.overflowX) && e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1
    && !e.closest('.bl-unseen, svg');
}).map((e) => `${e.tagName}.${e.className}: ${e.textContent.slice(0, 60)}`)"""
# What is there to press, in a part of the page that a selector names, and has no 24 pixels each way.
SMALL = """(where) => [...document.querySelectorAll('button, select, input, summary, [role=checkbox]')].filter((e) => {
  const box = (e.closest('label') ?? e).getBoundingClientRect();
  return e.closest(where) && box.width && (box.width < 24 || box.height < 24) && !e.closest('.bl-unseen');
}).map((e) => `${e.outerHTML.slice(0, 90)}`)"""


# Opens all that is folded and seen, and says how much that was; of a stage's drawers one at a time can be open.
SAYS = """(all) => all.map((each) => {
  const copy = each.cloneNode(true);
  copy.querySelectorAll('style').forEach((style) => style.remove());
  return copy.textContent;
})"""
UNFOLD = """() => {
  document.querySelectorAll('details').forEach((each) => { each.open = true; });
  const all = [...document.querySelectorAll("main [aria-expanded='false']:not(.bl-tab)")];
  const folded = all.filter((e) => e.checkVisibility());
  folded.forEach((each) => each.click());
  return folded.length;
}"""
# Notes each element that gets the focus, and whether one sees that, until the focus leaves the page or goes round.
FOLLOW = """() => {
  window.followed = { seen: [], over: false };
  const ring = (e) => {
    const looks = [getComputedStyle(e), getComputedStyle(e.closest('label') ?? e), getComputedStyle(e, '::after')];
    return e.closest('svg')?.querySelector('.bl-ring')?.checkVisibility()
      || looks.some((s) => s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none');
  };
  const end = new AbortController();
  const over = () => { followed.over = true; end.abort(); };
  addEventListener('focusin', ({ target: e }) => {
    if (e.seen) { over(); return; }
    e.seen = true;
    followed.seen.push(`${ring(e) ? 'ring' : 'NO RING'} ${e.tagName} ${e.textContent.trim().slice(0, 40)}`);
  }, end);
  addEventListener('focusout', ({ relatedTarget }) => { if (!relatedTarget && followed.seen.length) over(); }, end);
}"""


class Traffic:
    """How many messages of its controls a page has sent to its kernel, and how many the kernel is done with."""

    def __init__(self, page: Page) -> None:
        self.page, self.sent, self.done = page, 0, 0

    def settled(self) -> None:
        """Wait until the kernel has answered all that it was told."""

        def all_answered() -> bool:
            self.page.evaluate("new Promise(requestAnimationFrame)")  # what follows an answer has been sent
            return self.done >= self.sent

        until(all_answered)
        self.page.evaluate("new Promise(requestAnimationFrame)")  # and what was answered has been drawn

    def listen(self, socket: WebSocket) -> None:
        """Count what goes through a socket that the page has opened."""
        socket.on("framesent", lambda frame: self._count(frame, sent=1))
        socket.on("framereceived", lambda frame: self._count(frame, done=1))

    def _count(self, frame: str | bytes, sent: int = 0, done: int = 0) -> None:
        text = frame.encode() if isinstance(frame, str) else frame
        if b'"comm_msg"' in text and (sent or re.search(rb'"execution_state": ?"idle"', text)):
            self.sent, self.done = self.sent + sent, self.done + done


class Visit(NamedTuple):
    """One page that stays open, with all that it asked for and complained of since it was opened."""

    page: Page
    address: str
    asked: list[str]
    said: list[str]
    traffic: Traffic
    left: set[str]  # in which ways it is no longer as it was opened

    def unless(self, *ways: str) -> Page:
        """The page, opened anew where it was left in one of these ways: nothing is answered, asked or said yet."""
        if self.left.intersection(ways):
            self.open()
        return self.page

    def open(self) -> None:
        """Come to it as somebody who was never here."""
        emptied(self.page, self.address)
        self.traffic.sent = self.traffic.done = 0
        for each in (self.asked, self.said, self.left):
            each.clear()
        self.page.goto(self.address)
        ready(self.page)

    @property
    def name(self) -> str:
        """What its files are called."""
        return Path(self.address).stem if self.address.endswith(".ipynb") else "start"

    def unfold(self) -> None:
        """Open all that folds, so that nothing hides from a check."""
        self.left.add(UNFOLDED)
        open_everything(self.page)

    def outside(self) -> list[str]:
        """What was asked of another host."""
        own = "/".join(self.address.split("/")[:3]) + "/"
        return [url for url in self.asked if not url.startswith((own, own.replace("http", "ws"), "data:", "blob:"))]


def pages(share: int) -> list[str]:
    """The pages of one module: every third, so that each has long and short ones."""
    return ALL[share::SHARES]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Each test, for each page of the module that took it over; some only for notebooks."""
    if "arrival" not in metafunc.fixturenames:
        return
    own = sorted(metafunc.module.PAGES, key=lambda name: name == START)  # a notebook's place is the same in both
    wanted = [name for name in own if name != START or "notebooks_only" not in metafunc.fixturenames]
    metafunc.parametrize("arrival", wanted, ids=lambda name: name or "start", indirect=True)


@pytest.fixture
def notebooks_only() -> None:
    """Whoever uses it asks for what the start page has not."""


def emptied(tab: Page, address: str) -> Page:
    """The tab as if the server of this address had never been visited, on a page of it that is empty."""
    tab.set_viewport_size({"width": 1280, "height": 800})
    empty = urljoin(address, "/empty")
    tab.route(empty, lambda route: route.fulfill(content_type="text/html", body="<title>Empty</title>"))
    tab.goto(empty)
    tab.unroute(empty)
    tab.evaluate("localStorage.clear(); sessionStorage.clear()")
    tab.context.clear_cookies()
    return tab


@pytest.fixture(scope="module")
def arrival(server: Server, tab: Page, request: pytest.FixtureRequest) -> Iterator[Visit]:
    """Each notebook and the start page in turn, opened once; nothing is answered yet."""
    page = tab
    asked: list[str] = []
    said: list[str] = []
    traffic = Traffic(page)

    def connects(socket: WebSocket) -> None:
        asked.append(socket.url)
        traffic.listen(socket)

    listeners: dict[Any, Callable[[Any], None]] = {
        "request": lambda each: asked.append(each.url),
        "websocket": connects,
        "console": lambda message: said.append(message.text) if message.type == "error" else None,
        "pageerror": lambda error: said.append(str(error)),
    }
    for event, listener in listeners.items():
        page.on(event, listener)
    address = server.address + (f"voila/render/{request.param}" if request.param else "")
    visited = Visit(page, address, asked, said, traffic, set())
    visited.open()
    yield visited
    for event, listener in listeners.items():
        page.remove_listener(event, listener)


@pytest.fixture
def visit(arrival: Visit) -> Visit:
    """The same page once its prediction is made, so that all of it is open; come to anew where a test has left it."""
    commit(arrival.unless(WORKED, TRANSLATED))
    arrival.left.add(ANSWERED)
    return arrival


def ready(page: Page) -> None:
    """Wait until the page's own words and all of its labs are there."""
    page.locator(READY).wait_for()
    expect(page.locator("h1")).to_be_visible()
    if "/voila/render/" in page.url:
        expect(page.locator(WAITING)).to_have_count(0)  # a page that takes long is shown before all of them have come
        expect(page.locator(".bl-result")).not_to_have_count(0)
        expect(page.locator(".bl-lab:not(:has(.bl-result))")).to_have_count(0)


def commit(page: Page) -> None:
    """Answer the prediction, which is the first question, so that what waits for it opens."""
    shut = page.locator(".bl-shut-box:visible")
    if shut.count():
        prediction = page.locator(".bl-look-question").first
        fill(prediction)
        prediction.locator("[data-press=check]").click()
        expect(prediction.locator(".bl-feedback")).to_be_visible()  # the lab may open a moment before
    expect(shut).to_have_count(0)


def open_everything(page: Page) -> None:
    """Open all that folds, so that nothing hides from a check."""
    while page.evaluate(UNFOLD):  # what opens may hold more that is folded
        pass


def picture_of(visit: Visit, name: str) -> None:
    """Keep a screenshot among the artefacts, for eyes: where ``BACKLAB_PICTURES=keep`` stands before pytest."""
    if os.environ.get("BACKLAB_PICTURES") != "keep":  # 128 of them are a sixth of the time of all tests
        return
    KEPT.mkdir(exist_ok=True)
    visit.page.screenshot(path=KEPT / f"{visit.name}-{name}.png", full_page=True)


@pytest.mark.usefixtures("notebooks_only")
@pytest.mark.parametrize("width", [1024, 320])
def test_before_the_prediction_nothing_is_wider_than_the_screen(arrival: Visit, width: int) -> None:
    """While a lab is still shut, its page fits a projector and a phone as it does later."""
    page = arrival.unless(ANSWERED, UNFOLDED, WORKED, TRANSLATED)
    page.set_viewport_size({"width": width, "height": 700})
    page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)
    assert page.evaluate(WIDER) == []
    assert page.evaluate(CUT) == []


def test_it_has_one_title_one_main_part_and_sane_headings(visit: Visit) -> None:
    """Who hears the page finds its title, its landmarks, and headings that skip no level."""
    page = visit.page
    assert page.title()
    assert page.locator("h1").count() == 1
    assert page.locator("main").count() == 1
    assert page.locator("body > header").count() == 1
    levels = page.evaluate(
        "[...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].filter((e) => e.checkVisibility())"
        ".map((e) => Number(e.tagName[1]))"
    )
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels


def test_its_outline_is_as_written_down_in_every_mode(visit: Visit) -> None:
    """Landmarks, headings and controls are those kept beside the tests, wherever and however the page is shown.

    A page that was changed on purpose is written down anew with ``BACKLAB_OUTLINES=write`` before pytest.
    """
    page = visit.unless(UNFOLDED)
    commit(page)
    kept = OUTLINES / f"{visit.name}.txt"
    page.set_viewport_size({"width": 1280, "height": 800})
    found = outline(page)
    if os.environ.get("BACKLAB_OUTLINES") == "write":
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(found, "utf-8")
    assert found == kept.read_text("utf-8")
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator("#page-theme").select_option("dark")
    assert outline(page) == found


def outline(page: Page) -> str:
    """What the page is made of, in the order in which it is heard: a line for each part, without running text."""
    found = (PART.match(line) for line in page.locator("main").aria_snapshot().splitlines())
    # The way from the patient to the advice is offered only where the two do not stand side by side.
    parts = (part.groupdict("") for part in found if part and part["role"] in PARTS and "Go to" not in part[0])
    return "".join(f"{p['depth']}{p['role']}{p['name']}{p['level']}{p['open']}\n" for p in parts)


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(visit: Visit, theme: str) -> None:
    """No violation of WCAG 2.2 A or AA, with all parts open, in every theme."""
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.locator("#page-theme").select_option(theme)
    visit.unfold()
    warning = page.locator(".bl-tab.is-warning:visible")
    if warning.count():
        warning.first.hover()  # red on the colour of what one points at must be read too
    assert violations(page, colours=theme != THEMES[0] or None) == []
    picture_of(visit, theme)


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_is_wider_than_the_screen_or_cut(visit: Visit, width: int, height: int) -> None:
    """On the projector, on a phone and at twice the size nothing scrolls sideways and no words are cut."""
    page = visit.page
    page.locator("#page-theme").select_option("light")
    page.set_viewport_size({"width": width, "height": height})
    visit.unfold()
    page.wait_for_function("(width) => document.documentElement.scrollWidth <= width", arg=width)  # once it has settled
    assert page.evaluate(WIDER) == []
    assert page.evaluate(CUT) == []
    picture_of(visit, str(width))


def test_every_target_is_large_enough_for_a_finger(visit: Visit) -> None:
    """Buttons, boxes and menus measure 24 pixels or more each way."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    visit.unfold()
    assert visit.page.evaluate(SMALL, "body") == []


def test_the_keyboard_reaches_everything_and_is_seen(visit: Visit) -> None:
    """Tab goes through the whole page and out again; wherever it is, one sees it, and nothing covers it."""
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 800})
    page.evaluate("new Promise((laid) => requestAnimationFrame(() => requestAnimationFrame(laid)))")  # people walk anew
    page.evaluate("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")
    page.evaluate(FOLLOW)
    for _ in range(60):
        for _ in range(10):
            page.keyboard.press("Tab")
        if page.evaluate("followed.over"):
            break
    seen = page.evaluate("followed.seen")
    assert seen
    assert [each for each in seen if each.startswith("NO RING")] == []
    missed = page.evaluate(
        """() => [...document.querySelectorAll('a[href], button, input, select, summary')].filter((e) =>
          e.checkVisibility({visibilityProperty: true, contentVisibilityAuto: false}) && !e.disabled && !e.seen
          && !(e.type === 'radio' && !e.checked) && e.tabIndex >= 0).map((e) => e.outerHTML.slice(0, 80))"""
    )
    assert missed == []


@pytest.mark.usefixtures("notebooks_only")
def test_every_link_leads_to_a_page_a_place_or_a_source(visit: Visit) -> None:
    """Whatever is offered is there: another page of ours, a place on this one, or a source that is listed."""
    known = {source.link for source in SOURCES.values()}
    expect(visit.page.locator(".page-failed")).to_have_count(0)
    for link in visit.page.locator("main a[href]").evaluate_all("(all) => all.map((e) => e.getAttribute('href'))"):
        if link.startswith("http"):
            assert link in known, link
        elif not link.startswith("#"):
            assert link.partition("?")[0].partition("#")[0].rpartition("/")[2] in ALL[1:], link


@pytest.mark.usefixtures("notebooks_only")
def test_there_is_a_way_on_to_the_last_page(visit: Visit) -> None:
    """On a phone the way on names the page that comes next and can be pressed; the last page has none."""
    visit.page.set_viewport_size({"width": 390, "height": 844})
    onward = visit.page.locator("a[rel=next]")
    here = ALL.index(Path(visit.address).name)
    if here + 1 == len(ALL):
        expect(onward).to_have_count(0)
        return
    expect(onward.last).to_contain_text(CARDS[here].title)
    assert urlsplit(onward.last.get_attribute("href") or "").path == f"/voila/render/{ALL[here + 1]}"
    onward.last.click(trial=True)


@pytest.mark.parametrize("paper", PAPERS)
def test_it_prints_well(visit: Visit, paper: str) -> None:
    """Its words are printed without the menus; a lab's result is a sheet of its own that says all that matters."""
    page = visit.page
    page.set_viewport_size({"width": 1280, "height": 800})
    printed = [" ".join(text.split()) for text in sheets(page, paper)]
    assert page.locator("h1").inner_text() in printed[0]
    assert "High contrast" not in "".join(printed)
    advised = page.locator(".bl-handout .bl-link").count()
    whole = [text for text in printed if "Example patient" in text and "To bring this back" in text]
    assert len(whole) == advised
    for text in whole:
        assert page.url.split("?")[0] in text.replace(" ", "")
        for words in ("Why", "What to do", "What to watch for", "Sources", "never a diagnosis"):
            assert words in text


@pytest.mark.usefixtures("notebooks_only")
def test_it_can_be_presented_to_its_end_by_keyboard(visit: Visit) -> None:
    """One slide at a time in large type, nothing wider than the projector, and Escape leads back to the page."""
    page = visit.page
    if visit.name == LAST:  # words that are looked up are no slides
        expect(page.locator("#page-present")).to_have_count(0)
        return
    page.set_viewport_size({"width": 1024, "height": 768})
    page.locator("#page-present").click()
    expect(page.locator("#present-place")).to_be_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)") >= 28
    slides: dict[str, int] = {}
    while slides.get((on := page.evaluate(ON_SLIDE))["place"], 0) < 40:
        place = on["place"]
        slides[place] = slides.get(place, 0) + 1
        assert on["width"] <= 1024
        assert on["wider"] == []
        number, count = map(int, place.split("/"))
        if number == count:
            break
        page.keyboard.press("ArrowRight")
    assert [int(place.split("/")[0]) for place in slides] == list(range(1, count + 1))
    page.keyboard.press("Escape")
    expect(page.get_by_role("banner")).to_be_visible()


def test_nothing_is_asked_of_another_host_and_nothing_fails(visit: Visit) -> None:
    """A classroom without the internet loses nothing, and the console stays clean."""
    assert visit.outside() == []
    assert visit.said == []


ENTERED = """() => [...document.querySelectorAll('.bl-controls :is(input, select, textarea)')].map((e) =>
  ['checkbox', 'radio'].includes(e.type) ? e.checked : e.value)"""


@pytest.mark.usefixtures("notebooks_only")
def test_a_lost_kernel_is_said_and_loses_no_input(visit: Visit) -> None:
    """The kernel is killed: the page says so, and after one button all that was entered is back, in every lab."""
    page = visit.unless(UNFOLDED)  # a table that is open lies over what one can press
    commit(page)
    visit.left.update((ANSWERED, WORKED))
    page.set_viewport_size({"width": 1280, "height": 800})
    # A guess is made once; the answers of the practice are buttons of its story, and not among its controls.
    moves = ".bl-lab:not(.bl-look-course, .bl-look-practice, .bl-look-question:has(.is-uncovered, .is-over))"
    results = page.locator(f"{moves} .bl-result")
    first = results.evaluate_all(SAYS)
    for control in page.locator(f"{moves} .bl-controls").all():
        change(control)
    for result, was in zip(results.all(), first, strict=True):
        expect(result).not_to_have_text(was)
    visit.traffic.settled()
    entered, shown = page.evaluate(ENTERED), results.evaluate_all(SAYS)
    kill_kernel_of(page)
    lost = page.get_by_role("alertdialog")
    expect(lost).to_be_visible()
    assert lost.get_by_role("button").count() == 1
    with page.expect_navigation():
        lost.get_by_role("button").click()
    ready(page)
    page.wait_for_function(f"(entered) => JSON.stringify(({ENTERED})()) === JSON.stringify(entered)", arg=entered)
    for result, says in zip(results.all(), shown, strict=True):
        if not says.startswith("Not checked yet"):  # what could not be read is back, and waits to be mended
            same(partial(lambda each: each.evaluate_all(SAYS)[0], result), says)


@pytest.mark.parametrize("language", [code for code in LANGUAGES if code != "en"])
def test_it_speaks_every_language(arrival: Visit, language: str) -> None:
    """The menu leads to the same page in the other language, and nothing of it stays behind in English."""
    page = arrival.unless(TRANSLATED)
    commit(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    english = own_words(page)
    arrival.left.update((ANSWERED, TRANSLATED))
    page.locator(f"[data-language={language}]").click()
    page.wait_for_url(f"**lang={language}**")
    ready(page)
    assert page.locator("html").get_attribute("lang") == language
    with speaking(language):
        same = {line for line in own_words(page) & english if is_prose(line)}
    assert same == set()
    assert violations(page, colours=False) == []  # words have other lengths and names, and the same colours


def own_words(page: Page) -> set[str]:
    """The lines of text that the page shows, all parts open."""
    open_everything(page)
    lines = page.evaluate("document.querySelector('main').innerText").splitlines()
    return {line.strip() for line in lines if line.strip()}


def is_prose(line: str) -> bool:
    """Whether a line is more than a name, a number or a citation: three words in small letters in a row."""
    words = line.split()
    runs = (words[place : place + 3] for place in range(len(words) - 2))
    return "http" not in line and any(all(w.isalpha() and w.islower() and len(w) > 1 for w in run) for run in runs)


def change(control: Locator) -> None:
    """Move the first of a lab's controls that can be moved; a question or a patient is answered as well."""
    slider, menu = control.get_by_role("slider").first, control.get_by_role("combobox").first
    box, stage = control.get_by_role("checkbox").first, "xpath=ancestor::*[contains(@class, 'bl-stage')]"
    drawn = control.locator(stage).locator("button[data-tap^='finding=']:visible")
    answer = control.locator("[data-press=check], [data-press=commit]")
    if answer.count():
        fill(control)
        answer.click()
    elif slider.count():
        slider.press("Home" if slider.input_value() == slider.get_attribute("max") else "End")
    elif drawn.count():  # what one chooses first stands in the picture
        drawn.first.click()
    elif menu.count():
        menu.select_option(index=1)
    elif box.count():
        box.set_checked(not box.is_checked())
    else:  # what one can move comes with a later step
        control.locator(".bl-step-next").click()


def fill(control: Locator) -> None:
    """Give some answer to each part of a question: another than the one that is there."""
    clinic = control.locator("xpath=ancestor::*[contains(@class, 'bl-look-clinic')]")
    if clinic.count():  # its doors stand in the picture, and bring what else there is to choose
        clinic.locator(".bl-door:enabled").last.press("Enter")
        expect(clinic.locator(".is-later")).to_have_count(0)
        clinic.locator("[data-field=confidence] input[type=range]").press("End")
    for menu in control.get_by_role("combobox").all()[-1:]:
        menu.select_option(index=1)
    radios, boxes, texts, points = (
        control.get_by_role(role, disabled=False) for role in ("radio", "checkbox", "textbox", "slider")
    )
    if radios.count():
        control.locator("input[type=radio]:not(:checked, :disabled)").first.check()
    elif boxes.count():
        boxes.first.click()
    elif texts.count():
        texts.fill("8" if texts.input_value() == "7" else "7")
    for point in points.all():
        point.press("PageUp")
