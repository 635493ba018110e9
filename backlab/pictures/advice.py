"""Pictures of one piece of advice: where it stands, what to do when, and what would change it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from backlab.advice import Advice
from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import (
    SMALL,
    TEXT,
    WIDTH,
    Part,
    block,
    circle,
    drawing,
    group,
    line,
    paint,
    polygon,
    rect,
    space,
    stack,
    text,
    text_width,
    tops,
)
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup
from backlab.model import Atom, Direction, Disposition, Stage
from backlab.pictures.marks import COLOURS, clear_mark, fate_mark, level_label
from backlab.reasoning.explain import Change, ordered
from backlab.reasoning.plan import Recommendation
from backlab.words import ADVISED, HELD_FATES, OPTION, SUGGESTED, capital, fate, fate_label, outdated

NAMED = 3  # so many findings are named in a picture; its table names them all
_RAIL, _BOX, _TEXT = 20, 42, 54
_PILL = 22  # the height of the words that mark a rung
_ROOM = WIDTH - _TEXT - 12


def ladder(advice: Advice) -> Picture:
    """The four levels as rungs: where the patient stands, why, and what could still be reached."""
    levels = tuple(reversed(Disposition))
    rungs = [_rung(advice, level) for level in levels]
    starts = tops(rungs, 8)
    middles = {level: top + 22 for level, top in zip(levels, starts, strict=True)}
    rail = _rail(middles, advice.disposition, advice.could_reach)
    rows = tuple(
        (level_label(level), gettext(level.meaning), _state(advice, level), _found(advice, level)) for level in levels
    )
    return Picture(
        "ladder",
        title := gettext("The ladder of care"),
        told := _ladder_told(advice),
        drawing(starts[-1] + rungs[-1].height + 2, title, told, group(rail, stack(rungs, 8).markup, at=(0, 1))),
        Table((gettext("Level"), gettext("What to do"), gettext("Here?"), gettext("Findings that ask for it")), rows),
    )


def _rung(advice: Advice, level: Disposition) -> Part:
    here, reachable = level is advice.disposition, advice.disposition < level <= advice.could_reach
    pill = _pill(_state(advice, level), level, here=here) if here or reachable else Pill("", 0)
    beside = text_width(level_label(level), 16, bold=True) + pill.width + 6 <= _ROOM
    words = [block(level_label(level), _TEXT, _ROOM, size=16, bold=True)]
    if not beside:
        words += [Part(group(pill.markup, at=(_TEXT, 2)), _PILL + 5)]
    words.append(block(gettext(level.meaning), _TEXT, _ROOM, size=SMALL, fill="text" if here else "soft"))
    found = _atoms(advice, level)
    if here and found:
        words.append(space(4))
        words += _items(found, _ROOM)
    inside = stack(words)
    height = inside.height + 20
    frame = _frame(level, height, here=here, reachable=reachable)
    corner = group(pill.markup, at=(WIDTH - 10 - pill.width, 10)) if beside and pill.markup else ""
    return Part(frame + group(inside.markup, at=(0, 11)) + corner, height)


def _frame(level: Disposition, height: float, *, here: bool, reachable: bool) -> Markup:
    name, width = COLOURS[level], WIDTH - _BOX - 2
    if here:
        return rect(_BOX, 0, width, height, paint(f"{name}-soft", name, 2.5), radius=8, class_="bl-here")
    look = paint("none", name, 1.8, dashes="6 4") if reachable else paint("none", "line", 1.2)
    return rect(_BOX, 0, width, height, look, radius=8)


class Pill(NamedTuple):
    """Words in a round frame, drawn from 0, 0 on, and how wide it is."""

    markup: str
    width: float


def _pill(words: str, level: Disposition, *, here: bool) -> Pill:
    width, name = text_width(words, SMALL, bold=True) + 18, COLOURS[level]
    look = paint(name) if here else paint("sheet", name, 1.2)
    inside = text(width / 2, 15.5, words, size=SMALL, anchor="middle", bold=True, fill="sheet" if here else name)
    return Pill(rect(0, 0, width, _PILL, look, radius=_PILL / 2) + inside, width)


def _rail(middles: dict[Disposition, float], here: Disposition, most: Disposition) -> Markup:
    """The line on which the levels' shapes stand, and the way up that is still open."""
    ends = max(middles.values()), min(middles.values())
    parts = [line(_RAIL, ends[0], _RAIL, ends[1], paint(stroke="line", width=2))]
    if most > here:
        parts.append(_arrow(_RAIL, middles[here] - 20, middles[most] + 15, COLOURS[most]))
    parts += (clear_mark(level, _RAIL, y, 30 if level is here else 20) for level, y in middles.items())
    return markup(parts)


