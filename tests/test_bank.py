"""A bank of questions, written in each format and read again by somebody else's reader: the marks are the same."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from html import unescape
from io import BytesIO
from itertools import combinations
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from anki.collection import Collection as AnkiCollection
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from jsonschema import Draft7Validator
from moodle_xml_parser import parser as moodle
from npm import from_npm
from paper import sheets
from playwright.sync_api import Page
from qti_convert import upgrade_package_files
from referencing import Registry
from referencing.jsonschema import DRAFT7

from backlab.app import main
from backlab.course.exercise import judge
from backlab.course.table import EXERCISES
from backlab.language import LANGUAGES, speaking
from backlab.practice.bank import FIRST_OF_EXAMS, NEEDS_ITS_PAGE, bank, own_exercises
from backlab.practice.formats import FORMATS
from backlab.practice.formats.qti import choices
from backlab.practice.items import MANY, NUMBER, ONE, Item, item_of
from backlab.practice.pairs import POINTS, pair
from backlab.practice.questions import question

COUNT, SEED = 200, 7
Marks = Mapping[frozenset[str], float]
NOT_HTML = "a < b & c > d, \\ {e} ~ =f # g: “h”"


@pytest.fixture(scope="module")
def items() -> list[Item]:
    """Two hundred questions of all kinds."""
    return bank(COUNT, SEED)


def _written(name: str, items: list[Item]) -> bytes:
    return FORMATS[name].write(items, "A bank")


def _tries(item: Item) -> list[frozenset[str]]:
    """Answers to try: each option alone, of several all pairs and what is right, one less and one more than that."""
    ids = [id for id, _ in item.options]
    alone = [frozenset({id}) for id in ids]
    if item.kind == ONE:
        return alone
    right = frozenset(item.right)
    near = [right ^ {id} for id in ids]
    return [*alone, *map(frozenset, combinations(ids, 2)), right, *(each for each in near if each)]


def _numbers(item: Item) -> list[float]:
    """Numbers to try: the middle of what is right, just inside of both ends, and just outside."""
    assert item.range
    middle, play = item.range.middle, item.range.play
    return [middle, middle - 0.99 * play, middle + 0.99 * play, middle - play - 0.01, middle + play + 0.01]


def test_the_items_are_marked_as_the_course_marks_them(items: list[Item]) -> None:
    """What a bank calls right is what the exercise itself judges right, and so of what is wrong."""
    for item in items:
        exercise = _exercise(item)
        if item.kind == NUMBER:
            assert all(judge(exercise, each).right == item.mark_of(each) for each in _numbers(item) if each >= 0)
        for chosen in _tries(item) if item.kind != NUMBER else ():
            given: Any = next(iter(chosen)) if item.kind == ONE else [*chosen]
            assert judge(exercise, given).right == item.mark(chosen), item.id


def _exercise(item: Item) -> Any:
    if item.id in EXERCISES:
        return EXERCISES[item.id]
    point, _, number = item.id.removeprefix("practice.").rpartition("/")
    return question(pair(point, int(number)))


def test_a_bank_holds_what_was_asked_for_and_nothing_twice(items: list[Item]) -> None:
    """So many questions, no two alike; each point of the rules once before one comes again."""
    assert len(items) == COUNT
    assert len({item.prompt for item in items}) == COUNT
    points = [item.id.removeprefix("practice.").rpartition("/")[0] for item in items if item.id not in EXERCISES]
    assert len(points) < len(POINTS)
    assert len(set(points)) == len(points)
    assert {item.kind for item in items} == {ONE, MANY, NUMBER}


def test_the_seed_says_which_questions_they_are(items: list[Item]) -> None:
    """The same seed is the same bank, another is another; none asks what one practises with."""
    assert bank(COUNT, SEED) == items
    other = {item.prompt for item in bank(COUNT, SEED + 1) if item.id not in EXERCISES}
    assert not other & {item.prompt for item in items}
    numbers = [int(item.id.rpartition("/")[2]) for item in items if item.id not in EXERCISES]
    assert min(numbers) >= FIRST_OF_EXAMS


def test_no_question_asks_for_a_page_that_is_not_there() -> None:
    """Nothing is asked about a lab, a story or a step: whoever sits in an exam has none of them."""
    assert EXERCISES.keys() >= NEEDS_ITS_PAGE
    own = [*own_exercises()]
    assert len(own) > 20
    for each in own:
        words = each.prompt.lower()
        assert not [word for word in (" lab", "the story", "prediction", "switch ", "“more”") if word in words], each.id


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_questions_are_the_same_file(name: str, items: list[Item]) -> None:
    """A bank can be written once more: only Anki's wants to know the time."""
    some = [item for item in items if item.kind in FORMATS[name].kinds][:5]
    if name != "anki":
        assert _written(name, some) == _written(name, some)


