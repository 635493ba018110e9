"""The causes in words: two lists, what speaks for and against each, what would settle it, and the evidence."""

from collections.abc import Iterable, Iterator

from backlab.knowledge import findings as f
from backlab.knowledge.causes import CAUSES
from backlab.language import gettext
from backlab.model import Atom, Cause, Threshold
from backlab.reasoning.bayes import Weight, natural_frequency
from backlab.reasoning.conclusion import Conclusion
from backlab.reasoning.differential import Chance, Suspect
from backlab.words.blocks import Block, Point, Say
from backlab.words.citing import Citer, basis
from backlab.words.phrases import capital, inside, listed, lowered, signed

_SPELT_OUT = 5  # so many of the causes that wait for an answer are told with their questions
_GROWN = 18  # from which age on somebody was counted
_ASKED = 3  # and so many of these questions


def causes_blocks(advice: Conclusion, cite: Citer) -> Iterator[Block]:
    """What must not be missed, and what is more common."""
    found = advice.differential
    yield Say(must_not_miss(), "stage")
    yield from (_suspect_point(suspect, cite) for suspect in found.looked_for)
    if not found.looked_for:
        yield Say(nothing_points())
    if found.not_ruled_out:
        yield Point(not_ruled_out(), tuple(_waiting(found.not_ruled_out)))
    yield Say(more_common(), "stage")
    if advice.red_flag:
        yield Say(not_for_these())
    yield from (_common_point(suspect, cite, advice.red_flag) for suspect in found.common)
    yield Say(lists_note(), "note")


def must_not_miss() -> str:
    """The heading of the first list."""
    return gettext("Must not be missed")


def more_common() -> str:
    """The heading of the second list."""
    return gettext("More common")


def nothing_points() -> str:
    """What stands in the first list where no rule points to a cause in it."""
    return gettext("Nothing that was found points to one of these. That is no proof that there is none.")


def not_ruled_out() -> str:
    """What stands above the causes that wait for an answer."""
    return gettext("Not ruled out until it is asked, the most urgent first:")


def lists_note() -> str:
    """What the two lists are, and are not."""
    return gettext(
        "A cause stands in the first list because missing it would do harm, not because it is likely. Common means "
        "more than 10 of 100 of the people concerned, uncommon 1 to 10, rare fewer than 1; nothing here adds up to "
        "100%. The level of care does not depend on these lists."
    )


def not_for_these() -> str:
    """What stands above the second list of somebody with a sign of danger, in place of any figure."""
    return gettext("There is a sign of danger: how common these are among others says nothing about this person.")


def causes_in_brief(advice: Conclusion) -> Iterator[Block]:
    """Both lists by name, for a sheet of paper."""
    found = advice.differential
    if found.looked_for:
        names = cause_names(suspect.cause.id for suspect in found.looked_for)
        yield Say(gettext("To be looked for: {causes}.").format(causes=names))
    names = cause_names(suspect.cause.id for suspect in found.common)
    yield Say(gettext("More common: {causes}.").format(causes=names))


def cause_names(causes: Iterable[str]) -> str:
    """The causes with these ids as they stand inside a sentence."""
    return ", ".join(lowered(gettext(CAUSES[cause].label)) for cause in causes)


def band_word(cause: Cause) -> str:
    """How common it is, in one word; nothing where nobody has counted."""
    return gettext(cause.band.value) if cause.band else ""


def said_for(suspect: Suspect) -> str:
    """What was found that speaks for it."""
    return gettext("For it: {findings}.").format(findings=listed(suspect.speaks_for) or gettext("nothing was found"))


def said_against(suspect: Suspect) -> str:
    """What was found that speaks against it, and what was looked for and is not there."""
    against = "; ".join(filter(None, (listed(suspect.speaks_against), *denials(suspect))))
    return gettext("Against it: {findings}.").format(findings=against or gettext("nothing was found"))


def denials(suspect: Suspect) -> tuple[str, ...]:
    """What is not there and speaks against a cause by its absence, each as it stands inside a sentence."""
    return tuple(map(_denial, (*(weight.sign.finding for weight in suspect.denied), *suspect.same)))


