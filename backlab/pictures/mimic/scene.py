"""One patient's story as a scene: the sore place, what was said so far, and the four levels of care below."""

from collections.abc import Iterator
from typing import NamedTuple

from backlab.drawing.picture import Table, table_html
from backlab.language import gettext, ngettext
from backlab.markup import Markup, element
from backlab.model import Disposition
from backlab.pictures.marks import level_icon, level_label
from backlab.pictures.mimic.back import layer_words, rubbed
from backlab.pictures.mimic.medicine import on_ibuprofen
from backlab.pictures.mimic.state import (
    FITS,
    FURTHER,
    NEITHER,
    QUESTIONS,
    Heard,
    fits,
    questions,
    speaks_for_a_kidney,
)


class Taps(NamedTuple):
    """The lab's fields behind the picture: what was asked, which answers are turned round, and what was decided."""

    asked: str
    turned: str
    stop: str


def heard_html(now: Heard, taps: Taps) -> Markup:
    """The whole scene."""
    said = element("div", _clock(now), _trays(now, taps), _tablet(now), class_="bl-heard-said")
    shown = [_back(now)] if now.is_looking else [_back(now), said, _doors(now, taps)]  # there one only looks
    inside = element("div", shown, class_="bl-heard")
    table = element("details", element("summary", gettext("As a table")), table_html(_table(now), title()))
    return element("figure", inside, table, class_="bl-picture bl-picture-heard", aria_label=title())


def _back(now: Heard) -> Markup:
    return rubbed(now.depth, named=now.is_open, patient=now.patient, is_asked=now.is_looking)


def title() -> str:
    """What the picture is called."""
    return gettext("One sore place, and what is said of it")


def _clock(now: Heard) -> Markup:
    """How many minutes the questions have taken, as a row of dots."""
    said = ngettext("{count} minute", "{count} minutes", now.minutes)
    count = said.format(count=now.minutes)
    dots = (element("i", class_="is-gone" if n < now.minutes else None) for n in range(now.could_take))
    return element(
        "p", element("strong", count), element("span", dots, class_="bl-heard-pips", aria_hidden="true"),
        class_="bl-heard-clock",
    )  # fmt: skip


def _trays(now: Heard, taps: Taps) -> Markup:
    names = {
        FITS: gettext("Fits a muscle, clears nobody"),
        FURTHER: gettext("Fits something else"),
        NEITHER: gettext("Fits both"),
    }
    first_last = sorted(now.asked, key=lambda name: name != now.last)  # what was heard last is never out of sight
    shown = [*first_last, *now.shown_missed]
    trays = (_tray(kind, name, now, [n for n in shown if _kind(now, n) == kind], taps) for kind, name in names.items())
    return element("div", trays, class_="bl-heard-trays")


def _kind(now: Heard, name: str) -> str:
    return fits(name, yes=now.yes(name))


def _tray(kind: str, title_: str, now: Heard, names: list[str], taps: Taps) -> Markup:
    chips = element("ul", (element("li", _chip(now, name, taps)) for name in names))
    hint = "" if names else element("p", gettext("nothing heard yet"), class_="bl-heard-hint")
    return element("section", element("h4", title_), chips, hint, class_=f"bl-heard-tray is-{kind}")


def _chip(now: Heard, name: str, taps: Taps) -> Markup:
    """One answer. Once the rules may be seen, it can be turned round; what was not asked can be asked still."""
    question, yes = questions()[name], now.yes(name)
    found = question.found(yes=yes)
    was_asked = name in now.asked
    looks = {"is-new": was_asked and name == now.last, "is-missed": not was_asked, "is-turned": name in now.turned}
    how = {
        "class_": " ".join(["bl-heard-chip", *(look for look, on in looks.items() if on)]),
        "data_key": f"said-{name}",
    }
    if not now.is_open:
        return element("span", found, **how)
    if not was_asked:
        tag, does, tap = gettext("missed"), gettext("Ask it."), f"{taps.asked}={name}"
    else:
        tag = gettext("kidney") if speaks_for_a_kidney(name, yes=yes) else ""
        does, tap = gettext("Turn it round."), f"{taps.turned}={name}"
    words = element("span", found), element("small", tag) if tag else "", element("span", does, class_="bl-unseen")
    turned = ("true" if name in now.turned else "false") if was_asked else None
    return element("button", words, type="button", data_tap=tap, aria_pressed=turned, **how)


