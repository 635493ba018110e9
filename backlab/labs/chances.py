"""The lab of chances: a thousand people are asked, the yeses come together, and the ill among them are counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from backlab.course.lessons.chances import begin, stage_steps
from backlab.course.lessons.tumour_of_the_spine import where_counted
from backlab.course.steps import StageStep
from backlab.drawing.picture import Picture, table_html
from backlab.kit.contract import Field
from backlab.kit.fields import menu, radio, slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import changing
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.labs.chances_sheet import worksheet
from backlab.labs.opening import opener
from backlab.labs.panels import never_tab, sure_points
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Rule, Sign, Source
from backlab.pictures import thousand
from backlab.pictures.causes import grouped
from backlab.pictures.marks import level_icon
from backlab.pictures.nomogram import Hands, chance, counted, crowd, nomogram, times
from backlab.pictures.thousand import (
    ALL,
    LINE,
    PARTED,
    SORTED,
    VIEWS,
    YESES,
    Bar,
    Shown,
    asked_people,
    line_place,
    view_name,
)
from backlab.reasoning.asking import PEOPLE
from backlab.reasoning.bayes import natural_frequency
from backlab.reasoning.dependence import every_time
from backlab.reasoning.population import HARM
from backlab.reasoning.published import COMMON, FALSE_ALARMS, PUBLISHED, SENSITIVITY, Published, Reading, reading
from backlab.words import Block, Citer, Point, Say, basis, capital, lowered
from backlab.words.html import blocks_html

_SCALES = ("common", "sensitivity", "specificity")
_MANY = 10_000  # people, to count what is rare
_SOME = 0.005  # from this share on it is told of a hundred people


class ChancesLab(SteppedLab):
    """A thousand people of whom some are ill: asked once they part, asked again the same come back.

    ``lab.set(finding="spinal_tumour.cancer_history")`` takes all numbers from a published finding (``PUBLISHED``).
    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key`` of its
    own. ``after`` is a question that has to be answered first, or its name; what was guessed there is shown beside
    what comes true.

    >>> from backlab.widgets import ChancesLab
    >>> lab = ChancesLab()
    >>> lab.said[:48]
    'Of 1000 people 7 are ill, and 2 of these say yes'
    """

    look = "chances"

    def __init__(self, *, key: str = "", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        self._question = opener(after)
        with speaking(speaks):
            super().__init__(
                _fields(),
                {STEP: stage_steps()[0].name, **begin()},
                key=key or "chances",
                names=changing(gettext("A thousand people who are asked")),
                language=speaks,
                stage={
                    "picture": "thousand",
                    "first": [*_SCALES, "finding"],
                    "more": gettext("More"),
                    "warning": "never",
                },
                after=self._question,
            )

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step sets the stage, a finding brings its numbers; and whatever is moved is seen where it is counted."""
        if name == STEP:
            return self.gone_to(values[STEP]).sets
        sets: dict[str, Any] = dict(PUBLISHED[values["finding"]].steps) if name == "finding" else {}
        seen_in = (YESES, LINE) if name in ("times", "together") else (SORTED, YESES, LINE)
        if name in ("finding", "times", "together", *_SCALES) and values["look"] not in seen_in:
            sets["look"] = YESES
        if name == "together" and values["times"] == "1":
            sets["times"] = "2"  # asked once there is nothing that could go together
        return sets

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The people, or the line; one sentence on them; and what stands behind it."""
        now = reading(values)
        drawn = _nomogram(now)
        said = _verdict(now, values["look"])
        return Answer(
            (
                panel("thousand", gettext("A thousand people"), self._scene(now, values["look"], drawn), folds=False),
                never_tab(),
                panel("why", gettext("Why"), blocks_html(_why(now))),
                panel("level", gettext("What to do"), _level(now.published.sign, self.lang)),
                panel("numbers", gettext("Numbers"), blocks_html(_rests_on(now))),
                panel("limits", gettext("Limits"), blocks_html(_limits())),
            ),
            summary=element("p", element("strong", said), class_="bl-lead"),
            said=f"{thousand.told(now.people)} {drawn.description}",
            told=self.led(values),
            query=self.to_query(values),
            handout=worksheet(PUBLISHED[begin()["finding"]]),
        )

    def _scene(self, now: Reading, look: str, drawn: Picture) -> Markup:
        if look == LINE:
            return _line_scene(drawn)
        ratio = times(now.ratio) if now.together == 1 else ""
        rule = rule_of(now.published.sign.finding.id)
        level = rule.disposition if rule and rule.disposition >= HARM else None
        illness = lowered(gettext(now.published.cause.label))
        is_read = all(SOURCES[source].verified for source in now.published.sign.sources)
        return asked_people(Shown(now.people, look, self._bars(now), illness, ratio, level, is_read))

    def _bars(self, now: Reading) -> list[Bar]:
        """How many are ill before and after; beside them what was published, guessed, or would be multiplied."""
        before = Bar("before", gettext("Before"), counted(now.pre_test, PEOPLE), "", now.pre_test)
        bars = [before, Bar("after", _after(now), *_found(now))]
        if not now.is_as_published:
            bars.append(Bar("known", gettext("As published"), *_found(now.as_published), thought=True))
        elif (guess := self._guess()) is not None and now.published.id == begin()["finding"]:
            bars.append(Bar("guess", gettext("Your guess"), _of_100(guess), "", guess, thought=True))
        if now.asked > 1:
            product = " × ".join([f"{now.ratio:.3g}"] * now.asked)
            bars.append(Bar("naive", gettext("Multiplied"), _of_100(now.naively), product, now.naively, thought=True))
        return bars

    def _guess(self) -> float | None:
        """What was guessed ahead of the lab, as a share."""
        given = getattr(self._question, "given", None)
        return given / 100 if isinstance(given, int | float) else None


def _fields() -> list[Field]:
    known = [(each.id, capital(gettext(each.sign.finding.label))) for each in PUBLISHED.values()]
    often = [(str(n), ngettext("once", "{count} times", n).format(count=n)) for n in range(1, thousand.MOST_ASKED + 1)]
    looks = [(view, view_name(view)) for view in VIEWS]
    common, there, not_there = ([*words] for words in _scale_words())
    return [
        steps_field(stage_steps()),
        slider("common", gettext("How common"), 0, len(common) - 1, words=common),
        slider("sensitivity", gettext("Ill who say yes (sensitivity)"), 0, len(there) - 1, words=there),
        slider("specificity", gettext("Others who say no (specificity)"), 0, len(not_there) - 1, words=not_there),
        menu("finding", gettext("What everyone is asked"), known),
        menu("look", gettext("Look at"), looks),
        radio("times", gettext("How often the same is asked"), often),
        slider("together", gettext("How far the answers go together: 100 is always the same"), 0, 100),
    ]


def _scale_words() -> Iterator[Iterable[str]]:
    """What the three sliders say at each of their places."""
    of_100 = gettext("{count} of 100")
    yield (counted(share, crowd(share)) for share in COMMON)
    yield (of_100.format(count=f"{100 * share:.3g}") for share in SENSITIVITY)
    yield (of_100.format(count=f"{100 * (1 - share):.3g}") for share in FALSE_ALARMS)


def _of_100(share: float) -> str:
    return gettext("about {count} of 100").format(count=round(100 * share))


def _after(now: Reading) -> str:
    return ngettext("After a yes", "After {count} yeses", now.asked).format(count=now.asked)


def _found(now: Reading) -> tuple[str, str, float]:
    """The ill among the yeses, counted, about how many that is of a hundred or more, and the share."""
    people = now.people
    count = gettext("{true} of {yes}").format(true=len(people.true), yes=len(people.yes[-1]))
    words = _of_100(now.after) if now.after >= _SOME else counted(now.after, crowd(now.after))
    return count, words, now.after


def _verdict(now: Reading, look: str) -> str:
    """One sentence: who is ill, who says yes, or how many of these are ill."""
    people, illness = now.people, gettext(now.published.cause.label)
    if look == LINE:
        of = crowd(now.pre_test, now.after)
        before, after = counted(now.pre_test, of), counted(now.after, of)
        said = gettext("From {before}, {ratio}, to {after}.").format(before=before, ratio=times(now.true), after=after)
        return f"{said} {_done(now)}"
    if look in (ALL, PARTED):
        has = gettext("{illness}: {count} {among} have it. So it is before anybody is asked.")
        return has.format(illness=illness, count=counted(now.pre_test, PEOPLE), among=_among(now))
    if look == SORTED:
        yes = gettext("{yes} of {all} say yes. How many of these are ill?")
        return yes.format(yes=len(people.yes[0]), all=grouped(PEOPLE))
    if now.asked > 1:
        return _again(now)
    return " ".join(_of_the_yeses(now))


def _among(now: Reading) -> str:
    """Who is counted: a number that was moved is of nobody."""
    return gettext(now.published.measured.among) if now.is_as_published else gettext("people of an example")


def _done(now: Reading) -> str:
    """What is done for all who say yes: the rules say it, and no chance does."""
    rule, count = rule_of(now.published.sign.finding.id), len(now.people.yes[-1])
    if rule is None:
        return gettext("For the {yes}: no rule asks for this sign alone; with others it may count.").format(yes=count)
    return gettext("For all {yes}: {do}.").format(yes=count, do=gettext(rule.disposition.meaning))


def _of_the_yeses(now: Reading) -> Iterator[str]:
    """How many who say yes are ill, what the rules say to all of them, and whom a no misses."""
    people = now.people
    ill, true, yes = len(people.ill), len(people.true), len(people.yes[-1])
    if not true:
        said = gettext("{true} of {yes} who say yes are ill in this thousand.")
    elif 2 * true > yes:
        said = gettext("{true} of {yes} who say yes are ill: most of them.")
    else:
        said = gettext("{true} of {yes} who say yes are ill: about one in {each}.")
    yield said.format(true=true, yes=yes, each=round(yes / true) if true else 0)
    if yes:
        yield _done(now)
    if ill > true:
        yield gettext("The question misses {missed} of {ill}.").format(missed=ill - true, ill=ill)


def _again(now: Reading) -> str:
    """What becomes of the yeses when the same is asked again."""
    people = now.people
    counts = gettext(", then ").join(str(len(each)) for each in people.yes)
    if len(people.yes[0]) == len(people.yes[-1]):
        said = gettext("Asked {count} times: the same {yes} say yes, and {true} of them are ill. Nothing was learned.")
        return said.format(count=now.asked, yes=len(people.yes[-1]), true=len(people.true))
    said = gettext("Yeses: {counts}; ill among the last: {true}. An answer that can turn out otherwise is news.")
    return said.format(counts=counts, true=len(people.true))


def _nomogram(now: Reading) -> Picture:
    strength = ("specificity", now.rates.ill / FALSE_ALARMS[0], now.rates.ill / FALSE_ALARMS[-1])
    hands = Hands(("common", COMMON[0], COMMON[-1]), strength)
    if now.asked > 1:
        return nomogram(now.pre_test, now.true, naive=now.naive, hands=hands)
    low, high = (now.published.interval if now.is_as_published else None) or (None, None)
    return nomogram(now.pre_test, now.true, low, high, hands=hands)


def _line_scene(drawn: Picture) -> Markup:
    """The nomogram in the place of the people, with the same way back to them."""
    table = element("details", element("summary", gettext("As a table")), table_html(drawn.table, drawn.title))
    return element("figure", line_place(drawn.svg), table, class_="bl-picture bl-picture-walkers")


def _why(now: Reading) -> Iterator[Block]:
    """Where the false alarms come from, and why answers that go together must not be multiplied."""
    people = now.people
    once = people.yes[0]
    alarms = gettext(
        "The others are many: {well} of 1000. Even if few of each hundred say yes, that makes {false} false alarms, "
        "beside {true} of the {ill} ill."
    )
    ill, well = len(people.ill), PEOPLE - len(people.ill)
    yield Point(alarms.format(well=well, ill=ill, true=len(once & people.ill), false=len(once - people.ill)))
    moves = gettext(
        "So a finding does not make a chance, it moves the one that was there: it multiplies the odds by {ratio}, "
        "wherever one starts."
    )
    yield Point(moves.format(ratio=f"{now.ratio:.3g}"))
    if now.asked > 1:
        yield from _not_twice(now)
    yield Point(_infection())


def _not_twice(now: Reading) -> Iterator[Block]:
    worth = gettext(
        "Multiplied, {asked} answers with a likelihood ratio of {ratio} make {naive}, as if each were news. But "
        "these answers go together, {together} of 100: all of them at once are worth {true}."
    )
    ratios = {"ratio": f"{now.ratio:.3g}", "naive": _bare(now.naive), "true": _bare(now.true)}
    yield Point(worth.format(asked=now.asked, together=round(100 * now.together), **ratios))
    yield Point(_yeses(now))


def _bare(ratio: float) -> str:
    return times(ratio).removeprefix("× ")


def _yeses(now: Reading) -> str:
    """The yeses of those who do not have it, counted among more people than stand in view."""
    rate = now.rates.others
    said = gettext(
        "Count those who do not have it: of {of}, about {once} say yes once. If each answer were news, {news} of "
        "them would say yes every time; in fact {together} do."
    )
    shares = rate, every_time(rate, now.asked, 0), every_time(rate, now.asked, now.together)
    once, news, together = (grouped(natural_frequency(share, _MANY)) for share in shares)
    return said.format(of=grouped(_MANY), once=once, news=news, together=together)


def _infection() -> str:
    """The same with two findings of a kidney infection."""
    return gettext(
        "Different findings can go together too. In a kidney infection there is often a fever, and often a sick "
        "feeling. But a fever makes many people feel sick, whatever brought it on: once the fever is known, the "
        "sickness is hardly news."
    )


def _limits() -> list[Block]:
    return [
        Say(
            gettext(
                "These people are a way of counting: so many of a thousand, in whole people. Who is ill among them, "
                "and who says yes, was drawn once. A real thousand would differ a little."
            )
        ),
        Say(
            gettext(
                "How far the answers go together is for you to choose: nobody has measured it. Asked twice in the "
                "same words, nearly always; two different signs, sometimes."
            )
        ),
        Say(
            gettext(
                "In an advice on a patient only the strongest finding is counted, since nobody has measured how far "
                "all the others go together with it. And a chance never lowers the level of care."
            )
        ),
    ]


def _level(sign: Sign, language: str) -> Markup:
    """What the rules say to this sign alone, whatever its chance."""
    return _level_of(sign.finding.id, language)


@cache
def _level_of(finding: str, language: str) -> Markup:
    with speaking(language):
        never = gettext(
            "However small a chance is, it lowers no level of care: the rules look at the sign, and never at the "
            "chance. A rare cause that must not be missed is looked for all the same."
        )
        rule = rule_of(finding)
        if rule is None:
            alone = gettext("No rule asks for this sign alone; with others it may count.")
            return markup(element("p", alone), element("p", never))
        said = gettext("{level}: {meaning}. {because}")
        level, meaning = gettext(rule.disposition.label), gettext(rule.disposition.meaning)
        words = said.format(level=level, meaning=meaning, because=gettext(rule.because))
        shown = element(
            "p", level_icon(rule.disposition), " ", element("strong", words), class_=f"bl-is-{rule.disposition.slug}"
        )
        return markup(shown, element("p", never))


@cache
def rule_of(finding: str) -> Rule | None:
    """The most urgent rule that asks for nothing but this finding."""
    alone = (rule for rule in RULES.values() if any([atom.id for atom in c] == [finding] for c in rule.when.clauses))
    return max(alone, key=lambda rule: rule.disposition, default=None)


def _rests_on(now: Reading) -> list[Block]:
    """How common, how often and how strong, each with its sources; a number that was moved has none."""
    cite, each = Citer(), now.published
    measured, sign = each.measured, each.sign
    common = gettext("How common: {share} of {among}{basis}.")
    share, among = chance(measured.prior.value), gettext(measured.among)
    elsewhere = [Point(where_counted(cite))] if each.cause.id == "spinal_tumour" else []
    points = [
        Point(common.format(share=share, among=among, basis=basis(measured.prior, cite))),
        *elsewhere,
        Point(gettext("How strong: {ratio}{basis}.").format(ratio=times(sign.positive), basis=basis(sign, cite))),
        Point(_how_often(each)),
    ]
    if not each.interval:
        points.append(Point(gettext("Its sources give no interval for this likelihood ratio.")))
    moved = (
        []
        if now.is_as_published
        else [Say(gettext("You have moved a number: an example of your own, with no source."))]
    )
    return [*moved, *points, *cited_blocks(cite.cited)]


def _how_often(each: Published) -> str:
    """How often the finding is there, and where that is from."""
    if each.sign.sensitivity is not None:
        from_ = gettext("from the same source")
    elif each.is_counted:
        from_ = gettext("worked out from the published ratios")
    else:
        from_ = gettext(
            "a teaching estimate: half of the ill are supposed to have it, which changes nothing in what a yes is worth"
        )
    said = gettext("How often: in {ill} of 100 ill, and in {others} of 100 others ({basis}).")
    ill, others = (f"{100 * rate:.3g}" for rate in each.rates)
    return said.format(ill=ill, others=others, basis=from_)


def cited_blocks(cited: Sequence[Source]) -> list[Block]:
    """A heading, and each source with its figures, its link and how sure its fact is; nothing where none is cited."""
    return [Say(gettext("Sources"), "stage"), *sure_points(cited)] if cited else []
