"""Voilà's renderer of notebooks, with ours for what it does by itself: reading the file, and running cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from voila import handler, notebook_renderer  # type: ignore[import-untyped]  # Voilà carries no types

from backlab.serving.executor import PageExecutor
from backlab.serving.exporter import PageExporter
from backlab.serving.reading import Unreadable, read


class PageRenderer(notebook_renderer.NotebookRenderer):  # type: ignore[misc]  # Voilà carries no types
    """Makes a page of any notebook that can be read."""

    async def load_notebook(self, path: str) -> Any:
        """The notebook, for the Python that runs here; raises ``Unreadable``, which the terminal hears too."""
        try:
            return read(Path(self.contents_manager.root_dir) / path, path)
        except Unreadable as error:
            self.log.error("%s", error.said)
            raise


def use_our_own() -> None:
    """Let Voilà make its pages with ours: it names these in its code, and has no setting for others."""
    handler.NotebookRenderer = PageRenderer
    notebook_renderer.VoilaExporter = PageExporter
    notebook_renderer.VoilaExecutor = PageExecutor
