"""Sweeps: what a run of one is, the same bytes whoever made it, nothing made twice, specifications read strictly."""

from __future__ import annotations

import csv
import os
import time
from collections.abc import Iterable, Iterator
from multiprocessing import active_children
from pathlib import Path

import numpy as np
import pytest

from game.analysis.evidence import campaign
from game.analysis.runs import PolicyPath, run_path
from game.cli import main
from game.content.engine import engine_of
from game.content.load import find_level, load_level
from game.desk import journal_bytes, new_session
from game.policy_player import play_file, play_history, play_none
from game.research import pools
from game.research.cases import Work, cases_of, pieces
from game.research.engine_runs import HISTORY, policy_path
from game.research.policies import SweptPolicy, play
from game.research.pools import Outcomes, local, work_done
from game.research.result_tables import as_parquet
from game.research.spec import read_spec
from game.research.sweeping import sweep_into
from game.research.units import unit_of
from game.rules.levers import Order, history_path

LEVEL = "lesson-quota-trap"
EXAMPLE = Path(__file__).parents[2] / "assets" / "examples" / "sweep.toml"
RULES = f"""\
schema = 1
levels = ["{LEVEL}"]
policy = [
    {{ id = "history", base = "history" }},
    {{ id = "nothing", base = "none" }},
    {{ id = "file", file = "policy.toml" }},
    {{ id = "played", run = "run.journal" }},
    {{ id = "quota", base = "history", grid = [
        {{ month = "2010-01", lever = "export_quota_light", values = [20000.0, 40000.0] }},
        {{ month = "2011-01", lever = "customs", values = [0.2] }},
    ] }},
]

[figures]
final = ["china_mining_share", "political_capital"]
yearly_mean = ["export_price_usd_per_t"]
yearly_sum = ["china_exports_t"]
yearly_last = ["treasury_musd"]
"""
POLICY = 'set = [{ month = "2010-07", lever = "customs", value = 0.1 }]\n'
ENGINE = """\
schema = 1
mode = "engine"
levels = ["campaign"]
policy = [
    { id = "history", base = "history" },
    { id = "open", base = "history", set = [{ month = "2006-01", lever = "tracking", value = 0.5 }] },
]
parameters = [{ id = "own" }, { id = "fit", ensemble = 3 }, { id = "near", perturbed = 8, spread = 0.05 }]

[figures]
final = ["fear"]
yearly_sum = ["china_exports_t"]
"""


@pytest.fixture(scope="module")
def spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spec")
    (folder / "policy.toml").write_text(POLICY, encoding="utf-8")
    session = new_session(load_level(find_level(LEVEL)))
    play_history(session)
    (folder / "run.journal").write_bytes(journal_bytes(session))
    (folder / "spec.toml").write_text(RULES, encoding="utf-8")
    return folder / "spec.toml"


