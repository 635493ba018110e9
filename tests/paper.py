"""What a page looks like on paper: the text of each sheet that the browser would print."""

from __future__ import annotations

import pypdfium2  # type: ignore[import-untyped]  # it carries no types
from playwright.sync_api import Page


def sheets(page: Page, paper: str) -> list[str]:
    """The text of each sheet, as the browser prints the page on ``paper``; a line ends where it does on the sheet."""
    with pypdfium2.PdfDocument(page.pdf(format=paper)) as printed:
        said = [each.get_textpage().get_text_bounded() for each in printed]
    # So PDFium says that a line ends in a hyphen.
    return [text.replace("\ufffe", "-").replace("\x02", "-") for text in said]
