"""The lab of red flags: which findings stop home care, why, what would raise it further, and what they cannot tell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import combinations
from typing import Any, NamedTuple

from backlab.advice import Advice, advise
from backlab.drawing.picture import picture_html
from backlab.kit.contract import Field
from backlab.kit.fields import button, buttons, menu, slider
from backlab.kit.lab import After, Answer, panel, spoken, told
from backlab.kit.linked import LinkedLab
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import published, tally
from backlab.knowledge.findings import CHOICES, PREGNANCY, QUANTITIES, above, answers_of, in_topic, weeks
from backlab.knowledge.rules import RULES
from backlab.labs import boxes
from backlab.labs.opening import opener
from backlab.labs.panels import SIDES, STACKED, folded_sources, level_class, note, strong
from backlab.labs.patient import TICKED_TOPICS, PatientLab, check_said, hidden_fields, possible, weeks_field
from backlab.labs.pictures import groups_of_rules
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Atom, Disposition, Expression, Finding, Rule
from backlab.pictures.causes import grouped
from backlab.pictures.marks import level_icon
from backlab.pictures.people import PEOPLE, icon_array
from backlab.presentation import UNKNOWN, Presentation
from backlab.reasoning.bayes import natural_frequency
from backlab.reasoning.engine import rule_atoms
from backlab.reasoning.sheet import order_of_asking, ordered
from backlab.words import Block, Point, Say, capital, listed, lowered
from backlab.words.asked import asked_of, up_to_ten
from backlab.words.html import blocks_html

# What red flags can tell, and what they cannot.
HOW_FAR = (
    "premkumar-2018-absence",
    "premkumar-2018-numbers",
    "henschke-2009-prevalence",
    "finucane-2020-accuracy",
    "verhagen-2016-guidelines",
    "downie-2013-cancer",
    "downie-2013-fracture",
    "dionne-2019-ces",
    "sea-triad",
    "night-pain",
    "henschke-2013-prior-cancer",
)
NUMBERS, WEEKS = ("age", "pain", "days"), weeks.id
UNANSWERED: Mapping[str, Any] = {"yes": [], "none": False, "no": []}
START = Presentation(age=34, pain=3, days=3)


class Share(NamedTuple):
    """A published share of people (0 to 1): who they are, and its source."""

    label: str
    share: float
    source: str


class RedFlagsLab(PatientLab, LinkedLab):
    """Tick findings and see whether home care has to wait, which rule says so, and what would raise it further.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key``, and
    ``after`` is a question that opens it, or its name.
    """

    def __init__(self, *, key: str = "", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                _fields(),
                _values(),
                key=key or "flags",
                names=(gettext("What is there"), gettext("Whether home care has to wait")),
                language=speaks,
                after=opener(after),
            )

    def starting(self, fields: Iterable[Field]) -> dict[str, Any]:
        """The values that the address asks for, with "none of the others" said of each box that it is about."""
        values = super().starting(fields)
        return values | {name: boxes.settled(own, UNANSWERED, values[name]) for name, own in flag_topics().items()}

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The level and its reasons, what would raise it, what red flags cannot tell, and the list of them."""
        advice = advise(patient_of(values))
        shown = red_flags(values["group"])
        title = ngettext("{count} red flag", "{count} red flags", len(shown)).format(count=len(shown))
        return Answer(
            (
                panel("level", gettext("Does home care have to wait?"), _level(advice), folds=False),
                panel("why", gettext("Why"), _reasons(advice), folds=False),
                panel("changes", gettext("What else would raise it"), blocks_html(_raises(advice))),
                panel("unsafe", gettext("No red flag is not the same as safe"), _how_far()),
                panel("flags", title, markup(rule_html(rule, _when(rule.when)) for rule in shown)),
            ),
            said=_lead(advice),
            query=self.to_query(values),
            told=told(
                headings={n: boxes.title(TICKED_TOPICS[n], own, values[n]) for n, own in flag_topics().items()},
                hidden=hidden_fields(values),
            ),
        )

    @property
    def presentation(self) -> Presentation:
        """The example patient whom the controls describe."""
        return patient_of(self.values)

    def of_patient(self, who: Presentation) -> dict[str, Any]:
        """What the controls say of a patient; raises ``ValueError`` for what no red flag asks about."""
        topics = {name: boxes.answers(own, who) for name, own in flag_topics().items()}
        values = {**{name: getattr(who, name) for name in (*NUMBERS, WEEKS, "onset")}, **topics}
        for name in NUMBERS:
            if values[name] is None:
                raise ValueError(gettext("{field} is missing: say it as {field}=NUMBER").format(field=name))
        check_said(patient_of(values), who, self.values)
        return values

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> dict[str, Any]:
        """The box "none of the others" answers the rest of its topic; taken back, an empty box means "not asked"."""
        topics = flag_topics()
        return {name: boxes.settled(topics[name], old, values[name])} if name in topics else {}

    def pressed(self, button: str) -> None:
        """Answer every topic with "none of the others", or begin anew."""
        anew = {name: value for name, value in _values().items() if name != "group"}
        none = {name: boxes.none_other(own, self.values[name]["yes"]) for name, own in flag_topics().items()}
        self.put(**(none if button == "none" else anew))


