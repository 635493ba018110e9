"""Sections of words as HTML. It says what the plain text says; only the looks differ."""

from collections.abc import Iterable
from itertools import groupby

from backlab.markup import Markup, escape
from backlab.words.blocks import Bar, Block, Point, Rung, Say, Section
from backlab.words.text import rung_words


def to_html(parts: Iterable[Section]) -> str:
    """For a notebook: plain semantic HTML with classes, complete without a style sheet."""
    return f"<div class='backlab'>{''.join(map(_section_html, parts))}</div>"


def _section_html(part: Section) -> str:
    """What is read first stands open; the rest is one click away."""
    title, body = escape(part.title), blocks_html(part.blocks)
    if part.id in ("level", "why", "plan"):
        return f"<section class='bl-{part.id}'><h3>{title}</h3>{body}</section>"
    return f"<details class='bl-{part.id}'><summary>{title}</summary>{body}</details>"


def blocks_html(blocks: Iterable[Block]) -> Markup:
    """The blocks of one section; neighbours that belong to one list share one."""
    out = []
    for kind, run in groupby(blocks, key=type):
        inside = "".join(map(_block_html, run))
        out.append(inside if kind is Say else f"<ul class='bl-{kind.__name__.lower()}s'>{inside}</ul>")
    return Markup("".join(out))


def _block_html(block: Block) -> str:
    match block:
        case Say(text, kind) if kind == "stage":
            return f"<h4>{escape(text)}:</h4>"
        case Say(text, kind) if kind == "lead":
            return f"<p class='bl-lead'><strong>{escape(text)}</strong></p>"
        case Say(text, kind):
            return f"<p class='bl-{kind}'>{escape(text)}</p>" if kind else f"<p>{escape(text)}</p>"
        case Point(text, lines, mark):
            marked = f"<strong class='bl-mark'>{escape(mark)}:</strong> " if mark else ""
            return f"<li>{marked}{_linked(text)}{_lines_html(lines)}</li>"
        case Bar(label, share, text):
            meter = f"<meter min='0' max='1' value='{share:.3f}' aria-label='{escape(label)}'></meter>"
            return f"<li>{meter} <strong>{escape(label)}</strong> ({escape(text)})</li>"
        case Rung(level, here, reachable):
            state = " aria-current='step'" if here else ""
            words = escape(rung_words(level, here, reachable))
            said = f"<strong>{words}</strong>" if here else words
            return f"<li class='bl-rung bl-{level.slug}'{state}>{said}</li>"


def _lines_html(lines: Iterable[str]) -> str:
    inside = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<ul>{inside}</ul>" if inside else ""


def _linked(text: str) -> str:
    """Text whose last word, if it is an address, can be followed."""
    before, _, last = text.rpartition(" ")
    if not last.startswith("https://"):
        return escape(text)
    address = escape(last)
    return f"{escape(before)} <a href='{address}' target='_blank' rel='noreferrer'>{address}</a>"
