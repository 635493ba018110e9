"""One scene: a disc cut across, the body in which it lies, and where in the leg it is felt."""

from __future__ import annotations

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import drawing, element, leading, paint, path, rect, wrap
from backlab.knowledge.figures import OFF_THE_MAP, WEEKS_TO_RECOVER
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.pictures.disc import section
from backlab.pictures.disc.body import disc_at, person
from backlab.pictures.disc.map import heads, keepers, leg_map, quiet
from backlab.pictures.disc.parts import HEIGHT, LETTERS, WIDTH, blob, both_sides, group, look, named, part
from backlab.pictures.disc.state import CALM, MONTHS, PULLS, Disc, stage_terms, stage_words
from backlab.pictures.marks import level_mark

_MAP, _DOTS = (748, 2), (768, 258)
_MURPHY, _NARROW = OFF_THE_MAP.source, 144
_WORDS, _WIDE = 462, 268  # where the words beside the disc begin, and how wide they may be


def scene(disc: Disc) -> Picture:
    """What the push does now, in words, as a drawing and as a table."""
    title = gettext("A disc, a nerve root and a leg")
    told = verdict(disc)
    cut = group(section.section(disc), transform="translate(4 4)")
    felt = _saddle(disc) if disc.way == "middle" else _felt(disc)
    inside = _lens(disc), person(disc), _lens_sides(disc), cut, _state(disc), felt, _time(disc)
    svg = drawing(HEIGHT, title, told, *inside, width=WIDTH)
    return Picture("disc", title, told, svg, _table(disc), (about(),))


def verdict(disc: Disc) -> str:
    """One sentence on what is seen; where a move changes nothing it says so, and from where on it would."""
    if disc.way == "middle":
        return _of_bundle(disc)
    name = disc.root.name
    if not disc.core and not disc.leg and not disc.months:
        said = gettext(
            "The core is in its place and nothing touches the root {name}. Push the core, and see what gives way first."
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
            "By now it has shrunk, and nothing touches the root {name}. On later scans {share:.0f} of 100 such discs "
            "had shrunk."
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
            "Time changes little here: of 100 mere bulges {share:.0f} had shrunk on later scans. Once the wall has "
            "given way, most do."
        )
        return said.format(share=disc.shrinks.value)
    return gettext("The wall bulges and holds. Nothing touches the root {name}: nothing is felt in the leg.").format(
        name=name
    )


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
    if disc.months:
        said = gettext(
            "Month {month}: the root {name} is still pressed, and hurts less. By month {calm} half of those who waited "
            "had recovered."
        )
        return said.format(month=disc.months, name=name, calm=CALM)
    return gettext("The core presses on the root {name}. Pain, on the map: {place}.").format(name=name, place=felt)


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
    foot = section.HEIGHT + 4
    return part("lens", f"M{x} {y}L26 {foot}L422 {foot}Z", paint("accent-soft", opacity=0.5))


def _lens_sides(disc: Disc) -> Markup:
    """Its two sides, over the body, and the ring on the disc in which they end."""
    (x, y), foot, ring = disc_at(disc.level), section.HEIGHT + 4, 12
    d = f"M26 {foot}L{x - ring} {y}M422 {foot}L{x + ring} {y}"
    sides = part("lens-sides", d, paint("none", "accent", 1.6, round=True))
    seen = element("circle", cx=x, cy=y, r=ring, style=paint("none", "accent", 2.4), data_key="lens-ring")
    return sides + seen


def _state(disc: Disc) -> Markup:
    """How far the wall is, as a clinician calls it, and how often such a disc shrinks."""
    often = gettext("{share:.0f} of 100 such discs had shrunk on later scans ({source})")
    lines = [(stage_words()[disc.stage], True, "text"), (stage_terms()[disc.stage], False, "soft")]
    if disc.presses_bundle:
        lines.append((gettext("Nobody waits for it to shrink."), True, "text"))
    elif disc.shrinks:
        lines.append((often.format(share=disc.shrinks.value, source=_short("chiu-2015-regression")), False, "text"))
    said, y = [], 34.0
    for words, bold, fill in lines:
        said.append(named(_WORDS, y, words, bold=bold, fill=fill, wide=_WIDE))
        y += leading(LETTERS) * len(wrap(words, _WIDE, size=LETTERS, bold=bold)) + 4
    return markup(said)