def red_flags(group: str = "") -> tuple[Rule, ...]:
    """The rules for which home care waits, the most urgent first; those of one group, or all."""
    found = (rule for rule in RULES.values() if rule.red_flag and group in ("", rule.group))
    return tuple(sorted(found, key=lambda rule: -rule.disposition))


@cache
def flag_topics() -> Mapping[str, tuple[Finding, ...]]:
    """By the name of its control, what is ticked in a topic in which there is something that belongs to a red flag."""
    found = ((name, _in_flags(topic)) for name, topic in TICKED_TOPICS.items())
    return {name: own for name, own in found if own}


@cache
def _in_flags(topic: str) -> tuple[Finding, ...]:
    """The findings of a topic that a red flag names, their other answers, and the boxes below which they are asked."""
    named = {atom for atom in rule_atoms(red_flags()) if isinstance(atom, Finding)}
    asked = named | {box for finding in named for box in (*above(finding), *answers_of(finding))}
    return tuple(finding for finding in in_topic(topic) if finding in asked)


def _fields() -> list[Field]:
    groups = [(name, words) for name, words in groups_of_rules() if red_flags(name)]
    onsets = [(atom.id, gettext(atom.label)) for atom in _in_flags(CHOICES["onset"])]
    return [
        slider("age", gettext("Age in years"), QUANTITIES["age"].low, QUANTITIES["age"].high),
        slider("pain", gettext("Pain, 0 to 10"), 0, 10),
        slider("days", gettext("Days since it began"), 0, 60),
        menu("onset", gettext("How it began"), [(UNKNOWN, gettext("Not asked")), *onsets]),
        *(
            field
            for place, (name, own) in enumerate(flag_topics().items())
            for field in _asked_under(name, own, is_open=place == 0)
        ),
        buttons(
            "actions",
            [button("none", gettext("None of the others, in every topic")), button("reset", gettext("Reset"))],
        ),
        menu("group", gettext("List the red flags about"), [("", gettext("everything")), *groups]),
    ]


def _asked_under(name: str, own: tuple[Finding, ...], *, is_open: bool) -> list[Field]:
    """The boxes of a topic, and the weeks of a pregnancy below theirs."""
    asked = boxes.boxes(name, gettext(TICKED_TOPICS[name]), own, is_open=is_open, terms=False)
    return [asked, *([weeks_field()] if TICKED_TOPICS[name] == PREGNANCY else [])]


def _values() -> dict[str, Any]:
    numbers = {name: getattr(START, name) for name in NUMBERS}
    topics = {name: dict(UNANSWERED) for name in flag_topics()}
    return {**numbers, WEEKS: START.weeks, "onset": START.onset, **topics, "group": "nerves"}


def patient_of(values: Mapping[str, Any]) -> Presentation:
    """The example patient whom the controls describe."""
    present, absent = boxes.findings(values[name] for name in flag_topics())
    said = {name: values[name] for name in (*NUMBERS, WEEKS, "onset")}
    return Presentation(**possible(said, present), present=present, absent=absent)


def _lead(advice: Advice) -> str:
    """Whether home care waits, in one sentence that begins with the level."""
    level, meaning = gettext(advice.disposition.label), gettext(advice.disposition.meaning)
    if advice.red_flag:
        said = gettext("{level}: {meaning}. Home care waits until somebody has looked.")
    elif advice.could_reach > advice.disposition:
        said = gettext("{level} so far: {meaning}. No red flag is ticked, but not everything has been asked.")
    else:
        said = gettext("{level}: {meaning}. None of the red flags asked about is there.")
    return said.format(level=level, meaning=meaning)


def _level(advice: Advice) -> Markup:
    lead = strong(_lead(advice))
    return element("div", level_icon(advice.disposition), lead, class_=f"bl-strip {level_class(advice)}")


