"""The catalogue is complete, fresh and compiled, and what a person reads comes out in the language that is spoken."""

from __future__ import annotations

import ast
import asyncio
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from gettext import NullTranslations
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from babel.messages.catalog import Message
from person import names_of

from backlab import CASES, Lens, Presentation, advise
from backlab.app import main
from backlab.catalogue import files, gather, knowledge
from backlab.catalogue.update import forms, merge, name, refresh, untranslated, welcome
from backlab.course.answers import Attempts
from backlab.course.clinic_cases import CLINIC
from backlab.course.exercise import Exercise
from backlab.course.glossary import GLOSSARY_TOPICS
from backlab.course.table import EXERCISES
from backlab.kit.lab import Lab
from backlab.knowledge import figures
from backlab.knowledge.article import STATEMENTS
from backlab.knowledge.cases import Case
from backlab.knowledge.sources import SOURCES
from backlab.labs.chances import ChancesLab
from backlab.labs.clinic import ClinicLab
from backlab.labs.flags import RedFlagsLab
from backlab.labs.glossary import GlossaryLab
from backlab.labs.odds import OddsLab
from backlab.labs.pictures import PICTURES, PictureLab
from backlab.labs.population import PopulationLab
from backlab.labs.practice import PracticeLab
from backlab.labs.question import Question
from backlab.labs.statements import StatementsLab
from backlab.labs.treatment import TreatmentLab
from backlab.language import catalogue, gettext, language, ngettext, speaking
from backlab.notebook_words import blocks, messages, translated
from backlab.words import capital, lowered
from backlab.words.html import to_html
from backlab.words.text import to_text

EVERY_LANGUAGE = pytest.mark.parametrize("code", files.TRANSLATED)
EVERY_CASE = pytest.mark.parametrize("case", CASES.values(), ids=list(CASES))
REFRESH = "run `python -m backlab.catalogue` and translate what it says is left"
FIELD = re.compile(r"\{[^{}]*\}")
NUMBER = re.compile(r"\d+(?:\.\d+)*%?")
# "11,166" in English is "11 166" elsewhere, with a space that does not break; "1,652" is "1652".
THOUSANDS = re.compile(r"(?<=\d)[,\u00a0](?=\d{3}\b)")


def numbers(text: str) -> Counter[str]:
    """The numbers of a text, however often each stands in it."""
    return Counter(NUMBER.findall(THOUSANDS.sub("", FIELD.sub("", text))))


def originals(message: Message) -> tuple[str, ...]:
    """The English of a message: one text, or singular and plural."""
    return (message.id,) if isinstance(message.id, str) else tuple(message.id)


# The files


def test_the_template_holds_every_message_and_no_other() -> None:
    """What a fresh extraction finds is what the committed template says."""
    is_fresh = files.TEMPLATE.read_bytes() == files.as_text(gather.template())  # to show how they differ takes minutes
    assert is_fresh, REFRESH


@EVERY_LANGUAGE
def test_a_language_is_up_to_date_with_the_template(code: str) -> None:
    """No entry is missing from a language, none is left over, and each says what its message is today."""
    fresh = files.translations(code)
    refresh(fresh, gather.template(), guess=False)
    is_fresh = files.po_file(code).read_bytes() == files.as_text(fresh)
    assert is_fresh, REFRESH


@EVERY_LANGUAGE
def test_every_message_is_translated(code: str) -> None:
    """No translation is empty or marked as a guess."""
    assert [name(message) for message in untranslated(files.translations(code))] == []


@EVERY_LANGUAGE
def test_what_is_compiled_is_what_people_edit(code: str) -> None:
    """The .mo that the product reads is the .po, compiled."""
    is_fresh = files.mo_file(code).read_bytes() == files.compiled(files.translations(code))
    assert is_fresh, REFRESH


@EVERY_LANGUAGE
def test_fields_are_those_of_the_english_message(code: str) -> None:
    """A translation fills in the same fields as its message, so that nothing is lost and nothing fails."""
    odd = [
        name(message)
        for message in files.messages(files.translations(code))
        for form in filter(None, forms(message))
        if set(FIELD.findall(form)) not in [set(FIELD.findall(original)) for original in originals(message)]
    ]
    assert odd == []


@EVERY_LANGUAGE
def test_numbers_are_those_of_the_english_message(code: str) -> None:
    """Every figure comes through translation as it is, its decimal point and its per cent sign too."""
    odd = [
        (name(message), form)
        for message in files.messages(files.translations(code))
        for form in filter(None, forms(message))
        if numbers(form) not in [numbers(original) for original in originals(message)]
    ]
    assert odd == []


