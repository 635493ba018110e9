"""HTML and SVG as values: text is escaped by itself, and only what this module made counts as markup.

>>> str(element("p", "1 < 2", class_="bl-note"))
"<p class='bl-note'>1 &lt; 2</p>"

A child is text (escaped), ``Markup`` (as it is), None or "" (left out), or an iterable of these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import TypeAlias

# Elements that HTML writes without an end.
_VOID = frozenset(("br", "col", "hr", "img", "input", "meta", "wbr"))


class Markup(str):
    """A piece of HTML or SVG that is whole and safe; all other text is escaped when it is put into one."""

    __slots__ = ()

    def __add__(self, other: str) -> Markup:
        return Markup(f"{self}{_inside(other)}")

    def __radd__(self, other: str) -> Markup:
        return Markup(f"{_inside(other)}{self}")


Child: TypeAlias = "str | Iterable[Child] | None"
Value: TypeAlias = str | float | bool | None


def escape(text: str) -> Markup:
    """Text that is safe between tags and inside quotes.

    >>> escape('pain < 7 & "fever"')
    'pain &lt; 7 &amp; &quot;fever&quot;'
    """
    return Markup(_escaped(text))


def markup(*children: Child) -> Markup:
    """Pieces one after another, without an element around them.

    >>> markup(element("b", "Fever"), ": go & ask")
    '<b>Fever</b>: go &amp; ask'
    """
    return Markup("".join(map(_inside, children)))


def element(tag: str, *children: Child, **attributes: Value) -> Markup:
    """One element: ``class_`` becomes class, ``aria_label`` aria-label; None and False are left out.

    >>> element("a", "the rule", href="#why", class_="bl-link", hidden=False)
    "<a href='#why' class='bl-link'>the rule</a>"
    """
    named = _named(attributes) if attributes else ""
    if tag in _VOID:
        return Markup(f"<{tag}{named}>")
    return Markup(f"<{tag}{named}>{''.join(map(_inside, children))}</{tag}>")


def shape(tag: str, **attributes: Value) -> Markup:
    """An element of SVG with nothing inside.

    >>> shape("circle", cx=5, cy=5, r=2)
    "<circle cx='5' cy='5' r='2'/>"
    """
    return Markup(f"<{tag}{_named(attributes)}/>")


def _inside(child: Child) -> str:
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return _escaped(child)
    return "".join(map(_inside, child)) if child is not None else ""


def _escaped(text: str) -> str:
    """The ampersand first, so that no entity is escaped again; a table would be slow, as it looks up each letter."""
    safe = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace("'", "&#39;").replace('"', "&quot;")


def _named(attributes: Mapping[str, Value]) -> str:
    return "".join([_attribute(name, value) for name, value in attributes.items()])


def _attribute(name: str, value: Value) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {_name(name)}"
    shown = _escaped(value) if isinstance(value, str) else f"{value:.12g}"
    return f" {_name(name)}='{shown}'"


@cache
def _name(name: str) -> str:
    """An attribute as HTML calls it."""
    return name.rstrip("_").replace("_", "-")
