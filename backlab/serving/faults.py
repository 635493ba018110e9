"""What a page says of an error in a notebook's code, in one sentence, and what its author reads of it in the terminal.

A reader sees which cell it was and why; where it happened line by line is the author's.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from backlab.language import SOURCE_LANGUAGE, gettext, ngettext, speaking
from backlab.notebook_words import tags

WANTED = "raises-exception"
"""The tag of a cell whose error is what its author wants to show."""
STOPPED, ENDED = "backlab-stopped", "backlab-ended"
"""Names for what no code raises: a cell that took too long, and one in which the kernel ended."""
# The steps of a short traceback: where it began is the reader's to skip, where it ended is what counts.
STEPS = 5
# Characters of what stands in a sentence: of a cell's first line, and of what an error says.
LINE, SAID = 60, 200
# Packages that are imported under another name than they are installed under.
INSTALLED_AS = {
    "Bio": "biopython",
    "OpenSSL": "pyopenssl",
    "PIL": "pillow",
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "dateutil": "python-dateutil",
    "docx": "python-docx",
    "fitz": "pymupdf",
    "mpl_toolkits": "matplotlib",
    "osgeo": "gdal",
    "serial": "pyserial",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}

_COLOURS = re.compile(r"\x1b\[[\d;]*[A-Za-z]")
# What IPython writes above the lines of a frame, and before the one that was run.
_FRAME = re.compile(r"^ *(?:Cell In ?\[\d+\]|File (?P<file>.+?)|<[^>]+>|Input In \[\d+\])(?:, line |:)(?P<line>\d+)")
_RUN = re.compile(r"^-+> *(?P<line>\d+) ?(?P<code>.*)$")
# How IPython names a cell's code as if it were a file.
_OWN_NAME = re.compile(r"\(\d+\.py, (?=line \d+\))")
_NO_MODULE = re.compile(r"No module named '(?P<name>[\w.]+)'")
_NO_FILE = re.compile(r"No such file or directory: '(?P<name>[^']+)'")


class Step(NamedTuple):
    """One line that was being run: its number in its cell or file, its code, and the file's name, "" for a cell."""

    line: int
    code: str
    file: str


def steps(traceback: Sequence[str]) -> list[Step]:
    """The lines that were being run when it happened, the innermost last, out of what IPython says of an error."""
    found: list[Step] = []
    for line in _COLOURS.sub("", "\n".join(traceback)).splitlines():
        if frame := _FRAME.match(line):
            found.append(Step(int(frame["line"]), "", Path(frame["file"] or "").name))
        elif found and (run := _RUN.match(line)) and not found[-1].code:
            found[-1] = found[-1]._replace(line=int(run["line"]), code=run["code"].strip())
    return found