def test_moodle_gives_full_marks_for_what_is_right_alone(items: list[Item]) -> None:
    """Moodle XML, as a parser of Moodle's questions reads it: the shares add up to the whole for the right answer."""
    written = _written("moodle", items)
    found = {each.name: each for each in moodle.parse_bytes(written)["multichoice"]}
    for item in (each for each in items if each.kind != NUMBER):
        read = found.pop(item.id)
        assert read.single == (item.kind == ONE)
        assert not read.shuffle_answers
        shares = {id: option.score_fraction for (id, _), option in zip(item.options, read.options, strict=True)}
        _same_marks(item, {chosen: sum(shares[id] for id in chosen) / 100 for chosen in _tries(item)})
    assert not found


def test_moodle_takes_the_same_numbers(items: list[Item]) -> None:
    """A number of Moodle XML is right as far from its answer as the tolerance says."""
    root = ElementTree.fromstring(_written("moodle", items))
    read = {each.findtext("name/text"): each for each in root.iterfind("question[@type='numerical']")}
    for item in (each for each in items if each.kind == NUMBER):
        answer = read[item.id].find("answer")
        assert answer is not None
        right, play = float(answer.findtext("text", "")), float(answer.findtext("tolerance", ""))
        assert [float(abs(each - right) <= play + 1e-9) for each in _numbers(item)] == _marks_of_numbers(item)


def test_gift_gives_the_same_marks(page: Page, items: list[Item]) -> None:
    """GIFT, as the parser of its grammar reads it."""
    page.set_content("<!doctype html><title>Read</title>")
    page.add_script_tag(content=from_npm("gift-pegjs", "lib/gift-parser-globals.js"))
    read = page.evaluate("text => giftParser.parse(text)", _written("gift", items).decode())
    found = {each["title"]: each for each in read if each["type"] != "Category"}
    assert found.keys() == {item.id for item in items}
    for item in items:
        each = found[item.id]
        assert each["stem"]["text"] == " ".join(item.prompt.split())
        if item.kind == NUMBER:
            low, high = each["choices"]["numberLow"], each["choices"]["numberHigh"]
            assert [float(low <= number <= high) for number in _numbers(item)] == _marks_of_numbers(item)
        else:
            shares = dict(zip([id for id, _ in item.options], map(_share, each["choices"]), strict=True))
            _same_marks(item, {chosen: sum(shares[id] for id in chosen) for chosen in _tries(item)})


def _share(choice: Mapping[str, Any]) -> float:
    return choice["weight"] / 100 if choice["weight"] is not None else float(choice["isCorrect"])


def test_gift_keeps_the_signs_that_mean_something_there(page: Page) -> None:
    """Braces, tildes and colons of a question are its own."""
    item = Item("tried", ONE, NOT_HTML, (("a", NOT_HTML), ("b", "no")), ("a",), None, NOT_HTML, (NOT_HTML,), ())
    page.set_content("<!doctype html><title>Read</title>")
    page.add_script_tag(content=from_npm("gift-pegjs", "lib/gift-parser-globals.js"))
    read = page.evaluate("text => giftParser.parse(text)", _written("gift", [item]).decode())[-1]
    said = (read["stem"]["text"], read["choices"][0]["text"]["text"], read["globalFeedback"]["text"])
    assert said == (NOT_HTML,) * 3


# What a QTI 3 player needs: elements of HTML by the names that they have in XML.
PLAYED = """
async ([xml, tries]) => {
  const shown = (node) => {
    if (node.nodeType !== Node.ELEMENT_NODE) return document.createTextNode(node.nodeValue ?? '');
    const made = document.createElement(node.localName);
    for (const { name, value } of node.attributes) made.setAttribute(name, value);
    made.append(...[...node.childNodes].map(shown));
    return made;
  };
  const item = shown(new DOMParser().parseFromString(xml, 'text/xml').documentElement);
  document.body.replaceChildren(item);
  await item.updateComplete;
  return tries.map((given) => {
    item.updateResponseVariable('RESPONSE', given);
    item.processResponse(true, false);
    return Number(item.variables.find((each) => each.identifier === 'SCORE').value);
  });
}
"""


