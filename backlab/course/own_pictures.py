"""The picture of a teacher's own question, with the places on it: a file beside the questions, or SVG as text.

    picture = opened("plates.svg", folder)
    drawn = picture.drawn({"ridge": picture.place("ridge", "The ridge", None)})

The picture is shown as an image, which runs nothing and fetches nothing; its places are drawn anew over it. A place is
an element of the SVG, by its id, its label or its ``<title>``, or a spot of any picture in per cent (``at``).
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from backlab.language import gettext
from backlab.markup import Markup, element, markup, shape
from backlab.refusal import short, unknown

MOST_BYTES = 1_000_000  # everybody in a class is given it
KINDS = {".svg": "svg+xml", ".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".gif": "gif", ".webp": "webp"}
ROUND = 6.0
"""How far a spot without a size reaches, in per cent of the picture's shorter side."""
_SVG = "http://www.w3.org/2000/svg"
_LABEL = "{http://www.inkscape.org/namespaces/inkscape}label"
_SHAPES = ("path", "rect", "circle", "ellipse", "polygon", "polyline", "line")
_GROUPS = ("g", "a", "svg", "switch")
# What gives a shape its form: its looks stay with the picture.
_FORM = ("d", "x", "y", "width", "height", "cx", "cy", "r", "rx", "ry", "points", "x1", "y1", "x2", "y2", "transform")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


@dataclass(frozen=True)
class Picture:
    """A picture as an address that holds it, where it begins and how large it is, and the parts of an SVG."""

    name: str
    href: str
    box: tuple[float, float, float, float]
    root: Element | None = None

    @property
    def titles(self) -> tuple[str, ...]:
        """The names of what has a ``<title>`` within the picture, in the order in which it is drawn."""
        found = (_title(each) for each, _ in self._parts() if each is not self.root and _outline(each))
        return tuple(dict.fromkeys(filter(None, found)))

    def place(self, id: str, text: str, at: Any) -> Markup:
        """The outline of a place; raises ``ValueError`` where the picture has none and ``at`` says none."""
        if at is not None:
            return self._spot(at)
        named: dict[str, Markup] = {}
        for part, above in self._parts():
            if part is not self.root and (outline := _outline(part)):
                moved = _moved(outline, (each.get("transform", "") for each in reversed(above)))
                for name in (_title(part), part.get(_LABEL, ""), part.get("id", "")):
                    named.setdefault(name, moved)
        named.pop("", None)
        found = named.get(id) or named.get(text)
        if found is None:
            problem = unknown(gettext("{field} has no place {word}"), text, named, field=self.name)
            raise ValueError(gettext("{problem}; or say at=[50, 33], in per cent of it").format(problem=problem))
        return found

    def drawn(self, places: Mapping[str, Markup]) -> Markup:
        """The whole of it, on white paper, with the outline of each place under its id."""
        x, y, width, height = map(_number, self.box)
        paper = {"x": x, "y": y, "width": width, "height": height}
        seen = shape("image", **paper, href=self.href, preserveAspectRatio="none")
        # Twice, since only a dark line with a light edge is seen on any ground.
        over = (
            element("g", element("g", outline, class_="bl-place-edge"), outline, data_place=id)
            for id, outline in places.items()
        )
        view = f"{x} {y} {width} {height}"
        sheet = shape("rect", **paper, fill="#fff")
        return element("svg", sheet, seen, over, class_="bl-own-picture", viewBox=view)

    def _parts(self) -> Iterator[tuple[Element, tuple[Element, ...]]]:
        """Each element that is drawn, with those that it stands in, the outermost first."""
        if self.root is not None:
            yield from _drawn(self.root, ())

    def _spot(self, at: Any) -> Markup:
        x, y, width, height = self.box
        match at:
            case [left, top] if _is_share(left, top):
                place = {"cx": x + left * width / 100, "cy": y + top * height / 100}
                size = {"r": ROUND * min(width, height) / 100}
                return shape("circle", **{name: _number(each) for name, each in {**place, **size}.items()})
            case [left, top, wide, high] if _is_share(left, top, wide, high) and min(wide, high) > 0:
                corner = {"x": x + left * width / 100, "y": y + top * height / 100}
                size = {"width": wide * width / 100, "height": high * height / 100}
                return shape("rect", **{name: _number(each) for name, each in {**corner, **size}.items()})
        needed = gettext(
            "at is the middle of a place, from the left and from the top in per cent, such as [50, 33]; or its left and"
            " top edge, its width and its height, not {value}"
        )
        raise ValueError(needed.format(value=short(at)))


def opened(picture: str, folder: Path) -> Picture:
    """A picture by the name of its file below ``folder``, or an SVG as text; raises ``ValueError``."""
    if picture.lstrip().startswith("<"):
        return _vector(gettext("the picture"), picture.encode("utf-8", "replace"))
    data = _read(picture, folder)
    kind = KINDS[Path(picture).suffix.lower()]
    if kind == "svg+xml":
        return _vector(picture, data)
    size = _size(data)
    if size is None or 0 in size:
        raise ValueError(gettext("{name} is damaged, or no picture of its kind").format(name=short(picture)))
    return Picture(picture, f"data:image/{kind};base64,{b64encode(data).decode()}", (0, 0, *size))


def _read(name: str, folder: Path) -> bytes:
    kinds = gettext("{name} is no picture that can be shown: take one that ends in {endings}")
    if Path(name).suffix.lower() not in KINDS:
        raise ValueError(kinds.format(name=short(name), endings=", ".join(KINDS)))
    path = folder / name
    if not path.resolve().is_relative_to(folder.resolve()):
        raise ValueError(gettext("{name} lies elsewhere: put it beside your questions").format(name=short(name)))
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        there = [each.name for each in folder.glob("*") if each.suffix.lower() in KINDS]
        raise ValueError(unknown(gettext("there is no picture {word} beside the questions"), name, there)) from error
    if len(data) > MOST_BYTES:
        large = gettext("{name} is larger than 1 MB: make it smaller, 1200 pixels across are enough")
        raise ValueError(large.format(name=short(name)))
    return data