def test_the_template_says_nothing_that_changes_by_itself() -> None:
    """No date, line number, person or tool stands in the files, so that they change only with a message."""
    header, _, rest = files.TEMPLATE.read_text("utf-8").partition("\n\n")
    assert re.findall(r'^"([\w-]+):', header, flags=re.MULTILINE) == [
        "MIME-Version",
        "Content-Type",
        "Content-Transfer-Encoding",
    ]
    assert re.findall(r"^#: .*:\d", rest, flags=re.MULTILINE) == []


def test_a_new_message_is_marked_and_an_old_one_goes() -> None:
    """What resembles an old message gets its words as a guess, and what is no longer said is dropped."""
    template, known = files.Catalogue(), files.Catalogue("es")
    template.add("Numbness between the two legs")
    known.add("Numbness between the legs", "Entumecimiento entre las piernas")
    refresh(known, template)
    assert [(name(m), m.fuzzy) for m in untranslated(known)] == [("Numbness between the two legs", True)]
    assert b"between the legs" not in files.as_text(known)


def test_translations_are_merged_by_their_english_words() -> None:
    """A translation that is handed in takes the place of a guess, and one of no message is handed back."""
    known = files.Catalogue("es")
    known.add("Rest", "Resto", flags=["fuzzy"])
    known.add(("{count} day", "{count} days"), ("", ""))
    left = merge(known, {"Rest": "Reposo", "{count} day": ["{count} día", "{count} días"], "Unrest": "?"})
    assert left == ["Unrest"]
    assert merge(known, {"{count} day": "{count} días"}) == ["{count} day"]
    assert list(untranslated(known)) == []


def test_translations_of_new_messages_are_there_before_guesses() -> None:
    """What is handed in for a new message is taken at once, and nothing is guessed from what it resembles."""
    template, known = files.Catalogue(), files.Catalogue("es")
    template.add("Numbness between the two legs")
    template.add(("{count} leg", "{count} legs"))
    known.add("Numbness between the legs", "Entumecimiento entre las piernas")
    welcome(known, template, {"Numbness between the two legs": "Entumecimiento", "{count} leg": ["{count}", "{count}"]})
    refresh(known, template)
    assert list(untranslated(known)) == []


def test_a_message_inside_an_f_string_is_found_and_an_f_string_as_message_is_refused() -> None:
    """Every call counts, wherever it stands; but a message that is put together could not be looked up."""
    code = """f"<b>{gettext('Rest')}</b>"; ngettext("day", "days", 2); gettext(cause.label)"""
    assert list(gather.said_in(ast.parse(code))) == ["Rest", ("day", "days")]
    with pytest.raises(ValueError, match="a message is a constant"):
        list(gather.said_in(ast.parse('gettext(f"{n} days")')))


def test_the_running_product_needs_no_tool_of_the_catalogue() -> None:
    """Babel, and what uses it, is imported by the catalogue alone."""
    tool = re.compile(r"^\s*(?:from|import) (?:babel|backlab\.catalogue)\b", re.MULTILINE)
    folder = Path(gather.__file__).parent
    users = [path for path in gather.PACKAGE.rglob("*.py") if tool.search(path.read_text("utf-8"))]
    assert {path.parent for path in users} == {folder}


# The language that is spoken


def test_languages_nest() -> None:
    """A block speaks its language, and the one around it is back when it ends, also by an error."""
    assert language() == "en"
    with speaking("es"):
        with speaking("en"):
            assert (language(), gettext("Emergency")) == ("en", "Emergency")
        with suppress(KeyError), speaking("en"):
            raise KeyError
        assert (language(), gettext("Emergency")) == ("es", "Emergencia")
    assert gettext("Emergency") == "Emergency"


def test_an_unknown_language_is_refused() -> None:
    """What is not spoken is named, with what is."""
    with pytest.raises(ValueError, match="no language 'fr': choose one of en, es"), speaking("fr"):
        pass


def test_each_thread_speaks_its_own_language() -> None:
    """Two threads that speak at the same time do not hear each other."""
    together = Barrier(2, timeout=60)

    def say(code: str) -> str:
        with speaking(code):
            together.wait()
            return gettext("Emergency")

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(say, ("en", "es"))) == ["Emergency", "Emergencia"]


def test_each_task_speaks_its_own_language() -> None:
    """Two tasks that take turns do not hear each other."""

    async def say(code: str) -> str:
        with speaking(code):
            await asyncio.sleep(0)
            return gettext("Emergency")

    async def both() -> list[str]:
        return await asyncio.gather(say("en"), say("es"))

    assert asyncio.run(both()) == ["Emergency", "Emergencia"]


