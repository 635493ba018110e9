"""One scene: the spine, a disc cut across, the body in which it lies, where in the leg it is felt, and time."""

from __future__ import annotations

from functools import cache

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import circle, drawing, element, leading, paint, paragraph, rect, text, wrap
from backlab.knowledge.figures import OFF_THE_MAP, ON_THE_MAP_S1, WEEKS_TO_RECOVER
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.model import Disposition
from backlab.pictures.disc import care, section, spine
from backlab.pictures.disc.body import disc_at, person
from backlab.pictures.disc.legs import seen_from
from backlab.pictures.disc.map import leg_map, quiet
from backlab.pictures.disc.months import chart
from backlab.pictures.disc.parts import HEIGHT, LETTERS, WIDTH, blob, both_sides, group, named, note, part
from backlab.pictures.disc.state import CALM, PULLS, WAITING, Disc, stage_terms, stage_words
from backlab.pictures.marks import level_mark

_SPINE, _CUT, _LEGS, _CROWD, _CHART = (2, 2), (118, 2), (480, 0), (684, 0), (478, 384)
_STEP, _DOT = 19.2, 8.0  # from one of a hundred to the next, and how large each is
PEOPLE = 100
_MURPHY = OFF_THE_MAP.source


def scene(disc: Disc, *, counted: bool = True) -> Picture:
    """What the push does now, in words, as a drawing and as a table.

    How many of a hundred keep to the map is ``counted`` once somebody has looked for it.
    """
    title = gettext("A disc, a nerve root and a leg")
    told = verdict(disc)
    felt = *_felt(disc, counted=counted), _time(disc)
    parts = _lens(disc), *_windows(disc), _arrow(disc), person(disc), _lens_sides(disc), *felt
    svg = drawing(HEIGHT, title, told, group(*parts, data_label="words"), width=WIDTH)
    return Picture("disc", title, told, svg, _table(disc, counted=counted), (about(),))


def _windows(disc: Disc) -> tuple[Markup, Markup]:
    """The lowest part of the spine, and beside it its chosen disc cut across."""
    return _at(_SPINE, spine.spine(disc)), _at(_CUT, section.section(disc))


def _at(place: tuple[float, float], drawn: Markup) -> Markup:
    return group(drawn, transform=f"translate({place[0]:g} {place[1]:g})")


def _time(disc: Disc) -> Markup:
    """The year; nobody waits through it whose whole bundle is pressed."""
    if disc.presses_bundle:
        return _emergency()
    x, y = _CHART
    place = {"x": x, "y": y, "width": 422.0, "height": 216.0}
    return element("svg", chart(disc), viewBox="0 0 422 216", role="presentation", style="overflow:visible", **place)


def _emergency() -> Markup:
    x, y = _CHART
    said = gettext("Nobody waits with these signs: call 999, 112 or 911 now.")
    lines = wrap(said, 275, size=26, bold=True)
    ground = rect(x, y + 8, 418, 36 + len(lines) * leading(26), paint("emergency-soft", "emergency", 3), radius=14)
    mark = level_mark(Disposition.EMERGENCY, x + 36, y + 44, 36)
    return ground + mark + paragraph(x + 72, y + 53, lines, size=26, bold=True)


def verdict(disc: Disc) -> str:
    """One sentence on what is seen; where a move changes nothing it says so, and from where on it would."""
    if disc.way == "middle":
        return _of_bundle(disc)
    if disc.care != WAITING:
        return care.verdict(disc.care, disc.months)
    if not disc.core and not disc.leg and not disc.months:
        return gettext(
            "The core is in its place, and nothing touches the nerve. Push the core, and see what gives way first."
        )
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
    """From the place in the body to the same spine."""
    (x, y), foot = disc_at(disc.level), _SPINE[1] + spine.HEIGHT
    left, right = _SPINE[0] + 14, _SPINE[0] + spine.WIDTH - 14
    up = part("lens", f"M{x:g} {y:g}L{left:g} {foot:g}L{right:g} {foot:g}Z", paint("accent-soft", opacity=0.7))
    return up


def _lens_sides(disc: Disc) -> Markup:
    """Its two sides, over the body, and the ring on the disc in which they end."""
    (x, y), foot, ring = disc_at(disc.level), _SPINE[1] + spine.HEIGHT, 12
    left, right = _SPINE[0] + 14, _SPINE[0] + spine.WIDTH - 14
    d = f"M{left:g} {foot:g}L{x - ring:g} {y:g}M{right:g} {foot:g}L{x + ring:g} {y:g}"
    sides = part("lens-sides", d, paint("none", "accent", 1.6, round=True))
    seen = element("circle", cx=x, cy=y, r=ring, style=paint("none", "accent", 2.4), data_key="lens-ring")
    return sides + seen


def _arrow(disc: Disc) -> Markup:
    """From the chosen disc to the same disc cut across."""
    x, y = spine.WIDTH + _SPINE[0] - 6, spine.disc_at(disc.level)[1] + _SPINE[1]
    return part("lens-cut", f"M{x:g} {y - 15:g}L{x + 17:g} {y:g}L{x:g} {y + 15:g}Z", paint("accent", "sheet", 2))


