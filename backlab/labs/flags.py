"""The lab of red flags: ask a patient place by place, then sort many people by one sign and see how little it says."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import combinations
from typing import Any

from backlab.advice import Advice, advise
from backlab.course.lessons.red_flags import PATIENT, PEOPLE, patient_of_step, stage_steps
from backlab.course.lessons.what_a_spasm_is import CANNOT_WAIT
from backlab.course.steps import StageStep
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import button, buttons, menu, radio, slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import published, tally
from backlab.knowledge.findings import CHOICES, PREGNANCY, QUANTITIES, above, answers_of, below, in_topic, weeks
from backlab.knowledge.flags import CROWDS
from backlab.knowledge.rules import RULES
from backlab.labs import boxes
from backlab.labs.flags_sheet import sheet
from backlab.labs.opening import opener
from backlab.labs.panels import STACKED, cannot_wait, folded_sources, more, note
from backlab.labs.patient import TICKED_TOPICS, PatientLab, check_said, hidden_fields, possible, weeks_field
from backlab.labs.pictures import groups_of_rules
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.labs.verdict import level_strip
from backlab.language import gettext, ngettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Atom, Disposition, Expression, Finding, Rule, Threshold
from backlab.pictures.causes import grouped
from backlab.pictures.flags import PLACES, QUESTIONS, Asked, asking, crowd, crowd_name, crowd_said, place_name
from backlab.pictures.marks import level_icon
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
    "ces-cohort-334",
    "davis-2004-sea",
    "yusuf-2019-spinal-infection",
    "briggs-2009-thoracic",
    "deyo-1992-cancer",
    "deyo-1992-infection",
    "sea-triad",
    "night-pain",
    "harding-2005-night-verified",
    "henschke-2013-prior-cancer",
)
NUMBERS, WEEKS = ("age", "pain", "days"), weeks.id
UNANSWERED: Mapping[str, Any] = {"yes": [], "none": False, "no": []}
START = Presentation(age=34, pain=3, days=3)
IN_VIEW = ("where", "pain", "look", "sign")
_STUDY, _OF = "henschke-2009-prevalence", 1000


class RedFlagsLab(PatientLab, SteppedLab):
    """Ask an example patient place by place whether home care has to wait; then see how little one sign says.

    ``language`` is "en" or "es", or else what the address asks for; of two on one page, give one a ``key``, and
    ``after`` is a question that opens it, or its name. ``lab.set(pain=7, present={"fever"})`` describes a patient.

    >>> from backlab.widgets import RedFlagsLab
    >>> lab = RedFlagsLab()
    >>> lab.set(present={"saddle_numbness"})
    >>> lab.said
    'Emergency: call 999, 112 or 911 now. Do not drive yourself.'
    """

    _is_own = False

    def __init__(self, *, key: str = "", language: str | None = None, after: After | None = None) -> None:
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                _fields(),
                _values(),
                key=key or "flags",
                names=(gettext("What is there"), gettext("Whether home care has to wait")),
                language=speaks,
                stage={
                    "picture": "flagged",
                    "first": [*IN_VIEW],
                    "more": gettext("Ask more"),
                    "warning": "never",
                },
                after=opener(after),
            )

    def begin(self, patient: Presentation | None = None, /, **values: Any) -> None:
        """Have another patient at first, whom "Reset" brings back; the steps are about others, and are left out."""
        before = patient_of(self._first)
        super().begin(patient, **values)
        self._is_own = patient_of(self._first) != before
        if self._is_own:
            self.fields = [field for field in self.fields if field["kind"] != "steps"]
            self.refresh()

    def starting(self, fields: Iterable[Field]) -> dict[str, Any]:
        """The values that the address asks for, with "none of the others" said of each box that it is about."""
        values = super().starting(fields)
        return values | {name: boxes.settled(own, UNANSWERED, values[name]) for name, own in flag_topics().items()}

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The patient with their level, or the people; and behind tabs the reasons, the figures and every red flag."""
        advice = advise(patient_of(values))
        is_people = values["look"] == PEOPLE
        said = crowd_said(values["sign"]) if is_people else _lead(advice)
        scene = crowd(values["sign"]) if is_people else asking(_asked(values, advice.presentation))
        words = element("p", element("strong", said), class_="bl-lead")
        summary = words if is_people else level_strip(advice, words, is_known=_is_known(advice))
        return Answer(
            (panel("flagged", gettext("One patient, or many"), scene, folds=False), *_tabs(advice)),
            summary=summary,
            said=said,
            query=self.to_query(values),
            handout=sheet(),
            told=self.led(
                values,
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
        """A step brings its patient, a place asks its questions, a sign sorts people; what was a yes becomes a no."""
        if name == STEP:
            return self._begun(values[STEP])
        if name == "sign":
            return {"look": PEOPLE}
        if name == "look":
            return {}
        here = {"look": PATIENT}
        if name == "where":
            return {**here, **_answered(values, self._hidden(values[STEP]))}
        topics = flag_topics()
        return {**here, name: _taken_back(topics[name], old, values[name])} if name in topics else here

    def pressed(self, button: str) -> None:
        """Answer every topic with "none of the others", or begin this step anew."""
        none = {name: boxes.none_other(own, self.values[name]["yes"]) for name, own in flag_topics().items()}
        step = self.values[STEP]
        anew = {**_values(), STEP: step, **self._begun(step)}
        again = self._first if self._is_own else anew
        self.put(**({**none, "look": PATIENT} if button == "none" else again))

    def _begun(self, step: str) -> dict[str, Any]:
        """What a step sets: its patient too, who was asked already where a place is open."""
        begun = {**self.gone_to(step).sets, **_brought(step), STEP: step}
        return begun | _answered(begun, self._hidden(step))

    def _hidden(self, step: str) -> Collection[str]:
        """What a patient says yes to only when asked; of a notebook's own, all that is so was said."""
        return () if self._is_own else patient_of_step(step).hidden


def _brought(step: str) -> dict[str, Any]:
    """Every topic as it is known of the patient of a step."""
    known = patient_of_step(step).known
    return {
        name: boxes.settled(own, UNANSWERED, {**UNANSWERED, "yes": [f.id for f in own if f.id in known]})
        for name, own in flag_topics().items()
    }


def _answered(values: Mapping[str, Any], hidden: Collection[str]) -> dict[str, Any]:
    """The questions of the place that was tapped, as a patient who keeps so much to themselves answers what is open."""
    asks = PLACES[values["where"]].asks if values["where"] else ()
    answered = {}
    for name, own in flag_topics().items():
        held = values[name]
        still = [f.id for f in asks if f in own and f.id not in held["yes"] and f.id not in held["no"]]
        yes = [*held["yes"], *(one for one in still if one in hidden)]
        no = [*held["no"], *(one for one in still if one not in hidden)]
        if still:
            answered[name] = boxes.settled(own, held, {**held, "yes": yes, "no": no})
    return answered


def _taken_back(own: boxes.Boxes, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """The boxes of a topic after a tick: a yes that is taken back is a no, and what it brought along goes too."""
    gone = [f for f in own if f in QUESTIONS and f.id in old["yes"] and f.id not in new["yes"]]
    kept = {*new["yes"]} - {sign.id for f in gone for sign in above(f) if not kept_below(sign, new["yes"])}
    settled = boxes.settled(own, old, {**new, "yes": [f.id for f in own if f.id in kept]})
    return {**settled, "no": [*settled["no"], *(f.id for f in gone if f.id not in settled["no"])]}


def kept_below(sign: Finding, yes: Iterable[str]) -> bool:
    """Whether a follow-up of a sign is still ticked."""
    return any(f.id in {*yes} for f in below(sign))


def _asked(values: Mapping[str, Any], patient: Presentation) -> Asked:
    fields = {f.id: name for name, own in flag_topics().items() for f in own}
    # Whoever comes back from the same people only turns to them.
    people = {name: f"look={PEOPLE}" if name == values["sign"] else f"sign={name}" for name in CROWDS}
    look = patient_of_step(values[STEP]).look
    return Asked(patient, values["where"], "where", fields, people, look)


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
    onsets = [(atom.id, gettext(atom.label)) for atom in _in_flags(CHOICES["onset"])]
    looks = [(PATIENT, gettext("One patient")), (PEOPLE, gettext("Many people"))]
    return [
        steps_field(stage_steps()),
        menu("where", gettext("Ask about"), [("", gettext("Nothing yet")), *((p, place_name(p)) for p in PLACES)]),
        slider("pain", gettext("Pain, 0 to 10"), 0, 10, colour="muscle"),
        radio("look", gettext("Look at"), looks),
        menu("sign", gettext("Sort many people by"), [(name, crowd_name(name)) for name in CROWDS]),
        slider("age", gettext("Age in years"), QUANTITIES["age"].low, QUANTITIES["age"].high),
        slider("days", gettext("Days since it began"), 0, 60),
        menu("onset", gettext("How it began"), [(UNKNOWN, gettext("Not asked")), *onsets]),
        buttons(
            "actions",
            [button("none", gettext("None of the others, in every topic")), button("reset", gettext("Reset"))],
        ),
        *(
            field
            for place, (name, own) in enumerate(flag_topics().items())
            for field in _asked_under(name, own, is_open=place == 0)
        ),
    ]


def _asked_under(name: str, own: tuple[Finding, ...], *, is_open: bool) -> list[Field]:
    """The boxes of a topic, and the weeks of a pregnancy below theirs."""
    asked = boxes.boxes(name, gettext(TICKED_TOPICS[name]), own, is_open=is_open, terms=False)
    return [asked, *([weeks_field()] if TICKED_TOPICS[name] == PREGNANCY else [])]


def _values() -> dict[str, Any]:
    begin = stage_steps()[0]
    numbers = {name: getattr(START, name) for name in NUMBERS}
    topics = {name: dict(UNANSWERED) for name in flag_topics()}
    return {**numbers, WEEKS: START.weeks, "onset": START.onset, **topics, STEP: begin.name, **begin.sets}


def patient_of(values: Mapping[str, Any]) -> Presentation:
    """The example patient whom the controls describe."""
    present, absent = boxes.findings(values[name] for name in flag_topics())
    said = {name: values[name] for name in (*NUMBERS, WEEKS, "onset")}
    return Presentation(**possible(said, present), present=present, absent=absent)


def _is_known(advice: Advice) -> bool:
    """Whether something was asked, or the pain alone calls for more than home care."""
    asked = advice.presentation.present | advice.presentation.absent
    return bool(asked) or advice.disposition > Disposition.SELF_CARE


def _lead(advice: Advice) -> str:
    """Whether home care waits, in one sentence that begins with the level; nobody is sent home unasked."""
    if not _is_known(advice):
        return gettext("Not known yet: nothing has been asked. Tap the body.")
    level, meaning = gettext(advice.disposition.label), gettext(advice.disposition.meaning)
    if advice.disposition is Disposition.EMERGENCY:
        said = gettext("{level}: call 999, 112 or 911 now. Do not drive yourself.")
    elif advice.red_flag:
        said = gettext("{level}: {meaning}. Home care waits until somebody has looked.")
    elif advice.could_reach > advice.disposition:
        said = gettext("{level} so far: {meaning}. Ask on.")
    else:
        said = gettext("{level}: {meaning}. None of the red flags asked about is there.")
    return said.format(level=level, meaning=meaning)


def _tabs(advice: Advice) -> Iterator[Panel]:
    """What stands behind the stage."""
    shown = red_flags()
    title = ngettext("{count} red flag", "{count} red flags", len(shown)).format(count=len(shown))
    yield panel("never", gettext("What cannot wait"), cannot_wait(CANNOT_WAIT))
    yield panel("why", gettext("Why"), _reasons(advice))
    yield panel("changes", gettext("What would change it"), blocks_html(_raises(advice)))
    yield panel("unsafe", gettext("Numbers"), _how_far())
    yield panel("flags", title, _every_flag())


def _every_flag() -> Markup:
    """All red flags, group by group, each group one touch away."""
    groups = [(words, red_flags(name)) for name, words in groups_of_rules()]
    return markup(
        element("p", _how_many_need_more()),
        (
            more(f"{capital(words)} ({len(own)})", (rule_html(rule, _when(rule.when)) for rule in own))
            for words, own in groups
            if own
        ),
    )


def _how_many_need_more() -> str:
    """How many red flags the questions on the body reach, and what the others need."""
    said = gettext(
        "A red flag is one sign, or several together. The {asked} questions on the body, with the pain, are enough for "
        "{some} of these {all}; each of the others needs something from “Ask more”."
    )
    return said.format(asked=len(QUESTIONS), some=len(on_the_body()), all=len(red_flags()))


def on_the_body() -> tuple[Rule, ...]:
    """The red flags that the questions on the body can find, together with how strong the pain is."""
    asked = {finding.id for finding in QUESTIONS}

    def is_asked(atom: Atom) -> bool:
        return atom.id in asked or (isinstance(atom, Threshold) and atom.quantity.id == "pain")

    return tuple(rule for rule in red_flags() if any(all(map(is_asked, clause)) for clause in rule.when.clauses))


def _reasons(advice: Advice) -> Markup:
    if not advice.reasons:
        nothing = gettext("Nothing that was answered calls for more than self-care.")
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


def _how_far() -> Markup:
    """How much red flags can tell, in the words of the sources."""
    flagged = natural_frequency(published(_STUDY, "flagged") / 100, _OF)
    serious = natural_frequency(tally(_STUDY, "ill").share, _OF)
    lead = gettext(
        "Of {of} people who see a doctor with new back pain about {flagged} have at least one red flag, and about "
        "{serious} a serious cause. So most people with a red flag have nothing serious, and all are looked at for the "
        "sake of the few."
    ).format(of=grouped(_OF), flagged=flagged, serious=serious)
    other = gettext(
        "The other way round it is no better: among the patients of a large clinic, having none did not meaningfully "
        "lower the chance of a serious cause. That is why everybody who goes home is told what to watch for."
    )
    groups = gettext(
        "The groups under “Sort many people by” were counted in different places: in a family doctor's waiting room "
        "hardly anybody is ill, in an emergency department many more. Compare the two sides of one group, and not two "
        "groups."
    )
    intervals = gettext(
        "Ranges in brackets after a figure are 95% confidence intervals unless they say otherwise. A figure without "
        "one has none in our record."
    )
    return markup((element("p", each) for each in (lead, other, groups)), folded_sources(HOW_FAR), note(intervals))