def _tablet(now: Heard) -> Markup:
    """Whether ibuprofen can be taken, once the rules may be seen."""
    fate, why = on_ibuprofen(now) if now.is_open else (gettext("Ibuprofen: not yet."), gettext("First say how soon."))
    return element("p", element("strong", fate), " ", element("span", why), class_="bl-heard-tablet")


def _doors(now: Heard, taps: Taps) -> Markup:
    """The four levels of care, to decide on one; and who or what stands where."""
    return element("ol", (_door(level, now, taps) for level in Disposition), class_="bl-heard-doors")


def _door(level: Disposition, now: Heard, taps: Taps) -> Markup:
    name = level.name.lower()
    words = element("strong", level_icon(level), " ", level_label(level)), element("span", _means(level))
    marks = [_mark(key, said) for key, said, where in _standing(now) if where == level]
    pressed = "true" if now.stop == name else "false"
    tap = element(
        "button", words, type="button", class_="bl-heard-door", data_tap=f"{taps.stop}={name}", aria_pressed=pressed
    )
    here = now.is_open and now.told.disposition == level
    look = f"bl-is-{level.slug}{' is-here' if here else ''}"
    return element("li", tap, element("span", marks, class_="bl-heard-marks"), class_=look)


def _means(level: Disposition) -> str:
    """What a level is in this story, in two words."""
    return {
        Disposition.SELF_CARE: gettext("at home"),
        Disposition.ROUTINE: gettext("an appointment"),
        Disposition.URGENT: gettext("the same day"),
        Disposition.EMERGENCY: gettext("now"),
    }[level]


def _standing(now: Heard) -> Iterator[tuple[str, str, Disposition]]:
    """What stands at which level: what was decided, and what the rules say to what was asked, and to everything."""
    if now.decided is not None:
        yield "you", gettext("you"), now.decided
    if not now.is_open:
        return
    yield "told", gettext("so far"), now.told.disposition
    if now.decided is not None:
        yield "whole", gettext("all told"), now.whole.disposition


def _mark(key: str, words: str) -> Markup:
    whose = {
        "you": gettext("What you decided"),
        "told": gettext("What the rules say to what was asked"),
        "whole": gettext("What the rules say to all answers together"),
    }
    return element("span", words, title=whose[key], class_=f"bl-heard-mark is-{key}", data_key=f"mark-{key}")


def _table(now: Heard) -> Table:
    """The same in words."""
    rows = (
        (gettext("Seen in the ring"), layer_words(now.depth, named=now.is_open), ""),
        *(_row(now, name) for name in QUESTIONS),
        (gettext("Ibuprofen"), " ".join(on_ibuprofen(now)) if now.is_open else "", ""),
        *((gettext("How soon: {who}").format(who=words), level_label(level), "") for _, words, level in _standing(now)),
    )
    return Table((gettext("Question"), gettext("Answer"), gettext("What it says")), rows)


def _row(now: Heard, name: str) -> tuple[str, str, str]:
    question = questions()[name]
    if name not in now.asked and name not in now.shown_missed:
        return question.name, gettext("not asked"), ""
    kinds = {
        FITS: gettext("fits a muscle, and clears nobody"),
        FURTHER: gettext("fits something else"),
        NEITHER: gettext("fits both"),
    }
    found = question.found(yes=now.yes(name))
    if name not in now.asked:
        found = gettext("{found} (not asked)").format(found=found)
    return question.name, found, kinds[_kind(now, name)]