def _arrow(x: float, start: float, end: float, name: str) -> Markup:
    """A dashed arrow straight up or down."""
    way = 1 if end > start else -1
    head = polygon(((x - 5, end - 8 * way), (x + 5, end - 8 * way), (x, end)), paint(name))
    bare = line(x, start, x, end, paint(stroke="sheet", width=6))  # the rail must not shine through the gaps
    return bare + line(x, start, x, end - 8 * way, paint(stroke=name, width=2.5, dashes="5 3")) + head


def _state(advice: Advice, level: Disposition) -> str:
    if level is advice.disposition:
        return gettext("Here")
    reachable = advice.disposition < level <= advice.could_reach
    return gettext("Could be reached") if reachable else gettext("Not here")


def _atoms(advice: Advice, level: Disposition) -> list[str]:
    atoms = {atom for reason in advice.reasons if reason.rule.disposition is level for atom in reason.matched}
    return _labels(ordered(atoms))


def _found(advice: Advice, level: Disposition) -> str:
    return "; ".join(_atoms(advice, level)) or gettext("none")


def _ladder_told(advice: Advice) -> str:
    level = advice.disposition
    told = [gettext("{level}: {meaning}.").format(level=level_label(level), meaning=gettext(level.meaning))]
    if advice.could_reach > level:
        more = gettext("Answers that are still missing could raise it as far as {level}.")
        told.append(more.format(level=level_label(advice.could_reach)))
    count = sum(reason.rule.disposition is level for reason in advice.reasons)
    if count:
        told.append(ngettext("{count} rule asks for it.", "{count} rules ask for it.", count).format(count=count))
    return " ".join(told)


class Move(NamedTuple):
    """One level in the picture of changes: what is said about it, and its findings (all of them)."""

    level: Disposition
    says: str
    findings: tuple[str, ...]


def what_would_change(advice: Advice) -> Picture:
    """Arrows up and down the ladder, each with the findings that would move the level that way."""
    moves = _moves(advice)
    parts = [_move(move, here=move.level is advice.disposition) for move in moves]
    starts = tops(parts, 14)
    marks = {move.level: top + 15 for move, top in zip(moves, starts, strict=True)}
    rows = tuple((_way(advice, move), level_label(move.level), "; ".join(move.findings)) for move in moves)
    return Picture(
        "changes",
        title := gettext("What would change the level"),
        told := _changes_told(advice, moves),
        drawing(
            starts[-1] + parts[-1].height + 4,
            title,
            told,
            group(_arrows(marks, advice.disposition), stack(parts, 14).markup, at=(0, 2)),
        ),
        Table((gettext("Way"), gettext("Level"), gettext("Findings")), rows),
    )


def _moves(advice: Advice) -> tuple[Move, ...]:
    """What leads higher, highest first; where the patient stands; what leads lower."""
    raised = [(level, [c for c in advice.raises if c.to is level]) for level in reversed(Disposition)]
    lowered = [(level, [c for c in advice.lowers if c.to is level]) for level in reversed(Disposition)]
    up = (Move(level, _raise_says(level), _alone(changes)) for level, changes in raised if changes)
    down = (_lower_move(level, changes) for level, changes in lowered if changes)
    now = gettext("Now: {level}").format(level=level_label(advice.disposition))
    return (*up, Move(advice.disposition, now, ()), *down)


