"""What is done for pain down the leg: what trials found of it, in a sentence for each month, and with all intervals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from backlab.drawing.intervals import BAND, Interval, Ruler, doubted, heading, interval, key, marks, track
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import EDGE, ROOM, SMALL, Part, block, drawing, group, line, paint, stack
from backlab.knowledge.effects import BY_ID
from backlab.knowledge.figures import (
    MATTERS,
    OPERATED_IN_A_YEAR,
    RECOVERED_IN_A_YEAR,
    TIMELINES,
    WEEKS_TO_RECOVER,
    Figure,
    Moment,
    Said,
    Timeline,
)
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.pictures.disc.state import CARES, MONTHS, SURGERY, WAITING
from backlab.reasoning.explain import ordered
from backlab.words import capital, listed

WEEKS_IN_A_MONTH = 52 / 12
EMERGENCIES = "cauda-equina", "weakness-growing"  # the rules for whom none of this is
_RULER = Ruler(-15, 25, 10)
_HARMS = {
    "opioid": BY_ID["acute-opioid-harm"],
    "injection": BY_ID["leg-injection-harm"],
    SURGERY: BY_ID["leg-disc_surgery-side"],
}
_AGAIN = BY_ID["leg-disc_surgery-harm"]


class Span(NamedTuple):
    """From which month to which something was found, what, and how many points less pain, where there is a figure."""

    start: float
    end: float
    found: str
    shown: Interval | None = None

    def holds(self, month: int) -> bool:
        """Whether it holds in this month; a whole month stands for the half month before it and after it."""
        return self.start <= month + 0.4 and month - 0.4 <= self.end


def spans(chosen: str) -> tuple[Span, ...]:
    """What was found of a treatment that was tried against a dummy, and when."""
    found: Mapping[str, tuple[Span, ...]] = {
        "injection": (Span(0.46, 2.99, gettext("a little less pain")),),
        "opioid": (
            Span(1.1, 1.67, gettext("no clear difference")),
            Span(11.4, 12, gettext("slightly more pain")),
        ),
    }
    pairs = zip(found.get(chosen, ()), TIMELINES[chosen].moments if chosen in found else (), strict=True)
    return tuple(span._replace(shown=_points(TIMELINES[chosen], moment)) for span, moment in pairs)


def _points(timeline: Timeline, moment: Moment) -> Interval | None:
    return timeline.shown(moment.figure) if moment.figure else None


def label(chosen: str) -> str:
    """A short name for what is done."""
    names = {
        WAITING: gettext("waiting"),
        "opioid": gettext("opioid tablets"),
        "injection": gettext("injection"),
        SURGERY: gettext("surgery"),
    }
    return names[chosen]


def cares() -> Iterable[tuple[str, str]]:
    """What can be chosen, by name and in words."""
    return ((name, label(name)) for name in CARES)


def verdict(chosen: str, months: int) -> str:
    """What the month that one looks at tells, in a sentence; raises ``ValueError`` for what cannot be chosen."""
    if chosen not in CARES:
        raise ValueError(f"no figures {chosen!r}: choose one of {', '.join(CARES)}")
    if chosen in (WAITING, SURGERY):
        return _of_recovery(months)
    return _of_injection(months) if chosen == "injection" else _of_tablets(months)


def _of_injection(months: int) -> str:
    if not months:
        return gettext("An injection of cortisone beside the nerve. Let time pass: for how long does it help?")
    if any(span.holds(months) for span in spans("injection")):
        return gettext("In the first months an injection brings a little less leg pain than a dummy injection does.")
    return gettext("Of an injection this late there is no figure: it was found to help a little, and only at first.")


def _of_tablets(months: int) -> str:
    if not months:
        return gettext("Opioid tablets are not advised. Let time pass: do they help more than dummy tablets?")
    if months == MONTHS:
        return gettext(
            "After a year those who had taken the opioid had slightly more pain, and a higher risk of misusing opioids."
        )
    early, _ = spans("opioid")
    if early.holds(months):
        return gettext(
            "After 6 weeks: no clear difference from dummy tablets. They were tried in back or neck pain, not sciatica."
        )
    return gettext("Of this month there is no figure: the trial looked after 6 weeks, and after a year.")


def _of_recovery(months: int) -> str:
    early, waiting = (count.value for count in WEEKS_TO_RECOVER)
    if months >= MONTHS:
        said = gettext(
            "After a year {recovered:g} of 100 had recovered in both groups; {operated:g} of 100 who waited had the "
            "operation by then."
        )
        return said.format(recovered=RECOVERED_IN_A_YEAR.value, operated=OPERATED_IN_A_YEAR.value)
    weeks = round(months * WEEKS_IN_A_MONTH)
    if weeks < early:
        return gettext("An early operation, or waiting first? Let time pass, and see who is still in pain.")
    if weeks < waiting:
        said = gettext(
            "After about {weeks} weeks more than half have recovered with early surgery, and fewer than half with "
            "waiting."
        )
        return said.format(weeks=weeks)
    said = gettext("After about {weeks} weeks more than half have recovered in both groups: waiting catches up.")
    return said.format(weeks=weeks)


def harms(chosen: str) -> str:
    """What it can do harm with, or while one waits, with what one gets help at once."""
    said: Mapping[str, str] = {
        WAITING: gettext("Numb between the legs, trouble peeing, or a foot that drops: get help now."),
        "opioid": gettext(
            "Not advised. At risk of misuse after a year: {with_:g} of 100 with opioids, {without:g} with a dummy."
        ),
        "injection": gettext(
            "Harms, all rare: a severe infection ({low:g} to {high:g} of 10,000), a torn sleeve of the nerves; hardly "
            "ever paralysis."
        ),
        SURGERY: gettext("Harms: a complication in {with_:g} of 100; {again:g} of 100 are operated on again."),
    }
    cell = _HARMS.get(chosen)
    numbers = cell._asdict() if cell else {}
    return said[chosen].format(**numbers, again=_AGAIN.with_)


def harm_sources() -> tuple[str, ...]:
    """What the sentences on harms rest on."""
    return (*(cell.source for cell in _HARMS.values()), _AGAIN.source)


def gains() -> Picture:
    """How many points less pain each brings, and when: all on one scale, beside the least that one notices."""
    title = gettext("Points less pain, of 100, than the other group")
    told = " ".join(f"{row[0]}: {row[1]}." for name in TIMELINES for row in _moments(TIMELINES[name]))
    parts = stack((_key(), *(_gain(TIMELINES[name]) for name in (SURGERY, "injection", "opioid"))), 12)
    drawn = drawing(parts.height + 4, title, told, group(parts.markup, at=(EDGE, 0)))
    return Picture("gains", title, told, drawn, figures())


def _key() -> Part:
    sign = line(15, 0, 15, 17, paint(stroke="ink", width=2, dashes="3 3"))
    words = block(gettext("dashed: the least that one notices"), 40, ROOM - 40, size=SMALL, fill="soft")
    return stack((key(verified=[each.verified for each in _drawn()]), Part(sign + words.markup, words.height)), 4)


def _drawn() -> Iterator[Figure]:
    return (moment.figure for each in TIMELINES.values() for moment in each.moments if moment.figure)


def _gain(timeline: Timeline) -> Part:
    versus = gettext("against {other}").format(other=gettext(timeline.versus))
    about = f"{versus}; {gettext(timeline.who)}"
    head = stack((heading(gettext(timeline.label)), block(about, 0, ROOM, size=SMALL, fill="soft")))
    return stack((head, *map(partial(_row, timeline), timeline.moments), marks(_RULER)), 6)


def _row(timeline: Timeline, moment: Moment) -> Part:
    name = block(gettext(moment.when), 0, ROOM, bold=True)
    if moment.figure is None:
        return stack((name, block(gettext(moment.says), 0, ROOM, size=SMALL)))
    x = _RULER.x(MATTERS.value)
    least = line(x, -3, x, BAND + 3, paint(stroke="ink", width=2, dashes="3 3"))
    drawn = track(_RULER, timeline.shown(moment.figure), verified=moment.figure.verified)
    said = block(_short(timeline.shown(moment.figure)), 0, ROOM, size=SMALL)
    return stack((name, Part(group(drawn.markup, least, at=(0, 3)), BAND + 8), said))


def _short(shown: Interval) -> str:
    return f"{interval(*shown)}, {_judged(shown)}"


def _result(timeline: Timeline, moment: Moment) -> str:
    if moment.figure is None:
        return gettext(moment.says)
    value, low, high = shown = timeline.shown(moment.figure)
    if value < 0:
        said, turned = gettext("{interval} points more pain, {verdict}"), (-value, -high + 0.0, -low)
    else:
        said, turned = gettext("{interval} points less pain, {verdict}"), shown
    return doubted(said.format(interval=interval(*turned), verdict=_judged(shown)), verified=moment.figure.verified)


def _judged(shown: Interval) -> str:
    """What the interval allows to say of the difference."""
    _, low, high = shown
    if low <= 0 <= high:
        return gettext("no clear difference")
    if high < MATTERS.value:
        return gettext("too small to matter")
    return gettext("large enough to matter") if low >= MATTERS.value else gettext("may be too small to matter")


def notes() -> tuple[str, ...]:
    """What else was found, and for whom none of this holds."""
    return (*(_found(note) for each in TIMELINES.values() for note in each.notes), never_wait())


def _found(note: Said) -> str:
    """The sentence, with a mark where the project has not read its source."""
    words = gettext(note.text)
    return words if note.verified else gettext("{sentence} (Not verified.)").format(sentence=words)


def figures() -> Table:
    """Every figure of the treatments, with its source."""
    header = gettext("When, or what"), gettext("Result"), gettext("Source")
    rows = [row for timeline in TIMELINES.values() for row in _moments(timeline)]
    return Table(header, (*rows, *_counts()))


def _moments(timeline: Timeline) -> Iterator[tuple[str, ...]]:
    for moment in timeline.moments:
        when = gettext("{treatment}: {when}").format(treatment=gettext(timeline.label), when=gettext(moment.when))
        yield when, _result(timeline, moment), SOURCES[moment.source].citation


def _counts() -> Iterator[tuple[str, ...]]:
    said = gettext("{weeks:g} weeks")
    for count in WEEKS_TO_RECOVER:
        name = gettext("half had recovered: {group}").format(group=gettext(count.label))
        yield capital(name), said.format(weeks=count.value), SOURCES[count.source].citation
    for count in (RECOVERED_IN_A_YEAR, OPERATED_IN_A_YEAR):
        yield capital(gettext(count.label)), f"{count.value:g}%", SOURCES[count.source].citation


def never_wait() -> str:
    """For whom none of this holds, from the rules."""
    signs = ordered({atom for rule in EMERGENCIES for atom in RULES[rule].when.atoms})
    said = gettext("Nobody waits with one of these signs. Get emergency help now (999, 112 or 911): {signs}.")
    return said.format(signs=listed(signs))
