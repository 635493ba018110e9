"""A sheet to fill in with a pencil and a ruler: the same thousand people, and the same line, without a computer."""

from __future__ import annotations

from collections.abc import Iterator

from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.pictures.nomogram import ruler_scales
from backlab.reasoning.asking import PEOPLE
from backlab.reasoning.published import Published

_COMMON = 100  # of a thousand, for the contrast


def worksheet(story: Published) -> Markup:
    """The question of the story, where the illness is rare and where it is common, again, and as a line."""
    head = element("header", element("h2", gettext("A thousand people: a sheet to fill in")))
    tasks = (element("li", task) for task in _tasks(story))
    return element(
        "div", head, element("ol", tasks, class_="bl-worksheet"), element("figure", ruler_scales(), class_="bl-ruler")
    )


def _tasks(story: Published) -> Iterator[tuple[Markup, ...]]:
    rare = round(story.measured.prior.value * PEOPLE)
    ask = gettext(
        "{ill} of 1000 adults who walk into a clinic with back pain have a tumour in the spine. Asked about cancer "
        "before, {yes:.0f} of 100 ill say yes, and {alarms:.0f} of 100 others (not verified). How many are that, in "
        "whole people?"
    )
    said = ask.format(ill=rare, yes=100 * story.rates.ill, alarms=100 * story.rates.others)
    yield _text(said), _table(), _line(gettext("So many of the yeses come from the ill:"))
    common = gettext("The same question where {ill} of 1000 are ill. What has changed, and what has not?")
    yield _text(common.format(ill=_COMMON)), _table(), _line(gettext("So many of the yeses come from the ill:"))
    again = gettext(
        "The form asks the same again in other words, and whoever said yes says it again. Who goes on? Why is it wrong "
        "to multiply once more?"
    )
    yield _text(again), _line(""), _line("")
    ruler = gettext(
        "Lay a ruler on the left scale at {rare:g}%, and on the middle scale at {ratio:g}. Where does it meet the "
        "right scale? Then begin at {common:g}%."
    )
    yield _text(ruler.format(rare=rare / 10, ratio=story.sign.positive, common=_COMMON / 10)), _line("")


def _text(words: str) -> Markup:
    return element("p", words)


def _line(words: str) -> Markup:
    return element("p", words, class_="bl-write")


def _table() -> Markup:
    """Who is ill and who says yes, with nothing but the thousand in it."""
    heads = "", gettext("Yes"), gettext("No"), gettext("Together")
    head = element("tr", (element("th", name, scope="col") for name in heads))
    names = (gettext("Ill"), ""), (gettext("Without it"), ""), (gettext("Together"), f"{PEOPLE}")
    rows = (
        element("tr", element("th", name, scope="row"), element("td"), element("td"), element("td", total))
        for name, total in names
    )
    return element("table", element("thead", head), element("tbody", rows))
