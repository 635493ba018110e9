"""What answers the plain pages, made once for all tests and kept among the artefacts."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest
from axe import KEPT
from servers import SECONDS

from backlab.serving import Refusal
from backlab.site.engine import made


def engine() -> Path:
    """The folder with it; where npm or Node is missing a test fails in CI and is skipped elsewhere.

    From now on whatever makes the course in this process, or below it, takes the same.
    """
    os.environ["BACKLAB_CACHE"] = str(KEPT)
    KEPT.mkdir(exist_ok=True)
    with _Alone(KEPT / "engine.lock"):
        try:
            return made()
        except Refusal as refused:
            if os.environ.get("CI"):
                pytest.fail(str(refused))
            pytest.skip(str(refused))


class _Alone:
    """Keeps the other worker waiting while one makes it: it takes both processors."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def __enter__(self) -> None:
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            try:
                os.close(os.open(self._path, os.O_CREAT | os.O_EXCL))
                return
            except FileExistsError:  # a run that was ended may have left it: then it is waited for once
                time.sleep(0.1)

    def __exit__(self, *_: object) -> None:
        self._path.unlink(missing_ok=True)
