"""The course as plain files: complete, readable without a script, and the same as when it is served."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit
from urllib.request import urlopen
from xml.etree import ElementTree

import pytest
from axe import violations
from conftest import Opener
from engines import engine
from npm import from_npm
from playwright.sync_api import FrameLocator, Page, expect
from servers import COMMAND, running

from backlab.app import main
from backlab.course.answers import from_text, text_of
from backlab.course.grade import grade
from backlab.course.order import LESSONS
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, speaking
from backlab.notebook_cards import cards
from backlab.serving import Refusal
from backlab.serving.notebooks import shipped
from backlab.serving.plans import NAMES
from backlab.serving.shelf import Shelf
from backlab.serving.start import start_page
from backlab.site.addresses import InFolder, file_of, plan_file
from backlab.site.bake import baked
from backlab.site.build import LIST, Piece, pack, write
from backlab.site.scorm import LAUNCH, pack_lessons
from backlab.site.serve import shown

CELL = {"cell_type": "code", "execution_count": None, "id": "a", "metadata": {}, "outputs": [], "source": "CODE"}
OWN = {"cells": [CELL], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
PAGES = [file_of(card.name, code) for code in LANGUAGES for card in cards(shipped())]
STARTS = [file_of("index", code) for code in LANGUAGES]
PLANS = [file_of(plan_file(name), code) for code in LANGUAGES for name in NAMES]
COMPARED = (("red_flags", "en"), ("choose_the_treatment", "es"), ("start_here", "en"), ("glossary", "es"))
MOST_SENT = 10_000_000
# What the worker of a page fetches, where it takes up the memory that was written down.
SENT = (
    *("worker.js", "notebooks.json", "pyodide.mjs", "pyodide-lock.json"),
    *("pyodide.asm.mjs.gz", "pyodide.asm.wasm.gz", "snapshot.gz"),
)
# How much of what is seen is moved after it was first seen, as the browser counts it.
WATCH = """
window.shifted = 0;
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) shifted += value; })
  .observe({ type: 'layout-shift', buffered: true });
