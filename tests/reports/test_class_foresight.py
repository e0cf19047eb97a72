"""The class's foresight: counted from what was handed in, put into bars, told only where somebody predicted."""

from __future__ import annotations

from pathlib import Path

from game.content.load import find_level, load_level
from game.desk import journal_bytes, new_session
from game.reports.class_table.foresight import foresight_table, histogram
from game.reports.class_table.scoring import Row, Task, from_line, scored, to_line
from game.rules.commands import Choose, EndTurn, Predict


def test_a_hand_in_tells_how_well_its_confidence_was_judged(tmp_path: Path) -> None:
    session = new_session(load_level(find_level("quota-years")))
    while session.state.month < session.level.start + 30:
        while session.open_cards():
            card = session.open_cards()[0]
            session.submit(Choose(card.id, card.default))
        if not session.state.predictions and session.months:
            session.submit(Predict("fear", "up", 80, 1))
            session.submit(Predict("fear", "up", 80, 5))  # takes the place of the first
            session.submit(Predict("china_mining_share", "up", 60, 1))
        session.submit(EndTurn())
    file = tmp_path / "team.journal"
    file.write_bytes(journal_bytes(session))
    row = from_line(to_line(scored(Task(0, "team.journal", str(file)))))
    assert row.foresight["directions"] == 1
    hit = row.foresight["right"] == 1
    assert round(row.foresight["brier"], 9) == round(0.4**2 * 1.5 if hit else 1.5 * 0.6**2 + 0.5, 9)
    assert round(row.foresight["calibration"], 9) == round(100.0 * (1.0 - row.foresight["brier"] * 1.5), 9)


def test_bars_hold_every_team_once() -> None:
    points = (-32.0, -0.1, 0.0, 19.9, 20.0, 79.9, 80.0, 100.0)
    rows = [
        Row(f"{place}.journal", f"Team {place}", foresight={"calibration": one, "right": 1.0, "directions": 2.0})
        for place, one in enumerate(points)
    ]
    bars = histogram([*rows, Row("x.journal", "silent")])
    assert [len(bar.rows) for bar in bars] == [2, 2, 1, 0, 1, 2]
    sheet = foresight_table(rows, "en")
    assert sheet is not None
    assert sheet.rows[0][:2] == ("80 to 100", "2")
    assert sheet.rows[-1][:2] == ("below 0", "2")
    assert "Team 7 100 (1 of 2 right)" in sheet.rows[0][2]
    assert foresight_table([Row("x.journal", "silent")], "en") is None
