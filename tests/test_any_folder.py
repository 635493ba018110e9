"""Any folder of notebooks as pages: its start page, one notebook alone, our lessons beside it, its language, paper."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]  # it carries no types
import pytest
from anything import code, notebook, png, words
from axe import violations
from paper import sheets
from playwright.sync_api import Page, expect
from pupils import CODE, classroom
from servers import Server, running

from backlab import notebook_cards
from backlab.app import main
from backlab.course.order import FIRST, LAST, LESSONS
from backlab.language import speaking
from backlab.markup import element, markup
from backlab.notebook_titles import first_sentence
from backlab.serving.addresses import Asked, Served
from backlab.serving.frame import COURSE, Kind
from backlab.serving.notebooks import shipped
from backlab.serving.prepare import PLACE, prepared
from backlab.serving.shelf import Shelf, is_about_backs, leads_to, shelf_of
from backlab.serving.start import error_page, start_page
from backlab.serving.votes.pages import with_warning
from backlab.site.addresses import InFolder

# What only a page of our subject says.
OURS = re.compile(
    r"\b((?:a|the|your) back|backs?(?= (?:pain|spasm))|spasm|pain|patients?|diagnosis|clinicians?|emergency|doctor"
    r"|medic\w*|999|112|lessons?|for teachers)\b",
    re.IGNORECASE,
)


def seen(page: str) -> str:
    """The words of a page that a person sees, and those of its head."""
    return re.sub(r"<[^>]+>", " ", re.sub(r"<(script|style|svg)\b.*?</\1>", "", page, flags=re.DOTALL))


def fill(folder: Path, notebooks: Mapping[str, str]) -> Path:
    """Write files by their names."""
    for name, text in notebooks.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


def waves() -> dict[str, str]:
    """A small course of another subject, in folders, with what nobody should see."""
    return {
        "README.md": "# Waves and light\n\n[![badge](x.svg)](y)\n\nFor *everybody* who can add. And more.\n",
        "intro.ipynb": notebook(
            words("# What a wave is\n\nIt carries energy, but no matter. See [strain](muscle_strain.ipynb?day=30)."),
            code("print('A wave')"),
        ),
        "week_1/strings.ipynb": notebook(
            words("# Strings\n\nOne *sings* when it is [pulled](../muscle_strain.ipynb?day=30).")
        ),
        "week_1/chances.ipynb": notebook(words("# Chances of rain\n\nHow often it rains.")),
        "week_1/.ipynb_checkpoints/strings-checkpoint.ipynb": notebook(words("# Older strings")),
        ".hidden.ipynb": notebook(words("# Hidden")),
        "week_2/more/my_own_thing.ipynb": notebook(code("1 + 1")),
    }


# --- the start page -----------------------------------------------------------------------------------------


def test_the_start_page_of_any_folder_speaks_of_that_folder_alone(tmp_path: Path) -> None:
    """Its heading, its titles and their first sentences; nothing of backs, medicine or lessons."""
    linked = ("intro.ipynb", "week_1/strings.ipynb")
    folder = fill(tmp_path, {name: text for name, text in waves().items() if name not in linked})
    page = start_page(Shelf(folder), Served())
    assert OURS.findall(seen(page)) == []
    assert re.findall(r"<h1>([^<]*)", page) == ["Waves and light"]
    assert re.findall(r"<title>([^<]*)", page) == ["Waves and light"]
    assert "For everybody who can add." in page
    assert "welcome" not in page.partition("<body>")[2]


def test_each_notebook_stands_under_its_folder_by_its_title_and_first_sentence(tmp_path: Path) -> None:
    """Those of the root come first; what is hidden, and an editor's checkpoints, are not there."""
    page = start_page(Shelf(fill(tmp_path, waves())), Served())
    own = page.partition('class="folder-lessons"')[0]
    assert re.findall(r'render/([^"?]+)"', own) == [
        *("intro.ipynb", "week_1/chances.ipynb", "week_1/strings.ipynb", "week_2/more/my_own_thing.ipynb"),
    ]
    titles = ["What a wave is", "Chances of rain", "Strings", "My own thing"]
    assert re.findall(r"<h[23]><a[^>]*>([^<]*)", own) == titles
    assert [seen(each).split() for each in re.findall(r"<h2 id.*?</h2>", own)] == [
        ["week", "1"],
        ["week", "2", "/", "more"],
    ]
    assert "One sings when it is pulled." in own
    assert "Hidden" not in page
    assert "Older" not in page


