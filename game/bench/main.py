"""`lanthanide bench`: speeds of the engine measured side by side in one run, and which aims they meet."""

from __future__ import annotations

import argparse
import os
import platform
from collections.abc import Callable, Sequence

import numpy as np

from game.analysis.attribution import explain, whole
from game.analysis.forecast import MOST_LANES, fan_settings, forecast_fan
from game.analysis.native import NativeMonths, compiler, native_months
from game.analysis.turning import turning_points
from game.bench.field import SCORED, Field, campaign_years_per_second, field
from game.bench.measure import aim, best_of, heading, line, processor_seconds, seconds
from game.bench.peer import peer_updates_per_second
from game.bench.pool import PROCESSES, pool_seconds
from game.desk import new_session
from game.economy.indicators import FIGURES
from game.economy.quantities import Flows, Parameters, State
from game.kernels import scalar
from game.kernels.course import EagerCourse, PlannedCourse, ScalarCourse
from game.kernels.plan import plan
from game.kernels.planned import Workspace
from game.kernels.program import program
from game.kernels.symbols import POLICY, WORLD
from game.policy_player import play_history

BATCHES = (64, 1024, 4096)
CAMPAIGNS = 100_000
FRAME_MS = 1e3 / 60.0


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="lanthanide bench", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="the shortest of so many rounds counts")
    parser.add_argument(
        "--full", action="store_true", help="run all 100,000 campaigns in both forms instead of a part scaled up"
    )
    options = parser.parse_args(argv)
    print(
        f"Python {platform.python_version()}, numpy {np.__version__}, {os.cpu_count()} processors,",
        f"C compiler {compiler() or 'none: what needs one is left out'}",
    )
    print("processor time but for C's compiling and the processes; the shortest of several rounds")
    starts()
    made = field()
    native = native_months(FIGURES)
    one_campaign(made, native, options.rounds)
    throughput(made, options.rounds)
    forecasts(made, options.rounds)
    explanations(made, options.rounds)
    memory()
    many_campaigns(made, options.full)
    peer(made, options.rounds)
    return 0


def starts() -> None:
    """What the first use of each form costs."""
    heading("first use", ("ms",))
    line("trace the equations", (f"{1e3 * processor_seconds(lambda: program(FIGURES)):.0f}",))
    made, scored = program(FIGURES), program(SCORED)
    line("scalar Python: write and compile", (f"{1e3 * processor_seconds(lambda: scalar.compile_month(made)):.0f}",))
    line("planned numpy: plan and bind", (f"{1e3 * processor_seconds(lambda: Workspace(made, 64)):.0f}",))
    line("C: write and compile", (f"{1e3 * seconds(lambda: native_months(FIGURES)):.0f}",))
    print(
        f"  a month is {len(made.monthly):,} operations with all {len(FIGURES)} figures, {len(scored.monthly):,} with"
    )
    print(
        f"  the {len(SCORED)} that scores need ({len(made.once)} more once a run), {len(plan(made).monthly):,} planned"
    )


def one_campaign(made: Field, native: NativeMonths | None, rounds: int) -> None:
    """History's campaign alone, engine and all figures."""
    months = len(made.policies)
    works: list[Callable[[], object]] = [
        made.run(ScalarCourse, 1, months, FIGURES),
        made.run(EagerCourse, 1, months, FIGURES),
    ]
    if native is not None:
        works.append(lambda: native.run(*made.opening(1), made.policies, made.worlds))
    taken = best_of(rounds, *works)
    heading(f"one campaign, {months} months, all figures", ("ms", "us a month", "against C"))
    names = ("(a) scalar Python, generated", "equations as written, numpy", "(b) C, generated, 1 of 8 lanes used")
    for name, time in zip(names, taken, strict=False):
        ratio = f"{time / taken[2]:.1f}x" if native is not None else "-"
        told = aim("60 ms", time < 0.06) if name.startswith("(a)") else ""
        line(name, (f"{1e3 * time:,.1f}", f"{1e6 * time / months:,.1f}", ratio), told)
    (whole,) = best_of(rounds, lambda: play_history(new_session(made.level)))
    line("the same with rules, score and marks", (f"{1e3 * whole:,.0f}", f"{1e6 * whole / months:,.0f}", ""))


def throughput(made: Field, rounds: int) -> None:
    """Campaign-years a second at several batch sizes."""
    native = native_months(SCORED)
    months = 24
    operations = len(program(SCORED).monthly)
    speeds: dict[str, list[float]] = {}
    for lanes in BATCHES:
        works: dict[str, Callable[[], object]] = {
            "equations as written, numpy": made.steady(EagerCourse, lanes, months, SCORED),
            "planned numpy": made.steady(PlannedCourse, lanes, months, SCORED),
        }
        if native is not None:
            works["C, one thread"] = made.run_compiled(native, lanes, months)
        taken = best_of(rounds, *works.values())
        for name, time in zip(works, taken, strict=True):
            speeds.setdefault(name, []).append(campaign_years_per_second(lanes, months, time))
    heading("campaign-years a second, at batch", [f"{lanes:,}" for lanes in BATCHES])
    for name, told in speeds.items():
        billions = told[-1] * 12.0 * operations / 1e9
        line(name, [f"{speed:,.0f}" for speed in told], f"{billions:.1f} bn lane-operations/s at {BATCHES[-1]:,}")
    if native is not None:
        ratios = [c / numpy for c, numpy in zip(speeds["C, one thread"], speeds["planned numpy"], strict=True)]
        line("C over planned numpy", [f"{ratio:.1f}x" for ratio in ratios], aim("4x at 4,096", ratios[-1] <= 4.0))


