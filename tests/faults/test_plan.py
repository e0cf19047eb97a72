"""The plan of faults is whole: each of the 131 has tests that exist, or says why it has none."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

TESTS = Path(__file__).parents[1]
PLAN: dict[str, list[str] | str] = tomllib.loads((TESTS / "faults" / "plan.toml").read_text(encoding="utf-8"))
ROWS = {"A": 40, "B": 16, "C": 25, "D": 20, "E": 30}


def test_every_fault_has_its_row() -> None:
    assert set(PLAN) == {f"{group}{number}" for group, most in ROWS.items() for number in range(1, most + 1)}
    assert len(PLAN) == 131


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for fault, tests in PLAN.items():
        for named in tests if isinstance(tests, list) else []:
            file, _, name = named.partition("::")
            path = TESTS / file
            if not path.is_file() or (
                name != "*" and not re.search(rf"def {name}\(", path.read_text(encoding="utf-8"))
            ):
                missing.append(f"{fault}: {named}")
    assert missing == []


def test_what_is_not_tested_says_why() -> None:
    reasons = {fault: text for fault, text in PLAN.items() if isinstance(text, str)}
    assert all(len(text) > 40 for text in reasons.values())
    assert len(reasons) <= 21
    assert all(tests for tests in PLAN.values())
