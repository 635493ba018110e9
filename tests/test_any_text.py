"""The text of any notebook stays as it was written, in every language."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from anything import code, notebook, words

from backlab.language import speaking
from backlab.notebook_cards import cards
from backlab.notebook_titles import first_title, keep_one_title
from backlab.notebook_words import blocks, translated
from backlab.serving.beside import Renderer
from backlab.serving.markdown import DOLLAR, html

AS_WRITTEN = (
    "One line  \nnext line\\\nthird\n\n\n\n```python\n# no title\n\n\nx = 1\n```\n\n    # indented\n\n- a\n\n  b\n"
)
KEPT = [
    "```\n# in a fence\n```",
    "~~~\n# in a fence\n```\n# still\n~~~",
    "````\n```\n# within\n````",
    "<pre>\n# not one\n\n# nor this\n</pre>",
    "<!--\n# a remark\n-->",
    "    # indented code",
    "#hashtag",
]


@pytest.mark.parametrize("language", ["en", "es"])
def test_text_stays_as_it_was_written(language: str) -> None:
    """Hard line breaks, blank lines, code and lists of a foreign notebook are not touched."""
    book = json.loads(notebook(words(f"# A title\n\n{AS_WRITTEN}"), words(AS_WRITTEN)))
    with speaking(language):
        shown = translated(book)
    assert keep_one_title(shown["cells"])
    assert [cell["source"] for cell in shown["cells"]] == [f"# A title\n\n{AS_WRITTEN}", AS_WRITTEN]


@pytest.mark.parametrize("markdown", KEPT)
def test_what_is_no_title_is_not_lowered(markdown: str) -> None:
    """A # in code, in HTML that is shown as it is and in a remark stays, also after the page's title."""
    cells = [words("# Title"), words(f"Before.\n\n{markdown}\n\n# After\n")]
    keep_one_title(cells)
    assert cells[1]["source"] == f"Before.\n\n{markdown}\n\n## After\n"


def test_a_title_may_be_underlined_or_html() -> None:
    """Both count as the page's title, and a later underlined one is put lower."""
    cells = [words("Title\n=====\n\nText."), words("Other\n=====\n")]
    assert keep_one_title(cells)
    assert [cell["source"] for cell in cells] == ["Title\n=====\n\nText.", "Other\n-----\n"]
    assert keep_one_title([words("<h1 align=center>Title</h1>")])


@pytest.mark.parametrize(
    ("markdown", "title"),
    [
        ("Text.\n\n# The *title* #\n", "The *title*"),
        ("Under\n===\n", "Under"),
        ("```\n# code\n```", ""),
        ("## Two", ""),
    ],
)
def test_the_first_title_is_found(markdown: str, title: str) -> None:
    """Whatever stands before it."""
    assert first_title(markdown) == title


def test_blocks_are_looked_up_without_what_ends_their_lines() -> None:
    """The messages of the catalogue stay what they were, and code stands alone."""
    assert blocks("A  \nb\n\n\n```\nx \n\ny\n```\nAfter.") == ["A\nb", "```\nx \n\ny\n```", "After."]


@pytest.mark.parametrize(
    ("markdown", "shown"),
    [
        (r"\$5 and \$10", f"<p>{DOLLAR}5 and {DOLLAR}10</p>"),
        (r"\*\$\*\_", f"<p>*{DOLLAR}*_</p>"),
        (r"`\$5`, \<b>", r"<p><code>\$5</code>, &lt;b&gt;</p>"),
    ],
)
def test_a_dollar_that_is_meant_as_one_is_no_formula(markdown: str, shown: str) -> None:
    """What else is written behind a backslash is what it was, and code is left alone."""
    assert html(markdown, Renderer("", escape=False, contents_manager=None)).strip() == shown


def test_a_translation_takes_the_place_of_its_block_alone() -> None:
    """What stands around a block that has a translation is as it was."""
    book = json.loads(notebook(words("    kept  \n\nNext\n\n\n~~~\nx\n~~~\n")))
    with speaking("es"):
        (cell,) = translated(book)["cells"]
    assert cell["source"] == "    kept  \n\nSiguiente\n\n\n~~~\nx\n~~~\n"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Before it.\n\n# The *first* [law](laws.ipynb) of `x`\n", "The first law of x"),
        ("```\n# a comment\n```\n", "My file"),
        ("Under\n=====\n", "Under"),
    ],
)
def test_a_notebook_without_a_title_of_its_own_is_called_by_its_first_heading(
    tmp_path: Path, text: str, title: str
) -> None:
    """And by its file where it has none; a mark before its first letter is no damage."""
    for name, mark in {"my_file": "", "within/my_file": "\ufeff"}.items():
        path = tmp_path / f"{name}.ipynb"
        path.parent.mkdir(exist_ok=True)
        path.write_text(mark + notebook(code("# no title"), words(text)), "utf-8")
    assert [card.title for card in cards(tmp_path)] == [title, title]