@pytest.mark.parametrize(
    ("files", "title"),
    [
        ({}, "my folder"),
        ({"index.ipynb": notebook(words("# An *index*"))}, "An index"),
        ({"readme.md": "Read me\n=======\n"}, "Read me"),
        ({"README.ipynb": notebook(code("1"))}, "my folder"),
        ({"_config.yml": "title: 'A book'  # of waves\nauthor: x\n", "README.md": "# No"}, "A book"),
        ({"myst.yml": "version: 1\nproject:\n  title: A project\n"}, "A project"),
        ({"README.md": "\x00\xff"}, "my folder"),
    ],
)
def test_a_folder_is_called_as_it_says_or_by_its_name(files: dict[str, str], title: str, tmp_path: Path) -> None:
    """An index, a README or the settings of a book say it."""
    folder = fill(tmp_path / "my_folder", {"a.ipynb": notebook(words("# A")), **files})
    assert Shelf(folder).about().title == title


def test_a_folder_within_is_called_as_it_says(tmp_path: Path) -> None:
    """And what it says of itself stands below its heading."""
    fill(tmp_path, {"one/a.ipynb": notebook(words("# A")), "one/README.md": "# The first week\n\nWe begin.\n"})
    page = start_page(Shelf(tmp_path), Served())
    assert ">The first week</h2>" in page
    assert "We begin." in page


@pytest.mark.parametrize(
    ("markdown", "sentence"),
    [
        ("# T\n\n- a list\n\n![p](p.png)\n\nWhat it **is**, e.g. this. Then more.", "What it is, e.g. this."),
        ("| a | b |\n|---|---|\n| c | d |\n\nAfter it.", "After it."),
        ("Two\n---\nProse of it\n# Next", "Prose of it"),
        ("<div class='x'>\n\n---\n\n> said\n\n```\ncode\n```\n\n    more code\n\nIs it so? Yes.", "Is it so?"),
        ("---\ntitle: A thing of note\nlang: es\n---\n\nTexto.", "Texto."),
        ("A formula $x^2$ says it.", ""),
        ("# Only a title", ""),
        ("word " * 100, "word " * 35 + "word …"),
    ],
)
def test_a_first_sentence_is_prose(markdown: str, sentence: str) -> None:
    """No heading, list, table, code, picture or half a formula."""
    assert first_sentence(markdown) == sentence


def test_two_hundred_notebooks_are_read_once_and_found_by_a_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, page: Page
) -> None:
    """Each file is opened once, however often the page is asked for; a search leaves what has all words."""
    kinds = ("Length", "Mass", "Colour", "Época")
    books = {
        f"unit_{n % 10}/nb_{n:03}.ipynb": notebook(words(f"# {kinds[n % 4]} {n}\n\nWe measure it.")) for n in range(200)
    }
    fill(tmp_path, books)
    opened: list[Path] = []
    read = Path.read_text

    def counted(path: Path, **named: str) -> str:
        opened.append(path)
        return read(path, **named)

    monkeypatch.setattr(Path, "read_text", counted)
    pages = {start_page(Shelf(tmp_path), Served()) for _ in range(3)}
    assert len([path for path in opened if tmp_path in path.parents]) == 200
    (text,) = pages
    assert len(text) < 200_000
    page.set_content(text)
    shown = page.locator(".folder-group .card:visible")
    expect(shown).to_have_count(200)
    page.get_by_label("Search these notebooks").fill("UNIT epoca")
    expect(shown).to_have_count(50)
    expect(page.get_by_text("50 of 200")).to_be_visible()
    expect(page.locator(".folder-group:visible")).to_have_count(5)
    page.get_by_label("Search these notebooks").fill("nothing of it")
    expect(page.get_by_text("No title and no first sentence here has all of these words.")).to_be_visible()