def _denial(finding: Atom) -> str:
    """A finding that is not there, as it stands inside a sentence."""
    if isinstance(finding, Threshold):
        return lowered(gettext("Not {threshold}").format(threshold=inside(finding)))
    return _contrary(finding) or gettext("not found: {finding}").format(finding=inside(finding))


def _contrary(finding: Atom) -> str:
    """What is the case where the answer was no, for a finding whose name would make it hard to read; else nothing."""
    if finding == f.no_better_resting:
        return gettext("better after resting")
    if finding == f.new_kind_of_pain:
        return gettext("an ache like the usual one")
    if finding == f.getting_worse:
        return gettext("no worse after more than a year")
    if finding == f.fever:
        return gettext("no fever, which ibuprofen or paracetamol can hide")
    return ""


def said_dangers(suspect: Suspect) -> str:
    """The signs of danger that speak against a harmless ache and all of its ways; nothing where there are none."""
    if not suspect.dangers:
        return ""
    said = gettext("Signs of danger speak against it, in whatever way it came about: {findings}.")
    return said.format(findings=listed(suspect.dangers))


def ways_found(suspect: Suspect) -> tuple[Suspect, ...]:
    """The ways in which it may have come about: those of which something was found."""
    return tuple(way for way in suspect.ways if way.speaks_for)


def told_by_ways(suspect: Suspect) -> bool:
    """Whether all that speaks for it stands with the ways in which it may have come about."""
    return set(suspect.speaks_for) <= {atom for way in suspect.ways for atom in way.speaks_for}


def said_way(way: Suspect) -> str:
    """A way in which a cause comes about, with what was found of it."""
    said = gettext("One way in which it comes about is {way}; found: {findings}.")
    return said.format(way=lowered(gettext(way.cause.label)), findings=listed(way.speaks_for))


def _other_ways(suspect: Suspect) -> str:
    """The ways of which nothing was found; nothing where there is none."""
    others = [way.cause.id for way in suspect.ways if not way.speaks_for]
    if not others:
        return ""
    if ways_found(suspect):
        said = gettext("Nothing was found of another way: {causes}.")
    else:
        said = gettext("Nothing was found of the ways in which it comes about: {causes}.")
    return said.format(causes=cause_names(others))


def _suspect_point(suspect: Suspect, cite: Citer) -> Point:
    """A cause of the first list: for, against, and what settles it. The level is the patient's, not the cause's."""
    cause = suspect.cause
    return Point(_named(cause), (said_for(suspect), said_against(suspect), _settles(cause, cite)))


def _common_point(suspect: Suspect, cite: Citer, danger: bool) -> Point:
    """A cause of the second list: the ways in which it comes about, for, against, and what settles it.

    How common it is stands there only where there is no sign of danger.
    """
    cause = suspect.cause
    lines = [] if danger else [capital(_how_common(cause, cite)) + "."]
    lines += (*map(said_way, ways_found(suspect)), _other_ways(suspect))
    if not told_by_ways(suspect):
        lines.append(said_for(suspect))
    if suspect.speaks_against or suspect.denied:
        lines.append(said_against(suspect))
    lines += (said_dangers(suspect), _settles(cause, cite))
    return Point(_named(cause), tuple(filter(None, lines)), "" if danger else capital(band_word(cause)))


def _named(cause: Cause) -> str:
    """The name in plain words, and the clinician's where that is another."""
    label, term = gettext(cause.label), gettext(cause.term)
    return label if term == lowered(label) else f"{label} ({term})"


def _settles(cause: Cause, cite: Citer) -> str:
    return gettext("What settles it: {test}").format(test=lowered(gettext(cause.settles).format_map(cite)))


def _how_common(cause: Cause, cite: Citer) -> str:
    return gettext(cause.how_common).format_map(cite)


def _waiting(suspects: Iterable[Suspect]) -> Iterator[str]:
    """The causes that wait for an answer: some with their questions, the others by name."""
    first, others = list(suspects)[:_SPELT_OUT], list(suspects)[_SPELT_OUT:]
    for suspect in first:
        yield gettext("{cause}: {findings}?").format(
            cause=gettext(suspect.cause.label), findings=listed(suspect.open[:_ASKED])
        )
    if others:
        yield gettext("Also: {causes}.").format(causes=cause_names(each.cause.id for each in others))


