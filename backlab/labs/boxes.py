"""Boxes to tick, with those that are asked below others, and what they say of an example patient.

A value of such boxes is ``{"yes": [...], "none": bool, "no": [...]}``, as the kit has it. A sign that is old stays
ticked itself, with its other answer ticked below it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from backlab.kit.contract import Field
from backlab.kit.fields import checks
from backlab.knowledge.findings import DOORS, FINDINGS, TICKED, above, answers_of, below, short_words
from backlab.language import gettext, ngettext
from backlab.model import Finding
from backlab.presentation import Presentation
from backlab.words.phrases import capital

Boxes = Sequence[Finding]
_TICKED = frozenset(finding.id for finding in TICKED)


def boxes(name: str, title: str, own: Boxes, *, is_open: bool, terms: bool = True) -> Field:
    """The control: each finding in plain words, with its clinical term behind them if ``terms`` are asked for."""
    return checks(
        name,
        title,
        [(finding.id, _caption(finding, terms)) for finding in own],
        none=gettext("None of the others"),
        no=gettext("no"),
        is_open=is_open,
        under={finding.id: sign.id for finding in own if (sign := _sign(finding)) is not None and sign in own},
    )


def answers(own: Boxes, patient: Presentation) -> dict[str, Any]:
    """What the boxes say of a patient."""
    there = [f for f in own if patient.answer(f)]
    ticked = {f.id for f in there} | {sign.id for f in there if (sign := f.instead_of) is not None}
    asked = [f for f in own if f.id in _TICKED]
    no = [f.id for f in asked if f.id not in ticked and patient.answer(f) is False]
    none = bool(no) and all(f.id in ticked or f.id in no for f in asked)
    return {"yes": [f.id for f in own if f.id in ticked], "none": none, "no": no}


def findings(answered: Iterable[Mapping[str, Any]]) -> tuple[frozenset[str], frozenset[str]]:
    """What is present and what is absent, as far as these boxes say."""
    said = list(answered)
    ticked = {name for each in said for name in each["yes"]}
    for sign in {answers_of(FINDINGS[name])[0] for name in ticked}:
        old = [answer.id for answer in answers_of(sign)[1:] if answer.id in ticked]
        ticked -= {sign.id, *old[:-1]} if old else set()  # of two that a page cannot mean, the weightier
    denied = {name for each in said for name in each["no"] if FINDINGS[name].instead_of is None}
    return frozenset(ticked), frozenset(denied)


def none_other(own: Boxes, yes: Collection[str]) -> dict[str, Any]:
    """Every box answered: what is not ticked is not there."""
    return {"yes": [*yes], "none": True, "no": [f.id for f in own if f.id in _TICKED and f.id not in yes]}


def settled(own: Boxes, old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    """What a tick does to other boxes: its follow-ups are open, a sign has one answer, "none" denies the rest."""
    yes = _consistent(own, old["yes"], new["yes"])
    opened = {f.id for name in yes if name not in old["yes"] for f in below(FINDINGS[name])}
    if new["none"] and not (old["none"] and opened - {*yes}):
        return none_other(own, yes)
    denied = [] if old["none"] and not new["none"] else new["no"]  # taken back: an empty box means "not asked"
    return {"yes": yes, "none": False, "no": [one for one in denied if one not in yes and one not in opened]}


def title(topic: str, own: Boxes, answered: Mapping[str, Any]) -> str:
    """The heading with what is answered, as far as it is asked: no follow-up of what is not there."""
    ticks = {f.id for f in own if f.id in _TICKED}
    asked = {one for one in ticks if (sign := FINDINGS[one].parent) is None or sign.id in answered["yes"]}
    yes, no = len(ticks & {*answered["yes"]}), len(asked & {*answered["no"]})
    said = [
        *([ngettext("{count} yes", "{count} yes", yes).format(count=yes)] if yes else []),
        *([ngettext("{count} no", "{count} no", no).format(count=no)] if no else []),
    ]
    return f"{gettext(topic)} ({', '.join(said)})" if said else gettext(topic)


def _sign(finding: Finding) -> Finding | None:
    """The box below which a finding is asked."""
    return finding.parent if finding.instead_of is None else finding.instead_of


def _caption(finding: Finding, terms: bool) -> str:
    """Plain words with the clinical term beside them, where it is another."""
    label, term = gettext(short_words(finding)), gettext(finding.term)
    if finding.instead_of is not None:
        return capital(label)
    named = terms and finding not in DOORS and term.lower() != label.lower()
    return f"{label} ({term})" if named else label


def _consistent(own: Boxes, old: Collection[str], yes: Iterable[str]) -> list[str]:
    """With each box those above it; without those below one that is unticked; of a sign's old answers the last."""
    ticked, before = {*yes}, {*old}
    gone = {f.id for name in before - ticked for f in (*below(FINDINGS[name]), *answers_of(FINDINGS[name])[1:])}
    ticked -= gone
    for name in [*ticked]:
        others = {answer.id for answer in answers_of(FINDINGS[name])[1:]} & ticked
        ticked -= others & before if len(others) > 1 else set()
    ticked |= {f.id for name in ticked for f in (*above(FINDINGS[name]), answers_of(FINDINGS[name])[0])}
    return [finding.id for finding in own if finding.id in ticked]
