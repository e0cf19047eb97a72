"""Places in a source text where a small defect can be put, and the text with it; chosen by number, not by luck."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_COMPARISONS: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "<=", ast.LtE: "<", ast.Gt: ">=", ast.GtE: ">", ast.Eq: "!=", ast.NotEq: "==",
}  # fmt: skip
_OPERATIONS: Final[dict[type[ast.operator], str]] = {ast.Add: "-", ast.Sub: "+", ast.Mult: "/", ast.Div: "*"}
_SIGNS: Final[dict[type[ast.cmpop], str]] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip
_MARKS: Final[dict[type[ast.operator], str]] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/"}
_TWINS: Final = {"minimum": "maximum", "maximum": "minimum", "min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Defect:
    """One change of a few characters on one line."""

    file: str  # below the repository
    line: int
    column: int
    before: str
    after: str

    def put(self, text: str) -> str:
        """The source with the defect."""
        lines = text.split("\n")
        # Columns of the syntax tree count bytes.
        raw = lines[self.line - 1].encode()
        start = self.column
        assert raw[start : start + len(self.before)].decode() == self.before
        lines[self.line - 1] = (raw[:start] + self.after.encode() + raw[start + len(self.before) :]).decode()
        return "\n".join(lines)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column + 1}: {self.before} -> {self.after}"


def defects_of(file: str, text: str) -> tuple[Defect, ...]:
    """Every defect that the text of a file can be given."""
    found: list[Defect] = []
    lines = [line.encode() for line in text.split("\n")]
    for node in _running_code(ast.parse(text)):
        if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _COMPARISONS:
            kind = type(node.ops[0])
            found += _between(file, lines, node.left, node.comparators[0], _SIGNS[kind], _COMPARISONS[kind])
        elif isinstance(node, ast.BinOp) and type(node.op) in _OPERATIONS and not _of_texts(node):
            operator = type(node.op)
            found += _between(file, lines, node.left, node.right, _MARKS[operator], _OPERATIONS[operator])
        elif isinstance(node, ast.BoolOp):
            one, other = ("and", "or") if isinstance(node.op, ast.And) else ("or", "and")
            found += _between(file, lines, node.values[0], node.values[1], one, other)
        elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
            found.append(Defect(file, node.lineno, node.col_offset, str(node.value), str(not node.value)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, int | float):
            written = ast.get_source_segment(text, node) or ""
            changed = repr(node.value + 1) if isinstance(node.value, int) else repr(node.value * 1.02 + 1e-3)
            found.append(Defect(file, node.lineno, node.col_offset, written, changed))
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            found.append(Defect(file, node.lineno, node.col_offset, "not ", ""))
        elif isinstance(node, ast.Name) and node.id in _TWINS:
            found.append(Defect(file, node.lineno, node.col_offset, node.id, _TWINS[node.id]))
        elif isinstance(node, ast.Attribute) and node.attr in _TWINS and node.end_col_offset is not None:
            start = node.end_col_offset - len(node.attr)
            found.append(Defect(file, node.end_lineno or node.lineno, start, node.attr, _TWINS[node.attr]))
    return tuple(found)


def _running_code(tree: ast.Module) -> Iterator[ast.AST]:
    """Nodes that run: no annotations, no docstrings, no subscripts of types, nothing that only talks."""
    skipped: set[int] = set()
    for node in ast.walk(tree):
        if id(node) in skipped:
            skipped.update(id(child) for child in ast.iter_child_nodes(node))
            continue
        quiet: list[ast.AST | None] = []
        if isinstance(node, ast.AnnAssign):
            quiet.append(node.annotation)
        if isinstance(node, ast.arg):
            quiet.append(node.annotation)
        if isinstance(node, ast.FunctionDef):
            quiet.append(node.returns)
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            quiet += node.decorator_list
        if isinstance(node, ast.JoinedStr | ast.Raise | ast.Assert | ast.ImportFrom):
            quiet += list(ast.iter_child_nodes(node))
        skipped.update(id(one) for one in quiet if one is not None)
        yield node


def _of_texts(node: ast.BinOp) -> bool:
    return any(
        isinstance(side, ast.JoinedStr | ast.List | ast.Tuple) or _is_text(side) for side in (node.left, node.right)
    )


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str | bytes)


def _between(
    file: str, lines: list[bytes], left: ast.expr, right: ast.expr, sign: str, other: str
) -> tuple[Defect, ...]:
    """The operator between two expressions, where both stand on one line."""
    if left.end_lineno != right.lineno or left.end_col_offset is None or left.end_lineno is None:
        return ()
    between = lines[right.lineno - 1][left.end_col_offset : right.col_offset]
    place = between.find(sign.encode())
    if place < 0:
        return ()
    return (Defect(file, right.lineno, left.end_col_offset + place, sign, other),)


def chosen(root: Path, packages: tuple[str, ...], count: int, seed: int = 0) -> tuple[Defect, ...]:
    """So many defects, spread over the files of some packages in proportion to what each can be given."""
    everything = [
        defect
        for package in packages
        for path in sorted((root / package).rglob("*.py"))
        for defect in defects_of(str(path.relative_to(root)), path.read_text(encoding="utf-8"))
    ]
    ranked = sorted(everything, key=lambda one: hashlib.sha256(f"{seed} {one}".encode()).digest())
    return tuple(sorted(ranked[:count], key=lambda one: (one.file, one.line, one.column)))