"""
WORDS = "(main) => main.innerText.split(/\\s*\\n\\s*/).filter((line) => line.trim())"


class Site(NamedTuple):
    """The plain files, and where they are shown: below a path, as on any host."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The whole course, written by the command and shown by Python's own server."""
    engine()
    top = tmp_path_factory.mktemp("site")
    folder = top / "some" / "where"
    done = subprocess.run([*COMMAND, "site", str(folder)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    with shown(top) as address:
        yield Site(folder, f"{address}some/where/")


class Found(HTMLParser):
    """What a page leads to and what it loads, and the names of its places."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.places: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        named = {name: value or "" for name, value in attrs}
        self.places.add(named.get("id", ""))
        if tag == "a" and "href" in named:
            self.links.append(named["href"])
        self.loads += [named[name] for name in ("src", "href") if name in named and tag not in ("a", "use")]


@cache
def found(file: Path) -> Found:
    """What stands in a file."""
    return Found(file.read_text("utf-8"))


def test_there_is_a_page_for_each_notebook_and_language(site: Site) -> None:
    """Beside the start pages; and the list that makes the folder ours names every file."""
    files = {path.relative_to(site.folder).as_posix() for path in site.folder.rglob("*") if path.is_file()}
    assert {*PAGES, *STARTS, *PLANS} <= files
    assert set(json.loads(site.folder.joinpath(LIST).read_text())["files"]) == files - {LIST}


@pytest.mark.parametrize("name", [*STARTS, *PAGES, *PLANS])
def test_what_a_page_leads_to_is_there(site: Site, name: str) -> None:
    """Each link of a page and of its labs leads to a file and a place in it; nothing is loaded from elsewhere."""
    file = site.folder / name
    page = found(file)
    labs = [f"{link}.html" for link in re.findall(r"href=[\\\"']+(\w+)\.ipynb", file.read_text("utf-8"))]
    for link in [*page.links, *page.loads, *labs]:
        parts = urlsplit(link)
        if parts.scheme == "data" or (parts.scheme == "https" and link in page.links):
            continue
        assert not parts.scheme, link
        target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
        assert target.is_file(), link
        places = {parts.fragment, unquote(parts.fragment)}
        assert not parts.fragment or places & found(target).places, link


@pytest.mark.parametrize("name", [*STARTS, "red_flags.html", "es/red_flags.html"])
def test_addresses_are_relative(site: Site, name: str) -> None:
    """No address of a page begins at the top of its host, so that the folder can stand anywhere."""
    page = found(site.folder / name)
    assert not [link for link in [*page.links, *page.loads] if link.startswith("/")]


def test_a_start_page_leads_to_patients(tmp_path: Path) -> None:
    """The places of the back lead to the choice of a treatment, with the patient behind the question mark."""
    with speaking("es"):
        page = start_page(Shelf(shipped()), InFolder("index", "es"))
    assert "../es/choose_the_treatment.html?age=" in page.replace("&amp;", "&")


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_page_can_be_read_without_a_script(site: Site, opened: Opener, code: str) -> None:
    """The story, what is asked with all that can be answered, why a lab is shut, and that labs need a script."""
    page = opened(java_script_enabled=False)
    page.goto(site.address + file_of("red_flags.ipynb", code))
    labs = json.loads(re.search(r'id="backlab-page">(.*?)</script>', page.content())[1])["labs"]  # type: ignore[index]
    text = page.locator("main").inner_text()
    assert "JavaScript" in text
    for lab in labs:
        if lab["state"]["shut"]:
            assert lab["state"]["shut"] in text
        for field in lab["face"]["fields"] if lab["face"]["look"] == "question" else ():
            assert field.get("label", "") in text
            for choice in field.get("choices", ()):
                assert choice["words"] in text


def test_a_file_speaks_its_language_whatever_its_address_asks(site: Site, opened: Opener) -> None:
    """A link with ?lang=es leads to the Spanish file, and the menu to the other, both with the same patient."""
    page = opened()
    page.route("**/engine/**", lambda route: route.abort())
    page.goto(f"{site.address}choose_the_treatment.html?lang=es&case=saddle#content")
    page.wait_for_url(f"{site.address}es/choose_the_treatment.html?case=saddle#content")
    page.locator("[data-language=en]").click()
    page.wait_for_url(f"{site.address}choose_the_treatment.html?case=saddle#content")


def test_a_theme_goes_along(site: Site, opened: Opener) -> None:
    """What the address asks of the theme is asked of the next page as well."""
    page = opened()
    page.goto(f"{site.address}index.html?theme=dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.locator("#begin").click()
    page.wait_for_url("**/what_a_spasm_is.html?theme=dark")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One that holds other files, a file, and a place where nothing can be written are refused in one line."""
    tmp_path.joinpath("mine.txt").write_text("mine")
    for place, said in (
        (tmp_path, "something else"),
        (tmp_path / "mine.txt", "is a file"),
        (tmp_path / "mine.txt" / "x", "cannot write"),
    ):
        assert main(["site", str(place)]) == 2
        (line,) = capsys.readouterr().err.splitlines()
        assert said in line
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "is damaged"), (json.dumps(OWN).replace("CODE", "import nothing_of_that_name"), "nothing_of_that_name")],
)
def test_a_notebook_that_cannot_be_a_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    """One that is damaged, and one whose code needs what a page has not, are refused by name."""
    tmp_path.joinpath("mine.ipynb").write_text(text)
    with pytest.raises(Refusal, match=rf"mine\.ipynb.*{said}"):
        baked(Shelf(tmp_path), InFolder("mine.ipynb", "en"), "", "")


def test_what_is_left_of_an_older_course_goes(tmp_path: Path) -> None:
    """Written again, a folder holds what is new and what a person has put there; outside of it nothing is touched."""
    out = tmp_path / "out"
    write(out, [Piece("a/old.html", b"old"), Piece("same.html", b"old")])
    out.joinpath("mine.txt").write_text("mine")
    tmp_path.joinpath("outside.txt").write_text("mine")
    known = json.loads(out.joinpath(LIST).read_text())
    out.joinpath(LIST).write_text(json.dumps({"files": [*known["files"], "../outside.txt"]}))
    write(out, [Piece("same.html", b"new")])
    files = {path.name: path.read_text() for path in tmp_path.rglob("*") if path.is_file() and path.name != LIST}
    assert files == {"same.html": "new", "mine.txt": "mine", "outside.txt": "mine"}


