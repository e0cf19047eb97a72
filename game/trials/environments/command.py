"""`lanthanide environments`: the same jobs under everything that may be odd about a machine."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path

from game.faults import ExitCode
from game.trials.environments.probes import ENVIRONMENTS, JOBS, probe, run_job


def main(argv: Sequence[str]) -> int:
    """Run every job in every environment; 1 when one does otherwise than in a plain one."""
    parser = argparse.ArgumentParser(prog="lanthanide environments", description=__doc__)
    parser.add_argument("--job", choices=sorted(JOBS), action="append", default=None)
    options = parser.parse_args(argv)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="lanthanide-environments-") as name:
        scratch = Path(name)
        for job in options.job or JOBS:
            plain, errors, code, _ = run_job(ENVIRONMENTS[0], job, scratch)
            if code != 0:
                print(f"{job}: fails on this machine as it is: {errors.strip()[-300:]}")
                return int(ExitCode.INTERNAL)
            for environment in ENVIRONMENTS[1:]:
                found = probe(environment, job, scratch, plain)
                wrong += bool(found.wrong)
                print(
                    f"{job:8}{environment.name:32}{found.seconds:6.1f} s  {found.wrong or 'as everywhere'}", flush=True
                )
    print("all as everywhere" if not wrong else f"{wrong} differ")
    return int(ExitCode.INTERNAL if wrong else ExitCode.OK)
