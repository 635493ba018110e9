"""A simulated clinic under the rules: leave some of them out, and see who is missed and who is checked for nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from backlab.course.lessons.a_thousand_patients import DEAREST, TRIPS, clinic_of, stage_steps
from backlab.course.lessons.tumour_of_the_spine import where_counted
from backlab.course.steps import StageStep
from backlab.drawing.picture import Picture, picture_html
from backlab.kit.contract import Field, Panel
from backlab.kit.fields import button, buttons, menu, slider, text
from backlab.kit.lab import After, Answer, Html, panel, spoken
from backlab.knowledge.assumptions import SIMULATED, Simulated
from backlab.knowledge.causes import CAUSES
from backlab.knowledge.figures import published
from backlab.knowledge.rules import RULES
from backlab.knowledge.sources import SOURCES
from backlab.labs.opening import opener
from backlab.labs.panels import more, never_tab
from backlab.labs.pictures import groups_of_rules
from backlab.labs.stepped import STEP, SteppedLab, steps_field
from backlab.language import gettext, speaking
from backlab.markup import Markup, element, markup
from backlab.model import Atom, Disposition, Estimate, Rule, Sign, Threshold
from backlab.pictures.causes import grouped
from backlab.pictures.people import triage_matrix
from backlab.pictures.population import Choice, costs, missed_bars, trip_bars, weighed
from backlab.pictures.waiting_room import DOORS, ROOM, Shown, Switch, door_name, waiting_room
from backlab.reasoning.engine import holds, rule_atoms
from backlab.reasoning.explain import ordered
from backlab.reasoning.population import (
    HARM,
    Flow,
    Missed,
    Population,
    Toll,
    base,
    chances,
    drawn,
    first,
    flow,
    parent,
    prior,
    safe_level,
    sent_by,
    suspects,
    toll,
    trips,
    who,
)
from backlab.words import Block, Citer, Point, Say, capital, lowered, percent, source_points
from backlab.words.html import blocks_html

SIZES = (1_000, 10_000, 100_000)
IN_VIEW = SIZES[0]  # patients whom the picture shows
MOST_SIGNS = 3
FIRST: Mapping[str, Any] = {
    STEP: "wait",
    "size": str(SIZES[0]),
    "without": "",
    "rule": "",
    "signs": 1,
    "weight": 0,
    "look": ROOM,
}
MOST_CLINICS = 1_000_000  # nobody presses so often
AT_A_DOOR = 4  # rules that are shown there
MOST_TOLD = 2  # findings of one patient, in one line
SHOWN_ALARMS = 6
_NIGHT = "harding-2005-night-verified"
_ABSENCE = "premkumar-2018-absence", "premkumar-2018-numbers"


class PopulationLab(SteppedLab):
    """A waiting room of patients whose true cause is known, sent through four doors by the rules that are switched on.

    ``toll`` is the latest ``Toll`` and ``clinic`` its ``Population``. ``language`` is "en" or "es", or else what
    the address asks for; of two on one page, give one a ``key`` of its own. ``after`` is a question that has to be
    answered first, or its name.

    >>> from backlab.widgets import PopulationLab
    >>> lab = PopulationLab()
    >>> lab.said
    '1000 people wait; 28 of them are seriously ill.'
    """

    clinic: Population
    toll: Toll

    def __init__(self, language: str | None = None, key: str = "", after: After | None = None) -> None:
        speaks = spoken(language)
        self._seed = 1
        with speaking(speaks):
            super().__init__(
                _fields(),
                FIRST,
                key=key or "population",
                names=(gettext("The clinic and its rules"), gettext("Who is missed, and who is checked")),
                language=speaks,
                stage={
                    "picture": "waiting",
                    "first": ["look", "signs", "rule", "weight"],
                    "more": gettext("More"),
                    "warning": "never",
                },
                after=opener(after),
            )

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps of this lesson."""
        return stage_steps()

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step sets the stage; and whatever is moved shows who goes where, also from the waiting room."""
        if name == STEP:
            return self.gone_to(values[STEP]).sets
        opens = {"signs": DOORS, "weight": DOORS, "rule": DOORS, "without": DOORS}
        is_seen = values["look"] != ROOM and (name != "weight" or values["look"] == DOORS)
        return {"look": opens[name]} if name in opens and not is_seen else {}

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """Who goes where, what the rules that are left do to this clinic, and what that adds up to."""
        clinic, without = clinic_of(int(values["size"]), self._seed), left_out(values["without"], values["rule"])
        choices = [Choice(signs, toll(clinic, without, signs)) for signs in range(1, MOST_SIGNS + 1)]
        now = choices[values["signs"] - 1].toll
        bill = costs(choices, TRIPS * values["weight"], values["signs"])
        self.clinic, self.toll = clinic, now
        scene = _scene(first(clinic, IN_VIEW), values, without, choices)
        said = _verdict(now, values)
        weighs = f" {bill.description}" if values["weight"] else ""
        return Answer(
            (
                panel("waiting", gettext("The waiting room"), scene, folds=False),
                never_tab(),
                *_panels(clinic, now, bool(without), bill if values["weight"] else None),
            ),
            summary=element("p", element("strong", said), class_="bl-lead"),
            said=f"{said}{weighs}",
            told=self.led(values, html={"says": _left_out_told(without)}),
            query=self.to_query(values),
        )

    def pressed(self, button: str) -> None:
        """Another clinic: the same chances, other patients."""
        if button == "another":
            self._seed += 1
            self.refresh()

    def beside(self) -> dict[str, Any]:
        """Which clinic it is, counted from the first."""
        return {**super().beside(), "another": self._seed - 1}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Have the same clinic again."""
        super().take_beside(known)
        match known:
            case {"another": int(others)} if 0 < others < MOST_CLINICS:
                self._seed = 1 + others


