"""The weeks since the lift as a line below the scene: until when torn fibres knit, from when on pain is lasting."""

from backlab.drawing.svg import line, paint
from backlab.language import gettext, ngettext
from backlab.markup import Markup, markup
from backlab.pictures.spasm.shapes import aside, block, dot
from backlab.pictures.spasm.state import HEALED, LAST, LIFTED, Spasm

_Y, _FIRST, _STEP = 412.0, 14.0, 34.0


def moments() -> tuple[str, ...]:
    """Every moment in words."""
    later = (ngettext("{weeks} week later", "{weeks} weeks later", n).format(weeks=n) for n in range(1, LAST))
    return gettext("before the lift"), gettext("the lift"), *later


def weeks(now: Spasm) -> Markup:
    """Six weeks in which torn fibres knit, those that are called lasting, and where one is."""
    start, turn, end = (_at(moment) for moment in (LIFTED, LIFTED + HEALED, LAST))
    return markup(
        line(_FIRST, _Y, end, _Y, paint(stroke="edge", width=2, round=True)),
        block("knits", start, _Y - 4, turn - start, 8, paint("tendon", "tendon-deep", 1), 3),
        block("lasts", turn, _Y - 4, end - turn, 8, paint("accent-soft", "accent", 1), 3),
        dot("now", (_at(now.moment), _Y), 8, paint("accent", "sheet", 2.5)),
        aside(start - 4, _Y + 21, gettext("the lift; torn fibres knit")),
        aside(turn - 4, _Y + 21, gettext("6 weeks: pain is called lasting")),
    )


def _at(moment: int) -> float:
    return _FIRST + moment * _STEP
