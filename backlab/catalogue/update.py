"""A language brought up to date with the template, and the translations that somebody made put into it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from babel.messages.catalog import Message

from backlab.catalogue.files import Catalogue, messages

# A translation as it is handed in: one text, or one for each plural form.
Translation = str | Sequence[str]


def refresh(catalogue: Catalogue, template: Catalogue, *, guess: bool = True) -> None:
    """Give a language the messages of the template; one that resembles an old one gets its words, marked fuzzy.

    To seek what hundreds of new messages resemble takes minutes: who only asks what is missing need not ``guess``.
    """
    catalogue.update(template, no_fuzzy_matching=not guess)


def welcome(catalogue: Catalogue, template: Catalogue, translations: Mapping[str, Translation]) -> None:
    """Put translations of new messages in ahead of ``refresh``, which need not seek then what they resemble."""
    for message in messages(template):
        english = name(message)
        if english in translations and message.id not in catalogue:
            translation = translations[english]
            if isinstance(translation, str) != message.pluralizable:
                catalogue.add(message.id, translation if isinstance(translation, str) else tuple(translation))


def merge(catalogue: Catalogue, translations: Mapping[str, Translation]) -> list[str]:
    """Put translations in, by their English words (those of the singular); gives back those that fit no message."""
    known = {(name(message), message.pluralizable): message for message in messages(catalogue)}
    left = []
    for english, translation in translations.items():
        message = known.get((english, not isinstance(translation, str)))
        if message is None:
            left.append(english)
        else:
            message.string = translation if isinstance(translation, str) else tuple(translation)
            message.flags.discard("fuzzy")
    return left


def untranslated(catalogue: Catalogue) -> Iterator[Message]:
    """The messages that lack a form, or whose translation is a guess."""
    return (message for message in messages(catalogue) if message.fuzzy or not all(forms(message)))


def name(message: Message) -> str:
    """What a message is called: its English words, for a plural those of the singular."""
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> tuple[str, ...]:
    """The translation: one form, or one for each plural."""
    string = message.string or ""
    return (string,) if isinstance(string, str) else tuple(string)