class Faults:
    """The errors of one notebook's page; ``shown`` is whether its readers see a short traceback too."""

    def __init__(self, notebook: str, cells: Sequence[Mapping[str, Any]], language: str, *, shown: bool) -> None:
        """``notebook`` is its name, ``cells`` are all that it has, ``language`` is that of the page."""
        self.notebook, self.language, self.shown = notebook, language, shown
        coded = (place for place, cell in enumerate(cells) if cell["cell_type"] == "code" and cell["source"].strip())
        self._numbers = {place: number for number, place in enumerate(coded, 1)}
        self._sources = {number: cells[place]["source"] for place, number in self._numbers.items()}
        self._folder = Path(notebook).parent
        self._wanted = {place for place in self._numbers if WANTED in tags(cells[place])}

    def of_cell(self, place: int, content: Mapping[str, Any], log: logging.Logger) -> dict[str, Any]:
        """What Jupyter says of an error in the cell at ``place``, as a page shows it; ``log`` hears of it too."""
        number = self._numbers[place]
        first = next((line.strip() for line in self._sources[number].splitlines() if line.strip()), "")
        said = gettext("Code cell {number}, which begins with “{line}”, did not run to its end: {why}")
        sentence = said.format(number=number, line=_cut(first, LINE), why=self._why(content))
        run = self._steps(content, number) or [(number, Step(0, "", ""))]
        return self._told(content, sentence, run, log)

    def of_callback(self, content: Mapping[str, Any], log: logging.Logger) -> dict[str, Any]:
        """The same for an error in what a reader has set going, long after the cells have run."""
        run = self._steps(content, max(self._sources, default=0))
        number = next((cell for cell, _ in reversed(run) if cell), 0)
        with speaking(self.language):
            said = (
                gettext("What was asked for here failed in code cell {number}: {why}")
                if number
                else gettext("What was asked for here failed: {why}")
            ).format(number=number, why=self._why(content))
        return self._told(content, said, run, log)

    def is_wanted(self, place: int) -> bool:
        """Whether the cell at ``place`` is there to show its error."""
        return place in self._wanted

    def _told(
        self, content: Mapping[str, Any], said: str, run: Sequence[tuple[int, Step]], log: logging.Logger
    ) -> dict[str, Any]:
        with speaking(SOURCE_LANGUAGE):  # the author's, as all that stands in the terminal
            last = self._why(content) if content["ename"] in (STOPPED, ENDED) else _error(content)
        short = [*(_line(cell, step) for cell, step in run[-STEPS:]), last]
        for line in short:
            log.error("%s: %s", self.notebook, line)
        return {**content, "evalue": said, "traceback": [said, *(short if self.shown else ())]}

    def _steps(self, content: Mapping[str, Any], number: int) -> list[tuple[int, Step]]:
        """Each step with the number of its cell, 0 for a file's; of libraries only the innermost."""
        found = [(0 if step.file else self._cell(step, number), step) for step in steps(content["traceback"])]
        return [each for each in found[:-1] if not each[1].file] + found[-1:]

    def _cell(self, step: Step, last: int) -> int:
        """The cell in which the step stands: the last up to number ``last`` with that line, or else the last itself.

        IPython counts anew on a page, so its own number does not say it.
        """
        if not step.code:
            return last
        for number in range(last, 0, -1):
            lines = self._sources[number].splitlines()
            if step.line <= len(lines) and lines[step.line - 1].strip() == step.code:
                return number
        return last

    def _why(self, content: Mapping[str, Any]) -> str:
        """Why it failed, as the end of a sentence, and what to do where one can say it."""
        name, said = content["ename"], content["evalue"]
        if name == STOPPED:
            limit = int(said)
            return ngettext(
                "it took longer than {limit} second, and was stopped. Whoever serves this page can allow more:"
                " --cell-limit SECONDS",
                "it took longer than {limit} seconds, and was stopped. Whoever serves this page can allow more:"
                " --cell-limit SECONDS",
                limit,
            ).format(limit=limit)
        if name == ENDED:
            return gettext("the program behind this page ended in it. The cells that follow it were not run.")
        if missing := _NO_MODULE.search(said):
            return _missing(missing["name"], self._folder)
        if missing := _NO_FILE.search(said):
            return gettext("there is no file “{name}”").format(name=_cut(missing["name"], LINE)) + "."
        if name == "StdinNotImplementedError":
            return gettext("it asks for something to be typed, which only a text box on the page can do.")
        return _error(content)


def _line(cell: int, step: Step) -> str:
    place = f"code cell {cell}" if cell else step.file
    line = f", line {step.line}" if step.line else ""
    return f"{place}{line}: {step.code}".removesuffix(": ")


def _missing(module: str, folder: Path) -> str:
    top = module.partition(".")[0]
    if find_spec(top) is not None:
        return gettext("the installed “{package}” has no part “{module}”: it may be too old or too new.").format(
            package=top, module=module
        )
    command = f"{'pip' if find_spec('pip') else 'uv pip'} install {INSTALLED_AS.get(top, top)}"
    return gettext(
        "the package “{package}” is not installed. Whoever serves this page can install it: {command}"
    ).format(package=top, command=command)


def _error(content: Mapping[str, Any]) -> str:
    """The error's name and what it says, on one line."""
    said = _cut(_OWN_NAME.sub("(", content["evalue"]), SAID)
    return f"{content['ename']}: {said}" if said else str(content["ename"])


def _cut(text: str, most: int) -> str:
    line = " ".join(_COLOURS.sub("", text).split())
    return line if len(line) <= most else f"{line[: most - 1]}…"
