"""What a spasm is called by how strong it is and how long it has lasted, and what the rules say to that alone."""

from dataclasses import replace

from backlab.advice import advise
from backlab.drawing.parts import steps
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import EDGE, ROOM, Part, block, drawing, group, stack
from backlab.knowledge.findings import CHOICES, in_topic
from backlab.language import gettext
from backlab.model import Disposition
from backlab.pictures.marks import level_label, level_mark
from backlab.pictures.muscle import muscle
from backlab.presentation import UNKNOWN, Presentation
from backlab.words import capital, lowered

AGE = 34
STRONGEST = 10
_CALM = 3  # up to this pain the drawing shows no swelling
_SEVERE, _COLLAPSED, _CHRONIC = "severe-spasm", "collapsed-in-pain", "chronic"


def patient(pain: int, days: int, mobility: str = UNKNOWN) -> Presentation:
    """An example patient of whom nothing else is known."""
    return Presentation(age=AGE, pain=pain, days=days, mobility=mobility)


def spasm(pain: int, days: int, mobility: str = UNKNOWN) -> tuple[Picture, Picture]:
    """What the rules say to a spasm of this ``pain`` (0 to 10) after so many ``days``, and the muscle to it."""
    strain = pain * 100 // STRONGEST
    swelling = max(pain - _CALM, 0) * 100 // (STRONGEST - _CALM)
    drawn = muscle(strain, swelling)
    said = gettext(
        "The drawing tears more as the pain grows, so that one can see it (teaching estimate): in a real back the pain "
        "alone does not tell how much is torn, or whether a muscle is the cause at all."
    )
    return _called(patient(pain, days, mobility)), drawn._replace(notes=(*drawn.notes, said))


def _called(who: Presentation) -> Picture:
    """The words for it in a row, the level that the rules give, and why."""
    advice = advise(who)
    fired = {reason.rule.id for reason in advice.reasons}
    level, reasons = advice.disposition, [gettext(reason.rule.because) for reason in advice.reasons]
    title = gettext("What it is called, and what to do about it")
    words = _words(fired)
    strip, end = steps(8, _names(), _place(fired))
    lasts, below = steps(end + 8, (gettext("new"), gettext("lasting (chronic)")), int(_CHRONIC in fired))
    because = [*(reasons or [gettext("No rule asks for more, as far as this alone goes.")]), *_if_unable(who)]
    said = f"{level_label(level)}: {gettext(level.meaning)}."
    mark = _level(level, said)
    body = stack((Part(strip + lasts, below), mark, *(block(reason, 0, ROOM) for reason in because)), 8)
    told = f"{words} {said}"
    rows = (
        (gettext("Pain, from 0 to 10"), str(who.pain)),
        (gettext("Days since it began"), str(who.days)),
        (gettext("What it is called"), words),
        (gettext("Level"), said),
        (gettext("Why"), " ".join(because)),
    )
    drawn = drawing(body.height + 4, title, told, group(body.markup, at=(EDGE, 0)))
    return Picture("spasm", title, told, drawn, Table((gettext("Part"), gettext("What it shows")), rows), (_only(),))


def _if_unable(who: Presentation) -> tuple[str, ...]:
    """What the worst answer to how they can move would change, while that has not been asked."""
    if who.mobility != UNKNOWN:
        return ()
    levels = {move: advise(replace(who, mobility=move.id)).disposition for move in in_topic(CHOICES["mobility"])}
    worst = max(levels, key=lambda move: levels[move])
    if levels[worst] <= advise(who).disposition:
        return ()
    said = gettext("Ask how they can move: if {answer}, the level is {level}.")
    return (said.format(answer=lowered(gettext(worst.label)), level=level_label(levels[worst])),)


def _level(level: Disposition, said: str) -> Part:
    """The level's shape with its words beside it."""
    words = block(said, 36, ROOM - 52, bold=True)
    return Part(level_mark(level, 14, 14, 26) + words.markup, max(words.height, 30))


def _names() -> tuple[str, ...]:
    return gettext("minor"), gettext("severe"), gettext("too strong to move")


def _place(fired: set[str]) -> int:
    return 2 if _COLLAPSED in fired else 1 if _SEVERE in fired else 0


def _words(fired: set[str]) -> str:
    called = capital(_names()[_place(fired)])
    if _CHRONIC in fired:
        return gettext("{strength}, and lasting: chronic, or on the way there.").format(strength=called)
    return gettext("{strength}, and new.").format(strength=called)


def _only() -> str:
    said = gettext(
        "This is an example patient of {age}, of whom nothing else is known. Any other sign can only raise the level."
    )
    return said.format(age=AGE)
