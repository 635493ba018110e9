"""The pictures that look inside the body: a muscle, a disc with its nerve, and a kidney beside the spine."""

from backlab.pictures.disc import disc
from backlab.pictures.kidney import kidney
from backlab.pictures.muscle import muscle

__all__ = ["disc", "kidney", "muscle"]