def _time(disc: Disc) -> Markup:
    """The months of a year as boxes that fill, and over each how strong the pain is by then."""
    filled, empty = paint("routine", "routine", 1.5), paint("sheet", "edge", 1.5)
    boxes = (
        rect(_month_x(place), 212, 18, 16, filled if place < disc.months else empty, radius=3)
        for place in range(MONTHS)
    )
    words = gettext("months; red: the pain") if disc.pain or _hurt(disc) else gettext("months")
    said = named(_WORDS, 252, words, fill="soft", wide=_WIDE)
    return markup(boxes, (_pain_in(disc, place) for place in range(MONTHS)), said)


def _month_x(place: int) -> float:
    return _WORDS + place * 22.0


def _hurt(disc: Disc) -> bool:
    """Whether it hurt at the start."""
    return disc._replace(months=0).pain > 0


def _pain_in(disc: Disc, place: int) -> Markup:
    """How strong the pain was in a month that has begun."""
    high = 24 * disc._replace(months=place).pain if place <= disc.months else 0.0
    look = paint("artery")
    return element("rect", x=_month_x(place), y=209 - high, width=18, height=high, style=look, data_key=f"pain-{place}")


def _felt(disc: Disc) -> Markup:
    """The map of the leg, and how many people keep to it."""
    (x, y), scale = _MAP, 0.76
    legs = group(leg_map(disc), transform=f"translate({x} {y}) scale({scale})")
    drawn = legs + group(heads(scale), transform=f"translate({x} {y})")
    if not disc.pain:
        return drawn
    said = gettext("{share} of 100 feel pain where the map says").format(share=disc.on_the_map)
    whose = gettext("root S1 ({source})") if disc.has_own_share else gettext("all roots of the lower back ({source})")
    lines = wrap(said, _NARROW, size=LETTERS, bold=True)
    (x, y), left = _DOTS, _MAP[0] + 4
    people = group(keepers(disc), transform=f"translate({x} {y}) scale(0.84)")
    share = named(left, y + 110, said, bold=True, wide=_NARROW)
    below = y + 110 + leading(LETTERS) * len(lines)
    return drawn + people + share + named(left, below, whose.format(source=_short(_MURPHY)), fill="soft", wide=_NARROW)


def _short(source: str) -> str:
    """A source by name and year."""
    name, year = source.split("-")[:2]
    return f"{name.capitalize()} {year}"


def _saddle(disc: Disc) -> Markup:
    """The seat from behind with the saddle, which the bundle feels, and the signs that cannot wait."""
    half = ((95, 0), (52, 2), (44, 40), (24, 84), (10, 130), (12, 170), (20, 196), (88, 196), (92, 150))
    body = path(blob((*half, (95, 142), *((190 - x, y) for x, y in half[:0:-1]))), look("skin", 1.8))
    saddle = both_sides(((95, 108), (76, 116), (66, 140), (70, 172), (82, 190), (88, 160)), 95)
    painted = paint("artery", "artery-deep", 2, opacity=0.9) if disc.presses_bundle else quiet()
    seat = body + path("M95 44L95 140", look("bone", 1.4)) + part("saddle", blob(saddle), painted)
    drawn = group(seat, transform="translate(716 8) scale(0.86)")
    if not disc.presses_bundle:
        return drawn + named(798, 206, gettext("saddle"), anchor="middle", fill="soft")
    signs = (
        gettext("numb between the legs"),
        gettext("trouble with bladder or bowel"),
        gettext("both legs weak or numb"),
    )
    y, said = 258.0, [level_mark(Disposition.EMERGENCY, 690, 251, 26)]
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
    said = gettext("{share} of 100 feel pain where the map says").format(share=disc.on_the_map)
    whose = gettext("root S1 ({source})") if disc.has_own_share else gettext("all roots of the lower back ({source})")
    return f"{said}: {whose.format(source=_short(_MURPHY))} ({SOURCES[OFF_THE_MAP.source].citation})"
