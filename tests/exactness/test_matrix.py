"""`lanthanide exact`: the part that CI runs agrees, and nothing that differs, fails or hides passes for agreement."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from game.cli import main
from game.exactness import command, matrix
from game.exactness.matrix import HERE, SAME, SKIPPED, Bench, Cell, Result, compared, quick_matrix, whole_matrix


def quiet(done: int, of: int) -> None:
    pass


def test_the_part_that_ci_runs_agrees(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exact", "--quick"]) == 0
    rows = capsys.readouterr().out.splitlines()
    assert len(rows) == len(quick_matrix()) + 2
    assert all("  same (numpy " in row or "  skipped (numpy " in row for row in rows[1:-1]), rows
    assert rows[-1].endswith("0 wrong")


def test_the_whole_matrix_holds_what_the_issue_asks_for() -> None:
    cells = whole_matrix(4096)
    assert {cell.numpy for cell in cells} == {HERE, "numpy==1.26.*", "numpy==2.0.*", "numpy"}
    assert {cell.environment.get("PYTHONHASHSEED") for cell in cells} == {None, "0", "1", "random"}
    assert {cell.environment.get("OMP_NUM_THREADS") for cell in cells} == {None, "1", "2"}
    assert [cell.flags for cell in cells].count(("-O",)) == 1
    assert all(any(cell.numpy == wanted and cell.mask == "all" for cell in cells) for wanted in matrix.OLD_AND_NEW)
    assert [cell.options for cell in cells if cell.part == "lanes"] == [("--lanes", "4096")]
    assert [cell.options for cell in cells if cell.part == "saves"] == [()]
    assert len({cell.name for cell in cells}) == len(cells)


def test_a_digest_that_differs_is_named_and_other_work_is_not_compared() -> None:
    one, other, lanes = Cell("one"), Cell("other"), Cell("lanes", "lanes")
    told = compared([Result(one, "aa", SAME, ""), Result(other, "bb", SAME, ""), Result(lanes, "cc", SAME, "")])
    assert [result.verdict for result in told] == [SAME, "differs from the first: aa", SAME]
    assert [result.failed for result in told] == [False, True, False]


def test_a_note_says_where_an_inexact_function_would_have_shown() -> None:
    first, masked = Result(Cell("first"), "aa", SAME, "", "cc"), Result(Cell("masked"), "aa", SAME, "off", "dd")
    told = compared(compared([first, masked]))
    assert [result.note for result in told] == ["", "off; np.exp differs here"]


def test_what_a_cell_finds_itself_stays_its_verdict() -> None:
    found = Result(Cell("lanes", "lanes"), "aa", "lane 3 alone differs in 1990-02", "")
    assert compared([found])[0].failed


def test_a_numpy_that_cannot_be_installed_is_skipped_with_its_reason(tmp_path: Path) -> None:
    bench = Bench(tmp_path)
    bench.made["numpy==9.9"] = "No matching distribution found for numpy==9.9"
    result = bench.run(Cell("old", numpy="numpy==9.9"), quiet)
    assert (result.verdict, result.failed) == (SKIPPED, False)
    assert "No matching distribution" in result.note


def test_a_cell_that_breaks_down_is_wrong_and_says_why(tmp_path: Path) -> None:
    result = Bench(tmp_path).run(Cell("broken", options=("--lanes", "many")), quiet)
    assert result.failed
    assert "invalid int value" in result.verdict


Talk = Callable[..., tuple[dict[str, Any] | None, str]]


def talking(left: list[str]) -> Talk:
    """A workload that reports two features, of which some are left on when they are masked."""

    def talk(
        _: Bench, python: Path, flags: tuple[str, ...], environment: dict[str, str], *rest: object
    ) -> tuple[dict[str, Any] | None, str]:
        masked = environment.get("NPY_DISABLE_CPU_FEATURES", "").split()
        on = left if masked else ["X86_V3", "X86_V4"]
        said = {"numpy": "2.4.6", "python": "3.11.7", "features": on, "control": "cc"}
        return {**said, "digest": "aa", "difference": ""}, ""

    return talk


def test_a_mask_must_be_seen_to_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bench = Bench(tmp_path)
    monkeypatch.setattr(Bench, "_talk", talking(["X86_V3"]))
    result = bench.run(Cell("masked", mask="all"), quiet)
    assert (result.verdict, result.failed) == ("mask did not take effect: X86_V3", True)
    result = bench.run(Cell("masked", mask="widest"), quiet)
    assert (result.verdict, result.note) == (SAME, "numpy 2.4.6, python 3.11.7, off: X86_V4")


def test_one_wrong_cell_makes_the_command_fail(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = [Result(Cell("one"), "aa", SAME, ""), Result(Cell("other"), "bb", "differs from the first: aa", "")]
    monkeypatch.setattr(command, "run_matrix", lambda *_: results)
    assert main(["exact"]) == 1
    assert "1 of 2 cells agree, 0 skipped, 1 wrong" in capsys.readouterr().out
    assert main(["exact", "--jobs", "0"]) == 2
