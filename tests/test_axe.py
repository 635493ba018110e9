"""A page is looked at whole in one theme, and in the others for what colours can break."""

from __future__ import annotations

import pytest
from axe import violations
from playwright.sync_api import Page

PAGE = """<!doctype html><html lang="en"><title>Tried</title><main><h1>Tried</h1>
<p style="color: {colour}; background: #ffffff">So many words.</p><button>{name}</button></main></html>"""
OUT_OF_SIGHT = """<!doctype html><html lang="en"><title>Tried</title><div style="height: 90px; overflow: hidden">
<div style="height: 900px"></div><main style="color: #ccc; background: #fff">So many words.</main></div></html>"""


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


def test_words_that_are_out_of_sight_are_not_taken_for_seen(page: Page) -> None:
    """Pale words that are out of sight in a box are not looked at, and this is said; in sight they are found."""
    page.set_content(OUT_OF_SIGHT)
    assert [each.split()[0] for each in violations(page, "main", colours=True)] == ["color-contrast"]
    assert "saw no words" in violations(page, "main", colours=True)[0]
    page.locator("main").evaluate("(main) => main.scrollIntoView()")
    assert "saw no words" not in violations(page, "main", colours=True)[0]


def test_a_rule_that_something_else_holds_can_be_left_out(page: Page) -> None:
    """All others are looked at as before."""
    page.set_content(PAGE.format(colour="#777", name=""))
    assert violations(page, without=["button-name"]) == violations(page, colours=True)