def left_out(group: str, rule: str) -> list[str]:
    """The ids of the rules that are left out: those of a group, and one more; an empty word is none."""
    return [each.id for each in RULES.values() if each.group == group or each.id == rule]


def rule_name(rule: Rule) -> str:
    """A rule in a few words: its level, and what it asks for."""
    return gettext("{level}: {asked}").format(level=gettext(rule.disposition.label), asked=_asked(rule))


def _asked(rule: Rule) -> str:
    """The findings of a rule's first clause or two."""
    clauses = [" + ".join(lowered(gettext(a.label)) for a in ordered(clause)) for clause in rule.when.clauses]
    messages = "{first}", gettext("{first}; or {second}"), gettext("{first}; or {second}; or others")
    first, second = (*clauses, "")[:2]
    return messages[min(len(clauses), len(messages)) - 1].format(first=first, second=second)


def _fields() -> list[Field]:
    sizes = [(str(size), gettext("{count} patients").format(count=grouped(size))) for size in SIZES]
    groups = [("", gettext("nothing: all rules")), *groups_of_rules()]
    rules = [("", gettext("none: every rule is on")), *((rule.id, rule_name(rule)) for rule in RULES.values())]
    looks = [(ROOM, gettext("Waiting room")), (DOORS, gettext("All doors"))]
    looks += [(level.slug, door_name(level)) for level in Disposition]
    prices = [gettext("not set yet")]
    prices += (gettext("{count} checks").format(count=TRIPS * places) for places in range(1, DEAREST + 1))
    return [
        steps_field(stage_steps()),
        menu("look", gettext("Look at"), looks),
        slider("signs", gettext("Signs needed"), 1, MOST_SIGNS),
        menu("rule", gettext("Switch off a rule"), rules),
        slider("weight", gettext("One missed counts as"), 0, DEAREST, words=prices),
        menu("size", gettext("How many patients come"), sizes),
        menu("without", gettext("Switch off all rules about"), groups),
        buttons("actions", [button("another", gettext("Another clinic"))]),
        text("says"),
    ]


def _scene(some: Population, values: Mapping[str, Any], without: Sequence[str], choices: Sequence[Choice]) -> Markup:
    """The picture: the first patients of the clinic, at the doors."""
    signs, weight = values["signs"], TRIPS * values["weight"]
    now = flow(some, without, signs)
    opened = next((level for level in Disposition if level.slug == values["look"]), None)
    switches = () if opened is None else tuple(_switches(some, opened, without, signs))
    hits = {rule: holds(rule.when, some.columns, some.everyone) for rule in RULES.values() if rule.disposition >= HARM}
    ill = () if values["look"] == ROOM else who(some.serious)
    stories = {each: _story(some, now, hits, each, without) for each in ill}
    bars = weighed(choices[:signs], weight, signs, TRIPS * DEAREST, patients=int(values["size"]))
    return waiting_room(Shown(some, now, values["look"], stories, switches, bars))


