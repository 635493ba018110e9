"""The table from which a treatment is chosen, as parts of a lab: the picture, its numbers, and what is best in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from backlab.advice import Advice
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import menu, radio, slider
from backlab.kit.lab import Html, panel
from backlab.knowledge.cases import CASES
from backlab.knowledge.dangers import DANGERS, Danger
from backlab.knowledge.effect_kinds import Slot
from backlab.knowledge.effects import NO_COLUMN
from backlab.knowledge.treatments import TREATMENTS
from backlab.labs.first_asked import FIRST as ASKED
from backlab.labs.first_asked import asks_first, danger_answers
from backlab.language import gettext
from backlab.markup import Markup, element, markup
from backlab.model import Lens
from backlab.pictures.care import whom_to_call
from backlab.pictures.choice import beside_html, cell_html, choosing_table, numbers_html
from backlab.pictures.choice_asks import asking_figure, questions
from backlab.reasoning.choice import GOOD_ROWS, LEAST_WORTH, MOST_WORTH, ROWS, USUAL_WORTH, Choice, Wish, choose
from backlab.words.choice import in_points, name_of, otherwise, verdict, worth_label
from backlab.words.choice_brief import gain_and_risk

FIRST: Mapping[str, Any] = {"worth": USUAL_WORTH, "matters": "", "also": "", "cell": "", "chosen": ""}
"""What is said of the table at first: usual wishes, no further column, no cell looked at, and nothing chosen."""
COLUMNS = {each.id: each for each in TREATMENTS.values() if each.id not in NO_COLUMN}
CELLS = tuple(f"{treatment}.{row.value}" for treatment in COLUMNS for row in ROWS)


class Chosen(NamedTuple):
    """What a lab shows of the choice; ``choice`` is None where it is urgent, and nothing is to choose."""

    picture: Panel
    choice: Choice | None

    @property
    def best(self) -> tuple[str, ...]:
        """The treatments that this wish leads to, none where it is urgent."""
        return self.choice.chosen if self.choice is not None else ()

    def numbers(self, cell: str) -> Panel:
        """The ``cell`` that is looked at, all of the table in numbers, and what is no column and why."""
        html: Html = ""
        if self.choice is not None:
            html = markup(cell_html(self.choice, cell), numbers_html(self.choice), beside_html(self.choice))
        return panel("numbers", gettext("Numbers"), html)


def worth_field() -> Field:
    """How much better a treatment must be to be worth it to somebody."""
    words = [gettext("{number} of 100").format(number=number) for number in range(LEAST_WORTH, MOST_WORTH + 1)]
    return slider("worth", gettext("Worth it if it helps at least"), LEAST_WORTH, MOST_WORTH, words=words)


def choice_fields() -> Iterator[Field]:
    """The other controls of the table, which stand in the table itself as well."""
    columns = [(each.id, name_of(each)) for each in COLUMNS.values()]
    cells = [(f"{id}.{row.value}", f"{name}: {gettext(row.label)}") for id, name in columns for row in ROWS]
    yield radio("lens", gettext("Treatment by"), _lens_words())
    yield menu("matters", gettext("What matters most"), [("", gettext("What usually does")), *_rows()])
    yield menu("chosen", gettext("Your choice"), [("", gettext("Nothing yet")), *columns])
    yield menu("also", gettext("Show in the last column"), [("", gettext("What comes first")), *columns])
    yield menu("cell", gettext("Look closer at"), [("", gettext("No cell")), *cells])


def choice_parts(advice: Advice, values: Mapping[str, Any], *, waits: str = "", sore: Iterable[str] = ()) -> Chosen:
    """The picture for a patient, with what follows from it; where it is urgent, whom to call, and nothing to choose.

    While it ``waits`` for a choice, for the patient of that sentence, the table does not say what this wish leads to.
    """
    choice = choose(advice, wish_of(values))
    if asks_first(advice):
        asked = asking_figure(danger_answers(advice), field=ASKED, place="place", chosen=values["place"], marked=sore)
        return Chosen(panel("choose", gettext("What to ask first"), asked, folds=False), choice)
    if choice is None:
        picture = panel("choose", gettext("Whom to call, and why"), _call(advice, values["case"]), folds=False)
        return Chosen(picture, None)
    picture = panel("choose", gettext("What to choose"), _table(choice, values, waits=waits), folds=False)
    return Chosen(picture, choice)


def _call(advice: Advice, case: str) -> Markup:
    """Whom to call, with what could still make it an emergency, and a way back from an answer that was tried."""
    said = danger_answers(advice)
    own = CASES[case].presentation.present if case in CASES else frozenset()
    tried = [DANGERS[id] for id, word in said.items() if word == "yes" and not _is_own(DANGERS[id], own)]
    asks = questions(said, field=ASKED) if advice.could_reach > advice.disposition else None
    return whom_to_call(advice, asks, markup(_back(advice, each) for each in tried) if tried else None)


def _is_own(danger: Danger, own: frozenset[str]) -> bool:
    """Whether an example patient came with one of its findings."""
    return any(finding.id in own for finding in danger.findings)


def _back(advice: Advice, danger: Danger) -> Markup:
    """What takes an answer back; of a question for several things, after which of them it is.

    The gravest is taken for it until somebody says so.
    """
    question = f"{gettext(danger.question)} ✕"
    if len(danger.findings) == 1:
        return element("p", gettext("Take an answer back:"), " ", _tap(question, danger, "yes"), class_="bl-care-back")
    each = (
        _tap(gettext(finding.label), danger, finding.id, pressed=advice.presentation.answer(finding) is True)
        for finding in danger.findings
    )
    back = _tap(gettext("Take it back ✕"), danger, "yes")
    return element("p", gettext("Which is it?"), " ", each, " ", back, class_="bl-care-back")


def _tap(words: str, danger: Danger, answer: str, *, pressed: bool | None = None) -> Markup:
    return element(
        "button",
        words,
        type="button",
        class_="bl-tap",
        aria_pressed=None if pressed is None else str(pressed).lower(),
        data_tap=f"{ASKED}={danger.id}.{answer}",
    )


def wish_of(values: Mapping[str, Any]) -> Wish:
    """What the controls say that somebody wants."""
    return Wish(values["worth"], Slot(values["matters"]) if values["matters"] else None, values["also"])


def _rows() -> list[tuple[str, str]]:
    return [(row.value, gettext(row.label)) for row in ROWS]


def _table(choice: Choice, values: Mapping[str, Any], *, waits: str) -> Markup:
    """The table and the switch of the lens, with what this wish leads to, and what would choose otherwise."""
    told = element("p", _waiting(choice, waits) if waits else _told(choice, values["chosen"]), class_="bl-otherwise")
    table = choosing_table(
        choice,
        opens="numbers",
        matters="matters",
        chosen="chosen",
        picked=values["chosen"],
        asks="more",
        numbers=False,
        waits=bool(waits),
        denies="actions=none",
    )
    return element(
        "div", _lenses(values["lens"]), table, told, class_="bl-choosing is-waiting" if waits else "bl-choosing"
    )


def _waiting(choice: Choice, who: str) -> Markup:
    """Who it is, and the first vote, while nothing is chosen; with what makes a treatment worth it: else one waits."""
    story, vote = element("span", who), gettext("First vote: tap what you would choose.")
    if choice.advice.could_reach > choice.advice.disposition:
        vote = gettext("First vote, if all are no: tap what you would choose.")
    asked = markup(story, " ", element("strong", vote))
    if choice.first not in GOOD_ROWS:
        return asked
    said = gettext("Worth it: what very likely helps {worth}; else wait.")
    if in_points(choice, choice.first):
        said = gettext("Worth it: what very likely takes off {worth}; else wait.")
    return markup(asked, " ", element("span", said.format(worth=worth_label(choice))))


def _told(choice: Choice, chosen: str) -> Markup:
    """What was chosen, what this wish leads to, and what would choose otherwise."""
    mine, column = markup(), choice.column(chosen)
    if column is not None:
        agrees = chosen in choice.chosen
        said = gettext("Yes.") if agrees else gettext("Not quite.")
        mine = markup(
            element("span", said, class_=f"bl-mine{' is-right' if agrees else ''}"),
            " ",
            element("span", gain_and_risk(choice, column), class_="bl-gain"),
            " ",
        )
    return markup(mine, element("strong", verdict(choice)), " ", element("span", otherwise(choice), class_="bl-flip"))


def _lenses(lens: str) -> Markup:
    """Whose choice is shown, as two buttons above the table."""
    tabs = (
        element("button", words, type="button", data_tap=f"lens={name}", aria_pressed=str(name == lens).lower())
        for name, words in ((Lens.TODAY.value, gettext("Today's advice")), (Lens.ARTICLE.value, gettext("The article")))
    )
    return element("div", tabs, role="group", aria_label=gettext("Treatment by"), class_="bl-lenses")


def _lens_words() -> list[tuple[str, str]]:
    return [(Lens.TODAY.value, gettext("Today's guidelines")), (Lens.ARTICLE.value, gettext("The article"))]
