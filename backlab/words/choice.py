"""The choosing table in words: every cell as a sentence, better and not better, and what would choose otherwise.

For whoever shows it: ``verdict`` and ``otherwise`` are one sentence each, ``sentence`` is a place of the table,
``detail`` all that is known of it, ``numbers`` the same table in numbers, ``how_to_read`` what is true of all of it.
"""

from collections.abc import Iterable, Iterator
from math import floor

from backlab.drawing.picture import Table
from backlab.knowledge.effect_kinds import (
    HARM,
    HIGH,
    LOW,
    LOW_TO_MODERATE,
    MODERATE,
    NOBODY_KNOWS,
    NOT_GRADED,
    VERY_LOW,
    VERY_LOW_TO_LOW,
    Cell,
    Slot,
)
from backlab.knowledge.effects import BASELINE, WANTED
from backlab.knowledge.sources import SOURCES
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import gettext, ngettext
from backlab.model import Lens, Treatment
from backlab.presentation import Presentation
from backlab.reasoning.choice import Choice, Column, Flip, Held, Mark, Place, gain_of, nearest_flip
from backlab.reasoning.explain import ordered
from backlab.reasoning.plan import ADDS_UP, CONTRAINDICATED
from backlab.words.citing import Citer
from backlab.words.phrases import capital, inside, listed, lowered

RARE = 10_000
"""Of how many people serious harm is counted."""


def name_of(treatment: Treatment) -> str:
    """A treatment as the head of a column: short, and waiting as what it is."""
    short = {
        BASELINE: gettext("Keep moving and wait"),
        "ice": gettext("Ice"),
        "rest": gettext("Days of rest"),
        "otc_ibuprofen": gettext("Ibuprofen from the shop"),
        "rx_ibuprofen": gettext("Ibuprofen on prescription"),
        "paracetamol": gettext("Paracetamol alone"),
        "paracetamol_first": gettext("Paracetamol"),
        "opioid": gettext("Opioids"),
        "physical_therapy": gettext("Physiotherapy"),
        "core_strengthening": gettext("Core exercises"),
        "light_exercise": gettext("Light exercise"),
        "injection": gettext("Injection"),
    }
    return short.get(treatment.id) or gettext(treatment.label)


def only_without(treatment: Treatment) -> str:
    """Who must not take a medicine: the best known of what rules it out, and how much else does."""
    alone = [each for each in treatment.contraindications if len(each.when.atoms) == 1]
    against = {atom.id for each in alone if each.absolute for atom in each.when.atoms}
    careful = {atom.id for each in alone for atom in each.when.atoms} - against
    known = {
        "ulcer": gettext("ulcer"),
        "kidney_disease": gettext("weak kidneys"),
        "heart_disease": gettext("heart disease"),
        "blood_thinner": gettext("blood thinner"),
        "pregnant": gettext("pregnancy"),
    }
    named = [words for id, words in known.items() if id in against]
    if len(named) < len(known):
        return ""
    count = len(against - known.keys())
    more = ngettext("{count} other", "{count} others", count).format(count=count)
    said = gettext("not with: {findings}, and {more}; asthma: ask")
    if "asthma" not in careful:
        said = gettext("not with: {findings}, and {more}")
    return said.format(findings=", ".join(named), more=more)


def never_with(treatment: Treatment) -> str:
    """All that rules a medicine out, in one sentence; nothing where there is none."""
    alone = [each for each in treatment.contraindications if each.absolute and len(each.when.atoms) == 1]
    findings = dict.fromkeys(inside(atom) for each in alone for atom in each.when.atoms)
    return gettext("Not with: {findings}.").format(findings="; ".join(findings)) if findings else ""


def young_ask(treatment: Treatment, patient: Presentation) -> str:
    """That somebody is too young for the doses that are printed, where it is so; else nothing."""
    return gettext("under 18: ask first") if patient.age < GROWN and treatment.doses else ""


def dose_ages(treatment: Treatment) -> str:
    """For whom the doses of a medicine are, whoever reads it; nothing where there are none."""
    said = gettext("The doses are for adults. Under 18: ask a pharmacist or doctor first.")
    return said if treatment.doses else ""


