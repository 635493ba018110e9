"""Voilà's exporter with its templates compiled once: compiling them for every page took half of the server's time."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from types import CodeType
from typing import Any

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
from jinja2.runtime import Context
from voila.exporter import VoilaExporter  # type: ignore[import-untyped]  # Voilà carries no types

from backlab.serving.beside import Renderer
from backlab.serving.markdown import html
from backlab.serving.prepare import PLACE
from backlab.serving.room import Visit, current


class Compiled(BytecodeCache):
    """Keeps compiled templates in memory; Jinja compiles one anew where its text has changed."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill the bucket with what was compiled before."""
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled now."""
        self._codes[bucket.key, bucket.checksum] = bucket.code


class PageExporter(VoilaExporter):  # type: ignore[misc]  # Voilà carries no types
    """Makes a page; every page makes an exporter, and all of them share what was compiled."""

    compiled = Compiled()

    def _create_environment(self) -> Environment:
        environment: Environment = super()._create_environment()
        environment.bytecode_cache = self.compiled
        return environment

    @pass_context
    def markdown2html(self, context: Context, source: str) -> str:
        """The text of a cell as HTML, with the pictures that stand beside its notebook."""
        renderer = Renderer(
            beside=context["nb"].metadata[PLACE]["beside"],
            escape=False,
            attachments=context["cell"].get("attachments", {}),
            contents_manager=self.contents_manager,
            anchor_link_text=self.anchor_link_text,
        )
        return html(source, renderer)

    async def generate_from_notebook_node(self, *given: Any, **named: Any) -> AsyncIterator[tuple[str, Any]]:
        """The page piece by piece; where one cannot be made the answer ends, and the page says that it broke off.

        No piece follows once the reader has left.
        """
        visit = current() or Visit("")
        visit.making = asyncio.current_task()
        try:
            async for piece in super().generate_from_notebook_node(*given, **named):
                if visit.is_left:
                    return
                yield piece
        # Whatever it is: Voilà would wait for ever for the next piece, and so would the reader.
        except Exception as error:  # noqa: BLE001
            if not visit.is_left:
                self.log.error("A page broke off: %s: %s", type(error).__name__, " ".join(str(error).split()))
