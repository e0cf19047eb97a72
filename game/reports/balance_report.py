"""`lanthanide balance`: hold or refute the claims about the game's balance by runs, and write the report."""

from __future__ import annotations

import argparse
import html
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from game import paths
from game.analysis.balance import (
    FULL,
    QUICK,
    Cell,
    Claim,
    Effort,
    Ground,
    contradiction_claim,
    history_claims,
    idle_claim,
    random_claim,
    single_lever_claim,
)
from game.analysis.balance_cards import card_claim
from game.analysis.balance_constant import constant_claim
from game.analysis.balance_levers import lever_claims
from game.analysis.evidence import load_engine
from game.analysis.plans import Plans, plan_of
from game.content.load import find_level, list_levels, load_level
from game.faults import ExitCode, Fault
from game.rules.level import Level
from game.session import Session
from game.storage.atomic import write_whole
from game.storage.journal import read_journal

# Levels in which levers are tried: the whole span, and years that the whole span's means would hide.
_LEVERS_IN = ("campaign", "clean-up-2006", "embargo-2010", "giant-2019", "weapon-2025", "quota-years", "sandbox")
_STYLE = """body{font:15px/1.5 sans-serif;max-width:70em;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;margin:.5em 0 1.5em}td,th{border:1px solid #ccc;padding:.2em .6em;text-align:left}
td.n{text-align:right}.held{color:#17662c}.refuted{color:#a11}"""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit code 1 when a claim is refuted.

    Raises Fault for a level that cannot be read or a file that cannot be written.
    """
    parser = argparse.ArgumentParser(prog="lanthanide balance", description=__doc__.split(": ", 1)[1])
    parser.add_argument("--out", type=Path, default=None, help="folder for balance.md, balance.html and balance.json")
    parser.add_argument("--quick", action="store_true", help="fewer runs, as in the tests")
    parser.add_argument("--level", default="campaign", help="level in which levers and cards are tried")
    options = parser.parse_args(argv)
    first = load_level(find_level(options.level))
    others = [entry.level for entry in list_levels() if entry.level is not None and entry.level.id != first.id]
    made = claims([first, *others], QUICK if options.quick else FULL, par_plan, _watch)
    for claim in made:
        print(f"{'held   ' if claim.held else 'REFUTED'} {claim.id:24} {claim.found}")
    if options.out is not None:
        for name, text in (
            ("md", markdown(made, " --quick" if options.quick else "")),
            ("html", page(made)),
            ("json", as_json(made)),
        ):
            write_whole(options.out / f"balance.{name}", text.encode("utf-8"))
            print(options.out / f"balance.{name}", file=sys.stderr)
    return int(ExitCode.OK if all(claim.held for claim in made) else ExitCode.INTERNAL)


def claims(
    levels: Sequence[Level], effort: Effort, best: Callable[[Level], Plans | None], watch: Callable[[str], None]
) -> list[Claim]:
    """All claims: those about levers and cards on the first level, those about every level on all of them."""
    grounds = [Ground(level, effort) for level in levels]
    first = grounds[0]
    tried = [ground for ground in grounds if ground.level.id in _LEVERS_IN] or [first]
    found = {ground.level.id: best(ground.level) for ground in (first, *tried)}
    pars = {name: plan for name, plan in found.items() if plan is not None}
    steps: list[tuple[str, Callable[[], list[Claim]]]] = [
        ("levers", lambda: lever_claims(tried, pars)),
        ("constant policies", lambda: [constant_claim(first)]),
        ("single levers", lambda: [single_lever_claim(first)]),
        ("idling", lambda: [idle_claim(grounds)]),
        ("history", lambda: history_claims(grounds)),
        ("random play", lambda: [random_claim(grounds)]),
        ("eras", lambda: [contradiction_claim(first, pars.get(first.level.id))]),
        ("cards", lambda: [card_claim(first)]),
        ("par", lambda: [par_claim(levels)]),
    ]
    made: list[Claim] = []
    for place, (name, step) in enumerate(steps):
        watch(f"{place + 1} of {len(steps)}: {name}")
        made += step()
    return made


def _watch(step: str) -> None:
    print(f"\r{step:40}", end="", file=sys.stderr, flush=True)


def par_plan(level: Level) -> Plans | None:
    """The plan behind the journal that earns a level's par, if it has one that can be read."""
    try:
        journal = read_journal(paths.par_file(level.id))
    except Fault:
        return None
    return plan_of(level, journal.commands, Session(level, load_engine(level)))


def par_claim(levels: Sequence[Level]) -> Claim:
    """Par of each level, as its level file has it, and by how much it beats history."""
    whole = [level for level in levels if level.about.hand_in is None]
    rows = [
        (level.id, par.share, par.price, par.leverage, par.overall, par.journal)
        for level in whole
        if (par := level.about.par) is not None
    ]
    return Claim(
        "par",
        "Every level has a par, the best score that the search of policies found with all three at 100 or more.",
        len(rows) == len(whole),
        f"{len(rows)} of {len(whole)} levels have one; `lanthanide verify` replays its journal. Assignments, "
        "which change the terms of another level, have none.",
        ("level", "share", "price", "leverage", "overall", "journal"),
        tuple(rows),
    )


def _written(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:.1f}"


def markdown(made: Sequence[Claim], effort: str = "") -> str:
    lines = ["# Balance, by runs", "", f"Made by `lanthanide balance{effort} --out assets/balance`.", ""]
    lines += [f"- **{'held' if claim.held else 'refuted'}**: {claim.says}" for claim in made]
    for claim in made:
        lines += ["", f"## {claim.says}", "", f"**{'Held' if claim.held else 'Refuted'}.** {claim.found}"]
        if claim.rows:
            lines += ["", "| " + " | ".join(claim.columns) + " |", "|" + " --- |" * len(claim.columns)]
            lines += ["| " + " | ".join(_written(cell) for cell in row) + " |" for row in claim.rows]
    return "\n".join(lines) + "\n"


def page(made: Sequence[Claim]) -> str:
    parts = [
        f"<!doctype html><meta charset='utf-8'><title>Balance</title><style>{_STYLE}</style><h1>Balance, by runs</h1>"
    ]
    for claim in made:
        verdict = "held" if claim.held else "refuted"
        parts.append(
            f"<h2>{html.escape(claim.says)}</h2><p><b class='{verdict}'>{verdict}.</b> {html.escape(claim.found)}"
        )
        if claim.rows:
            head = "".join(f"<th>{html.escape(name)}" for name in claim.columns)
            parts.append(f"<table><tr>{head}{''.join(_page_row(row) for row in claim.rows)}</table>")
    return "\n".join(parts) + "\n"


def _page_row(row: Sequence[Cell]) -> str:
    cells = (f"<td{'' if isinstance(cell, str) else ' class=n'}>{html.escape(_written(cell))}" for cell in row)
    return f"<tr>{''.join(cells)}"


def as_json(made: Sequence[Claim]) -> str:
    found = [
        {
            "id": claim.id,
            "says": claim.says,
            "held": claim.held,
            "found": claim.found,
            "against": claim.against,
            "rows": [dict(zip(claim.columns, row, strict=True)) for row in claim.rows],
        }
        for claim in made
    ]
    return json.dumps(found, indent=1, allow_nan=False) + "\n"
