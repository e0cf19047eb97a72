"""A lint over syntax trees: what may not stand in game/economy and game/rules: its bits are not everywhere the same.

The reasons were measured on machines with and without AVX2 and AVX-512, on numpy 1.26 to 2.4. A line may be waived with
a comment `# exact: <reason>`; whole files only in `EXEMPT`, each with its reason.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

# Files that write programs rather than compute, by path below game/; what they emit is held to the same bits by tests.
# The module game/kernels does that and lies outside the lint: a step that is not exact fails while it is traced.
EXEMPT: Final[dict[str, str]] = {}

REASONS: Final[dict[str, str]] = {
    "import": "only numpy and the pure parts of the standard library: others bring libm, clocks, chance or files",
    "transcendental": "differs between CPUs and numpy versions; use game.economy.exact",
    "power": "** and pow change with CPU, and a scalar's ** 2 is not v * v; multiply, or use exact.power",
    "row sum": "the order of addition changes with shape, CPU and threads; use exact.total or cumsum",
    "product": "@, dot, einsum and convolve change with shape, CPU and threads; multiply and use exact.total",
    "builtin sum": "adds floats otherwise from Python 3.12 on; write the loop, or waive it for integers",
    "unstable sort": "ties fall differently from CPU to CPU; say kind='stable'",
    "negative stride": "some loops round otherwise on reversed views; index in the order of memory",
    "set order": "changes with PYTHONHASHSEED; iterate over sorted(...)",
    "hash": "hash() and id() change from run to run; use hashlib over raw bytes",
    "lossy text": "loses bits of a float; use float.hex or raw bytes",
    "lossy type": "loses bits, or differs between platforms; use float64 and int64",
    "inexact helper": "is computed otherwise by different numpy versions; write it from + - * /",
    "chance": "has no place in a deterministic engine",
    "hidden name": "getattr on numpy hides what is called from this lint",
}

# Standard modules that only compute and whose results are the same everywhere, and the house's own two packages.
_IMPORTS: Final = {
    "__future__", "abc", "bisect", "collections", "collections.abc", "contextlib", "dataclasses", "enum", "functools",
    "hashlib", "itertools", "operator", "types", "typing", "numpy", "numpy.typing",
}  # fmt: skip
_HOUSE: Final = ("game.economy", "game.kernels", "game.rules")

_NAMES: Final[dict[str, str]] = {
    "transcendental": """exp exp2 expm1 log log2 log10 log1p logaddexp logaddexp2 sin cos tan arcsin arccos arctan
        arctan2
        asin acos atan atan2 sinh cosh tanh arcsinh arccosh arctanh asinh acosh atanh cbrt hypot sinc i0 erf gamma""",
    "power": "power float_power pow",
    "row sum": """sum nansum mean nanmean average std var nanstd nanvar prod nanprod trapz trapezoid reduce reduceat ptp
        cov corrcoef""",
    "product": """dot vdot inner matmul vecdot matvec vecmat tensordot einsum convolve correlate kron multi_dot linalg
        fft""",
    "negative stride": "flip fliplr flipud rot90",
    "lossy type": "float16 float32 half single longdouble float128 complex64 int_ intc intp",
    "inexact helper": """linspace logspace geomspace interp percentile quantile median histogram polyfit polyval
        gradient around nan_to_num reciprocal remainder fmod mod divmod floor_divide""",
    "chance": "random default_rng",
}
_RULE_OF: Final = {name: rule for rule, names in _NAMES.items() for name in names.split()}
_BUILTINS: Final = {"sum": "builtin sum", "pow": "power", "hash": "hash", "id": "hash", "reversed": "negative stride"}
_SORTS: Final = ("sort", "argsort", "partition", "argpartition")
_SET_METHODS: Final = ("union", "intersection", "difference", "symmetric_difference")
_TAKES_ORDER: Final = {"list", "tuple", "iter", "enumerate", "zip", "map", "filter", "next", "dict", "join", "fromkeys",
                       "array", "stack", "concatenate", "extend"}  # fmt: skip
_LOSSY_FORMAT: Final = re.compile(r"[eEfFgGn%]$|^\.\d+$")
_WAIVER: Final = re.compile(r"#\s*exact:\s*\S")


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One place that may have other bits elsewhere."""

    line: int
    rule: str

    def __str__(self) -> str:
        return f"{self.line}: {self.rule}: {REASONS[self.rule]}"


def findings(source: str) -> list[Finding]:
    """All places of a module that break a rule and are not waived on their own line, in order."""
    tree = ast.parse(source)
    lines = source.splitlines()
    seen = {found for found in _Walk(tree).found() if not _WAIVER.search(lines[found.line - 1])}
    return sorted(seen)


def lint(game: Path) -> list[str]:
    """Findings of all modules of economy and rules as `path:line: rule: reason`."""
    told = []
    for package in ("economy", "rules"):
        for path in sorted((game / package).rglob("*.py")):
            name = path.relative_to(game).as_posix()
            if name not in EXEMPT:
                told += [f"{name}:{one}" for one in findings(path.read_text(encoding="utf-8"))]
    return told


