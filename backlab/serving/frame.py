"""The frame around every page: what header, menus and footer show."""

from __future__ import annotations

from typing import Any

from backlab.kit.bundle import kit_hash
from backlab.language import LANGUAGES, language
from backlab.serving.addresses import Addresses
from backlab.serving.words import THEMES, frame_words, theme_names


def frame(where: Addresses) -> dict[str, Any]:
    """What header, menus and footer show, for a template."""
    return {
        "ending": where.ending,
        "home": where.home,
        "kit": {"hash": kit_hash(), "href": where.kit},
        "language": language(),
        "languages": [(code, name, where.spoken(code)) for code, name in LANGUAGES.items()],
        "theme": where.theme or next(iter(THEMES)),
        "themes": theme_names(),
        "words": frame_words(),
    }
