"""The panels in which advice is shown: one HTML widget for each section, set only when its words change."""

from __future__ import annotations

import ipywidgets as w

from backlab.advice import Advice
from backlab.render import blocks_html, escape
from backlab.widgets.fold import Fold
from backlab.words import Section

# Open from the start: what one reads first. The rest is one click away.
OPEN = ("plan", "withheld", "causes", "changes", "questions")
ALWAYS = ("level", "why")
PLAN = "plan"
FOLDED_PLAN = "What to do at home, after care: get care first"


class ResultView(w.VBox):
    """All sections of an advice; the urgent message stands first, and a red flag folds the plan away.

    ``summary`` is the level in one line, for wherever the person has scrolled to.
    """

    def __init__(self, advice: Advice) -> None:
        self._words: dict[str, str] = {}
        self._red_flag = False
        self.problem = w.HTML()
        self.summary = w.HTML()
        self.summary.add_class("bl-summary")
        self.bodies = {section.id: w.HTML() for section in advice.sections()}
        self.folds = {name: self._fold(name) for name in self.bodies if name not in ALWAYS}
        super().__init__([self.problem, *(self.folds.get(name, body) for name, body in self.bodies.items())])
        self.add_class("bl-result")
        self.show(advice)

    def show(self, advice: Advice) -> None:
        """Show the advice; panels whose words stay the same are left as they are."""
        level = f"bl-is-{advice.disposition.name.lower().replace('_', '-')}"
        sections = advice.sections()
        for section in sections:
            self._words[section.id] = f"<div class='bl-panel bl-{section.id} {level}'>{_inside(section)}</div>"
            if section.id in self.folds:
                self.folds[section.id].rename(FOLDED_PLAN if section.id == PLAN and advice.red_flag else section.title)
            self._write(section.id)
        _set(self.summary, "value", f"<div class='bl-level {level}'>{blocks_html(sections[0].blocks[:1])}</div>")
        if advice.red_flag != self._red_flag:
            self.folds[PLAN].is_open = not advice.red_flag
            self._red_flag = advice.red_flag
        _set(self.problem, "value", "")

    def say(self, problem: str) -> None:
        """Show what went wrong, above everything else; the last good advice stays below."""
        self.problem.value = f"<p class='bl-problem' role='alert'>{escape(problem)}</p>"

    def _fold(self, name: str) -> Fold:
        fold = Fold(name, self.bodies[name], is_open=name in OPEN)
        fold.button.observe(lambda _change: self._write(name), "value")
        return fold

    def _write(self, name: str) -> None:
        """Send a panel's words, unless it is folded: what nobody sees is sent when it is opened."""
        if name in ALWAYS or self.folds[name].is_open:
            _set(self.bodies[name], "value", self._words[name])


def _inside(section: Section) -> str:
    heading = f"<h3>{escape(section.title)}</h3>" if section.id in ALWAYS else ""
    return heading + blocks_html(section.blocks)


def _set(widget: w.Widget, trait: str, value: object) -> None:
    """Set a trait only if it changes: an equal one would cost a message and a flicker."""
    if getattr(widget, trait) != value:
        setattr(widget, trait, value)
