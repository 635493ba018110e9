"""The hazard log in words: a table for a terminal, and the section of SAFETY.md."""

from collections.abc import Iterable, Iterator
from datetime import date
from textwrap import fill

from backlab.knowledge.sources import SOURCES, overdue
from backlab.safety.controls import Seen, State
from backlab.safety.log import Entry
from backlab.version import VERSION
from backlab.words.reviewed import reviewed

BEGIN = "<!-- from here on made by: python -m backlab.safety --update SAFETY.md -->"
END = "<!-- until here -->"
# The signs of the lists for laypeople that are common in harmless backs, and what was found about each.
_FLOOR = (
    ("Pain at night", "night-or-rest-pain", "harding-2005-night-verified"),
    ("Pain between the shoulders", "upper-back", "briggs-2009-thoracic"),
    ("Worse on coughing or sneezing", "worse-on-coughing", "verwoerd-2016-cough"),
    ("Any sign of the lists", "", "henschke-2009-prevalence"),
)
_LOOKS_AGAIN = (
    "`python -m backlab.safety` looks again: it runs the proofs, looks for the tests that are named, and fails if one "
    "is missing or does not hold."
)
_CHOICE = (
    "The lists of the NHS for laypeople (999, 111) are kept as a floor: one of their signs alone, new or of unknown "
    "age, is enough for their level, though some of these signs are common in harmless backs. The lists are simple, "
    "they are what people are told elsewhere, and a rule that trusts them less would have to be right about everybody. "
    "The price is paid by well people who are sent to a doctor the same day, and by those who wait longer there "
    "because of them:"
)


def terminal(entries: Iterable[Entry], today: date) -> Iterator[str]:
    """The log for a terminal, line by line: each hazard with its controls, and what came of it at the end."""
    listed = tuple(entries)
    for entry in listed:
        yield f"{entry.hazard.title}  [at worst: {entry.hazard.harm.value}]"
        yield _folded(f"How: {entry.hazard.cause}")
        for seen in entry.seen:
            yield _folded(f"{seen.state.value:<9} {_said(seen)}", further="            ")
        yield _folded(f"Remains: {entry.hazard.remains}")
        yield ""
    late = len(overdue(today))
    yield f"{late} of {len(SOURCES)} sources are due to be read again."
    yield from (f"{sentence} (version {VERSION})" for sentence in reviewed())
    yield verdict(listed)


def verdict(entries: Iterable[Entry]) -> str:
    """How many hazards and controls there are, and how many of these are gone or red."""
    listed = tuple(entries)
    seen = [one for entry in listed for one in entry.seen]
    wrong = sum(one.state.wrong for one in seen)
    return f"Hazards: {len(listed)}. Controls: {len(seen)}. Gone or red: {wrong or 'none'}."


def markdown(entries: Iterable[Entry]) -> str:
    """The section of SAFETY.md, which says nothing that changes from day to day."""
    listed = tuple(entries)
    parts = (
        BEGIN,
        "## The hazard log",
        f"{verdict(listed)} {_LOOKS_AGAIN}",
        " ".join(f"**{sentence}**" for sentence in reviewed()) + f" (Version {VERSION}.)",
        "\n".join(_table(listed)),
        *(_told(entry) for entry in listed),
        "## The price of the floor",
        _CHOICE,
        "\n".join(_price()),
        END,
    )
    return "\n\n".join(parts) + "\n"


def updated(document: str, section: str) -> str:
    """The document with its generated section replaced. Raises ``ValueError`` where it has none."""
    before, begin, rest = document.partition(BEGIN)
    _, end, after = rest.partition(END + "\n")
    if not begin or not end:
        raise ValueError(f"the document has no section between {BEGIN} and {END}")
    return before + section + after


def _folded(text: str, further: str = "    ") -> str:
    return fill(text, 110, initial_indent="  ", subsequent_indent=further, break_on_hyphens=False)


def _said(seen: Seen) -> str:
    """A control in one sentence: what it is, what was found, and what it covers."""
    found = seen.lacks or (f"proofs: {seen.proofs}, patients: {seen.patients:,}" if seen.proofs else "")
    detail = f" ({found})" if found else ""
    covers = f": {', '.join(seen.covers)}" if seen.covers else ""
    return f"{seen.what}{detail}{covers}"


def _table(entries: Iterable[Entry]) -> Iterator[str]:
    yield "| Hazard | At worst | Proofs that hold | Patients they go through | Tests that are there | Gone or red |"
    yield "| --- | --- | ---: | ---: | ---: | ---: |"
    for hazard, seen in entries:
        proofs, patients = sum(one.proofs for one in seen), sum(one.patients for one in seen)
        there = sum(_is_test(one) and not one.state.wrong for one in seen)
        wrong = sum(one.state.wrong for one in seen)
        counts = " | ".join(f"{count:,}" if count else "" for count in (proofs, patients, there, wrong))
        yield f"| {hazard.title} | {hazard.harm.value} | {counts} |"


def _is_test(seen: Seen) -> bool:
    return seen.what.startswith("tests/")


def _told(entry: Entry) -> str:
    """A hazard in a paragraph and a list."""
    controls = "\n".join(f"- {_in_markdown(seen)}" for seen in entry.seen)
    hazard = entry.hazard
    return (
        f"### {hazard.title}\n\n{hazard.cause} At worst: {hazard.harm.value}.\n\n{controls}\n\n"
        f"What this cannot do: {hazard.remains}"
    )


def _in_markdown(seen: Seen) -> str:
    """The same sentence as in the terminal; from an installed package a test counts as where it belongs."""
    state = State.THERE if seen.state is State.ELSEWHERE else seen.state
    word = f"**{state.value}**" if state.wrong else state.value.capitalize()
    return f"{word}: `{seen.what}`" if _is_test(seen) else f"{word}: {_said(seen)}"


def _price() -> Iterator[str]:
    yield "| Sign | Rule | What was found | Source |"
    yield "| --- | --- | --- | --- |"
    for sign, rule, name in _FLOOR:
        source = SOURCES[name]
        checked = "" if source.verified else " (not verified)"
        named = f"`{rule}`" if rule else "all of them"
        yield f"| {sign} | {named} | {source.fact}: {source.figures}{checked} | [{source.id}]({source.link}) |"
