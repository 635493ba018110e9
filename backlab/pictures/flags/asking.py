"""A body that one taps to ask: each place says what was answered there, and why that matters.

What is drawn is worked by a finger; every button of the questions is one for the keyboard too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from backlab.advice import advise
from backlab.drawing.picture import Table, table_html
from backlab.drawing.svg import circle, colour, element, number, paint, path, rect
from backlab.knowledge.findings import FINDINGS, KNOWN, fever
from backlab.knowledge.flags import AFTER, CROWD_OF, HARMLESS, Crowd, Often
from backlab.language import gettext, ngettext
from backlab.markup import Child, Markup, markup
from backlab.markup import element as html
from backlab.model import Disposition, Finding, Interval, Range, Rule
from backlab.pictures.back import CROPS, Look, drawn_back
from backlab.pictures.back.picture import rooted
from backlab.pictures.flags.places import PLACES, QUESTIONS, Spot, place_name
from backlab.pictures.marks import level_icon, level_label, level_mark
from backlab.presentation import Presentation
from backlab.reasoning.explain import reasons
from backlab.words import capital

_BOX = -180, CROPS["behind"]["places"][1], 360, CROPS["behind"]["places"][3]
_RINGS = 1.0, 0.72, 0.44  # the size of each ring of the ache: lines, so that what lies below is seen
_SQUEEZED = 372.0  # how far down the nerves of the saddle are squeezed: beside the fourth lumbar vertebra
_CABLE = ("nerve-deep", 6.4), ("nerve", 4.0)  # a line below each nerve, so that it stands out on any skin
_FOUND, _DENIED, _OPEN = "found", "denied", "open"
_ALONE = Presentation(age=34, pain=3, days=3)


class Asked(NamedTuple):
    """What the picture shows: a patient, the place that is open ("" for none), and which controls it works.

    ``where`` opens a place, ``fields`` say which control holds a finding, and ``people`` which value of which control
    shows the people who were counted for a sign. ``look`` is whom one sees.
    """

    patient: Presentation
    place: str
    where: str
    fields: Mapping[str, str]
    people: Mapping[str, str]
    look: Look


def asking(shown: Asked) -> Markup:
    """The picture as a figure: the body on one side, the questions of the place that is open on the other."""
    table = html("details", html("summary", gettext("As a table")), table_html(_table(shown), title()))
    inside = html("div", _body(shown), _talk(shown), class_="bl-flagask")
    return html("figure", inside, table, class_="bl-picture bl-picture-flags", aria_label=title())


def title() -> str:
    """What the picture is called."""
    return gettext("Tap the body, and ask")


def answer_of(patient: Presentation, finding: Finding) -> str:
    """What somebody says to a question: open, denied, found (new), or known (old, and a doctor knows)."""
    old = FINDINGS.get(f"{finding.id}_{KNOWN}")
    if old is not None and patient.answer(old):
        return KNOWN
    said = patient.answer(finding)
    return _OPEN if said is None else _FOUND if said else _DENIED


@cache
def alone(finding: Finding) -> Disposition:
    """The level of somebody who has this, and nothing else."""
    return advise(_ALONE.changed(finding, to=True)).disposition


@cache
def why(finding: Finding) -> Rule | None:
    """The weightiest rule that this alone fulfils."""
    held = reasons(_ALONE.changed(finding, to=True))
    return max((each.rule for each in held), key=lambda rule: rule.disposition, default=None)


def because(finding: Finding) -> str:
    """Why a sign alone counts, or that it does not."""
    rule = why(finding)
    return gettext(rule.because) if rule else gettext("By itself it calls for nothing; beside another sign it may.")


# --- The body


def _body(shown: Asked) -> Markup:
    found = {place: _here(shown.patient, spot) for place, spot in PLACES.items()}
    lit = {part: "accent" for place, spot in PLACES.items() if found[place] == _FOUND for part in spot.lit}
    skin = {"skin": 0.45, "bones": 0.35, "nerves": 0.25} if lit else {"skin": 1.0}
    drawn = drawn_back(box=_BOX, layers=skin, lit=lit, look=shown.look)
    spots = (_spot(place, spot, found[place], shown) for place, spot in PLACES.items())
    squeezed = _squeezed() if found["saddle"] == _FOUND else None
    return rooted(_BOX, title(), _described(shown), drawn, _ache(shown.patient), squeezed, *spots, most=60)


def _here(patient: Presentation, spot: Spot) -> str:
    """What was answered at a place, in all."""
    said = {answer_of(patient, finding) for finding in spot.asks}
    if _FOUND in said:
        return _FOUND
    return _OPEN if _OPEN in said else KNOWN if KNOWN in said else _DENIED


def _ache(patient: Presentation) -> Markup:
    """How much it hurts, as rings on the lower back that never leave it: pain is loud, and no sign of anything."""
    pain = patient.pain or 0
    return markup(
        element(
            "ellipse",
            cx=0,
            cy=326,
            rx=number((14 + 6.2 * pain) * share),
            ry=number((10 + 9 * pain) * share),
            style=f"fill:none;stroke:{colour('muscle-deep')};stroke-width:{number(1.5 + 0.4 * pain if pain else 0)}",
            data_key=f"ache-{share}",
        )
        for share in _RINGS
    )


@cache
def _squeezed() -> Markup:
    """Cause and effect in one line: the nerves of the saddle, where they are squeezed, and where that is felt."""
    ways = [f"M{x / 3:g} 344C{x / 3:g} {_SQUEEZED:g} {x / 2:g} 396 {x:g} 436" for x in (-18, -9, 0, 9, 18)]
    nerves = (path(way, paint("none", tone, wide, round=True)) for tone, wide in _CABLE for way in ways)
    red = paint("emergency", "sheet", 1.5)
    jaws = (path(f"M{side * 8} {_SQUEEZED:g}l{side * 18} -11v22z", red) for side in (-1, 1))
    return element("g", markup(nerves, jaws), class_="bl-flag-squeezed")


def _spot(place: str, spot: Spot, found: str, shown: Asked) -> Markup:
    """A place to tap: a question mark before it was asked, and the level of what was found there."""
    x, y = spot.at
    is_open = place == shown.place
    ring = circle(x, y, 24, paint("none", "accent", 3)) if is_open else ""
    name = element("title", place_name(place))
    disc = circle(x, y, 18, paint("sheet", "line" if found == _DENIED else "accent", 2))
    mark = element("g", ring, disc, _sign(x, y, found, shown.patient, spot), class_="bl-flag-mark")
    inside = markup(name, _icon(spot), _called(spot, place), mark)
    return element("g", inside, class_=f"bl-flag-spot is-{found}", data_tap=f"{shown.where}={place}")


def _called(spot: Spot, place: str) -> Child:
    """The name of a place on the body, beside its mark; what has an icon is named below it."""
    if spot.icon:
        return None
    words, (x, y), anchor = {
        "all": (gettext("Body"), (-42, 50), "end"),
        "chest": (gettext("Chest"), (-24, 184), "end"),
        "side": (gettext("Side"), (58, 310), "middle"),
        "spine": (gettext("Spine"), (-24, 336), "end"),
        "saddle": (gettext("Between the legs"), (0, 500), "middle"),
        "legs": (gettext("Legs"), (66, 596), "start"),
    }[place]
    look = f"fill:{colour('text')};stroke:{colour('sheet')};stroke-width:4px;paint-order:stroke;font-size:16px"
    name = element("text", words, x=x, y=y, text_anchor=anchor, style=look)
    return element("g", name, data_label="end", class_="bl-flag-name")


def _icon(spot: Spot) -> Markup:
    if not spot.icon:
        return markup()
    x, y = spot.at
    return element("g", _drawn_icon(spot.icon, x, y + 44), class_="bl-flag-icon") + _named(spot.icon, x, y + 84)


def _named(icon: str, x: float, y: float) -> Markup:
    """What stands for the night and for what was before, a word to a line."""
    words = {"moon": gettext("At night"), "page": gettext("Past illness")}
    lines = (element("tspan", word, x=x, dy="1em" if n else "") for n, word in enumerate(words[icon].split()))
    name = element("text", lines, x=x, y=y, text_anchor="middle", style=f"fill:{colour('text')};font-size:16px")
    return element("g", name, data_label="end", class_=f"bl-flag-word is-{icon}")


@cache
def _drawn_icon(icon: str, x: float, y: float) -> Markup:
    if icon == "moon":
        return path(f"M{x + 3} {y - 15}a15 15 0 1 0 12 22a12 12 0 0 1 -12 -22z", paint("soft"))
    lines = path(f"M{x - 6} {y - 6}h12M{x - 6} {y}h12M{x - 6} {y + 6}h8", paint("none", "soft", 2))
    return rect(x - 11, y - 14, 22, 28, paint("sheet", "soft", 2), radius=3) + lines


def _sign(x: float, y: float, found: str, patient: Presentation, spot: Spot) -> Markup:
    if found == _FOUND:
        here = [finding for finding in spot.asks if answer_of(patient, finding) == _FOUND]
        return level_mark(max(map(alone, here)), x, y, 24)
    if found == KNOWN:
        return level_mark(Disposition.ROUTINE, x, y, 20)
    if found == _DENIED:
        return path(f"M{x - 7} {y}h14", paint("none", "soft", 3))
    return path(
        f"M{x - 5} {y - 4}a5 5 0 1 1 8 4q-3 2 -3 5",
        paint("none", "accent", 2.8, round=True),
    ) + circle(x, y + 10, 1.9, paint("accent"))


# --- The questions


def _talk(shown: Asked) -> Markup:
    """What was asked, and what was said."""
    count = sum(answer_of(shown.patient, finding) != _OPEN for finding in QUESTIONS)
    asked = gettext("Asked here: {count} of {all}").format(count=count, all=len(QUESTIONS))
    head = html("p", _who(shown.patient, shown.look), " ", html("b", asked), _loud(shown.patient), class_="bl-flag-who")
    if not shown.place:
        return html("div", head, _start(shown), class_="bl-flag-talk")
    cards = (_card(finding, shown) for finding in PLACES[shown.place].asks)
    name = html("h4", place_name(shown.place))
    counted = _counted(shown)
    return html("div", head, name, _together(shown.patient), cards, counted, class_="bl-flag-talk")


def _together(patient: Presentation) -> Child:
    """What signs mean together, where that is more than any of them means alone."""
    held = reasons(patient)
    found = [alone(finding) for finding in QUESTIONS if answer_of(patient, finding) == _FOUND]
    if len(found) < 2 or held[0].rule.disposition <= max(found):
        return None
    level = held[0].rule.disposition
    said = gettext("Together: {level}.").format(level=level_label(level))
    words = html("p", level_icon(level), " ", html("strong", said), " ", gettext(held[0].rule.because))
    return html("section", words, class_=f"bl-flag-card is-together bl-is-{level.slug}")


def _who(patient: Presentation, look: Look) -> Markup:
    """Who this is, before what hurts: each step has somebody else."""
    man, woman = gettext("Example patient, a man of {age}"), gettext("Example patient, a woman of {age}")
    who = man if look.sex == "male" else woman
    pain = ngettext("pain {pain} of 10, for {days} day.", "pain {pain} of 10, for {days} days.", patient.days or 0)
    name = html("strong", f"{who.format(age=patient.age)}:")
    return markup(name, " ", pain.format(pain=patient.pain, days=patient.days))


def _loud(patient: Presentation) -> Child:
    """What pain as strong as this calls for by itself, once it calls for something."""
    pain = patient.pain or 0
    alone_ = advise(Presentation(age=_ALONE.age, pain=pain, days=_ALONE.days)).disposition
    if alone_ is Disposition.SELF_CARE:
        return None
    said = gettext("Pain this strong, alone: {level}. It is no red flag.").format(level=level_label(alone_))
    return html("span", said, class_="bl-flag-loud")


def _start(shown: Asked) -> Markup:
    """Every place in words, as long as none is open: whoever works by keys begins here, too."""
    hint = gettext("Each ? hides a few questions. Tap one: the patient answers at once.")
    places = (html("button", place_name(p), type="button", data_tap=f"{shown.where}={p}") for p in PLACES)
    return html("div", html("p", hint), html("div", places, class_="bl-flag-places"), class_="bl-flag-start")


def _card(finding: Finding, shown: Asked) -> Markup:
    """A question, its answer among those that can be given, and what a yes means."""
    said = answer_of(shown.patient, finding)
    told = {_FOUND: finding, KNOWN: FINDINGS.get(f"{finding.id}_{KNOWN}")}.get(said)
    level = alone(told) if told is not None else None
    icon = level_icon(level) if level is not None else None
    ask = html("p", icon, " " if icon else None, f"{capital(gettext(finding.label))}?", class_="bl-flag-question")
    means = _means(told) if told is not None else None
    look = f" bl-is-{level.slug}" if level is not None else ""
    hides = html("p", gettext("Ibuprofen or paracetamol can hide a fever.")) if finding == fever else None
    return html("section", ask, hides, _answers(finding, said, shown), means, class_=f"bl-flag-card is-{said}{look}")


def _answers(finding: Finding, said: str, shown: Asked) -> Markup:
    """The answers: the one that was given is pressed, another one takes its place."""
    old = FINDINGS.get(f"{finding.id}_{KNOWN}")
    sign, known = f"{shown.fields[finding.id]}={finding.id}", f"{shown.fields[finding.id]}={finding.id}_{KNOWN}"
    each = [_answer(gettext("No"), sign, is_said=said == _DENIED)]
    if old is not None:
        seen = gettext("Old; a doctor has looked")
        each.append(_answer(seen, known, is_said=said == KNOWN))
    new = gettext("New, worse, not sure") if old is not None else gettext("Yes")
    each.append(_answer(new, known if said == KNOWN else sign, is_said=said == _FOUND))
    return html("div", each, class_="bl-flag-answers", role="group", aria_label=gettext("What the patient says"))


def _answer(words: str, tap: str, *, is_said: bool) -> Markup:
    """One answer, in full on a phone too: whoever reads half of it may take a new sign for an old one."""
    pressed = "true" if is_said else "false"
    return html("button", words, type="button", data_tap=None if is_said else tap, aria_pressed=pressed)


def _means(finding: Finding) -> Markup:
    """Why a yes counts."""
    level = level_label(alone(finding))
    alone_ = gettext("Alone: {level}.").format(level=level)
    return html("p", html("strong", alone_), " ", because(finding), class_="bl-flag-means")


def _counted(shown: Asked) -> Child:
    """How often it was counted what was found at a place: below all answers, folded, apart from what is to be done."""
    found = [f for f in PLACES[shown.place].asks if answer_of(shown.patient, f) == _FOUND]
    if not found:
        return None
    head = html("summary", gettext("How often it was counted"))
    each = ((html("p", html("b", f"{capital(gettext(f.label))}:")), _often(f), _people(f, shown)) for f in found)
    return html("details", head, _no_less(found), each, class_="bl-flag-numbers")


def _no_less(found: list[Finding]) -> Child:
    """That many others have a sign is no reason to wait."""
    if max(map(alone, found)) < Disposition.URGENT:
        return None
    return html("p", html("strong", gettext("Nothing here makes it less urgent.")))


def _often(finding: Finding) -> Markup:
    """How many harmless backs have it, and how many who have it are ill, as far as somebody has counted."""
    harmless, after = HARMLESS.get(finding), AFTER.get(finding)
    if harmless is None and after is None:
        nobody = gettext("How many others have it nobody has counted, as far as our record goes.")
        return html("p", nobody, class_="bl-flag-often")
    counted = _harmless(harmless) if harmless else None, _after(after) if after else None
    return html("div", counted, class_="bl-flag-often")


def _people(finding: Finding, shown: Asked) -> Child:
    """The way to the people who were counted for a sign."""
    if finding not in CROWD_OF:
        return None
    tap = shown.people[CROWD_OF[finding].id]
    return html("button", gettext("See the people"), type="button", data_tap=tap, class_="bl-flag-people")


def _harmless(often: Often) -> Markup:
    doubt = None if often.verified else f" {gettext('Not verified.')}"
    return html("p", _of_whom(often), doubt)


def _after(found: Crowd) -> Markup:
    assert found.after is not None
    words = gettext(
        "Of 100 who have it, ill: {interval} (mostly counted in emergency departments and specialist hospitals)."
    )
    return html("div", dots(found.ill, "emergency"), html("p", words.format(interval=with_interval(found.after))))


def _number(count: float | Range) -> str:
    if isinstance(count, Range):
        return gettext("{low} to {high}").format(low=f"{count.low:g}", high=f"{count.high:g}")
    return f"{count:g}"


def with_interval(share: Interval) -> str:
    """A share of 100 with the ends of its interval."""
    value, low, high = (f"{number:g}" for number in share)
    return gettext("{share} ({low} to {high})").format(share=value, low=low, high=high)


@cache
def dots(some: int, tone: str = "routine") -> Markup:
    """A hundred people in five rows, some of them filled."""
    each = (
        circle(
            5 + 9 * (n % 25),
            5 + 9 * (n // 25),
            3.4,
            paint(tone if n < some else "none", tone if n < some else "edge", 1),
        )
        for n in range(100)
    )
    return element("svg", *each, viewBox="0 0 226 37", aria_hidden="true", class_="bl-flag-dots")


def _of_whom(often: Often) -> str:
    """Of which people so many had the sign; beside them those who were ill, where they were counted too."""
    words = {
        "night": gettext(
            "Of the people of a back-pain clinic {count} of 100 had this sign, and none of these was seriously ill."
        ),
        "scanned": gettext(
            "Of people who were scanned for squeezed nerves and had them, {ill} of 100 had this sign; of those who "
            "were scanned and had none, {count} of 100 had it too."
        ),
        "no_cancer": gettext(
            "Of people with back pain from cancer {ill} of 100 had this sign; of those with back pain and no cancer, "
            "{count} of 100."
        ),
        "no_infection": gettext(
            "Of people with a bacterial infection of the bone {ill} of 100 had this sign; of those with back pain and "
            "no infection, {count} of 100."
        ),
        "one_of": gettext(
            "Of people with pus beside the spinal cord {ill} of 100 had one or more such risks; of those whose spine "
            "hurt and was not infected, {count} of 100."
        ),
        "year": gettext("Of people in the general population {count} of 100 have it within a year."),
    }[often.who]
    ill = "" if often.ill is None else f"{often.ill:g}"
    return words.format(count=_number(often.of_100), ill=ill)


# --- In words


def _described(shown: Asked) -> str:
    found = [capital(gettext(f.label)) for f in QUESTIONS if answer_of(shown.patient, f) == _FOUND]
    body = gettext("A body seen from behind, with places where one can ask.")
    said = (
        gettext("Found: {findings}.").format(findings="; ".join(found)) if found else gettext("Nothing is found yet.")
    )
    return f"{body} {said}"


def _table(shown: Asked) -> Table:
    words = {
        _OPEN: gettext("not asked"),
        _DENIED: gettext("no"),
        KNOWN: gettext("old, the same, and a doctor has looked"),
        _FOUND: gettext("yes"),
    }
    return Table((gettext("Question"), gettext("Where"), gettext("Answer")), tuple(_rows(shown, words)))


def _rows(shown: Asked, words: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for place, spot in PLACES.items():
        said = {finding: answer_of(shown.patient, finding) for finding in spot.asks}
        if all(each == _OPEN for each in said.values()):
            yield "?", place_name(place), words[_OPEN]
            continue
        for finding, each in said.items():
            yield capital(gettext(finding.label)), place_name(place), words[each]
