"""Who comes into the clinic: a person with a face, and the same from behind, with what hurts and what it may be.

>>> portrait(Look("female", 4), 36, pain=6).startswith("<svg")
True
"""

from backlab.pictures.back import Look
from backlab.pictures.clinic.clock import clock
from backlab.pictures.clinic.inside import hurting, is_drawn
from backlab.pictures.clinic.person import portrait, whole_person

__all__ = ("Look", "clock", "hurting", "is_drawn", "portrait", "whole_person")
