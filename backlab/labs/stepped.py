"""Labs that are led by steps, and notice when what a step asks for is done."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from backlab.course.steps import StageStep, done_by
from backlab.drawing.picture import Picture, picture_html
from backlab.kit.contract import Field, Panel, Told
from backlab.kit.fields import steps
from backlab.kit.lab import Answer, panel, told
from backlab.kit.linked import LinkedLab
from backlab.language import gettext
from backlab.markup import element

STEP = "step"


class SteppedLab(LinkedLab):
    """A lab that says its ``stage_steps``: whatever is moved may do what the one in view asks for, and stays done."""

    whole = True

    def __init__(self, *args: Any, **named: Any) -> None:
        self._done: set[str] = set()
        self._reached = 0
        self._put: set[str] = set()
        self._was_linked: bool | None = None
        super().__init__(*args, **named)

    def stage_steps(self) -> Sequence[StageStep]:
        """The steps, in the language that is spoken."""
        raise NotImplementedError

    def settle(self, name: str, old: Any, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """A step sets the stage."""
        return self.gone_to(values[STEP]).sets if name == STEP else {}

    def move(self, name: str, value: Any) -> None:
        """Move one control, and notice whether what the step asks for is done by that."""
        super().move(name, value)
        if name == STEP:
            self._reached = max(self._reached, self._place(self.values))
        else:
            self._done |= done_by(self.stage_steps(), self.values)

    def take_as_done(self, steps: Collection[str]) -> None:
        """Those that there are stay done."""
        self._done |= {step.name for step in self.stage_steps() if step.name in steps}

    def beside(self) -> dict[str, Any]:
        """How far the steps have led, which controls code has moved, and whether a link set the stage."""
        more = {"reached": self._reached, "put": sorted(self._put), "linked": self._is_linked()}
        return {**super().beside(), **more}

    def take_beside(self, known: Mapping[str, Any]) -> None:
        """Bring the controls again that were there, and no others: the link is the page's own this time."""
        super().take_beside(known)
        self._was_linked = known.get("linked") is True
        match known:
            case {"reached": int(reached)}:
                self._reached = max(self._reached, reached)
        match known:
            case {"put": list(put)}:
                self._put |= {name for name in self.values if name in put}

    def put(self, **values: Any) -> None:
        """Do what code does with controls, which brings those that it moves."""
        self._put |= {*values}
        super().put(**values)

    @contextmanager
    def trial(self) -> Iterator[None]:
        """Move everything back: what was only tried has brought no control and done no step."""
        before = set(self._done), self._reached, set(self._put)
        with super().trial():
            try:
                yield
            finally:
                self._done, self._reached, self._put = before

    def gone_to(self, name: str) -> StageStep:
        """The step of this name."""
        return next(step for step in self.stage_steps() if step.name == name)

    def pictured(self, values: Mapping[str, Any], picture: Picture, behind: Sequence[Panel]) -> Answer:
        """An answer that is one picture, its description as the verdict, and what stands ``behind`` it."""
        return Answer(
            (panel(picture.id, picture.title, picture_html(picture), folds=False), *behind),
            summary=element("p", element("strong", picture.description), class_="bl-lead"),
            said=picture.description,
            told=self.led(values),
            query=self.to_query(values),
        )

    @property
    def done(self) -> dict[str, list[str]]:
        """The steps that are done, as a lab tells it."""
        return {STEP: sorted(self._done)}

    def led(self, values: Mapping[str, Any], **more: Any) -> Told:
        """What a lab tells: the steps that are done, the controls that a later one brings, and ``more``."""
        return told(done=self.done, later=self._later(values), **more)

    def _later(self, values: Mapping[str, Any]) -> Iterable[str]:
        """The controls that no step so far has brought, and no code has moved; none where a link sets the stage."""
        reached = max(self._reached, self._place(values))
        coming = [name for step in self.stage_steps()[reached + 1 :] for name in step.adds]
        here = {name for name in self._put if values[name] != self._first[name]}
        return [] if self._is_linked() else [name for name in coming if name not in here]

    def _is_linked(self) -> bool:
        """Whether the page's address asked for more than a step."""
        if self._was_linked is not None:
            return self._was_linked
        begun = {**self._first, **self.gone_to(self._at_first[STEP]).sets, STEP: self._at_first[STEP]}
        return self._at_first not in (begun, {**self._first, STEP: begun[STEP]})

    def _place(self, values: Mapping[str, Any]) -> int:
        """Which step these values are at, counted from 0."""
        return [step.name for step in self.stage_steps()].index(values[STEP])


def steps_field(each: Sequence[StageStep]) -> Field:
    """The control that leads from step to step."""
    return steps(STEP, gettext("Step by step"), [(step.name, step.title, element("p", step.text)) for step in each])
