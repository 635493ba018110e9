"""What a notebook shows where its code has not run: a picture of each lab, and the words of each question.

A code host, nbviewer, nbconvert and a JupyterLab in which nothing has run yet show the outputs that stand in the file.
``python -m backlab.site.paper notebooks/*.ipynb`` writes them; they go as soon as a cell runs. The words follow from
the code alone. A picture says of which drawing it was taken, and is taken anew where the code draws another.
"""

from __future__ import annotations

import base64
import json
import re
import shutil
import sys
from collections.abc import Callable, Iterator
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

from backlab.hosts.room import Room, Shown, code_cells
from backlab.kit.contract import Met
from backlab.notebook_words import KEPT, UNLIKE, is_checked, tags
from backlab.site.assets import looks
from backlab.site.pixels import Picture, png
from backlab.site.still import asked, still

WIDTH = 640
"""Pixels of a picture from left to right."""
DRAWN = "drawn"
"""Where the metadata of a picture says of which drawing it was taken."""
_PAGE = """<!doctype html><html lang=en data-theme=light><style>{looks}
body {{ margin: 0; background: #fff; }} .bl-lab {{ padding: 12px; }} details {{ display: none !important; }}
.bl-heard {{ height: 440px; }}</style>{lab}"""
_BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
Output = dict[str, Any]
Draw = Callable[[str], bytes]


def stored(notebook: Any, folder: Path, draw: Draw) -> Any:
    """The notebook with what its labs show before it has run; ``folder`` is where it stands.

    ``draw`` makes a PNG of a lab's HTML; it is asked only for what is not there yet.
    """
    room = Room(code_cells(notebook), folder=folder)
    code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    pictures = dict(found for cell in code for output in cell["outputs"] if (found := _taken(output)))
    for cell, shown in zip(code, room.shown, strict=True):
        if not is_checked(cell):
            cell["outputs"] = [output for each in shown for output in _outputs(each, room.met, pictures, draw)]
            _keep(cell)
    return notebook


def _summed(html: str) -> str:
    """What is folded, by its title: all of it would be longer than the notebook."""
    folded = re.findall(r"<summary>(.*?)</summary>", html, re.DOTALL)
    shown = "*{title}: choose Run, then Run All Cells, to read them.*"
    return "\n\n".join(shown.format(title=_plain(title)) for title in folded) or _plain(html)


def _keep(cell: Any) -> None:
    """Tell what strips outputs that these stay, and what compares them that the cell will show something else."""
    others = [tag for tag in tags(cell) if tag not in {KEPT, UNLIKE}]
    cell["metadata"]["tags"] = [*others, KEPT, UNLIKE] if cell["outputs"] else others
    if not cell["metadata"]["tags"]:
        del cell["metadata"]["tags"]


def _taken(output: Output) -> tuple[str, str] | None:
    """Of which drawing an output is a picture, and the picture as it stands in the file; None where it is none."""
    drawing = output.get("metadata", {}).get(DRAWN)
    return (drawing, output["data"]["image/png"]) if drawing else None


def _outputs(shown: Shown, met: list[Met], pictures: dict[str, str], draw: Draw) -> Iterator[Output]:
    if shown["kind"] == "html":
        yield _words(_summed(shown["html"]))
    elif shown["kind"] == "lab":
        lab = met[shown["lab"]]
        is_question = lab["face"]["look"] == "question"
        yield from [_words("\n\n".join(_question(lab)))] if is_question else _lab(lab, pictures, draw)


def _lab(met: Met, pictures: dict[str, str], draw: Draw) -> Iterator[Output]:
    """A picture of a lab that has a stage, and a sentence."""
    if not met["face"]["stage"]:
        yield _words("*Here is a part that lives: in Jupyter choose Run, then Run All Cells.*")
        return
    html = still({**met, "state": {**met["state"], "shut": ""}})
    drawing = sha256(f"{WIDTH}{_PAGE}{html}".encode()).hexdigest()[:16]
    said = _seen(html) or _plain(met["state"]["summary"])
    picture = pictures.get(drawing) or base64.b64encode(draw(html)).decode()
    yield {**_output({"image/png": picture}), "metadata": {DRAWN: drawing, "image/png": {"alt": said, "width": WIDTH}}}
    # Below it too: most that show a notebook leave out the text alternative of a picture.
    alive = "*This is a picture of the lab. It comes alive in Jupyter: choose Run, then Run All Cells.*"
    yield _words(f"{said}\n\n{alive}")


def _seen(html: str) -> str:
    """What the drawing says of itself, below its title; "" where it says nothing."""
    title, described = (re.search(f"<{tag}>(.*?)</{tag}>", html, re.DOTALL) for tag in ("h3", "desc"))
    return ". ".join(_plain(found[1]) for found in (title, described) if found) if described else ""


def _question(met: Met) -> Iterator[str]:
    """What a question asks, paragraph by paragraph, as Markdown."""
    for html in met["state"]["told"]["html"].values():
        yield f"**{_plain(html)}**"
    for field in met["face"]["fields"]:
        label, choices = asked(field)
        if label:
            yield _plain(label)
            yield "\n".join(f"- {_plain(choice)}" for choice in choices)


def _plain(html: str) -> str:
    """The words of HTML."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def _words(markdown: str) -> Output:
    return _output({"text/markdown": markdown.strip().splitlines(keepends=True)})


def _output(data: dict[str, Any]) -> Output:
    return {"data": data, "metadata": {}, "output_type": "display_data"}


class Browser:
    """Takes pictures of labs; it is started for the first, and ended with the ``with`` block."""

    def __init__(self) -> None:
        self._page: Any = None

    def __enter__(self) -> Browser:
        return self

    def __exit__(self, *_: object) -> None:
        if self._page:
            self._page.context.browser.close()
            self._driver.stop()

    def draw(self, html: str) -> bytes:
        """A small PNG of a lab; ends with a sentence where nothing can work a browser."""
        page = self._page = self._page or self._open()
        page.set_content(_PAGE.format(looks=looks().decode(), lab=html))
        taken = page.locator(".bl-lab").first.screenshot()
        return png(Picture.of(taken))

    def _open(self) -> Any:
        try:
            from playwright.sync_api import sync_playwright
        except ImportError:
            raise SystemExit("to take pictures of labs, run this with uv run --group test") from None
        path = next(filter(None, map(shutil.which, _BROWSERS)), None)
        self._driver = sync_playwright().start()
        browser = self._driver.chromium.launch(executable_path=path, chromium_sandbox=False)
        return browser.new_page(viewport={"width": WIDTH, "height": WIDTH})


def text(notebook: Any) -> str:
    """A notebook as its file holds it."""
    return json.dumps(notebook, ensure_ascii=False, indent=1) + "\n"


def main(paths: list[str]) -> None:
    """Write what stands in the notebooks at these paths anew."""
    with Browser() as browser:
        for path in map(Path, paths):
            before = path.read_text("utf-8")
            after = text(stored(json.loads(before), path.parent, browser.draw))
            if after != before:
                path.write_text(after, "utf-8")
                print(path)


if __name__ == "__main__":
    main(sys.argv[1:])
