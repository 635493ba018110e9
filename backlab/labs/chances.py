"""The lab of chances: what one finding does to a chance, and what becomes of it when it is counted twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from backlab.drawing.picture import Picture, picture_html
from backlab.kit.contract import Field
from backlab.kit.fields import menu, radio, slider, text
from backlab.kit.lab import After, Answer, panel, spoken, told
from backlab.kit.linked import LinkedLab, changing
from backlab.knowledge.causes import MEASURED, Measured
from backlab.knowledge.sources import SOURCES
from backlab.labs.opening import opener
from backlab.labs.panels import note, sure_points
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Cause, Sign, Source
from backlab.pictures.causes import grouped
from backlab.pictures.nomogram import chance, counted, crowd, nomogram, times
from backlab.pictures.people import icon_array
from backlab.reasoning.bayes import natural_frequency, post_test
from backlab.reasoning.dependence import Rates, every_time, naive_ratio, rates, true_ratio
from backlab.words import Block, Citer, Point, Say, basis, lowered
from backlab.words.html import blocks_html

_FIRST = "vertebral_fracture.minor_fall"  # how common and how strong are both read, and the ratio has an interval
_SIDE_BY_SIDE = "display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr))"


class Published(NamedTuple):
    """A sign with a published likelihood ratio, and its cause, counted among the same people."""

    measured: Measured
    sign: Sign

    @property
    def cause(self) -> Cause:
        """The cause itself."""
        return self.measured.cause

    @property
    def id(self) -> str:
        """Such as "spinal_tumour.cancer_history"."""
        return f"{self.cause.id}.{self.sign.finding.id}"

    @property
    def interval(self) -> tuple[float, float] | None:
        """The ends of the ratio's interval, where its source gives one."""
        found = self.sign.interval
        return (found.low, found.high) if found else None

    @property
    def is_verified(self) -> bool:
        """Whether somebody of the project has read every source of the ratio."""
        return all(SOURCES[name].verified for name in self.sign.sources)


PUBLISHED: Mapping[str, Published] = {
    each.id: each for measured in MEASURED.values() for sign in measured.signs for each in [Published(measured, sign)]
}
# The steps of the sliders: round numbers, and between them whatever is published.
_ROUND = (0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.3, 0.5)
COMMON = tuple(sorted({*_ROUND, *(each.measured.prior.value for each in PUBLISHED.values())}))
_SOME = (0.1, 0.15, 0.2, 0.3, 0.5, 0.7, 1.0, 1.5, 2.0, 3.0, 5.0, 7.0, 10.0, 15.0, 20.0, 30.0, 50.0)
RATIOS = tuple(sorted({*_SOME, *(each.sign.positive for each in PUBLISHED.values())}))


class Reading(NamedTuple):
    """What the controls of ``ChancesLab`` say: chances from 0 to 1, and how often the finding was asked."""

    pre_test: float
    ratio: float
    asked: int
    together: float
    published: Published | None

    @property
    def rates(self) -> Rates:
        """How often the finding is there."""
        return rates(self.ratio, self.published.sign.negative if self.published else 1.0)

    @property
    def true(self) -> float:
        """The likelihood ratio of all answers together."""
        return true_ratio(self.rates, self.asked, self.together)

    @property
    def naive(self) -> float:
        """The likelihood ratio if each answer were news."""
        return naive_ratio(self.rates, self.asked)

    @property
    def illness(self) -> str:
        """What the chance is the chance of: a text of the knowledge, or one in the language that is spoken."""
        return self.published.cause.label if self.published else gettext("The illness")


