"""Where a teacher's own questions stand: a TOML or JSON file, one of jupyterquiz, or the cells of a notebook.

A notebook is never run to find its questions: what it says in ``Question(...)`` is read as it is written.
"""

from __future__ import annotations

import ast
import json
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from math import floor, log10
from pathlib import Path
from typing import Any, NamedTuple

from backlab.course.order import LESSONS, PAGES
from backlab.course.own import (
    LESSON,
    OwnLesson,
    OwnQuestion,
    checked_key,
    course_of,
    from_data,
    is_name,
)
from backlab.course.own_model import Model, model
from backlab.course.table import EXERCISES, OURS, Course
from backlab.language import gettext
from backlab.notebook_cards import files
from backlab.refusal import short, unknown

ENDINGS = (".toml", ".json")
MOST_BYTES = 50_000_000  # a notebook may hold many pictures
_PARTS = ("title", "questions", "lab")
_ABOUT = {"file", "language"}  # what is said of a question that stands elsewhere
_SPECIAL = re.compile(r"^\s*[%!?].*$", re.MULTILINE)


class Asked(NamedTuple):
    """What notebooks ask: ``lessons`` of their own, and the keys of ours."""

    lessons: tuple[OwnLesson, ...] = ()
    ours: tuple[str, ...] = ()


def read(path: Path) -> OwnLesson:
    """The lesson in a TOML or JSON file; raises ``ValueError`` with its name, the question and what to do."""
    name = lesson_name(path)
    data = _data(path)
    if isinstance(data, list):
        data = {"questions": [_from_jupyterquiz(each, path, n) for n, each in enumerate(data, 1)]}
    if not isinstance(data, dict) or not isinstance(data.get("questions", []), list):
        raise ValueError(gettext("{file} holds no list of questions").format(file=path.name))
    for part in data:
        if part not in _PARTS:
            raise ValueError(_in_file(path, unknown(gettext("there is no part {word}"), part, _PARTS)))
    title = str(data.get("title") or name.replace("_", " ").capitalize())
    return OwnLesson(name, title, tuple(_questions(path, name, data.get("questions", []))))


def lesson_name(path: Path) -> str:
    """The lesson that a file holds, by its name; raises ``ValueError`` for a name that no key can begin with."""
    checked_key(f"{path.stem}.1")
    return path.stem


def beside(lesson: str, folder: Path) -> Path | None:
    """The file of a lesson's questions in a folder, if there is one."""
    found = (folder / f"{lesson}{ending}" for ending in ENDINGS)
    return next((path for path in found if path.is_file()), None)


def lab_in(name: str, folder: Path, file: Path | str | None = None) -> tuple[str, Model]:
    """The title and the model of the ``[lab]`` in the file of a lesson; raises ``ValueError``."""
    path = folder / file if file else beside(name, folder)
    if path is None:
        there = [each.stem for each in folder.glob("*") if each.suffix in ENDINGS]
        raise ValueError(unknown(gettext("there is no file of questions called {word}"), name, there))
    data = _data(path)
    if not isinstance(data, dict) or "lab" not in data:
        raise ValueError(gettext("{file} has no part [lab]").format(file=path.name))
    try:
        return str(data.get("title") or path.stem.capitalize()), model(data["lab"], path.parent)
    except ValueError as error:
        raise ValueError(_in_file(path, str(error))) from error


def pictures_of(notebook: Path) -> list[str]:
    """The pictures of a notebook's own questions, as its file and its cells name them, as far as they are there.

    What cannot be read names none; its page says why.
    """
    named: list[Any] = []
    with suppress(ValueError):
        for call in _calls(notebook):
            named.append(_said(call, notebook)[1].get("picture"))
    own = beside(notebook.stem, notebook.parent)
    with suppress(ValueError):
        match _data(own) if own else None:
            case {"questions": [*questions]}:
                named += [each.get("picture") for each in questions if isinstance(each, dict)]
    with suppress(ValueError):
        match _data(own) if own else None:
            case {"lab": {"picture": str(picture)}}:
                named.append(picture)
    files = (each for each in dict.fromkeys(filter(None, named)) if isinstance(each, str))
    return [name for name in files if not name.lstrip().startswith("<") and notebook.with_name(name).is_file()]


def find(key: str, folder: Path) -> tuple[OwnLesson, OwnQuestion] | None:
    """The question of that key from a file in the folder, with its lesson; None where no file is called so.

    Raises ``ValueError`` where the file is damaged or has no such question.
    """
    path = beside(key.partition(".")[0], folder)
    if path is None:
        return None
    lesson = read(path)
    return lesson, lesson.asked(key)


