"""A peer: the market part of the model (price, expectation, cover, demand, capacity) as stocks and flows in PySD."""

from __future__ import annotations

import contextlib
import importlib
import io
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

from game.bench.measure import best_of

_MODEL = Path(__file__).with_name("market.mdl")
_STEPS = 492


def peer_updates_per_second(rounds: int) -> tuple[int, float] | None:
    """(variables of the peer's model, variable-updates per second); None where PySD is not installed."""
    try:
        pysd: Any = importlib.import_module("pysd")
    except ImportError:
        return None
    with tempfile.TemporaryDirectory(prefix="lanthanide-") as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        copy = shutil.copy(_MODEL, folder)  # PySD writes its translation beside the model
        with contextlib.redirect_stdout(io.StringIO()):
            model: Any = pysd.read_vensim(copy)
        # Constants stand still; time settings are no part of the model.
        kinds = model.doc
        moving = int((~kinds["Type"].isin(["Constant"])).sum()) - 1
        (taken,) = best_of(rounds, lambda: model.run(progress=False))
    return moving, moving * _STEPS / taken
