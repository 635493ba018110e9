"""The start page: one card for each notebook, one file with its style inside it."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from backlab.serving.notebooks import cards


def start_page(folder: Path, base_url: str) -> str:
    """The page as HTML, for the notebooks in ``folder``, with links below ``base_url``."""
    environment = Environment(loader=FileSystemLoader(Path(__file__).with_name("templates")), autoescape=True)
    return environment.get_template("start.html").render(cards=cards(folder), base_url=base_url)