class ChancesLab(LinkedLab):
    """What a finding does to a chance: how common, how strong, and what becomes of it when it is counted twice.

    ``lab.set(finding="spinal_tumour.cancer_history")`` takes both numbers from a published finding (``PUBLISHED``).
    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key`` of its
    own. ``after`` is a question that has to be answered first, or its name.
    """

    whole = True

    def __init__(self, *, key: str = "", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            first = {"finding": _FIRST, **_steps(PUBLISHED[_FIRST]), "times": "1", "together": 100}
            names = changing(gettext("What a finding does to a chance"))
            super().__init__(_fields(), first, key=key or "chances", names=names, language=speaks, after=opener(after))

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The chance before and after in people and on the nomogram, why not twice, and the sources."""
        now = reading(values)
        drawn = _nomogram(now)
        repeated = panel("news", gettext("Why not multiply twice?"), blocks_html(_why(now)), folds=False)
        return Answer(
            (
                panel("people", gettext("In people"), _crowds(now, drawn.description), folds=False),
                panel("nomogram", drawn.title, picture_html(drawn), folds=False),
                repeated,
                panel("basis", gettext("What the numbers rest on"), blocks_html(_rests_on(now))),
            ),
            said=drawn.description,
            told=told(html=_told(now)),
            query=self.to_query(values),
        )

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """A published finding brings its numbers; a number that is moved is no longer that of the finding."""
        if name == "finding" and values["finding"]:
            return _steps(PUBLISHED[values["finding"]])
        return {"finding": ""} if name in ("common", "ratio") else {}


def reading(values: Mapping[str, Any]) -> Reading:
    """What the values of ``ChancesLab`` mean."""
    published = PUBLISHED.get(values["finding"])
    if published and any(values[name] != step for name, step in _steps(published).items()):
        published = None  # a link can say both, and then the numbers count
    together = values["together"] / 100
    return Reading(COMMON[values["common"]], RATIOS[values["ratio"]], int(values["times"]), together, published)


def _steps(published: Published) -> dict[str, int]:
    return {"common": COMMON.index(published.measured.prior.value), "ratio": RATIOS.index(published.sign.positive)}


def _fields() -> list[Field]:
    known = [(each.id, _named(each)) for each in PUBLISHED.values()]
    often = [(str(n), ngettext("once", "{count} times", n).format(count=n)) for n in (1, 2, 3)]
    return [
        menu("finding", gettext("A published finding"), [("", gettext("None: move the sliders")), *known]),
        _stepped("common", gettext("How common it is, from rare to every second person"), map(chance, COMMON)),
        text("common_told"),
        _stepped("ratio", gettext("How strong the finding is (likelihood ratio)"), map(times, RATIOS)),
        text("ratio_told"),
        radio("times", gettext("The same finding, asked in other words"), often),
        slider("together", gettext("How far the answers go together, 0 to 100"), 0, 100),
        text("together_told"),
    ]


def _stepped(id: str, label: str, words: Iterable[str]) -> Field:
    """A slider over steps, each with words of its own."""
    listed = list(words)
    return slider(id, label, 0, len(listed) - 1, words=listed)


def _named(each: Published) -> str:
    said = (
        gettext("{cause}: {finding} ({ratio})")
        if each.is_verified
        else gettext("{cause}: {finding} ({ratio}, not verified)")
    )
    finding = lowered(gettext(each.sign.finding.label))
    return said.format(cause=gettext(each.cause.label), finding=finding, ratio=times(each.sign.positive))


def _told(now: Reading) -> dict[str, Markup]:
    """What each slider says, in words."""
    common = gettext("{count} people have it before anything is known.")
    strong = gettext(
        "It multiplies the odds by {ratio}: it is {ratio} times as frequent in those who have the illness."
    )
    unasked = gettext(
        "It counts once the finding is asked more than once: 100 is always the same answer, 0 is each on its own."
    )
    said = {
        "common_told": common.format(count=counted(now.pre_test, crowd(now.pre_test))),
        "ratio_told": strong.format(ratio=f"{now.ratio:g}"),
        "together_told": unasked,
    }
    return {name: note(words) for name, words in said.items()}


def _nomogram(now: Reading) -> Picture:
    if now.asked > 1:
        return nomogram(now.pre_test, now.true, naive=now.naive)
    low, high = (now.published.interval if now.published else None) or (None, None)
    return nomogram(now.pre_test, now.ratio, low, high)


def _crowds(now: Reading, told: str) -> Markup:
    """A thousand people before, after, and as it would be if each answer were news."""
    crowds = [
        (gettext("Before the finding"), now.pre_test),
        (gettext("After the finding"), post_test(now.pre_test, now.true)),
    ]
    if now.asked > 1:
        crowds.append((gettext("If each answer were news"), post_test(now.pre_test, now.naive)))
    return markup(element("p", told), people_html(crowds, now.illness))


def people_html(crowds: Iterable[tuple[str, float]], label: str) -> Markup:
    """Crowds side by side, each under its name, with the share (0 to 1) of those who have what ``label`` says."""
    drawn = (element("div", element("h4", name), picture_html(icon_array(share, label))) for name, share in crowds)
    return element("div", drawn, style=_SIDE_BY_SIDE)


def _why(now: Reading) -> list[Block]:
    """Why answers that go together must not be multiplied; nothing while there is only one."""
    if now.asked == 1:
        return []
    worth = gettext(
        "Multiplied, {asked} answers with a likelihood ratio of {ratio} make {naive}, as if each were news. But these "
        "answers go together, {together} of 100: all of them at once are worth {true}."
    )
    ratios = {"ratio": f"{now.ratio:g}", "naive": _bare(now.naive), "true": _bare(now.true)}
    said = worth.format(asked=now.asked, together=round(100 * now.together), **ratios)
    return [Point(said), Point(_yeses(now)), Point(_infection()), Say(_this_course(), "note")]


def _bare(ratio: float) -> str:
    return times(ratio).removeprefix("× ")


def _yeses(now: Reading) -> str:
    """The yeses of those who do not have it, counted."""
    rate, of = now.rates.others, 10_000
    said = gettext(
        "Count those who do not have it: of {of}, about {once} say yes once. If each answer were news, {news} of them "
        "would say yes every time; in fact {together} do. How often they say yes is {basis}."
    )
    shares = rate, every_time(rate, now.asked, 0), every_time(rate, now.asked, now.together)
    once, news, together = (grouped(natural_frequency(share, of)) for share in shares)
    known = now.published and now.published.sign.negative != 1.0
    basis = gettext("worked out from the published ratios") if known else gettext("a teaching estimate")
    return said.format(of=grouped(of), once=once, news=news, together=together, basis=basis)


def _infection() -> str:
    """The same with two findings of a kidney infection."""
    return gettext(
        "Different findings can go together too. In a kidney infection there is often a fever, and often a sick "
        "feeling. But a fever makes many people feel sick, whatever brought it on: once the fever is known, the "
        "sickness is hardly news."
    )


def _this_course() -> str:
    return gettext(
        "In an advice on a patient only the strongest finding is counted, since nobody has measured how far all the "
        "others go together with it. And a chance never lowers the level of care."
    )


def _rests_on(now: Reading) -> list[Block]:
    """How common and how strong, each with its sources; numbers of one's own have none."""
    if not now.published:
        return [Say(gettext("Numbers that you chose yourself: an example, with no source."))]
    cite, (measured, sign) = Citer(), now.published
    common = gettext("How common: {share} of {among}{basis}.")
    share, among = chance(measured.prior.value), gettext(measured.among)
    points = [
        Point(common.format(share=share, among=among, basis=basis(measured.prior, cite))),
        Point(gettext("How strong: {ratio}{basis}.").format(ratio=times(sign.positive), basis=basis(sign, cite))),
    ]
    if not now.published.interval:
        points.append(Point(gettext("Its sources give no interval for this likelihood ratio.")))
    return [*points, *cited_blocks(cite.cited)]


def cited_blocks(cited: Sequence[Source]) -> list[Block]:
    """A heading, and each source with its figures, its link and how sure its fact is; nothing where none is cited."""
    return [Say(gettext("Sources"), "stage"), *sure_points(cited)] if cited else []