def names_in(folder: Path) -> list[str]:
    """The keys of every question in the files of a folder that can be read: what may have been meant."""
    names: list[str] = []
    for path in sorted(each for each in folder.glob("*") if each.suffix in ENDINGS):
        try:
            names += [each.id for each in read(path).questions]
        except ValueError:
            continue
    return names


def course_in(place: Path) -> Course:
    """All that is asked in a folder of notebooks, a notebook, or a file of questions, as a course to be judged.

    Raises ``ValueError`` where there is no question, or one cannot be read.
    """
    asked = asked_in(place)
    if not asked.lessons and not asked.ours:
        raise ValueError(gettext("there is no question in {place}").format(place=place))
    return course_of(asked.lessons, asked.ours)


def course_beside(place: Path) -> Course:
    """What a notebook, or those of a folder, ask; with our course where a lesson of ours is among them, or none asks.

    A notebook whose questions cannot be read is left out here: its own page says why.
    """
    notebooks = [place] if place.is_file() else files(place, ".ipynb")
    own = _joined(_readable(path) for path in notebooks if path.stem not in PAGES)
    if any(path.stem in LESSONS for path in notebooks) or not (own.lessons or own.ours):
        more = course_of(own.lessons)
        return Course(
            {**OURS.exercises, **more.exercises}, {**OURS.lessons, **more.lessons}, {**OURS.titles, **more.titles}
        )
    return course_of(own.lessons, own.ours)


def _readable(path: Path) -> Asked:
    try:
        return _in_notebook(path)
    except ValueError:
        return Asked()


def asked_in(place: Path) -> Asked:
    """What is asked in a folder of notebooks, a notebook, or a file of questions; there may be nothing."""
    if place.is_dir():
        return _joined(_in_notebook(path) for path in files(place, ".ipynb"))
    if place.suffix == ".ipynb":
        return _in_notebook(place)
    return Asked((read(place),))


def _joined(found: Iterable[Asked]) -> Asked:
    """Several as one: what two notebooks ask under one lesson stands together, each question once."""
    lessons: dict[str, OwnLesson] = {}
    ours: dict[str, None] = {}
    for each in found:
        ours |= dict.fromkeys(each.ours)
        for lesson in each.lessons:
            before = lessons.get(lesson.name, lesson._replace(questions=()))
            known = {one.id: one for one in (*before.questions, *lesson.questions)}
            lessons[lesson.name] = before._replace(questions=tuple(known.values()))
    return Asked(tuple(lessons.values()), tuple(ours))


def _in_notebook(path: Path) -> Asked:
    """What a notebook asks, from its own cells and from files."""
    lessons: list[OwnLesson] = []
    ours: list[str] = []
    for call in _calls(path):
        name, parts = _said(call, path)
        if name in EXERCISES:
            ours.append(name)
        elif is_name(name) and parts.keys() <= _ABOUT:
            lessons += [read(each) for each in (_file_of(name, parts, path),) if each]
        else:
            own = _written(name, parts, path)
            of = own.id.partition(".")[0]
            title = gettext("Questions in the notebook") if of == LESSON else of.replace("_", " ").capitalize()
            lessons.append(OwnLesson(of, title, (own,)))
    return _joined([Asked(tuple(lessons), tuple(ours))])


def _file_of(name: str, parts: Mapping[str, Any], notebook: Path) -> Path | None:
    if file := parts.get("file"):
        return notebook.parent / str(file)
    return beside(name.partition(".")[0], notebook.parent)


def _written(prompt: str, parts: Mapping[str, Any], path: Path) -> OwnQuestion:
    try:
        asked = {part: value for part, value in parts.items() if part != "language"}
        return from_data({"prompt": prompt, **asked}, parts.get("key", ""), path.parent)
    except (TypeError, ValueError) as error:
        raise ValueError(_in_file(path, str(error))) from error


def _calls(path: Path) -> Iterator[ast.Call]:
    """Each ``Question(...)`` in a notebook's code, in order; a cell that is no Python is passed over."""
    try:
        notebook = json.loads(_text(path))
        cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
        sources = ["".join(cell["source"]) for cell in cells]
    except (ValueError, KeyError, TypeError) as error:
        raise ValueError(gettext("{file} is no notebook, or a damaged one").format(file=path.name)) from error
    for source in sources:
        try:
            tree = ast.parse(_SPECIAL.sub("pass", source))
        except SyntaxError:
            continue
        found = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _called(node) == "Question"]
        yield from sorted(found, key=lambda call: (call.lineno, call.col_offset))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(name) | ast.Attribute(attr=name):
            return name
    return ""


