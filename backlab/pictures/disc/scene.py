"""One scene: a disc cut across, the body in which it lies, and where in the leg it is felt."""

from __future__ import annotations

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import drawing, leading, paint, path, rect, wrap
from backlab.knowledge.figures import OFF_THE_MAP, WEEKS_TO_RECOVER
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.pictures.disc import section
from backlab.pictures.disc.body import disc_at, person
from backlab.pictures.disc.map import keepers, leg_map
from backlab.pictures.disc.parts import HEIGHT, LETTERS, WIDTH, blob, both_sides, group, look, named, part
from backlab.pictures.disc.state import CALM, MONTHS, PULLS, Disc, stage_terms, stage_words
from backlab.pictures.marks import level_mark

_MAP, _DOTS = (700, 4), (786, 366)


def scene(disc: Disc) -> Picture:
    """What the push does now, in words, as a drawing and as a table."""
    title = gettext("A disc, a nerve root and a leg")
    told = verdict(disc)
    cut = group(section.section(disc), transform="translate(4 4)")
    felt = _saddle(disc) if disc.way == "middle" else _felt(disc)
    inside = _lens(disc), cut, _state(disc), felt, person(disc), _months(disc.months)
    svg = drawing(HEIGHT, title, told, *inside, width=WIDTH)
    return Picture("disc", title, told, svg, _table(disc), (about(),))


def verdict(disc: Disc) -> str:
    """One sentence on what is seen; where a move changes nothing it says so, and from where on it would."""
    if disc.way == "middle":
        return _of_bundle(disc)
    name = disc.root.name
    if not disc.core and not disc.leg and not disc.months:
        said = gettext(
            "The core is in its place and the root {name} has room. Push the core, and see what gives way first."
        )
        return said.format(name=name)
    if disc.pain:
        return _of_pain(disc)
    if disc.is_touched:
        return _of_calm(disc)
    return _of_room(disc)


def _of_room(disc: Disc) -> str:
    name = disc.root.name
    if disc.does_shrink and disc.months:
        said = gettext(
            "By now it has shrunk and the root {name} has room: {share:.0f} of 100 such discs shrink by themselves."
        )
        return said.format(name=name, share=disc.shrinks.value if disc.shrinks else 0)
    if disc.leg and disc.months:
        return gettext(
            "Neither the raised leg nor time changes anything: no root is pressed. Push the core about halfway."
        )
    if disc.months and not disc.core:
        return gettext("Time changes nothing in a whole disc. Push the core, and let the months pass again.")
    if disc.leg:
        said = gettext(
            "The leg is raised, and nothing hurts: no root is pressed. Push the core about halfway, and raise it again."
        )
        return said
    if disc.months and disc.shrinks:
        said = gettext(
            "Time changes little here: {share:.0f} of 100 mere bulges shrink. Once the wall has given way, most do."
        )
        return said.format(share=disc.shrinks.value)
    return gettext("The wall bulges and holds. The root {name} has room: nothing is felt in the leg.").format(name=name)


def _of_pain(disc: Disc) -> str:
    name, felt = disc.root.name, gettext(disc.root.felt)
    if disc.pulls:
        said = gettext("The raised leg pulls the root {name} over the core, and the pain shoots down the leg.")
        return said.format(name=name)
    if disc.leg and not disc.can_pull:
        said = gettext("The raised leg changes nothing here: it hardly pulls the root {name}. It does pull L5 and S1.")
        return said.format(name=name)
    if disc.leg:
        said = gettext("The root {name} is pressed, and still slack. From about {degrees} degrees on the leg pulls it.")
        return said.format(name=name, degrees=PULLS)
    return gettext("The core presses on the root {name}. The map has it here: {place}.").format(name=name, place=felt)


def _of_calm(disc: Disc) -> str:
    said = gettext(
        "The core still touches the root {name}, and the pain is gone: of 100 who waited, half had recovered after "
        "{weeks} weeks."
    )
    weeks = max(count.value for count in WEEKS_TO_RECOVER)
    return said.format(name=disc.root.name, weeks=f"{weeks:g}")


def _of_bundle(disc: Disc) -> str:
    if disc.presses_bundle:
        return gettext(
            "Call 999, 112 or 911 now: numb between the legs, trouble with bladder or bowel, or both legs weak or numb."
        )
    if disc.core and disc.does_shrink and disc.months:
        return gettext("In the picture it has shrunk. Nobody waits for that: with these signs each hour counts.")
    if disc.core:
        return gettext("The core goes straight back, towards the bundle to bladder and bowel. Push it on.")
    return gettext("Pushed straight back, the core meets no single root but the whole bundle. Push it.")


