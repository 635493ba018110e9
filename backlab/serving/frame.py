"""The frame around every page: what header, menus and footer show."""

from __future__ import annotations

from typing import Any, NamedTuple

from markupsafe import Markup

from backlab.kit.bundle import kit_hash
from backlab.language import LANGUAGES, language
from backlab.serving.addresses import Addresses
from backlab.serving.words import THEMES, frame_words, theme_names


class Kind(NamedTuple):
    """What a page is about.

    ``shelf`` is what the folder is called whose page it is, "" for the course. A page that ``is_about_backs`` says that
    it is no diagnosis, and whom to call. ``written`` is the language of what is shown, where it is not the one that is
    spoken, and a page that ``is_alone`` has no other beside it.
    """

    shelf: str = ""
    is_about_backs: bool = True
    written: str = ""
    is_alone: bool = False


COURSE = Kind()


def frame(where: Addresses, kind: Kind = COURSE) -> dict[str, Any]:
    """What header, menus and footer show, for a template."""
    return {
        "ending": where.ending,
        "home": where.home,
        "kit": {"hash": kit_hash(), "href": where.kit},
        "language": language(),
        "languages": [(code, name, where.spoken(code)) for code, name in LANGUAGES.items()],
        "theme": where.theme or next(iter(THEMES)),
        "themes": theme_names(),
        "kind": kind._asdict(),
        "said_in": _said_in(kind),
        "words": frame_words(),
        "written": kind.written or language(),
    }


def _said_in(kind: Kind) -> Markup:
    """What marks our own words on a page that is written in another language: an attribute, or nothing."""
    return Markup(' lang="{}"').format(language()) if kind.written not in ("", language()) else Markup("")