def _switches(some: Population, level: Disposition, without: Sequence[str], signs: int) -> Iterator[Switch]:
    """The rules of a door that are off, and those that send most through it."""
    for rule in (RULES[name] for name in without):
        if rule.disposition is level:
            yield Switch(rule.id, _asked(rule), True, 0)
    sends = {name: column.bit_count() for name, column in sent_by(some, level, without, signs).items()}
    for name in sorted(sends, key=lambda name: -sends[name])[:AT_A_DOOR]:
        yield Switch(name, _asked(RULES[name]), False, sends[name])


def _story(some: Population, now: Flow, hits: Mapping[Rule, int], place: int, without: Sequence[str]) -> str:
    """One who is seriously ill, in a line: the cause, what there is to see of it, and why it was missed or not."""
    cause = next(CAUSES[name] for name, column in some.causes.items() if column >> place & 1)
    held = [rule for rule, column in hits.items() if column >> place & 1 and rule.disposition >= safe_level(cause)]
    enough = sorted(held, key=lambda rule: (not suspects(rule, cause.id), -rule.disposition))
    in_force = [rule for rule in enough if rule.id not in without]
    if not enough:
        said = gettext("{cause}. Nothing yet for which a rule would send them in time. What helps is to come back.")
    elif now.missed >> place & 1:
        too_few = gettext("{cause}. {found}: too few signs here.")
        off = gettext("{cause}. {found}: the rule that asks for this is switched off.")
        said = too_few if in_force else off
    elif any(suspects(rule, cause.id) for rule in in_force):
        said = gettext("{cause}. {found}: seen in time.")
    else:
        said = gettext("{cause}. {found}: seen in time, by luck, since this points elsewhere.")
    found = " + ".join(lowered(gettext(atom.label)) for atom in _there(some, enough[0], place)) if enough else ""
    return said.format(cause=gettext(cause.label), found=capital(found))


def _there(some: Population, rule: Rule, place: int) -> list[Atom]:
    """What one patient has of what a rule asks for."""
    there = (clause for clause in rule.when.clauses if all(some.columns[atom] >> place & 1 for atom in clause))
    return ordered(next(there))[:MOST_TOLD]


def _panels(clinic: Population, now: Toll, any_left_out: bool, bill: Picture | None) -> Iterator[Panel]:
    """Three tabs: both mistakes, one sign alone, and what is assumed with its sources."""
    cite = Citer()
    missed = picture_html(missed_bars(now.missed)) + _missed_html(clinic, now, any_left_out, cite)
    sent = more(gettext("Who is checked and has nothing serious"), blocks_html(_in_vain(now, cite)))
    matrix = picture_html(triage_matrix(now.counts)) + blocks_html([Say(_needed_told(), "note")])
    levels = more(gettext("Levels: given and needed"), matrix)
    weighed = more(gettext("The sum"), picture_html(bill)) if bill else None
    for_one_sign, made = _trips_html(clinic, cite), blocks_html(_made(cite))
    sources = more(gettext("Sources"), blocks_html(source_points(cite.cited)))
    yield panel("missed", gettext("Both mistakes"), markup(missed, sent, weighed, levels))
    yield panel("trips", gettext("One sign alone"), for_one_sign)
    yield panel("made", gettext("Limits"), made + sources)


def _verdict(now: Toll, values: Mapping[str, Any]) -> str:
    """One sentence: who waits, or what both mistakes are."""
    ill = sum(each.patients for each in now.missed)
    everybody = sum(now.counts.values())
    if values["look"] == ROOM:
        waits = gettext("{all} people wait; {ill} of them are seriously ill.")
        return waits.format(all=grouped(everybody), ill=grouped(ill))
    said = gettext("{missed} of {ill} seriously ill are missed. {vain} others are checked and have nothing serious.")
    return said.format(missed=grouped(now.missed_in_all), ill=grouped(ill), vain=grouped(now.in_vain))


def _left_out_told(rules: Iterable[str]) -> Html:
    """What the rules that are left out would have said."""
    left = gettext("Left out: {because}")
    said = [element("p", left.format(because=gettext(RULES[rule].because))) for rule in rules]
    return element("div", said, class_="bl-story") if said else ""