def test_few_notebooks_need_no_search_and_none_get_a_sentence(tmp_path: Path) -> None:
    """A field that finds one of two is in the way."""
    assert "There is no notebook in this folder yet." in seen(start_page(Shelf(tmp_path), Served()))
    fill(tmp_path, waves())
    assert "folder-search" not in start_page(Shelf(tmp_path), Served()).partition("<body>")[2]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_the_start_page_of_a_folder(scheme: Any, tmp_path: Path, page: Page) -> None:
    """With folders, a search, what a notebook in another language says, and our lessons beside them."""
    books = {f"more/{n:02}.ipynb": notebook(words(f"# Notebook {n}\n\nIt tells of a thing.")) for n in range(14)}
    fill(tmp_path, {**waves(), **books, "es.ipynb": notebook(words("# Olas\n\nUna frase."), lang="es")})
    page.emulate_media(color_scheme=scheme)
    page.set_content(start_page(Shelf(tmp_path, lists_all=True), Served()))
    expect(page.get_by_label("Search these notebooks")).to_be_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_long_name_of_a_folder_is_no_wider_than_the_page(width: int, tmp_path: Path, page: Page) -> None:
    """It is cut in the bar, and whole in the heading."""
    name = "Insects of our garden and of everything that lies within a walk of half an hour from it"
    fill(tmp_path, {"_config.yml": f"title: {name}\n", "a.ipynb": notebook(words("# A"))})
    page.set_viewport_size({"width": width, "height": 800})
    page.set_content(start_page(Shelf(tmp_path), Served()))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    expect(page.get_by_role("heading", level=1)).to_have_text(name)


# --- what is about backs, and what is not -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "is_about"),
    [
        ("from backlab.widgets import TreatmentLab\nTreatmentLab()", True),
        ("import backlab\nbacklab.advise", True),
        ("from backlab.widgets import Question\nQuestion('red_flags.1')", True),
        ("from backlab.widgets import Question\nQuestion('How many?', right=6)", False),
        ("chances = 3\nadvise = 4", False),
    ],
)
def test_a_page_with_anything_of_ours_says_what_it_is_not(source: str, is_about: bool, tmp_path: Path) -> None:
    """A lab, an advice or a question of the course; a question of one's own is about something else."""
    (card,) = Shelf(fill(tmp_path, {"a.ipynb": notebook(words("# A"), code(source))})).own
    assert is_about_backs(card) is is_about
    assert ("never a diagnosis" in start_page(Shelf(tmp_path), Served())) is is_about


def test_her_notebook_that_is_called_as_one_of_ours_is_hers(tmp_path: Path) -> None:
    """What is ours says so in the file: a name alone makes no lesson of the course."""
    fill(tmp_path, {"chances.ipynb": notebook(words("# Chances of rain"))})
    (card,) = Shelf(tmp_path).own
    assert (card.is_ours, card.number, is_about_backs(card)) == (False, "", False)
    assert all(card.is_ours for card in Shelf(shipped()).own)


def test_what_went_wrong_is_said_without_our_subject(tmp_path: Path) -> None:
    """On the pages of a folder that is not the course."""
    for status in (403, 404, 500, 503):
        assert OURS.findall(seen(error_page(status, Served(), Kind("Waves", is_about_backs=False)))) == []
    assert "never a diagnosis" in error_page(404, Served(), COURSE)


def test_a_vote_on_a_question_of_ours_says_what_it_is_not_where_the_page_does_not() -> None:
    """A teacher of physics may ask it; a question of her own needs no such words."""

    class Asked:
        key = "red_flags.predict"

    inside: Any = markup(element("p", "asked"))
    other = Kind("Waves", is_about_backs=False)
    asked: Any = Asked()
    assert "never a diagnosis" in with_warning(inside, asked, other)
    assert with_warning(inside, asked, COURSE) == inside
    asked.key = "bugs.1"
    assert with_warning(inside, asked, other) == inside


# --- served -------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small course."""
    place = fill(tmp_path_factory.mktemp("any") / "waves", waves())
    (place / "pic.png").write_bytes(png(60, 40))
    return place


@pytest.fixture(scope="module")
def served(folder: Path) -> Iterator[Server]:
    """The small course, served."""
    with running("--notebooks", str(folder)) as server:
        yield server


def test_pages_of_a_folder_speak_of_nothing_else(served: Server) -> None:
    """Neither in the head nor in the foot; what our own lesson beside them says is there still."""
    for name in ("intro", "week_1/chances", "week_2/more/my_own_thing"):
        status, _, page = served.get(f"/voila/render/{name}.ipynb")
        assert status == 200
        assert OURS.findall(seen(page)) == [], name
        assert ">Waves and light</b>" in page
    assert "never a diagnosis" in served.get("/voila/render/muscle_strain.ipynb")[2]
    assert OURS.findall(seen(served.get("/nowhere")[2])) == []