def test_plurals_follow_the_count() -> None:
    """One and many have each their form, in either language."""
    forms_of = (
        "{count} question was answered no.",
        "{count} questions were answered no.",
    )
    assert [ngettext(*forms_of, count) for count in (1, 2)] == list(forms_of)
    with speaking("es"):
        spanish = [ngettext(*forms_of, count) for count in (1, 2)]
    assert len({*spanish, *forms_of}) == 4


def test_no_words_stay_no_words() -> None:
    """The empty text is empty in every language, though a catalogue keeps its header there."""
    with speaking("es"):
        assert gettext("") == ""


def test_labels_fit_into_sentences() -> None:
    """A label starts small inside a sentence and big at its start; an abbreviation keeps its capitals."""
    assert [lowered(t) for t in ("Fever", "Úlcera", "ISRS y otros", "")] == ["fever", "úlcera", "ISRS y otros", ""]
    assert [capital(t) for t in ("edad", "úlcera", "")] == ["Edad", "Úlcera", ""]


# What a person reads


class Asked(NullTranslations):
    """Remembers what was asked for and is in no catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: set[str] = set()

    def gettext(self, message: str) -> str:
        """The message as it is, remembered."""
        self.messages.add(message)
        return message

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The singular as it is, remembered."""
        return self.gettext(singular)


