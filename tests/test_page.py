"""The page around a notebook, as people use it: its frame, themes, languages, presenter view, and when it is lost."""

from __future__ import annotations

import json
import logging
import os
import re
import signal
import sys
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from axe import violations
from conftest import Opener
from jinja2 import DictLoader, Environment
from playwright.sync_api import Page, expect
from servers import Server, running, until

from backlab.notebook_cards import Card, neighbours
from backlab.notebook_titles import keep_one_title
from backlab.serving.addresses import Asked
from backlab.serving.exporter import Compiled
from backlab.serving.machine import worth_saying

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no signal that ends a process at once")
PAGE = "voila/render/"
SCREENS = ((1280, 800), (1024, 768), (390, 844), (320, 700))
THEMES = ("light", "dark", "contrast")
SLIDER = """\
import os, ipywidgets as w
print("process", os.getpid(), "query", os.environ["QUERY_STRING"])
slider, text = w.IntSlider(value=3, description="Pain"), w.HTML("now 3")
slider.observe(lambda change: setattr(text, "value", f"now {change.new}"), "value")
w.VBox([slider, text, w.Text(description="Name")])"""
LAB = """\
from IPython.display import HTML
HTML('''<div class="bl-lab"><div class="bl-summary" data-answer>The whole answer.</div>
<div class="bl-columns" style="display: grid; grid-template-columns: 10rem 1fr">
<section class="bl-controls" data-slide="The patient"><label>Pain <input id="pain" type="range"></label></section>
<section class="bl-result"><section class="bl-panel" data-slide="Why"><h3>Why</h3>
<div class="bl-panel-body" id="why" data-steps hidden="until-found"><p>First reason.</p><p>Second reason.</p></div>
</section><section class="bl-panel" data-slide="Plan"><h3>Plan</h3>
<div class="bl-panel-body" data-steps><p>Walk.</p></div></section></section></div></div>''')"""
SHUT = "from backlab.widgets import PictureLab\nPictureLab('muscle', after='red_flags.predict')"
PICTURE = "from backlab.widgets import PictureLab\nPictureLab('muscle')"


