"""The files beside any notebook: what a reader may have, and the pictures of its text."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from anything import fill_files, png
from playwright.sync_api import Page, expect
from servers import Server, running

from backlab.serving.beside import is_offered

OURS = ("pic.png", "photo.jpeg", "new.webp", "table.csv", "paper.pdf", "page.html", "within/own.png", "voice.MP3")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Notebooks with files beside them, and things that are nobody's."""
    outside = tmp_path_factory.mktemp("outside") / "other.png"
    outside.write_bytes(png(4, 4))
    place = tmp_path_factory.mktemp("files")
    fill_files(place)
    for name in ("voice.MP3", ".hidden.png", "questions.json"):
        (place / name).write_text("what stands in it")
    (place / ".git").mkdir()
    (place / ".git" / "in.png").write_text("what stands in it")
    (place / "leads_out.png").symlink_to(outside)
    return place


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Server]:
    """That folder, served."""
    with running("--notebooks", str(folder)) as server:
        yield server


def test_what_one_looks_at_or_takes_home_is_offered(folder: Path) -> None:
    """Whatever the kind, and in a folder within."""
    assert [name for name in OURS if not is_offered(folder, name)] == []


@pytest.mark.parametrize(
    "name",
    [
        *("secret.py", "files.ipynb", "questions.json", ".hidden.png", ".git/in.png", "leads_out.png", "nothing.png"),
        *("../outside/other.png", "a" * 300 + ".svg", "within", "pic.png\0"),
    ],
)
def test_code_what_is_hidden_and_what_lies_outside_is_not_offered(folder: Path, name: str) -> None:
    """Nor is what there is not."""
    assert not is_offered(folder, name)


def test_a_server_sends_what_is_offered_and_nothing_else(served: Server) -> None:
    """By the address that a link in the notebook leads to, too."""
    for place in ("voila/files", "voila/render"):
        status, location, text = served.get(f"/{place}/table.csv")
        assert (status, text) == (200, "what stands in table.csv") or location.endswith("/voila/files/table.csv")
        for name in ("secret.py", "questions.json", ".hidden.png", "leads_out.png", "%2e%2e/outside/other.png"):
            assert served.get(f"/{place}/{name}")[0] == 404, name


def test_a_page_shows_its_pictures_and_names_those_that_are_missing(served: Server, page: Page) -> None:
    """And goes on after them; what a cell wrote is there to be had."""
    page.goto(f"{served.address}voila/render/files.ipynb")
    expect(page.locator(".page-gap")).to_have_text(
        ["gone. This picture is missing: nowhere.png", "lost. This picture is missing: lost.png"]
    )
    expect(page.get_by_text("made", exact=True)).to_be_visible()
    for name in ("beside", "a photo", "web", "as HTML", "attached"):
        picture = page.get_by_alt_text(name, exact=True)
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth"), name
    with page.expect_download() as made:
        page.get_by_role("link", name="What was made").click()
    assert Path(made.value.path()).read_text() == "a,b"
    with page.expect_popup() as paper:
        page.get_by_role("link", name="page", exact=True).click()
    expect(paper.value.get_by_text("what stands in page.html")).to_be_visible()
    # Whoever has left a page has ended its kernel, and a page that is still there says so.
    kernel = page.evaluate("JSON.parse(document.getElementById('jupyter-config-data').textContent).kernelId")
    assert served.get(f"/api/kernels/{kernel}")[0] == 200


def test_a_picture_is_looked_up_from_its_notebook(served: Server, folder: Path, page: Page) -> None:
    """One folder up, beside it, and not another of the same name in the root."""
    page.goto(f"{served.address}voila/render/within/up.ipynb")
    for alt, name in {"up": "pic.png", "own": "within/own.png", "same name": "within/same.png"}.items():
        packed = base64.b64encode((folder / name).read_bytes()).decode()
        expect(page.get_by_alt_text(alt, exact=True)).to_have_attribute("src", f"data:image/png;base64,{packed}")