def test_one_notebook_is_served_alone_with_the_files_beside_it(folder: Path) -> None:
    """The first address leads to it; no other notebook of the folder is a page, and nothing leads back to a list."""
    with running("--notebooks", str(folder / "intro.ipynb")) as server:
        status, location, _ = server.get("/?lang=es")
        assert (status, location) == (302, "/voila/render/intro.ipynb?lang=es")
        page = server.get("/voila/render/intro.ipynb")[2]
        assert "It carries energy" in page
        assert 'class="page-home"' not in page
        assert server.get("/voila/render/week_1/strings.ipynb")[0] == 404
        assert server.get("/voila/render/.hidden.ipynb")[0] == 404
        assert server.get("/voila/render/pic.png")[1] == "/voila/files/pic.png"


def test_a_notebook_that_is_alone_takes_no_look_at_its_neighbours(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of downloads may hold thousands."""
    monkeypatch.setattr(notebook_cards, "files", lambda *_: pytest.fail("the folder was listed"))
    assert [card.title for card in shelf_of(folder / "intro.ipynb").own] == ["What a wave is"]


@pytest.mark.parametrize("name", ["README.md", "week_1/nothing.ipynb"])
def test_a_path_that_is_no_notebook_is_refused_in_a_sentence(
    name: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says what to name instead."""
    assert main(["--notebooks", str(folder / name), "--no-browser"]) == 2
    said = capsys.readouterr().err
    assert len(said.splitlines()) == 1
    assert "name" in said


# --- our lessons beside it ----------------------------------------------------------------------------------


def links(source: str, name: str, shelf: Shelf, where: Any) -> list[str]:
    """Where the links of a notebook's text lead to on its page."""
    cell = {"cell_type": "markdown", "metadata": {}, "source": source}
    ready = prepared({"cells": [cell], "metadata": {}}, shelf, name, where)
    assert PLACE in ready["metadata"]
    return re.findall(r"\]\(([^)]*)\)|href=\"([^\"]*)\"", ready["cells"][0]["source"])


def test_a_link_to_a_lesson_of_ours_leads_there_from_any_folder_within(tmp_path: Path) -> None:
    """With its query, its place and the language that is asked for; a link to her own notebooks is hers."""
    fill(tmp_path, waves())
    text = (
        "[a](muscle_strain.ipynb) [b](../red_flags.ipynb?age=60#why) [c](chances.ipynb) [d](../intro.ipynb)"
        ' <a href="glossary.ipynb#term-odds">e</a> [f](my%20own.ipynb)'
    )
    found = ["".join(each) for each in links(text, "week_1/strings.ipynb", Shelf(tmp_path), Served("/x/", Asked("es")))]
    assert found == [
        "/x/voila/render/muscle_strain.ipynb?lang=es",
        "/x/voila/render/red_flags.ipynb?lang=es&age=60#why",
        "chances.ipynb?lang=es",
        "../intro.ipynb?lang=es",
        "/x/voila/render/glossary.ipynb?lang=es#term-odds",
        "my%20own.ipynb?lang=es",
    ]
    found = ["".join(each) for each in links(text, "week_1/strings.ipynb", Shelf(tmp_path), InFolder("week_1/x", "en"))]
    assert found == [
        "../muscle_strain.html",
        "../red_flags.html?age=60#why",
        "chances.html",
        "../intro.html",
        "../glossary.html#term-odds",
        "my%20own.html",
    ]


def test_her_notebook_of_the_same_name_wins(tmp_path: Path) -> None:
    """It is the page, no lesson of ours stands in its place or is listed, and it is about what it says."""
    shelf = Shelf(fill(tmp_path, {**waves(), "muscle_strain.ipynb": notebook(words("# A strained rope"))}))
    found = [shelf.found(f"{name}.ipynb") for name in ("muscle_strain", "red_flags", "nothing")]
    assert [each and each[1] for each in found] == [tmp_path, shipped(), None]
    assert "muscle_strain.ipynb" not in {card.name for card in shelf.lessons}
    assert leads_to(shelf.own) == []
    assert OURS.findall(seen(start_page(shelf, Served()))) == []


def test_lessons_are_listed_apart_where_her_notebooks_lead_to_them_or_where_she_asks(tmp_path: Path) -> None:
    """In a group of their own; without a link or a word of hers there is none."""
    fill(tmp_path, waves())
    assert lessons(Shelf(tmp_path)) == ["muscle_strain"]
    assert lessons(Shelf(tmp_path, lists_all=True)) == [*LESSONS, LAST]
    (tmp_path / "intro.ipynb").unlink()
    (tmp_path / "week_1" / "strings.ipynb").unlink()
    assert lessons(Shelf(tmp_path)) == []
    assert [card.name for card in Shelf(shipped()).lessons] == []


def lessons(shelf: Shelf) -> list[str]:
    """The lessons of ours that the start page lists, in their group."""
    group = start_page(shelf, Served()).partition('class="folder-lessons"')[2].partition("</section>")[0]
    return re.findall(r"render/(\w+)\.ipynb", group)


def test_students_find_their_answers_where_something_is_asked(tmp_path: Path) -> None:
    """The page that saves them to be handed in is a lesson of ours that is called differently there."""
    fill(tmp_path, {"a.ipynb": notebook(words("# A"))})
    assert FIRST not in start_page(Shelf(tmp_path), Served())
    asks = code("from backlab.widgets import Question\nQuestion('How many?', right=6)")
    fill(tmp_path, {"b.ipynb": notebook(words("# B"), asks)})
    page = start_page(Shelf(tmp_path), Served())
    assert f'render/{FIRST}.ipynb">Save, print or forget your answers</a>' in page
    assert OURS.findall(seen(page)) == []


def test_a_lesson_of_ours_opens_from_her_notebook(served: Server, page: Page) -> None:
    """Its lab has the value of the link; what is missing in a folder within is looked for among ours."""
    page.goto(f"{served.address}voila/render/week_1/strings.ipynb?lang=es")
    page.get_by_role("link", name="pulled").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".bl-stage").first).to_be_attached()
    assert "/voila/render/muscle_strain.ipynb?" in page.url
    assert "day=30" in page.url
    page.locator(".page-home").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Waves and light")
    status, location, _ = served.get("/voila/render/week_1/muscle_strain.ipynb?day=30")
    assert (status, location) == (302, "/voila/render/muscle_strain.ipynb?day=30")
    assert served.get("/voila/render/week_1/nothing.ipynb")[0] == 404


