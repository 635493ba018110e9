"""A page is looked at whole in one theme, and in the others for what colours can break."""

from __future__ import annotations

import pytest
from axe import violations
from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="en"><title>Tried</title><main><h1>Tried</h1>
<p style="color: {colour}; background: #ffffff">So many words.</p><button>{name}</button></main></html>"""


@pytest.mark.parametrize(
    ("colour", "name", "whole", "colours"),
    [
        ("#222222", "Go on", [], []),
        ("#cccccc", "Go on", ["color-contrast"], ["color-contrast"]),
        ("#222222", "", ["button-name"], []),
    ],
)
def test_colours_alone_are_looked_at_where_asked(
    page: Page, colour: str, name: str, whole: list[str], colours: list[str]
) -> None:
    """Pale words are found where colours are asked for; a button without a name where the other rules are."""
    page.set_content(PAGE.format(colour=colour, name=name))
    assert [each.split()[0] for each in violations(page)] == whole
    assert [each.split()[0] for each in violations(page, colours=True)] == colours
    assert [each.split()[0] for each in violations(page, colours=False)] == [r for r in whole if r not in colours]
