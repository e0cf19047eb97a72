"""Pictures of screens and panels, to the pixel, against what was accepted before.

They show fixed views, not runs, so that a change of the engine leaves them alone; a change of toolkit, theme or words
does not. Look at what changed (the new picture is written beside the old one's name under the temporary folder that the
failure names), then accept all at once:

    LANTHANIDE_ACCEPT=1 python -m pytest tests/golden/test_screens.py -n 0

Drawing is the same on every machine while pygame-ce is: with another version than the accepted one they are skipped.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pygame
import pytest

from game.ui import panels
from game.ui.charts.line import draw_chart
from game.ui.classroom import Classroom
from game.ui.codex import CodexScreen
from game.ui.dialogs import card_dialog, save_dialog
from game.ui.duel_panel import duel_panel
from game.ui.help import Help
from game.ui.replay import ReplayPicker
from game.ui.saves import Saves
from game.ui.scenarios import Scenarios
from game.ui.screen import Screen, Trouble
from game.ui.settings import Settings
from game.ui.theme import BACKGROUND
from game.ui.title import Title
from game.ui.ui import Ui
from game.views.duel import DuelView, MoveView, StepView
from game.views.figures import ChartData
from game.views.opening import LevelCard
from game.views.room import CardView, OptionView
from game.views.saves import SaveRow
from game.views.turn_report import Change
from tests.ui.driver import LANGUAGES, Driver

FOLDER = Path(__file__).with_name("screens")
VERSION = FOLDER / "VERSION"
HOW = "if this change is meant: LANTHANIDE_ACCEPT=1 python -m pytest tests/golden/test_screens.py -n 0"

_CARD = CardView(
    "trawler",
    "The trawler",
    "2010-09",
    "A trawler and two coast-guard ships collided. The captain is held. Traders ask whether shipments go on.",
    "Sources: B037",
    (
        OptionView("quiet", "Say nothing in public", "planners +3", "", True, "", True, (("planners", 3.0),)),
        OptionView("assure", "Assure", "foreign partners +5", "cost 3", True, "", False, (("foreign", 5.0),)),
        OptionView("claim", "Claim a right", "", "cost 90", False, "Not enough political capital.", False),
    ),
    "Clean-up and state control",
    "B037",
)
_DUEL = DuelView(
    "us",
    "Washington",
    (StepView("tariff", 2, 4, ""), StepView("chip controls", 1, 4, ""), StepView("blacklist", 0, 4, "")),
    (("Pain", 59.0), ("Resolve", 47.0)),
    "steps withdrawn: 1",
    ("As things stand Washington does nothing this month.", "One more announcement means: tariff at 3."),
    "announced controls bind in Oct 2025",
    (
        MoveView("announce", "Announce", True, ""),
        MoveView("enforce", "Enforce", True, ""),
        MoveView("trade", "Trade away", True, ""),
        MoveView("offer", "Offer", False, ""),
        MoveView("hold", "Hold", True, ""),
    ),
    "exchanges left: 3",
)
_CHANGES = tuple(
    Change(title, unit, "48k", "96k", "+100 %", direction, "95k")
    for title, unit, direction in (("Export price", "USD/t", 1), ("Exports", "t/yr", -1), ("Damage", "index", 0))
)
_CHART = ChartData(
    "Export price",
    "USD/t",
    0,
    240,
    [9000.0 + 40.0 * (m % 60) for m in range(120)],
    [9000.0 + 30.0 * m for m in range(241)],
)


class Plain:
    """A screen that is one drawing over the background."""

    def __init__(self, draw: Callable[[Ui, pygame.Rect], object]) -> None:
        self._draw = draw

    def busy(self) -> bool:
        return False

    def draw(self, ui: Ui) -> None:
        ui.canvas.surface.fill(BACKGROUND)
        self._draw(ui, pygame.Rect(ui.px(40), ui.px(40), ui.px(720), ui.px(420)))


def _title(driver: Driver) -> Screen:
    screen = Title(driver.desk)
    screen.curve, screen.frames = (), 2
    return screen


def _saves(driver: Driver) -> Screen:
    screen = Saves(driver.desk)
    kinds = (("auto", "Autosave", ""), ("named", "my-try", ""), ("named", "torn", "is cut off after 12 bytes"))
    screen._rows = lambda: screen.rows  # type: ignore[method-assign]
    screen.rows = [
        SaveRow(Path(name), name, title, kind, "Forty Years", "2010-04", "2026-01-02 03:04", problem)
        for name, (kind, title, problem) in zip("abc", kinds, strict=True)
    ]
    screen._gauges = dict.fromkeys("abc", ((100.0, 90.0, 80.0), (110.0, 120.0, 60.0), (105.0, 140.0, 90.0)))
    return screen


def _scenarios(driver: Driver) -> Screen:
    screen = Scenarios(driver.desk)
    screen.cards = (LevelCard("mine.toml", "", None, ("mine.toml:41: lever maximum 0.9 is above 0.3",), ()),)
    return screen


def _classroom(driver: Driver) -> Screen:
    from types import SimpleNamespace

    from game.faults import Problem
    from game.reports.class_table.scoring import Row
    from game.views.classroom import FolderView

    screen = Classroom(driver.desk)
    screen.folder = FolderView(Path("/class"), Path("/"), (("monday", 24), ("tuesday", 0)), (Path("a"), Path("b")))
    points = {"overall": 104.2, "share": 101.0, "price": 98.4, "leverage": 113.2}
    rows = [
        Row("anna.journal", "anna", level="campaign", month="2025-12", finished=True, scores=points),
        Row("ben.journal", "ben", 8, Problem("ben.journal", "E8001", "is empty")),
    ]
    # Workers take their own time; what they have found so far is all the picture shows.
    screen.study = SimpleNamespace(running=False, problem="", rows=rows, count=3, table=None)  # type: ignore[assignment]
    return screen


SCREENS: dict[str, Callable[[Driver], Screen]] = {
    "title": _title,
    "scenarios": _scenarios,
    "saves": _saves,
    "replays": lambda driver: ReplayPicker(driver.desk),
    "classroom": _classroom,
    "codex": lambda driver: CodexScreen(driver.desk, "black-rare-earths"),
    "fact": lambda driver: CodexScreen(driver.desk, "fact:B055"),
    "settings": lambda driver: Settings(driver.desk),
    "help": lambda driver: Help(driver.desk),
    "trouble": lambda driver: Trouble(driver.desk, "KeyError: 'figure'"),
    "card": lambda _: Plain(lambda ui, _: card_dialog(ui, _CARD, True)),
    "duel": lambda _: Plain(lambda ui, rect: duel_panel(ui, rect.inflate(0, -rect.height * 2 // 3), [_DUEL], "us")),
    "report": lambda _: Plain(lambda ui, rect: panels.report_panel(ui, rect, _CHANGES)),
    "chart": lambda _: Plain(lambda ui, rect: draw_chart(ui, rect, _CHART, [14_000.0, 16_000.0], large=True)),
    "save-name": lambda _: Plain(lambda ui, _: save_dialog(ui, "my-try")),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_is_what_was_accepted(name: str, language: str, tmp_path: Path) -> None:
    accepting = bool(os.environ.get("LANTHANIDE_ACCEPT"))
    made_with = VERSION.read_text().strip() if VERSION.exists() else ""
    if made_with != pygame.version.ver and not accepting:
        pytest.skip(f"accepted with pygame-ce {made_with or '(none)'}, this is {pygame.version.ver}")
    driver = Driver((1280, 720), language)
    driver.show(SCREENS[name](driver))
    picture = driver.app.ui.canvas.surface
    path = FOLDER / f"{name}-{language[:2]}.png"
    if accepting:
        FOLDER.mkdir(exist_ok=True)
        VERSION.write_text(f"{pygame.version.ver}\n")
        if not path.exists() or _pixels(pygame.image.load(path)) != _pixels(picture):
            pygame.image.save(picture, path)
        return
    assert path.exists(), HOW
    if _pixels(pygame.image.load(path)) != _pixels(picture):
        pygame.image.save(picture, tmp_path / path.name)
        raise AssertionError(f"{path.name} looks otherwise than accepted: see {tmp_path / path.name}; {HOW}")


def _pixels(picture: pygame.Surface) -> bytes:
    return pygame.image.tobytes(picture, "RGB")
