"""A heading that opens and closes what stands below it: reached and worked by the keyboard like any button."""

from __future__ import annotations

import ipywidgets as w


class Fold(w.VBox):
    """``body`` under a button with ``title``; ``is_open`` says whether it is seen, and can be set."""

    def __init__(self, title: str, body: w.Widget, *, is_open: bool = False) -> None:
        self.body = body
        self.button = w.ToggleButton(value=is_open, layout={"width": "auto", "height": "auto"})
        self.button.add_class("bl-fold")
        self.title = title
        self.button.observe(lambda _change: self._draw(), "value")
        super().__init__([self.button, body])
        self._draw()

    @property
    def is_open(self) -> bool:
        """Whether the body is seen."""
        return bool(self.button.value)

    @is_open.setter
    def is_open(self, is_open: bool) -> None:
        self.button.value = is_open

    def rename(self, title: str) -> None:
        """Give the heading other words."""
        self.title = title
        self._draw()

    def _draw(self) -> None:
        # The mark is part of the words: an icon font would be asked of another host.
        words = f"{'▾' if self.is_open else '▸'} {self.title}"
        if self.button.description != words:
            self.button.description = words
        self.body.layout.display = None if self.is_open else "none"
