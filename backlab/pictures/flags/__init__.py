"""Red flags in pictures: a body that one asks place by place, and people who are sorted by one sign."""

from backlab.pictures.flags.asking import Asked, asking
from backlab.pictures.flags.crowd import crowd, crowd_name, crowd_said
from backlab.pictures.flags.places import PLACES, QUESTIONS, place_name

__all__ = ("PLACES", "QUESTIONS", "Asked", "asking", "crowd", "crowd_name", "crowd_said", "place_name")