GROWN = 18
"""From which age on the doses that are printed hold."""


def caution(treatment: Treatment) -> str:
    """What has to be known of it in any patient, in a few words; nothing where there is nothing."""
    return {
        "otc_ibuprofen": gettext("lowest dose, 10 days at most"),
        "rx_ibuprofen": gettext("a doctor decides"),
        "muscle_relaxant": gettext("doctor decides; drowsy: never drive"),
        "opioid": gettext("prescription only, addictive"),
        "heat": gettext("burns: keep it covered"),
        "ice": gettext("never on bare skin"),
        "injection": gettext("done by a specialist"),
    }.get(treatment.id, "")


def helps_elsewhere(column: Column) -> Place | None:
    """Where something is known to help, though not in what matters most; nothing where it is not so."""
    for place in column.places[1:]:
        cell = place.counted or place.cell
        if cell is None or place.row.is_harm or not cell.is_effect or cell.against.kind != "without":
            continue
        ends = [end * cell.yardstick.good for end in (cell.low, cell.high) if end is not None]
        if ends and min(ends) > 0:
            return place
    return None


def plain_change(cell: Cell) -> str:
    """The difference, where it is one: none is clear where the interval holds both more and fewer."""
    assert cell.difference is not None
    said = change(cell, cell.difference)
    if cell.low is not None and cell.high is not None:
        return gettext("no clear difference") if cell.low <= 0 <= cell.high else said
    if scaled(cell, cell.difference) == 0 or cell.yardstick.good * cell.difference < 0:
        return said
    return gettext("perhaps {change}").format(change=said)


def is_clear(cell: Cell) -> bool:
    """Whether the interval of a difference lies on one side of none."""
    return cell.difference is not None and cell.low is not None and plain_change(cell) == change(cell, cell.difference)


def surely(cell: Cell) -> int:
    """How many of 100 a difference is at least, as its interval says: whole people, and none where it may be none.

    Nor is any of it very likely where nobody of the project has read the source, which never decides.
    """
    if cell.low is None or cell.high is None or not is_clear(cell) or unread(cell):
        return 0
    return floor(min(abs(scaled(cell, cell.low)), abs(scaled(cell, cell.high))))


def is_sure_gain(cell: Cell) -> bool:
    """Whether all of an interval is a gain, and somebody of the project has read of it."""
    gain = gain_of(cell)
    return gain is not None and gain.low is not None and gain.low > 0 and not unread(cell)


def least(cell: Cell) -> str:
    """The low end of a sure gain as it is shown: whole people, and points, never rounded up.

    >>> from backlab.knowledge.effects import BY_ID
    >>> least(BY_ID["acute-otc_ibuprofen-soon"]), least(BY_ID["lasting-otc_ibuprofen-pain"])
    ('4', '1.2')
    """
    if cell.yardstick.kind == "people":
        return str(surely(cell))
    gain = gain_of(cell)
    assert gain is not None
    assert gain.low is not None
    return figure(floor(gain.low) if gain.low >= 10 else floor(gain.low * 10) / 10)


def best_guess(cell: Cell) -> str:
    """The number of a gain itself, as it stands in the picture: whole people, or points."""
    assert cell.difference is not None
    size = figure(abs(scaled(cell, cell.difference)))
    return str(round(float(size))) if cell.yardstick.kind == "people" else size


def figure(number: float) -> str:
    """A number as it stands in the table: whole from ten on, else with a decimal, below one with two; halves go up."""
    places = 0 if abs(number) >= 10 else 1 if abs(number) >= 1 else 2
    shown = f"{floor(abs(number) * 10**places + 0.5) / 10**places:,.{places}f}"
    if places:
        shown = shown.rstrip("0").rstrip(".")
    return f"−{shown}" if number < 0 and shown != "0" else shown


def scaled(cell: Cell, number: float) -> float:
    """A number of people as it is shown: of 100, and serious harm of 10,000."""
    if cell.yardstick.kind != "people" or not cell.of:
        return number
    return number * of_how_many(cell) / cell.of


