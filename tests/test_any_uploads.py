"""What is too large to be sent from any notebook's page: it says so, and goes on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anything import upload
from playwright.sync_api import Page, expect
from servers import Server, running

from backlab.serving.guards import MESSAGE


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A notebook that takes a file, and a text."""
    folder = tmp_path_factory.mktemp("uploads")
    (folder / "upload.ipynb").write_text(upload(), "utf-8")
    with running("--notebooks", str(folder)) as server:
        yield server


@pytest.fixture
def shown(served: Server, page: Page) -> Page:
    """Its page, ready."""
    page.goto(f"{served.address}voila/render/upload.ipynb")
    page.wait_for_selector("#page-cells:not([hidden])")
    return page


def choose(page: Page, folder: Path, name: str, size: int) -> None:
    """Hand the page a file of so many bytes."""
    path = folder / name
    path.write_bytes(b"\x01" * size)
    with page.expect_file_chooser() as chooser:
        page.locator(".widget-upload").click()
    chooser.value.set_files(path)


def test_a_file_that_is_too_large_is_said_to_be_and_smaller_ones_still_arrive(shown: Page, tmp_path: Path) -> None:
    """The sentence stands below its button, and goes when the next file has gone through; the page lives on."""
    choose(shown, tmp_path, "small.bin", 1_000)
    expect(shown.get_by_text("small.bin: 1000 bytes")).to_be_visible()
    choose(shown, tmp_path, "large.bin", MESSAGE + 1_000)
    note = shown.locator(".page-large")
    expect(note).to_have_text(
        "This is too large to be sent: 2.1 MB. At most 2 MB go at once; choose something smaller."
    )
    expect(note).to_have_attribute("role", "alert")
    assert note.evaluate("note => note.closest('.page-cell').querySelectorAll('.widget-upload').length") == 1
    # What the button shows is what the program has.
    expect(shown.get_by_text("small.bin: 1000 bytes")).to_be_visible()
    expect(shown.locator(".widget-upload")).to_have_text("Upload (1)")
    choose(shown, tmp_path, "next.bin", MESSAGE - 10_000)
    expect(shown.get_by_text(f"next.bin: {MESSAGE - 10_000} bytes")).to_be_visible()
    expect(note).to_have_count(0)
    expect(shown.locator("#page-lost")).to_be_hidden()


def test_a_text_that_is_too_long_is_said_to_be_where_it_was_written(shown: Page) -> None:
    """The same holds for whatever a widget sends; the others answer on."""
    essay = shown.get_by_label("Essay")
    essay.fill("a" * (MESSAGE + 1))
    note = shown.locator(".page-cell", has=essay).locator(".page-large")
    expect(note).to_contain_text("This is too large to be sent")
    expect(essay).to_have_value("")
    essay.fill("short")
    expect(shown.get_by_text("5 letters")).to_be_visible()
    expect(note).to_have_count(0)
