"""The style sheet of formulas and icons: Voilà brings both fonts, inside 700 kB of styles that no page here needs.

It is made out of what is installed, and a page asks for it when the first formula or icon stands on it.
"""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from voila.paths import collect_static_paths  # type: ignore[import-untyped]  # Voilà carries no types

# What MathJax calls each of its fonts, and the name that stands in the font's file.
MATHS = {
    "MJXZERO": "MathJax_Zero",
    "MJXTEX": "MathJax_Main-Regular",
    "MJXTEX-B": "MathJax_Main-Bold",
    "MJXTEX-I": "MathJax_Math-Italic",
    "MJXTEX-MI": "MathJax_Main-Italic",
    "MJXTEX-BI": "MathJax_Math-BoldItalic",
    "MJXTEX-S1": "MathJax_Size1-Regular",
    "MJXTEX-S2": "MathJax_Size2-Regular",
    "MJXTEX-S3": "MathJax_Size3-Regular",
    "MJXTEX-S4": "MathJax_Size4-Regular",
    "MJXTEX-A": "MathJax_AMS-Regular",
    "MJXTEX-C": "MathJax_Calligraphic-Regular",
    "MJXTEX-CB": "MathJax_Calligraphic-Bold",
    "MJXTEX-FR": "MathJax_Fraktur-Regular",
    "MJXTEX-FRB": "MathJax_Fraktur-Bold",
    "MJXTEX-SS": "MathJax_SansSerif-Regular",
    "MJXTEX-SSB": "MathJax_SansSerif-Bold",
    "MJXTEX-SSI": "MathJax_SansSerif-Italic",
    "MJXTEX-SC": "MathJax_Script-Regular",
    "MJXTEX-T": "MathJax_Typewriter-Regular",
    "MJXTEX-V": "MathJax_Vector-Regular",
    "MJXTEX-VB": "MathJax_Vector-Bold",
}
# Each weight of the icons' families, and the name in the file.
ICONS = {
    ("Font Awesome 5 Free", 900): "FontAwesome5Free-Solid",
    ("Font Awesome 5 Free", 400): "FontAwesome5Free-Regular",
    ("Font Awesome 5 Brands", 400): "FontAwesome5Brands-Regular",
}
_ICON_RULE = re.compile(r"\.fa[^{}`]*\{[^{}$`]*\}")
_POSTSCRIPT_NAME = 6
_WINDOWS = 3


@cache
def sheet() -> str:
    """The style sheet, to be served in the folder of Voilà's own files; empty where Voilà has no such files."""
    fonts = {font_name(path): path.name for place in _places() for path in place.glob("*.woff")}
    maths = (_face(family, 400, fonts[name]) for family, name in MATHS.items() if name in fonts)
    icons = (_face(family, weight, fonts[name]) for (family, weight), name in ICONS.items() if name in fonts)
    return "\n".join((*maths, *icons, *_icon_rules()))


def sheet_name() -> str:
    """The last part of its address, which holds its hash."""
    return f"glyphs-{hashlib.sha256(sheet().encode()).hexdigest()[:12]}.css"


def font_name(path: Path) -> str:
    """The name by which the font in a WOFF file calls itself, or "" where the file is no such font."""
    try:
        return next(_names(_table(path.read_bytes(), b"name")), "")
    except (OSError, ValueError, struct.error, zlib.error):
        return ""


def _places() -> list[Path]:
    return [Path(place) for place in collect_static_paths(["voila"], "base")]


def _face(family: str, weight: int, file: str) -> str:
    source = f'src: url({file}) format("woff")'
    return f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: block; {source} }}'


def _icon_rules() -> Iterator[str]:
    """The rules that say which letter of its font each icon is, as they stand in Voilà's script of styles."""
    script = next((path for place in _places() if (path := place / "voila-style.js").is_file()), None)
    if script:
        yield from (rule.replace("\\\\", "\\") for rule in _ICON_RULE.findall(script.read_text("utf-8")))


def _table(woff: bytes, wanted: bytes) -> bytes:
    """One table of a WOFF file; raises ``ValueError`` where it has none of that name."""
    (count,) = struct.unpack_from(">H", woff, 12)
    for number in range(count):
        name, offset, packed, size = struct.unpack_from(">4sIII", woff, 44 + 20 * number)
        if name == wanted:
            data = woff[offset : offset + packed]
            return zlib.decompress(data) if packed < size else data
    raise ValueError(f"no table {wanted!r}")


def _names(table: bytes) -> Iterator[str]:
    """What a font's table of names says that it is called."""
    _, count, start = struct.unpack_from(">HHH", table)
    for number in range(count):
        platform, _, _, kind, length, offset = struct.unpack_from(">6H", table, 6 + 12 * number)
        if kind == _POSTSCRIPT_NAME:
            name = table[start + offset : start + offset + length]
            yield name.decode("utf-16-be" if platform == _WINDOWS else "latin-1")