def test_qti_is_scored_the_same_by_a_player(page: Page, items: list[Item]) -> None:
    """A QTI 2.1 package, brought to QTI 3 by a converter and answered in a player of that: the same scores."""
    packed = zipfile.ZipFile(BytesIO(_written("qti", items)))
    files = upgrade_package_files({name: packed.read(name) for name in packed.namelist()}).files
    page.set_content("<!doctype html><title>Played</title><body></body>")
    page.add_script_tag(content=from_npm("@citolab/qti-components", "cdn/index.global.js"))
    for number, item in enumerate(items, start=1):
        xml = files[f"items/item_{number:04}.xml"]
        names = choices(item)
        if item.kind == NUMBER:
            tries: list[Any] = [f"{each:g}" for each in _numbers(item)]
            wanted = _marks_of_numbers(item)
        else:
            chosen = _tries(item)
            tries = [[names[id] for id in each] for each in chosen]
            tries = [each[0] for each in tries] if item.kind == ONE else tries
            wanted = [item.mark(each) for each in chosen]
        assert page.evaluate(PLAYED, [xml.decode() if isinstance(xml, bytes) else xml, tries]) == wanted, item.id


def test_a_qti_package_names_each_of_its_files(items: list[Item]) -> None:
    """The manifest lists the test and every item, and the test asks every item once."""
    packed = zipfile.ZipFile(BytesIO(_written("qti", items)))
    manifest = ElementTree.fromstring(packed.read("imsmanifest.xml"))
    listed = [each.attrib["href"] for each in manifest.iter() if each.tag.endswith("}resource")]
    assert sorted((*listed, "imsmanifest.xml")) == sorted(packed.namelist())
    test = ElementTree.fromstring(packed.read("test.xml"))
    asked = [each.attrib["href"] for each in test.iter() if each.tag.endswith("}assessmentItemRef")]
    assert asked == [name for name in listed if name.startswith("items/")]
    assert len(asked) == COUNT


def test_anki_imports_each_question_as_a_card(tmp_path: Path, items: list[Item]) -> None:
    """Anki itself imports the deck, shows what is right and why, and brings no card twice."""
    package = tmp_path / "bank.apkg"
    package.write_bytes(_written("anki", items))
    deck = AnkiCollection(str(tmp_path / "collection.anki2"))
    try:
        for _ in range(2):
            request = ImportAnkiPackageRequest(package_path=str(package), options=ImportAnkiPackageOptions())
            deck.import_anki_package(request)
            assert deck.card_count() == COUNT
        assert "A bank" in [each.name for each in deck.decks.all_names_and_ids()]
        cards = [deck.get_card(id) for id in deck.find_cards('deck:"A bank"')]
        found = {unescape(card.note()["Question"]): card for card in cards}
        for item in items:
            card = found[f"<p>{item.prompt}</p>"]
            front, back, right = (unescape(each) for each in (card.question(), card.answer(), card.note()["Right"]))
            assert right == f'<p class="right">{" ".join((*_letters(item), item.solution))}</p>'.replace('"', "'")
            assert all(label in front for _, label in item.options)
            assert all(line in back for line in (*item.why, *item.sources))
    finally:
        deck.close()


def _letters(item: Item) -> list[str]:
    """The letters of what is right, as a card names its options."""
    return [chr(ord("A") + place) for place, (id, _) in enumerate(item.options) if id in item.right]


def _scheme(name: str) -> Draft7Validator:
    """A scheme of the server's, and the one that it refers to."""
    texts = {
        f"{each}.json": json.loads(from_npm("@lumieducation/h5p-server", f"build/src/schemas/{each}.json"))
        for each in (name, "library-name-schema")
    }
    known = Registry().with_resources((id, DRAFT7.create_resource(text)) for id, text in texts.items())
    return Draft7Validator(texts[f"{name}.json"], registry=known)


