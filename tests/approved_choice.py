"""What the choosing table says: of every cell, of every treatment, and to a few patients by what they may wish."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from backlab import CASES, Presentation, advise
from backlab.knowledge.effect_kinds import SOON, Cell
from backlab.knowledge.effects import CELLS
from backlab.knowledge.treatments import TREATMENTS
from backlab.language import speaking
from backlab.model import Lens, Treatment
from backlab.reasoning.choice import ROWS, Choice, Column, Wish, choose, flips, gain_of, mark_of
from backlab.words import choice as words
from backlab.words import choice_brief as brief
from backlab.words.citing import Citer

Maker = Callable[[], str]
CHOICE = "choice"
# Each asks for other sentences: new, lasting and past pain, down the leg, much withheld, and hardly anything known.
PATIENTS = {
    **{name: CASES[name].presentation for name in ("lifting", "chronic", "herniated-disc", "post-3")},
    "hardly-asked": Presentation(age=34, pain=6, days=1, onset="lifting"),
    "no-pain": Presentation(age=50, pain=0, days=30).none_other(),
    "stomach": Presentation(age=62, pain=5, days=1, onset="lifting", present={"ulcer"}).none_other(),
}
# From very little to very much, around the usual, and with each row first.
WISHES = (*(Wish(worth) for worth in (1, 4, 5, 10, 13, 30)), *(Wish(first=row) for row in ROWS), Wish(1, SOON))


def choice_texts() -> Iterator[tuple[str, Maker]]:
    """Each approved file of the choosing table by its name, and what makes its text anew."""
    yield f"{CHOICE}/cells.txt", _cells
    yield f"{CHOICE}/treatments.txt", _treatments
    for name in PATIENTS:
        yield f"{CHOICE}/{name}.today.txt", partial(_table, name, Lens.TODAY)
    for name in ("lifting", "no-pain"):
        yield f"{CHOICE}/{name}.article.txt", partial(_table, name, Lens.ARTICLE)
    yield f"{CHOICE}/herniated-disc.es.txt", partial(_in_spanish, partial(_table, "herniated-disc", Lens.TODAY))


def _in_spanish(make: Maker) -> str:
    with speaking("es"):
        return make()


def _cells() -> str:
    """Each cell in a sentence, in short, how sure it is, and whether it is enough for whoever wants little, or much."""
    return "\n".join(line for cell in CELLS for line in (*_cell(cell), ""))


def _cell(cell: Cell) -> Iterator[str]:
    yield f"##### {cell.id}"
    yield from filter(None, (words.sentence(cell), words.balance(cell)))
    if cell.difference is not None:
        yield f"in short: {words.plain_change(cell)}, {words.between_brief(cell)}"
    yield f"{words.sureness(cell)}{'; not read by us' if words.unread(cell) else ''}"
    yield from filter(None, (_seen(cell),))
    yield _marked(cell)


def _seen(cell: Cell) -> str:
    """The number that is seen of a cell, and the line below it."""
    if not cell.known:
        return ""
    if not cell.has_figure:
        return f"seen: {brief.in_short(cell)}"
    say = {"people": brief.difference, "points": brief.points}.get(cell.yardstick.kind)
    if say is not None and brief.is_apart(cell):
        return f"seen: {', '.join(brief.apart_lines(cell))} | {brief.brief_line(cell)}"
    said = (say or brief.another_unit)(cell)
    number = " ".join(filter(None, (said.number, said.words)))
    return f"seen: {number} | {brief.brief_line(cell)}"


def _marked(cell: Cell) -> str:
    gain = gain_of(cell)
    if gain is None:
        return f"for whoever wants anything: {words.mark_label(mark_of(cell, 1))}"
    marks = ", ".join(words.mark_label(mark_of(cell, worth)) for worth in (1, 5, 10, 20, 30))
    ends = "" if gain.low is None else f" ({gain.low:g} to {gain.high:g})"
    return f"better by {gain.value:g}{ends}; for whoever wants 1, 5, 10, 20, 30: {marks}"


def _treatments() -> str:
    """What the head of a column says of each treatment."""
    said = (words.name_of, words.only_without, words.never_with, words.dose_ages, _cautions)
    heads = (f"##### {id}\n" + "\n".join(filter(None, (say(each) for say in said))) for id, each in TREATMENTS.items())
    return "\n\n".join(heads) + "\n"


def _cautions(treatment: Treatment) -> str:
    """What is said over its column to somebody of 34, and of 17."""
    said = {age: "; ".join(_said_to(treatment, age)) for age in (34, 17)}
    return "" if not any(said.values()) else f"at 34: {said[34]}; at 17: {said[17]}"


def _said_to(treatment: Treatment, age: int) -> Iterator[str]:
    """What has to be known of it at that age, where there is something."""
    patient = Presentation(age=age, pain=6)
    yield from filter(None, (words.young_ask(treatment, patient), words.caution(treatment)))


def _table(name: str, lens: Lens) -> str:
    """The whole table of a patient, and what other wishes and answers would lead to."""
    advice = advise(PATIENTS[name], lens)
    usual = choose(advice)
    assert usual is not None
    wished = (found for wish in WISHES if (found := choose(advice, wish)) is not None)
    return "\n".join((*_shown(usual), *(line for found in wished for line in _wished(found)), ""))


def _shown(choice: Choice) -> Iterator[str]:
    yield from words.how_to_read(choice).values()
    for title, lines in (
        ("asked first, or ruled out", map(words.held_sentence, choice.held)),
        ("not advised", words.discouraged_sentences(choice)),
        ("what others wanted", words.wanted_sentences(choice)),
    ):
        yield from (f"\n##### {title}", *lines)
    cite = Citer()
    for column in choice.columns:
        yield from _column(choice, column, cite)
    header, rows = words.numbers(choice)[:2]
    yield from ("\n##### in numbers", *(" | ".join(row) for row in (header, *rows)))
    yield from ("\n##### one click away", *(words.name_of(column.treatment) for column in choice.others))
    wanted = (f"{row.label}: {words.worth_label(choice, row)}" for row in ROWS)
    yield from ("\n##### how much better it must be", *wanted)


def _column(choice: Choice, column: Column, cite: Citer) -> Iterator[str]:
    yield f"\n##### {words.name_of(column.treatment)}"
    yield f"outdated: {column.outdated}; the article's: {column.article}; {column.mark}"
    yield brief.gain_and_risk(choice, column)
    stands = brief.standing(choice, column)
    yield f"over the column: {' '.join(stands) if stands else 'nothing'}"
    yield from ["it can do serious harm"] * brief.can_harm(column)
    for place in column.places:
        yield f"- {place.row.label} ({place.mark})"
        if place.cell is not None and place.cell.has_figure:
            harm = "; ".join(brief.other_harm(place))
            yield f"    {_seen(brief.harm_shown(place) or place.cell)}{f'; {harm}' if harm else ''}"
        yield from (f"    {line}" for line in words.detail(choice, column.id, place.row, cite))


def _wished(choice: Choice) -> Iterator[str]:
    """What one wish leads to: the order, the marks, the verdict, and each change that alone would choose otherwise."""
    yield f"\n##### {words.worth_label(choice)}, {choice.first.label} first: {', '.join(choice.chosen)}"
    yield ", ".join(f"{column.id} {column.mark or ''}".strip() for column in (*choice.columns, *choice.others))
    yield words.verdict(choice)
    yield words.otherwise(choice)
    for flip in flips(choice):
        yield f"- {words.flip_sentence(choice, flip)}"