def write(path: Path, *cells: tuple[str, str], **metadata: Any) -> None:
    """A notebook of ``cells``, each a kind and its text."""
    shown: list[dict[str, Any]] = []
    for number, (kind, source) in enumerate(cells):
        cell = {"cell_type": kind, "id": str(number), "metadata": {}, "source": source}
        shown.append({**cell, "outputs": [], "execution_count": None} if kind == "code" else cell)
    path.write_text(json.dumps({"cells": shown, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Small notebooks of every kind that a page has to bear."""
    folder = tmp_path_factory.mktemp("notebooks")
    text = "# The first page\n\nSome $x^2$ text.\n\n[On](b_second.ipynb)"
    write(folder / "a_first.ipynb", ("markdown", text), ("code", SLIDER), ("markdown", "# Why\n\nSo."), title="First")
    only_text = ("markdown", "Only text.")
    write(folder / "b_second.ipynb", ("code", "pass"), only_text, title="Second")
    write(folder / "c_broken.ipynb", ("markdown", "# Broken"), ("code", "1 / 0"), title="Broken")
    write(folder / "d_lab.ipynb", ("markdown", "# A lab"), ("code", LAB), ("markdown", "## End"), title="A lab")
    write(folder / "e_picture.ipynb", ("code", PICTURE), ("code", "print('Prose. ' * 60)"), title="A picture")
    write(folder / "f_dies.ipynb", ("markdown", "# It dies"), ("code", "import os; os._exit(3)"), title="It dies")
    heading, follows = ("markdown", "## Alone"), ("markdown", "What follows.")
    write(
        folder / "h_heading.ipynb", ("markdown", "# Top\n\nIt begins."), heading, follows, ("code", SHUT), title="Heads"
    )
    (folder / "within").mkdir()
    write(folder / "within" / "i_slow.ipynb", ("code", "import time; time.sleep(1.5)"), only_text, title="Slow")
    no_text = ("code", "from IPython.display import display\ndisplay({'text/markdown': 7}, raw=True)")
    write(folder / "within" / "g_raises.ipynb", ("markdown", "# So far"), no_text, title="It raises")
    return folder


@pytest.fixture(scope="module")
def server(folder: Path) -> Iterator[Server]:
    """The small notebooks, served."""
    with running("--notebooks", str(folder)) as started:
        yield started


def ready(page: Page) -> None:
    """Wait until the page is shown."""
    expect(page.locator("main")).to_have_attribute("aria-busy", "false")


def go(server: Server, page: Page, name: str, query: str = "") -> None:
    """Open a notebook's page and wait until it is shown."""
    page.goto(f"{server.address}{PAGE}{name}.ipynb{query}")
    ready(page)


def query(page: Page) -> str:
    """What the address asks for."""
    return str(page.evaluate("location.search"))


# --- how a page is prepared ---------------------------------------------------------------------------------


def test_a_page_has_one_title_of_the_first_level() -> None:
    """Every later title is put one level lower, in one cell as across cells, and code is left alone."""
    code = "```\n# a comment\n```"
    cells = [{"source": f"Before.\n\n# One\n\n{code}"}, {"source": "# Two\n# Three\n\n## Four"}]
    assert keep_one_title(cells)
    assert [cell["source"] for cell in cells] == [f"Before.\n\n# One\n\n{code}", "## Two\n## Three\n\n## Four"]
    assert not keep_one_title([{"source": "## No title\n\n#hashtag"}])


def test_titles_that_follow_each_other_keep_the_first() -> None:
    """Two titles in one block of text become a title and a heading."""
    cells = [{"source": "# One\n# Two"}]
    assert keep_one_title(cells)
    assert cells == [{"source": "# One\n## Two"}]


def test_links_carry_what_was_asked_for() -> None:
    """Language and theme go along, names are escaped, and nothing is added where nothing was asked for."""
    assert Asked().link("/a & b") == "/a%20%26%20b"
    assert Asked("es", "dark").link("/a") == "/a?lang=es&theme=dark"
    assert Asked("es", "").link("", lang="en") == "?lang=en"


def test_neighbours_are_those_before_and_after() -> None:
    """At either end there is none, nor for a notebook that has no card."""
    one, two, three = (Card(name, name, "", None, "") for name in "abc")
    shown = [one, two, three]
    assert [neighbours(shown, name) for name in "abcx"] == [(None, two), (one, three), (two, None), (None, None)]


def test_a_template_is_compiled_once_for_all_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """What one page has compiled the next one takes; a template that has changed is compiled anew."""
    compiled, loader = Compiled(), DictLoader({"a": "first"})
    assert Environment(loader=loader, bytecode_cache=compiled).get_template("a").render() == "first"
    with monkeypatch.context() as forbidden:
        forbidden.setattr(Environment, "compile", None)
        assert Environment(loader=loader, bytecode_cache=compiled).get_template("a").render() == "first"
    changed = DictLoader({"a": "second"})
    assert Environment(loader=changed, bytecode_cache=compiled).get_template("a").render() == "second"


def test_a_kernel_that_died_is_one_line_in_the_log() -> None:
    """Of what the server says of it, one line is for the person who started it."""
    said = ["Kernel x died, removing from map.", "kernel x restarted failed!", "404 GET /api/kernels/x (127.0.0.1)"]
    records = [logging.LogRecord("server", logging.WARNING, "", 0, text, None, None) for text in said]
    assert [worth_saying(record) for record in records] == [True, False, False]


# --- the frame ----------------------------------------------------------------------------------------------


def test_the_page_says_that_it_is_starting(server: Server, page: Page) -> None:
    """Words and the title are there before the kernel is, and give way to the page."""
    page.goto(f"{server.address}{PAGE}within/i_slow.ipynb", wait_until="commit")
    expect(page.get_by_text("Starting this page ...")).to_be_visible()
    expect(page.locator("main")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("link", name="All pages")).to_be_visible()
    ready(page)
    expect(page.get_by_text("Starting this page ...")).to_have_count(0)
    expect(page.get_by_text("Only text.")).to_be_visible()


@pytest.mark.parametrize(
    ("name", "title", "heading"), [("a_first", "First", "The first page"), ("b_second", "Second", "Second")]
)
def test_landmarks_title_and_one_heading(server: Server, page: Page, name: str, title: str, heading: str) -> None:
    """A page has its title, one of each landmark, and one heading of the first level: its own, or the title."""
    go(server, page, name)
    assert page.title() == title
    assert page.locator("html").get_attribute("lang") == "en"
    for role in ("banner", "main"):
        expect(page.get_by_role(role)).to_have_count(1)  # type: ignore[arg-type]  # one of the two words
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(heading))


def test_the_content_is_one_tab_away(server: Server, page: Page) -> None:
    """The first stop of the keyboard leads past the menus."""
    go(server, page, "a_first")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_ways_on_keep_language_and_theme(server: Server, page: Page) -> None:
    """Previous, next, the start page, a card and a link in the text lead to the same language and theme."""
    go(server, page, "b_second", "?lang=es&theme=dark")
    assert page.locator(".page-bar").get_attribute("lang") == "es"  # the text is in the notebook's own language
    for rel, name in (("prev", "a_first"), ("next", "c_broken")):
        links = page.locator(f"a[rel={rel}]")
        expect(links).to_have_count(2)
        for link in links.all():
            expect(link).to_have_attribute("href", f"/{PAGE}{name}.ipynb?lang=es&theme=dark")
    page.locator(".page-home").click()
    page.wait_for_url("**/?lang=es&theme=dark")
    page.get_by_role("link", name="First", exact=True).click()
    page.wait_for_url("**/a_first.ipynb?lang=es&theme=dark")
    ready(page)
    page.locator("main").get_by_role("link", name="On", exact=True).click()
    page.wait_for_url("**/b_second.ipynb?lang=es&theme=dark")


def test_the_language_menu_keeps_what_a_lab_wrote_into_the_address(server: Server, page: Page) -> None:
    """The query is read when the menu is used; what was entered goes along, and the kernel hears the language."""
    go(server, page, "a_first", "?case=one")
    page.evaluate("history.replaceState(null, '', '?case=two&q=a%26b')")
    page.evaluate("addEventListener('backlab:return', () => sessionStorage.setItem('returned', 'yes'))")
    page.get_by_role("link", name="Español").click()
    page.wait_for_url("**/*?case=two&q=a%26b&lang=es")
    ready(page)
    assert page.evaluate("sessionStorage.getItem('returned')") == "yes"
    assert page.locator(".page-bar").get_attribute("lang") == "es"  # the text is in the notebook's own language
    expect(page.locator("[data-language=es]")).to_have_attribute("aria-current", "true")
    expect(page.locator("main")).to_contain_text("query case=two&q=a%26b&lang=es")


def test_an_unknown_language_or_theme_is_none(server: Server, page: Page) -> None:
    """A page asked for in a language or theme that there is not comes in English, as the system likes it."""
    go(server, page, "a_first", "?lang=xx&theme=none&template=reveal")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("html")).to_have_attribute("data-theme", "system")


def test_the_start_page_speaks_the_language_asked_for(server: Server, page: Page) -> None:
    """The start page and its links follow the language in the address."""
    page.goto(f"{server.address}?lang=es")
    assert page.locator(".page-bar").get_attribute("lang") == "es"  # the text is in the notebook's own language
    expect(page.locator(".card a").first).to_have_attribute("href", f"/{PAGE}a_first.ipynb?lang=es")


FIRST_PAINT = """
requestAnimationFrame(function look() {
  if (!document.body) return requestAnimationFrame(look);
  window.seen = getComputedStyle(document.documentElement).colorScheme;
});"""


def test_a_theme_that_was_chosen_is_there_from_the_first_paint(server: Server, page: Page) -> None:
    """The choice outlives the page, and no other theme is seen before it."""
    page.emulate_media(color_scheme="light")
    page.goto(server.address)
    page.get_by_label("Theme").select_option("dark")
    assert page.evaluate("getComputedStyle(document.body).colorScheme") == "dark"
    assert query(page) == ""
    page.add_init_script(FIRST_PAINT)
    go(server, page, "a_first")
    assert page.evaluate("window.seen") == "dark"
    expect(page.get_by_label("Theme")).to_have_value("dark")
    page.get_by_label("Theme").select_option("light")
    expect(page.locator("body")).to_have_class(re.compile("theme-light"))


def test_the_address_outranks_the_choice_and_follows_it(server: Server, page: Page) -> None:
    """A theme in the address is shown; choosing another changes the address and leaves the rest of it alone."""
    page.goto(f"{server.address}?theme=contrast&lang=en")
    assert page.evaluate("document.documentElement.dataset.theme") == "contrast"
    page.get_by_label("Theme").select_option("dark")
    assert query(page) == "?theme=dark&lang=en"


def test_the_system_theme_follows_the_system(server: Server, page: Page) -> None:
    """Where the system turns dark while the page is open, the page and its stock widgets do."""
    page.emulate_media(color_scheme="light")
    go(server, page, "a_first")
    assert page.evaluate("document.body.dataset.jpThemeLight") == "true"
    page.emulate_media(color_scheme="dark")
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
    expect(page.locator("body")).to_have_class(re.compile("theme-dark"))


def test_stock_widgets_work(server: Server, page: Page) -> None:
    """A teacher's own notebook with a stock slider, text and maths is worked and shown as ever."""
    go(server, page, "a_first")
    page.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("main")).to_contain_text("now 4")
    expect(page.locator("mjx-container")).to_have_count(1)