def _felt(disc: Disc, *, counted: bool) -> tuple[Markup, ...]:
    """Where it is felt: the leg, and a hundred people; or the saddle, with the signs that cannot wait."""
    if disc.way == "middle":
        return (_saddle(disc),)
    return leg_map(disc, *_LEGS, 376), _at(_CROWD, _hundred(disc, counted=counted))


def _hundred(disc: Disc, *, counted: bool) -> Markup:
    """A hundred: at first where they feel it, and once time passes how many such discs shrink."""
    if disc.months and disc.shrinks:
        said = gettext("100 such discs, scanned later")
        return _crowd(round(disc.shrinks.value), said, gettext("shrunk"), gettext("not"), "disc-deep")
    return _mapped(disc, is_told=counted and disc.pain > 0)


def _mapped(disc: Disc, *, is_told: bool) -> Markup:
    """Who feels it in the strip: S1 has a figure of its own, the other roots only that of all roots together."""
    together = round(100 - OFF_THE_MAP.value)
    if disc.root.name == "S1":
        said, many = gettext("Root S1, of 100: felt in the strip?"), round(ON_THE_MAP_S1.value)
        also = gettext("all roots together: {share:.0f}").format(share=together)
    else:
        said, many = gettext("All roots together, of 100: felt there?"), together
        also = gettext("no figure for {name} alone").format(name=disc.root.name)
    words = gettext("inside"), gettext("outside"), "artery"
    return _crowd(many if is_told else None, said, *words, also if is_told else "")


def _crowd(many: int | None, said: str, those: str, others: str, tone: str, also: str = "") -> Markup:
    """A hundred dots, those that are meant filled, and how many they are and are not; None is not known yet."""
    words = note(named(0, 20, said, wide=205))
    top = 4 + leading(LETTERS) * len(wrap(said, 205, size=LETTERS))
    foot = top + 10 * _STEP + 22
    rest = None if many is None else PEOPLE - many
    keys = _count(foot, many, those, paint(tone, tone, 1.4)), _count(foot + 36, rest, others, _EMPTY)
    more = note(named(0, foot + 71, also, fill="soft", wide=205)) if also else Markup()
    return markup(words, group(_dots(many or 0, tone), transform=f"translate(0 {top:g})"), keys, more)


_EMPTY = paint("sheet", "edge", 1.6)


@cache
def _dots(many: int, tone: str) -> Markup:
    lit = paint(tone, tone, 1.4)
    return markup(
        circle(_DOT + 1 + n % 10 * _STEP, _DOT + 1 + n // 10 * _STEP, _DOT, lit if n < many else _EMPTY)
        for n in range(PEOPLE)
    )


def _count(y: float, many: int | None, words: str, look: str) -> Markup:
    """A dot, how many of it there are, and what it stands for."""
    number_ = "?" if many is None else f"{many}"
    said = text(24, y + 7, number_, size=26, bold=True)
    return circle(8, y, _DOT, look) + said + named(77, y + 7, words, wide=160)


def _saddle(disc: Disc) -> Markup:
    """The seat from behind with the saddle, which the bundle feels, and the signs that cannot wait."""
    box = (-95.0, 330.0, 190.0, 190.0)
    points = both_sides(((0, 404), (-16, 414), (-26, 440), (-22, 470), (-9, 486)), 0)
    painted = paint("artery", "artery-deep", 2, opacity=0.9) if disc.presses_bundle else quiet()
    seat = seen_from("back", box, part("saddle", blob(points), painted), at=(476, 34), height=214)
    name = named(583, 272, gettext("saddle"), anchor="middle", fill="soft")
    signs = (
        gettext("numb between the legs"),
        gettext("trouble with bladder or bowel"),
        gettext("both legs weak or numb"),
    )
    y, said = 70.0, []
    for sign in signs if disc.presses_bundle else ():
        said.append(named(706, y, sign, bold=True, wide=192))
        y += leading(LETTERS) * len(wrap(sign, 192, size=LETTERS, bold=True)) + 16
    return markup(seat, name, note(*said) if said else "")


def _table(disc: Disc, *, counted: bool) -> Table:
    """The same in words."""
    shrinks = gettext("{share:.0f} of 100").format(share=disc.shrinks.value) if disc.shrinks and disc.months else "–"
    rows = (
        (gettext("Disc"), disc.level),
        (gettext("What has happened to it"), f"{stage_words()[disc.stage]} ({stage_terms()[disc.stage]})"),
        (gettext("What it presses on"), verdict(disc)),
        (gettext("How many keep to the map"), _kept() if counted and disc.pain else "–"),
        (gettext("How often such discs shrink"), f"{shrinks} ({SOURCES['chiu-2015-regression'].citation})"),
        (gettext("Months"), str(disc.months)),
        (gettext("Leg raised"), f"{disc.leg}°"),
        (gettext("What is done"), care.label(disc.care)),
    )
    return Table((gettext("Part"), gettext("What it shows")), rows)


def _kept() -> str:
    said = gettext("{share:.0f} of 100 pressed roots of the lower back; of S1 alone {s1:.0f} ({source})")
    on, s1 = 100 - OFF_THE_MAP.value, ON_THE_MAP_S1.value
    return said.format(share=on, s1=s1, source=SOURCES[_MURPHY].citation)
