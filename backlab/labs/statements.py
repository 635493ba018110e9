"""The lab of statements: what the article says beside what is known today, and what stands for it here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from backlab.drawing.picture import Picture, Table, picture_html
from backlab.drawing.svg import EDGE, ROOM, Part, block, drawing, group, paint, path, rect, stack
from backlab.kit.fields import Pair, menu, radio
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import LinkedLab
from backlab.knowledge.article import AGREES, DIFFERS, NUANCED, STATEMENTS
from backlab.labs.opening import opener
from backlab.labs.panels import SIDES, STACKED, folded_sources, more
from backlab.labs.pictures import groups_of_rules
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Cause, Finding, Rule, Statement, Strength, Treatment
from backlab.words import capital

VERDICTS = (AGREES, NUANCED, DIFFERS)
Implements = Rule | Treatment | Cause | Finding
_KINDS = (Rule, Treatment, Cause, Finding)
# Two strokes: equal, about equal, and not equal. Drawn around 0, 0.
_STROKES = {
    AGREES: ("self-care", "M-5 -2.8h10M-5 2.8h10"),
    NUANCED: ("routine", "M-5 -2q2.5 -3 5 -.6t5 -.6M-5 3.6q2.5 -3 5 -.6t5 -.6"),
    DIFFERS: ("urgent", "M-5 -2.8h10M-5 2.8h10M3 -6.5L-3 6.5"),
}


class StatementsLab(LinkedLab):
    """Every statement of the article beside today's evidence, by verdict and by what stands for it here.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key``, and
    ``after`` is a question that opens it, or its name.
    """

    def __init__(self, *, key: str = "", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            verdicts = [("", gettext("All")), *((verdict, capital(gettext(verdict))) for verdict in VERDICTS)]
            super().__init__(
                [
                    radio("verdict", gettext("Today's verdict"), verdicts),
                    menu("about", gettext("What stands for it here"), [("", gettext("Anything")), *_subjects()]),
                ],
                {"verdict": "", "about": ""},
                key=key or "statements",
                names=(gettext("Choose statements"), gettext("The article and today")),
                language=speaks,
                after=opener(after),
            )

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """How the article fares as a whole, and the statements that were chosen."""
        found = chosen(values["verdict"], values["about"])
        count = gettext("{count} of {of} statements").format(count=len(found), of=len(STATEMENTS))
        none = element("p", gettext("No statement is both. Choose all verdicts, or anything."))
        picture = verdict_counts()
        return Answer(
            (
                panel("verdicts", picture.title, picture_html(picture), folds=False),
                panel("statements", count, markup(map(statement_html, found)) or none, folds=False),
            ),
            said=f"{count}.",
            query=self.to_query(values),
        )


def chosen(verdict: str = "", about: str = "") -> tuple[Statement, ...]:
    """The statements with a verdict and implemented by something; "" is any."""
    return tuple(
        statement
        for statement in STATEMENTS.values()
        if verdict in ("", statement.verdict) and about in ("", *map(_subject, statement.implements))
    )


def statement_html(statement: Statement) -> Markup:
    """One statement: the verdict, both sides, what stands for it here, and its sources."""
    number = list(STATEMENTS).index(statement.id) + 1
    title = gettext("Statement {number}: {verdict}").format(number=number, verdict=gettext(statement.verdict))
    here = element("ul", (element("li", _label(thing)) for thing in statement.implements))
    sides = (gettext("The article"), statement.article), (gettext("Today"), statement.today)
    said = (element("p", element("strong", f"{name}:"), f" {gettext(words)}") for name, words in sides)
    return element(
        "article",
        element("h4", verdict_icon(statement.verdict), f" {title}"),
        element("div", said, style=SIDES),
        more(gettext("What stands for it here"), here),
        folded_sources(statement.sources),
        style=STACKED,
    )


def _subject(thing: Implements) -> str:
    """What a filter calls a thing: rules by their group, all else one by one."""
    name = thing.group if isinstance(thing, Rule) else thing.id
    return f"{type(thing).__name__.lower()}.{name}"


def _subjects() -> list[Pair]:
    """Everything that implements a statement, rules first, each kind by its words."""
    things = {_subject(thing): thing for statement in STATEMENTS.values() for thing in statement.implements}
    about = dict(groups_of_rules())
    named = {
        name: gettext("Rules about {group}").format(group=about[thing.group])
        if isinstance(thing, Rule)
        else _label(thing, graded=False)
        for name, thing in things.items()
    }
    return sorted(named.items(), key=lambda choice: (_KINDS.index(type(things[choice[0]])), choice[1].casefold()))


def _label(thing: Implements, *, graded: bool = True) -> str:
    """What a thing is, in plain words; a treatment that guidelines have graded with its grade."""
    match thing:
        case Rule():
            said = gettext("Rule, {level}: {because}")
            return said.format(level=gettext(thing.disposition.label), because=gettext(thing.because))
        case Treatment():
            said = gettext("Treatment: {name}").format(name=gettext(thing.label))
            return f"{said} {_grade(thing)}".strip() if graded else said
        case Cause():
            return gettext("Cause: {name}").format(name=gettext(thing.label))
        case Finding():
            return gettext("Finding: {name}").format(name=gettext(thing.label))


def _grade(treatment: Treatment) -> str:
    view = treatment.today
    if view.strength is Strength.NONE:
        return ""
    return gettext("(today: {strength} recommendation {direction}, certainty {certainty})").format(
        strength=gettext(view.strength.value),
        direction=gettext(view.direction.value),
        certainty=gettext(view.certainty.value),
    )


@cache
def verdict_mark(verdict: str, x: float, y: float) -> str:
    """A verdict's sign in its frame, 20 units wide, around ``x``, ``y``: equal, about equal, or not equal."""
    colour, strokes = _STROKES[verdict]
    frame = rect(-9, -9, 18, 18, paint(f"{colour}-soft", colour, 1.8), radius=4)
    return group(frame, path(strokes, paint(stroke=colour, width=2, round=True)), at=(x, y))