def test_a_cell_that_fails_says_so_in_a_sentence(server: Server, page: Page) -> None:
    """Neither traceback nor advice on Voilà's options: which cell it was, and why."""
    go(server, page, "c_broken")
    expect(page.get_by_role("alert")).to_contain_text("Code cell 1, which begins with “1 / 0”")
    assert "Voil" not in page.locator("main").inner_text()


def test_no_other_host_is_asked_and_the_console_stays_clean(server: Server, page: Page) -> None:
    """A classroom without the internet loses nothing, and a page asks for less than a hundred files."""
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    go(server, page, "a_first")
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if not url.startswith((server.address, "data:"))] == []
    assert said == []
    assert len(asked) < 100


@pytest.mark.parametrize("theme", THEMES)
def test_everyone_can_use_it(server: Server, page: Page, theme: str) -> None:
    """A page with stock widgets breaks no rule of WCAG 2.2 AA; nor does it presenting, listing its keys, or lost."""
    page.goto(f"{server.address}nothing?theme={theme}")
    assert violations(page) == []
    go(server, page, "a_first", f"?theme={theme}")
    assert violations(page) == []
    page.keyboard.press("p")
    page.keyboard.press("ArrowRight")
    assert violations(page) == []
    page.keyboard.press("?")
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.evaluate("backlab.lost('gone')")
    assert violations(page) == []


