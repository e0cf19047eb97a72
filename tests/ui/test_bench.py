"""The window's bench measures what it says; its budgets are read by people, never asserted on a busy machine."""

from __future__ import annotations

import json

import pytest

from game.cli import main


def test_the_bench_reports_every_budget(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from game.ui import bench

    monkeypatch.setattr(bench, "_IDLE_SECONDS", 0.2)
    assert main(["bench", "--ui", "--json", "--frames", "3", "--skip-campaign"]) == 0
    told = capsys.readouterr().out
    lines = json.loads(told[told.index("[") :])
    names = {line["name"] for line in lines}
    assert {"memory in the room", "idle, share of a core"} <= names
    assert any(name.startswith("drag") for name in names)
    assert all(line["value"] > 0.0 for line in lines if line["unit"] == "ms")