def shown(cell: Cell, number: float) -> str:
    """A number of a cell as it stands in a sentence: where rounding would not add up, each of the three has a decimal.

    >>> from backlab.knowledge.effects import BY_ID
    >>> cell = BY_ID["acute-otc_ibuprofen-soon"]
    >>> shown(cell, cell.with_), shown(cell, cell.without), shown(cell, cell.difference)
    ('51.4', '36.7', '14.7')
    """
    number = scaled(cell, number)
    if _adds_up(cell):
        return figure(number)
    return f"{'−' if number < 0 else ''}{floor(abs(number) * 10 + 0.5) / 10:,.1f}".removesuffix(".0")


def _adds_up(cell: Cell) -> bool:
    """Whether with less without is the difference, as these three are rounded."""
    if cell.with_ is None or cell.without is None or cell.difference is None:
        return True
    three = (cell.with_, cell.without, abs(cell.difference))
    with_, without, difference = (float(figure(scaled(cell, each)).replace(",", "")) for each in three)
    return abs(abs(with_ - without) - difference) < 1e-6


def of_how_many(cell: Cell) -> int:
    """Of how many people something is counted where it is shown."""
    return RARE if cell.slot is HARM else 100


def change(cell: Cell, number: float) -> str:
    """How many more or fewer, or how much more or less, such as "15 more" and "as many"."""
    size = shown(cell, abs(number)) if number == cell.difference else figure(abs(scaled(cell, number)))
    counted = cell.yardstick.kind == "people"
    if size == "0":
        return gettext("as many") if counted else gettext("as much")
    if number > 0:
        return gettext("{number} more").format(number=size)
    return (gettext("{number} fewer") if counted else gettext("{number} less")).format(number=size)


def between(cell: Cell) -> str:
    """The ends of the interval: "4.5 to 28 more", "0.4 fewer to 26 more", or of a number alone "62 to 74"."""
    if cell.low is None or cell.high is None:
        return gettext("no interval printed")
    if cell.difference is None or cell.low * cell.high > 0:
        near, far = sorted((cell.low, cell.high), key=abs)
        ends = figure(abs(scaled(cell, near))), change(cell, far)
        if cell.difference is None:
            ends = figure(scaled(cell, cell.low)), figure(scaled(cell, cell.high))
    else:
        ends = change(cell, cell.low), change(cell, cell.high)
    return gettext("{low} to {high}").format(low=ends[0], high=ends[1])


def between_brief(cell: Cell) -> str:
    """The same where the number beside it says more or fewer: "4.5 to 28", "0.4 fewer to 26 more"."""
    if cell.low is None or cell.high is None or cell.difference is None or cell.low * cell.high <= 0:
        return between(cell)
    near, far = sorted((cell.low, cell.high), key=abs)
    ends = (figure(abs(scaled(cell, end))) for end in (near, far))
    return gettext("{low} to {high}").format(**dict(zip(("low", "high"), ends, strict=True)))


def sureness(cell: Cell) -> str:
    """How sure it is, in plain words beside the grade."""
    return {
        HIGH: gettext("sure (high certainty)"),
        MODERATE: gettext("fairly sure (moderate certainty)"),
        LOW_TO_MODERATE: gettext("unsure to fairly sure (low to moderate certainty)"),
        LOW: gettext("unsure (low certainty)"),
        VERY_LOW_TO_LOW: gettext("unsure or very unsure (very low to low certainty)"),
        VERY_LOW: gettext("very unsure (very low certainty)"),
        NOT_GRADED: gettext("nobody has graded how sure this is"),
        NOBODY_KNOWS: gettext("nobody knows"),
    }[cell.certainty]


def mark_label(mark: Mark) -> str:
    """What a mark says."""
    return {
        Mark.ENOUGH: gettext("enough for you"),
        Mark.UNCLEAR: gettext("unclear"),
        Mark.NOT_ENOUGH: gettext("not enough for you"),
        Mark.UNLIKE: gettext("cannot be said"),
        Mark.UNKNOWN: gettext("nobody knows"),
    }[mark]


def sentence(cell: Cell | None) -> str:
    """A cell as one plain sentence, with its time."""
    if cell is None:
        return gettext("Nobody knows: no figure was found in what was read.")
    if not cell.known:
        return _joined(gettext("Nobody knows."), gettext(cell.note))
    if not cell.has_figure:
        return _joined(_without_only(cell), gettext(cell.note))
    return _timed(_figure_sentence(cell), cell)