@pytest.mark.parametrize("path", ["nothing", "voila/render/", "voila/render/none.ipynb", "voila/files/a_first.ipynb"])
def test_a_wrong_address_gets_the_error_page(server: Server, path: str) -> None:
    """Wherever there is nothing for readers, one page says so, in the language asked for, with a way back."""
    status, _, text = server.get(f"/{path}?lang=es&theme=dark")
    assert status in (403, 404)
    assert '<html lang="es" data-theme="dark" data-pages=".ipynb">' in text
    assert text.count("<h1>") == 1
    assert 'href="/?lang=es&amp;theme=dark"' in text


@pytest.mark.parametrize("theme", THEMES)
def test_nothing_is_wider_than_the_screen(server: Server, page: Page, theme: str) -> None:
    """On the projector and on a phone no page scrolls sideways, as itself or presenting."""
    for name in ("", PAGE + "a_first.ipynb", "nothing"):
        page.goto(f"{server.address}{name}?theme={theme}")
        if name.endswith("ipynb"):
            ready(page)
        for width, height in SCREENS:
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate("document.documentElement.scrollWidth") == width
            if name.endswith("ipynb"):
                page.keyboard.press("p")
                assert page.evaluate("document.documentElement.scrollWidth") == width
                page.keyboard.press("p")


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_bar_hides_nothing(server: Server, page: Page, language: str) -> None:
    """At any width no two parts of the bar overlap, and none is cut off."""
    go(server, page, "b_second", f"?lang={language}&theme=contrast")
    for width in (1920, 1280, 1100, 1024, 768, 390, 320):
        page.set_viewport_size({"width": width, "height": 700})
        page.wait_for_function("innerWidth === " + str(width))
        boxes = page.evaluate(BOXES)
        assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
        assert all(box["left"] >= 0 and box["right"] <= width for box in boxes)


