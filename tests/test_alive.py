"""Pages that are files come alive: their labs answer as a notebook's do, or the page says why they cannot."""

from __future__ import annotations

import gzip
import json
import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import Opener
from engines import engine
from playwright.sync_api import Locator, Page, Route, expect
from servers import until
from test_hosts import requests
from test_room import CELLS, NAMES, unnamed

from backlab.hosts.browser import wake
from backlab.hosts.room import Desk
from backlab.language import LANGUAGES
from backlab.serving import Refusal
from backlab.serving.notebooks import shipped
from backlab.serving.shelf import Shelf
from backlab.site import engine as engines
from backlab.site.build import pieces, write
from backlab.site.serve import shown
from backlab.site.words import engine_words

WORDS = engine_words()
LESSON = "what_a_spasm_is"
# A worker as a page has it, and what it says but for how far it has come.
TALK = """(address) => {
  window.told = [];
  window.answerer = new Worker(address, { type: 'module', name: 'LANGUAGES' });
  answerer.onmessage = ({ data }) => { if (JSON.parse(data).kind !== 'progress') told.push(data); };
}""".replace("LANGUAGES", " ".join(LANGUAGES))


class Site(NamedTuple):
    """The plain files, and where they are shown."""

    folder: Path
    address: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The index and two lessons as plain files, shown below a path by Python's own server.

    Whatever asks for a notebook finds all of them at the engine.
    """
    engine()
    folder, top = tmp_path_factory.mktemp("notebooks"), tmp_path_factory.mktemp("site")
    for name in ("start_here", LESSON, "choose_the_treatment"):
        shutil.copy(shipped() / f"{name}.ipynb", folder)
    write(top / "some", pieces(Shelf(folder)))
    top.joinpath("some/engine/notebooks.json").write_text(engines.notebooks(Shelf(shipped())), "utf-8")
    with shown(top) as address:
        yield Site(top / "some", f"{address}some/")


@pytest.fixture
def page(opened: Opener) -> Iterator[Page]:
    """A page of somebody who has never been here."""
    page = opened()
    yield page
    page.context.close()


def is_live(page: Page) -> None:
    """Wait until the labs of a page answer."""
    expect(page.locator("html")).to_have_attribute("data-labs", "live")


def pain(page: Page) -> Locator:
    """The slider of the choice."""
    return page.locator("[data-field=pain] input[type=range]").first


def test_a_lab_answers(site: Site, page: Page) -> None:
    """What is moved on a page that was never visited is answered, and no other host is asked for anything."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site.address}choose_the_treatment.html")
    is_live(page)
    pain(page).press("End")
    expect(page).to_have_url(f"{site.address}choose_the_treatment.html?age=34&pain=10&days=1&onset=lifting")
    assert [url for url in asked if not url.startswith((site.address, "blob:", "data:"))] == []
    expect(page.locator(".bl-notice")).to_have_count(0)


def test_a_page_that_was_visited_opens_without_a_network(site: Site, page: Page) -> None:
    """With all that it needs, for another patient too."""
    address = f"{site.address}choose_the_treatment.html"
    page.goto(address)
    is_live(page)
    kept = "async (address) => !!navigator.serviceWorker?.controller && !!(await caches.match(address))"
    until(lambda: page.evaluate(kept, address))
    page.context.set_offline(True)
    page.goto(f"{address}?age=71&pain=3&days=1&onset=lifting")
    is_live(page)
    pain(page).press("End")
    expect(page).to_have_url(f"{address}?age=71&pain=10&days=1&onset=lifting")


def test_what_is_entered_before_anybody_answers_is_answered_then(site: Site, page: Page) -> None:
    """The labs are drawn at once; what is moved meanwhile goes along when there is somebody."""
    held: list[Route] = []
    page.route("**/engine/notebooks.json*", lambda route: held.append(route))
    page.goto(f"{site.address}choose_the_treatment.html")
    pain(page).press("End")
    expect(pain(page)).to_have_value("10")
    expect(page.locator(".bl-notice")).to_contain_text(WORDS["fetch"])
    until(lambda: held)
    held[0].continue_()
    is_live(page)
    expect(page).to_have_url(f"{site.address}choose_the_treatment.html?age=34&pain=10&days=1&onset=lifting")


