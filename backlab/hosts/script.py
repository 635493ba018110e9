"""The kit's script on a notebook's page: where a lab's loader finds it.

Our own server offers the kit by an address that a browser keeps. Elsewhere one hidden widget holds it for all labs.
"""

from __future__ import annotations

import os

from ipywidgets import Widget  # type: ignore[import-untyped]  # it carries no types
from traitlets import traitlets as t

from backlab.kit.bundle import OFFERED, kit, kit_hash, loader
from backlab.language import gettext
from backlab.markup import Markup, element, markup

__all__ = ["loader", "run_again", "script_reference"]


class Script(Widget):  # type: ignore[misc]  # the same
    """Holds the kit for the labs of one kernel; it is nowhere shown."""

    script = t.Unicode(read_only=True).tag(sync=True)

    @t.default("script")
    def _the_kit(self) -> str:
        return kit()


class _Holder:
    """Remembers the one that there is, as long as it is open."""

    def __init__(self) -> None:
        self._script: Script | None = None

    def script(self) -> Script:
        if self._script is None or self._script.comm is None:
            self._script = Script()
        return self._script


_HOLDER = _Holder()


def script_reference() -> str:
    """Where a lab's loader finds the kit: the name of the widget that holds it, "" where the page offers it itself."""
    if os.environ.get(OFFERED) == kit_hash():
        return ""
    return f"IPY_MODEL_{_HOLDER.script().model_id}"


# A lab that lives hides the sentence before it; where the notebook was only opened, the sentence stands in place of
# what the workbench says of a widget whose kernel is gone.
_STYLE = """<style>
.jp-OutputArea-child:has(.bl-again):has(+ .jp-OutputArea-child .bl-lab) { display: none; }
.jp-OutputArea-child:has(.bl-again) + .jp-OutputArea-child .jupyter-widgets:not(:has(*)) { display: none; }
</style>"""


def run_again() -> str:
    """The sentence for a notebook that is opened again, as HTML to be shown ahead of its lab."""
    said = gettext("This lab comes back when the cells have run: choose Run, then Run All Cells.")
    return markup(element("p", said, class_="bl-again"), Markup(_STYLE))
