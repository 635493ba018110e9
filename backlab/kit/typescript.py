"""The contract as types for the scripts of the page: ``python -m backlab.kit.typescript`` writes ``contract.d.ts``."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
CONTRACT = HERE / "contract.py"
TYPES = HERE / "js" / "contract.d.ts"
_NAMES = {"str": "string", "int": "number", "float": "number", "bool": "boolean"}


def typescript(source: str) -> str:
    """The TypedDicts and aliases of a module as TypeScript; raises ``ValueError`` for what has no counterpart."""
    tree = ast.parse(source)
    head = f"// Made from contract.py; write it anew with python -m backlab.kit.typescript.\n\n{_comment(tree, '')}"
    return "\n".join([head, *(text for node in tree.body for text in _declared(node))])


def _declared(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.ClassDef(name, keywords=keywords):
            optional = "?" if any(k.arg == "total" for k in keywords) else ""
            yield f"{_comment(node, '')}export interface {name} {{\n{''.join(_members(node, optional))}}}\n"
        case ast.AnnAssign(ast.Name(name), ast.Name("TypeAlias"), ast.Constant(str(written))):
            yield f"export type {name} = {_type(ast.parse(written, mode='eval').body)};\n"


def _members(node: ast.ClassDef, optional: str) -> Iterator[str]:
    for each in node.body:
        if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name):
            yield f"  {each.target.id}{optional}: {_type(each.annotation)};\n"


def _comment(node: ast.Module | ast.ClassDef, indent: str) -> str:
    lines = (ast.get_docstring(node) or "").splitlines()
    said = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{said}{indent} */\n" if lines else ""


def _type(node: ast.expr) -> str:
    match node:
        case ast.Constant(None):
            return "null"
        case ast.Constant(str(name)):
            return name
        case ast.Name(name):
            return _NAMES.get(name, name)
        case ast.BinOp(left, ast.BitOr(), right):
            return f"{_type(left)} | {_type(right)}"
        case ast.Subscript(ast.Name(holder), of):
            return _held(holder, of)
    raise ValueError(f"no type of a script's is known for {ast.unparse(node)!r}")


def _held(holder: str, of: ast.expr) -> str:
    match holder, of:
        case "list", _:
            inside = _type(of)
            return f"({inside})[]" if "|" in inside else f"{inside}[]"
        case "dict", ast.Tuple([key, value]):
            return f"Record<{_type(key)}, {_type(value)}>"
        case "Literal", ast.Tuple(options):
            return " | ".join(map(_literal, options))
        case "Literal", _:
            return _literal(of)
    raise ValueError(f"no type of a script's is known for {holder}[{ast.unparse(of)}]")


def _literal(node: ast.expr) -> str:
    return json.dumps(ast.literal_eval(node))


if __name__ == "__main__":
    TYPES.write_text(typescript(CONTRACT.read_text("utf-8")), "utf-8")