def evidence_blocks(advice: Conclusion, cite: Citer) -> Iterator[Block]:
    """How each cause comes about, how common it is, and what is published of what was found.

    With a sign of danger nothing is said of how common the harmless is.
    """
    explained = gettext(
        "A likelihood ratio above 1 speaks for a cause, below 1 against it. Decibans are ten times its base-10 "
        "logarithm: they add up, and 10 of them make a cause ten times likelier in odds."
    )
    yield Say(explained, "note")
    unmeasured = gettext("Of a finding that has no number here nobody has measured how far it speaks.")
    yield Say(unmeasured, "note")
    if advice.presentation.age < _GROWN:
        yield Say(of_the_young())
    for suspect in _told(advice):
        cause = suspect.cause
        course = gettext(cause.course) + cite(cause.sources)  # cited in the order in which it is read
        common = () if advice.red_flag and not cause.serious else (_share(cause, cite),)
        ratios = (_weight(weight, cite) for weight in suspect.weights)
        chance = (_chance(suspect.chance, cite),) if suspect.chance else ()
        yield Point(gettext(cause.label), (gettext(cause.mechanism), course, *common, *ratios, *chance))


def of_the_young() -> str:
    """What stands beside the numbers of somebody whom nobody has counted."""
    return gettext("These numbers were counted in adults: under 18 they say nothing. The signs count at any age.")


def _share(cause: Cause, cite: Citer) -> str:
    return gettext("How common: {share}.").format(share=_how_common(cause, cite))


def _told(advice: Conclusion) -> Iterator[Suspect]:
    """The causes that were suspected or fit, each followed by the ways of which something was found."""
    found = advice.differential
    named: dict[str, Suspect] = {}
    for suspect in (*found.looked_for, *found.common):
        for each in (suspect, *ways_found(suspect)):
            named.setdefault(each.cause.id, each)
    yield from named.values()


def _weight(weight: Weight, cite: Citer) -> str:
    if weight.decibans > 0:
        way = gettext("{found}: speaks for it, likelihood ratio {ratio}, {decibans} decibans{basis}.")
    else:
        way = gettext("{found}: speaks against it, likelihood ratio {ratio}, {decibans} decibans{basis}.")
    return way.format(
        found=_answer(weight), ratio=_ratio(weight), decibans=signed(weight.decibans), basis=basis(weight.sign, cite)
    )


def _ratio(weight: Weight) -> str:
    """The ratio with its interval, where that of a yes has one."""
    span = weight.sign.interval if weight.present else None
    if not span:
        return f"{weight.ratio:g}"
    said = gettext("{ratio} ({low} to {high})")
    return said.format(ratio=f"{weight.ratio:g}", low=f"{span.low:g}", high=f"{span.high:g}")


def _answer(weight: Weight) -> str:
    """What was found, or what was not."""
    finding = weight.sign.finding
    if weight.present:
        return capital(gettext(finding.label))
    if contrary := _contrary(finding):
        return capital(contrary)
    no = gettext("Not {threshold}") if isinstance(finding, Threshold) else gettext("Answered no, {finding}")
    return no.format(threshold=inside(finding), finding=inside(finding))


def _chance(chance: Chance, cite: Citer) -> str:
    """What the strongest finding alone makes of a published share, in people."""
    before = chance.measured.prior.value
    of = next(crowd for crowd in (100, 1000, 10_000) if before * crowd >= 1 or crowd == 10_000)
    said = gettext(
        "In numbers: of {of} {among} about {before} have it{sources}. Of {of} of them who also have this, about "
        "{after} do: {finding}."
    )
    told = said.format(
        of=of,
        among=gettext(chance.measured.among),
        before=natural_frequency(before, of),
        sources=cite(chance.measured.prior.sources),
        after=natural_frequency(chance.after, of),
        finding=inside(chance.sign.finding),
    )
    if chance.low is None or chance.high is None:
        return f"{told} {gettext('Its source gives no interval.')}"
    ends = gettext("At the ends of the ratio's interval that is {low} to {high}.")
    return f"{told} {ends.format(low=natural_frequency(chance.low, of), high=natural_frequency(chance.high, of))}"
