"""The living back: one drawing of the body in layers, from behind and from the side, used by every lesson.

>>> picture = living_back("behind", crop="trunk", layers={"muscles": 1})
>>> picture.svg.startswith("<svg")
True

``layers`` says how strongly each layer is seen (0 to 1); what is lit is seen whatever its layer is. Every part is a
``<g data-part="erector-spinae-left">`` with its name as title, and the same thing in the next picture by ``data-key``.
"""

from backlab.pictures.back.build import Look, look_of
from backlab.pictures.back.picture import LAYERS, back, back_svg, living_back
from backlab.pictures.back.places import SHAPES

__all__ = ("LAYERS", "SHAPES", "Look", "back", "back_svg", "living_back", "look_of")