def test_files_come_as_what_they_are(tmp_path: Path) -> None:
    """A browser is told that a script is a script, and a program one, whatever the machine thinks of their names."""
    kinds = {"a.js": "text/javascript", "b.mjs": "text/javascript", "c.wasm": "application/wasm", "d.css": "text/css"}
    with shown(tmp_path) as address:
        for name, kind in kinds.items():
            tmp_path.joinpath(name).write_text("")
            with urlopen(address + name) as answer:
                assert answer.headers["Content-Type"] == kind


def test_a_package_says_what_it_holds(tmp_path: Path) -> None:
    """A learning platform finds the page to open, its title in the language that was asked for, and every file."""
    out, to = tmp_path / "out", tmp_path / "packages"
    write(out, [Piece("es/red_flags.html", b"page"), Piece("assets/a b.js", b"script")])
    with speaking("es"):
        made = pack_lessons(out, shipped(), to)
    assert [file.stem for file in made] == [*LESSONS]
    with zipfile.ZipFile(to / "red_flags.zip") as packed:
        top = ElementTree.fromstring(packed.read("imsmanifest.xml"))
        named = [each.attrib["href"] for each in top.findall(".//{*}file")]
        assert sorted([*named, "imsmanifest.xml"]) == sorted(packed.namelist())
        assert {each.text for each in top.findall(".//{*}title")} == {"Señales de alarma"}
        assert top.find(".//{*}resource").attrib["href"] == LAUNCH  # type: ignore[union-attr]
        assert "'es/red_flags.html?lms=1'" in packed.read(LAUNCH).decode()


@pytest.mark.parametrize("name", LESSONS)
def test_a_first_visit_is_sent_ten_megabytes_at_most(site: Site, name: str) -> None:
    """The page, the kit, and what its worker takes up; beyond the code's own language also what is said in another."""
    parts = [file_of(name, SOURCE_LANGUAGE), "assets/*.js", *(f"engine/{part}" for part in SENT)]
    found = [path for part in parts for path in site.folder.glob(part)]
    assert len(found) == len(parts)
    assert sum(path.stat().st_size for path in found) < MOST_SENT


def test_the_same_course_is_packed_as_the_same_bytes(tmp_path: Path) -> None:
    """All of it lies in one folder, and packing it once more changes nothing."""
    out = tmp_path / "out"
    write(out, [Piece("index.html", b"start"), Piece("es/index.html", b"inicio")])
    for name in ("one.zip", "two.zip"):
        pack(out, tmp_path / name)
    assert tmp_path.joinpath("one.zip").read_bytes() == tmp_path.joinpath("two.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "one.zip") as packed:
        assert {name.split("/")[0] for name in packed.namelist()} == {"backlab"}
        assert packed.read("backlab/es/index.html") == b"inicio"


@pytest.fixture(scope="module")
def served() -> Iterator[str]:
    """The address of the same notebooks under Voilà."""
    with running() as started:
        yield started.address


def drawn(page: Page, address: str) -> Page:
    """A page that is a file, as soon as its labs are drawn; what would answer them is kept away."""
    page.route("**/engine/**", lambda route: route.abort())
    page.goto(address)
    expect(page.locator(".bl-mount")).not_to_have_count(0)
    expect(page.locator(".bl-mount:not(.bl-lab)")).to_have_count(0)
    return page


@pytest.mark.parametrize(("notebook", "code"), COMPARED)
def test_a_file_says_what_the_served_page_says(
    site: Site, served: str, opened: Opener, notebook: str, code: str
) -> None:
    """Every line that is seen of a page, its labs too, is the same, and so is the room that it takes."""
    page = drawn(opened(), site.address + file_of(f"{notebook}.ipynb", code))
    said, tall = page.locator("#page-cells").evaluate(WORDS), page.locator("#page-cells").bounding_box()
    page.goto(f"{served}voila/render/{notebook}.ipynb?lang={code}")
    page.locator("#content[aria-busy='false']").wait_for()
    expect(page.locator(".bl-lab:not(:has(.bl-result))")).to_have_count(0)
    assert page.locator("#page-cells").evaluate(WORDS) == said
    assert page.locator("#page-cells").bounding_box() == tall


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)])
@pytest.mark.parametrize("name", ["red_flags.html", "es/choose_the_treatment.html"])
def test_nothing_moves_once_it_is_seen(site: Site, opened: Opener, name: str, size: tuple[int, int]) -> None:
    """All labs are drawn before anything is, so that no line and no picture changes its place."""
    page = opened(viewport={"width": size[0], "height": size[1]})
    page.add_init_script(WATCH)
    drawn(page, site.address + name)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    assert page.evaluate("performance.getEntriesByName('first-contentful-paint').length") == 1
    assert page.evaluate("shifted") < 0.01


