"""Paper: the questions on sheets, and behind them the answers with their reasons on sheets of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from backlab.language import gettext, language
from backlab.markup import Markup, element, markup
from backlab.practice.formats.parts import LETTERS, paragraphs, safety
from backlab.practice.items import MANY, Item

_LOOK = """
@page { margin: 18mm 16mm }
:root { color-scheme: light }
body { font: 11pt/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem; margin: 0 0 .3rem } h2 { font-size: 1.25rem }
.name { margin: 1.2rem 0; border-bottom: 1px solid #777; padding-bottom: .2rem }
ol.questions > li { margin: 0 0 1.5rem; break-inside: avoid; padding-left: .3rem }
ol.options { list-style: none; padding: 0; margin: .4rem 0 0 }
ol.options li { display: grid; grid-template-columns: 1.1rem 1.5rem 1fr; gap: .2rem; margin: .25rem 0 }
.box { width: .8rem; height: .8rem; border: 1px solid #333; margin-top: .25rem } .box.one { border-radius: 50% }
.line { display: inline-block; width: 9rem; border-bottom: 1px solid #333; height: 1.2rem }
.key { break-before: page; font-size: 10pt }
.key li { margin-bottom: .9rem; padding-left: .3rem } .key p { margin: .2rem 0 }
.key .source { font-size: 8.5pt; color: #444; overflow-wrap: anywhere }
@media print { body { margin: 0; padding: 0; max-width: none } }
"""


def write(items: Sequence[Item], title: str) -> bytes:
    """A page of HTML that prints well; nothing of it lies elsewhere."""
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(_LOOK)),
    )
    questions = element("ol", (_question(item) for item in items), class_="questions")
    body = element("body", *_top(title), questions, _key(items))
    return f"<!doctype html>\n{element('html', head, body, lang=language())}\n".encode()


def _top(title: str) -> Iterator[Markup]:
    yield element("h1", title)
    yield element("p", safety())
    yield element("p", gettext("Name:"), class_="name")


def _question(item: Item) -> Markup:
    if item.range:
        return element("li", element("p", item.prompt), element("span", class_="line"))
    look = "box" if item.kind == MANY else "box one"
    rows = (
        element("li", element("span", class_=look), element("b", letter), element("span", label))
        for letter, (_, label) in zip(LETTERS, item.options, strict=False)
    )
    return element("li", element("p", item.prompt), element("ol", rows, class_="options"))


def _key(items: Sequence[Item]) -> Markup:
    answers = element("ol", (_answer(item) for item in items))
    return element("section", element("h2", gettext("Answers and reasons")), answers, class_="key")


def _answer(item: Item) -> Markup:
    letters = [letter for letter, (id, _) in zip(LETTERS, item.options, strict=False) if id in item.right]
    right = element("p", element("strong", " ".join((*letters, item.solution))))
    sources = markup(*(element("p", line, class_="source") for line in item.sources))
    return element("li", right, paragraphs(item.why), sources)
