"""Formulas of an author's own, such as ``"20 * place > 400"``: worked out, and never run as code.

>>> worked_out("20 * place", {"place": 3})
60.0
>>> worked_out("'left' if 20 > place else 'right'", {"place": 3})
'left'
"""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping
from functools import lru_cache
from itertools import pairwise
from math import cos, isfinite, pi, sin, sqrt
from typing import Any

from backlab.language import gettext
from backlab.refusal import short, unknown

Value = float | bool | str
LONGEST = 400  # characters
_TWO: Mapping[type, Callable[[Any, Any], Any]] = {
    **{ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv},
    **{ast.Pow: operator.pow, ast.Mod: operator.mod, ast.FloorDiv: operator.floordiv},
    **{ast.Lt: operator.lt, ast.LtE: operator.le, ast.Gt: operator.gt, ast.GtE: operator.ge},
    **{ast.Eq: operator.eq, ast.NotEq: operator.ne},
}
_ONE: Mapping[type, Callable[[Any], Any]] = {ast.USub: operator.neg, ast.UAdd: operator.pos, ast.Not: operator.not_}
_CALLED: Mapping[str, Callable[..., Any]] = {
    **{"min": min, "max": max, "abs": abs, "sqrt": sqrt},
    "round": lambda number, places=0: round(number, int(places)),
    **{"sin": lambda degrees: sin(degrees * pi / 180), "cos": lambda degrees: cos(degrees * pi / 180)},
}


def worked_out(formula: str, names: Mapping[str, Value]) -> Value:
    """What a formula over ``names`` is: a number, true or false, or a text; angles are in degrees.

    Raises ``ValueError`` with one sentence for what is no formula, or has no answer.
    """
    try:
        found: Value | complex = _value(_read(formula), names)
    except (ZeroDivisionError, OverflowError, TypeError) as error:
        raise ValueError(gettext("{formula} has no answer: {why}").format(formula=short(formula), why=error)) from error
    if isinstance(found, complex) or (isinstance(found, float) and not isfinite(found)):
        raise ValueError(gettext("{formula} has no answer that is a number").format(formula=short(formula)))
    return found


@lru_cache(maxsize=500)
def _read(formula: str) -> ast.expr:
    if len(formula) > LONGEST:
        long = gettext("{formula} is too long: {count} letters are enough for a formula")
        raise ValueError(long.format(formula=short(formula), count=LONGEST))
    try:
        return ast.parse(formula.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        no = gettext("{formula} is no formula: write one such as 20 * place > 400")
        raise ValueError(no.format(formula=short(formula))) from error


def _value(node: ast.expr, names: Mapping[str, Value]) -> Any:
    match node:
        case ast.Constant(bool() | str() as value):
            return value
        case ast.Constant(int() | float() as value):
            return float(value)  # whole numbers without end could take all memory
        case ast.Name(name):
            return _named(name, names)
        case ast.UnaryOp(op, inner) if type(op) in _ONE:
            return _ONE[type(op)](_value(inner, names))
        case ast.BinOp(left, op, right) if type(op) in _TWO:
            return _TWO[type(op)](_number(left, names), _number(right, names))
        case ast.IfExp(test, then, otherwise):
            return _value(then if _value(test, names) else otherwise, names)
    return _more(node, names)


def _more(node: ast.expr, names: Mapping[str, Value]) -> Any:
    match node:
        case ast.Compare(left, ops, others) if all(type(op) in _TWO for op in ops):
            pairs = pairwise([_value(each, names) for each in (left, *others)])
            return all(_TWO[type(op)](*pair) for op, pair in zip(ops, pairs, strict=True))
        case ast.BoolOp(op, parts):
            found = (bool(_value(each, names)) for each in parts)
            return all(found) if isinstance(op, ast.And) else any(found)
        case ast.Call(ast.Name(name), arguments, []) if name in _CALLED:
            return _CALLED[name](*(_number(each, names) for each in arguments))
    no = gettext("{formula} is no part of a formula: there are numbers, names, + - * / **, comparisons and {words}")
    raise ValueError(no.format(formula=short(ast.unparse(node)), words=", ".join(_CALLED)))


def _number(node: ast.expr, names: Mapping[str, Value]) -> float:
    found = _value(node, names)
    if isinstance(found, str):
        raise ValueError(gettext("{formula} is no number").format(formula=short(found)))
    return float(found)


def _named(name: str, names: Mapping[str, Value]) -> Value:
    if name not in names:
        raise ValueError(unknown(gettext("there is no number {word}"), name, names))
    return names[name]