BOXES = """() => [...document.querySelectorAll('.page-bar :is(a, select, button)')].map((each) => {
  const { left, right, top, bottom } = each.getBoundingClientRect();
  return { left, right, top, bottom };
})"""


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    """Whether two boxes have a place in common."""
    apart = one["right"] <= other["left"] or other["right"] <= one["left"]
    return not apart and one["top"] < other["bottom"] and other["top"] < one["bottom"]


def test_what_a_cell_prints_is_prose(server: Server, page: Page) -> None:
    """Plain output has the type of the text around it, and wraps."""
    go(server, page, "e_picture")
    printed = page.locator(".jp-RenderedText pre").first
    assert "monospace" not in printed.evaluate("element => getComputedStyle(element).fontFamily")
    assert printed.evaluate("element => element.scrollWidth <= element.clientWidth")
    page.set_viewport_size({"width": 320, "height": 700})
    page.wait_for_function("document.documentElement.scrollWidth === 320")


def test_what_has_the_focus_lies_below_what_stays_in_view(server: Server, page: Page) -> None:
    """The room that is kept free at the top follows the height that a lab gives its strip."""
    go(server, page, "b_second")
    room = "parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop)"
    kept = page.evaluate(room)
    page.evaluate("document.documentElement.style.setProperty('--bl-strip', '300px')")
    assert kept < 300 < page.evaluate(room)


def test_targets_are_large_enough(server: Server, page: Page) -> None:
    """On a phone no link or control of the frame is smaller than 24 by 24 pixels."""
    page.set_viewport_size({"width": 320, "height": 700})
    go(server, page, "b_second")
    boxes = [each.bounding_box() for each in page.locator("header :is(a, select, button), .page-onward a").all()]
    assert [box for box in boxes if box and (box["width"] < 24 or box["height"] < 24)] == []


def test_on_paper_there_is_only_the_page(server: Server, page: Page) -> None:
    """Menus and ways on are left out, and the colours are those of paper."""
    go(server, page, "a_first", "?theme=contrast")
    page.emulate_media(media="print")
    for part in ("header", "footer", ".page-onward"):
        expect(page.locator(part).first).to_be_hidden()
    expect(page.get_by_role("heading", name="The first page")).to_be_visible()
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


# --- the presenter view -------------------------------------------------------------------------------------


def place(page: Page) -> str:
    """The slide and the number of slides."""
    return page.locator("#present-place").inner_text()


def test_presenting_by_keyboard_step_by_step(server: Server, page: Page) -> None:
    """One press at a time shows slide after slide, its steps and its answer; back takes them away again."""
    go(server, page, "d_lab")
    page.keyboard.press("p")
    assert query(page) == "?present=1"
    assert place(page) == "1 / 5"
    expect(page.get_by_role("banner")).to_be_hidden()
    assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) >= 28
    page.keyboard.press("ArrowRight")
    expect(page.locator("#pain")).to_be_visible()
    expect(page.get_by_text("The whole answer.")).to_be_hidden()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("The whole answer.")).to_be_visible()
    page.keyboard.press("Space")
    assert place(page) == "3 / 5"
    expect(page.get_by_role("heading", name="Why")).to_be_visible()
    expect(page.locator("#pain")).to_be_hidden()
    seen = page.locator("#why p:visible")
    expect(seen).to_have_text(["First reason."])  # a heading alone is no slide
    page.keyboard.press("PageDown")
    expect(seen).to_have_text(["First reason.", "Second reason."])
    page.keyboard.press("PageUp")
    expect(seen).to_have_text(["First reason."])
    page.keyboard.press("End")
    assert place(page) == "5 / 5"
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("heading", name="Plan")).to_be_visible()
    expect(page.get_by_text("Walk.")).to_be_visible()
    page.keyboard.press("Escape")
    assert query(page) == ""
    expect(page.get_by_text("Walk.")).to_be_visible()


