"""How smoothly a picture moves, in a real browser: ``python benchmarks/motion.py``.

A picture of a few hundred parts goes to and fro between two states in which each part has another place, outline or
colour. Counted are the frames that came later than 20 ms after the one before, of all frames while it moves; beside it
the same page while nothing moves, which is what the browser and the machine need by themselves. The work before a
movement starts (reading the old state, setting the new one) is timed in the page as well.

Then a thousand people who walk from group to group (``backlab.drawing.walkers``): "each" is the work of one frame.
"""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from random import Random
from statistics import median, quantiles

from playwright.sync_api import Browser, Page, Route, sync_playwright

import backlab.kit
from backlab.drawing.picture import Table
from backlab.drawing.walkers import Box, Group, Look, walkers

KIT = Path(backlab.kit.__file__).parent / "js"
SITE = "http://kit.test"
PARTS, MOVES, LATE = (100, 300, 600), 40, 20.0  # milliseconds
# A back's worth of shapes: outlines of some twenty points, discs, and bones that turn.
SETUP = """async (parts) => {
  const { fillMoving } = await import('/motion.js');
  const body = document.body.appendChild(document.createElement('div'));
  const outline = (x, y, r, by) => 'M' + Array.from({ length: 20 }, (_, n) => [x + r * Math.cos(n / 3.2 + by),
    y + r * Math.sin(n / 3.2 + by)].map((each) => each.toFixed(1)).join(' ')).join('L') + 'Z';
  const colours = ['#0a5556', '#ab2018', '#8f4400', '#17598e'];
  const part = (n, state) => {
    const x = 20 + (n * 37) % 760, y = 20 + (n * 61) % 560, by = state * 12;
    const look = `fill:${colours[(n + state) % 4]};stroke:#16232a;stroke-width:1`;
    if (n % 3 === 0) return `<path data-key="p${n}" d="${outline(x, y + by, 9, state)}" style="${look}"/>`;
    if (n % 3 === 1) return `<circle data-key="c${n}" cx="${x + by}" cy="${y}" r="${6 + by / 4}" fill="#8f4400"/>`;
    return `<g data-key="g${n}" transform="translate(${x} ${y}) rotate(${by})"><rect width="14" height="6"/></g>`;
  };
  const picture = (state) => `<svg viewBox="0 0 800 600" width="800" height="600">${
    Array.from({ length: parts }, (_, n) => part(n, state)).join('')}</svg>`;
  window.move = (state) => fillMoving(body, picture(state), new AbortController().signal);
  move(0);
}"""
WELL, ILL = Look("well", "well", "edge"), Look("ill", "ill", "emergency", ringed=True)
# A thousand people of whom half change their group each time; what a frame takes is timed where it is asked for.
CROWD = """async (pictures) => {
  const { fillMoving } = await import('/motion.js');
  const { dress } = await import('/style.js');
  const lab = document.body.appendChild(Object.assign(document.createElement('div'), { className: 'bl-lab' }));
  const body = lab.appendChild(Object.assign(document.createElement('div'), { className: 'bl-scene' }));
  dress(lab);
  Object.assign(body.style, { width: '900px', height: '600px' });
  const ask = window.requestAnimationFrame.bind(window);
  window.each = [];
  window.requestAnimationFrame = (act) => ask((now) => {
    const start = performance.now();
    act(now);
    if (act.name === 'draw') window.each.push(performance.now() - start);
  });
  window.move = (state) => fillMoving(body, pictures[state], new AbortController().signal);
  move(0);
}"""
# One movement, or a quarter of a second without any; resolves to the work before it and the gaps between its frames.
TRIAL = """([state, moves, long]) => new Promise((resolve) => requestAnimationFrame((first) => {
  const start = performance.now();
  if (moves) move(state);
  const work = performance.now() - start, gaps = [];
  let before = first;
  const frame = (now) => {
    gaps.push(now - before);
    before = now;
    if (now - start < long) requestAnimationFrame(frame);
    else setTimeout(() => resolve([work, gaps]), 150);
  };
  requestAnimationFrame(frame);
}))"""


def serve(route: Route) -> None:
    """The kit's modules, else a bare page."""
    path = KIT / route.request.url.removeprefix(f"{SITE}/")
    if path.suffix == ".css":
        text = json.dumps((KIT.parent / path.name).read_text("utf-8"))
        route.fulfill(content_type="text/javascript", body=f"export default {text};")
    elif path.suffix == ".js":
        route.fulfill(content_type="text/javascript", body=path.read_text("utf-8"))
    else:
        route.fulfill(content_type="text/html", body="<!doctype html><title>Motion</title><body></body>")


def opened(browser: Browser, setup: str, what: object) -> Page:
    """A page that holds the picture."""
    page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="no-preference")
    page.route("**", serve)
    page.goto(f"{SITE}/page")
    page.evaluate(setup, what)
    return page


def measure(page: Page, *, moves: bool, long: int = 250) -> tuple[list[float], list[float]]:
    """Milliseconds of work before each movement, and between any two frames in it."""
    rows = [page.evaluate(TRIAL, [(1, 0)[n % 2], moves, long]) for n in range(MOVES + 5)][5:]
    return [work for work, _ in rows], [gap for _, gaps in rows for gap in gaps]


def crowd(state: int) -> str:
    """A thousand people in four groups, by lot."""
    dice, boxes = Random(state), [Box(x, y, 49, 49) for x in (0, 51) for y in (0, 51)]
    at = [dice.randrange(4) for _ in range(1000)]
    look_of = {each: WELL if each > 30 else ILL for each in range(1000)}
    groups = [Group(str(n), "Group", "", box, [p for p in look_of if at[p] == n]) for n, box in enumerate(boxes)]
    return walkers("crowd", "Crowd", "Crowd", groups, (ILL, WELL), look_of, Table(("a",), (("b",),)))


def row(name: str, work: list[float], gaps: list[float]) -> None:
    """One line of the table."""
    late = sum(gap > LATE for gap in gaps)
    slow = [quantiles(values, n=20)[18] for values in (gaps, work)]
    shown = f"{late / len(gaps):>8.1%}{slow[0]:>10.1f}{median(work):>11.1f}{slow[1]:>8.1f}"
    print(f"{name:>8}{len(gaps):>10}{late:>8}{shown}")


def main() -> None:
    """Print the tables."""
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))))
    head = f"{'frames':>10}{'late':>8}{'share':>8}{'p95 gap':>10}{'work p50':>11}{'p95':>8}"
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, chromium_sandbox=False, args=["--disable-gpu"])
        print(f"{'parts':>8}{head}")
        for parts in (0, *PARTS):
            page = opened(browser, SETUP, parts or PARTS[0])
            row(str(parts or "still"), *measure(page, moves=bool(parts)))
            page.close()
        print(f"{'people':>8}{head}")
        page = opened(browser, CROWD, [crowd(0), crowd(1)])
        row("still", *measure(page, moves=False, long=600))
        row("1000", *measure(page, moves=True, long=600))
        each = page.evaluate("window.each")
        print(f"{'each':>8}{len(each):>10}{'':>26}{median(each):>11.1f}{quantiles(each, n=20)[18]:>8.1f}")
        browser.close()


if __name__ == "__main__":
    main()
