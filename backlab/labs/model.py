"""A lab of a teacher's own, from plain data: what its controls do to a picture, and what is said of it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from backlab.course.own_files import lab_in
from backlab.kit import page
from backlab.kit.fields import slider
from backlab.kit.lab import After, Answer, panel, spoken
from backlab.kit.linked import LinkedLab, changing
from backlab.labs.opening import opener
from backlab.language import speaking
from backlab.markup import element


class ModelLab(LinkedLab):
    """A small lab of your own: the ``[lab]`` of "seesaw" stands in ``seesaw.toml`` beside the notebook.

    It holds sliders, formulas of what they come to, a picture with numbers in it, and what is said when. ``file`` is
    another file; ``after`` is a question to answer first, or its name.

    >>> from backlab.course.new import LAB
    >>> from backlab.widgets import ModelLab
    >>> lab = ModelLab("seesaw", file=LAB)
    >>> lab.set(place=10)
    >>> lab.said
    'It is level: 40 times 10 is 400, as much as 20 times 20.'
    """

    whole = True

    def __init__(
        self, name: str, *, file: Path | str | None = None, language: str | None = None, after: After | None = None
    ) -> None:
        title, self._model = lab_in(name, page.here().folder, file)
        controls = self._model.controls
        speaks = spoken(language)
        with speaking(speaks):
            super().__init__(
                [slider(each.name, each.label, each.low, each.high) for each in controls],
                {each.name: each.first for each in controls},
                key=name,
                names=changing(self._model.title or title),
                language=speaks,
                stage={"picture": "model", "first": [each.name for each in controls], "more": "", "warning": ""},
                after=opener(after),
            )

    def answer(self, values: Mapping[str, Any]) -> Answer:
        """The picture, and the sentence that holds."""
        seen = self._model.shown(values)
        picture = element("div", seen.picture, class_="bl-picture", role="img", aria_label=seen.said)
        return Answer(
            (panel("model", self._model.title, picture, folds=False),),
            summary=element("p", seen.said),
            said=seen.said,
            query=self.to_query(values),
        )
