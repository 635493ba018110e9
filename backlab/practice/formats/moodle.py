"""Moodle XML: what Moodle's question bank imports, and other platforms too.

Of several answers Moodle gives each its share. A wrong one takes all of it away, so that full marks are only for what
is right as a whole, as in the course.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from backlab.markup import element
from backlab.practice.formats.parts import because, digits, paragraphs, safety
from backlab.practice.items import MANY, Item


def write(items: Sequence[Item], title: str) -> bytes:
    """The questions in a category of their own."""
    quiz = Element("quiz")
    category = SubElement(quiz, "question", type="category")
    _text(SubElement(category, "category"), f"$course$/top/{title}")
    _text(SubElement(category, "info", format="plain_text"), safety())
    for item in items:
        _add(quiz, item)
    indent(quiz)
    text: bytes = tostring(quiz, "utf-8", xml_declaration=True)
    return text


def _add(quiz: Element, item: Item) -> None:
    question = SubElement(quiz, "question", type="numerical" if item.range else "multichoice")
    _text(SubElement(question, "name"), item.id)
    _text(SubElement(question, "questiontext", format="html"), element("p", item.prompt))
    _text(SubElement(question, "generalfeedback", format="html"), paragraphs(because(item)))
    SubElement(question, "defaultgrade").text = "1"
    SubElement(question, "penalty").text = "0"
    SubElement(question, "idnumber").text = item.id
    for name, value in () if item.range else _settings(item):
        SubElement(question, name).text = value
    _add_answers(question, item)


def _settings(item: Item) -> Iterator[tuple[str, str]]:
    yield "single", "false" if item.kind == MANY else "true"
    yield "shuffleanswers", "false"  # levels of care have an order, and other options are shuffled already
    yield "answernumbering", "ABCD"


def _add_answers(question: Element, item: Item) -> None:
    if item.range:
        answer = SubElement(question, "answer", fraction="100", format="plain_text")
        SubElement(answer, "text").text = digits(item.range.middle)
        SubElement(answer, "tolerance").text = digits(item.range.play)
    for id, label in item.options:
        answer = SubElement(question, "answer", fraction=share(item, id), format="html")
        SubElement(answer, "text").text = element("p", label)


def share(item: Item, option: str) -> str:
    """What an option adds, in per cent, as Moodle writes it."""
    if option in item.right:
        return f"{100 / len(item.right):.7g}"
    return "-100" if item.kind == MANY else "0"


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = text