def test_a_page_asks_no_other_host_and_has_no_fault(site: Site, opened: Opener) -> None:
    """A lesson is drawn from its own folder, is equal to use, and its script complains of nothing."""
    page = opened()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: said.append(str(error)))
    drawn(page, f"{site.address}muscle_strain.html")
    assert [url for url in asked if not url.startswith((site.address, "data:", "blob:"))] == []
    assert said == []
    assert violations(page) == []


def is_live(page: Page | FrameLocator) -> None:
    """Wait until the labs of a page are answered."""
    expect(page.locator("html")).to_have_attribute("data-labs", "live")


def answer(page: Page | FrameLocator, number: int, given: str | int) -> None:
    """Type an answer to a question of a page, or choose it by its place, and wait until it is judged."""
    question = page.locator(".bl-look-question").nth(number)
    if isinstance(given, str):
        question.locator("[data-field=answer] input").fill(given)
    else:
        question.locator("[data-field=answer] label").nth(given).click()
    question.locator("[data-press=check]").click()
    expect(question.locator(".bl-feedback")).to_be_visible()


def test_answers_are_handed_in_from_a_file(site: Site, opened: Opener, tmp_path: Path) -> None:
    """What is answered on one page is in the file that the index gives, and is graded as any other."""
    page = opened()
    page.goto(f"{site.address}es/the_clinic.html")
    is_live(page)
    answer(page, 1, "0,1875")
    page.goto(f"{site.address}start_here.html")
    with page.expect_download() as saved:
        page.locator("[data-press=save]").click()
    saved.value.save_as(tmp_path / "ada.json")
    assert from_text(text_of(tmp_path / "ada.json"))["the_clinic.1"].given
    (graded,) = grade(tmp_path, print).graded
    assert [done.id for count in graded.report.lessons for done in count.done if done.last] == ["the_clinic.1"]


LMS = """<!doctype html><title>LMS</title><script src="scorm12.js"></script>
<script>
window.API = new Scorm12API({ autocommit: false });
API.cmi.core.student_id = "ada";
</script><iframe src="launch.html" width="1200" height="700"></iframe>"""


def test_a_learning_platform_hears_what_is_right(site: Site, opened: Opener, tmp_path: Path) -> None:
    """A package says what is right, and that it is done once all is answered; each learner's answers are apart."""
    lesson, shown = tmp_path / "lesson", site.folder.parent / "package"
    lesson.mkdir()
    shutil.copy(shipped() / "the_clinic.ipynb", lesson)
    (package,) = pack_lessons(site.folder, lesson, tmp_path)
    with zipfile.ZipFile(package) as packed:
        packed.extractall(shown)
    shown.joinpath("lms.html").write_text(LMS)
    shown.joinpath("scorm12.js").write_text(from_npm("scorm-again", "dist/scorm12.min.js"))
    page = opened()
    page.goto(f"{site.address}../package/lms.html")
    frame = page.frame_locator("iframe")
    heard = "() => [API.cmi.core.lesson_status, API.cmi.core.score.raw].join()"
    is_live(frame)
    page.wait_for_function(f"({heard})() === 'incomplete,0'")
    answer(frame, 1, "0.1875")
    page.wait_for_function(f"({heard})() === 'incomplete,33'")
    answer(frame, 2, 3)
    answer(frame, 3, 0)
    page.wait_for_function(f"({heard})() === 'completed,33'")
    kept = page.evaluate("Object.keys(localStorage).map((name) => name.split(' ').slice(0, 3).join(' '))")
    assert {*kept} == {"backlab ada answer"}
