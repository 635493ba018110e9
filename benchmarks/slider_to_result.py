"""From the slider to the changed result, in a real browser: ``python benchmarks/slider_to_result.py``.

Pain goes from 6 to 7 and back, which changes the level and nearly every panel. The clock starts at the
step and runs in the page: until what is in view has begun to change, until all of it has, and until the frame
after that has been drawn; and until the tabs that are closed have followed. Beside it the same for the smallest
page there is, one slider that sets one text: what Voilà, the kernel and the browser need by themselves.
"""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright

TRIALS = 100
COMMAND = [sys.executable, "-c", "import sys; from backlab.app import main; sys.exit(main())"]
LAB = "from backlab.widgets import TreatmentLab\nTreatmentLab()"
ECHO = """import ipywidgets as w
slider, text = w.IntSlider(6, 0, 10, description="Pain, 0 to 10"), w.HTML("6")
text.add_class("bl-result")
slider.observe(lambda change: setattr(text, "value", str(change["new"])), "value")
w.VBox([slider, text])"""
# One step of the slider; resolves to the times of the first change in view, the last, the frame after it, and of the
# last change anywhere.
TRIAL = """([label, step]) => new Promise(resolve => {
  const row = [...document.querySelectorAll('.bl-slider, .widget-slider')].find(r => r.innerText.includes(label));
  const range = row.querySelector('input[type=range]'), handle = row.querySelector('.noUi-handle');
  const times = [];
  let settled, all;
  const everything = new MutationObserver(() => {
    all = performance.now() - start;
    clearTimeout(settled);
    settled = setTimeout(() => {
      watch.disconnect();
      everything.disconnect();
      resolve([times[0], times.at(-1), frame, all]);
    }, 100);
  });
  const watch = new MutationObserver(() => {
    times.push(performance.now() - start);
    requestAnimationFrame(() => {  // a message posted in a frame arrives after that frame was drawn
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => { frame = performance.now() - start; };
      drawn.port2.postMessage(0);
    });
  });
  let frame = 0;
  const kinds = {childList: true, subtree: true, characterData: true};
  watch.observe(document.querySelector('.bl-result'), kinds);
  for (const part of document.querySelectorAll('.bl-result, .bl-drawer')) everything.observe(part, kinds);
  const start = performance.now();
  if (range) {
    range.value = Number(range.value) + step;
    range.dispatchEvent(new Event('input', {bubbles: true}));
  } else {
    handle.dispatchEvent(new KeyboardEvent('keydown', {key: step > 0 ? 'ArrowRight' : 'ArrowLeft', bubbles: true}));
  }
})"""


@contextmanager
def pages(folder: Path) -> Iterator[str]:
    """The address of a server for the notebooks in ``folder``."""
    server = subprocess.Popen(
        [*COMMAND, "--no-browser", "--port", "0", "--notebooks", str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert server.stdout is not None
    try:
        for line in server.stdout:
            if "http://" in line:
                yield next(word for word in line.split() if word.startswith("http://"))
                break
    finally:
        server.send_signal(signal.SIGINT)
        server.wait()


def write(folder: Path, name: str, code: str) -> None:
    """A notebook of one cell."""
    cell = {"cell_type": "code", "execution_count": None, "id": "0", "metadata": {}, "outputs": [], "source": code}
    notebook = {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook))


def measure(browser: Browser, address: str, name: str) -> list[tuple[float, float, float, float]]:
    """Milliseconds to the first change, the last, the frame after it, and the last of all, for each trial."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    page.goto(f"{address}voila/render/{name}.ipynb")
    page.locator(".noUi-handle, .bl-slider").first.wait_for(timeout=60_000)
    page.locator(".bl-result").wait_for()
    rows = [page.evaluate(TRIAL, ["Pain", (1, -1)[n % 2]]) for n in range(TRIALS + 20)]
    page.close()
    return rows[20:]  # the first ones warm the kernel and the page up


def main() -> None:
    """Print the table."""
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    chromium = next(filter(None, map(shutil.which, names)))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = Path(name)
        write(folder, "lab", LAB)
        write(folder, "echo", ECHO)
        browser = driver.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=["--disable-gpu"])
        with pages(folder) as address:
            rows = {page: measure(browser, address, page) for page in ("echo", "lab")}
        browser.close()
    names = ('first change', 'last change', 'drawn', 'closed tabs')
    print(f"{'ms, of ' + str(TRIALS) + ' moves':<20}" + "".join(f"{name:>22}" for name in names))
    print(f"{'':<20}" + f"{'p50':>11}{'p95':>11}" * 4)
    for page, values in rows.items():
        columns = [(median(c), quantiles(c, n=20)[18]) for c in zip(*values, strict=True)]
        print(f"{page:<20}" + "".join(f"{p50:>11.1f}{p95:>11.1f}" for p50, p95 in columns))
    ratio = [
        median(c) / median(e)
        for c, e in zip(zip(*rows["lab"], strict=True), zip(*rows["echo"], strict=True), strict=True)
    ]
    print(f"{'ratio lab : echo':<20}" + "".join(f"{r:>11.2f}{'':>11}" for r in ratio))


if __name__ == "__main__":
    main()
