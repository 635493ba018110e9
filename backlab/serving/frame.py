"""The frame around every page: which language and theme are asked for, and what header, menus and footer show."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from tornado.web import HTTPError, RequestHandler

from backlab.kit.bundle import kit_hash
from backlab.language import LANGUAGES, SOURCE_LANGUAGE, language
from backlab.serving.words import THEMES, frame_words, theme_names


class Asked(NamedTuple):
    """What an address asks of the frame, each empty where it asks for nothing that there is."""

    language: str = ""
    theme: str = ""

    def link(self, path: str, **instead: str) -> str:
        """The address ``path``, carrying along what was asked for, or ``instead`` of it."""
        carried = {"lang": self.language, "theme": self.theme, **instead}
        query = urlencode({name: value for name, value in carried.items() if value})
        return f"{quote(path)}?{query}" if query else quote(path)


def asked(handler: RequestHandler) -> Asked:
    """What the request's address asks for."""
    return Asked(_known(handler, "lang", LANGUAGES), _known(handler, "theme", THEMES))


def spoken(handler: RequestHandler) -> str:
    """The code of the language in which to answer."""
    return asked(handler).language or SOURCE_LANGUAGE


def kit_path() -> str:
    """The address of the kit's script, below the server's own."""
    return f"/backlab/kit-{kit_hash()}.js"


def frame(base_url: str, wanted: Asked) -> dict[str, Any]:
    """What header, menus and footer show, for a template."""
    return {
        "base_url": base_url,
        "home": wanted.link(base_url),
        "kit": {"hash": kit_hash(), "href": base_url.rstrip("/") + kit_path()},
        "language": language(),
        "languages": [(code, name, wanted.link("", lang=code)) for code, name in LANGUAGES.items()],
        "theme": wanted.theme or next(iter(THEMES)),
        "themes": theme_names(),
        "words": frame_words(),
    }


def _known(handler: RequestHandler, name: str, values: Any) -> str:
    try:
        given = handler.get_query_argument(name, "")
    except HTTPError:  # it is no text, and so none that is known
        return ""
    return given if given in values else ""
