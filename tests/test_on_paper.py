"""What is seen of a lesson whose code has not run: in a code host, in an export, in JupyterLab at first."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbconvert import HTMLExporter, MarkdownExporter, SlidesExporter
from playwright.sync_api import Page
from test_notebooks import EVERY_NOTEBOOK, NOTEBOOKS

from backlab.language import speaking
from backlab.serving.workcopy import spoken
from backlab.site.paper import DRAWN, stored, text
from backlab.site.pixels import Picture, png

MOST_BYTES = 26_000  # of one picture; a notebook stays readable where what changed in it is read
LESSONS = [path for path in NOTEBOOKS if path.stem not in ("start_here", "glossary")]
EVERY_LESSON = pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
PIXELS = """async (address) => {
  const image = await createImageBitmap(await (await fetch(address)).blob());
  const canvas = new OffscreenCanvas(image.width, image.height).getContext("2d");
  canvas.drawImage(image, 0, 0);
  const {data} = canvas.getImageData(0, 0, image.width, image.height);
  return [image.width, image.height, [...data].filter((_, n) => n % 4 < 3)];
}"""


def read(path: Path) -> Any:
    """A notebook as its file holds it."""
    return json.loads(path.read_text("utf-8"))


def outputs(notebook: Any) -> Iterator[Any]:
    """What stands below the code of a notebook."""
    yield from (output for cell in notebook["cells"] for output in cell.get("outputs", ()))


def pictures(notebook: Any) -> list[Any]:
    """The pictures of labs in a notebook."""
    return [output for output in outputs(notebook) if "image/png" in output.get("data", {})]


def never(html: str) -> bytes:
    """Fail instead of taking a picture."""
    raise AssertionError(
        f"python -m backlab.site.paper notebooks/*.ipynb has not been run since this changed: {html[:200]}"
    )


@EVERY_NOTEBOOK
def test_what_is_stored_is_what_the_code_shows(path: Path) -> None:
    """The command that writes it would write the same: words are made anew, and pictures are of this very drawing."""
    assert text(stored(read(path), path.parent, never)) == path.read_text("utf-8")


@EVERY_NOTEBOOK
def test_a_picture_of_another_drawing_is_taken_anew(path: Path) -> None:
    """Each picture names its drawing: where that is another, the browser is asked, and otherwise it is not."""
    notebook, asked = read(path), list[str]()
    for output in pictures(notebook):
        output["metadata"][DRAWN] = "another"
    stored(notebook, path.parent, lambda html: asked.append(html) or b"png")  # type: ignore[func-returns-value]
    assert len(asked) == len(pictures(read(path)))


@EVERY_LESSON
def test_each_lesson_shows_its_lab_small_and_says_in_words_what_is_seen(path: Path) -> None:
    """One picture, with a text alternative that also stands below it, for where a viewer drops it."""
    notebook = read(path)
    (picture,) = pictures(notebook)
    assert len(base64.b64decode(picture["data"]["image/png"])) < MOST_BYTES
    said = picture["metadata"]["image/png"]["alt"]
    assert len(said.split()) > 8
    after = list(outputs(notebook))
    words = "".join(after[after.index(picture) + 1]["data"]["text/markdown"])
    assert words.startswith(said)
    assert "choose Run, then Run All Cells" in words


@EVERY_LESSON
@pytest.mark.parametrize(
    "exporter", [HTMLExporter, MarkdownExporter, SlidesExporter], ids=["html", "markdown", "slides"]
)
def test_an_export_shows_the_picture_and_every_question(path: Path, exporter: type) -> None:
    """No code stands above nothing; what is exported holds the picture, and the words of each exercise."""
    made, more = exporter().from_notebook_node(nbformat.read(path, as_version=4))
    assert "data:image/png;base64" in made or any(name.endswith(".png") for name in more["outputs"])
    cells = [
        cell for cell in read(path)["cells"] if "Question(" in "".join(cell["source"]) and cell["cell_type"] == "code"
    ]
    assert cells
    for cell in cells:
        asked = "".join(cell["outputs"][0]["data"]["text/markdown"]).splitlines()
        assert asked[0].strip("*").split(",")[0] in made


def test_a_notebook_of_another_language_shows_no_english_before_it_runs() -> None:
    """In a working copy in Spanish the stored pictures and words are left out; the checked answers stay."""
    path = LESSONS[0]
    with speaking("es"):
        notebook = json.loads(spoken(path))
    assert list(outputs(read(path)))
    assert pictures(notebook) == []
    assert [output for output in outputs(notebook) if "text/markdown" in output.get("data", {})] == []
    assert list(outputs(notebook))  # the answers that are checked


def seen(page: Page, content: bytes) -> tuple[int, int, list[tuple[int, ...]]]:
    """What a browser makes of a PNG: its width, its height and its pixels."""
    width, height, flat = page.evaluate(PIXELS, "data:image/png;base64," + base64.b64encode(content).decode())
    return width, height, list(zip(flat[::3], flat[1::3], flat[2::3], strict=True))


def test_a_browsers_picture_is_read_as_the_browser_reads_it(page: Page) -> None:
    """Rows that differ little from their neighbours are written in five ways; all are understood."""
    page.set_viewport_size({"width": 131, "height": 90})
    page.set_content("<body style='margin:0;background:linear-gradient(40deg,red,blue,#0f0)'><h1>Back</h1>")
    taken = page.screenshot()
    assert Picture.of(taken) == seen(page, taken)


def test_a_small_picture_is_what_a_browser_shows_and_keeps_what_is_rare(page: Page) -> None:
    """Of two colours none changes; among a hundred greys, a few red pixels stay red."""
    black, white, red = (0, 0, 0), (255, 255, 255), (200, 10, 20)
    few = Picture(3, 2, [black, white, red, white, black, white])
    assert seen(page, png(few)) == few
    greys = [(shade, shade, shade) for shade in range(50, 250, 2)] * 20
    many = Picture(67, 30, [*greys, *[red] * 10])
    _, _, pixels = seen(page, png(many))
    assert pixels[-10:] == [red] * 10
    assert len(set(pixels)) <= 16
    assert max(abs(a[0] - b[0]) for a, b in zip(pixels, greys, strict=False)) < 32