def test_a_class_has_the_lessons_too(folder: Path) -> None:
    """Each as a page in both languages, with labs that are answered; the class's own pages speak of waves alone."""
    with classroom("--notebooks", str(folder)) as server:
        for name in ("muscle_strain", "es/muscle_strain", "glossary"):
            assert server.get(f"/{CODE}/{name}.html")[0] == 200, name
        for name in ("", "intro.html", "week_1/strings.html"):
            status, _, text = server.get(f"/{CODE}/{name}")
            assert status == 200
            assert "muscle_strain.html" in text
            if name:
                assert OURS.findall(seen(text)) == []
        assert ">Waves and light</b>" in server.get(f"/{CODE}/projector")[2]
        door = server.get("/")[2]
        assert OURS.findall(seen(door)) == []
        assert "Waves" not in door
        assert OURS.findall(seen(server.get(f"/{CODE}/vote")[2])) == []


# --- its language -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "metadata", "language"),
    [
        ([], {"lang": "fr"}, "fr"),
        ([], {"language": "pt-BR"}, "pt-BR"),
        ([], {"backlab": {"language": "de"}, "language": "fr"}, "de"),
        ([{"cell_type": "raw", "metadata": {}, "source": "---\ntitle: Olas\nlang: es\n---"}], {}, "es"),
        ([words('---\nlang: "it"\n---\n\n# Onde')], {}, "it"),
        ([], {"language": "python", "lang": "R"}, ""),
        ([], {"language": "Julia", "language_info": {"name": "fr"}, "kernelspec": {"language": "es"}}, ""),
        ([words("---\n\nlang: es in a text between two lines\n\n---")], {"lang": 7}, ""),
    ],
)
def test_a_notebook_says_in_which_language_it_is_written(
    cells: list[Any], metadata: dict[str, Any], language: str, tmp_path: Path
) -> None:
    """In its metadata or ahead of its text, as Quarto has it; the language of its code is another thing."""
    fill(tmp_path, {"a.ipynb": notebook(*cells, words("# A"), **metadata)})
    (card,) = Shelf(tmp_path).own
    assert card.language == language


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [
        ("_config.yml", "title: Olas\nsphinx:\n  config:\n    language: es  # Spanish\n", "es"),
        ("_quarto.yml", "project:\n  type: book\nlang: fr\n", "fr"),
        ("README.md", "---\nlang: es\n---\n# Olas\n", "es"),
        ("_config.yml", "language: python\n", ""),
        ("_config.yml", "title: [", ""),
    ],
)
def test_a_folder_says_it_for_all_of_its_notebooks(name: str, text: str, language: str, tmp_path: Path) -> None:
    """In the settings of a book, or in its README; a notebook's own word goes before, and English is the last."""
    fill(tmp_path, {"a.ipynb": notebook(), "b.ipynb": notebook(lang="de"), name: text})
    shelf = Shelf(tmp_path)
    assert shelf.about().language == language
    assert [shelf.written(card) for card in shelf.own] == [language or "en", "de"]
    assert [shelf.language(card) for card in shelf.own] == ["es" if language == "es" else "en", "en"]