def _missed_html(clinic: Population, now: Toll, any_left_out: bool, cite: Citer) -> Markup:
    """A sentence, and one click away, cause by cause, why somebody was missed."""
    absence = gettext("Having no warning sign does not rule a serious cause out.{sources}")
    said = None if any_left_out else blocks_html([Say(absence.format(sources=cite(_ABSENCE)))])
    said = markup(said, blocks_html([Say(_absent_told(now))]))
    points = [Point(_missed_told(each, clinic), tuple(_reasons(each, clinic))) for each in now.missed if each.missed]
    return markup(said, more(gettext("Why they were missed, and one of each"), blocks_html(points)))


def _absent_told(now: Toll) -> str:
    """Why few missed here says little: who wrote both sides, and what nobody here has."""
    author = gettext("The same people wrote the rules and these patients: in life more are missed.")
    absent = [lowered(gettext(each.cause.label)) for each in now.missed if not each.patients]
    absent += [lowered(gettext(each.label)) for each in CAUSES.values() if each.serious and each.id not in SIMULATED]
    return " ".join((author, gettext("Nobody here has: {causes}.").format(causes="; ".join(absent))))


def _missed_told(each: Missed, clinic: Population) -> str:
    said = gettext("{cause}: {count} missed, which is {rate} of 100,000 patients of the clinic.")
    rate = grouped(round(each.missed * 100_000 / clinic.size))
    return said.format(cause=gettext(each.cause.label), count=grouped(each.missed), rate=rate)


def _reasons(each: Missed, clinic: Population) -> Iterator[str]:
    """Why they were missed, and one of them as an example."""
    if each.silent:
        silent = gettext(
            "Nothing for which a rule would send them in time: {count}. What helps is to watch, and to come back."
        )
        yield silent.format(count=grouped(each.silent))
    for rule, count in each.left_out.items():
        caught = gettext("What a rule that is left out asks for: {count}. {rule}.")
        yield caught.format(count=grouped(count), rule=rule_name(RULES[rule]))
    if each.too_few:
        yield gettext("A warning sign, but too few of them: {count}.").format(count=grouped(each.too_few))
    patient = clinic.patient(each.example)
    there = [atom for atom in ordered(rule_atoms()) if patient.answer(atom)]
    # Of each number only the highest threshold that is reached: it says the lower ones too.
    last = {atom.quantity.id if isinstance(atom, Threshold) else atom.id: atom for atom in there}
    found = [lowered(gettext(atom.label)) for atom in last.values()]
    example = gettext("One of them: {findings}.")
    yield example.format(findings="; ".join(found) or gettext("nothing that the rules ask for"))


def _in_vain(now: Toll, cite: Citer) -> Iterator[Block]:
    per_find = gettext("{sent} are sent the same day or at once; {found} of them have a serious cause.")
    said = [per_find.format(sent=grouped(now.sent), found=grouped(now.found))]
    if now.found:
        ratio = gettext("That is {each} seen urgently for each serious cause that is found.")
        said.append(ratio.format(each=grouped(round(now.sent / now.found))))
    yield Say(" ".join(said))
    real = SOURCES["henschke-2009-prevalence"]
    yield Say(
        gettext("For comparison, from a real study: {figures}.{sources}").format(
            figures=gettext(real.figures), sources=cite((real.id,))
        )
    )
    alarms = [(rule, count) for rule, count in now.false_alarms.items() if count][:SHOWN_ALARMS]
    if alarms:
        yield Say(gettext("Which rules send most of those with nothing serious (one patient can have several):"))
    for rule, count in alarms:
        share = percent(count / now.in_vain) if now.in_vain else ""
        yield Point(
            gettext("{rule}: {count} ({share})").format(rule=rule_name(RULES[rule]), count=grouped(count), share=share)
        )


