"""Write the approved texts anew, after a change of words that was meant: ``python tests/approve.py``.

It says which files have changed. Read ``git diff tests/goldens`` as a clinician would before you commit it. It refuses
to run in CI, where nobody reads.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path

from approved import GOLDENS, WRITTEN, approved_texts, difference


def main(folder: Path = GOLDENS) -> int:
    """Write each file of ``folder`` that differs, and delete those that nothing makes any more; the exit code."""
    if os.environ.get("CI"):
        print("nobody reads the difference in CI: approve the texts where you can look at them", file=sys.stderr)
        return 1
    made = approved_texts()
    for name, make in made.items():
        now = make()
        if difference(folder / name, now):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(now, "utf-8")
            print(f"written: {name}")
    for path in left_over(made, folder):
        path.unlink()
        print(f"deleted: {path.relative_to(folder).as_posix()}")
    return 0


def left_over(made: Iterable[str], folder: Path = GOLDENS) -> list[Path]:
    """The approved files that nothing makes any more."""
    known = {folder / name for name in made}
    return sorted(path for part in WRITTEN for path in (folder / part).rglob("*.*") if path not in known)


if __name__ == "__main__":
    sys.exit(main())