def test_presenting_starts_from_the_address_and_says_each_slide(server: Server, page: Page) -> None:
    """A link opens the view, the buttons work it without a keyboard, and each slide's title is announced."""
    page.set_viewport_size({"width": 1024, "height": 768})
    go(server, page, "d_lab", "?present=1&case=one")
    assert query(page) == "?present=1&case=one"
    expect(page.locator("#present-said")).to_have_text("Slide 1 of 5: A lab")
    page.get_by_role("button", name="Next slide").click()
    expect(page.locator("#present-said")).to_have_text("Slide 2 of 5: The patient")
    page.get_by_role("button", name="Back").click()
    assert place(page) == "1 / 5"
    page.get_by_role("button", name="Leave").click()
    assert query(page) == "?case=one"


def test_in_a_control_the_keys_belong_to_the_control(server: Server, page: Page) -> None:
    """Arrows move a slider and letters are typed; Page Down still goes on, and Escape still leaves."""
    go(server, page, "a_first", "?present=1")
    page.keyboard.press("ArrowRight")
    page.get_by_role("textbox").fill("")
    page.get_by_role("textbox").press_sequentially("p ?")
    assert place(page) == "2 / 3"
    page.keyboard.press("PageDown")
    assert place(page) == "3 / 3"
    page.keyboard.press("PageUp")
    page.get_by_role("textbox").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("banner")).to_be_visible()


def test_what_a_lab_draws_anew_keeps_its_state(server: Server, page: Page) -> None:
    """A panel that is replaced shows as many steps as before, and what is not on the slide stays away."""
    go(server, page, "d_lab", "?present=1")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#why p:visible")).to_have_text(["First reason."])
    page.evaluate("document.getElementById('why').innerHTML = '<p>New first.</p><p>New second.</p>'")
    expect(page.locator("#why p:visible")).to_have_text(["New first."])
    expect(page.get_by_role("heading", name="Plan")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), [(1024, 768), (1280, 720), (1920, 1080)])
def test_a_picture_fills_the_screen_beside_what_moves_it(server: Server, page: Page, width: int, height: int) -> None:
    """A lab on a stage is one slide: its picture whole and large, its controls beside it, and nothing to scroll."""
    page.set_viewport_size({"width": width, "height": height})
    go(server, page, "e_picture", "?present=1")
    page.keyboard.press("ArrowRight")
    assert place(page) == "2 / 3"
    bar = page.locator("#present-bar").bounding_box()
    drawn, moved = page.locator(".bl-scene").bounding_box(), page.locator(".bl-first").bounding_box()
    assert bar
    assert drawn
    assert moved
    assert drawn["x"] + drawn["width"] < moved["x"]
    assert min(moved["y"], drawn["y"]) > 0
    assert max(moved["y"] + moved["height"], drawn["y"] + drawn["height"]) < bar["y"]
    assert drawn["height"] > 0.6 * height
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate("document.documentElement.scrollHeight") == height


def test_a_press_that_is_done_gives_the_keys_back(server: Server, page: Page) -> None:
    """Space on a button acts once, and the next Space goes on; so do the arrows after a pointer has moved a slider."""
    go(server, page, "e_picture", "?present=1")
    page.keyboard.press("ArrowRight")
    page.evaluate("""() => {
      window.pressed = 0;
      const button = document.querySelector('.bl-first').appendChild(document.createElement('button'));
      button.textContent = 'Commit';
      button.addEventListener('click', () => { pressed += 1; });
    }""")
    page.get_by_role("button", name="Commit").focus()
    page.keyboard.press("Space")
    assert (page.evaluate("pressed"), place(page)) == (1, "2 / 3")
    page.keyboard.press("Space")
    assert (page.evaluate("pressed"), place(page)) == (1, "3 / 3")
    page.keyboard.press("ArrowLeft")
    slider = page.locator("input[type=range]").first
    slider.click()
    value = slider.input_value()
    page.keyboard.press("ArrowRight")
    assert (slider.input_value(), place(page)) == (value, "3 / 3")
    page.keyboard.press("ArrowLeft")
    slider.focus()  # whoever comes by keyboard moves it by keyboard
    page.keyboard.press("ArrowRight")
    assert slider.input_value() == str(int(value) + 1)
    assert place(page) == "2 / 3"


