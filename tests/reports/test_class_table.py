"""The class table: every hand-in counts by its decisions alone, whatever else is in the folder."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from game.content.load import find_level, load_level
from game.desk import journal_bytes, new_session
from game.faults import Fault
from game.hand_in import capsule_of
from game.reports.class_table import command, crew, folder
from game.reports.class_table.compare import compared, quantile, spread
from game.reports.class_table.scoring import Row, Task, from_line, history_row, scored, to_line
from game.rules.commands import Choose, EndTurn, SetLever
from game.session import Session
from game.storage.journal import to_bytes

EVIL = '=HYPERLINK("http://x")\u202e../../etc\n"'


def played(rebate: float, turns: int = 100) -> Session:
    session = new_session(load_level(find_level("quota-years")))
    session.submit(SetLever("export_duty_light", rebate))
    while not session.finished and session.state.turn <= turns:
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())
    return session


@pytest.fixture(scope="module")
def runs() -> dict[str, Session]:
    return {"low": played(0.0), "high": played(0.2), "part": played(0.1, turns=3)}


def repaired(content: bytes, line: int, text: bytes) -> bytes:
    """A journal with another line and a checksum that fits: what a forger would hand in."""
    lines = content.decode().split("\n")
    rows = [json.loads(row) for row in lines[:-2]]
    rows[line] = json.loads(text)
    from game.storage.journal import Header

    return to_bytes(Header(**rows[0]), rows[1:])


@pytest.fixture(scope="module")
def class_folder(runs: dict[str, Session], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("class")
    low, high = journal_bytes(runs["low"]), journal_bytes(runs["high"])
    claim = json.loads(high.decode().split("\n")[-3])
    header = json.loads(high.decode().split("\n")[0])
    (place / "low.journal").write_bytes(low)
    (place / "deep").mkdir()
    (place / "deep" / "twin.journal").write_bytes(low)
    (place / "boast.journal").write_bytes(repaired(high, -1, json.dumps({**claim, "overall": 190.0}).encode()))
    (place / "cut.journal").write_bytes(high[:4000])
    (place / "flipped.journal").write_bytes(high[:900] + bytes([high[900] ^ 1]) + high[901:])
    bad_value = b'{"do":"set","lever":"export_duty_light","value":9.0}'
    (place / "illegal.journal").write_bytes(repaired(high, 1, bad_value))
    (place / "older.journal").write_bytes(repaired(high, 0, json.dumps({**header, "level_hash": "0" * 64}).encode()))
    changed = {**json.loads(high.decode().split("\n")[-4]), "state": "0" * 64}
    (place / "state.journal").write_bytes(repaired(high, -2, json.dumps(changed).encode()))
    (place / "empty.txt").write_text("nothing to see here, no run at all")
    (place / "picture.png").write_bytes(b"\x89PNG")
    text = capsule_of(runs["high"])
    unfinished = capsule_of(runs["part"], "Clara")
    (place / "list.txt").write_text(
        f"=1+1: {text}\n王小明\t{text[:-9]}\n{unfinished}\n{EVIL}: {text}\n", encoding="utf-8"
    )
    return place


@pytest.fixture(scope="module")
def table(class_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Row]]:
    out = tmp_path_factory.mktemp("table")
    rows = folder.rows_of(folder.collected(class_folder), out, 2)
    made = command.class_of(rows)
    command.write_class(made, out, "en", class_folder)
    folder.forget(out)
    return out, {row.source: row for row in rows}


def test_each_hand_in_has_its_row_and_the_reason(table: tuple[Path, dict[str, Row]]) -> None:
    rows = table[1]
    codes = {source: (row.exit, row.problem.code if row.problem else "") for source, row in rows.items()}
    assert codes == {
        "low.journal": (0, ""),
        "deep/twin.journal": (0, ""),
        "boast.journal": (5, "E5001"),
        "cut.journal": (8, "E8003"),
        "flipped.journal": (8, "E8004"),
        "illegal.journal": (3, "E3040"),
        "older.journal": (4, "E4021"),
        "state.journal": (5, "E5001"),
        "empty.txt": (3, "E3036"),
        "list.txt:1": (0, ""),
        "list.txt:2": (8, "E8003"),
        "list.txt:3": (0, ""),
        "list.txt:5": (0, ""),
    }
    assert "command 1 " in str(rows["illegal.journal"].problem)
    assert all(str(row.problem).startswith(f"{row.source}:") for row in rows.values() if row.problem)


def test_only_the_recomputed_score_counts(table: tuple[Path, dict[str, Row]], runs: dict[str, Session]) -> None:
    boast = table[1]["boast.journal"]
    assert boast.claimed == 190.0
    assert boast.scores["overall"] == runs["high"].score().overall
    assert "recorded 190.000000" in str(boast.problem)
    page = (table[0] / "report.html").read_text(encoding="utf-8")
    assert f"claimed 190.00, recomputed {boast.scores['overall']:.2f}" in page


def test_one_run_of_two_pupils_is_marked(table: tuple[Path, dict[str, Row]]) -> None:
    rows = list(csv.DictReader(io.StringIO((table[0] / "class.csv").read_text(encoding="utf-8-sig"))))
    twins = {row["file"]: row["same_as"] for row in rows}
    assert twins["low.journal"] == "deep/twin"
    assert twins["deep/twin.journal"] == "low"
    assert twins["cut.journal"] == ""
    assert twins["list.txt:1"]


def test_names_from_outside_do_no_harm(table: tuple[Path, dict[str, Row]]) -> None:
    text = (table[0] / "class.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == len(table[1]), "no name may begin a row of its own"
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "@")), cell
    page = (table[0] / "report.html").read_text(encoding="utf-8")
    assert "\u202e" not in page
    assert "<script" not in page
    for asking in ('href="h', "src=", "url(", "@import"):
        assert asking not in page, "the page asks nothing of a network"
    assert sorted(path.name for path in table[0].iterdir()) == sorted(command.FILES)


def test_the_page_says_why_the_class_came_apart(table: tuple[Path, dict[str, Row]]) -> None:
    page = (table[0] / "report.html").read_text(encoding="utf-8")
    assert "Total change" in page
    assert "Export duty, light" in page.split("<h2>Why</h2>")[1].split("<section")[0]


def test_the_pdf_is_one(table: tuple[Path, dict[str, Row]]) -> None:
    content = (table[0] / "report.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type /Page\n") >= 3 + 7


def test_rows_survive_being_written_down(table: tuple[Path, dict[str, Row]]) -> None:
    for row in table[1].values():
        assert from_line(to_line(row)) == row


def lanthanide(arguments: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "game", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def test_any_number_of_workers_writes_the_same_bytes(class_folder: Path, tmp_path: Path) -> None:
    settings = {
        "one": (["--jobs", "1"], {"PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai", "LC_ALL": "C"}),
        "many": (["--jobs", "3"], {"PYTHONHASHSEED": "77", "TZ": "America/New_York", "LC_ALL": "tr_TR.UTF-8"}),
    }
    for name, (jobs, environment) in settings.items():
        done = lanthanide(["class", str(class_folder), "--out", str(tmp_path / name), *jobs], environment)
        assert done.returncode == 8, done.stderr
        assert "13 hand-ins" in done.stderr
        assert "1 other files not looked at" in done.stderr
    for file in command.FILES:
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "many" / file).read_bytes(), file
    again = lanthanide(["class", str(class_folder), "--out", str(tmp_path / "one")], {})
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert lanthanide(["class", str(class_folder), "--out", str(class_folder)], {}).returncode == 2
    assert lanthanide(["class", str(tmp_path / "nowhere")], {}).returncode == 2
    (tmp_path / "none").mkdir()
    assert lanthanide(["class", str(tmp_path / "none")], {}).returncode == 2


def odd(task: Task, level_file: str) -> Row:
    """Stands in for scoring: a worker that dies, one that hangs, one that runs out of memory, one with a bug."""
    if task.source == "dies":
        os._exit(9)
    if task.source == "hangs":
        time.sleep(60.0)
    if task.source == "eats":
        bytearray(8 * 1024**3)
    if task.source == "bug":
        raise ZeroDivisionError("by zero")
    return Row(task.source, task.source)


def test_a_worker_takes_only_its_own_task_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crew, "WALL_SECONDS", 8.0)
    names = ["a", "dies", "b", "hangs", "eats", "bug", "c", "d"]
    rows = {row.source: row for row in crew.crew([Task(n, name) for n, name in enumerate(names)], 2, "", odd)}
    assert set(rows) == set(names)
    codes = {name: row.problem.code if row.problem else "" for name, row in rows.items()}
    assert codes == {
        "a": "", "b": "", "c": "", "d": "", "dies": "E1001", "hangs": "E7015", "eats": "E7016", "bug": "E1002",
    }  # fmt: skip


def test_an_interrupted_class_goes_on(
    class_folder: Path, tmp_path: Path, table: tuple[Path, dict[str, Row]], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = folder.collected(class_folder)

    def stop(done: int, count: int, row: Row) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        folder.rows_of(here, tmp_path, 1, "", stop)
    with (tmp_path / folder.PROGRESS_FILE).open("a", encoding="utf-8") as stream:
        stream.write("half a li")
    asked: list[int] = []
    original = folder.crew

    def counted(tasks: list[Task], jobs: int, level_file: str) -> object:
        asked.append(len(tasks))
        return original(tasks, jobs, level_file)

    monkeypatch.setattr(folder, "crew", counted)
    rows = folder.rows_of(here, tmp_path, 1)
    assert asked == [len(here.tasks) - 4]
    assert {row.source: row for row in rows} == table[1]


def test_a_class_of_one_level_refuses_another(runs: dict[str, Session], tmp_path: Path) -> None:
    (tmp_path / "a.journal").write_bytes(journal_bytes(runs["part"]))
    level = str(find_level("quota-years"))
    task = Task(0, "a.journal", str(tmp_path / "a.journal"))
    assert scored(task, level).exit == 0
    row = scored(task, str(find_level("campaign")))
    assert (row.exit, row.problem.code if row.problem else "") == (3, "E3038")


def test_a_folder_that_holds_nothing_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(Fault) as raised:
        folder.collected(tmp_path)
    assert raised.value.exit_code == 2


def test_quartiles_and_ranks_by_hand() -> None:
    assert quantile([1.0, 2.0, 3.0, 4.0], 0.5) == 2.5
    found = spread([4.0, 1.0, 3.0, 2.0, 10.0])
    assert (found.low, found.lower, found.median, found.upper, found.high, found.mean) == (
        1.0,
        2.0,
        3.0,
        4.0,
        10.0,
        4.0,
    )
    level, history = history_row("quota-years", "normal")
    points = {"overall": 100.0, "share": 100.0, "price": 100.0, "leverage": 100.0}
    duty = history.held["export_duty_light"]

    def team(name: str, overall: float, held: float) -> Row:
        return replace(
            history,
            source=name,
            name=name,
            scores={**points, "overall": overall},
            held={**history.held, "export_duty_light": replace(duty, mean=held, orders=1 if held else 0)},
        )

    made = compared(level, [team("b", 90.0, 0.0), team("a", 120.0, 0.4), team("c", 90.0, 0.1)], history)
    assert [row.name for row in made.rows] == ["a", "b", "c"]
    assert made.ranks["overall"] == {"a": 1, "b": 2, "c": 2}
    use = next(one for one in made.levers if one.lever == "export_duty_light")
    assert (use.teams, use.low, use.high) == (2, 0.0, 0.4)
    fork = made.forks[0]
    assert (fork.id, fork.limit) == ("export_duty_light", 0.2)
    assert [(side.option, side.names, side.scores["overall"]) for side in fork.sides] == [
        ("low", ("b", "c"), 90.0),
        ("high", ("a",), 120.0),
    ]
