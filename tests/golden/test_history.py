"""History's run of each level, to the last bit, against what was accepted before.

A change of rules, parameters, world or levels moves these. Look at `lanthanide facts` first; when it is meant, accept
it with `LANTHANIDE_ACCEPT=1 python -m pytest tests/golden -n 0` and commit the new file with the reason.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from game.content.load import find_level, load_level
from game.desk import new_session
from game.policy_player import play_history, play_none
from game.session import Session

FILE = Path(__file__).with_name("runs.json")
LEVELS = ("campaign", "quota-years")
HOW = "if this change is meant: LANTHANIDE_ACCEPT=1 python -m pytest tests/golden -n 0"


def told(session: Session) -> dict[str, object]:
    return {
        "state_hash": session.state.digest(),
        "overall": session.score().overall.hex(),
        "last_export_price": float(session.series("export_price_usd_per_t")[-1]).hex(),
    }


@pytest.mark.parametrize("name", LEVELS)
def test_runs_end_in_the_accepted_bits(name: str) -> None:
    level = load_level(find_level(name))
    runs = {}
    for policy, play in (("history", play_history), ("none", play_none)):
        session = new_session(level)
        play(session)
        runs[policy] = told(session)
    accepted = json.loads(FILE.read_text()) if FILE.exists() else {}
    if os.environ.get("LANTHANIDE_ACCEPT"):
        accepted[name] = runs
        FILE.write_text(json.dumps(accepted, indent=1, sort_keys=True) + "\n")
    assert accepted.get(name) == runs, HOW