def balance(cell: Cell | None) -> str:
    """The other half of the people: for how many it was not so, with it and without it; nothing for other scales."""
    if cell is None or not cell.has_figure or cell.yardstick.kind != "people" or cell.with_ is None:
        return ""
    of = of_how_many(cell)
    rest = _rest(cell, cell.with_)
    if cell.without is None:
        return gettext("{rest} of {of} were not so.").format(rest=rest, of=_of(of))
    both = gettext("{rest} of {of} were not so with it, and {other} without it.")
    return both.format(rest=rest, of=_of(of), other=_rest(cell, cell.without))


def _rest(cell: Cell, number: float) -> str:
    """All the others, so that both are as many as there are."""
    rest = of_how_many(cell) - float(shown(cell, number).replace(",", ""))
    return f"{round(rest, 1):,}".removesuffix(".0")


def _figure_sentence(cell: Cell) -> str:
    fields = {
        "of": _of(of_how_many(cell)),
        "people": people_of(cell),
        "label": gettext(cell.yardstick.label),
        "interval": between(cell),
        "change": change(cell, cell.difference) if cell.difference is not None else "",
    }
    numbers = {"with_": cell.with_, "without": cell.without}
    fields |= {name: shown(cell, number) for name, number in numbers.items() if number is not None}
    return _template(cell).format(**fields)


def people_of(cell: Cell) -> str:
    """In whom it was counted: rare harm in all kinds of people, all else in those with this pain."""
    return gettext("people") if cell.slot is HARM else gettext(cell.situation.people)


def _template(cell: Cell) -> str:
    """Which sentence fits what was measured."""
    people = cell.yardstick.kind == "people"
    if cell.against.kind == "start":
        return gettext("{without} {label} at the start, {with_} then ({interval})")
    if cell.difference is None and cell.without is None:
        if people:
            return gettext("Of {of} {people}, {with_} {label} ({interval})")
        return gettext("{with_} {label} ({interval})")
    if cell.with_ is None or cell.without is None:
        if people:
            return gettext("Of {of} {people}, {change} {label} with it than without it ({interval})")
        return gettext("{label}: {change} with it than without it ({interval})")
    if people:
        return gettext("Of {of} {people}, {with_} {label} with it and {without} without it: {change} ({interval})")
    return gettext("{with_} {label} with it, {without} without it: {change} ({interval})")


def _without_only(cell: Cell) -> str:
    if cell.without is None:
        return ""
    said = gettext("{without} of {of} {label} with {other}.")
    other = gettext(cell.against.label)
    return said.format(
        without=figure(scaled(cell, cell.without)), of=_of(100), label=gettext(cell.yardstick.label), other=other
    )


def _timed(said: str, cell: Cell) -> str:
    if not cell.time:
        return f"{capital(said)}."
    return f"{capital(said)}; {gettext(cell.time)}."


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _of(number: int) -> str:
    return f"{number:,}"


def detail(choice: Choice, treatment: str, row: Slot, cite: Citer | None = None) -> tuple[str, ...]:
    """All that is known where a row meets a column, one sentence each: what stands behind a tap on a cell."""
    column = choice.column(treatment)
    if column is None:
        return ()
    place, cite = column.place(row), cite or Citer()
    lines = [*_cell_lines(place.cell, cite)]
    if place.counted is not None and place.counted is not place.cell:
        lines += [gettext("The same source in numbers of people:"), *_cell_lines(place.counted, cite)]
    lines += _other_lines(place, cite)
    return tuple(filter(None, lines))


def _cell_lines(cell: Cell | None, cite: Citer) -> Iterator[str]:
    if cell is None:
        yield sentence(None)
        return
    yield _joined(sentence(cell), balance(cell))
    if cell.has_figure:
        yield _exact(cell)
        if cell.people:
            yield gettext("It rests on {number} people.").format(number=f"{cell.people:,}")
        yield gettext("Compared with: {other}.").format(other=gettext(cell.against.label))
        yield gettext("How sure: {sureness}.").format(sureness=sureness(cell))
        yield gettext(cell.note)
    if cell.how is not None:
        yield capital(gettext(cell.how.label).format(arithmetic=cell.how.arithmetic)) + "."
    yield gettext("Source:{sources}.").format(sources=cite((cell.source,)))


