"""The command line as other people's scripts use it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from game.cli import main
from game.desk import new_session
from game.policy_player import play_history
from game.reports.run_files import CONTRACT_COLUMNS
from game.rules.level import Level
from game.text.play import Transcript


def test_run_writes_the_contract(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "campaign", "--policy", "history", "--out", str(tmp_path), "--json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    kept = json.loads((tmp_path / "score.json").read_text())
    assert printed == kept
    for key in ("level", "rules", "parameters", "world", "overall", "figures", "ending", "state_hash"):
        assert key in kept
    for line in kept["figures"].values():
        assert line["points"] == pytest.approx(sum(part["points"] for part in line["parts"].values()))
    with (tmp_path / "series.csv").open() as lines:
        rows = list(csv.DictReader(lines))
    assert tuple(rows[0])[: len(CONTRACT_COLUMNS) + 1] == ("month", *CONTRACT_COLUMNS)
    assert len(rows) == 492
    assert (rows[0]["month"], rows[-1]["month"]) == ("1985-01", "2025-12")
    assert rows[0]["export_quota_t"] == ""
    assert float(rows[306]["export_quota_t"]) == pytest.approx((14038 + 1914) / 12)
    assert main(["verify", str(tmp_path / "run.journal")]) == 0


def test_none_holds_the_opening_and_loses(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "campaign", "--policy", "none", "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    assert result["overall"] < 90.0


def test_two_runs_are_the_same_to_the_byte(tmp_path: Path) -> None:
    for name in ("a", "b"):
        assert main(["run", "quota-years", "--out", str(tmp_path / name)]) == 0
    for file in ("series.csv", "score.json", "run.journal"):
        assert (tmp_path / "a" / file).read_bytes() == (tmp_path / "b" / file).read_bytes()


def test_a_policy_file_plays_at_the_same_prices(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    policy = tmp_path / "p.toml"
    policy.write_text('[[set]]\nmonth = "2006-05"\nlever = "customs"\nvalue = 0.5\n')
    assert main(["run", "quota-years", "--policy", str(policy), "--out", str(tmp_path / "o")]) == 0
    journal = (tmp_path / "o" / "run.journal").read_text()
    assert '"do":"announce","lever":"customs","value":0.5,"month":256' in journal
    policy.write_text('[[set]]\nmonth = "1999-05"\nlever = "customs"\nvalue = 0.5\n')
    assert main(["run", "quota-years", "--policy", str(policy)]) == 3
    assert "p.toml:2:1: set[1].month: is outside the level" in capsys.readouterr().err
    policy.write_text('[[set]]\nmonth = "2006-05"\nlever = "customs"\nvalue = 5.0\n')
    assert main(["run", "quota-years", "--policy", str(policy)]) == 3
    assert "p.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["run", "no-such-level"], 6),
        (["run", "campaign", "--policy", "wishful"], 2),
        (["verify", "missing.journal"], 6),
        (["check-levels", "missing.toml"], 6),
    ],
)
def test_exit_codes(arguments: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == code
    said = capsys.readouterr()
    assert said.err or said.out


def test_verify_goes_on_and_ends_with_the_gravest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "quota-years", "--out", str(tmp_path)]) == 0
    good = tmp_path / "run.journal"
    bad = tmp_path / "bad.journal"
    bad.write_bytes(good.read_bytes()[:-40])
    capsys.readouterr()
    assert main(["verify", str(bad), str(good), "--json"]) == 8
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["exit"] for row in rows] == [8, 0]


def test_check_levels_names_file_line_and_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check-levels"]) == 0
    wrong = tmp_path / "x.toml"
    wrong.write_text("schema = 1\nid = 3\n")
    assert main(["check-levels", str(wrong)]) == 3
    assert "x.toml:2:" in capsys.readouterr().err


def test_schema_is_the_committed_one(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads((repository / "levels" / "schema.json").read_text("utf-8"))


def test_facts_prints_every_target(capsys: pytest.CaptureFixture[str], repository: Path) -> None:
    assert main(["facts", "--json"]) == 0
    table = json.loads(capsys.readouterr().out)
    with (repository / "assets" / "economy" / "targets.csv").open(encoding="utf-8") as lines:
        assert [fact["id"] for fact in table] == [row["id"] for row in csv.DictReader(lines)]
    hits = [fact["id"] for fact in table if fact["verdict"] == "hit" and fact["id"].startswith("T")]
    assert len(hits) >= 24, "the first calibration promises at least 24 of T01-T39"


def test_a_level_can_be_played_as_text(level: Level) -> None:
    out = io.StringIO()
    told = Transcript(new_session(level), out)
    script = [
        "status", "levers prices", "set export_rebate_ores 20%", "set customs 7", "set nonsense 1",
        "forecast customs 0.4",
        "announce customs 0.5 1987-01", "withdraw customs", "undo", "redo", "end", "cards", "choose japanese_plant own",
        "end", "choose mining_law fee", "end", "series export_price_usd_per_t", "why",
        "duel", "bogus", "announce customs", "help",
    ]  # fmt: skip
    assert all(told.answer(line) for line in script)
    assert not told.answer("quit")
    text = out.getvalue()
    for words in ("Engineers from Osaka", "goes from 0.0 to 1.0", "There is no lever nonsense", "undone", "? bogus"):
        assert words in text
    assert told.session.state.month > 12


def test_history_as_text_reaches_the_debrief(level: Level) -> None:
    out = io.StringIO()
    session = new_session(level)
    play_history(session)
    told = Transcript(session, out, "zh_CN")
    told.debrief()
    assert "总分 100.0" in out.getvalue()


def test_the_transcript_changes_its_language_at_once(level: Level) -> None:
    out = io.StringIO()
    told = Transcript(new_session(level), out)
    for line in ("status", "language zh_CN", "status", "set customs 7", "forecast", "help", "language tlh"):
        assert told.answer(line)
    english, chinese = out.getvalue().split("简体中文")
    assert "Political capital: 50.0" in english
    assert "政治资本：50.0" in chinese
    assert "驳回：海关缉私的取值范围是0.0至1.0。" in chinese
    assert "? language: en, zh_CN" in chinese
