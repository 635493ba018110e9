"""What stands beside a notebook: which files a reader may have, and the pictures of its text."""

from __future__ import annotations

import mimetypes
import posixpath
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from nbconvert.filters.markdown_mistune import InvalidNotebook
from tornado.web import HTTPError
from voila.exporter import VoilaMarkdownRenderer  # type: ignore[import-untyped]  # Voilà carries no types

from backlab.language import gettext
from backlab.markup import element, markup

# What one looks at, listens to, reads or takes home. Neither code, nor notes, nor JSON, in which
# questions keep their answers.
PICTURES = ("png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "bmp", "ico")
SOUNDS = ("mp3", "ogg", "oga", "wav", "m4a", "flac")
FILMS = ("mp4", "m4v", "webm", "ogv", "mov", "vtt")
PAPERS = ("pdf", "html", "htm", "docx", "doc", "odt", "pptx", "ppt", "odp", "rtf", "epub")
TABLES = ("csv", "tsv", "xlsx", "xls", "ods", "dat", "geojson", "nc", "npy", "npz", "parquet", "zip")
OFFERED = rf"(?!(.*/)?(\.|__)).*\.({'|'.join((*PICTURES, *SOUNDS, *FILMS, *PAPERS, *TABLES))})"

_OFFERED = re.compile(OFFERED, re.IGNORECASE)


def is_offered(folder: Path, name: str) -> bool:
    """Whether a reader may have the file ``name``: no code, nothing hidden, nothing outside ``folder``."""
    if not _OFFERED.fullmatch(name) or "\0" in name:
        return False
    try:
        path = (folder / name).resolve()
        return path.is_relative_to(folder.resolve()) and path.is_file()
    except (OSError, RuntimeError):  # a name that no file can have, or links in a circle
        return False


class Renderer(VoilaMarkdownRenderer):  # type: ignore[misc]  # the same
    """Makes HTML of Markdown whose pictures are looked up from its notebook; where one is missing, a gap is named."""

    def __init__(self, beside: str, **named: Any) -> None:
        """``beside`` is the notebook's folder, as seen from the folder that is served."""
        super().__init__(**named)
        self.beside = beside

    def image(self, text: str, url: str, title: str | None = None) -> str:
        """A picture with the words that stand for it."""
        parts = urlsplit(url)
        if url.startswith("attachment:"):
            # An editor may have written a blank of its name as %20.
            found = next((name for name in (url, unquote(url)) if name[len("attachment:") :] in self.attachments), "")
            return self._shown(text, found, title) if found else _gap(text, url[len("attachment:") :])
        if parts.scheme or parts.netloc or parts.path.startswith("/"):
            return self._shown(text, url, title)
        packed = self._packed(posixpath.normpath(posixpath.join(self.beside, unquote(parts.path))))
        return self._shown(text, packed, title) if packed else _gap(text, unquote(parts.path))

    def _shown(self, text: str, url: str, title: str | None) -> str:
        try:
            # Not Voilà's, which looks up every name in the root of what is served.
            return str(super(VoilaMarkdownRenderer, self).image(text, url, title))
        except (InvalidNotebook, StopIteration):
            return _gap(text, url)

    def _packed(self, path: str) -> str:
        """The address that holds the picture itself, or "" where there is none for a reader."""
        if path.startswith("..") or not is_offered(Path(self.contents_manager.root_dir), path):
            return ""
        try:
            content = self.contents_manager.get(path, format="base64")["content"]
        except HTTPError:  # gone, or not to be read
            return ""
        kind = mimetypes.guess_type(path, strict=False)[0] or f"image/{path.rpartition('.')[2].lower()}"
        return f"data:{kind};base64,{content}".replace("\n", "")


def _gap(text: str, name: str) -> str:
    missing = gettext("This picture is missing: {name}").format(name=name)
    return element("span", markup(text, ". " if text else "", missing), class_="page-gap", role="note")