def _vector(name: str, data: bytes) -> Picture:
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise ValueError(gettext("{name} is no SVG: {why}").format(name=name, why=error)) from error
    box = _box(root)
    if _tag(root) != "svg" or box is None:
        needed = gettext("{name} is no SVG with a viewBox, or a width and a height")
        raise ValueError(needed.format(name=name))
    x, y, width, height = map(_number, box)
    if not root.tag.startswith("{"):
        root.set("xmlns", _SVG)  # as an image it is a document of its own
    for part, value in {"viewBox": f"{x} {y} {width} {height}", "width": width, "height": height}.items():
        root.set(part, value)
    root.set("preserveAspectRatio", "none")
    root.attrib.setdefault("font-family", "sans-serif")  # as an image it inherits none
    whole = b64encode(ElementTree.tostring(root)).decode()
    return Picture(name, f"data:image/svg+xml;base64,{whole}", box, root)


def _box(root: Element) -> tuple[float, float, float, float] | None:
    """Where an SVG begins, and its width and height; None where it does not say."""
    numbers = [float(each) for each in re.findall(r"-?(?:\d+\.?\d*|\.\d+)(?:e-?\d+)?", root.get("viewBox", ""), re.I)]
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    match numbers:
        case [x, y, wide, high] if wide > 0 and high > 0:
            return x, y, wide, high
    return (0, 0, width, height) if width and height else None


def _length(text: str) -> float:
    found = re.fullmatch(r"\s*(\d+\.?\d*|\.\d+)\s*([a-z]*)\s*", text)
    return float(found[1]) * _UNITS.get(found[2], 0) if found else 0


def _drawn(part: Element, above: tuple[Element, ...]) -> Iterator[tuple[Element, tuple[Element, ...]]]:
    yield part, above
    if _tag(part) in _GROUPS:
        for each in part:
            if _tag(each) in (*_SHAPES, *_GROUPS):
                yield from _drawn(each, (*above, part))


def _outline(part: Element) -> Markup:
    """The form of a shape, or of all shapes in a group; nothing where there is none."""
    form = {name: part.get(name) for name in _FORM if name in part.attrib}
    if _tag(part) in _SHAPES:
        return shape(_tag(part), **form)
    inside = markup(_outline(each) for each in part if _tag(each) in (*_SHAPES, *_GROUPS))
    return element("g", inside, transform=form.get("transform")) if inside else Markup()


def _moved(outline: Markup, transforms: Iterable[str]) -> Markup:
    """An outline within what moves it, the innermost first."""
    for each in filter(None, transforms):
        outline = element("g", outline, transform=each)
    return outline


def _title(part: Element) -> str:
    """What a shape is called, in the words of its own ``<title>``."""
    found = next((each for each in part if _tag(each) == "title"), None)
    return " ".join("".join(found.itertext()).split()) if found is not None else ""


def _tag(part: Element) -> str:
    return part.tag.rpartition("}")[2] if isinstance(part.tag, str) else ""  # a comment has none


def _size(data: bytes) -> tuple[int, int] | None:
    """How wide and how high a PNG, GIF, JPEG or WebP is, in pixels; None for anything else."""
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _big(data[16:20]), _big(data[20:24])
    if data.startswith((b"GIF87a", b"GIF89a")):
        return _little(data[6:8]), _little(data[8:10])
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    """From segment to segment; a photo that lies on its side says so, and is shown upright."""
    at, is_turned = 2, False
    while at + 9 < len(data) and data[at] == 0xFF:
        kind, length = data[at + 1], _big(data[at + 2 : at + 4])
        if kind == 0xE1 and data[at + 4 : at + 10] == b"Exif\0\0":
            is_turned = _is_turned(data[at + 10 : at + 2 + length])
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            high, wide = _big(data[at + 5 : at + 7]), _big(data[at + 7 : at + 9])
            return (high, wide) if is_turned else (wide, high)
        at += 1 if kind == 0xFF else 2 + length
    return None


def _is_turned(exif: bytes) -> bool:
    """Whether a camera says that its picture lies on its side (tag 0x0112, 5 to 8)."""
    read = _little if exif[:2] == b"II" else _big
    start = read(exif[4:8])
    for entry in range(start + 2, start + 2 + 12 * read(exif[start : start + 2]), 12):
        if read(exif[entry : entry + 2]) == 0x0112:
            return 5 <= read(exif[entry + 8 : entry + 10]) <= 8
    return False


def _webp(data: bytes) -> tuple[int, int] | None:
    match data[12:16]:
        case b"VP8X":
            return 1 + _little(data[24:27]), 1 + _little(data[27:30])
        case b"VP8L":
            both = _little(data[21:25])
            return 1 + (both & 0x3FFF), 1 + (both >> 14 & 0x3FFF)
        case b"VP8 ":
            return _little(data[26:28]) & 0x3FFF, _little(data[28:30]) & 0x3FFF
    return None


def _big(data: bytes) -> int:
    return int.from_bytes(data, "big")


def _little(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _is_share(*numbers: Any) -> bool:
    whole = (isinstance(each, int | float) and not isinstance(each, bool) and isfinite(each) for each in numbers)
    return all(whole) and all(0 <= each <= 100 for each in numbers)


def _number(value: float) -> str:
    return f"{round(value, 3):g}" if abs(value) < 1e5 else f"{value:.0f}"
