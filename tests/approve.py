"""Write the approved texts anew, after a change of words that was meant: ``python tests/approve.py``.

It says which files have changed. Read ``git diff tests/goldens`` as a clinician would before you commit it. It refuses
to run in CI, where nobody reads.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from approved import ADVICE, approved_files, difference, written


def main(folder: Path = ADVICE) -> int:
    """Write each file of ``folder`` that differs, and delete those of cases that are gone; the exit code."""
    if os.environ.get("CI"):
        print("nobody reads the difference in CI: approve the texts where you can look at them", file=sys.stderr)
        return 1
    known = set()
    for path, case, lens, language in approved_files(folder):
        known.add(path)
        now = written(case, lens, language)
        if difference(path, now):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(now, "utf-8")
            print(f"written: {path.relative_to(folder)}")
    for path in sorted(set(folder.rglob("*.txt")) - known):
        path.unlink()
        print(f"deleted: {path.relative_to(folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
