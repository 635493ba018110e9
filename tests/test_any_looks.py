"""How any notebook looks: formulas, icons, printed columns, wide pictures and every widget that there is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from anything import code, every_widget, icons, maths, notebook, plots, printed, words
from playwright.sync_api import Page, expect
from servers import Server, running

from backlab.serving.glyphs import ICONS, MATHS, sheet, sheet_name

BOOKS = {"maths": maths, "icons": icons, "widgets": every_widget, "plots": plots, "printed": printed}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A notebook of each kind, and one with neither formula nor icon."""
    folder = tmp_path_factory.mktemp("looks")
    for name, book in BOOKS.items():
        (folder / f"{name}.ipynb").write_text(book(), "utf-8")
    (folder / "plain.ipynb").write_text(notebook(words("# Plain"), code("print('words')")), "utf-8")
    with running("--notebooks", str(folder)) as server:
        yield server


def shown(served: Server, page: Page, name: str) -> None:
    """Go to the page of a notebook, and wait until it is there."""
    page.goto(f"{served.address}voila/render/{name}.ipynb")
    page.wait_for_selector("#page-cells:not([hidden])")


def test_every_font_of_formulas_and_icons_is_found_in_what_is_installed() -> None:
    """By the name that stands in its file; and each icon has its letter."""
    text = sheet()
    for family in (*MATHS, *(family for family, _ in ICONS)):
        assert f'"{family}"' in text, family
    assert '.fa-rocket:before{content:"\\f135"}' in text


def test_formulas_have_the_fonts_of_formulas_from_this_server_alone(served: Server, page: Page) -> None:
    """Those of letters, of blackboard letters and of large brackets are loaded, and from nowhere else."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown(served, page, "maths")
    loaded = (
        "[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family.replaceAll('\"', ''))"
    )
    page.wait_for_function(f"['MJXTEX-I', 'MJXTEX-A', 'MJXTEX-S3', 'MJXTEX-FR'].every(font => {loaded}.includes(font))")
    assert [url for url in asked if not url.startswith((served.address, "data:", "blob:"))] == []


def test_a_page_without_formula_or_icon_does_not_ask_for_their_style_sheet(served: Server, page: Page) -> None:
    """Our own pages do not grow; where one stands on a page, the style sheet is kept by the browser."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    shown(served, page, "plain")
    expect(page.get_by_text("words", exact=True)).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert [url for url in asked if "glyphs-" in url or url.endswith(".woff")] == []
    assert served.get(f"/voila/static/{sheet_name()}")[0] == 200


def test_buttons_that_are_only_an_icon_show_it_and_have_a_name(served: Server, page: Page) -> None:
    """What is said of a button is its name, or else the name of its icon."""
    shown(served, page, "icons")
    for name in ("search", "arrow left", "rocket"):
        icon = page.get_by_role("button", name=name, exact=True).locator(".fa")
        drawn = icon.evaluate("icon => [getComputedStyle(icon, '::before').content, getComputedStyle(icon).fontFamily]")
        assert "\uf000" <= drawn[0].strip('"') <= "\uf8ff", name
        assert "Font Awesome" in drawn[1]
    page.wait_for_function(
        "[...document.fonts].some(font => font.family.includes('Awesome') && font.status === 'loaded')"
    )
    nameless = "[...document.querySelectorAll('#page-cells button')].filter(b => !b.textContent.trim() && !b.ariaLabel)"
    assert page.evaluate(f"{nameless}.map(button => button.outerHTML)") == []


def test_columns_and_arrays_are_printed_in_letters_of_even_width_and_prose_is_not(served: Server, page: Page) -> None:
    """And the colours of a terminal are kept."""
    shown(served, page, "printed")
    font = "element => getComputedStyle(element).fontFamily.includes('monospace')"
    for text, is_even in {"namename": True, "array([[": True, "A sentence of plain words": False}.items():
        assert page.locator("pre", has_text=text).first.evaluate(font) is is_even, text
    colour = "element => getComputedStyle(element).color"
    plain = page.locator("pre", has_text="And it went on.").evaluate(colour)
    assert page.get_by_text("red", exact=True).evaluate(colour) != plain


@pytest.mark.parametrize("name", ["plots", "widgets", "printed", "maths", "icons"])
def test_nothing_is_wider_than_a_phone(served: Server, page: Page, name: str) -> None:
    """Nor is a picture of 900 pixels, in an Output or as a widget; none is squeezed."""
    page.set_viewport_size({"width": 360, "height": 740})
    shown(served, page, name)
    page.wait_for_function("document.documentElement.scrollWidth === 360")
    images = page.locator("#page-cells img")
    for number in range(images.count()):
        box = images.nth(number).bounding_box()
        assert box
        assert box["x"] + box["width"] <= 360
        drawn = images.nth(number).evaluate("image => image.naturalWidth / image.naturalHeight")
        assert abs(box["width"] / box["height"] - drawn) < 0.1


def test_every_slider_is_named_and_seen(served: Server, page: Page) -> None:
    """Those between words too, which bear another class than those between numbers."""
    shown(served, page, "widgets")
    for name in ("IntSlider", "SelectionSlider", "SelectionRangeSlider"):
        handle = page.get_by_role("slider", name=name, exact=True).first
        expect(handle).to_be_visible()
        border = "handle => getComputedStyle(handle).borderTopColor !== getComputedStyle(document.body).backgroundColor"
        assert handle.evaluate(border), name
        # However long the words beside it, there is a track to move along.
        assert handle.evaluate("handle => handle.closest('.slider').clientWidth") > 60, name