def test_without_the_memory_python_starts_as_usual(site: Site, page: Page) -> None:
    """A memory that is damaged costs time and nothing else."""
    damaged = gzip.compress(b"no memory" * 1_000)
    page.route("**/engine/snapshot.gz*", lambda route: route.fulfill(body=damaged))
    page.goto(f"{site.address}choose_the_treatment.html")
    is_live(page)
    pain(page).press("End")
    expect(page).to_have_url(f"{site.address}choose_the_treatment.html?age=34&pain=10&days=1&onset=lifting")


TOO_SMALL = "for (const way of ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'])"
TOO_SMALL += " WebAssembly[way] = () => Promise.reject(new RangeError('Out of memory'));\n"


@pytest.mark.parametrize("why", ["browser", "memory", "files", "start"])
def test_a_page_says_why_its_labs_do_not_live(site: Site, page: Page, why: str) -> None:
    """In one sentence, while the text and the labs as they are first met stay in view."""

    def worker(begins: str) -> None:
        def fulfil(route: Route) -> None:
            route.fulfill(body=begins + route.fetch().text(), content_type="text/javascript")

        page.route("**/engine/worker.js*", fulfil)

    match why:
        case "browser":
            page.add_init_script("delete globalThis.DecompressionStream")
        case "memory":
            worker(TOO_SMALL)
        case "files":
            page.route("**/engine/worker.js*", lambda route: route.abort())
        case "start":
            page.route("**/engine/notebooks.json*", lambda route: route.fulfill(body="[]"))
    page.goto(f"{site.address}{LESSON}.html")
    expect(page.locator(".bl-notice")).to_have_text(WORDS[why])
    expect(page.locator("h1").first).to_be_visible()
    expect(page.locator(".bl-question, .bl-lab").first).to_be_visible()


def test_every_notebook_is_answered_word_for_word(site: Site, page: Page) -> None:
    """In the browser's Python, in each language: what a page first meets, and what follows from what is done there."""
    page.goto(f"{site.address}engine/notebooks.json")
    page.evaluate(TALK, f"{site.address}engine/worker.js?test")
    for language in LANGUAGES:
        for name in NAMES:
            here: list[Any] = []
            desk = Desk(CELLS, here.append, folder=shipped(), puts_off=True)

            def both(message: dict[str, Any], desk: Desk = desk, here: list[Any] = here) -> list[Any]:
                here.clear()
                desk.hear(message)
                desk.finish()
                page.evaluate("(text) => { told.length = 0; answerer.postMessage(text); }", json.dumps(message))
                page.wait_for_function("(parts) => told.length >= parts", arg=len(here))
                there = [json.loads(text) for text in page.evaluate("told")]
                assert [*map(plain, there)] == [*map(plain, json.loads(json.dumps(here)))], message
                return here.copy()

            (opened,) = both({"kind": "open", "notebook": name, "language": language, "query": ""})
            for number, met in enumerate(opened["labs"]):
                for turn, request in enumerate([*requests(met["face"], _exercise(met["face"]))][::9], 1):
                    both({"kind": "asked", "lab": number, "request": {**request, "turn": turn}})


def _exercise(face: Any) -> str:
    return face["keeps"] if face["key"] == face["keeps"] else ""


def plain(answer: dict[str, Any]) -> dict[str, Any]:
    """An answer without the ids of tries."""
    return {**answer, "reply": unnamed(answer["reply"])} if answer["kind"] == "replied" else answer


def test_a_page_is_light(site: Site) -> None:
    """What a page is, and the script with the kit in it, come to at most 200 kB as hosts pack them."""
    (script,) = site.folder.glob("assets/course-*.js")
    for page in site.folder.rglob("*.html"):
        assert sum(len(gzip.compress(part.read_bytes(), 6)) for part in (page, script)) < 200_000, page.name


def test_chance_is_drawn_anew(tmp_path: Path) -> None:
    """Everybody takes up the same memory, and yet nobody draws the same numbers."""
    drawn = []
    for _ in range(2):
        random.seed(1)
        wake(lambda _: None, "{}")
        drawn.append(random.random())
    assert drawn[0] != drawn[1]


def test_without_node_it_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """In one sentence, and nothing half made is left behind."""
    monkeypatch.setenv("BACKLAB_CACHE", str(tmp_path))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Refusal, match="install Node"):
        engines.made()
    assert [*tmp_path.iterdir()] == []
