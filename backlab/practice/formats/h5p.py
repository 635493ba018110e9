"""H5P: a set of questions for platforms that have the content types H5P.QuestionSet and H5P.MultiChoice installed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from backlab.language import gettext, language
from backlab.markup import element
from backlab.practice.formats.parts import because, paragraphs, safety, zipped
from backlab.practice.items import MANY, Item

_SET, _CHOICE = ("H5P.QuestionSet", 1, 20), ("H5P.MultiChoice", 1, 16)
_NAMED = (_SET, _CHOICE, ("FontAwesome", 4, 5), ("H5P.Question", 1, 5), ("H5P.JoubelUI", 1, 3))


def write(items: Sequence[Item], title: str) -> bytes:
    """A package without libraries: a platform has those of its own."""
    about = {
        "title": title,
        "language": language(),
        "mainLibrary": _SET[0],
        "embedTypes": ["iframe"],
        "license": "U",
        "defaultLanguage": language(),
        "preloadedDependencies": [
            {"machineName": name, "majorVersion": major, "minorVersion": minor} for name, major, minor in _NAMED
        ],
    }
    return zipped({"h5p.json": _json(about), "content/content.json": _json(_content(items, title))})


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1)


def _content(items: Sequence[Item], title: str) -> dict[str, Any]:
    intro = {"showIntroPage": True, "title": title, "introduction": element("p", safety())}
    return {
        "introPage": intro,
        "progressType": "textual",
        "passPercentage": 50,
        "questions": [_question(item) for item in items],
        "randomQuestions": False,
        "override": {"checkButton": True},
    }


def _question(item: Item) -> dict[str, Any]:
    name, major, minor = _CHOICE
    return {
        "library": f"{name} {major}.{minor}",
        "subContentId": str(uuid5(NAMESPACE_URL, item.id)),
        "metadata": {"contentType": "Multiple Choice", "license": "U", "title": item.id},
        "params": {
            "question": element("p", item.prompt),
            "answers": [_answer(item, id, label) for id, label in item.options],
            # One point, and only where all that is right is ticked: as in the course.
            "behaviour": {
                "enableRetry": True,
                "enableSolutionsButton": True,
                "type": "multi" if item.kind == MANY else "single",
                "singlePoint": True,
                "randomAnswers": False,
                "showSolutionsRequiresInput": True,
            },
            "overallFeedback": [{"from": 0, "to": 100, "feedback": " ".join(because(item))}],
            "UI": {"checkAnswerButton": gettext("Check")},
        },
    }


def _answer(item: Item, id: str, label: str) -> dict[str, Any]:
    tip = {"tip": "", "chosenFeedback": "", "notChosenFeedback": ""}
    return {"correct": id in item.right, "text": str(paragraphs((label,))), "tipsAndFeedback": tip}
