"""A lesson as a plain file on its first visit, in a real browser: ``python benchmarks/site.py``.

Each visit has a browser profile of its own. The clock is the page's: until anything is seen, until all labs are drawn,
and until the first answer to a slider that is moved as soon as it is there; beside it how much of what was seen moved,
how many bytes were sent until then (the worker's too), and the same on lines of 50 and of 10 million bits a second.
Python's own server sends the files.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, sync_playwright

from backlab.site.serve import Files, shown

VISITS = 5
PATIENCE_MILLISECONDS = 120_000
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
LESSON = "choose_the_treatment.html"
LINES = {"full speed": 0, "50 Mbit/s": 50, "10 Mbit/s": 10}
COMMAND = [sys.executable, "-c", "import sys; from backlab.app import main; sys.exit(main())"]
# Moves the first slider of the lab as soon as it is drawn, and notes when the verdict or the picture follows.
WATCH = """
window.seen = { shift: 0 };
new PerformanceObserver((list) => { for (const { value } of list.getEntries()) seen.shift += value; })
  .observe({ type: 'layout-shift', buffered: true });
addEventListener('DOMContentLoaded', () => {
  seen.drawn = performance.now();
  const slider = document.querySelector('.bl-stage input[type=range]'), front = document.querySelector('.bl-front');
  if (!slider || !front) return;
  new MutationObserver(() => { seen.answered ??= performance.now(); })
    .observe(front, { childList: true, subtree: true, characterData: true });
  slider.value = Number(slider.value) + 3;
  slider.dispatchEvent(new Event('input', { bubbles: true }));
});
"""
READ = """() => ({ ...seen, painted: performance.getEntriesByName('first-contentful-paint')[0]?.startTime })"""


class Counted(Files):
    """Notes the length of each file that is sent: a page knows nothing of what its worker fetches."""

    def __init__(self, sent: list[int], *arguments: Any, **options: Any) -> None:
        self.sent = sent
        super().__init__(*arguments, **options)

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """Send it."""
        content = source.read()
        self.sent.append(len(content))
        outputfile.write(content)


def visit(browser: Browser, address: str, megabits: int, sent: list[int]) -> dict[str, float]:
    """What one first visit has met; nothing for an answer that did not come in time."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.add_init_script(WATCH)
    if megabits:
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        rate = megabits * 1e6 / 8
        line = {"offline": False, "latency": 20, "downloadThroughput": rate, "uploadThroughput": rate}
        network.send("Network.emulateNetworkConditions", line)
    sent.clear()
    page.goto(address)
    with_answer = "() => seen.answered !== undefined || !document.querySelector('.bl-stage input[type=range]')"
    page.wait_for_function(with_answer, timeout=PATIENCE_MILLISECONDS)
    found: dict[str, float] = {**page.evaluate(READ), "bytes": sum(sent)}
    context.close()
    return found


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a course that is written already")
    chosen = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, BROWSERS)))
    with tempfile.TemporaryDirectory() as name, sync_playwright() as driver:
        folder = chosen.site or Path(name, "site")
        if not chosen.site:
            subprocess.run([*COMMAND, "site", str(folder)], check=True)
        browser = driver.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=["--disable-gpu"])
        whole = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"the whole course: {whole / 1e6:.1f} MB; medians of {VISITS} first visits of {LESSON}, in ms")
        print(f"{'':<12}{'painted':>10}{'drawn':>10}{'answered':>10}{'shift':>10}{'sent, MB':>10}")
        sent: list[int] = []
        with shown(folder, partial(Counted, sent)) as address:
            for line, megabits in LINES.items():
                rows = [visit(browser, address + LESSON, megabits, sent) for _ in range(VISITS)]
                cells = [median(row[name] for row in rows) for name in ("painted", "drawn", "answered")]
                shift, size = max(row["shift"] for row in rows), median(row["bytes"] for row in rows) / 1e6
                print(f"{line:<12}" + "".join(f"{cell:>10.0f}" for cell in cells) + f"{shift:>10.3f}{size:>10.2f}")
        browser.close()


if __name__ == "__main__":
    main()
