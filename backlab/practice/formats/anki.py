"""Anki: a deck whose cards ask on the front, and on the back say what is right and why.

It is Anki's oldest format, a database of its scheme 11 in a zip, since every Anki reads that. A note keeps its name
(guid), so that a bank that is imported again brings no card twice.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from hashlib import sha1
from typing import Any

from backlab.language import gettext, language
from backlab.markup import Markup, element, markup
from backlab.practice.formats.parts import LETTERS, paragraphs, safety, zipped
from backlab.practice.items import Item

_MODEL = 1_765_432_100_001  # Anki tells kinds of notes apart by a number that is made up once
FIELDS = ("Question", "Options", "Right", "Why")
_TABLES = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null, scm integer not null,
  ver integer not null, dty integer not null, usn integer not null, ls integer not null, conf text not null,
  models text not null, decks text not null, dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null, mod integer not null,
  usn integer not null, tags text not null, flds text not null, sfld integer not null, csum integer not null,
  flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null, ord integer not null,
  mod integer not null, usn integer not null, type integer not null, queue integer not null, due integer not null,
  ivl integer not null, factor integer not null, reps integer not null, lapses integer not null,
  left integer not null, odue integer not null, odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null, ease integer not null,
  ivl integer not null, lastIvl integer not null, factor integer not null, time integer not null,
  type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_FRONT = "{{Question}}{{Options}}"
_BACK = "{{FrontSide}}<hr id=answer>{{Right}}{{Why}}"
_LOOK = """.card { font: 19px/1.45 system-ui, sans-serif; text-align: left; max-width: 40em; margin: 0 auto }
.right { font-weight: bold } .why { font-size: .85em }"""


def write(items: Sequence[Item], title: str) -> bytes:
    """A package with one deck, one kind of note, and no media."""
    now = int(time.time())
    deck = _number(title)
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(_TABLES)
        made.execute(f"INSERT INTO col VALUES ({', '.join('?' * 13)})", _collection(deck, title, now))
        for place, item in enumerate(items, start=1):
            note = now * 1000 + place
            made.execute(f"INSERT INTO notes VALUES ({', '.join('?' * 11)})", _note(item, note, now))
            card = (note, note, deck, 0, now, -1, 0, 0, place, *(0,) * 8, "")
            made.execute(f"INSERT INTO cards VALUES ({', '.join('?' * 18)})", card)
        made.commit()
        return zipped({"collection.anki2": made.serialize(), "media": "{}"})


def _number(text: str) -> int:
    """A number for a name, the same each time, as large as Anki's own."""
    return 1_600_000_000_000 + int(sha1(text.encode(), usedforsecurity=False).hexdigest()[:9], 16)


def _note(item: Item, id: int, now: int) -> tuple[Any, ...]:
    parts = [str(each) for each in _parts(item)]
    checksum = int(sha1(item.prompt.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    guid = f"backlab/{language()}/{item.id}"
    return id, guid, _MODEL, now, -1, " backlab ", "\x1f".join(parts), item.prompt, checksum, 0, ""


def _parts(item: Item) -> tuple[Markup, ...]:
    rows = (
        element("p", element("b", letter), f" {label}")
        for letter, (_, label) in zip(LETTERS, item.options, strict=False)
    )
    letters = [letter for letter, (id, _) in zip(LETTERS, item.options, strict=False) if id in item.right]
    return (
        element("p", item.prompt),
        markup(*rows),
        element("p", " ".join((*letters, item.solution)), class_="right"),
        element("div", paragraphs(item.why), paragraphs(item.sources), class_="why"),
    )


def _collection(deck: int, title: str, now: int) -> tuple[Any, ...]:
    model = _model(deck, now)
    decks = {"1": _deck(1, gettext("Default"), "", now), str(deck): _deck(deck, title, safety(), now)}
    conf = {"activeDecks": [1], "curDeck": 1, "curModel": str(_MODEL), "nextPos": 1, "sortType": "noteFld"}
    texts = [json.dumps(each) for each in (conf, {str(_MODEL): model}, decks, {"1": _options(now)}, {})]
    return (1, now, now * 1000, now * 1000, 11, 0, 0, 0, *texts)


def _model(deck: int, now: int) -> dict[str, Any]:
    look = {"font": "Arial", "media": [], "rtl": False, "size": 20, "sticky": False}
    card = {"name": "Card 1", "ord": 0, "qfmt": _FRONT, "afmt": _BACK, "did": None, "bqfmt": "", "bafmt": ""}
    return {
        "id": _MODEL,
        "name": "backlab",
        "type": 0,
        "mod": now,
        "usn": -1,
        "sortf": 0,
        "did": deck,
        "flds": [{"name": name, "ord": place, **look} for place, name in enumerate(FIELDS)],
        "tmpls": [card],
        "css": _LOOK,
        "req": [[0, "any", [0]]],
        "latexPre": "",
        "latexPost": "",
        "tags": [],
        "vers": [],
    }


def _deck(id: int, name: str, about: str, now: int) -> dict[str, Any]:
    today = {name: [0, 0] for name in ("newToday", "revToday", "lrnToday", "timeToday")}
    shown = {"collapsed": False, "browserCollapsed": False, "dyn": 0, "extendNew": 0, "extendRev": 0}
    return {"id": id, "name": name, "desc": about, "conf": 1, "mod": now, "usn": -1, **shown, **today}


def _options(now: int) -> dict[str, Any]:
    new = {"bury": True, "delays": [1, 10], "initialFactor": 2500, "ints": [1, 4, 7], "order": 1, "perDay": 20}
    again = {"delays": [10], "leechAction": 0, "leechFails": 8, "minInt": 1, "mult": 0}
    old = {"bury": True, "ease4": 1.3, "fuzz": 0.05, "ivlFct": 1, "maxIvl": 36500, "minSpace": 1, "perDay": 100}
    whole = {"autoplay": True, "maxTaken": 60, "replayq": True, "timer": 0, "dyn": False}
    return {"id": 1, "name": "Default", "mod": now, "usn": 0, "new": new, "lapse": again, "rev": old, **whole}
