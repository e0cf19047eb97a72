"""`lanthanide behaviour`: every behaviour check, both runs' figures and the verdict, the misses included."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from game import paths
from game.analysis.behaviour import Result, run_checks
from game.analysis.behaviour_file import read_checks
from game.analysis.evidence import campaign, load_engine
from game.analysis.runs import PolicyPath
from game.economy.dimensions import MONTHS_PER_YEAR, month_label
from game.faults import ExitCode
from game.rules.levers import history_path


def main(argv: Sequence[str] | None = None) -> int:
    """Print the table; 1 when any check fails."""
    parser = argparse.ArgumentParser(prog="lanthanide behaviour", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, default=None, help="checks (default: the shipped ones)")
    parser.add_argument("--json", action="store_true", help="print JSON")
    options = parser.parse_args(argv)
    checks = read_checks(options.file or paths.behaviour_file())
    level = campaign()
    months = max(level.end + 1, max(check.end for check in checks))
    results = run_checks(load_engine(level), PolicyPath(history_path(level, months)), checks)
    failed = sum(not result.passed for result in results)
    if options.json:
        print(json.dumps([_row(result) for result in results], indent=1, ensure_ascii=False))
    else:
        width = max(len(check.id) for check in checks)
        print(f"{'check':{width}} {'base':>10} {'changed':>10} {'change':>9}  wanted           verdict")
        for result in results:
            print(_line(result, width))
        print(f"{len(results) - failed} of {len(results)} checks met")
    return int(ExitCode.INTERNAL if failed else ExitCode.OK)


def _size(result: Result, amount: float, sign: str) -> str:
    return f"{100.0 * amount:{sign}.1f} %" if result.check.measure == "relative" else f"{amount:{sign}.3g}"


def _line(result: Result, width: int) -> str:
    check = result.check
    wanted = f"{check.compare} {_size(result, check.by, '')}"
    verdict = "met" if result.passed else f"MISSED: {check.words}"
    if check.known_miss:
        verdict += f" (known: {check.known_miss})" if not result.passed else ", though known_miss says otherwise"
    return (
        f"{check.id:{width}} {result.base:>10.4g} {result.changed:>10.4g} {_size(result, result.change, '+'):>9}  "
        f"{wanted:<16} {verdict}"
    )


def _row(result: Result) -> dict[str, object]:
    check = result.check
    first, last = (month_label(month) for month in check.window)
    return {
        "id": check.id,
        "words": check.words,
        "figure": check.figure,
        "from": first,
        "until": last,
        "years": (check.window[1] + 1 - check.window[0]) / MONTHS_PER_YEAR,
        "base": result.base,
        "changed": result.changed,
        "change": result.change,
        "measure": check.measure,
        "compare": check.compare,
        "by": check.by,
        "passed": result.passed,
        "fit": check.fit,
        "known_miss": check.known_miss,
    }
