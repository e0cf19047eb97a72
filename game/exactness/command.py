"""`lanthanide exact`: the same bits everywhere, and sound books in random campaigns."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence

from game.exactness.campaigns import Outcome, check_campaigns
from game.exactness.matrix import Cell, Result, quick_matrix, run_matrix, whole_matrix
from game.faults import ExitCode, Fault, Problem

_LANES = 4096
_DIGEST_SHOWN = 16
_PROGRESS_SECONDS = 5.0


def main(argv: Sequence[str] | None = None) -> int:
    """Run the matrix, or random campaigns; 0 when every bit and every book agrees, else 1."""
    parser = argparse.ArgumentParser(prog="lanthanide exact", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="the part that CI runs: this interpreter only")
    parser.add_argument("--lanes", type=int, default=_LANES, help="batch that is held against its lanes alone")
    parser.add_argument("--jobs", type=int, default=min(os.cpu_count() or 1, 2), help="processes at a time")
    parser.add_argument("--campaigns", type=int, default=0, metavar="N", help="check N random campaigns instead")
    parser.add_argument("--corners", action="store_true", help="campaigns in which every lever stands at an end")
    parser.add_argument("--first", type=int, default=0, metavar="K", help="number of the first campaign")
    options = parser.parse_args(argv)
    for name, value, least in (
        ("--lanes", options.lanes, 1),
        ("--jobs", options.jobs, 1),
        ("--campaigns", options.campaigns, 0),
        ("--first", options.first, 0),
    ):
        if value < least:
            raise Fault([Problem(name, "E2005", "is too small", got=str(value), expected=f"{least} or more")])
    watch = _Watch()
    if options.campaigns:
        return _campaigns(options, watch)
    cells = quick_matrix() if options.quick else whole_matrix(options.lanes)
    print(f"{'cell':40} {'digest':{_DIGEST_SHOWN}}  verdict")
    results = run_matrix(cells, options.jobs, watch.cell, _row)
    wrong = [result for result in results if result.failed]
    skipped = sum(result.verdict == "skipped" for result in results)
    print(f"{len(results) - len(wrong) - skipped} of {len(results)} cells agree, {skipped} skipped, {len(wrong)} wrong")
    return int(ExitCode.INTERNAL if wrong else ExitCode.OK)


def _row(result: Result) -> None:
    note = f" ({result.note})" if result.note else ""
    print(f"{result.cell.name:40} {result.digest[:_DIGEST_SHOWN]:{_DIGEST_SHOWN}}  {result.verdict}{note}", flush=True)


def _campaigns(options: argparse.Namespace, watch: _Watch) -> int:
    first, count = options.first, options.campaigns
    outcome = check_campaigns(first, count, options.jobs, watch.campaigns(count), options.corners)
    for what in outcome.wrong:
        print(what)
    books = f"worst identity error {outcome.worst:.2e} ({outcome.worst_identity})"
    verdict = "wrong" if outcome.wrong else "identities, signs and bounds hold"
    print(f"{outcome.campaigns:,} campaigns from number {first:,}: {verdict}; {books}; digest {outcome.digest[:16]}")
    return int(ExitCode.INTERNAL if outcome.wrong else ExitCode.OK)


class _Watch:
    """Lines of progress on standard error, some seconds apart."""

    def __init__(self) -> None:
        self.start = self.last = time.monotonic()
        self.parts: dict[str, str] = {}

    def cell(self, cell: Cell, done: int, of: int) -> None:
        """Called from several threads; a line lost to another does no harm."""
        self.parts[cell.name] = f"{cell.name} {100 * done // max(of, 1)} %"
        if done >= of:
            self.parts.pop(cell.name, None)
        if self.due():
            told = "; ".join(list(self.parts.values()))
            print(f"  {time.monotonic() - self.start:.0f} s: {told}", file=sys.stderr, flush=True)

    def campaigns(self, count: int) -> _Campaigns:
        return _Campaigns(self, count)

    def due(self) -> bool:
        now = time.monotonic()
        if now - self.last < _PROGRESS_SECONDS:
            return False
        self.last = now
        return True


class _Campaigns:
    """Progress of random campaigns, with the time that is left at this speed."""

    def __init__(self, watch: _Watch, count: int) -> None:
        self.watch = watch
        self.count = count

    def __call__(self, done: int, so_far: Outcome) -> None:
        if self.watch.due() or done == self.count:
            spent = time.monotonic() - self.watch.start
            left = spent * (self.count - done) / max(done, 1)
            told = f"{done:,} of {self.count:,} campaigns, {done / spent:,.0f} a second, {left:,.0f} s left"
            print(f"  {told}, {len(so_far.wrong)} wrong", file=sys.stderr, flush=True)
