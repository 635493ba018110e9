"""The sheet for reviewers: every rule, treatment, caution and cause in plain words, with a place to sign and to object.

It is one page of HTML without scripts, made to be printed on A4 and signed by hand, row by row or as a whole. What is
signed goes into a file below ``backlab/reviews/``, and from then on the pages show it.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations, groupby
from math import comb
from typing import NamedTuple

from backlab.knowledge.causes import CAUSES
from backlab.knowledge.requirements import REQUIREMENTS
from backlab.knowledge.rules import RULES
from backlab.knowledge.treatments import TREATMENTS
from backlab.labs.flags import factored
from backlab.language import gettext, language
from backlab.markup import Child, Markup, element, markup
from backlab.model import (
    Atom,
    Cause,
    Certainty,
    Condition,
    Contraindication,
    Disposition,
    Dose,
    Expression,
    Requirement,
    Rule,
    Sign,
    Strength,
    Threshold,
    Treatment,
    View,
)
from backlab.reasoning.explain import ordered
from backlab.reasoning.sheet import order_of_asking
from backlab.reviews import caution_name, row_names, state
from backlab.safety.looks import LOOKS
from backlab.version import VERSION
from backlab.words import Citer, basis, capital, cause_names, inside, listed, source_points
from backlab.words.html import blocks_html
from backlab.words.reviewed import reviewed


def sheet(day: date) -> str:
    """The whole page, made on that day, in the language that is spoken."""
    cite = Citer()
    body = markup(_head(day), _rules(cite), _treatments(cite), _causes(cite))
    sources = _part(gettext("Sources"), blocks_html(source_points(cite.cited, day)))
    title = gettext("backlab: the sheet for reviewers")
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Markup(LOOKS.replace("FOOT", f"backlab {VERSION}, {state()}"))),
    )
    page = element("html", head, element("body", element("main", body, sources)), lang=language())
    return f"<!doctype html>\n{page}\n"


def _head(day: date) -> Markup:
    """What it is, how to sign, and the place to sign for the whole of it."""
    facts = (
        (gettext("Version"), VERSION),
        (gettext("State"), state()),
        (gettext("Made on"), day.isoformat()),
        (gettext("Rows"), str(len(row_names()))),
    )
    steps = (
        gettext("Read a row. Tick “Signed” if you would stand by it in your own work, else “Objected”, and say why."),
        gettext("Say in the box below who you are. Tick it there only if you speak for everything."),
        gettext("Rows that you leave empty count as not reviewed."),
        gettext("Send it to whoever gave it to you, or write the file that is described in CONTRIBUTING.md."),
        gettext("The pages then show your name, role and date, and each objection with its reason."),
        gettext("A review counts for this version and state alone: when a word of a row changes, it ends."),
    )
    return element(
        "header",
        element("h1", gettext("backlab: the sheet for reviewers")),
        element("p", gettext("What it teaches about example patients with a back spasm, on paper, for you to judge.")),
        element("dl", (element("div", element("dt", name), element("dd", said)) for name, said in facts)),
        element("p", element("strong", " ".join(reviewed()))),
        element("h2", gettext("How to sign")),
        element("ol", (element("li", step) for step in steps)),
        element("section", element("h2", gettext("For the whole of it")), _signing(whole=True), class_="whole"),
    )


def _part(title: str, *inside_it: Child) -> Markup:
    return element("section", element("h2", title), *inside_it)


def _table(kind: str, headings: Iterable[str], rows: Iterable[Markup]) -> Markup:
    """A table whose rows are bodies of their own, so that no row and its place to sign are torn apart on paper."""
    head = element("thead", element("tr", (element("th", heading, scope="col") for heading in headings)))
    return element("table", head, rows, class_=kind)


def _row(name: str, *cells: Child, below: Child = None) -> Markup:
    """A row of the sheet: its name above, what it says, and below that the place to sign."""
    return element(
        "tbody",
        element("tr", element("td", element("code", name), colspan=len(cells)), class_="name"),
        element("tr", (element("td", cell) for cell in cells)),
        element("tr", element("td", below, colspan=len(cells))) if below else None,
        element("tr", element("td", _signing(), colspan=len(cells)), class_="sign"),
    )


def _signing(whole: bool = False) -> Markup:
    """The two boxes, and the lines for name, role, date and reason."""
    lines = [(gettext("Name"), "wide"), (gettext("Role"), "middle"), (gettext("Date"), "short")]
    lines += [(gettext("Registered to treat patients (yes or no)"), "rest")] if whole else []
    lines += [(gettext("Reason"), "rest")]
    boxes = (gettext("Signed"), gettext("Objected"))
    return element(
        "div",
        (element("span", element("span", class_="box"), word, class_="tick") for word in boxes),
        (element("span", f"{word}:", element("span", class_="line"), class_=width) for word, width in lines),
        class_="signing",
    )


def _rules(cite: Citer) -> Markup:
    """Every rule under its level, the most urgent first."""
    parts = []
    by_level = sorted(RULES.values(), key=lambda rule: -rule.disposition)
    for level, rules in groupby(by_level, key=lambda rule: rule.disposition):
        title = f"{gettext(level.label)}: {gettext(level.meaning)}"
        headings = (gettext("When"), gettext("Because"), gettext("Demanded by"))
        rows = [_rule(rule, cite) for rule in rules]
        parts += [element("h3", title, class_=level.slug), _table("rules", headings, rows)]
    said = gettext("The answer is the highest level of all the rules that hold. More findings can only raise it.")
    return _part(gettext("1. Rules: how urgently care is needed"), element("p", said), parts)


def _rule(rule: Rule, cite: Citer) -> Markup:
    because = element("p", gettext(rule.because), cite(rule.sources))
    suspects = gettext("It points to: {causes}.").format(causes=cause_names(rule.suspects)) if rule.suspects else ""
    waits = gettext("Home care waits until a doctor has looked.") if rule.red_flag else ""
    demands = [element("li", f"{d.id}{cite(d.sources)}") for d in REQUIREMENTS if _demands(d, rule)]
    return _row(
        f"rule:{rule.id}",
        _when(rule.when),
        (because, *(element("p", said) for said in (suspects, waits) if said)),
        element("ul", demands),
    )


def _demands(demand: Requirement, rule: Rule) -> bool:
    """Whether a patient who meets just one clause of the rule has to be at its level by this demand."""
    if demand.at_least < rule.disposition:
        return False
    return any(_meets(clause, asked) for clause in rule.when.clauses for asked in demand.when.clauses)


def _meets(clause: Iterable[Atom], asked: Iterable[Atom]) -> bool:
    return all(any(_gives(atom, wanted) for atom in clause) for wanted in asked)


def _gives(atom: Atom, wanted: Atom) -> bool:
    if isinstance(atom, Threshold) and isinstance(wanted, Threshold):
        return atom.quantity is wanted.quantity and atom.value >= wanted.value
    return atom == wanted


def _when(when: Expression) -> Markup:
    """A condition as a list: one of its lines is enough."""
    families, others = counted(when)
    lines = [_alternative(together) for together in (factored(others) if others.clauses else [])]
    lines += [_counted(family) for family in families]
    return element("ul", (element("li", line) for line in lines))


class Family(NamedTuple):
    """All of ``fixed`` and at least ``least`` of ``pool``: what "three of these nine" is, written out in clauses."""

    fixed: frozenset[Atom]
    least: int
    pool: frozenset[Atom]


def counted(when: Expression) -> tuple[list[Family], Condition]:
    """The "so many of these" in a condition, and its other clauses; together they say what it says."""
    left, families = {*when.clauses}, []
    for fixed in sorted(_shared(when.clauses), key=len):
        for size in sorted({len(clause - fixed) for clause in left if fixed < clause} - {1}):
            own = {clause for clause in left if fixed < clause and len(clause - fixed) == size}
            pool = frozenset[Atom]().union(*own) - fixed
            if len(own) > 1 and len(own) == comb(len(pool), size):
                families.append(Family(fixed, size, pool))
                left -= own
    return families, Condition(clause for clause in when.clauses if clause in left)


def _shared(clauses: Iterable[frozenset[Atom]]) -> set[frozenset[Atom]]:
    """What two or more of the clauses have in common, in every way in which they can be put together."""
    found: set[frozenset[Atom]] = set()
    more = {one & other for one, other in combinations(clauses, 2)}
    while more - found:
        found |= more
        more = {one & other for one, other in combinations(found, 2)}
    return found


def _counted(family: Family) -> Markup:
    """Such a family in words, what it counts last."""
    fixed = _alternative(frozenset((atom,)) for atom in family.fixed) if family.fixed else None
    said = gettext("at least {count} of:").format(count=family.least)
    ahead = (fixed, element("strong", gettext("and")), " ", said) if fixed else (capital(said),)
    return markup(ahead, _listed(ordered(family.pool)))


def _alternative(sets: Iterable[frozenset[Atom]]) -> Markup:
    """What has to come together: one finding of each set."""
    by_asking = sorted(map(ordered, sets), key=lambda options: (len(options), order_of_asking(options[0])))
    together = element("strong", gettext("and"))
    said = [_one_of(options, first=not place) for place, options in enumerate(by_asking)]
    return markup((together, " ", words) if place else words for place, words in enumerate(said))


def _one_of(options: list[Atom], first: bool) -> Markup:
    if len(options) == 1:
        return element("span", capital(inside(options[0])) if first else inside(options[0]), " ")
    said = gettext("one of:")
    return element("span", capital(said) if first else said, _listed(options))


def _listed(options: Iterable[Atom]) -> Markup:
    return element("ul", (element("li", capital(inside(atom))) for atom in options))


def _treatments(cite: Citer) -> Markup:
    """Every treatment, each followed by what speaks against it."""
    said = gettext(
        "What rules a treatment out withholds it while it is there and while it has not been asked. Cautions warn; two "
        "or more of those that count withhold it too."
    )
    return _part(
        gettext("2. Treatments, doses and what speaks against them"),
        element("p", said),
        (_treatment(treatment, cite) for treatment in TREATMENTS.values()),
    )


def _treatment(treatment: Treatment, cite: Citer) -> Markup:
    """A treatment and its cautions, under its name; what was told of an earlier one is only named."""
    headings = (gettext("For whom"), gettext("What is said today"), gettext("How"))
    steps = element("ul", (element("li", gettext(step)) for step in treatment.how))
    today = _today(treatment.today, cite)
    own = _row(f"treatment:{treatment.id}", _for_whom(treatment), today, steps, below=_doses(treatment, cite))
    named = {caution_name(treatment.id, place): c for place, c in enumerate(treatment.contraindications)}
    told = [name for name in named if name.split(":")[1] != treatment.id]
    against = [_caution(name, c, cite) for name, c in named.items() if name not in told]
    speaks = (gettext("If there is, or was not asked"), gettext("Then"), gettext("Because"))
    as_above = gettext("As above, and signed there: {rows}.").format(rows=", ".join(told))
    return markup(
        element("h3", gettext(treatment.label)),
        _table("treatments", headings, [own]),
        _table("cautions", speaks, against) if against else None,
        element("p", as_above, class_="above") if told else None,
    )


def _for_whom(treatment: Treatment) -> Markup:
    """When it comes into question, and at which levels of care."""
    lines: list[Child] = []
    if treatment.when is not None:
        lines += [_when(treatment.when)]
    if treatment.treats:
        suspected = gettext("Where this is suspected: {causes}.")
        lines += [element("p", suspected.format(causes=cause_names(treatment.treats)))]
    if not lines:
        lines = [element("p", gettext("Everybody with a back spasm."))]
    if treatment.not_for.atoms:
        lines += [element("p", gettext("Not for:")), _when(treatment.not_for)]
    levels = [gettext(level.label) for level in Disposition if treatment.lowest <= level <= treatment.highest]
    return markup(lines, element("p", gettext("At these levels: {levels}.").format(levels=", ".join(levels))))


def _today(view: View, cite: Citer) -> Markup:
    """What guidelines say, with direction, strength and certainty where they grade it."""
    grades = [gettext(view.direction.value)]
    grades += [gettext(view.strength.value)] if view.strength is not Strength.NONE else []
    grades += [gettext(view.certainty.value)] if view.certainty is not Certainty.NONE else []
    return markup(
        element("p", gettext(view.says), cite(view.sources)),
        element("p", gettext("Direction, strength, certainty: {grades}.").format(grades=", ".join(grades))),
    )


def _doses(treatment: Treatment, cite: Citer) -> Markup | None:
    """Each dose, and for whom alone it is shown; nothing where no dose is shown to anybody."""
    if not treatment.doses:
        return None
    doses = element("ul", (element("li", _dose(dose, cite)) for dose in treatment.doses))
    return markup(element("p", element("strong", gettext("Doses"))), doses)


def _dose(dose: Dose, cite: Citer) -> Markup:
    sentence = gettext("{country}, {who}: {amount}, every {interval}; at most {most} in 24 hours; {how_long}.{sources}")
    said = sentence.format(
        country=gettext(dose.country),
        who=gettext(dose.who),
        amount=gettext(dose.amount),
        interval=gettext(dose.every),
        most=gettext(dose.most),
        how_long=gettext(dose.how_long),
        sources=cite(dose.sources),
    )
    only = (gettext("Shown only with:"), _when(dose.when)) if dose.when.atoms else None
    never = (gettext("Not shown with any of:"), _listed(ordered(dose.unless.atoms))) if dose.unless.atoms else None
    return markup(said, " ", only, never)


def _in_line(when: Expression) -> str:
    return listed(ordered(when.atoms))


def _caution(name: str, against: Contraindication, cite: Citer) -> Markup:
    if against.absolute:
        then = gettext("Ruled out")
    elif against.counts:
        then = gettext("Caution: two or more rule it out")
    else:
        then = gettext("Caution that does not count")
    everybody = element("p", gettext("Everybody"))
    unless = gettext("Unless: {findings}.").format(findings=_in_line(against.unless)) if against.unless.atoms else ""
    return _row(
        name,
        (_when(against.when) if against.when.atoms else everybody, element("p", unless) if unless else None),
        then,
        element("p", capital(gettext(against.because)), ".", cite(against.sources)),
    )


def _causes(cite: Citer) -> Markup:
    """What must not be missed, and what is more common."""
    about, common_as = gettext("How it comes about, and how it goes"), gettext("How common, and what settles it")
    headings = (about, common_as, gettext("Signs"))
    serious, common = ([c for c in CAUSES.values() if c.serious is wanted] for wanted in (True, False))
    return _part(
        gettext("3. Causes"),
        element("h3", gettext("Must not be missed")),
        _table("causes", headings, (_cause(cause, cite) for cause in serious)),
        element("h3", gettext("More common")),
        _table("causes", headings, (_cause(cause, cite) for cause in common)),
    )


def _cause(cause: Cause, cite: Citer) -> Markup:
    label, term = gettext(cause.label), gettext(cause.term)
    way = gettext("One way in which this comes about: {cause}.")
    told = [element("p", element("strong", label), "" if term.lower() == label.lower() else f" ({term})")]
    told += [element("p", way.format(cause=cause_names([cause.way_of])))] if cause.way_of else []
    told += [element("p", gettext(cause.mechanism)), element("p", gettext(cause.course), cite(cause.sources))]
    common = [element("p", _cited(text, cite)) for text in (cause.how_common, cause.settles) if text]
    return _row(f"cause:{cause.id}", told, common, element("ul", _signs(cause, cite)))


def _cited(text: str, cite: Citer) -> str:
    """A text of the knowledge with its sources, capitalised and ended as a sentence."""
    return capital(gettext(text).format_map(cite)).rstrip(".") + "."


def _signs(cause: Cause, cite: Citer) -> Iterator[Markup]:
    """What speaks for it and against it, with the published ratios where there are any."""
    for title, atoms in ((gettext("For it"), cause.speaks_for), (gettext("Against it"), cause.speaks_against)):
        if atoms:
            yield element("li", element("strong", f"{title}: "), listed(ordered(atoms)), ".")
    for sign in cause.signs:
        yield element("li", _ratio(sign, cite))


def _ratio(sign: Sign, cite: Citer) -> str:
    said = gettext("{finding}: likelihood ratio {positive} if there, {negative} if not{basis}.")
    span = f" ({sign.interval.low:g} – {sign.interval.high:g})" if sign.interval else ""
    return said.format(
        finding=capital(inside(sign.finding)),
        positive=f"{sign.positive:g}{span}",
        negative=f"{sign.negative:g}",
        basis=basis(sign, cite),
    )
