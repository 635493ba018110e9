"""Sentences that refuse a word or a number: what is wrong, what it can be, and what may have been meant."""

from collections.abc import Iterable

from backlab.language import gettext


def unknown(message: str, word: object, words: Iterable[str], field: str = "") -> str:
    """The message with the unknown word in it, and the one of ``words`` that may have been meant.

    >>> unknown("no finding {word}", "fevr", ["fever", "nausea"])
    "no finding 'fevr'; did you mean 'fever'?"
    """
    from difflib import get_close_matches  # only when something is misspelt

    problem = message.format(word=short(word), field=field)
    close = get_close_matches(str(word)[:80], tuple(words), n=1)
    return gettext("{problem}; did you mean {word}?").format(problem=problem, word=repr(close[0])) if close else problem


def no_choice(field: str, value: object, words: Iterable[str]) -> str:
    """That something is none of the ``words`` that a field can be.

    >>> no_choice("onset", "lift", ["lifting", "twisting"])
    "no onset 'lift'; did you mean 'lifting'? (the words are: lifting, twisting)"
    """
    listed = [*words]
    problem = unknown(gettext("no {field} {word}"), value, listed, field=field)
    said = gettext("{problem} (the words are: {words})")
    return said.format(problem=problem, words=", ".join(listed))


def no_number(field: str, value: object) -> str:
    """That something is no whole number.

    >>> no_number("pain", "strong")
    "pain is a whole number, not 'strong'"
    """
    return gettext("{field} is a whole number, not {value}").format(field=field, value=short(value))


def out_of_range(field: str, low: int, high: int, value: object) -> str:
    """That a number is too low or too high.

    >>> out_of_range("pain", 0, 10, 11)
    'pain runs from 0 to 10, not 11'
    """
    limits = gettext("{field} runs from {low} to {high}, not {value}")
    return limits.format(field=field, low=low, high=high, value=value)


def short(value: object) -> str:
    """A value as it was given, cut where it would fill the page.

    >>> short("a" * 200)
    "'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa..."
    """
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
