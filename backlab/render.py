"""Sections of words as terminal text or as HTML. Both say the same; only the looks differ."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from backlab.language import gettext
from backlab.model import Disposition
from backlab.words import Bar, Block, Point, Rung, Say, Section


def to_text(parts: Iterable[Section], width: int = 100) -> str:
    """For a terminal: plain text, no line longer than ``width`` characters but for links."""
    from textwrap import fill

    lines = []
    for part in parts:
        lines += ["", part.title.upper(), "=" * len(part.title)]
        for first, indent, text in (row for block in part.blocks for row in _rows(block)):
            lines.append(
                fill(
                    text,
                    width,
                    initial_indent=first,
                    subsequent_indent=indent,
                    break_long_words=False,
                    break_on_hyphens=False,
                )
            )
    return "\n".join(lines[1:])


def _rows(block: Block) -> Iterator[tuple[str, str, str]]:
    """Each line of a block as (first indent, further indent, text)."""
    match block:
        case Say(text, kind):
            yield ("", "", f"{text}" if kind != "stage" else f"{text}:")
        case Point(text, lines, mark):
            yield ("- ", "  ", f"{mark}: {text}" if mark else text)
            yield from (("    ", "    ", line) for line in lines)
        case Bar(label, _, text):
            yield ("- ", "  ", f"{label} ({text})")
        case Rung(level, here, reachable):
            yield ("> " if here else "  ", "    ", _rung(level, here, reachable))


def _rung(level: Disposition, here: bool, reachable: bool) -> str:
    if here:
        words = gettext("{level}: {meaning} (here)")
    elif reachable:
        words = gettext("{level}: {meaning} (could be reached)")
    else:
        words = "{level}: {meaning}"
    return words.format(level=gettext(level.label), meaning=gettext(level.meaning))


def to_html(parts: Iterable[Section]) -> str:
    """For a notebook: plain semantic HTML with classes, complete without a style sheet."""
    return f"<div class='backlab'>{''.join(map(_section_html, parts))}</div>"


def _section_html(part: Section) -> str:
    """What is read first stands open; the rest is one click away."""
    title, body = escape(part.title), blocks_html(part.blocks)
    if part.id in ("level", "why", "plan"):
        return f"<section class='bl-{part.id}'><h3>{title}</h3>{body}</section>"
    return f"<details class='bl-{part.id}'><summary>{title}</summary>{body}</details>"


def blocks_html(blocks: Iterable[Block]) -> str:
    """The blocks of one section; neighbours that belong to one list share one."""
    out = []
    for kind, run in groupby(blocks, key=type):
        inside = "".join(map(_block_html, run))
        out.append(inside if kind is Say else f"<ul class='bl-{kind.__name__.lower()}s'>{inside}</ul>")
    return "".join(out)


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
            words = escape(_rung(level, here, reachable))
            said = f"<strong>{words}</strong>" if here else words
            return f"<li class='bl-rung bl-{level_name(level)}'{state}>{said}</li>"


def level_name(level: Disposition) -> str:
    """A level as style sheets call it, such as "self-care"."""
    return level.name.lower().replace("_", "-")


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


def escape(text: str) -> str:
    """Text that is safe between tags and inside quotes."""
    for char, entity in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("'", "&#39;"), ('"', "&quot;")):
        text = text.replace(char, entity)
    return text