def _exact(cell: Cell) -> str:
    """The numbers as they were printed, before they were rounded; nothing where they are the same."""
    numbers = (cell.with_, cell.without, cell.difference, cell.low, cell.high)
    if all(number is None or figure(number).replace("−", "-") == f"{number:,g}" for number in numbers):
        return ""
    names = (gettext("with"), gettext("without"), gettext("difference"), gettext("from"), gettext("to"))
    said = (f"{name} {number:g}" for name, number in zip(names, numbers, strict=True) if number is not None)
    of = gettext(" (of {of})").format(of=_of(cell.of)) if cell.of else ""
    return gettext("As printed: {numbers}{of}.").format(numbers=", ".join(said), of=of)


def _other_lines(place: Place, cite: Citer) -> Iterator[str]:
    others = [cell for cell in place.others if cell is not place.counted]
    if place.conflict is not None:
        yield gettext("Figures do not agree. {because}").format(because=gettext(place.conflict.because))
    elif others:
        yield gettext("Also measured:")
    for cell in others:
        versus = gettext("Compared with: {other}.").format(other=gettext(cell.against.label)) if cell.is_effect else ""
        yield _joined(sentence(cell), versus, gettext(cell.note) if cell.has_figure else "") + cite((cell.source,))


def worth_label(choice: Choice, row: Slot | None = None) -> str:
    """How much better it must be, as it is counted in that row: people of 100, or points of 100."""
    worth = choice.wish.worth
    if in_points(choice, row or choice.first):
        return ngettext("{count} point of 100", "{count} points of 100", worth).format(count=worth)
    return ngettext("{count} person of 100", "{count} people of 100", worth).format(count=worth)


def in_points(choice: Choice, row: Slot) -> bool:
    """Whether what is counted in a row are points; where nothing is, it would be people."""
    counted = [column.place(row).counted for column in (*choice.columns, *choice.others)]
    return any(cell is not None and cell.yardstick.kind == "points" for cell in counted)


def verdict(choice: Choice) -> str:
    """What this wish leads to, in one sentence; through the lens of the article, what that would choose beside it."""
    row, worth = lowered(gettext(choice.first.label)), worth_label(choice)
    harm = choice.first.is_harm or choice.first is Slot.EFFORT
    if choice.advice.lens is Lens.ARTICLE:
        return _article_verdict(choice, row, worth, harm=harm)
    if harm:
        said = gettext("If what matters most is “{row}”: keep moving and wait, which has the least of it.")
        return said.format(row=row)
    if choice.chosen == (BASELINE,):
        if near := _nearly(choice):
            return _nearly_said(*near, choice.wish.worth)
        if in_points(choice, choice.first):
            said = gettext("Keep moving and wait: for “{row}”, nothing here is likely enough to take off {worth}.")
        else:
            said = gettext("Keep moving and wait: for “{row}”, nothing here is likely enough to help {worth}.")
        return said.format(row=row, worth=worth)
    if in_points(choice, choice.first):
        said = gettext("Keep moving, and {treatments}: for “{row}”, it very likely takes off {worth} or more.")
    else:
        said = gettext("Keep moving, and {treatments}: for “{row}”, it very likely helps {worth} or more.")
    return said.format(treatments=_names(choice.chosen), row=row, worth=worth)


def _nearly(choice: Choice) -> tuple[Column, Cell] | None:
    """The first column whose number is large enough, though the low end of its interval is not."""
    for column in (*choice.columns[1:], *choice.others):
        cell = column.place(choice.first).counted
        gain = gain_of(cell) if cell is not None else None
        if cell is None or gain is None or gain.low is None or column.outdated:
            continue
        if gain.low < choice.wish.worth <= gain.value:
            return column, cell
    return None


