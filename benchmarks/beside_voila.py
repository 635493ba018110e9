"""How any folder of notebooks looks beside plain Voilà: ``python benchmarks/beside_voila.py FOLDER --out pictures``.

Each notebook is opened by both, at the width of a desk and of a phone, in a real browser; each page is drawn whole. The
pictures stand side by side in ``index.html`` of the folder that is named, ours at the left. Without a folder, the
notebooks of every kind that the tests write are shown.
"""

from __future__ import annotations

import argparse
import html
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Error, Page, sync_playwright
from voila_load import HERE, serving

TESTS = HERE / "tests"
WIDTHS = (1280, 360)
HEIGHT = 2_000
"""Pixels of a page that are drawn at most: what comes further down, nobody compares."""
OURS = "document.querySelector('#content')?.ariaBusy === 'false'"
VOILAS = "window.jupyterapp && !document.querySelector('#loading')?.offsetParent"
STYLE = """
body { margin: 2rem; font: 1rem system-ui, sans-serif; }
div { display: flex; gap: 1rem; align-items: start; overflow-x: auto; }
figure { margin: 0 0 2rem; } img { border: 1px solid #999; }
"""


class Way(NamedTuple):
    """One of the two servers: what it is called, how it is started, and when a page of it is there."""

    name: str
    command: list[str]
    ready: str


def ways(folder: Path) -> tuple[Way, Way]:
    """Ours, then plain Voilà, which is given as much time."""
    ours = ["-c", "import sys; from backlab.app import main; sys.exit(main())", "--notebooks", str(folder)]
    voilas = ["-m", "voila", str(folder), "--KernelManager.transport=ipc", "--VoilaExecutor.startup_timeout=300"]
    return Way("backlab", ours, OURS), Way("voila", voilas, VOILAS)


def notebooks(folder: Path) -> list[str]:
    """The names of all notebooks, those in folders within after the others."""
    found = (path.relative_to(folder).as_posix() for path in folder.rglob("*.ipynb"))
    return sorted(found, key=lambda name: (name.count("/"), name))


def draw(page: Page, way: Way, address: str, seconds: float, picture: Path) -> int:
    """Keep a picture of a page as far as it has come by then; how much wider than the window it is, in pixels."""
    with suppress(Error):  # a page that does not come is worth a picture too
        page.goto(address, wait_until="commit")
        page.wait_for_function(way.ready, timeout=seconds * 1_000)
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)  # fonts and pictures of what has just come
    size = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
    window = page.viewport_size or {"width": 0}
    page.screenshot(
        path=picture, clip={"x": 0, "y": 0, "width": window["width"], "height": min(size[1], HEIGHT)}, full_page=True
    )
    return max(0, int(size[0]) - window["width"])


def drawn(browser: Browser, way: Way, folder: Path, seconds: float, out: Path) -> Iterator[tuple[str, int, int]]:
    """Each notebook and width, as its picture is kept, and how much of it is out of the window."""
    with serving(way.command, HERE) as (address, _):
        for width in WIDTHS:
            page = browser.new_page(viewport={"width": width, "height": 800}, reduced_motion="reduce")
            for name in notebooks(folder):
                wider = draw(page, way, f"{address}voila/render/{name}", seconds, out / picture(name, width, way))
                yield name, width, wider
            page.close()


def picture(name: str, width: int, way: Way) -> str:
    """What the picture of a page is called."""
    return f"{name.removesuffix('.ipynb').replace('/', '.')}-{width}-{way.name}.png"


def sheet(folder: Path, wider: dict[tuple[str, int, str], int]) -> str:
    """All pictures side by side, as HTML."""
    parts = [f"<!doctype html><meta charset=utf-8><title>Side by side</title><style>{STYLE}</style>"]
    for name in notebooks(folder):
        for width in WIDTHS:
            parts.append(f"<h2>{html.escape(name)}, {width} px</h2><div>")
            for way in ways(folder):
                more = f", {wider[name, width, way.name]} px wider than the window" * bool(wider[name, width, way.name])
                source = html.escape(picture(name, width, way))
                parts.append(f"<figure><figcaption>{way.name}{more}</figcaption><img src='{source}' alt=''></figure>")
            parts.append("</div>")
    return "\n".join(parts)


def compare(folder: Path, seconds: float, out: Path) -> None:
    """Draw all, and write the sheet."""
    out.mkdir(parents=True, exist_ok=True)
    wider: dict[tuple[str, int, str], int] = {}
    with sync_playwright() as driver:
        path = next(filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "google-chrome"))))
        browser = driver.chromium.launch(executable_path=path, chromium_sandbox=False)
        for way in ways(folder):
            for name, width, more in drawn(browser, way, folder, seconds, out):
                wider[name, width, way.name] = more
                print(f"{way.name:<8}{width:>5}  {name}", flush=True)
        browser.close()
    (out / "index.html").write_text(sheet(folder, wider), "utf-8")


def main() -> None:
    """Compare the folder that is named, or that of the tests."""
    parser = argparse.ArgumentParser(description=__doc__.partition(":")[0] + ".")
    parser.add_argument("folder", type=Path, nargs="?", help="whose notebooks are shown")
    parser.add_argument("--seconds", type=float, default=30, help="how long a page is waited for (default: 30)")
    parser.add_argument("--out", type=Path, required=True, help="the folder for the pictures")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as made:
        folder = arguments.folder
        if not folder:
            sys.path.insert(0, str(TESTS))
            from twenty import fill

            folder = Path(made)
            fill(folder)
        compare(folder.resolve(), arguments.seconds, arguments.out)


if __name__ == "__main__":
    main()