@pytest.fixture
def unknown(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The messages that Spanish was asked for and does not know."""
    asked = Asked()
    monkeypatch.setattr(catalogue("es"), "_fallback", asked)
    return asked.messages


@EVERY_CASE
@pytest.mark.parametrize("lens", Lens)
def test_advice_in_spanish_asks_for_no_unknown_message(case: Case, lens: Lens, unknown: set[str]) -> None:
    """Every text of an advice is in the catalogue under the very words by which it is looked up."""
    open_questions = Presentation(age=case.presentation.age, pain=case.presentation.pain)
    with speaking("es"):
        for patient in (case.presentation, open_questions):
            to_html(advise(patient, lens).sections())
    assert unknown == set()


@pytest.mark.parametrize("case", ["", *CASES])
def test_the_lab_in_spanish_asks_for_no_unknown_message(case: str, unknown: set[str]) -> None:
    """Controls, panels and pictures of every example patient are in the catalogue too."""
    TreatmentLab(case, language="es")
    assert unknown == set()


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_in_spanish_asks_for_no_unknown_message(name: str, unknown: set[str]) -> None:
    """Every picture says in Spanish what it shows, however far its sliders are moved."""
    lab = PictureLab(name, language="es")
    sliders = [field for field in lab.fields if field["kind"] == "slider"]
    for share in (0, 0.3, 0.6, 1):
        lab.set(**{f["id"]: round(f["low"] + share * (f["high"] - f["low"])) for f in sliders})
    assert unknown == set()


# The tables and the labs that show them: what they say is gathered, whether it is translated by now or not.

# Fields of a table that hold no words to read.
NOT_READ = {"id", "source", "sources", "matters_source", "kind", "topic", "topics", "citation", "link", "see", "start"}
NOT_READ |= {"picture", "look", "hurt"}
TABLES: dict[str, Any] = {
    "cases": CASES,
    "clinic": CLINIC,
    "glossary": GLOSSARY_TOPICS,
    "sources": SOURCES,
    "statements": [statement._replace(implements=()) for statement in STATEMENTS.values()],
    "exercises": EXERCISES,
    "options": [exercise.choices for exercise in EXERCISES.values()],
    "topics of the glossary": list(GLOSSARY_TOPICS),
} | {f"figures.{name}": value for name, value in vars(figures).items() if re.match("[A-Z][A-Z_]+$", name)}


def has_letters(text: str) -> bool:
    """Whether there is anything in it to translate."""
    return any(map(str.isalpha, text))


def read_in(thing: Any) -> Iterator[str]:
    """Every text with a letter in a row, a table, or rows within rows, but for the fields that nobody reads."""
    match thing:
        case str() if has_letters(thing):
            yield thing
        case Mapping():
            yield from read_in(list(thing.values()))
        case Exercise():
            yield from read_in([value for name, value in vars(thing).items() if name not in NOT_READ])
        case tuple() if hasattr(thing, "_fields"):
            yield from read_in([value for name, value in thing._asdict().items() if name not in NOT_READ])
        case tuple() | list():
            for part in thing:
                yield from read_in(part)


@pytest.mark.parametrize("table", TABLES)
def test_every_text_of_a_table_is_gathered(table: str) -> None:
    """A row, or a field of one, that the catalogue does not know would stay English in every language."""
    gathered = {text.text for text in knowledge.texts()}
    texts = set(read_in(TABLES[table]))
    assert sorted(texts - gathered) == []
    assert texts or table == "figures.DAYS_UNTIL_AGAIN"


def test_a_text_of_a_lesson_is_said_by_its_module() -> None:
    """The catalogue names the lesson that asks, so that a translator finds the question."""
    places = {text.module.__name__ for text in knowledge.texts() if text.what.startswith("what is asked:")}
    assert places == {f"backlab.course.lessons.{exercise.lesson}" for exercise in EXERCISES.values()}


def through(lab: Lab) -> None:
    """Move each control of a lab to each of its places, or to both ends and the middle."""
    for field in lab.fields:
        match field:
            case {"kind": "slider", "low": low, "high": high}:
                values = [low, (low + high) // 2, high]
            case {"kind": "menu" | "radio", "choices": choices}:
                values = [choice["name"] for choice in choices]
            case {"kind": "checks", "choices": choices}:
                values = [{"yes": [choice["name"]], "none": True, "no": []} for choice in choices]
            case _:
                continue
        for value in values:
            lab.set(**{field["id"]: value})
            assert lab.problem == "", (field["id"], value)


def judged(lab: ClinicLab) -> None:
    """Judge every patient of the clinic, level by level and cause by cause in turn."""
    levels, causes = [names_of(field) for field in lab.fields if field["id"] in ("level", "cause")]
    for place, case in enumerate(CLINIC):
        lab.set(case=case)
        lab.commit(levels[place % len(levels)], causes[1:][place % len(causes[1:])], min(25 + 5 * place, 100))


def answered(question: Question) -> None:
    """Give each answer in turn, what cannot be one too, and show the solution."""
    options = [option.id for option in question.exercise.choices]
    wrong = ["", "0", "1000", "fever", "not fever", *options, options, *([option] for option in options)]
    for given in (*wrong, question.exercise.right()):
        question.answer_with(given)
    question.take_up({question.exercise.id: Attempts((question.exercise.right(),), shown=True)})


def practised(lab: PracticeLab) -> None:
    """Some patients, and what is said to each."""
    for number in range(12):
        lab.judge(lab.options[number % len(lab.options)])
        lab.go_on()


LABS: dict[str, Callable[[], None]] = {
    "ChancesLab": lambda: through(ChancesLab(language="es")),
    "ClinicLab": lambda: judged(ClinicLab(language="es")),
    "GlossaryLab": lambda: through(GlossaryLab(language="es")),
    "OddsLab": lambda: through(OddsLab(language="es")),
    "PopulationLab": lambda: through(PopulationLab("es")),
    "PracticeLab": lambda: practised(PracticeLab(language="es")),
    "RedFlagsLab": lambda: through(RedFlagsLab(language="es")),
    "StatementsLab": lambda: through(StatementsLab(language="es")),
    **{f"PictureLab {name}": lambda name=name: through(PictureLab(name, language="es")) for name in PICTURES},  # type: ignore[misc]
    **{f"Question {name}": lambda name=name: answered(Question(name, language="es")) for name in EXERCISES},  # type: ignore[misc]
}


@pytest.fixture(scope="module")
def template() -> set[str]:
    """Every English message that a fresh extraction finds."""
    return {original for message in files.messages(gather.template()) for original in originals(message)}


@pytest.fixture(scope="module")
def spanish() -> set[str]:
    """Every form of every Spanish message."""
    return {form for message in files.messages(files.translations("es")) for form in forms(message)}


@pytest.mark.parametrize("lab", LABS)
def test_whatever_a_lab_asks_for_is_gathered(
    lab: str, unknown: set[str], template: set[str], spanish: set[str]
) -> None:
    """However its controls are moved, a lab says nothing of which the catalogue has never heard."""
    LABS[lab]()
    assert sorted(filter(has_letters, unknown - template - spanish)) == []


@EVERY_CASE
@pytest.mark.parametrize("lens", Lens)
def test_advice_in_spanish_holds_no_english(case: Case, lens: Lens) -> None:
    """No sentence or label of the English advice is left in the Spanish one, but for names and citations."""
    advice = advise(case.presentation, lens)
    with speaking("es"):
        spanish = to_text(advice.sections(), 10_000)
    for source in advice.sources:
        spanish = spanish.replace(source.citation, "").replace(source.link, "")
    english = [
        original
        for message in files.messages(files.translations("es"))
        for original, form in zip(originals(message), forms(message), strict=True)
        if len(original) > 15 and original.lower() not in form.lower()
    ]
    assert [text for text in english if text in spanish] == []


@EVERY_CASE
def test_both_languages_say_the_same_things(case: Case) -> None:
    """The Spanish advice has the sections, blocks, numbers and citations of the English one, in the same places."""
    advice = advise(case.presentation)
    english = advice.sections()
    with speaking("es"):
        spanish = advice.sections()
    assert [(s.id, [type(b) for b in s.blocks]) for s in english] == [
        (s.id, [type(b) for b in s.blocks]) for s in spanish
    ]
    assert numbers(to_text(english)) == numbers(to_text(spanish))


def test_advice_itself_has_no_language() -> None:
    """What is decided is the same in every language: only its words differ."""
    patient = CASES["post-4"].presentation
    english = advise(patient)
    with speaking("es"):
        spanish = advise(patient)
        assert spanish == english
        assert spanish.to_json() == english.to_json()
        assert str(spanish).startswith("NIVEL DE ATENCIÓN\n")
    assert str(spanish).startswith("LEVEL OF CARE\n")


def test_the_command_speaks_the_language_that_it_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """`backlab advise --language es` answers in Spanish, and says in Spanish what is wrong."""
    assert main(["advise", "--age", "34", "--pain", "6", "--language", "es"]) == 0
    with speaking("es"):
        words = str(advise(Presentation(age=34, pain=6)))
    assert " ".join(capsys.readouterr().out.split()) == " ".join(words.split())
    assert main(["advise", "--age", "34", "--pain", "11", "--language=es"]) == 2
    assert capsys.readouterr().err == "backlab: pain va de 0 a 10, no 11\n"
    assert language() == "en"


@pytest.mark.parametrize("wrong", [["--language", "fr"], ["--language"]])
def test_the_command_names_its_languages(wrong: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """A language that there is not ends with 2 after one line."""
    assert main(["advise", "--age", "34", "--pain", "6", *wrong]) == 2
    err = capsys.readouterr().err
    assert len(err.splitlines()) == 1
    assert "--language" in err


# Notebooks

NOTEBOOK = {
    "metadata": {"title": "Choose the treatment", "backlab": {"level": "everyone", "minutes": 10}},
    "cells": [
        {
            "cell_type": "markdown",
            "source": ["# Choose the treatment\n", "\n", "```python\n", "Emergency\n\n1\n", "```"],
        },
        {"cell_type": "code", "source": "'Emergency'"},
        {"cell_type": "markdown", "source": "Emergency\n\n\nUrgent\n---\n\n***"},
    ],
}


def test_markdown_is_split_at_blank_lines_and_code_stays_whole() -> None:
    """A block is a paragraph, a list, a table or a piece of code, with its own lines kept."""
    code = "```\na\n\nb\n```"
    assert blocks(f"one\ntwo\n\n\n- three\n- four\n{code}\nfive  \n") == ["one\ntwo", "- three\n- four", code, "five"]


def test_messages_of_a_notebook_are_its_words() -> None:
    """What a reader sees is a message, block by block; code and rules are not."""
    said = [text for text, _what in messages(NOTEBOOK)]
    assert said == ["Choose the treatment", "everyone", "# Choose the treatment", "Emergency", "Urgent\n---"]


def test_a_notebook_is_translated_and_the_first_one_stays_as_it_was() -> None:
    """Markdown and metadata are in the language that is spoken; code and the notebook given are not touched."""
    with speaking("es"):
        spanish = translated(NOTEBOOK)
    assert spanish["metadata"] == {"title": "Elige el tratamiento", "backlab": {"level": "para todos", "minutes": 10}}
    assert [cell["source"] for cell in spanish["cells"]] == [
        "# Elige el tratamiento\n\n```python\nEmergency\n\n1\n```",
        "'Emergency'",
        "Emergencia\n\n\nUrgent\n---\n\n***",
    ]
    assert translated(NOTEBOOK) is NOTEBOOK
    assert NOTEBOOK["metadata"]["title"] == "Choose the treatment"


@pytest.mark.parametrize("odd", [{}, {"metadata": {"title": 7, "backlab": "x"}, "cells": [{"cell_type": "raw"}]}])
def test_a_teacher_s_own_notebook_is_left_alone(odd: dict[str, object]) -> None:
    """A notebook that says nothing of backlab comes through translation as it is."""
    with speaking("es"):
        assert translated(odd) == odd
