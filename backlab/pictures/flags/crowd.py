"""The people who were counted, sorted by one sign: those with it, those without it, and the ill with a ring."""

from __future__ import annotations

from backlab.drawing.picture import Table
from backlab.drawing.walkers import MOST, Box, Extra, Group, Look, walkers
from backlab.knowledge.flags import CROWDS, Crowd
from backlab.knowledge.sources import SOURCES
from backlab.language import gettext
from backlab.markup import Markup, element
from backlab.pictures.causes import grouped
from backlab.pictures.flags.asking import with_interval

_GAP, _LEAST, _FOOT = 2.0, 24.0, 13.0
_FIRST_WELL = 100  # from this number on people are well in every crowd, so that everybody stays who they are


def crowd(name: str) -> Markup:
    """The picture as a figure; raises ``KeyError`` for a sign by which nobody was counted."""
    found = CROWDS[name]
    ill, well = _looks()
    all_ill = found.ill + found.ill_without
    # Of a crowd with few ill, some of the first numbers are left for those who are well.
    well_people = [*range(_FIRST_WELL, MOST), *range(all_ill, _FIRST_WELL)]
    with_sign = [*range(found.ill), *well_people[: found.well]]
    without = [*range(found.ill, all_ill), *well_people[found.well : found.well + found.well_without]]
    look_of = {each: ill if each < all_ill else well for each in (*with_sign, *without)}
    groups, extras = _places(found, with_sign, without)
    return walkers(
        "flag-crowd",
        gettext("The people who were counted"),
        crowd_said(name),
        groups,
        (ill, well),
        look_of,
        Table((gettext("Where"), gettext("People"), gettext("Seriously ill")), _rows(found)),
        extras=(*extras, Extra(Box(0, 100 - _FOOT, 100, _FOOT), _counted(found))),
    )


def _looks() -> tuple[Look, Look]:
    return (
        Look("ill", gettext("seriously ill"), "emergency", ringed=True, mood="ill"),
        Look("well", gettext("nothing serious"), "edge"),
    )


def _places(found: Crowd, with_sign: list[int], without: list[int]) -> tuple[list[Group], list[Extra]]:
    """Two places, as wide as their people need; where those without the sign were not counted, words stand there."""
    high = 100 - _FOOT - _GAP
    share = found.with_sign / (found.with_sign + found.without) if found.without else 0.7
    wide = min(max(100 * share, _LEAST), 100 - _LEAST) - _GAP / 2
    other = Box(wide + _GAP, 0, 100 - wide - _GAP, high)
    at_best = gettext("at best") if found.is_at_best else ""
    has = Group("with", crowd_name(found.id), _total(found.ill, found.with_sign), Box(0, 0, wide, high), with_sign)
    groups = [has._replace(note=at_best, colour="urgent")]
    if not found.without:
        return groups, [
            Extra(other, element("p", gettext("Those without the sign were not counted."), class_="bl-flag-uncounted"))
        ]
    # Where nobody has told on which side the ill stood, none is claimed to be missing here.
    total = grouped(found.without) if found.is_at_best or not found.ill else _total(found.ill_without, found.without)
    has_not = Group("without", gettext("Without it"), total, other, without)
    return [*groups, has_not], []


def _total(ill: int, everybody: int) -> str:
    return gettext("{ill} of {all} ill").format(ill=grouped(ill), all=grouped(everybody))


def _counted(found: Crowd) -> Markup:
    """Who was counted; and where there is room, what to keep in mind, and the source."""
    cited = gettext("Source: {source}.").format(source=SOURCES[found.source].citation.split(".")[0])
    doubt = "" if found.verified else f" {gettext('Not verified.')}"
    further = element("span", f" {_mind(found)}{doubt} {cited}", class_="bl-flag-further")
    return element("p", _who(found), further, class_="bl-flag-counted")


def _who(found: Crowd) -> str:
    """Who was counted, in a few words."""
    if found.after is not None:
        return gettext("100 people with the sign, mostly in hospitals.")
    return {
        "henschke-2009-prevalence": gettext("New back pain at a family doctor's: 1172 people, drawn as 1000."),
        "harding-2005-night-verified": gettext("482 people of a back-pain clinic."),
        "ces-cohort-334": gettext("334 people scanned because squeezed nerves were feared."),
        "yusuf-2019-spinal-infection": gettext("100 people with an infection of the spine."),
        "davis-2004-sea": gettext("63 people with pus beside the spinal cord, and 126 others."),
    }[found.source]


def _mind(found: Crowd) -> str:
    """What to keep in mind about these numbers."""
    if found.after is not None:
        return gettext(
            "In emergency departments and specialist hospitals many are ill; at a family doctor's far fewer."
        )
    return {
        "henschke-2009-prevalence": gettext(
            "No interval is given, and our record does not say on which side the ill stood."
        ),
        "harding-2005-night-verified": gettext("Nobody who hurt at night was seriously ill; no interval is given."),
        "ces-cohort-334": gettext(
            "Worked out from the shares of a single series; no interval is given. If it is new, it still means: now."
        ),
        "yusuf-2019-spinal-infection": gettext("All of them are ill; no interval is given."),
        "davis-2004-sea": gettext("The two groups were picked: in a real waiting room far fewer are ill."),
    }[found.source]


def crowd_name(name: str) -> str:
    """The sign by which people are sorted."""
    return {
        "any": gettext("Any red flag"),
        "night": gettext("Pain at night"),
        "legs": gettext("Pain in both legs"),
        "peeing": gettext("Trouble with the bladder"),
        "infected": gettext("Fever"),
        "triad": gettext("Pain, fever and a failing nerve together"),
        "way_in": gettext("A way in for germs, or weak defences"),
        "accident": gettext("A serious accident"),
        "cancer": gettext("Cancer before"),
        "steroids": gettext("Steroid tablets for long"),
        "bruise": gettext("A bruise over the spine"),
        "several": gettext("Several signs of a broken vertebra"),
    }[name]


def crowd_said(name: str) -> str:
    """What one sees, in a sentence or two: what the sign says, and what it does not rule out."""
    found = CROWDS[name]
    counts = {
        "ill": grouped(found.ill),
        "all": grouped(found.with_sign),
        "others": grouped(found.without),
        "missed": grouped(found.ill_without),
        "every": grouped(found.ill + found.ill_without),
        "interval": with_interval(found.after) if found.after else "",
    }
    return _sentence(found).format(**counts)


def _sentence(found: Crowd) -> str:
    if found.is_at_best:
        return gettext(
            "{all} have a red flag, {ill} are seriously ill: even at best about 1 in 90 of those who hear the alarm."
        )
    if found.after is not None:
        return gettext("Where it was counted, {interval} of 100 with this sign are seriously ill.")
    if not found.ill:
        return gettext("{all} have this flag, and none of them is seriously ill.")
    if not found.well and not found.well_without:
        return gettext("All are seriously ill, and {missed} of {every} have no fever: no flag is no all-clear.")
    return gettext("With it {ill} of {all} are ill, without it {missed} of {others}: no flag is no all-clear.")


def _rows(found: Crowd) -> tuple[tuple[str, str, str], ...]:
    has = (crowd_name(found.id), grouped(found.with_sign), grouped(found.ill))
    has_not = (gettext("Without it"), grouped(found.without), grouped(found.ill_without))
    return (has, has_not) if found.without else (has,)