def _said(call: ast.Call, path: Path) -> tuple[str, dict[str, Any]]:
    """What is asked, or the name of what is asked, and the parts."""
    try:
        parts = {each.arg or "": ast.literal_eval(each.value) for each in call.keywords}
        first = ast.literal_eval(call.args[0]) if call.args else ""
    except ValueError as error:
        worked_out = gettext(
            "{file} works out the question in line {line} of a cell, which is not read: put it into a file of questions"
        )
        raise ValueError(worked_out.format(file=path.name, line=call.lineno)) from error
    return str(parts.pop("name", first)), parts


def _questions(path: Path, lesson: str, data: list[Any]) -> Iterator[OwnQuestion]:
    names: set[str] = set()
    asked = 0  # without predictions, as a page numbers them
    for place, each in enumerate(data, 1):
        if not isinstance(each, dict):
            raise ValueError(_in_question(path, place, gettext("it is no table of parts")))
        asked += not each.get("predict")
        name = _name(each, asked)
        if name in names:
            twice = gettext("another one is called {name}").format(name=short(name))
            raise ValueError(_in_question(path, place, twice))
        names.add(name)
        try:
            yield from_data(each, f"{lesson}.{name}", path.parent)
        except (TypeError, ValueError) as error:
            raise ValueError(_in_question(path, place, str(error))) from error


def _name(data: Mapping[str, Any], number: int) -> str:
    """What a question is called: its own name, or its number; a prediction by a name that says what it is."""
    name = str(data.get("name", ""))
    if data.get("predict"):
        return name if name.startswith("predict") else f"predict_{name}".rstrip("_")
    return name or str(number)


def _data(path: Path) -> Any:
    text = _text(path)
    try:
        return tomllib.loads(text) if path.suffix == ".toml" else json.loads(text)
    except (ValueError, RecursionError) as error:
        what = "TOML" if path.suffix == ".toml" else "JSON"
        unread = gettext("{file} is no {what}: {why}")
        raise ValueError(unread.format(file=path.name, what=what, why=error)) from error


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise ValueError(gettext("{file} is too large").format(file=path.name))
        return data.decode("utf-8-sig")
    except OSError as error:
        unopened = gettext("{file} could not be opened ({reason}): give the file's place from the notebook's folder")
        raise ValueError(unopened.format(file=path, reason=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise ValueError(gettext("{file} is no text").format(file=path.name)) from error


def _in_file(path: Path, why: str) -> str:
    return gettext("{file}: {why}").format(file=path.name, why=why)


def _in_question(path: Path, number: int, why: str) -> str:
    return gettext("{file}, question {number}: {why}").format(file=path.name, number=number, why=why)


def _from_jupyterquiz(each: Any, path: Path, number: int) -> dict[str, Any]:
    """A question of jupyterquiz as one of ours; raises ``ValueError`` for what has no counterpart."""
    match each:
        case {"question": str(asked), "type": str(kind), "answers": list(answers), **more}:
            prompt = f"{asked}\n{more['code']}" if more.get("code") else asked
            if kind == "numeric":
                return {"prompt": prompt, **_numeric(answers, more.get("precision"), path, number)}
            if kind in ("multiple_choice", "many_choice"):
                options = [_option(answer) for answer in answers if isinstance(answer, dict)]
                right = [option["text"] for option in options if option["right"]]
                if kind == "many_choice":
                    return {"prompt": prompt, "options": options, "right": right}
                if len(right) == 1:
                    return {"prompt": prompt, "options": options, "right": right[0]}
                one = gettext("one answer of a multiple_choice is correct; for several write many_choice")
                raise ValueError(_in_question(path, number, one))
            kinds = gettext("the type {kind} is not known: multiple_choice, many_choice and numeric are")
            raise ValueError(_in_question(path, number, kinds.format(kind=short(kind))))
    raise ValueError(_in_question(path, number, gettext("it needs question, type and answers")))


def _option(answer: Mapping[str, Any]) -> dict[str, Any]:
    text = answer.get("answer") or answer.get("code") or ""
    return {"text": str(text), "right": answer.get("correct") is True, "because": str(answer.get("feedback", ""))}


def _numeric(answers: list[Any], digits: Any, path: Path, number: int) -> dict[str, Any]:
    """The number that is correct, as exactly as its ``precision`` asks for it, or the range of all that are."""
    for answer in answers:
        match answer:
            case {"correct": True, "value": int() | float() as value, **rest}:
                off = 0.5 * 10.0 ** (floor(log10(abs(value))) + 1 - int(digits)) if digits and value else 0
                return {"right": value, "tolerance": off, "because": str(rest.get("feedback", ""))}
            case {"correct": True, "range": [int() | float() as low, int() | float() as high], **rest}:
                return {"between": [low, high], "because": str(rest.get("feedback", ""))}
    raise ValueError(_in_question(path, number, gettext("no answer of it is a number that is correct")))