def forecasts(made: Field, rounds: int) -> None:
    """What a dragged slider asks for: five years with one lever elsewhere, and all its settings at once."""
    session = new_session(made.level)
    lever = made.level.levers[0]
    values = fan_settings(lever)[:MOST_LANES]
    one, fan = best_of(
        rounds,
        lambda: session.forecast({lever.id: lever.maximum}, 60),
        lambda: list(forecast_fan(session, lever.id, values, 60)),
    )
    heading("five-year forecast, all figures", ("ms", "frames"))
    line("one draft", (f"{1e3 * one:.1f}", f"{1e3 * one / FRAME_MS:.2f}"), aim("one frame", 1e3 * one < FRAME_MS))
    line(f"a fan of {len(values)} settings", (f"{1e3 * fan:.0f}", f"{1e3 * fan / FRAME_MS:.1f}"))


def explanations(made: Field, rounds: int) -> None:
    """What "why?" asks for: a turn of a year (2009), history's whole campaign, and its turning points."""
    session, year = new_session(made.level), new_session(made.level)
    play_history(session)
    for command in session.commands:
        if year.months < 25 * 12:
            year.submit(command)
    works: list[Callable[[], object]] = [
        lambda: whole(explain(year, "last")),
        lambda: whole(explain(session, "start")),
        lambda: list(turning_points(session)),
    ]
    taken = best_of(rounds, *works)
    heading("why-ledger, all figures", ("s", "causes", "sets of causes"))
    aims = (aim("0.3 s", taken[0] <= 0.3), aim("2 s", taken[1] <= 2.0), "")
    ledgers = (("a turn of a year", whole(explain(year, "last"))), ("a campaign", whole(explain(session, "start"))))
    for (name, ledger), time, told in zip(ledgers, taken, aims, strict=False):
        line(name, (f"{time:.2f}", f"{len(ledger.causes)}", f"{len(ledger.design.sets)}"), told)
    line("turning points, both runs", (f"{taken[2]:.2f}",))


def memory() -> None:
    heading("memory of one campaign", ("bytes",))
    held = 8 * (State.rows() + Parameters.rows())
    line("stocks and parameters", (f"{held:,}",), aim("4 KB", held <= 4096))
    heights = plan(program(SCORED), WORLD | POLICY).heights
    work = sum(height if space.flags else 8 * height for space, height in heights.items() if not space.shared)
    line("a lane of the tile at work, planned numpy", (f"{work:,}",))


def many_campaigns(made: Field, full: bool) -> None:
    """All campaigns of a sweep on processes of their own; a part is run and scaled unless `full` is asked for."""
    heading(f"{CAMPAIGNS:,} campaigns on {PROCESSES} processes", ("s", "s, no others", "s to start"))
    months = len(made.policies)
    for name, compiled in (("C, where there is a compiler", True), ("planned numpy, where there is none", False)):
        if compiled and compiler() is None:
            continue
        part = (16_384, months if compiled else 48)
        lanes, length = (CAMPAIGNS, months) if full else part
        start, taken, alone = pool_seconds(lanes, length, compiled)
        scale = (CAMPAIGNS / lanes) * (months / length)
        told = "" if full else f"scaled from {lanes:,} over {length} months; --full runs all"
        figures = (f"{taken * scale:.1f}", f"{alone * scale:.1f}", f"{start:.1f}")
        line(name, figures, f"{aim('6 s', taken * scale <= 6.0)} {told}")


def peer(made: Field, rounds: int) -> None:
    """Variable-updates a second against the peer's."""
    heading("variable-updates a second", ("", "against PySD"))
    theirs = peer_updates_per_second(rounds)
    if theirs is None:
        print('  (c) PySD is not installed: pip install -e ".[bench]"')
        return
    count, speed = theirs
    line(f"(c) PySD, the market part, {count} variables", (f"{speed:,.0f}", "1x"))
    ours = State.rows() + Flows.rows() + len(FIGURES)
    for lanes, form in ((1, ScalarCourse), (BATCHES[-1], PlannedCourse)):
        (taken,) = best_of(rounds, made.steady(form, lanes, 24, FIGURES))
        rate = lanes * 24 * ours / taken
        line(f"ours, batch {lanes:,}, {ours} variables", (f"{rate:,.0f}", f"{rate / speed:,.0f}x"))