def rows_of(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def tables(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.csv").read_bytes() for name in ("runs", "yearly", "columns")}


@pytest.fixture(scope="module")
def swept(spec: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("swept") / "out"
    with local(1) as pool:
        found = sweep_into(spec, folder, pool)
    assert (found.made, found.failed) == (6, 0)
    return folder


def test_rows_are_what_sessions_come_to(swept: Path, spec: Path) -> None:
    level = load_level(find_level(LEVEL))
    rows = {row["policy"]: row for row in rows_of(swept / "runs.csv")}
    assert all(abs(float(rows["history"][name]) - 100.0) < 1e-9 for name in ("overall", "share", "price", "leverage"))
    nothing, filed = new_session(level), new_session(level)
    play_none(nothing)
    play_file(filed, spec.parent / "policy.toml")
    for name, session in (("nothing", nothing), ("file", filed)):
        assert float(rows[name]["overall"]) == session.true_score().overall
        assert float(rows[name]["china_mining_share.final"]) == session.true_series("china_mining_share")[-1]
    exports = nothing.true_series("china_exports_t")
    years = [row for row in rows_of(swept / "yearly.csv") if row["run"] == rows["nothing"]["run"]]
    assert [row["year"] for row in years] == ["2009", "2010", "2011", "2012"]
    assert float(years[1]["china_exports_t.sum"]) == pytest.approx(exports[12:24].sum(), rel=1e-12)
    assert float(years[3]["treasury_musd.last"]) == nothing.true_series("treasury_musd")[-1]
    # A run that was played is the same run again; a grid's settings stand beside its rows.
    assert rows["played"]["overall"] == rows["history"]["overall"]
    assert {row["export_quota_light@2010-01"] for row in rows.values()} == {"", "20000.0", "40000.0"}
    assert len({row["overall"] for row in rows.values()}) == 5


def test_history_on_its_own_gives_the_commands_of_history() -> None:
    level = load_level(find_level(LEVEL))
    history, swept = new_session(level), new_session(level)
    play_history(history)
    assert play(swept, HISTORY) == 0
    assert swept.commands == history.commands


def test_a_lever_taken_over_follows_the_policy_alone() -> None:
    level = load_level(find_level(LEVEL))
    first = min(row.month for row in level.history if row.lever == "export_quota_light" and row.month > level.start)
    session = new_session(level)
    play(session, SweptPolicy("held", "history", (Order(first, "export_quota_light", 60000.0),)))
    assert session.state.settings["export_quota_light"] == 60000.0
    refusing = new_session(level)
    dear = tuple(Order(level.start, lever.id, lever.maximum) for lever in level.levers if not lever.choices)
    assert play(refusing, SweptPolicy("dear", "none", dear)) > 0


def test_the_same_bytes_from_other_processes_and_after_a_break(swept: Path, spec: Path, tmp_path: Path) -> None:
    with local(2) as pool:
        sweep_into(spec, tmp_path / "two", pool)
    assert tables(tmp_path / "two") == tables(swept)

    def breaking(works: Iterable[Work]) -> Iterator[Outcomes]:
        yield work_done(next(iter(works)))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        sweep_into(spec, tmp_path / "broken", breaking)
    assert not (tmp_path / "broken" / "runs.csv").exists()
    told: list[tuple[int, int, int]] = []
    with local(1) as pool:
        found = sweep_into(spec, tmp_path / "broken", pool, lambda *progress: told.append(progress))
        assert (found.made, told[-1]) == (2, (2, 6, 6))
        assert tables(tmp_path / "broken") == tables(swept)
        again = sweep_into(spec, tmp_path / "broken", pool)
    assert again.made == 0


def test_breaking_off_ends_the_processes_at_once(spec: Path) -> None:
    works = pieces(read_spec(spec), cases_of(read_spec(spec)), ())
    before = set(active_children())

    def broken_off() -> None:
        with local(2) as pool:
            next(iter(pool(works)))
            assert len(set(active_children()) - before) == 2
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    until = time.monotonic() + 20.0
    while set(active_children()) - before and time.monotonic() < until:
        time.sleep(0.05)
    assert set(active_children()) <= before


def test_a_longer_specification_makes_only_what_is_new(swept: Path, spec: Path) -> None:
    longer = spec.with_name("longer.toml")
    more = '{ id = "later", base = "none", set = [{ month = "2011-01", lever = "customs", value = 0.3 }] },\n]\n\n[f'
    longer.write_text(RULES.replace("]\n\n[f", more), encoding="utf-8")
    cases = cases_of(read_spec(longer))
    known = {case.key for case in cases_of(read_spec(spec))}
    assert [case.policy.id for work in pieces(read_spec(longer), cases, known) for case in work.cases] == ["later"]


def test_a_damaged_part_is_made_again(spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with local(1) as pool:
        first = sweep_into(spec, tmp_path / "out", pool)
        part = next((tmp_path / "out" / "parts").glob("part-*"))
        part.write_bytes(part.read_bytes()[:-40])
        again = sweep_into(spec, tmp_path / "out", pool)
    assert again.made > 0
    assert again.runs == first.runs
    assert part.name in capsys.readouterr().err


@pytest.fixture(scope="module")
def engine_spec(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("engine") / "engine.toml"
    path.write_text(ENGINE, encoding="utf-8")
    return path


def test_the_engine_alone_follows_historys_path() -> None:
    level = campaign()
    assert np.array_equal(policy_path(level, HISTORY), history_path(level, level.end + 1))
    late = load_level(find_level("weapon-2025"))
    assert np.array_equal(policy_path(late, HISTORY)[: late.start], history_path(level, late.start))


def test_lanes_of_the_engine_are_runs_of_the_engine(engine_spec: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = read_spec(engine_spec)
    cases = cases_of(spec)
    together = [outcome for work in pieces(spec, cases, ()) for outcome in work_done(work)]
    assert len(together) == 24
    level = campaign()
    run = run_path(engine_of(level).parameters, engine_of(level).world, PolicyPath(history_path(level, level.end + 1)))
    assert together[0].scores == pytest.approx((100.0,) * 4)
    assert together[0].final == (float(run.series["fear"][-1, 0]),)
    assert together[0].yearly[20][2] == float(run.year("china_exports_t", 2005)[0])
    # The scores of the other policy differ, and not only by a hair; each lane has its own parameters.
    assert len({outcome.scores[0] for outcome in together[1::2]}) == 12
    monkeypatch.setattr("game.research.cases.ENGINE_AT_ONCE", 2)
    apart = [outcome for work in pieces(spec, cases, ()) for outcome in work_done(work)]
    assert apart == together


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('levels = ["lesson-quota-trap"]', 'levels = ["lesson-quota"]', "spec.toml:2:11: levels[1]: is no level"),
        ('lever = "customs"', 'lever = "custom"', "spec.toml:10:30: policy[5].grid[2].lever: is not known"),
        ("values = [0.2]", "values = [1.2]", "policy[5].grid[2].values: is no setting of customs, got 1.2"),
        ('month = "2011-01"', 'month = "2013-01"', "month: is outside lesson-quota-trap"),
        ('base = "none"', 'base = "nothing"', "spec.toml:5:23: policy[2].base: is not allowed here"),
        ('base = "none"', 'base = "none", file = "policy.toml"', "policy[2]: needs exactly one source, got"),
        ('"political_capital"', '"political"', "figures.final[2]: is not known"),
        ('sum = ["china_exports_t"]', 'sum = ["treasury_musd"]', "is no flow of a month and has no sum"),
        ('id = "nothing"', 'id = "history"', "spec.toml:5:7: policy[2].id: stands twice"),
        ("schema = 1", 'schema = 1\nmode = "engine"', "policy[4].run: needs the rules"),
        ("schema = 1", "schema = 1\nseed = [1]", "spec.toml:2:1: seed: unknown key; expected did you mean seeds?"),
        ('"policy.toml"', '"none.toml"', "none.toml: cannot be read"),
    ],
)
def test_what_is_wrong_is_told_with_line_and_field(
    spec: Path, before: str, after: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("policy.toml", "run.journal"):
        (tmp_path / name).write_bytes((spec.parent / name).read_bytes())
    assert RULES.count(before) == 1
    (tmp_path / "spec.toml").write_text(RULES.replace(before, after), encoding="utf-8")
    assert main(["sweep", str(tmp_path / "spec.toml"), "--jobs", "1"]) in (3, 6)
    assert told in capsys.readouterr().err
    assert not (tmp_path / "spec").exists()


def test_a_folder_with_something_else_is_left_alone(
    spec: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert main(["sweep", str(spec), "--out", str(tmp_path), "--jobs", "1"]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_the_example_that_ships_can_be_laid_out() -> None:
    cases = cases_of(read_spec(EXAMPLE))
    assert len(cases) == 35
    assert len({case.key for case in cases}) == 35


def test_every_figure_has_a_unit() -> None:
    assert unit_of("china_exports_t") == "t a month"
    assert unit_of("state_reserve_t") == "t"
    assert unit_of("export_price_usd_per_t") == "USD/t"
    assert unit_of("treasury_musd") == "mn USD"
    assert unit_of("magnet_cover_months") == "months"


def test_parquet_holds_the_same_rows_with_units(swept: Path, spec: Path) -> None:
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    with local(1) as pool:
        found = sweep_into(spec, swept, pool)
    table = parquet.read_table(pyarrow.BufferReader(as_parquet(found.yearly)))
    assert table.num_rows == len(found.yearly.rows)
    assert table.schema.field("china_exports_t.sum").metadata[b"unit"] == b"t a year"
    assert table.column("treasury_musd.last").to_pylist() == [row[5] for row in found.yearly.rows]


@pytest.mark.skipif("LANTHANIDE_DASK" not in os.environ, reason="on demand: LANTHANIDE_DASK=1")
def test_a_cluster_gives_the_same_bytes(swept: Path, spec: Path, tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    with pools.dask(2) as pool:
        sweep_into(spec, tmp_path / "dask", pool)
    assert tables(tmp_path / "dask") == tables(swept)
