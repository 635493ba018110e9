"""The living back: one drawing of the body in layers, from behind and from the side, used by every lesson.

>>> picture = living_back("behind", crop="trunk", layers={"muscles": 1, "bones": 0.3}, lit=["erector-spinae-left"])
>>> picture.svg.startswith("<svg")
True

``layers`` says how strongly each of ``LAYERS`` is seen (0 to 1). Every part is a group such as ``<g
data-part="erector-spinae-left">`` with its plain name as title, and the same thing in the next picture by its
``data-key``; their names stand in ``backlab.knowledge.anatomy``. From the side a ``Pose`` bends the body, lets the arm
reach and the leg rise. A picture of one's own takes the drawing alone from ``drawn_back``, and ``Pose.reach`` and
``Pose.trunk`` say where a point of it has gone: ``Pose(bend=60).reach(HAND)`` is where the hand is.
``signal_way`` is the line along which a signal runs from a root to the foot.
"""

from backlab.pictures.back.build import Look, look_of
from backlab.pictures.back.figure import LAYERS, part_name
from backlab.pictures.back.picture import CROPS, drawn_back, living_back, signal_way
from backlab.pictures.back.places import SHAPES
from backlab.pictures.back.pose import Pose
from backlab.pictures.back.tapped import WIDTH, back, back_svg

HAND = (14.0, 520.0)  # the palm of the hand that hangs, as ``Pose.reach`` takes it

__all__ = (
    "CROPS",
    "HAND",
    "LAYERS",
    "SHAPES",
    "WIDTH",
    "Look",
    "Pose",
    "back",
    "back_svg",
    "drawn_back",
    "living_back",
    "look_of",
    "part_name",
    "signal_way",
)
