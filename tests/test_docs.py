"""The documentation: it is built, whole, led through, and each of its examples says what the code says."""

from __future__ import annotations

import doctest
import importlib
import pydoc
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from axe import violations
from playwright.sync_api import Page, expect

import backlab
from backlab import widgets
from backlab.notebook_cards import cards
from backlab.site.addresses import START, file_of

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
PAGES = sorted(DOCS.rglob("*.md"))
FENCE = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
PROMPT = '<span class="gp">&gt;&gt;&gt; </span>'
SOURCES = {path: path.read_text("utf-8") for path in sorted((ROOT / "backlab").rglob("*.py"))}
EXEMPLARY = [path for path, text in SOURCES.items() if ">>> " in text]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documentation as it is published; a warning is a failure, and says what is wrong."""
    folder = tmp_path_factory.mktemp("docs")
    build = [sys.executable, "-m", "sphinx", "-W", "--keep-going", "-q", "-d", str(folder / "trees"), str(DOCS)]
    done = subprocess.run([*build, str(folder / "docs")], cwd=ROOT, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "docs"


@cache
def text_of(page: Path) -> str:
    """A page as it stands in its file; one that was built stays as it is."""
    return page.read_text("utf-8")


@cache
def places(page: Path) -> frozenset[str]:
    """The places of a built page to which a link can lead."""
    return frozenset(re.findall(r'id="([^"]*)"', text_of(page)))


@cache
def links(built: Path) -> frozenset[tuple[Path, str]]:
    """Each link of the documentation as it is written, with the page on which it stands."""
    pages = built.rglob("*.html")
    return frozenset((page, link) for page in pages for link in re.findall(r'<a[^>]* href="([^"]*)"', text_of(page)))


def described(built: Path, kind: str) -> Iterator[tuple[str, str]]:
    """Everything of a kind that the reference describes: its name, and what follows up to the next."""
    for page in sorted(built.glob("reference/*.html")):
        for piece in re.split(r'<dl class="py ', text_of(page))[1:]:
            if piece.startswith(kind):
                (name,) = re.findall(r'<dt class="sig[^"]*" id="([^"]*)"', piece)[:1]
                yield name, piece


def test_every_page_of_the_documentation_is_built(built: Path) -> None:
    """Each page that is written becomes one that is read, without a single warning."""
    pages = {path.relative_to(DOCS).with_suffix(".html") for path in PAGES}
    assert pages <= {path.relative_to(built) for path in built.rglob("*.html")}


@pytest.mark.parametrize("kind", [backlab, widgets], ids=lambda module: module.__name__)
def test_every_public_name_is_described_with_an_example(built: Path, kind: object) -> None:
    """What can be imported from backlab and from its widgets stands in the reference, with something to type."""
    module = getattr(kind, "__name__", "")
    found = {name: piece for each in ("function", "class", "data") for name, piece in described(built, each)}
    wanted = [f"{module}.{name}" for name in getattr(kind, "__all__", ())]
    assert wanted
    assert [name for name in wanted if PROMPT not in found.get(name, "")] == []


def test_every_function_of_the_reference_has_an_example(built: Path) -> None:
    """Whoever looks a function up finds how it is called."""
    functions = dict(described(built, "function"))
    assert len(functions) > 90
    assert [name for name, piece in functions.items() if PROMPT not in piece] == []


@pytest.mark.parametrize("path", EXEMPLARY, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_the_examples_of_a_module_are_true(path: Path) -> None:
    """What a docstring says that code answers, it answers."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    failed, tried = doctest.testmod(importlib.import_module(name))
    assert tried
    assert failed == 0


@pytest.mark.parametrize(
    "path", [path for path in PAGES if ">>> " in text_of(path)], ids=lambda path: path.relative_to(DOCS).as_posix()
)
def test_the_examples_of_a_page_are_true(path: Path) -> None:
    """What a page says that code answers, it answers, from the first example of the page to its last."""
    code = "\n".join(FENCE.findall(text_of(path)))
    examples = doctest.DocTestParser().get_doctest(code, {}, path.name, str(path), 0)
    # What stands in a directive is not Python code, and is tried elsewhere.
    if examples.examples:
        assert doctest.DocTestRunner().run(examples).failed == 0


@cache
def course_files() -> set[str]:
    """The pages of the published course, in whose folder the documentation stands."""
    names = [START, *(card.name for card in cards(ROOT / "notebooks"))]
    return {f"../{file_of(name, 'en')}" for name in names}


def broken(built: Path, page: Path, link: str) -> bool:
    """Whether a link leads nowhere, in the documentation or in the course around it; other hosts are not asked."""
    parts = urlsplit(unescape(link))
    if parts.scheme or parts.netloc:
        return False
    if f"../{parts.path.rpartition('../')[2]}" in course_files() and page.parent == built:
        return False
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_file():
        return True
    anchor = unquote(parts.fragment)
    return bool(anchor) and target.suffix == ".html" and anchor not in places(target)


def test_every_inner_link_leads_somewhere(built: Path) -> None:
    """Each link to another page, to a place of a page, or into the course finds what it names."""
    failed = {(page.relative_to(built).as_posix(), link) for page, link in links(built) if broken(built, page, link)}
    assert failed == set()