def _reasons(advice: Advice) -> Markup:
    if not advice.reasons:
        nothing = gettext("Nothing here calls for more than self-care. Tick a finding, and see which rule holds.")
        return element("p", nothing)
    found = gettext("Found: {findings}.")
    return markup(
        rule_html(reason.rule, (Point(found.format(findings=listed(reason.matched))),)) for reason in advice.reasons
    )


def _raises(advice: Advice) -> Iterator[Block]:
    """The single findings that would raise the level to URGENT or above, by the level that they reach."""
    higher = [change for change in advice.raises if change.to >= Disposition.URGENT]
    for level in sorted({change.to for change in higher}, reverse=True):
        atoms = [atom for change in higher if change.to is level for atom in change.atoms]
        text = gettext("{level}, if any one of these came up:").format(level=gettext(level.label))
        # A door leads nowhere by itself.
        alone = [atom for atom in asked_of(advice.presentation, atoms) if atom in atoms]
        if alone:
            yield Point(text, up_to_ten(advice.presentation, alone))
    if not higher:
        yield Say(gettext("Nothing could make it more urgent than it is."))


def rule_html(rule: Rule, when: Iterable[Block]) -> Markup:
    """One rule: its level and reason, when it holds, which causes it suspects, and its sources."""
    causes = "; ".join(lowered(gettext(CAUSES[cause].label)) for cause in rule.suspects)
    points = [Point(gettext("It points to: {causes}.").format(causes=causes))] if causes else []
    reason = f" {gettext(rule.disposition.label)}: {gettext(rule.because)}"
    return element(
        "article",
        element("h4", level_icon(rule.disposition), reason),
        blocks_html((*when, *points)),
        folded_sources(rule.sources),
        style=STACKED,
    )


Factors = frozenset[frozenset[Atom]]


def factored(when: Expression) -> list[Factors]:
    """A condition as alternatives that are short to read: in each, one finding of every set has to be there.

    Two alternatives that differ in one set become one, for as long as there are such; nothing is added or lost.
    """
    alternatives = [frozenset(frozenset((atom,)) for atom in clause) for clause in when.clauses]
    while pair := next(filter(_is_mergeable, combinations(alternatives, 2)), None):
        one, other = pair
        merged = (one & other) | {frozenset().union(*(one ^ other))}
        alternatives = [merged if each == one else each for each in alternatives if each != other]
    return alternatives


def _is_mergeable(pair: tuple[Factors, Factors]) -> bool:
    one, other = pair
    return len(one - other) == len(other - one) == 1


def _when(when: Expression) -> Iterator[Point]:
    """A condition in words."""
    for alternative in factored(when):
        sets = sorted(map(ordered, alternative), key=lambda options: order_of_asking(options[0]))
        if len(sets) > 1:
            yield Point(gettext("Enough when these come together:"), tuple(map(_one_of, sets)))
        elif len(sets[0]) > 1:
            yield Point(gettext("Any one of these is enough:"), tuple(map(_name, sets[0])))
        else:
            yield Point(gettext("Enough by itself: {finding}.").format(finding=listed(sets[0])))


def _one_of(options: list[Atom]) -> str:
    if len(options) == 1:
        return _name(options[0])
    return gettext("one of: {findings}").format(findings=listed(options))


def _name(atom: Atom) -> str:
    return capital(gettext(atom.label))


def shares() -> tuple[Share, ...]:
    """How many of those who come with new back pain have a red flag, and how many a serious cause."""
    source = "henschke-2009-prevalence"
    return (
        Share(gettext("At least one red flag"), published(source, "flagged") / 100, source),
        Share(gettext("A serious cause"), tally(source, "ill").share, source),
    )


def _how_far() -> Markup:
    """How much red flags can tell, as people and in the words of the sources."""
    flagged, serious = (natural_frequency(each.share, PEOPLE) for each in shares())
    lead = gettext(
        "Of {of} people who see a doctor with new back pain about {flagged} have at least one red flag, and about "
        "{serious} a serious cause. So most people with a red flag have nothing serious, and all are looked at for the "
        "sake of the few."
    ).format(of=grouped(PEOPLE), flagged=flagged, serious=serious)
    other = gettext(
        "The other way round it is no better: among the patients of a large clinic, having none did not meaningfully "
        "lower the chance of a serious cause. That is why everybody who goes home is told what to watch for."
    )
    intervals = gettext(
        "Ranges in brackets after a figure are 95% confidence intervals unless they say otherwise. A figure without "
        "one has none in our record."
    )
    drawn = element("div", (picture_html(icon_array(each.share, each.label)) for each in shares()), style=SIDES)
    return markup(element("p", lead), drawn, element("p", other), folded_sources(HOW_FAR), note(intervals))
