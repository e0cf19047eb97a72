"""What was accepted of the figures that goldens compare, in JSON files beside the tests, and how to accept anew."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

HOW = "if this change is meant: LANTHANIDE_ACCEPT=1 python -m pytest tests/golden -n 0"


def accepted(file: str, name: str, made: Mapping[str, object]) -> object:
    """What is accepted under a name of a file beside this one; with LANTHANIDE_ACCEPT set what was made becomes it."""
    path = Path(__file__).with_name(file)
    held = json.loads(path.read_text()) if path.exists() else {}
    if os.environ.get("LANTHANIDE_ACCEPT"):
        held[name] = made
        path.write_text(json.dumps(held, indent=1, sort_keys=True) + "\n")
    return held.get(name)
