"""One sentence on the scene: what was just said, what lies under the finger, or what stopping here has missed."""

from backlab.language import gettext, ngettext
from backlab.model import Disposition
from backlab.pictures.marks import level_label
from backlab.pictures.mimic.back import layer_words
from backlab.pictures.mimic.state import BELOW, DEEP, MUSCLES, QUESTIONS, SKIN, Heard, in_order, questions
from backlab.words import lowered


def verdict(now: Heard) -> str:
    """The sentence: on the layer, where a step asks to look, else on what was turned round, decided or said."""
    if now.is_looking:
        return _of_layer(now)
    if now.turned and now.is_open:
        return _of_turning(now)
    if now.decided is not None:
        return _of_stopping(now, now.decided)
    return _of_level(now) if now.is_led else _of_answer(now)


def _of_answer(now: Heard) -> str:
    """What the patient says, as long as nobody has decided."""
    if now.last not in now.asked:
        return gettext("Nothing is known so far but the place where it hurts. Ask how it began.")
    said = questions()[now.last].said(yes=now.yes(now.last))
    if now.last == "fever" and not now.yes("fever"):
        return gettext("“{said}” After ibuprofen that says less: it lowers a fever.").format(said=said)
    if now.minutes:
        return gettext("“{said}”").format(said=said)
    return gettext("“{said}” Ask on, or stop.").format(said=said)


def _of_layer(now: Heard) -> str:
    if now.depth < (SKIN + MUSCLES) / 2:
        return gettext("Skin. It hurts in the rings, beside the spine and under the last rib. Drag the grip down.")
    if now.depth < (MUSCLES + DEEP) / 2:
        return gettext("Muscles of the back, right under the sore place. They can lock, and hurt just there.")
    if now.depth < (DEEP + BELOW) / 2:
        return gettext("The deep muscle along the spine, over the last ribs. It, too, would hurt just there.")
    if now.is_open:
        return gettext(
            "And a {organ}, in the same place. A place is not a cause: what tells them apart is what one asks."
        ).format(organ=layer_words(now.depth, named=True))
    return gettext("Something that is no muscle lies in the same place. A place is not a cause. Who could tell?")


def _of_stopping(now: Heard, decided: Disposition) -> str:
    """What was decided beside what all answers together would have said."""
    level, missed = now.whole.disposition, now.missed()
    name = level_label(level)
    if decided < level and missed and now.told.disposition < level:
        found = "; ".join(questions()[each].found(yes=now.yes(each)) for each in missed)
        return gettext("Too early. Nobody asked: {found}. With that it is {level}.").format(found=found, level=name)
    if decided < level:
        return gettext("You heard enough, and it asks for more. {level}: {meaning}.").format(
            level=name, meaning=gettext(level.meaning)
        )
    if decided > level:
        return gettext("More than the answers ask for. All told it is {level}: {meaning}.").format(
            level=name, meaning=gettext(level.meaning)
        )
    if now.told.disposition < level:
        return gettext("{level} is right, but nothing that was asked says so. What would have?").format(level=name)
    if now.unsettled and level is Disposition.SELF_CARE:
        left = "; ".join(lowered(questions()[each].name) for each in now.unsettled)
        return gettext("{level} is right, by luck: the one before said the same words. Not asked: {left}.").format(
            level=name, left=left
        )
    took = ngettext("after {count} minute", "after {count} minutes", now.minutes).format(count=now.minutes)
    return gettext("{level} is right, {took}. All answers together say the same.").format(level=name, took=took)


def _of_turning(now: Heard) -> str:
    """What the answers that are turned round have done to the level."""
    before, after = (level_label(each.told.disposition) for each in (now.without_turning(), now))
    found = "; ".join(questions()[each].found(yes=now.yes(each)) for each in in_order(now.turned))
    if before == after:
        return gettext("Turned round: {found}. The level stays {level}: other answers hold it.").format(
            found=found, level=after
        )
    return gettext("Turned round: {found}. {before} becomes {after}.").format(found=found, before=before, after=after)


def _of_level(now: Heard) -> str:
    """What the rules say to what was asked, and why."""
    level = now.told.disposition
    said = gettext("{level} so far: {meaning}.").format(level=level_label(level), meaning=gettext(level.meaning))
    left = len(QUESTIONS) - len(now.asked)
    if not left:
        return said
    more = ngettext("{count} question is open.", "{count} questions are open.", left).format(count=left)
    return f"{said} {more}"