def _raise_says(level: Disposition) -> str:
    return gettext("Up to {level}, if any one of these came up:").format(level=level_label(level))


def _lower_move(level: Disposition, changes: Sequence[Change]) -> Move:
    if len(changes) == 1:
        says = ngettext(
            "Down to {level}, had this never been there:",
            "Down to {level}, had none of these ever been there:",
            len(changes[0].atoms),
        )
        return Move(level, says.format(level=level_label(level)), tuple(_labels(changes[0].atoms)))
    if all(len(change.atoms) == 1 for change in changes):
        says = gettext("Down to {level}, had any one of these never been there:")
        return Move(level, says.format(level=level_label(level)), _alone(changes))
    says = gettext("Down to {level}, had nothing on one of these lines ever been there:")
    together = tuple(" + ".join(_labels(change.atoms)) for change in changes)
    return Move(level, says.format(level=level_label(level)), together)


def _alone(changes: Iterable[Change]) -> tuple[str, ...]:
    return tuple(label for change in changes for label in _labels(change.atoms))


def _move(move: Move, *, here: bool) -> Part:
    if here:
        name = COLOURS[move.level]
        frame = rect(_BOX, 0, WIDTH - _BOX - 2, 32, paint(f"{name}-soft", name, 2.5), radius=8)
        return Part(frame + text(_TEXT, 22, move.says, size=16, bold=True), 34)
    says = block(move.says, _TEXT, _ROOM, bold=True)
    inside = stack((says, space(3), *_items(move.findings, _ROOM)))
    return Part(group(inside.markup, at=(0, 4)), inside.height + 4)


def _arrows(marks: Mapping[Disposition, float], here: Disposition) -> Markup:
    """From where the patient stands to each level's shape."""
    shapes = markup(clear_mark(level, _RAIL, y, 28 if level is here else 22) for level, y in marks.items())
    arrows = []
    for level, y in marks.items():
        if level is not here:
            way = 1 if y > marks[here] else -1
            arrows.append(_arrow(_RAIL, _next_to(marks, level, way) + 18 * way, y - 16 * way, COLOURS[level]))
    return markup(arrows) + shapes


def _next_to(marks: Mapping[Disposition, float], level: Disposition, way: int) -> float:
    """The shape before this one on the way from where the patient stands."""
    return max((y for y in marks.values() if y * way < marks[level] * way), key=lambda y: y * way)


def _way(advice: Advice, move: Move) -> str:
    if move.level is advice.disposition:
        return gettext("Here")
    return gettext("Up") if move.level > advice.disposition else gettext("Down")


def _changes_told(advice: Advice, moves: Iterable[Move]) -> str:
    told = [gettext("The level now is {level}.").format(level=level_label(advice.disposition))]
    for move in moves:
        count = len(move.findings)
        if move.level > advice.disposition:
            says = ngettext(
                "{count} finding would raise it to {level}.", "{count} findings would each raise it to {level}.", count
            )
            told.append(says.format(count=count, level=level_label(move.level)))
        elif move.level < advice.disposition:
            told.append(f"{move.says} {'; '.join(move.findings)}.")
    return " ".join(told)


class Planned(NamedTuple):
    """One treatment on the timeline; ``after`` marks what waits until a doctor has seen the patient."""

    stage: Stage
    fate: str
    label: str
    after: bool = False
    note: str = ""


