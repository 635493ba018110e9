"""One scene: the spine, a disc cut across, the body in which it lies, where in the leg it is felt, and time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from backlab.drawing.picture import Picture, Table
from backlab.drawing.svg import circle, drawing, element, leading, paint, text, wrap
from backlab.knowledge.figures import OFF_THE_MAP, ON_THE_MAP_S1, WEEKS_TO_RECOVER
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, markup
from backlab.pictures.disc import care, section, spine
from backlab.pictures.disc.body import disc_at, person
from backlab.pictures.disc.layout import CUT, LAYOUTS, LEG, YEAR, Place, framed, shown
from backlab.pictures.disc.map import drawn_part, leg_map
from backlab.pictures.disc.months import chart
from backlab.pictures.disc.pair import pair
from backlab.pictures.disc.parts import HEIGHT, LETTERS, WIDTH, group, named, note, part
from backlab.pictures.disc.state import BREAK, CALM, PULLS, WAITING, Disc, stage_terms, stage_words

_STEP, _DOT = 19.2, 8.0  # from one of a hundred to the next, and how large each is
PEOPLE = 100
_MURPHY = OFF_THE_MAP.source


def scene(disc: Disc, about: str = YEAR, *, counted: bool = True) -> Picture:
    """What the push does now, in words, as a drawing and as a table.

    Of its parts those are drawn that the step is ``about``, or that a control has brought. How many of a hundred keep
    to the map is ``counted`` once somebody has looked for it.
    """
    title = gettext("A disc, a nerve root and a leg")
    told = verdict(disc, about)
    places = LAYOUTS[shown(disc, about)]
    parts = *_windows(disc, places), *_body(disc, places, about), *_felt(disc, places, counted=counted)
    svg = drawing(HEIGHT, title, told, group(*parts, data_label="words"), width=WIDTH)
    return Picture("disc", title, told, svg, _table(disc, counted=counted), (what_it_rests_on(),))


def _windows(disc: Disc, places: Mapping[str, Place]) -> Iterator[Markup]:
    """The lowest part of the spine, and beside it its chosen disc cut across."""
    if "person" in places:
        yield _lens(disc, places["spine"], places["person"])
    yield spine.spine(disc, places["spine"])
    yield section.section(disc, places["cut"])
    yield _arrow(disc, places["spine"])


def _body(disc: Disc, places: Mapping[str, Place], about: str) -> Iterator[Markup]:
    """Somebody who lies down, and where in them the disc is."""
    if "person" in places:
        raised = shown(disc, about) == LEG
        yield person(disc, places["person"], by_hand=raised or "year" in places, swept=raised)
        yield _lens_sides(disc, places["spine"], places["person"])


def _felt(disc: Disc, places: Mapping[str, Place], *, counted: bool) -> Iterator[Markup]:
    """Where it is felt: the leg, and a hundred people; or two who differ in one thing. And the year."""
    if "legs" in places:
        yield leg_map(disc, places["legs"])
    if "crowd" in places:
        yield framed("crowd", places["crowd"], 205, 340, _hundred(disc, counted=counted))
    if "legs" in places and "year" not in places and disc.pain:
        yield note(named(480, 500, drawn_part(disc), fill="soft", wide=420))
    if "year" in places:
        yield framed("year", places["year"], 422, 216, chart(disc))
    if "pair" in places:
        yield pair(disc, places["pair"])


def verdict(disc: Disc, about: str = YEAR) -> str:
    """One sentence on what is seen; where a move changes nothing it says so, and from where on it would."""
    if disc.way == "middle":
        return _of_bundle(disc)
    if disc.care != WAITING:
        return care.verdict(disc.care, disc.months)
    if not disc.core and not disc.leg and not disc.months:
        return gettext("Nothing touches the nerve. Push the core.")
    if disc.pain:
        return {CUT: _of_push, LEG: _of_lift}.get(shown(disc, about), _of_pain)(disc)
    if disc.is_touched:
        return _of_calm(disc)
    return _of_room(disc)


def _of_room(disc: Disc) -> str:
    name = disc.root.name
    if disc.does_shrink and disc.months:
        said = gettext(
            "It has shrunk, and the root {name} is free. On later scans {share:.0f} of 100 such discs had shrunk."
        )
        return said.format(name=name, share=disc.shrinks.value if disc.shrinks else 0)
    if disc.leg and disc.months:
        return gettext("Neither leg nor time changes anything: no root is pressed. Push the core about halfway.")
    if disc.months and not disc.core:
        return gettext("Time changes nothing in a whole disc. Push the core, and let the months pass again.")
    if disc.leg:
        return gettext("Nothing hurts: no root is pressed. Push the core about halfway, and lift again.")
    if disc.months and disc.shrinks:
        said = gettext(
            "Of 100 mere bulges only {share:.0f} had shrunk on later scans. Once the ring has given way, most do."
        )
        return said.format(share=disc.shrinks.value)
    return gettext("The ring bulges and holds. Nothing is felt in the leg.")


def _of_push(disc: Disc) -> str:
    """What comes first, as long as nobody has asked for the map."""
    if disc.core < BREAK:
        said = gettext("The ring still holds, and the core presses on the root {name} already.")
    else:
        said = gettext("The ring has given way, and the core presses on the root {name}.")
    return said.format(name=disc.root.name)


def _of_lift(disc: Disc) -> str:
    """What a raised leg tells, and before it is raised no more than what it will be about."""
    if disc.leg:
        return _of_pain(disc)
    return gettext("The core presses on the root {name}. Now lift the leg.").format(name=disc.root.name)


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
            "Month {month}: the root {name} is still pressed, and hurts less. By month {calm} half had recovered."
        )
        return said.format(month=disc.months, name=name, calm=CALM)
    return gettext("The core presses on the root {name}. On the map: {place}.").format(name=name, place=felt)


def _of_calm(disc: Disc) -> str:
    said = gettext(
        "The core still touches the root {name}, and the pain is gone: half had recovered after {weeks} weeks."
    )
    weeks = max(count.value for count in WEEKS_TO_RECOVER)
    return said.format(name=disc.root.name, weeks=f"{weeks:g}")


def _of_bundle(disc: Disc) -> str:
    if disc.presses_bundle:
        if disc.care != WAITING:
            return gettext("There is nothing to choose here, and no waiting: call 999, 112 or 911 now.")
        return gettext(
            "Call 999, 112 or 911 now: numb between the legs, trouble with bladder or bowel, or both legs weak or numb."
        )
    if disc.core and disc.does_shrink and disc.months:
        return gettext("In the picture it has shrunk. Nobody waits for that: with these signs each hour counts.")
    if disc.leg:
        return gettext("A raised leg changes nothing here: the core meets no single root. Push further.")
    return gettext("The core goes straight back, towards the nerve bundle. Push further.")


def what_it_rests_on() -> str:
    """What the picture rests on, where nobody has checked that against a paper."""
    return gettext(
        "A teaching picture, not to scale. Which root feels what, and from which angle on a raised leg pulls, is "
        "common teaching, not verified."
    )


_RING = 12


def _foot(place: Place) -> tuple[tuple[float, float], tuple[float, float]]:
    """Both lower corners of the window on the spine."""
    return place.at((14, spine.HEIGHT)), place.at((spine.WIDTH - 14, spine.HEIGHT))


def _lens(disc: Disc, window: Place, body: Place) -> Markup:
    """From the place in the body to the same spine."""
    (x, y), ((left, foot), (right, _)) = body.at(disc_at(disc.level)), _foot(window)
    return part("lens", f"M{x:g} {y:g}L{left:g} {foot:g}L{right:g} {foot:g}Z", paint("accent-soft", opacity=0.7))


def _lens_sides(disc: Disc, window: Place, body: Place) -> Markup:
    """Its two sides, over the body, and the ring on the disc in which they end."""
    (x, y), ((left, foot), (right, _)) = body.at(disc_at(disc.level)), _foot(window)
    far = _RING * body.size
    d = f"M{left:g} {foot:g}L{x - far:g} {y:g}M{right:g} {foot:g}L{x + far:g} {y:g}"
    sides = part("lens-sides", d, paint("none", "accent", 1.6, round=True))
    seen = element("circle", cx=x, cy=y, r=far, style=paint("none", "accent", 2.4), data_key="lens-ring")
    return sides + seen


def _arrow(disc: Disc, window: Place) -> Markup:
    """From the chosen disc to the same disc cut across."""
    x, y = window.at((spine.WIDTH - 6, spine.disc_at(disc.level)[1]))
    far = window.size
    d = f"M{x:g} {y - 15 * far:g}L{x + 17 * far:g} {y:g}L{x:g} {y + 15 * far:g}Z"
    return part("lens-cut", d, paint("accent", "sheet", 2))


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
