"""``python -m backlab.safety`` prints the hazard log, and fails if a control is gone or red; it makes the sheet too."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from backlab.language import LANGUAGES, SOURCE_LANGUAGE, speaking
from backlab.reviews import BrokenReview
from backlab.safety.log import log
from backlab.safety.report import markdown, terminal, updated
from backlab.safety.sheet import sheet


def main(words: Sequence[str] | None = None) -> int:
    """0 when every control is there and holds, 1 when one does not, 2 for a review that cannot be read."""
    given = _parser().parse_args(words)
    try:
        return _sheet(given.sheet, given.language) if given.sheet else _log(given.markdown, given.update)
    except (BrokenReview, OSError, UnicodeDecodeError) as broken:  # the last two of a file that was named
        print(broken, file=sys.stderr)
        return 2


def _log(as_markdown: bool, document: Path | None) -> int:
    entries = log()
    if document:
        document.write_text(updated(document.read_text("utf-8"), markdown(entries)), "utf-8")
    elif as_markdown:
        print(markdown(entries), end="")
    else:
        print(*terminal(entries, date.today()), sep="\n")
    return int(any(entry.wrong for entry in entries))


def _sheet(file: Path, code: str) -> int:
    with speaking(code):
        file.write_text(sheet(date.today()), "utf-8")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backlab.safety", description=__doc__)
    parser.add_argument("--markdown", action="store_true", help="print the log as the section of SAFETY.md")
    parser.add_argument("--update", type=Path, metavar="SAFETY.md", help="write that section into the document")
    parser.add_argument("--sheet", type=Path, metavar="OUT.html", help="write the sheet on which a reviewer signs")
    parser.add_argument(
        "--language", choices=tuple(LANGUAGES), default=SOURCE_LANGUAGE, help="the language of the sheet (default: en)"
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
