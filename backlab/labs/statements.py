"""The article's statements as cards: each is put where it belongs today, and then turned round."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from backlab.course.cards import (
    CARDS,
    PILES,
    SURENESS,
    THINK,
    UNSAID,
    count,
    following,
    from_text,
    is_right,
    put,
    to_text,
)
from backlab.course.lessons.the_article_and_the_evidence import stage_steps, tally
from backlab.course.steps import StageStep, done_by
from backlab.drawing.picture import Table, table_html
from backlab.kit import page
from backlab.kit.contract import Field
from backlab.kit.fields import button, buttons, menu, radio
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.article import STATEMENTS
from backlab.knowledge.sources import SOURCES
from backlab.labs.cards import NEXT, Taps, cards_html, meaning, title, verdict_icon
from backlab.labs.opening import opener
from backlab.labs.panels import never_tab, sources_html
from backlab.labs.stepped import SteppedLab, steps_field
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Cause, Finding, Rule, Statement, Strength, Treatment
from backlab.words import capital

_TAPS = Taps(pile="pile", card="card")


class StatementsLab(SteppedLab):
    """Every statement of the article as a card to sort: agrees, more nuanced, or differs; and how sure one is of it.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key``, and
    ``after`` is a question that opens it, or its name.

    >>> from backlab.widgets import StatementsLab
    >>> lab = StatementsLab()
    >>> lab.said
    'Card 1 of 20: does it still hold today?'
    """

    look = "sorting"

    def __init__(self, *, key: str = "", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        named = key or "statements"
        self._address = f"{named}.sorted"
        self.sorting = from_text(page.asked().get(self._address, ""))
        self._turned = False
        with speaking(speaks):
            super().__init__(
                _fields(),
                {"step": stage_steps()[0].name, "card": CARDS[0], "sure": UNSAID},
                key=named,
                names=changing(title()),
                language=speaks,
                stage={"picture": "sorted", "first": ["sure", "pile", "card"], "more": "", "warning": "never"},
                after=opener(after),
            )
        self.owned.append(self._address)

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step brings a card that lies nowhere yet; of a card in hand nobody has said how sure they are."""
        self._turned = False
        if name == "step":
            card = self.gone_to(values["step"]).sets["card"]
            return self._taken(following(self.sorting, card) if card in self.sorting else card)
        return self._taken(values["card"]) if name == "card" else {}

    def _taken(self, card: str) -> dict[str, Any]:
        """A card in hand, with how sure one was where it lies on a pile."""
        return {"card": card, "sure": self.sorting[card].sure if card in self.sorting else UNSAID}

    def move(self, name: str, value: Any) -> None:
        """Move one control; a step may be done already by what lies on the piles."""
        super().move(name, value)
        self._notice()

    def pressed(self, button: str) -> None:
        """Put the card in hand on a pile, or take the next one."""
        values = self.values
        if button == NEXT:
            self.put(**self._taken(following(self.sorting, values["card"])))
            return
        self.sorting = put(self.sorting, values["card"], button, values["sure"])
        self._turned = True
        self._notice()
        self.refresh()

    def beside(self) -> dict[str, Any]:
        """What lies on the piles, and whether the card in hand has just been turned."""
        return {**super().beside(), "sorted": to_text(self.sorting), "turned": self._turned}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Have the same piles again."""
        super().take_beside(known)
        match known:
            case {"sorted": str(text)}:
                self.sorting = from_text(text)
        self._turned = known.get("turned") is True

    def sort(self, card: str, pile: str, sure: str = THINK) -> str:
        """Put a card on a pile, as code does; returns what is said to it."""
        with speaking(self.lang), self.one_change():
            self.set(card=card, sure=sure)
            self.pressed(pile)
        return self.said

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The card and the piles, whether it lies right, and what stands behind it."""
        card, said = values["card"], self._said(values["card"])
        is_sorted = card in self.sorting
        address = "&".join(filter(None, (self.to_query(values), self._asked())))
        return Answer(
            (
                panel("sorted", title(), self._cards(card, values["sure"]), folds=False),
                never_tab(),
                panel("behind", gettext("What stands behind it"), _behind(STATEMENTS[card]) if is_sorted else ""),
                panel("piles", gettext("What the piles mean"), _meanings()),
                panel("sureness", gettext("How sure, how right"), _sureness(self) if self.sorting else ""),
            ),
            summary=element("p", element("strong", said), class_="bl-lead"),
            said=said,
            told=self.led(values, hidden={"pile": PILES if is_sorted else ()}),
            query=address,
        )

    def _cards(self, card: str, sure: str) -> Markup:
        return cards_html(card, self.sorting, _TAPS, sure=dict(_sure_words()).get(sure, ""), turned=self._turned)

    def _notice(self) -> None:
        self._done |= done_by(self.stage_steps(), {**self.values, "sorting": self.sorting})

    def _asked(self) -> str:
        return f"{self._address}={to_text(self.sorting)}" if self.sorting else ""

    def _said(self, card: str) -> str:
        """One sentence: what is asked of the card, or whether it lies right and how it stands."""
        number, all_of_them = CARDS.index(card) + 1, count(self.sorting)
        if card not in self.sorting:
            return gettext("Card {number} of {of}: does it still hold today?").format(number=number, of=len(CARDS))
        where, belongs = self.sorting[card], gettext(STATEMENTS[card].verdict)
        if is_right(card, where):
            said = gettext("✓ Right: {verdict}. {right} of {count} right so far.")
        else:
            said = gettext("✗ You: {yours}. Today: {verdict}. {right} of {count} right so far.")
        told = said.format(yours=gettext(where.pile), verdict=belongs, right=all_of_them.right, count=all_of_them.of)
        return f"{told} {tally()}" if len(self.sorting) == len(CARDS) else told


