"""The main lab: a patient goes in, advice comes out, live. One pure call and one render for each change."""

from __future__ import annotations

from pathlib import Path

import ipywidgets as w

from backlab.advice import Advice, advise
from backlab.knowledge.cases import CASES
from backlab.model import Lens
from backlab.presentation import Presentation
from backlab.render import escape
from backlab.widgets.controls import PatientForm
from backlab.widgets.panels import ResultView

START = Presentation(age=34, pain=6, days=1, onset="lifting")
STYLE = Path(__file__).with_name("style.css").read_text("utf-8")
LENSES = [("Today's guidelines", Lens.TODAY), ("The article", Lens.ARTICLE)]


class TreatmentLab(w.VBox):
    """Describe an example patient with sliders, choices and boxes, and see at once what to do, and why.

    ``form`` holds the controls, ``result`` the panels, ``advice`` the latest ``Advice``. ``case`` starts with
    one of the example patients, by its id in ``backlab.CASES``.
    """

    def __init__(self, case: str = "") -> None:
        patient = _patient(case)
        self.advice: Advice = advise(patient)
        self.form = PatientForm(patient)
        self.result = ResultView(self.advice)
        self.case = w.Dropdown(
            options=[("The patient at the start", ""), *((c.title, c.id) for c in CASES.values())],
            value=case,
            description="Example patient",
            style={"description_width": "11.5em"},
            layout={"width": "auto"},
        )
        self.story = w.HTML(_story(case))
        self.lens = w.ToggleButtons(options=LENSES, description="Treatment by", style={"button_width": "auto"})
        self.reset = w.Button(description="Reset", tooltip="Undo your changes to this patient")
        super().__init__([w.HTML(f"<style>{STYLE}</style>"), self.result.summary, self._columns()])
        self.add_class("bl-lab")
        self._listen()

    def load(self, case: str) -> None:
        """Show one of the example patients, by its id; "" is the patient at the start."""
        if self.case.value == case:
            self._show_case(case)
        else:
            self.case.value = case

    def glance(self) -> str:
        """Load the article's four readers one after another and say what the page answers to each."""
        before, chosen = self.form.presentation, self.case.value
        lines = []
        for name in ("post-1", "post-2", "post-3", "post-4"):
            self.load(name)
            level, first = self.advice.disposition, self.advice.plan.recommendations[0]
            lines.append(f"{CASES[name].title}: {level.label}. First: {first.treatment.label.lower()}.")
        self.case.value = chosen
        self.form.show(before)
        return "\n".join(lines)

    def _columns(self) -> w.HBox:
        buttons = w.HBox([self.lens, self.reset])
        controls = w.VBox([self.case, self.story, buttons, self.form])
        columns = w.HBox([controls, self.result])
        columns.add_class("bl-columns")
        controls.add_class("bl-controls")
        buttons.add_class("bl-buttons")
        return columns

    def _listen(self) -> None:
        self.form.on_change(self._update)
        self.lens.observe(self._update, "value")
        self.case.observe(lambda change: self._show_case(change["new"]), "value")
        self.reset.on_click(self._undo)

    def _undo(self, _button: w.Button) -> None:
        self.lens.value = Lens.TODAY
        self.load(self.case.value)

    def _show_case(self, case: str) -> None:
        self.story.value = _story(case)
        self.form.show(_patient(case))

    def _update(self, _change: object = None) -> None:
        try:
            self.advice = advise(self.form.presentation, self.lens.value)
            self.result.show(self.advice)
        except Exception as error:  # noqa: BLE001  a callback's error would otherwise vanish: the person must see it
            self.result.say(
                f"This could not be worked out ({type(error).__name__}: {error}). The advice below is the one before; "
                "change the answer back, or press Reset."
            )


def _patient(case: str) -> Presentation:
    return CASES[case].presentation if case else START


def _story(case: str) -> str:
    if not case:
        return ""
    chosen = CASES[case]
    return f"<div class='bl-story'><p>{escape(chosen.story)}</p><p><em>{escape(chosen.teaches)}</em></p></div>"