def _nearly_said(column: Column, cell: Cell, number: int) -> str:
    """Why a number that looks large enough does not count yet."""
    fields = {"treatment": lowered(name_of(column.treatment)), "best": best_guess(cell), "number": number}
    is_points = cell.yardstick.kind == "points"
    if is_sure_gain(cell):
        said = gettext(
            "Keep moving and wait: {treatment} very likely helps only {least} of 100 (best guess {best}), "
            "and you want {number}."
        )
        if is_points:
            said = gettext(
                "Keep moving and wait: {treatment} very likely takes off only {least} points of 100 "
                "(best guess {best}), and you want {number}."
            )
        return said.format(least=least(cell), **fields)
    if is_points:
        said = gettext(
            "Keep moving and wait: {treatment} may take off nothing (best guess {best} points of 100{doubt})."
        )
    else:
        said = gettext("Keep moving and wait: {treatment} may help nobody (best guess {best} of 100{doubt}).")
    return said.format(doubt=gettext(", not verified") if unread(cell) else "", **fields)


def _article_verdict(choice: Choice, row: str, worth: str, *, harm: bool) -> str:
    """What the article would choose, and what of it was measured to be worth it."""
    suggested = [column.id for column in choice.columns if column.article]
    if not suggested:
        return gettext("The article would choose nothing of this; today: keep moving.")
    theirs = _names(suggested)
    reaching = [id for id in choice.chosen if id != BASELINE]
    if harm:
        said = gettext("The article would choose {treatments}; of {row}, waiting has the least.")
        return said.format(treatments=theirs, row=row)
    if not reaching:
        said = gettext(
            "The article would choose {treatments}; for “{row}”, none of it is likely enough to be worth it to you."
        )
        return said.format(treatments=theirs, row=row)
    said = gettext("The article would choose {treatments}; for “{row}”, {reaching} very likely reaches {worth}.")
    return said.format(treatments=theirs, row=row, reaching=_names(reaching), worth=worth)


def otherwise(choice: Choice) -> str:
    """The nearest change that alone would choose otherwise, in one sentence."""
    flip = nearest_flip(choice)
    if flip is None:
        asked = [held.treatment.id for held in choice.held if held.questions]
        if asked:
            said = gettext("What could change this choice is to be asked first: {treatments}.")
            return said.format(treatments=_names(asked))
        return gettext("No other wish of yours would change this choice: too little is known here.")
    return flip_sentence(choice, flip)


def flip_sentence(choice: Choice, flip: Flip) -> str:
    """One change, and what it would choose."""
    then = _names(flip.chosen)
    if flip.kind == "worth":
        worth, count = worth_label(choice._replace(wish=flip.wish)), flip.wish.worth
        if count < choice.wish.worth:
            said = ngettext(
                "You would choose otherwise if {worth} was enough for you: then {treatments}.",
                "You would choose otherwise if {worth} were enough for you: then {treatments}.",
                count,
            )
        else:
            said = gettext("You would choose otherwise if it had to be {worth}: then {treatments}.")
        return said.format(worth=worth, treatments=then)
    if flip.kind == "first":
        assert flip.wish.first is not None
        said = gettext("You would choose otherwise if what matters most were “{row}”: then {treatments}.")
        return said.format(row=lowered(gettext(flip.wish.first.label)), treatments=then)
    assert flip.atom is not None
    if flip.there:
        said = gettext("You would choose otherwise with this: {finding}; then {treatments}.")
    else:
        said = gettext("You would choose otherwise without this: {finding}; then {treatments}.")
    return said.format(finding=inside(flip.atom), treatments=then)


def _names(chosen: Iterable[str]) -> str:
    """Treatments as they stand inside a sentence, one after another."""
    *before, last = (lowered(name_of(TREATMENTS[id])) for id in chosen)
    if not before:
        return last
    return gettext("{treatments} and {last}").format(treatments=", ".join(before), last=last)


def held_sentence(held: Held) -> str:
    """Why a treatment is no column, and which questions free it."""
    name = name_of(held.treatment)
    if held.questions:
        asked = [inside(atom) for atom in ordered(held.questions)]
        said = ngettext(
            "{treatment}: ask first about {findings}. A “no” can free it.",
            "{treatment}: ask first about {findings}. {count} times “no” can free it.",
            len(asked),
        )
        more = "; ".join(asked[:MOST_ASKED]) + ("; …" if len(asked) > MOST_ASKED else "")
        return said.format(treatment=name, findings=more, count=len(asked))
    reasons = "; ".join(_because(held))
    if held.withheld.kind in (CONTRAINDICATED, ADDS_UP):
        return gettext("{treatment}: ruled out here, for {reasons}.").format(treatment=name, reasons=reasons)
    return gettext("{treatment}: waits until a doctor has looked.").format(treatment=name)


