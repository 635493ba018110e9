"""What a request asks for beside its address: a language and a theme."""

from __future__ import annotations

from collections.abc import Collection

from tornado.web import HTTPError, RequestHandler

from backlab.language import LANGUAGES, SOURCE_LANGUAGE
from backlab.serving.addresses import Asked
from backlab.serving.words import THEMES


def asked(handler: RequestHandler) -> Asked:
    """What the request's address asks for."""
    return Asked(_known(handler, "lang", LANGUAGES), _known(handler, "theme", THEMES))


def spoken(handler: RequestHandler, otherwise: str = SOURCE_LANGUAGE) -> str:
    """The code of the language in which to answer."""
    return asked(handler).language or otherwise


def _known(handler: RequestHandler, name: str, values: Collection[str]) -> str:
    try:
        given = handler.get_query_argument(name, "")
    except HTTPError:  # it is no text, and so none that is known
        return ""
    return given if given in values else ""
