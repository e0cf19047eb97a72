"""The exactness lint finds each thing it forbids, lets pass what is exact, and finds nothing in economy and rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from .lint import EXEMPT, REASONS, findings, lint

# One line that breaks each rule in each of its forms.
BAD: list[tuple[str, str]] = [
    ("import", "import math"),
    ("import", "import random"),
    ("import", "from time import monotonic"),
    ("import", "from statistics import fmean"),
    ("import", "import scipy.special"),
    ("import", "from game.analysis.runs import run_path"),
    ("transcendental", "y = np.exp(x)"),
    ("transcendental", "y = np.log1p(x)"),
    ("transcendental", "y = np.tanh(x)"),
    ("transcendental", "y = numpy.hypot(x, x)"),
    ("transcendental", "from numpy import exp"),
    ("transcendental", "curve = np.log"),
    ("power", "y = x ** 2"),
    ("power", "y = 2.0 ** x"),
    ("power", "x **= 0.5"),
    ("power", "y = np.power(x, 2.0)"),
    ("power", "y = pow(x, 3)"),
    ("row sum", "y = np.sum(x, axis=0)"),
    ("row sum", "y = x.sum()"),
    ("row sum", "y = x.mean(axis=-1)"),
    ("row sum", "y = np.add.reduce(x)"),
    ("product", "y = a @ b"),
    ("product", "a @= b"),
    ("product", "y = np.dot(a, b)"),
    ("product", "y = np.einsum('ij,j->i', a, b)"),
    ("product", "y = np.convolve(a, b)"),
    ("product", "y = np.linalg.solve(a, b)"),
    ("builtin sum", "y = sum(values)"),
    ("unstable sort", "order = np.argsort(x)"),
    ("unstable sort", "order = x.argsort(kind='quicksort')"),
    ("unstable sort", "y = np.sort(x)"),
    ("unstable sort", "y = np.partition(x, 3)"),
    ("negative stride", "y = x[::-1]"),
    ("negative stride", "y = x[:, 5:0:-1]"),
    ("negative stride", "y = np.flip(x)"),
    ("negative stride", "for row in reversed(rows): pass"),
    ("set order", "for name in {'a', 'b'}: pass"),
    ("set order", "rows = [f(name) for name in set(names)]"),
    ("set order", "rows = list(set(names) - {'a'})"),
    ("set order", "text = ','.join({name for name in names})"),
    ("set order", "done = set(names)\nfor name in done: pass"),
    ("set order", "def f(done: set[str]) -> None:\n    g(*done)"),
    ("set order", "for name in a.keys() & b.keys(): pass"),
    ("set order", "for name in a.union(b): pass"),
    ("hash", "key = hash(name)"),
    ("hash", "key = id(state)"),
    ("lossy text", "text = f'{price:.3f}'"),
    ("lossy text", "text = f'{price:g}'"),
    ("lossy text", "text = '%.6f' % price"),
    ("lossy text", "text = '{:.2e}'.format(price)"),
    ("lossy text", "text = format(price, '.4')"),
    ("lossy type", "y = x.astype(np.float32)"),
    ("lossy type", "y = np.zeros(3, dtype='f4')"),
    ("lossy type", "y = x.astype(int)"),
    ("lossy type", "y = np.array(x, dtype=np.longdouble)"),
    ("inexact helper", "y = np.linspace(0.0, 1.0, 11)"),
    ("inexact helper", "y = np.interp(x, a, b)"),
    ("inexact helper", "y = np.round(x, 2)"),
    ("inexact helper", "y = np.median(x)"),
    ("chance", "y = np.random.rand(3)"),
    ("hidden name", "y = getattr(np, 'exp')(x)"),
]

GOOD: list[str] = [
    "from __future__ import annotations\nfrom dataclasses import dataclass\nimport hashlib\nimport numpy as np\n",
    "from game.economy import exact\ny = exact.exp(x) + exact.log(x) * exact.power(x, 2.0)",
    "scale = 2.0**52\nbias = 1.5 * 2.0**-3",
    "y = (a + b - c) * d / e\nz = np.sqrt(y)",
    "y = np.where(x > 0.0, x, 0.0)\nz = np.minimum(np.maximum(y, 0.0), 1.0)\nw = np.clip(z, 0.0, 1.0)",
    "y = np.cumsum(x, axis=0)[-1]\nz = exact.total(x)",
    "y = np.floor(x) + np.rint(x)\nm, e = np.frexp(x)\nz = np.ldexp(m, e)",
    "bits = x.view(np.int64)\nk = bits.astype(np.float64)\nraw = x.astype('<f8').tobytes()",
    "order = np.argsort(x, kind='stable')\ny = np.sort(x, stable=True)\nnames.sort()\nrows = sorted(rows)",
    "year, dash, month = text.partition('-')",
    "y = x[1:, ::2]\nz = x[-3:]",
    "done = {card for card, _ in answered}\nif card in done: pass\nfor name in sorted(done): pass",
    "unknown = sorted(set(values) - set(names))",
    "for name, value in values.items(): pass\nfor name in values.keys(): pass",
    "text = f'{year:04d}-{month:02d} {name:>12} {value!r}'\ntext = (x + 0.0).hex()",
    "digest = hashlib.sha256((block + 0.0).tobytes()).hexdigest()",
    "top = max(values)\nlow = x.min()\nflags = x.any() and x.all()",
    "steps = sum(now.tariff for now in duels)  # exact: integers",
    "f(**options)\ng = {**a, **b}",
]


@pytest.mark.parametrize(("rule", "source"), BAD, ids=[source.splitlines()[0] for _, source in BAD])
def test_what_is_forbidden_is_found(rule: str, source: str) -> None:
    assert rule in [found.rule for found in findings(source)]


def test_every_rule_has_a_bad_example_and_a_reason() -> None:
    assert {rule for rule, _ in BAD} == set(REASONS)


@pytest.mark.parametrize("source", GOOD, ids=[source.splitlines()[0] for source in GOOD])
def test_what_is_exact_passes(source: str) -> None:
    assert findings(source) == []


def test_a_waiver_needs_a_reason_and_holds_for_its_line_only() -> None:
    assert [one.line for one in findings("a = sum(x)  # exact:\nb = sum(y)  # exact: integers\nc = sum(z)\n")] == [1, 3]


def test_findings_come_in_order_with_line_and_reason() -> None:
    told = [str(found) for found in findings("y = 1.0\nz = np.exp(y)\nw = z ** 2\n")]
    assert told == [f"2: transcendental: {REASONS['transcendental']}", f"3: power: {REASONS['power']}"]


def test_economy_and_rules_use_only_bit_exact_operations(repository: Path) -> None:
    assert lint(repository / "game") == []


def test_exempt_files_are_few_and_say_why() -> None:
    assert len(EXEMPT) <= 4
    assert all(len(reason) > 20 for reason in EXEMPT.values())


def test_a_file_that_breaks_a_rule_is_named_with_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(EXEMPT, "economy/trace.py", "writes text and computes nothing at all")
    for package in ("economy", "rules"):
        (tmp_path / package).mkdir()
    (tmp_path / "rules" / "month.py").write_text("import numpy as np\n\n\ntotal = np.sum(x)\n")
    (tmp_path / "economy" / "trace.py").write_text("text = f'{x:.3f}'\n")
    assert [told.split(": ")[0] for told in lint(tmp_path)] == ["rules/month.py:4"]