# A host by its name, never a number or a port, and a path in the characters that an address may have.
ADDRESS = re.compile(r"https://(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}(?:/[\w.~!$&'()*+,;=:@%/?#-]*)?")
# Hosts whose addresses have one form: what is no number of theirs leads to nothing.
FORMS = {
    "doi.org": r"/10\.\d{4,9}/\S+",
    "pubmed.ncbi.nlm.nih.gov": r"/\d{1,8}/",
    "pmc.ncbi.nlm.nih.gov": r"/articles/PMC\d{5,8}(/.*)?",
}


def is_well_formed(link: str) -> bool:
    """Whether an address is one that a browser and its host can understand; nobody is asked."""
    parts = urlsplit(link)
    is_whole = ADDRESS.fullmatch(link) and link[-1] not in ".,;:" and link.count("(") == link.count(")")
    return bool(is_whole and re.fullmatch(FORMS.get(parts.netloc, ".*"), parts.path))


def test_every_link_to_elsewhere_is_well_formed(built: Path) -> None:
    """All are secure, name a host, end where the address ends, and have the form that is known of theirs."""
    outer = {unescape(link) for _, link in links(built) if urlsplit(link).scheme or link.startswith("//")}
    assert len(outer) > 100
    assert {link for link in outer if not is_well_formed(link)} == set()


@pytest.mark.parametrize(
    "link",
    [
        *("http://nhs.uk/", "//nhs.uk/", "https://nhs", "https://10.0.0.1/", "https://nhs.uk:8080/"),
        *("https://nhs.uk/a b", "https://nhs.uk/a.", "https://nhs.uk/a)", "https://doi.org/11.1/1", "https://pubmed.ncbi.nlm.nih.gov/x/"),
    ],
)
def test_a_link_that_is_not_well_formed_is_noticed(link: str) -> None:
    """Not secure, no name of a host, a sign too many, or not the form of its host."""
    assert not is_well_formed(link)


def test_nothing_of_the_documentation_is_fetched_from_elsewhere(built: Path) -> None:
    """Scripts, styles and pictures are files of its own, so that it can be read without the internet."""
    fetched = re.compile(r'<(?:script|img|link|iframe|source)[^>]* (?:src|href)="([^"]*)"')
    found = {link for page in built.rglob("*.html") for link in fetched.findall(text_of(page))}
    assert found
    assert {link for link in found if urlsplit(link).scheme or link.startswith("//")} == set()
    styles = {path.name: text_of(path) for path in built.rglob("*.css")}
    assert [name for name, text in styles.items() if re.search(r"url\(['\"]?(?:https?:)?//", text)] == []


@pytest.mark.parametrize("name", widgets.__all__)
def test_help_on_a_lab_fits_a_screen(name: str) -> None:
    """What ``help`` says of a lab is read without turning a page: 24 lines of 120 letters."""
    lines = pydoc.plain(pydoc.render_doc(getattr(widgets, name))).splitlines()
    assert ">>> " in "\n".join(lines)
    assert len(lines) <= 24
    assert max(map(len, lines)) <= 120


@pytest.fixture
def visit(built: Path, page: Page) -> Iterator[Callable[[str], Page]]:
    """Opens a page of the documentation from where it stands; it may ask for nothing but what stands beside it."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))

    def visiting(name: str) -> Page:
        page.goto((built / f"{name}.html").as_uri())
        return page

    yield visiting
    assert [address for address in asked if not address.startswith(("file:", "data:"))] == []


def test_the_evidence_is_searched_by_keyboard(visit: Callable[[str], Page]) -> None:
    """One tabs to the field, types words in any order, and hears how many rows are left; a link brings a row back."""
    page = visit("evidence")
    rows = page.locator("table.searched tbody tr")
    field, said = page.get_by_label("Find in the tables of this page"), page.get_by_role("status")
    every = rows.count()
    expect(said).to_have_text(f"{every} of {every} rows")
    field.focus()
    page.keyboard.type("ibuprofen STOMACH")
    left = rows.locator("visible=true")
    expect(left).not_to_have_count(every)
    assert 0 < left.count() < 40
    assert all("ibuprofen" in words.lower() and "stomach" in words.lower() for words in left.all_text_contents())
    expect(said).to_have_text(f"{left.count()} of {every} rows")
    page.evaluate("location.hash = '#rule-cauda-equina'")
    expect(page.locator("#rule-cauda-equina")).to_be_in_viewport()


def test_a_rule_leads_to_its_source(visit: Callable[[str], Page]) -> None:
    """A source that a row names is a link to the row that says what was found and where."""
    page = visit("evidence")
    page.locator("#rule-cauda-equina").get_by_role("link").first.click()
    expect(page.locator("tr:target")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "evidence", "reference/widgets", "lessons"])
def test_axe_finds_nothing_in_the_documentation(visit: Callable[[str], Page], name: str, scheme: str) -> None:
    """The documentation keeps to what it says of accessibility, by day and by night."""
    page = visit(name)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    assert violations(page, "article", colours=scheme == "dark" or None) == []


@pytest.mark.parametrize("name", ["index", "evidence", "reference/kit", "project/CONTRIBUTING", "deploy"])
def test_the_documentation_fits_a_phone(visit: Callable[[str], Page], name: str) -> None:
    """On a narrow window nothing but a piece of code or a table is moved sideways."""
    page = visit(name)
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
