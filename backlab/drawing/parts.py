"""What several drawings of the body share: a row of steps with the present one marked, and labels with a line."""

from collections.abc import Sequence

from backlab.drawing.svg import SMALL, WIDTH, leading, line, paint, paragraph, polygon, text, text_width, wrap
from backlab.markup import Markup, markup

_EDGE = 4  # left free at both sides


def reached(thresholds: Sequence[int], value: int) -> int:
    """The index of the last threshold (rising from 0) that a slider's ``value`` reaches."""
    return max(place for place, least in enumerate(thresholds) if value >= least)


def checked(name: str, value: int) -> int:
    """A slider's value; raises ``ValueError`` where it is not from 0 to 100."""
    if not 0 <= value <= 100:
        raise ValueError(f"The {name} runs from 0 to 100; {value} is outside.")
    return value


def steps(y: float, words: Sequence[str], here: int) -> tuple[Markup, float]:
    """Words in a row as markup, the one at index ``here`` bold under a bar and a pointer; and where they end below."""
    column = (WIDTH - 2 * _EDGE) / len(words)
    lines = [wrap(word, column - 3, size=SMALL, bold=True) for word in words]  # bold or not, they break alike
    drawn = (_step(_EDGE + place * column, y, column, rows, place == here) for place, rows in enumerate(lines))
    return markup(drawn), y + 24 + max(map(len, lines)) * leading(SMALL)


def _step(x: float, y: float, column: float, lines: Sequence[str], here: bool) -> Markup:
    middle, thick = x + column / 2, 5 if here else 2
    bar = line(x + 2, y + 10, x + column - 2, y + 10, paint("none", "accent" if here else "soft", thick))
    pointer = polygon(((middle - 6, y - 4), (middle + 6, y - 4), (middle, y + 5)), paint("ink")) if here else ""
    colour = "text" if here else "soft"
    return bar + pointer + paragraph(middle, y + 28, lines, size=SMALL, anchor="middle", bold=here, fill=colour)


def label(
    x: float, y: float, words: str, to: tuple[float, float], *, anchor: str = "start", bold: bool = False
) -> Markup:
    """Words with a fine line to what they name; the line starts beside or below them, whichever is nearer."""
    wide = text_width(words, SMALL, bold=bold)
    left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
    start_x = min(max(to[0], left), left + wide)
    start_y = y + 4 if to[1] > y else y - SMALL
    leader = line(start_x, start_y, *to, paint("none", "ink", 1))
    return leader + text(x, y, words, size=SMALL, anchor=anchor, bold=bold)