def verdict_icon(verdict: str) -> str:
    """The sign as a picture of its own, as high as the text beside it; that text says what it is."""
    look = "width:1.25em;height:1.25em;vertical-align:-0.25em"
    sign = verdict_mark(verdict, 10, 10)
    return element("svg", sign, viewBox="0 0 20 20", aria_hidden="true", focusable="false", style=look)


def verdict_counts() -> Picture:
    """How many statements of the article have each verdict, one box a statement."""
    counts = {verdict: len(chosen(verdict)) for verdict in VERDICTS}
    title = gettext("How the article fares")
    told = gettext(
        "Of {of} statements {agrees} agree with what is known today, {nuanced} are more nuanced, and {differs} differ."
    ).format(of=len(STATEMENTS), agrees=counts[AGREES], nuanced=counts[NUANCED], differs=counts[DIFFERS])
    body = stack([_row(verdict, count) for verdict, count in counts.items()], 12)
    rows = tuple((capital(gettext(verdict)), str(count)) for verdict, count in counts.items())
    return Picture(
        "verdicts",
        title,
        told,
        drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 2))),
        Table((gettext("Today's verdict"), gettext("Statements")), rows),
        (told,),
    )


def _row(verdict: str, count: int) -> Part:
    colour, _ = _STROKES[verdict]
    words = gettext("{verdict}: {count}").format(verdict=capital(gettext(verdict)), count=count)
    name = block(words, 28, ROOM - 28, bold=True)
    head = verdict_mark(verdict, 10, 10) + group(name.markup, at=(0, 1))
    step = min((ROOM - 4) / max(count, 1), 15)
    boxes = (rect(n * step, name.height + 8, step - 4, 11, paint(colour), radius=2) for n in range(count))
    return Part(markup(head, boxes), name.height + 19)
