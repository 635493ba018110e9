"""Where the notebooks are that come with backlab."""

from __future__ import annotations

from pathlib import Path

from backlab.serving import Refusal


def shipped() -> Path:
    """The folder of the notebooks that come with backlab; raises ``Refusal`` where there is none."""
    package = Path(__file__).parents[1]
    # Inside the package in a wheel, beside it in a checkout.
    for folder in (package / "notebooks", package.parent / "notebooks"):
        if folder.is_dir():
            return folder
    raise Refusal("this installation has no notebooks: install backlab again")
