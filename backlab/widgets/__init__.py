"""The labs: controls, panels and what joins them. With the served pages, the only place that imports ipywidgets."""

from backlab.widgets.pictures import PictureLab
from backlab.widgets.treatment import TreatmentLab

__all__ = ["PictureLab", "TreatmentLab"]