def _fields() -> list[Field]:
    cards = [(card, f"{place}. {_short(gettext(STATEMENTS[card].article))}") for place, card in enumerate(CARDS, 1)]
    row = [button(pile, capital(gettext(pile))) for pile in PILES]
    return [
        steps_field(stage_steps()),
        radio("sure", gettext("How sure are you?"), _sure_words()),
        buttons(_TAPS.pile, [*row, button(NEXT, gettext("Next card"))]),
        menu(_TAPS.card, gettext("Card"), cards),
    ]


def _sure_words() -> list[tuple[str, str]]:
    return list(zip(SURENESS, (gettext("Sure"), gettext("Fairly"), gettext("A guess")), strict=True))


def _short(words: str) -> str:
    return words if len(words) <= 48 else f"{words[:46].rsplit(' ', 1)[0]} …"


def _meanings() -> Markup:
    """Each pile with its sign, and what the marks on the cards say."""
    piles = (
        element("li", verdict_icon(pile), " ", element("strong", capital(gettext(pile))), f": {meaning(pile)}")
        for pile in PILES
    )
    marks = gettext("✓: you put it there too. ✗: it belongs there, and you put it elsewhere.")
    return markup(element("ul", piles), element("p", marks))


def _behind(statement: Statement) -> Markup:
    """What today's side rests on, and what stands for it in this course."""
    here = element("ul", (element("li", _label(thing)) for thing in statement.implements))
    return markup(
        element("p", gettext(statement.today)),
        sources_html(SOURCES[name] for name in statement.sources),
        element("p", element("strong", gettext("What stands for it here"))),
        here,
    )


def _sureness(lab: StatementsLab) -> Markup:
    """How many lie right, by how sure one was: whoever is sure should be right more often than whoever guesses."""
    words = dict(_sure_words())
    of = gettext("{right} of {count}")
    counts = {sure: count(lab.sorting, sure) for sure in SURENESS}
    rows = tuple((words[sure], of.format(right=found.right, count=found.of)) for sure, found in counts.items())
    caption = gettext("How sure, how right")
    table = table_html(Table((gettext("How sure"), gettext("Right")), rows), caption)
    return markup(table, element("p", gettext("Where you were sure and wrong, there is most to learn.")))


def _label(thing: Rule | Treatment | Cause | Finding) -> str:
    """What a thing is, in plain words; a treatment that guidelines have graded with its grade."""
    match thing:
        case Rule():
            said = gettext("Rule, {level}: {because}")
            return said.format(level=gettext(thing.disposition.label), because=gettext(thing.because))
        case Treatment():
            said = gettext("Treatment: {name}").format(name=gettext(thing.label))
            return f"{said} {_grade(thing)}".strip()
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
