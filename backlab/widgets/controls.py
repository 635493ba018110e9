"""The controls with which an example patient is described, and nothing else: no rule is known here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import ipywidgets as w
from ipywidgets.widgets.widget_bool import CheckboxStyle

from backlab.knowledge.findings import CHOICES, FINDINGS, QUANTITIES, TOPICS, in_topic
from backlab.model import Finding
from backlab.presentation import UNKNOWN, Presentation
from backlab.widgets.fold import Fold

# The slider ends where no threshold lies beyond; an older pain that is loaded stretches it.
DAYS_SHOWN = 120
LABELS = {
    "age": "Age in years",
    "pain": "Pain, 0 to 10",
    "days": f"Days, up to {DAYS_SHOWN}",
    "onset": "How it began",
    "mobility": "Moving about",
}


class Topic(w.VBox):
    """The findings of one topic as checkboxes, with "none of the others" as the last of them.

    A box that is not ticked means "not asked", or "no" once none of the others is ticked.
    """

    def __init__(self, topic: str, layout: w.Layout, style: CheckboxStyle) -> None:
        self.topic = topic
        self.boxes = {f.id: _checkbox(_caption(f), layout, style) for f in in_topic(topic)}
        self.none_other = _checkbox("None of the others", layout, style)
        self.none_other.add_class("bl-none-other")
        self.none_other.observe(self._taken_back, "value")
        self._answered_no: frozenset[str] = frozenset()
        super().__init__([*self.boxes.values(), self.none_other])

    @property
    def present(self) -> frozenset[str]:
        """The findings that are ticked."""
        return frozenset(name for name, box in self.boxes.items() if box.value)

    @property
    def absent(self) -> frozenset[str]:
        """The findings that were asked and are not there."""
        no = frozenset(self.boxes) if self.none_other.value else self._answered_no
        return no - self.present

    def show(self, presentation: Presentation) -> None:
        """Set the boxes to what is known of a patient."""
        own = frozenset(self.boxes)
        for name, box in self.boxes.items():
            box.value = name in presentation.present
        self.none_other.value = own <= presentation.present | presentation.absent and bool(own & presentation.absent)
        self._answered_no = own & presentation.absent

    def _taken_back(self, change: dict[str, bool]) -> None:
        if not change["new"]:  # the boxes are empty now, and an empty box means "not asked"
            self._answered_no = frozenset()

    @property
    def title(self) -> str:
        """The heading, with what is answered so far."""
        yes, no = len(self.present), len(self.absent)
        said = [f"{yes}\u00a0yes"] * bool(yes) + [f"{no}\u00a0no"] * bool(no)
        return f"{self.topic} ({', '.join(said)})" if said else self.topic


class PatientForm(w.VBox):
    """Sliders, choices and boxes; ``presentation`` is what they say, and ``on_change`` is told when they change."""

    def __init__(self, presentation: Presentation) -> None:
        self._listeners: list[Callable[[], None]] = []
        self._paused = False
        self.numbers = {name: _slider(name) for name in QUANTITIES}
        self.choices = {name: _dropdown(name) for name in CHOICES}
        # One layout and one style for all boxes: two models in the page instead of two for each box.
        layout, style = w.Layout(width="100%", height="auto"), CheckboxStyle(description_width="0")
        self.topics = [Topic(topic, layout, style) for topic in TOPICS if topic not in CHOICES.values()]
        self.folds = [Fold(topic.topic, topic, is_open=place == 0) for place, topic in enumerate(self.topics)]
        self.none_everywhere = w.Button(description="None of the others, in every topic", layout=w.Layout(width="auto"))
        self.none_everywhere.on_click(self._rule_out_the_rest)
        super().__init__([*self.numbers.values(), *self.choices.values(), *self.folds, self.none_everywhere])
        self.show(presentation)
        for control in self._controls():
            control.observe(self._changed, "value")

    @property
    def presentation(self) -> Presentation:
        """The patient whom the controls describe."""
        numbers = {name: slider.value for name, slider in self.numbers.items()}
        words = {name: dropdown.value for name, dropdown in self.choices.items()}
        return Presentation(
            **numbers,
            **words,
            present=frozenset().union(*(topic.present for topic in self.topics)),
            absent=frozenset().union(*(topic.absent for topic in self.topics)),
        )

    def show(self, presentation: Presentation) -> None:
        """Set every control to a patient; listeners hear of it once."""
        with self._as_one_change():
            for name, slider in self.numbers.items():
                value = getattr(presentation, name) or 0
                slider.max = max(slider.max, value)
                slider.value = value
            for name, dropdown in self.choices.items():
                dropdown.value = getattr(presentation, name)
            for topic in self.topics:
                topic.show(presentation)

    def on_change(self, listener: Callable[[], None]) -> None:
        """Call ``listener`` after each change, once for a change of many controls."""
        self._listeners.append(listener)

    def box(self, finding: str) -> w.Checkbox:
        """The checkbox of one finding, by its id."""
        return next(topic.boxes[finding] for topic in self.topics if finding in topic.boxes)

    @contextmanager
    def _as_one_change(self) -> Iterator[None]:
        self._paused = True
        try:
            yield
        finally:
            self._paused = False
        self._changed()

    def _rule_out_the_rest(self, _button: w.Button) -> None:
        with self._as_one_change():
            for topic in self.topics:
                topic.none_other.value = True

    def _changed(self, _change: object = None) -> None:
        if self._paused:
            return
        for fold, topic in zip(self.folds, self.topics, strict=True):
            fold.rename(topic.title)
        for listener in self._listeners:
            listener()

    def _controls(self) -> Iterator[w.Widget]:
        yield from self.numbers.values()
        yield from self.choices.values()
        for topic in self.topics:
            yield from (*topic.boxes.values(), topic.none_other)


def _slider(name: str) -> w.IntSlider:
    quantity = QUANTITIES[name]
    highest = DAYS_SHOWN if name == "days" else quantity.high
    return w.IntSlider(
        value=quantity.low, min=quantity.low, max=highest, description=LABELS[name], style=_LABEL_STYLE, layout=_WIDE
    )


def _dropdown(name: str) -> w.Dropdown:
    words = [(f.label, f.id) for f in FINDINGS.values() if f.topic == CHOICES[name]]
    options = [("Not asked", UNKNOWN), *words]
    return w.Dropdown(options=options, description=LABELS[name], style=_LABEL_STYLE, layout=_WIDE)


def _caption(finding: Finding) -> str:
    """Plain words with the clinical term beside them, where it is another."""
    same = finding.term.lower() == finding.label.lower()
    return finding.label if same else f"{finding.label} ({finding.term})"


def _checkbox(label: str, layout: w.Layout, style: CheckboxStyle) -> w.Checkbox:
    box = w.Checkbox(description=label, indent=False, layout=layout, style=style)
    box.add_class("bl-check")
    return box


_LABEL_STYLE = {"description_width": "11.5em"}
_WIDE = {"width": "auto"}