def about() -> str:
    """What the picture rests on, where nobody has checked that against a paper."""
    return gettext(
        "A teaching picture, not to scale. Which root feels what, and from which angle on a raised leg pulls, is "
        "common teaching, not verified."
    )


def _lens(disc: Disc) -> Markup:
    """From the small disc in the body to the same disc cut across."""
    x, y = disc_at(disc.level)
    return part("lens", f"M{x} {y}L24 426L424 426Z", paint("accent-soft", "accent", 1, opacity=0.55))


def _state(disc: Disc) -> Markup:
    """How far the wall is, as a clinician calls it, and how often such a disc shrinks."""
    often = gettext("{share:.0f} of 100 such discs shrink by themselves")
    lines = [(stage_words()[disc.stage], True, "text"), (stage_terms()[disc.stage], False, "soft")]
    if disc.presses_bundle:
        lines.append((gettext("Nobody waits for it to shrink."), True, "text"))
    elif disc.shrinks:
        lines.append((often.format(share=disc.shrinks.value), False, "text"))
    said, y = [], 34.0
    for words, bold, fill in lines:
        said.append(named(462, y, words, bold=bold, fill=fill, wide=226))
        y += leading(LETTERS) * len(wrap(words, 226, size=LETTERS, bold=bold)) + 4
    return markup(said)


def _months(count: int) -> Markup:
    """The months of a year as boxes that fill."""
    filled, empty = paint("routine", "routine", 1.5), paint("sheet", "edge", 1.5)
    boxes = (
        rect(9 + place % 3 * 23, 462 + place // 3 * 23, 18, 18, filled if place < count else empty, radius=3)
        for place in range(MONTHS)
    )
    return named(8, 450, gettext("months"), fill="soft") + markup(boxes)


def _felt(disc: Disc) -> Markup:
    """The map of the leg, and how many people keep to it."""
    drawn = group(leg_map(disc), transform="translate({} {})".format(*_MAP))
    if not disc.pain:
        return drawn
    said = gettext("{share} of 100 feel it just there").format(share=disc.on_the_map)
    x, y = _DOTS
    return drawn + group(keepers(disc), transform=f"translate({x} {y})") + named(x, y + 132, said, wide=112)


def _saddle(disc: Disc) -> Markup:
    """The seat from behind with the saddle, which the bundle feels, and the signs that cannot wait."""
    half = ((95, 0), (52, 2), (44, 40), (24, 84), (10, 130), (12, 170), (20, 196), (88, 196), (92, 150))
    body = path(blob((*half, (95, 142), *((190 - x, y) for x, y in half[:0:-1]))), look("skin", 1.8))
    saddle = both_sides(((95, 108), (76, 116), (66, 140), (70, 172), (82, 190), (88, 160)), 95)
    painted = paint("artery", "artery-deep", 2, opacity=0.9) if disc.presses_bundle else look("room", 1.6, dashes="3 4")
    seat = body + path("M95 44L95 140", look("bone", 1.4)) + part("saddle", blob(saddle), painted)
    drawn = group(seat, transform="translate(716 8) scale(0.86)")
    if not disc.presses_bundle:
        return drawn + named(798, 206, gettext("saddle"), anchor="middle", fill="soft")
    signs = (
        gettext("numb between the legs"),
        gettext("trouble with bladder or bowel"),
        gettext("both legs weak or numb"),
    )
    y, said = 212.0, [level_mark(Disposition.EMERGENCY, 688, 205, 26)]
    for sign in signs:
        said.append(named(708, y, sign, bold=True, wide=186))
        y += leading(LETTERS) * len(wrap(sign, 186, size=LETTERS, bold=True)) + 6
    return drawn + markup(said)


def _table(disc: Disc) -> Table:
    """The same in words."""
    shrinks = gettext("{share:.0f} of 100").format(share=disc.shrinks.value) if disc.shrinks else "–"
    rows = (
        (gettext("Disc"), disc.level),
        (gettext("What has happened to it"), f"{stage_words()[disc.stage]} ({stage_terms()[disc.stage]})"),
        (gettext("What it presses on"), verdict(disc)),
        (gettext("How many keep to the map"), _kept(disc)),
        (gettext("How often such discs shrink"), f"{shrinks} ({SOURCES['chiu-2015-regression'].citation})"),
        (gettext("Months"), str(disc.months)),
        (gettext("Leg raised"), f"{disc.leg}°"),
        (gettext("When the pain is gone in the picture"), gettext("after {months} months").format(months=CALM)),
    )
    return Table((gettext("Part"), gettext("What it shows")), rows)


def _kept(disc: Disc) -> str:
    said = gettext("{share} of 100 pressed roots").format(share=disc.on_the_map)
    return f"{said} ({SOURCES[OFF_THE_MAP.source].citation})"