def test_a_heading_alone_is_shown_with_what_follows(server: Server, page: Page) -> None:
    """No slide is a heading, and none is blank while a lab is shut."""
    go(server, page, "h_heading", "?present=1")
    assert place(page) == "1 / 3"
    page.keyboard.press("ArrowRight")
    assert place(page) == "2 / 3"
    expect(page.get_by_role("heading", name="Alone")).to_be_visible()
    expect(page.get_by_text("What follows.", exact=True)).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("Answer the question above first")).to_be_visible()


def test_another_patient_closes_what_was_revealed(server: Server, page: Page) -> None:
    """On every slide but the one in view nothing is revealed any more."""
    go(server, page, "d_lab", "?present=1")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.locator("#why p:visible")).to_have_count(1)
    page.evaluate("dispatchEvent(new CustomEvent('backlab:anew'))")
    expect(page.locator("#why p:visible")).to_have_count(1)
    page.keyboard.press("ArrowLeft")
    assert place(page) == "2 / 5"
    expect(page.locator("#pain")).to_be_visible()
    expect(page.get_by_text("The whole answer.")).to_be_hidden()


def test_on_a_body_map_arrows_turn_no_slides(server: Server, page: Page) -> None:
    """A spot of the map, which is a checkbox to the keyboard, keeps the arrow keys to itself."""
    go(server, page, "d_lab", "?present=1")
    page.evaluate("Object.assign(document.querySelector('h1'), { role: 'checkbox', tabIndex: 0 }).focus()")
    page.keyboard.press("ArrowRight")
    assert place(page) == "1 / 5"
    page.keyboard.press("PageDown")
    assert place(page) == "2 / 5"


def test_a_tall_first_step_leaves_the_heading_in_view(server: Server, page: Page) -> None:
    """Where the first step is taller than the screen, the slide is read from its top."""
    go(server, page, "d_lab", "?present=1")
    page.evaluate("document.querySelector('#why p').style.height = '200vh'")
    page.evaluate("document.getElementById('why').prepend(document.createElement('div'))")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    expect(page.get_by_text("First reason.")).to_be_visible()
    expect(page.get_by_role("heading", name="Why")).to_be_in_viewport(ratio=1)


def test_the_keys_are_shown_and_the_letter_can_be_turned_off(server: Server, page: Page) -> None:
    """A question mark opens the list; Escape closes it and not the view; the letter's switch is remembered."""
    go(server, page, "d_lab", "?present=1")
    page.keyboard.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("The letter p").uncheck()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert place(page) == "1 / 5"
    page.keyboard.press("Escape")
    page.reload()
    ready(page)
    page.keyboard.press("p")
    expect(page.get_by_role("banner")).to_be_visible()


# --- a lost page --------------------------------------------------------------------------------------------


@on_posix
def test_a_lost_kernel_is_said_and_one_press_brings_the_page_back(server: Server, page: Page) -> None:
    """The page says what happened, lets nothing be worked, and starts again at the same address."""
    go(server, page, "a_first", "?case=one")
    found = re.search(r"process (\d+)", page.locator("main").inner_text())
    assert found
    kernels = set(server.runtime.glob("*/kernel-*.json"))
    os.kill(int(found[1]), signal.SIGKILL)
    bar = page.get_by_role("alertdialog", name="This page has stopped")
    expect(bar).to_be_visible()
    button = bar.get_by_role("button", name="Start again")
    expect(button).to_be_focused()
    assert page.locator(".noUi-handle").evaluate("element => element.closest('[inert]') !== null")
    until(lambda: set(server.runtime.glob("*/kernel-*.json")) < kernels)  # nothing of it is left
    page.evaluate("addEventListener('backlab:return', () => sessionStorage.setItem('returned', 'yes'))")
    with page.expect_navigation():
        button.click()
    ready(page)
    assert query(page) == "?case=one"
    assert page.evaluate("sessionStorage.getItem('returned')") == "yes"
    expect(bar).to_be_hidden()
    page.locator(".noUi-handle").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("main")).to_contain_text("now 4")