def test_a_class_begins_in_the_language_of_its_notebooks(tmp_path: Path) -> None:
    """What the terminal says, and the first page, where the teacher asks for no other."""
    fill(tmp_path, {"_config.yml": "language: es\n", "a.ipynb": notebook(words("# Hormigas"))})
    with classroom("--notebooks", str(tmp_path / "a.ipynb")) as server:
        assert server.get(f"/?code={CODE}")[1] == f"/{CODE}/es/"
        assert server.get(f"/{CODE}/es/a.html")[0] == 200
        assert server.get(f"/{CODE}/red_flags.html")[0] == 404


@pytest.fixture(scope="module")
def in_spanish(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A folder in Spanish, with a question, and with a notebook in French."""
    asks = code("from backlab.widgets import Question\nQuestion('¿Cuántas patas?', right=6)")
    texts = {
        "_config.yml": "title: Insectos\nlanguage: es\n",
        "a.ipynb": notebook(
            words("---\nauthor: someone\n---\n\n# Hormigas\n\n[Una lección](muscle_strain.ipynb)"), asks
        ),
        "b.ipynb": notebook(words("# Fourmis\n\nElles sont petites."), lang="fr"),
    }
    with running("--notebooks", str(fill(tmp_path_factory.mktemp("insectos"), texts))) as server:
        yield server


def test_a_page_and_our_words_on_it_speak_the_language_of_its_notebook(in_spanish: Server, page: Page) -> None:
    """Its labs too, and our lessons that it leads to, where no other language is asked for."""
    page.goto(in_spanish.address)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.get_by_label("Tema")).to_be_visible()
    expect(page.locator(".card[lang=fr]")).to_have_text(re.compile("Fourmis"))
    page.get_by_role("link", name="Hormigas").click()
    expect(page.get_by_role("button", name="Comprobar")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.locator("[lang=en]:not(.page-languages a)").count() == 0
    assert "author" not in page.locator("#page-cells").inner_text()
    assert "lang=" not in page.url
    page.get_by_role("link", name="Una lección").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Distensión muscular")


def test_what_we_say_on_a_page_in_another_language_is_marked(in_spanish: Server, page: Page) -> None:
    """So that a screen reader says it right, also where the reader asks for English on a page in Spanish."""
    page.goto(f"{in_spanish.address}voila/render/b.ipynb")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    for part in (".page-bar", ".page-skip", ".page-onward .page-before small"):
        expect(page.locator(part)).to_have_attribute("lang", "en")
    expect(page.locator(".page-here")).to_have_attribute("lang", "fr")
    page.goto(f"{in_spanish.address}voila/render/a.ipynb?lang=en")
    expect(page.locator("html")).to_have_attribute("lang", "es")
    expect(page.locator(".page-bar")).to_have_attribute("lang", "en")
    expect(page.get_by_role("button", name="Check")).to_be_visible()


def test_a_page_of_ours_is_in_the_language_that_is_spoken_and_marks_nothing() -> None:
    """The course's own pages are translated whole."""
    for language in ("en", "es"):
        with speaking(language):
            text = start_page(Shelf(shipped()), Served())
        assert re.findall(r'lang="(\w+)"', text) == [language, "en", "en", "es", "es"]


# --- on paper -----------------------------------------------------------------------------------------------


def on_paper() -> str:
    """More than fits one sheet in height and in width: lines, columns, a table, code, pictures and widgets."""
    picture = base64.b64encode(png(900, 300)).decode()
    return notebook(
        words("# On paper\n\nFirst words of it.\n\n## A second heading\n\n![beside](pic.png)"),
        code("for n in range(90):\n    print('line', n, 'of what is printed')"),
        code("print('  '.join(f'column{n:02}' for n in range(24)))"),
        code(
            "import base64, ipywidgets as w\nfrom IPython.display import HTML, SVG, Image, Markdown, display\n"
            f"wide = Image(base64.b64decode('{picture}'))\nwide"
        ),
        code("row = ''.join(f'<td>{n * 1234567}</td>' for n in range(16))\nHTML(f'<table><tr>{row}</tr></table>')"),
        code(
            'SVG(\'<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="200">'
            '<text x="1010" y="100">far right</text></svg>\')'
        ),
        code("Markdown('## Said by a cell')"),
        code("out = w.Output()\nwith out:\n    display(Markdown('## Within an output'), wide)\nout"),
        code("display(w.IntSlider(value=7, description='A slider'), w.Text(value='typed in'), w.HTML('<b>bold</b>'))"),
        code("@w.interact(n=(1, 5))\ndef shown(n=2):\n    print('interacted', n)"),
        words(f"```python\nx = '{'long ' * 60}end of code'\n```\n\nThe very last words."),
    )


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """That notebook, served."""
    folder = fill(tmp_path_factory.mktemp("paper"), {"paper.ipynb": on_paper()})
    (folder / "pic.png").write_bytes(png(900, 300))
    with running("--notebooks", str(folder / "paper.ipynb")) as server:
        yield server


def shown_whole(page: Page, address: str) -> None:
    """Open the page, and wait until all that comes late is there."""
    page.goto(address)
    expect(page.locator("#content")).to_have_attribute("aria-busy", "false")
    expect(page.get_by_text("interacted 2")).to_be_visible()
    expect(page.get_by_role("heading", name="Within an output")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_all_of_a_page_is_on_paper(theme: str, printed: Server, page: Page) -> None:
    """Each line, column and cell of a table, what widgets show, and every picture, inside the edges of the sheet."""
    shown_whole(page, f"{printed.address}?theme={theme}")
    said = " ".join(" ".join(sheets(page, "A4")).split())
    lines = [f"line {n} of what is printed" for n in range(90)]
    columns = [f"column{n:02}" for n in range(24)]
    cells = [str(n * 1234567) for n in range(16)]
    others = ["First words of it.", "far right", "Said by a cell", "Within an output", "A slider", "typed in", "bold"]
    last = ["interacted 2", "end of code'", "The very last words."]
    assert [each for each in (*lines, *columns, *cells, *others, *last) if each not in said] == []
    with pypdfium2.PdfDocument(page.pdf(format="A4")) as paper:
        assert [each.get_textpage().count_chars() > 0 for each in paper] == [True] * len(paper)
        boxes = [
            (found.get_bounds(), each.get_size())
            for each in paper
            for found in each.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
        ]
    assert len(boxes) == 3
    for (left, low, right, top), (width, height) in boxes:
        assert 0 < left < right < width
        assert 0 < low < top < height
        assert (right - left) / (top - low) == pytest.approx(3, rel=0.02)


def test_no_sign_of_a_link_stands_behind_a_heading(printed: Server, page: Page) -> None:
    """Neither on the screen nor on paper, in the text, in what a cell shows, and within a widget."""
    shown_whole(page, printed.address)
    assert page.locator(":text-is('¶')").count() == 4, "no heading has one any more: this looks at nothing"
    expect(page.locator(":text-is('¶'):visible")).to_have_count(0)
    assert "¶" not in page.locator("body").inner_text()
    assert "¶" not in "".join(sheets(page, "A4"))


def test_the_start_page_of_a_folder_is_printed_whole(tmp_path: Path, page: Page) -> None:
    """Each title, with all of its sentence; a field to search in is of no use on paper."""
    sentence = (
        "It tells of one thing after another, and of a third and a fourth one, until nobody can remember the first."
    )
    books = {f"{n:02}.ipynb": notebook(words(f"# Notebook number {n}\n\n{sentence}")) for n in range(30)}
    page.set_content(start_page(Shelf(fill(tmp_path, books)), Served()))
    said = " ".join(" ".join(sheets(page, "A4")).split())
    assert [n for n in range(30) if f"Notebook number {n} " not in said] == []
    assert said.count("remember the first.") == 30
    assert "Search" not in said
