"""Bring the catalogue up to date: ``python -m backlab.catalogue``, and see ``--help`` for translating."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from babel.messages.catalog import Message

from backlab.catalogue import files
from backlab.catalogue.gather import template
from backlab.catalogue.update import merge, name, refresh, untranslated, welcome
from backlab.language import LANGUAGES


def main() -> None:
    """Write the template and the language, and say what is left to translate."""
    arguments = _parser().parse_args()
    fresh, catalogue = template(), files.translations(arguments.language)
    files.TEMPLATE.write_bytes(files.as_text(fresh))
    handed_in = {file: json.loads(file.read_text("utf-8")) for file in arguments.merge}
    for translations in handed_in.values():
        welcome(catalogue, fresh, translations)
    refresh(catalogue, fresh)
    for file, translations in handed_in.items():
        for english in merge(catalogue, translations):
            print(f"{file}: no message {english!r}, or not in so many forms")
    files.write(arguments.language, catalogue)
    left = {name(message): _about(message) for message in untranslated(catalogue)}
    print(f"{len(fresh)} messages, {len(left)} of them to translate into {LANGUAGES[arguments.language]}")
    if arguments.missing:
        arguments.missing.write_text(json.dumps(left, ensure_ascii=False, indent=1), "utf-8")


def _about(message: Message) -> str:
    """What a message is, or else where it stands; and its plural, if it has one."""
    plural = [f"plural: {message.id[1]}"] if message.pluralizable else []
    return "; ".join([*(message.auto_comments or [place for place, _line in message.locations]), *plural])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m backlab.catalogue", description=__doc__.partition(":")[0] + ".")
    parser.add_argument("--language", choices=files.TRANSLATED, default=files.TRANSLATED[0])
    given = "JSON of {English: translation}, a list for the forms of a plural"
    parser.add_argument("--merge", type=Path, action="append", default=[], metavar="FILE", help=given)
    parser.add_argument(
        "--missing", type=Path, metavar="FILE", help="write what is left as JSON of {English: what it is}"
    )
    return parser


if __name__ == "__main__":
    main()