def plan_timeline(advice: Advice) -> Picture:
    """The plan along its stages, each treatment with the shape and the word for what becomes of it."""
    planned = _planned(advice)
    stages = [stage for stage in Stage if any(item.stage is stage for item in planned)]
    room = max((text_width(fate_label(item.fate), SMALL) for item in planned), default=0)
    parts = [_stage(stage, [item for item in planned if item.stage is stage], room) for stage in stages]
    starts = tops(parts, 16)
    rail = line(_STEM, 10, _STEM, starts[-1] + 10, paint(stroke="line", width=2)) if parts else ""
    nodes = markup(circle(_STEM, top + 10, 6, paint("sheet", "accent", 2.5)) for top in starts)
    height = starts[-1] + parts[-1].height if parts else 0
    rows = tuple((item.label, gettext(item.stage.label), _fate_told(item)) for item in planned)
    return Picture(
        "plan",
        title := gettext("The plan along time"),
        told := _plan_told(planned),
        drawing(height + 4, title, told, rail, nodes, stack(parts, 16).markup),
        Table((gettext("Treatment"), gettext("When"), gettext("What becomes of it")), rows),
    )


_STEM, _INDENT = 9, 26


def _planned(advice: Advice) -> tuple[Planned, ...]:
    lines = [_recommended(line) for line in advice.plan.recommendations]
    held = [Planned(w.treatment.stage, HELD_FATES[w.kind], gettext(w.treatment.label)) for w in advice.plan.withheld]
    return tuple(sorted(lines + held, key=lambda item: item.stage))


def _recommended(line: Recommendation) -> Planned:
    after = line.after_care and line.direction is Direction.FOR
    note = gettext("Today: not advised") if outdated(line) else ""
    return Planned(line.stage, fate(line), gettext(line.treatment.label), after, note)


def _stage(stage: Stage, items: Sequence[Planned], room: float) -> Part:
    head = block(gettext(stage.label), _INDENT, WIDTH - _INDENT, size=15, bold=True)
    when = block(gettext(stage.meaning), _INDENT, WIDTH - _INDENT, size=SMALL, fill="soft")
    rows, told = [], False
    for item in items:
        if item.after and not told:
            told = True
            rows.append(
                block(gettext("Once a doctor has seen you:"), _INDENT, WIDTH - _INDENT, size=SMALL, fill="soft")
            )
        rows.append(_planned_row(item, room))
    return stack((head, when, space(3), stack(rows, 5)))


def _planned_row(item: Planned, room: float) -> Part:
    left = _INDENT + 26
    faded = item.fate not in (ADVISED, OPTION, SUGGESTED)
    label = block(item.label, left, WIDTH - left - room - 10, fill="soft" if faded else "text")
    if item.note:
        label = stack((label, block(item.note, left, WIDTH - left - 10, size=SMALL, fill="soft")))
    word = text(WIDTH - 2, TEXT, fate_label(item.fate), size=SMALL, anchor="end", fill="soft" if faded else "text")
    return Part(fate_mark(item.fate, _INDENT + 10, 9.5) + label.markup + word, label.height)


def _fate_told(item: Planned) -> str:
    word = fate_label(item.fate)
    told = gettext("{fate}, once a doctor has seen you").format(fate=word) if item.after else word
    return f"{told} ({item.note})" if item.note else told


def _plan_told(planned: Iterable[Planned]) -> str:
    labels: dict[str, list[str]] = {}
    for item in planned:
        labels.setdefault(_fate_told(item), []).append(item.label)
    return " ".join(f"{fate}: {'; '.join(names)}." for fate, names in labels.items())


def _item(words: str, room: float) -> Part:
    """One line of a list."""
    part = block(words, _TEXT + 12, room - 12, size=SMALL)
    return Part(circle(_TEXT + 3, SMALL * 0.68, 2, paint("text")) + part.markup, part.height)


def _items(items: Sequence[str], room: float) -> list[Part]:
    """The first of them as a list, and how many more there are; a single one more is named too."""
    more = len(items) - NAMED
    if more <= 1:
        return [_item(item, room) for item in items]
    told = gettext("and {count} more").format(count=more)
    return [*(_item(item, room) for item in items[:NAMED]), block(told, _TEXT + 12, room - 12, size=SMALL, fill="soft")]


def _labels(atoms: Iterable[Atom]) -> list[str]:
    return [capital(gettext(atom.label)) for atom in atoms]
