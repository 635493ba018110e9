"""The report on a class as it is read: by everybody, on every screen, without asking anybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe import violations
from conftest import Opener
from test_report_class import class_of_four

from backlab.app import main


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_the_report_can_be_read_by_all_and_asks_nobody(scheme: str, width: int, tmp_path: Path, opened: Opener) -> None:
    """Axe finds nothing, no request leaves, nothing is wider than the window, and names are text."""
    assert main(["grade", str(class_of_four(tmp_path))]) == 0
    asked: list[str] = []
    page = opened(color_scheme=scheme, viewport={"width": width, "height": 800})
    page.on("request", lambda request: asked.append(request.url))
    page.goto((tmp_path / "report.html").as_uri())
    assert violations(page) == []
    assert asked == [(tmp_path / "report.html").as_uri()]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("b").count() == 0
    headings = page.locator("h2").all_inner_texts()
    for heading in ("What to teach again", "Patients to talk about", "Each lesson", "Who needs help", "Not graded"):
        assert heading in headings
