"""Write what follows from the order of the lessons: the links "Next", and the tables of the READMEs.

``python tests/lists.py`` after a lesson has come, gone or moved; a test holds that nothing is left to write. The order
stands in ``backlab/course/order.py``, and what a lesson is called and what one does in it in its own notebook.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from backlab.course.order import FIRST, LESSONS, PAGES
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, gettext, speaking

ROOT = Path(__file__).parents[1]
NOTEBOOKS = ROOT / "notebooks"
TEACH = ROOT / "docs" / "teach"
COURSE = ROOT / "README.md"
# The plans for teachers in each language.
PLANS = {code: TEACH / ("" if code == SOURCE_LANGUAGE else code) / "README.md" for code in LANGUAGES}


def written() -> dict[Path, str]:
    """Each file with what ought to stand in it."""
    links = {path: _linked(path, after) for path, after in zip(_paths(PAGES), PAGES[1:], strict=False)}
    plans = {path: _table(path, _plans(code)) for code, path in PLANS.items()}
    return links | {COURSE: _table(COURSE, _lessons())} | plans


def _paths(names: tuple[str, ...]) -> Iterator[Path]:
    return (NOTEBOOKS / f"{name}.ipynb" for name in names)


def _notebook(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((NOTEBOOKS / f"{name}.ipynb").read_text(encoding="utf-8"))
    return read


def _title(name: str) -> str:
    return str(_notebook(name)["metadata"]["title"])


def _linked(path: Path, after: str) -> str:
    """The notebook as it is, but for the link to the next page in its last cell."""
    text, next_ = path.read_text(encoding="utf-8"), f"[Next: {_title(after)}]({after}.ipynb)"
    return text if path.stem == FIRST else re.sub(r"\[Next: [^\]]*\]\([a-z_]+\.ipynb\)", next_, text)


def _lessons() -> Iterator[str]:
    """The rows of the course, the start page with them."""
    for number, name in enumerate((FIRST, *LESSONS)):
        does = _notebook(name)["metadata"]["backlab"]["does"]
        yield f"| {number} | {_title(name)} | {does} |"


def _plans(code: str) -> Iterator[str]:
    """The rows of the plans for teachers in a language."""
    for number, name in enumerate(LESSONS, 1):
        with speaking(code):
            yield f"| {number} {gettext(_title(name))} | [{name}.md]({name}.md) |"


def _table(path: Path, rows: Iterator[str]) -> str:
    """The file with these rows below the head of its first table."""
    head, rule, rest = re.split(r"(?m)(^\| --- \|.*\n)", path.read_text(encoding="utf-8"), maxsplit=1)
    after = re.sub(r"\A(\|.*\n)+", "", rest)
    return head + rule + "".join(f"{row}\n" for row in rows) + after


def main() -> None:
    """Write each file in which something else stands, and name it."""
    for path, text in written().items():
        if path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
