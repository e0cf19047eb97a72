"""Futures of one game: what they share, what is kept of them, what may not be undone."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from game.branches import CannotRewindError, Tree
from game.cli import main
from game.content.load import find_level, load_level
from game.desk import Desk, journal_bytes, named_session, replay
from game.faults import Fault
from game.futures import Futures
from game.hand_in import capsule_of, capsules, verified
from game.rules.commands import Choose, EndTurn, SetLever
from game.rules.editions import EDITIONS, edition
from game.session import Session
from game.storage.journal import Header, parse_journal, to_bytes
from game.storage.saves import listed
from game.views.branches import branch_rows, differences


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "settings"))
    return Desk()


def begun(turns: int, lever: str = "", value: float = 0.0) -> Session:
    session = named_session(load_level(find_level("quota-years")))
    if lever:
        session.submit(SetLever(lever, value))
    played(session, turns)
    return session


def played(session: Session, turns: int) -> None:
    for _ in range(turns):
        for card in session.open_cards():
            session.submit(Choose(card.id, card.default))
        session.submit(EndTurn())


def test_a_rewound_game_is_the_shorter_game_to_the_bit() -> None:
    """Every stop of a game, cut out of the longer one, equals the game that was never played further."""
    long = begun(8, "export_rebate_ores", 0.05)
    for place in long.stops:
        short = Session.replay(long.level, long.engine, long.commands[:place])
        cut = long.until(place)
        assert cut.state.digest() == short.state.digest()
        assert cut.marks == short.marks
        assert cut.recording.columns == short.recording.columns
        assert cut.columns() == short.columns()
        if short.months:
            assert cut.score() == short.score()
    assert long.months == len(long.series("export_price_usd_per_t"))


def test_what_goes_on_after_a_rewind_leaves_the_other_future_alone() -> None:
    session = begun(6)
    tree = Tree(session)
    before = session.state.digest(), journal_bytes(session)
    then = tree.rewind(session.stops[2], "other")
    then.submit(SetLever("export_rebate_ores", 0.05)) if then.check(
        SetLever("export_rebate_ores", 0.05)
    ).allowed else None
    played(then, 3)
    assert (session.state.digest(), journal_bytes(session)) == before
    again = Session.replay(then.level, then.engine, then.commands)
    assert again.state.digest() == then.state.digest()
    assert then.rewinds == 1
    assert then.seen == session.state.month
    assert [row.title for row in branch_rows(tree, "en")] == ["First future", "other"]
    _, apart = differences(then, session, "en")
    assert apart
    assert apart[0].yours != apart[0].history


def test_going_back_to_an_earlier_future_counts_and_going_ahead_does_not() -> None:
    session = begun(6)
    tree = Tree(session)
    tree.rewind(session.stops[1])
    assert tree.switch(1).rewinds == 1
    assert tree.switch(2).rewinds == 2


def test_a_deleted_future_comes_back_and_its_children_hang_on_its_parent(desk: Desk) -> None:
    futures = Futures(desk, begun(6))
    futures.rewind(futures.session.stops[3], "a")
    played(futures.session, 2)
    futures.rewind(futures.session.stops[4], "b")
    futures.switch(3)
    futures.delete(2)
    assert [(row.number, row.parent) for row in branch_rows(futures.tree, "en")] == [(1, 0), (3, 1)]
    anew = Futures(desk, futures.session)
    assert [row.number for row in branch_rows(anew.tree, "en")] == [1, 3]
    assert anew.bring_back() == 2
    assert [row.title for row in branch_rows(Futures(desk, anew.session).tree, "en")] == ["First future", "a", "b"]
    with pytest.raises(KeyError):
        anew.delete(3)


def test_a_tree_comes_back_from_the_disk_by_its_headers_and_wakes_to_the_same_bits(desk: Desk) -> None:
    first = begun(5)
    futures = Futures(desk, first)
    second = futures.rewind(first.stops[2], "另一条路")
    played(second, 2)
    assert desk.autosave(second) == ""
    loaded, _ = desk.load_newest()
    assert (loaded.lineage, loaded.rewinds, loaded.seen) == (second.lineage, 1, second.seen)
    anew = Futures(desk, loaded)
    assert [branch.session is None for branch in anew.tree.alive] == [True, False]
    assert [row.title for row in branch_rows(anew.tree, "zh_CN")] == ["第一条路线", "另一条路"]
    assert anew.switch(1).state.digest() == first.state.digest()


def test_an_older_save_goes_on_as_a_future_of_its_own_and_says_so(desk: Desk) -> None:
    session = begun(2)
    assert desk.save(session, "early") == ""
    played(session, 3)
    assert desk.autosave(session) == ""
    assert desk.folders.saves is not None
    loaded = desk.load(desk.folders.saves / "early.journal")
    assert (loaded.rewinds, loaded.lineage.branch, loaded.lineage.parent) == (1, 2, 1)
    assert loaded.seen == session.state.month
    played(loaded, 1)
    assert desk.autosave(loaded) == ""
    # What lay ahead is not lost with the autosave that held it.
    assert Futures(desk, loaded).switch(1).state.digest() == session.state.digest()
    assert desk.film(desk.folders.saves / "early.journal").rewinds == 0


def test_where_turning_back_is_forsworn_it_is_refused_and_said(desk: Desk) -> None:
    session = begun(3)
    session.ironman = True
    with pytest.raises(CannotRewindError, match=r"rewind\.ironman"):
        Tree(session).rewind(0)
    assert desk.save(session, "early") == ""
    played(session, 1)
    assert desk.autosave(session) == ""
    assert desk.folders.saves is not None
    older = desk.load(desk.folders.saves / "early.journal")
    assert (older.ironman, older.rewinds) == (True, 1)  # it can be done with files, so it is counted
    closed = named_session(replace(session.level, rewind="none"))
    played(closed, 2)
    with pytest.raises(CannotRewindError, match=r"rewind\.level"):
        Tree(closed).rewind(0)
    found = verified(capsules(capsule_of(older))[0])
    assert (found.session.ironman, found.session.rewinds, found.difference) == (True, 1, "")


def test_the_longest_header_is_listed_from_one_kilobyte(tmp_path: Path) -> None:
    session = begun(1)
    header = parse_journal("x", journal_bytes(session)).header
    most = header.model_copy(
        update={"name": "n" * 64, "title": "题" * 40, "rewinds": 1_000_000, "branch": 9999, "parent": 9998}
        | {"left": "2025-12", "seen": "2025-12", "ironman": True, "level": "l" * 64, "game": "9" * 32}
        | {"game_id": "f" * 32, "parameters": "p" * 64, "world": "w" * 64, "rules": "9" * 16}
    )
    path = tmp_path / "x.journal"
    path.write_bytes(to_bytes(Header.model_validate(most.model_dump()), []))
    assert listed(path).header == most
    assert listed(path).problem == ""


def test_journals_of_the_format_before_are_read_and_newer_ones_refused_by_name() -> None:
    session = begun(2)
    journal = parse_journal("x", journal_bytes(session))
    fields = ("ironman", "game_id", "branch", "title", "parent", "left", "seen")
    older = journal_bytes(session).split(b"\n")
    head = {name: value for name, value in journal.header.model_dump().items() if name not in fields} | {"format": 2}

    class Plain:
        def model_dump(self) -> dict[str, object]:
            return head

    lines = [json.loads(line) for line in older[1:-2]]
    found = replay(parse_journal("x", to_bytes(Plain(), lines)))  # type: ignore[arg-type]
    assert found.difference == ""
    head["format"] = 4
    with pytest.raises(Fault) as refused:
        parse_journal("x", to_bytes(Plain(), lines))  # type: ignore[arg-type]
    assert refused.value.problems[0].code == "E4010"


def test_every_rules_id_here_is_one_a_level_may_name() -> None:
    level = load_level(find_level("campaign"))
    assert edition(level.rules) is EDITIONS[level.rules]
    with pytest.raises(KeyError):
        edition("999")


def test_a_journal_of_another_level_is_exit_4_and_its_figures_are_called_unverified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    session = begun(3)
    journal = parse_journal("x", journal_bytes(session))
    head = journal.header.model_copy(update={"level_hash": "0" * 64})
    lines = [json.loads(line) for line in journal_bytes(session).split(b"\n")[1:-2]]
    path = tmp_path / "other.journal"
    path.write_bytes(to_bytes(head, lines))
    assert main(["verify", str(path)]) == 4
    told = capsys.readouterr().out
    assert "was made with another version of the level" in told
    assert f"unverified: share {session.score().share.points:.1f}" in told