def test_h5p_is_described_as_platforms_want_it(items: list[Item]) -> None:
    """The package's description passes the scheme of a server for H5P, and its content gives the same marks."""
    some = [item for item in items if item.kind != NUMBER]
    packed = zipfile.ZipFile(BytesIO(_written("h5p", some)))
    about = json.loads(packed.read("h5p.json"))
    assert [each.message for each in _scheme("h5p-schema").iter_errors(about)] == []
    content = json.loads(packed.read("content/content.json"))
    for item, asked in zip(some, content["questions"], strict=True):
        params = asked["params"]
        assert unescape(params["question"]) == f"<p>{item.prompt}</p>"
        assert params["behaviour"]["type"] == ("multi" if item.kind == MANY else "single")
        assert params["behaviour"]["singlePoint"]  # one point, and only where all of it is right
        right = {id for (id, _), each in zip(item.options, params["answers"], strict=True) if each["correct"]}
        _same_marks(item, {chosen: float(chosen == right) for chosen in _tries(item)})
    assert content["questions"][0]["library"] == "H5P.MultiChoice 1.16"


def test_the_printed_sheets_keep_the_answers_apart(page: Page, items: list[Item]) -> None:
    """On paper every question and option stands ahead of the answers, which begin on a sheet of their own."""
    some = items[:12]
    page.set_content(_written("print", some).decode())
    said = [" ".join(each.split()) for each in sheets(page, "A4")]
    key = next(place for place, each in enumerate(said) if "Answers and reasons" in each)
    assert said[key].startswith("Answers and reasons")
    asked, answers = "".join(said[:key]).replace(" ", ""), "".join(said[key:]).replace(" ", "")
    for item in some:
        assert item.prompt[:40].replace(" ", "") in asked
        assert all(label.replace(" ", "")[:30] in asked for _, label in item.options)
        assert item.solution.replace(" ", "")[:30] in answers
        assert item.sources[0].replace(" ", "")[:40] in answers
        assert item.sources[0].replace(" ", "")[:40] not in asked


def _same_marks(item: Item, found: Marks) -> None:
    """Full marks for what the course calls right, and for nothing else."""
    for chosen, mark in found.items():
        assert (mark > 0.999) == bool(item.mark(chosen)), (item.id, chosen, mark)


def _marks_of_numbers(item: Item) -> list[float]:
    return [item.mark_of(each) for each in _numbers(item)]


@pytest.mark.parametrize("code", LANGUAGES)
def test_the_questions_speak_the_language_that_was_asked_for(code: str) -> None:
    """Each format says its language; none leaves a place for a word unfilled."""
    with speaking(code):
        some = bank(20, SEED, (ONE, MANY))
        for name, form in FORMATS.items():
            data = form.write(some, "A bank")
            assert all("{" not in item.prompt for item in some)
            if name in ("qti", "h5p"):
                packed = zipfile.ZipFile(BytesIO(data))
                assert any(f'"{code}"'.encode() in packed.read(each) for each in packed.namelist())
            if name == "print":
                assert f"lang='{code}'".encode() in data


def test_an_exercise_on_a_picture_is_refused_by_name() -> None:
    """What cannot be told in words alone is no item."""
    with pytest.raises(ValueError, match=r"red_flags\.4 is answered on a picture or in code"):
        item_of(EXERCISES["red_flags.4"])


@pytest.mark.parametrize(("name", "form"), FORMATS.items())
def test_the_command_writes_a_bank(name: str, form: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It says how many questions are in which file, and what to do where that is there already."""
    out = tmp_path / f"exam{form.ending}"
    command = ["bank", "--count", "8", "--seed", "7", "--as", name, "--out", str(out)]
    assert main(command) == 0
    assert capsys.readouterr().out == f"8 questions are in {out}\n"
    if name != "anki":
        title = "Choosing a treatment for back spasm: questions 7"
        assert out.read_bytes() == form.write(bank(8, 7, form.kinds), title)
    assert main(command) == 2
    assert "--overwrite" in capsys.readouterr().err
    assert main([*command, "--overwrite"]) == 0


def test_a_place_that_cannot_be_written_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One sentence names the file and the way out."""
    out = tmp_path / "no" / "such.xml"
    assert main(["bank", "--count", "4", "--as", "moodle", "--out", str(out)]) == 2
    said = capsys.readouterr().err
    assert said.startswith(f"backlab: cannot write {out}")
    assert said.endswith("name another file with --out\n")


def test_a_seed_without_a_name_is_the_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --out the file is called after its seed."""
    monkeypatch.chdir(tmp_path)
    assert main(["bank", "--count", "4", "--seed", "12", "--as", "gift"]) == 0
    assert [each.name for each in tmp_path.iterdir()] == ["backlab-bank-12.gift"]