def test_a_kernel_that_dies_while_the_page_is_made_is_said(server: Server, page: Page) -> None:
    """What could be made is shown, the rest is a sentence, and the page can be started again."""
    go(server, page, "f_dies")
    expect(page.get_by_role("heading", name="It dies")).to_be_visible()
    expect(page.get_by_role("alert")).to_contain_text("the program behind this page ended in it")
    bar = page.get_by_role("alertdialog", name="This page has stopped")
    expect(bar.get_by_role("button", name="Start again")).to_be_visible()


def test_a_server_that_is_gone_is_said_and_the_page_stays(folder: Path, page: Page) -> None:
    """Without an answer the page is kept, and trying again says that there still is none."""
    with running("--notebooks", str(folder)) as server:
        go(server, page, "a_first")
        expect(page.locator(".noUi-handle")).to_be_visible()
        server.process.terminate()
        server.process.wait()
    bar = page.get_by_role("alertdialog", name="No connection")
    expect(bar).to_be_visible()
    bar.get_by_role("button", name="Try again").click()
    expect(bar).to_contain_text("The server still does not answer")
    expect(page.get_by_role("heading", name="The first page")).to_be_visible()


def test_a_page_that_breaks_off_is_said(server: Server, page: Page) -> None:
    """Where the answer ends before the last cell, what has come is shown and the rest is asked for again."""
    whole = server.get(f"/{PAGE}b_second.ipynb")[2]
    cut = whole[: whole.index("backlab.arrived();")].rpartition("<script>")[0]
    page.route("**/b_second.ipynb", lambda route: route.fulfill(body=cut, content_type="text/html"))
    page.goto(f"{server.address}{PAGE}b_second.ipynb")
    expect(page.get_by_role("alertdialog", name="This page did not arrive whole")).to_be_visible()
    expect(page.get_by_text("Only text.")).to_be_visible()


def test_a_page_that_cannot_be_made_is_said(server: Server, page: Page) -> None:
    """Where something raises while the page is made, nobody waits: what was made is shown, with a word."""
    go(server, page, "within/g_raises")
    expect(page.get_by_text("This part of the page could not be made")).to_be_visible()
    expect(page.get_by_role("heading", name="So far")).to_be_visible()


def test_a_part_that_does_not_come_is_said(server: Server, opened: Opener) -> None:
    """A sentence stands in its place until it is drawn; after a long wait the page can be loaded again."""
    page = opened()  # in a browser of its own: the clock is that of all its pages
    page.clock.install()
    page.route("**/voila.js", lambda route: route.abort())
    page.goto(f"{server.address}{PAGE}d_lab.ipynb#%")
    page.clock.fast_forward(16_000)
    ready(page)
    note = page.get_by_text("This part is still coming ...")
    expect(note).to_have_count(1)
    page.clock.fast_forward(91_000)
    bar = page.get_by_role("alertdialog", name="A part of this page is missing")
    expect(bar.get_by_role("button", name="Try again")).to_be_visible()
    never = page.get_by_text("This part has not come.")
    expect(never).to_be_visible()
    page.evaluate("document.querySelector('.page-late + script').remove()")
    expect(never).to_have_count(0)


def test_an_address_with_a_lone_percent_sign_shows_the_page(server: Server, page: Page) -> None:
    """It points at nothing, and nothing is thrown."""
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    go(server, page, "b_second", "#%")
    expect(page.get_by_text("Only text.")).to_be_visible()
    assert said == []
