"""The catalogue keeps what its files say, whichever version of Babel reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from babel.messages import catalog as babel_catalog

from backlab.catalogue import files

# What Babel 2.18 and Babel 2.19 say of Spanish, and what no version says of it.
VIEWS = {
    "two forms": (2, "(n != 1)"),
    "three forms": (3, "n == 1 ? 0 : n != 0 && n % 1000000 == 0 ? 1 : 2"),
    "one form": (1, "0"),
}


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
@pytest.mark.parametrize("code", files.TRANSLATED)
def test_the_plural_forms_are_those_of_the_file(
    code: str, view: tuple[int, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many forms Babel thinks there are, what is read from a file is, to the byte, what is written."""
    monkeypatch.setattr(babel_catalog, "get_plural", lambda *_: view)
    known = files.translations(code)
    assert files.as_text(known) == files.po_file(code).read_bytes()
    assert files.compiled(known) == files.mo_file(code).read_bytes()


def test_a_language_that_begins_takes_babels_view_and_keeps_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its first file says how many forms there are, and from then on the file counts."""
    monkeypatch.setattr(files, "LOCALE", str(tmp_path))
    monkeypatch.setattr(babel_catalog, "get_plural", lambda *_: VIEWS["three forms"])
    begun = files.Catalogue("es")
    begun.add(("{count} day", "{count} days"), ("{count} día", "{count} de días", "{count} días"))
    files.write("es", begun)
    monkeypatch.setattr(babel_catalog, "get_plural", lambda *_: VIEWS["two forms"])
    assert files.translations("es").num_plurals == 3
