"""`lanthanide verify`: journals and run capsules played again, one line each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from game.faults import ExitCode, Fault, Problem, gravest
from game.hand_in import SUFFIXES, HandIn, capsules, claimed_figures, hand_ins, verified
from game.storage.capsule_text import passages


def verify(given: Sequence[str], as_json: bool) -> int:
    """Replay what was given, print what was found, return the gravest exit code."""
    codes = []
    for source, handed in _each(given):
        row, code = _row(source, handed)
        codes.append(code)
        if as_json:
            print(json.dumps(row, allow_nan=False))
        else:
            overall = f"  overall {row['overall']:.3f}" if "overall" in row else ""
            stored = row.get("unverified")
            if isinstance(stored, dict):
                overall = "  unverified: " + ", ".join(f"{name} {value:.1f}" for name, value in stored.items())
            print(f"{source}: {row['result']}{overall}")
    return int(gravest(codes))


def _row(source: str, handed: HandIn | Fault) -> tuple[dict[str, object], ExitCode]:
    row: dict[str, object] = {"file": source}
    try:
        if isinstance(handed, Fault):
            raise handed
        found = verified(handed)
    except Fault as fault:
        row |= {"result": "; ".join(fault.lines()[:3]), "exit": int(fault.exit_code)}
        stored = claimed_figures(handed) if isinstance(handed, HandIn) and fault.exit_code == ExitCode.VERSION else {}
        if stored:
            row["unverified"] = stored
        return row, fault.exit_code
    code = ExitCode.REPLAY if found.difference else ExitCode.OK
    session = found.session
    row |= {
        "result": found.difference or ("reproduces" if session.finished else "reproduces so far; the game is not over"),
        "overall": session.true_score().overall,
        "claimed": found.claimed,
        "finished": session.finished,
        "rewinds": session.rewinds,
        "ironman": session.ironman,
        "state": session.state.digest(),
        "exit": int(code),
    }
    return row, code


def _each(given: Sequence[str]) -> Iterator[tuple[str, HandIn | Fault]]:
    """Every run in what was given: capsules as they stand, files, and folders in order of name."""
    for argument in given:
        if passages(argument):
            yield from ((one.source, one) for one in capsules(argument))
            continue
        for path in _files(Path(argument)):
            try:
                found = hand_ins(path)
            except Fault as fault:
                yield str(path), fault
                continue
            yield from ((one.source, one) for one in found)


def _files(path: Path) -> list[Path]:
    """A file as it is, a folder as its hand-ins in order of name.

    Raises Fault (exit 2) for a folder without any.
    """
    if not path.is_dir():
        return [path]
    found = sorted(child for child in path.iterdir() if child.suffix in SUFFIXES and child.is_file())
    if not found:
        expected = ", ".join(f"*{suffix}" for suffix in SUFFIXES)
        raise Fault([Problem(str(path), "E2004", "holds no journals or capsules", expected=expected)])
    return found
