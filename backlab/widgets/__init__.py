"""The labs: controls, panels and what joins them. With the served pages, the only place that imports ipywidgets."""

from backlab.widgets.lab import TreatmentLab

__all__ = ["TreatmentLab"]