MOST_ASKED = 3
"""How many of the questions that free a treatment are named in a sentence."""


def _because(held: Held) -> Iterator[str]:
    for against in held.withheld.contraindications:
        of_whom = listed(ordered(against.when.atoms))
        yield (
            gettext("{finding} ({because})").format(finding=of_whom, because=gettext(against.because))
            if of_whom
            else gettext(against.because)
        )


def discouraged_sentences(choice: Choice) -> tuple[str, ...]:
    """Each treatment that is not advised, with the reason."""
    return tuple(
        gettext("{treatment}: {reason}").format(treatment=name_of(line.treatment), reason=gettext(line.view.says))
        for line in choice.discouraged
    )


def wanted_sentences(choice: Choice) -> tuple[str, ...]:
    """What other people want before a treatment is worth it to them: a wish, not an effect."""
    said = gettext(
        "Before {treatment} was worth it to them, people wanted about {value}% less pain than waiting gives "
        "(half of them between {low}% and {high}%)."
    )
    found = []
    for wanted in WANTED:
        column = choice.column(wanted.treatment)
        if column is not None:
            name = lowered(name_of(column.treatment))
            found.append(said.format(treatment=name, value=wanted.value, low=wanted.low, high=wanted.high))
    return tuple(found)


READING = ("chances", "people", "rates", "time", "same", "sure", "views", "balance")
"""The eight things that a fair table of chances has to say, by the names under which ``how_to_read`` says them."""


def how_to_read(choice: Choice) -> dict[str, str]:
    """What is true of the whole table, by the names of ``READING``: one sentence each."""
    people = gettext(choice.situation.people)
    return {
        "chances": gettext("Each column is one thing to do, each row what may come of it: good, bad, or nothing."),
        "people": gettext("The people: {people}, of all ages; you may be another.").format(people=people),
        "rates": gettext(
            "Each dot is one of 100 people, the same 100 with it and without it; the number is the difference."
        ),
        "time": gettext(
            "Each cell says after how long, and how it was counted; where these differ, the numbers are no ranking."
        ),
        "same": gettext("It is always of 100; only serious harm, which is rare, is of 10,000."),
        "sure": gettext("A tap on a cell says its 95% interval: where the true number may well lie."),
        "views": gettext("The same is there as a picture, as a table of numbers, and in sentences."),
        "balance": gettext("Light dots are those who were not better, or had no harm: they count as much."),
    }


def numbers(choice: Choice) -> Table:
    """The second view: the same table in numbers, every place of it, for the columns that are shown."""
    header = (gettext("What matters"), *(name_of(column.treatment) for column in choice.columns))
    rows = tuple(
        (gettext(row.label), *(place_words(column.place(row)) for column in choice.columns)) for row in choice.rows
    )
    return Table(header, rows)


def place_words(place: Place) -> str:
    """All that the table of numbers says of one place."""
    cell = place.cell
    if cell is None or not cell.has_figure:
        return sentence(cell)
    counted = place.counted if place.counted is not cell else None
    marked = gettext("For you: {mark}.").format(mark=mark_label(place.mark)) if place.mark is not None else ""
    rests = gettext("{people} people; ").format(people=f"{cell.people:,}") if cell.people else ""
    said = gettext("{rests}compared with {other}; {sureness}.")
    versus = said.format(rests=rests, other=gettext(cell.against.label), sureness=sureness(cell))
    doubt = gettext("Not verified: nobody here has read the source itself.") if unread(counted or cell) else ""
    return _joined(
        sentence(cell), sentence(counted) if counted else "", balance(counted or cell), capital(versus), doubt, marked
    )


def unread(cell: Cell) -> bool:
    """Whether nobody of the project has read the source of a number itself."""
    return not SOURCES[cell.source].verified and cell.slot is not Slot.EFFORT
