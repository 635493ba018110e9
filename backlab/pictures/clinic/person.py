"""A person seen from the front, whole or as a portrait: women and men of all ages, in six tones of skin.

How much it hurts is seen in the face; how ill somebody is is not.
"""

from functools import cache
from typing import NamedTuple

from backlab.drawing.svg import circle, element, line, paint, path, rect
from backlab.markup import Child, Markup, markup
from backlab.pictures.back import Look

_PORTRAIT, _WHOLE = "10 2 100 100", "6 2 108 290"
_CLOTHES = (
    ("cloth", "cloth-deep"),
    ("disc-deep", "cloth-deep"),
    ("tendon-deep", "bone-deep"),
    ("organ-light", "cloth-deep"),
)
_GREY, _WHITE = 55, 68  # years from which on hair is drawn so
_STRONG, _SOME = 7, 5  # points of pain from which on it is seen in the face
_BALD = 65


class Face(NamedTuple):
    """Whose face it is: the look, the age in years, and the pain from 0 to 10."""

    look: Look
    age: int
    pain: int

    @property
    def hair(self) -> str:
        """The colour of the hair."""
        return hair_of(self.look, self.age)

    @property
    def is_woman(self) -> bool:
        """Whether it is drawn as a woman."""
        return self.look.sex == "female"

    @property
    def clothes(self) -> tuple[str, str]:
        """The colours of shirt and trousers."""
        return _CLOTHES[self.age // 3 % len(_CLOTHES)]


def is_grey(age: int) -> bool:
    """Whether hair of this age is drawn grey or white."""
    return age >= _GREY


def hair_of(look: Look, age: int) -> str:
    """The colour of somebody's hair, the same in every picture of them."""
    if age >= _WHITE:
        return "bone-light"
    return "tendon-deep" if is_grey(age) else f"hair-{look.tone}"


def portrait(look: Look, age: int, *, pain: int) -> Markup:
    """Head and shoulders, as a picture of its own; the words beside it say who it is."""
    face = Face(look, age, pain)
    return _picture(_PORTRAIT, _hair_behind(face), _trunk(face), _head(face))


def whole_person(look: Look, age: int, *, pain: int) -> Markup:
    """The same person from head to foot."""
    return _picture(_WHOLE, standing(look, age, pain=pain))


def standing(look: Look, age: int, *, pain: int) -> Markup:
    """The same as shapes for a larger picture: 120 wide and 290 high."""
    face = Face(look, age, pain)
    return markup(_hair_behind(face), _legs(face), _trunk(face), _head(face))


def head(look: Look, age: int, *, pain: int) -> Markup:
    """Only the head, as shapes for a larger picture: 64 wide around (60, 42)."""
    face = Face(look, age, pain)
    return markup(_hair_behind(face), _head(face))


def _picture(box: str, *inside: Child) -> Markup:
    return element("svg", inside, viewBox=box, class_="bl-person", aria_hidden="true", focusable="false")


@cache
def _trunk(face: Face) -> Markup:
    shirt, _ = face.clothes
    wide = 34 if face.is_woman else 40
    waist = wide - (9 if face.is_woman else 6)
    left, right = 60 - wide, 60 + wide
    body = (
        f"M60 79C50 79 {left + 8} 84 {left} 96C{left - 5} 116 {left - 8} 150 {left - 8} 168L{left + 4} 170"
        f"C{left + 5} 152 {left + 8} 136 {60 - waist} 124L{60 - waist - 2} 178H{60 + waist + 2}L{60 + waist} 124"
        f"C{right - 8} 136 {right - 5} 152 {right - 4} 170L{right + 8} 168C{right + 8} 150 {right + 5} 116 {right} 96"
        f"C{right - 8} 84 70 79 60 79Z"
    )
    skin = paint(f"skin-{face.look.tone}", "contour", 1)
    hands = markup(circle(x, 173, 7, skin) for x in (left - 2, right + 2))
    neck = path("M51 64V82Q60 92 69 82V64Z", paint(f"skin-{face.look.tone}"))
    return markup((hands, path(body, paint(shirt, "contour", 1.4, round=True)), neck))


@cache
def _legs(face: Face) -> Markup:
    _, trousers = face.clothes
    wide = 27 if face.is_woman else 34
    legs = f"M{60 - wide} 172L{60 - wide + 3} 276H56L60 206L64 276H{60 + wide - 3}L{60 + wide} 172Z"
    shoes = markup(rect(x, 274, 24, 12, paint("hair-deep"), radius=5) for x in (60 - wide - 2, 60 + wide - 22))
    return shoes + path(legs, paint(trousers, "contour", 1.4, round=True))


def _hair_behind(face: Face) -> Markup:
    if not face.is_woman:
        return Markup()
    look = paint(face.hair, "contour", 1)
    if face.age % 3 == 0 or face.age >= _WHITE:  # put up
        return circle(60, 16, 11, look)
    return path("M35 44C28 8 92 8 85 44C86 60 92 74 88 90C78 98 42 98 32 90C28 74 34 60 35 44Z", look)


@cache
def _head(face: Face) -> Markup:
    skin = paint(f"skin-{face.look.tone}", "contour", 1.2)
    ears = markup(element("ellipse", cx=x, cy=48, rx=4, ry=6.5, style=skin) for x in (37.5, 82.5))
    jaw = "M38 42C38 22 82 22 82 42C82 58 76 74 60 75C44 74 38 58 38 42Z"
    return markup((ears, path(jaw, skin), _features(face), _hair(face), _glasses(face)))


def _hair(face: Face) -> Markup:
    look = paint(face.hair, "contour", 1)
    if not face.is_woman and face.age >= _BALD:
        return path("M38 46C33 40 34 30 40 25C41 34 39 40 38 46ZM82 46C87 40 86 30 80 25C79 34 81 40 82 46Z", look)
    if face.is_woman:
        return path("M36 48C28 8 92 8 84 48C82 38 78 31 70 27C60 36 46 36 40 34C38 38 37 43 36 48Z", look)
    return path("M37 43C32 10 88 10 83 43C81 35 79 32 74 30C62 34 50 33 45 30C40 32 39 36 37 43Z", look)


def _features(face: Face) -> Markup:
    """Eyes, brows, nose and mouth: they tell the pain."""
    hurts = 2 if face.pain >= _STRONG else 1 if face.pain >= _SOME else 0
    dark = paint("none", "hair-deep", 2, round=True)
    high = 34 if hurts else 36  # the inner ends of the brows
    brows = path(f"M45 {38 - hurts}L55 {high + hurts}M75 {38 - hurts}L65 {high + hurts}", dark)
    nose = path("M60 46V55Q60 58 56.5 57", paint("none", "skin-deep", 1.6, round=True, opacity=0.6))
    mouth = (
        path("M52 64Q60 69 68 64", dark),
        path("M53 66.5Q60 64 67 66.5", dark),
        path("M50 68Q60 58 70 68Q60 66 50 68Z", paint("skin-light", "hair-deep", 1.8, round=True)),
    )[hurts]
    return markup((_eyes(hurts), brows, nose, mouth, _lines(face)))


def _eyes(hurts: int) -> Markup:
    if hurts == 2:  # pressed together
        return path("M46 46L55 44.5M74 46L65 44.5", paint("none", "hair-deep", 2.2, round=True))
    whites = markup(element("ellipse", cx=x, cy=44.5, rx=4.4, ry=3.2, style=paint("skin-light")) for x in (50.5, 69.5))
    return whites + markup(circle(x, 44.8, 2.3, paint("hair-deep")) for x in (50.5, 69.5))


def _lines(face: Face) -> Markup:
    """What years leave in a face."""
    if face.age < _GREY:
        return Markup()
    fine = paint("none", "skin-deep", 1, round=True, opacity=0.5)
    return path("M47 60Q46 64 48 67M73 60Q74 64 72 67M45 49.5Q50 51.5 55 49.5M65 49.5Q70 51.5 75 49.5", fine)


def _glasses(face: Face) -> Markup:
    if face.age % 5 != 1:
        return Markup()
    rim = paint("none", "hair-deep", 1.5)
    rings = markup(rect(x, 38.5, 15, 12, rim, radius=5) for x in (43, 62))
    return rings + line(58, 43, 62, 43, rim)