def _trips_html(clinic: Population, cite: Citer) -> Markup:
    """Who is sent for one sign of the list alone, and why this course keeps the list all the same."""
    floor = gettext(
        "This course keeps the whole list as its floor{list}: no rule sends anybody lower than the list does. It is "
        "the safer reading, it is simple, and somebody who is seen for nothing can go home again. The bars are its "
        "price. One service of the NHS has dropped coughing and the pain between the shoulders{dropped}, and in a "
        "back-pain clinic {share:g}% had pain at night and none of them anything serious{night}. So others may choose "
        "differently; it is a choice, and we say that we have made it."
    )
    luck = gettext(
        "Some of those with a serious cause were caught by luck: a sign that rings for half of all people rings for "
        "half of those who are ill, too."
    )
    said = floor.format(
        list=cite(("nhs-111",)),
        dropped=cite(("nhs-sheffield-variant",)),
        night=cite((_NIGHT,)),
        share=published(_NIGHT, "night_share"),
    )
    return picture_html(trip_bars(trips(clinic), clinic.size)) + blocks_html([Say(said), Say(luck, "note")])


def _needed_told() -> str:
    return gettext(
        "Here the true cause is known, so we can say what was needed: the highest level of those rules that hold "
        "and are right, that is, they point to the patient's true cause, or are about the pain itself, or point to no "
        "cause at all. Somebody with a serious cause needs at least the lowest level of the rules that suspect it, and "
        "never less than the same day, even if no rule holds."
    )


def _made(cite: Citer) -> Iterator[Block]:
    """What this clinic assumes, openly: each number that is drawn, with its source or as a teaching estimate."""
    yield Say(_counted_told())
    yield Say(where_counted(cite))
    yield Say(
        gettext(
            "These patients are invented by a random generator. Each gets one cause, and each finding by the chance "
            "that it has with this cause, independently of the others; real findings come together more often."
        )
    )
    yield Say(gettext("How common each cause is (scaled to 100% among all causes)"), "stage")
    yield from (Point(_share_told(cause, cite)) for cause in SIMULATED.values())
    yield Say(gettext("How often each finding is there"), "stage")
    yield Say(
        gettext(
            "First in people without a cause that brings it on, then with each cause that makes it more frequent or "
            "rarer. The spread of the pain around its mean is a teaching estimate."
        ),
        "note",
    )
    yield from (Point(_usual_told(atom, cite), tuple(_with_told(atom, cite))) for atom in drawn())


def _counted_told() -> str:
    """How many of the numbers are published, and how many are assumed."""
    figures: list[Estimate | Sign] = [base(atom) for atom in drawn()]
    for cause in SIMULATED.values():
        figures += [cause.share, *(sign for sign in cause.signs if sign.finding in drawn())]
    assumed = sum(not figure.sources for figure in figures)
    said = gettext(
        "Of the {all} numbers with which these patients are drawn, {published} are published, each with its source. "
        "{assumed} are assumed: we have no measurement of them, and chose them to teach (teaching estimates). No "
        "advice on a patient reads any of them. What does not stand here nobody in this clinic has."
    )
    return said.format(all=len(figures), published=len(figures) - assumed, assumed=assumed)


def _share_told(cause: Simulated, cite: Citer) -> str:
    said = gettext("{name}: {share}{basis}")
    return said.format(name=gettext(cause.cause.label), share=percent(prior(cause)), basis=_basis(cause.share, cite))


def _usual_told(atom: Atom, cite: Citer) -> str:
    figure, before = base(atom), parent(atom)
    said = (
        gettext("{name}: {share}{basis}")
        if before is None
        else gettext("{name}: {share} of those who have this: {parent}{basis}")
    )
    names = {"name": gettext(atom.label), "parent": "" if before is None else lowered(gettext(before.label))}
    return said.format(**names, share=percent(figure.value), basis=_basis(figure, cite))


def _with_told(atom: Atom, cite: Citer) -> Iterator[str]:
    """How often it is there with each cause of which something is known or assumed."""
    share, ratio = (
        gettext("with this cause: {name}: {share}{basis}"),
        gettext("with this cause: {name}: {ratio} times as often{basis}"),
    )
    for cause in SIMULATED.values():
        for sign in (each for each in cause.signs if each.finding == atom):
            said = ratio if sign.negative == 1.0 else share
            told = {"share": percent(chances(cause.cause.id)[atom]), "ratio": f"{sign.positive:.3g}"}
            yield said.format(name=lowered(gettext(cause.cause.label)), **told, basis=_basis(sign, cite))


def _basis(figure: Estimate | Sign, cite: Citer) -> str:
    """Where a number comes from, or that it is an estimate."""
    origin = cite(figure.sources) if figure.sources else " " + gettext("(teaching estimate)")
    return f"{origin}; {gettext(figure.note).format_map(cite)}" if figure.note else origin