class _Walk:
    """Looks at every node of a module once."""

    def __init__(self, tree: ast.Module) -> None:
        self.tree = tree
        self.numpy = {"np", "numpy"}
        self.exact = {"exact"}
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                self.numpy |= {alias.asname for alias in node.names if alias.name == "numpy" and alias.asname}
        self.sets = set(self._set_names())

    def found(self) -> Iterator[Finding]:
        for node in ast.walk(self.tree):
            for rule in self._broken(node):
                # A comprehension has no line of its own; what it runs over has.
                place = node.iter if isinstance(node, ast.comprehension) else node
                yield Finding(getattr(place, "lineno", 1), rule)

    def _broken(self, node: ast.AST) -> Iterator[str]:
        match node:
            case ast.Import(names=names):
                if any(not self._allowed(alias.name) for alias in names):
                    yield "import"
            case ast.ImportFrom(module=module, names=names, level=level):
                yield from self._import_from(module or "", [alias.name for alias in names], level)
            case ast.BinOp() | ast.AugAssign():
                yield from self._operator(node)
            case ast.Attribute(value=owner, attr=name):
                if name in _RULE_OF and not (isinstance(owner, ast.Name) and owner.id in self.exact):
                    yield _RULE_OF[name]
            case ast.Call():
                yield from self._call(node)
            case ast.Slice(step=step):
                if _negative(step):
                    yield "negative stride"
            case (
                ast.For(iter=over) | ast.comprehension(iter=over) | ast.Starred(value=over) | ast.YieldFrom(value=over)
            ):
                if self._is_set(over):
                    yield "set order"
            case ast.FormattedValue(format_spec=ast.JoinedStr(values=[ast.Constant(value=str(spec)), *_])):
                if _LOSSY_FORMAT.search(spec):
                    yield "lossy text"

    def _allowed(self, module: str) -> bool:
        return module in _IMPORTS or any(module == own or module.startswith(own + ".") for own in _HOUSE)

    def _import_from(self, module: str, names: list[str], level: int) -> Iterator[str]:
        if not level and not self._allowed(module):
            yield "import"
        if module.split(".")[0] == "numpy":
            yield from (_RULE_OF[name] for name in names if name in _RULE_OF)

    def _operator(self, node: ast.BinOp | ast.AugAssign) -> Iterator[str]:
        constant = isinstance(node, ast.BinOp) and _constant(node.left) and _constant(node.right)
        if isinstance(node.op, ast.Pow) and not constant:
            yield "power"
        elif isinstance(node.op, ast.MatMult):
            yield "product"
        elif isinstance(node.op, ast.Mod) and isinstance(node, ast.BinOp) and _text(node.left):
            yield "lossy text"

    def _call(self, node: ast.Call) -> Iterator[str]:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        owner = node.func.value if isinstance(node.func, ast.Attribute) else None
        on_numpy = isinstance(owner, ast.Name) and owner.id in self.numpy
        if name in _BUILTINS:
            yield _BUILTINS[name]
        if name == "getattr" and node.args and isinstance(node.args[0], ast.Name) and node.args[0].id in self.numpy:
            yield "hidden name"
        if name == "format" or (method == "format" and _text(owner)):
            yield "lossy text"
        # list.sort is stable and takes no kind, str.partition sorts nothing; numpy's sorts are unstable unless told.
        if (on_numpy and method in _SORTS) or method in ("argsort", "argpartition"):
            kinds = [word.value for word in node.keywords if word.arg in ("kind", "stable")]
            if not any(isinstance(kind, ast.Constant) and kind.value in ("stable", True) for kind in kinds):
                yield "unstable sort"
        if on_numpy and method == "round":
            yield "inexact helper"
        if (name or method) in _TAKES_ORDER and any(self._is_set(argument) for argument in node.args):
            yield "set order"
        if method == "pop" and owner is not None and not node.args and self._is_set(owner):
            yield "set order"
        kinds = [word.value for word in node.keywords if word.arg == "dtype"] + (
            node.args if method == "astype" else []
        )
        if any(_platform_type(kind) for kind in kinds):
            yield "lossy type"

    def _set_names(self) -> Iterator[str]:
        """Names that are bound to a set somewhere in the module."""
        self.sets: set[str] = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Assign) and self._is_set(node.value):
                yield from (target.id for target in node.targets if isinstance(target, ast.Name))
            elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and _set_type(node.annotation):
                yield node.target.id
            elif isinstance(node, ast.arg) and _set_type(node.annotation):
                yield node.arg

    def _is_set(self, node: ast.AST) -> bool:
        match node:
            case ast.Set() | ast.SetComp():
                return True
            case ast.Name(id=name):
                return name in self.sets
            case ast.Call(func=ast.Name(id="set" | "frozenset")):
                return True
            case ast.Call(func=ast.Attribute(attr=method)) if method in _SET_METHODS:
                return True
            case ast.Call(func=ast.Name(id="list" | "tuple" | "enumerate" | "iter"), args=[inner]):
                return self._is_set(inner)
            case ast.BinOp(left=left, op=ast.BitOr() | ast.BitAnd() | ast.Sub() | ast.BitXor(), right=right):
                return self._is_set(left) or self._is_set(right) or _keys(left) or _keys(right)
        return False


def _constant(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) or (isinstance(node, ast.UnaryOp) and isinstance(node.operand, ast.Constant))


def _text(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _set_type(annotation: ast.AST | None) -> bool:
    return annotation is not None and bool(re.match(r"(Abstract|Mutable|frozen)?set\b", ast.unparse(annotation), re.I))


def _negative(step: ast.AST | None) -> bool:
    return isinstance(step, ast.UnaryOp) and isinstance(step.op, ast.USub)


def _keys(node: ast.AST) -> bool:
    """A view of a mapping's keys, whose algebra gives sets."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("keys", "items")


def _platform_type(node: ast.AST) -> bool:
    """A type of numbers that is not the same on every platform or keeps fewer than 64 bits."""
    if isinstance(node, ast.Name):
        return node.id == "int"
    return isinstance(node, ast.Constant) and str(node.value) in ("int", "f2", "f4", "<f2", "<f4", "float32", "float16")
