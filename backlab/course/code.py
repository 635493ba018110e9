"""Short code that a student writes, worked out safely: a few kinds of expression, over the names that are offered.

It is read as Python but never run as Python: only calls of what is offered, ``&``, ``|``, comparisons with ``>=`` and
``>``, and plain values. So it can be answered on a page that a class shares, and what is wrong gets one sentence.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from inspect import Parameter, signature
from typing import Any
from warnings import catch_warnings, simplefilter

from backlab.language import gettext
from backlab.model import Expression, Quantity

Value = Any
LONGEST = 2_000  # characters
MOST_PARTS = 300
MOST_DEPTH = 80  # of parts within parts; a chain of as many alternatives as are taken goes sixty deep
MOST_CALLS = 12  # each may work out a whole advice, which takes milliseconds
# Conditions multiply out into clauses; no sensible rule comes near this many.
MOST_CLAUSES = 60
LARGEST = 10**9  # no number of a patient comes near it, and longer ones would fill the page


def evaluated(text: str, names: Mapping[str, Value]) -> Value:
    """The value of one expression over ``names``; raises ``ValueError`` with one sentence that says what to change."""
    _refuse_more_than(LONGEST, len(text))
    tree = _parsed(text)
    _refuse_more_work(tree)
    try:
        return _value(tree, names)
    except (TypeError, AttributeError):
        unfit = gettext("These parts do not fit together: look at the example, and put brackets around each pair.")
        raise ValueError(unfit) from None


def _refuse_more_than(most: int, count: int) -> None:
    if count > most:
        raise ValueError(gettext("That is more than is needed here: a few names and signs are enough."))


def _refuse_more_work(tree: ast.expr) -> None:
    """Refuse what would take long or need much of the stack, before any of it is worked out."""
    parts = list(ast.walk(tree))
    _refuse_more_than(MOST_PARTS, len(parts))
    _refuse_more_than(MOST_CALLS, sum(isinstance(part, ast.Call) for part in parts))
    level: list[ast.AST] = [tree]
    depth = 0
    while level:
        level, depth = [part for each in level for part in ast.iter_child_nodes(each)], depth + 1
    _refuse_more_than(MOST_DEPTH, depth)


def _parsed(text: str) -> ast.expr:
    try:
        with catch_warnings():
            simplefilter("ignore")  # Python's warnings about a student's code are for its terminal, where nobody looks
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        where = (error.text or "").strip()[:40]
        unread = gettext("Line {line} cannot be read, near {place}: is a bracket, a comma or a quotation mark missing?")
        raise ValueError(unread.format(line=error.lineno or 1, place=repr(where))) from None
    except (ValueError, RecursionError, MemoryError):
        raise ValueError(gettext("This cannot be read: write one line of code, as in the example.")) from None


def _value(node: ast.expr, names: Mapping[str, Value]) -> Value:
    match node:
        case ast.Name(id=name):
            return _not_called(name, _named(name, names))
        case ast.Call():
            return _called(node, names)
        case ast.Constant() | ast.List() | ast.Tuple() | ast.Set() | ast.Dict() | ast.UnaryOp(op=ast.USub()):
            return _written_out(node, names)
        case ast.BinOp() | ast.Compare():
            return _condition(node, names)
    raise ValueError(_not_here(node))


def _written_out(node: ast.expr, names: Mapping[str, Value]) -> Value:
    """A plain value, a list, or a set; empty curly brackets mean an empty set here."""
    match node:
        case ast.Constant(value=value) if isinstance(value, str | int | float | None):
            return _sensible(value)
        case ast.UnaryOp(operand=ast.Constant(value=int(value) | float(value))):
            return -_sensible(value)
        case ast.List(elts=parts) | ast.Tuple(elts=parts):
            return [_value(part, names) for part in parts]
        case ast.Set(elts=parts):
            return {_plain(_value(part, names)) for part in parts}
        case ast.Dict(keys=[]):
            return set()
    raise ValueError(_not_here(node))


def _condition(node: ast.expr, names: Mapping[str, Value]) -> Value:
    match node:
        case ast.BinOp(left=left, op=ast.BitAnd() | ast.BitOr() as sign, right=right):
            return _joined(_value(left, names), sign, _value(right, names))
        case ast.Compare(left=left, ops=[ast.GtE() | ast.Gt() as sign], comparators=[right]):
            return _reached(_value(left, names), sign, _value(right, names))
    raise ValueError(_not_here(node))


def _not_here(node: ast.expr) -> str:
    """What to write instead of something that cannot be used."""
    match node:
        case ast.BoolOp():
            return gettext("Join conditions with & and |, not with the words and, or.")
        case ast.UnaryOp(op=ast.Not() | ast.Invert()):
            return gettext("There is no not here: a further finding may only raise the level.")
        case ast.Compare():
            return gettext("Numbers are compared with >= or >, as in pain >= 7.")
    return gettext("Only names, &, |, >= and calls as in the example can be used here.")


def _named(name: str, names: Mapping[str, Value]) -> Value:
    if name in names:
        return names[name]
    unknown = gettext("There is no {name} here.").format(name=repr(name[:40]))
    if guess := _meant(name, names):
        raise ValueError(f"{unknown} {guess}")
    if any(callable(value) for value in names.values()):  # then names are written as text, as in present={'fever'}
        raise ValueError(f"{unknown} {gettext('Words go in quotation marks.')}")
    raise ValueError(unknown)


def _meant(name: str, names: Iterable[str]) -> str:
    close = get_close_matches(name[:80], list(names), n=1)
    return gettext("Did you mean {name}?").format(name=repr(close[0])) if close else ""


def _not_called(name: str, value: Value) -> Value:
    if callable(value):
        raise ValueError(gettext("Write brackets after {name}, with something in them.").format(name=repr(name)))
    return value


def _called(node: ast.Call, names: Mapping[str, Value]) -> Value:
    if not isinstance(node.func, ast.Name):
        raise ValueError(_not_here(node))
    function = _named(node.func.id, names)
    if not callable(function):
        raise ValueError(gettext("{name} is no function: use it without brackets.").format(name=repr(node.func.id)))
    words = [keyword.arg for keyword in node.keywords if keyword.arg]
    if len(words) < len(node.keywords) or any(isinstance(each, ast.Starred) for each in node.args):
        raise ValueError(gettext("Write each part out, without stars."))
    _check_parts(node.func.id, function, len(node.args), words)
    arguments = [_value(each, names) for each in node.args]
    return function(*arguments, **{each.arg: _value(each.value, names) for each in node.keywords if each.arg})


def _check_parts(name: str, function: Callable[..., Value], count: int, words: list[str]) -> None:
    """Refuse a call with a part twice, unknown or missing: ``count`` parts without a word, then the ``words``."""
    parts = signature(function).parameters
    filled = [*list(parts)[:count], *words]
    if twice := [word for word in words if filled.count(word) > 1]:
        raise ValueError(gettext("{word} is given twice: keep one of them.").format(word=repr(twice[0])))
    if any(part.kind in (Parameter.VAR_POSITIONAL, Parameter.VAR_KEYWORD) for part in parts.values()):
        return  # a function that takes whatever comes says itself what is wrong
    if unknown := [word for word in words if word not in parts]:
        said = gettext("{name} has no part {word}.").format(name=repr(name), word=repr(unknown[0][:40]))
        raise ValueError(f"{said} {_meant(unknown[0], parts)}".strip())
    if missing := [part.name for part in parts.values() if part.default is part.empty and part.name not in filled]:
        said = gettext("{name} needs {word} as well, as in the example.")
        raise ValueError(said.format(name=repr(name), word=repr(missing[0])))
    if count > len(parts):
        raise ValueError(gettext("{name} has fewer parts than that.").format(name=repr(name)))


def _joined(left: Value, sign: ast.operator, right: Value) -> Value:
    if not isinstance(left, Expression) or not isinstance(right, Expression):
        raise ValueError(gettext("Put brackets around each comparison, as in fever & (pain >= 7)."))
    if isinstance(sign, ast.BitOr):
        _refuse_more_than(MOST_CLAUSES, len(left.clauses) + len(right.clauses))
        return left | right
    _refuse_more_than(MOST_CLAUSES, len(left.clauses) * len(right.clauses))
    return left & right


def _reached(left: Value, sign: ast.cmpop, right: Value) -> Value:
    if not isinstance(left, Quantity) or not isinstance(right, int) or isinstance(right, bool):
        raise ValueError(gettext("Numbers are compared with >= or >, as in pain >= 7."))
    if not left.low <= right <= left.high:
        limits = gettext("{name} runs from {low} to {high}.")
        raise ValueError(limits.format(name=left.id, low=left.low, high=left.high))
    return left >= right if isinstance(sign, ast.GtE) else left > right


def _plain(value: Value) -> Value:
    if not isinstance(value, str | int | float | None):
        raise ValueError(gettext("Write the names in quotation marks inside { }, as in {'fever'}."))
    return value


def _sensible(value: Value) -> Value:
    if isinstance(value, int | float) and abs(value) > LARGEST:
        raise ValueError(gettext("That number is larger than any that is needed here."))
    return value
