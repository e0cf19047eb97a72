"""Without a display: play history's campaign, write the run, the report and real screenshots, say where."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from game.desk import Desk
from game.policy_player import play_history
from game.reports.run_files import write_run, write_text
from game.reports.score_report import score_report
from game.rules.commands import Command
from game.session import Session, baseline

if TYPE_CHECKING:
    from game.ui.debrief import Debrief
    from game.ui.replay import Replay
    from game.ui.screen import Screen

SIZES = ((1280, 720), (1920, 1080))
LANGUAGES = ("en", "zh_CN")
# A quiet month with orders to give, a card that waits, a duel.
MOMENTS = {"room": (2010, 4), "card": (2010, 9), "duel": (2025, 8), "late": (2014, 6)}
DEBRIEF_TABS = ("divergence", "then_and_now")  # beside the ending; turning points take a minute to measure


def tour(folder: Path) -> int:
    """Exit code 0; Fault (6) when the folder cannot be written."""
    desk = Desk()
    level = desk.level("campaign")
    session = desk.start(level)
    play_history(session)
    score = session.score()
    print(f"History played {level.id} to its end: overall {score.overall:.1f} (history is 100 by construction).")
    written = [*write_run(session, folder), folder / "report.html"]
    write_text(folder / "report.html", score_report(session, desk.settings.language))
    written += screenshots(desk, session, folder)
    print("Written:")
    for path in written:
        print(f"  {path}")
    return 0


def screenshots(desk: Desk, session: Session, folder: Path) -> list[Path]:
    """The window's own screens, drawn without a window, in both languages and sizes."""
    os.environ["SDL_VIDEODRIVER"] = "dummy"
    import pygame

    from game.ui.app import App
    from game.ui.branches import BranchScreen
    from game.ui.briefing import Briefing
    from game.ui.classroom import Classroom
    from game.ui.codex import CodexScreen
    from game.ui.debrief import Debrief
    from game.ui.hand_in import HandInScreen
    from game.ui.replay import Replay
    from game.ui.room import Room
    from game.ui.scenarios import Scenarios
    from game.ui.settings import Settings
    from game.ui.standing import StandingScreen
    from game.ui.title import Title
    from game.ui.turn_report import TurnReport
    from game.ui.why import WhyScreen

    pygame.display.init()
    pygame.font.init()
    # Each screen as it comes to rest, without the guide over it.
    desk.settings = desk.settings.model_copy(update={"reduced_motion": True, "guide_step": -1})
    played = baseline(session.level, session.engine).commands
    moments = {name: session_at(session, played, *when, answered=name != "card") for name, when in MOMENTS.items()}
    makers: dict[str, Callable[[], Screen]] = {
        "title": lambda: Title(desk),
        "scenarios": lambda: Scenarios(desk),
        "briefing": lambda: Briefing(desk, session.level),
        "codex": lambda: CodexScreen(desk, "black-rare-earths"),
        "room": lambda: _room_at(desk, moments["room"], "charts"),
        "china": lambda: _room_at(desk, moments["room"], "china"),
        "world": lambda: _room_at(desk, moments["late"], "world"),
        "chain": lambda: _room_at(desk, moments["late"], "chain"),
        "web": lambda: _room_at(desk, moments["late"], "web"),
        "card": lambda: _room_at(desk, moments["card"], "china"),
        "duel": lambda: _room_at(desk, moments["duel"], "world"),
        "report": lambda: TurnReport(desk, moments["card"]),
        "abroad": lambda: _room_at(desk, moments["late"], "abroad"),
        "standing": lambda: StandingScreen(desk, moments["late"]),
        "why": lambda: WhyScreen(desk, moments["late"], "export_price_usd_per_t"),
        "branches": lambda: BranchScreen(Room(desk, moments["late"])),
        "tutorial": lambda: _room_at(desk, desk.start(desk.level("tutorial")), "china"),
        "lesson": lambda: Briefing(desk, desk.level("lesson-quota-trap")),
        "capsule": lambda: HandInScreen(desk, session),
        "classroom": lambda: Classroom(desk),
        "replay": partial(_film_at, Replay, desk, session),
        "debrief": lambda: Debrief(desk, session),
        **{f"debrief-{tab}": partial(_debrief_at, Debrief, desk, session, tab) for tab in DEBRIEF_TABS},
        "settings": lambda: Settings(desk),
    }
    written = []
    for size in SIZES:
        app = App(desk, pygame.display.set_mode(size))
        for language in LANGUAGES:
            desk.settings = desk.settings.model_copy(update={"language": language})
            for name, make in makers.items():
                app.stack = [make()]
                app.ui.again = True
                while app.frame([]) or app.stack[-1].busy():
                    pass
                path = folder / f"{name}-{size[0]}x{size[1]}-{language[:2]}.png"
                pygame.image.save(app.ui.canvas.surface, str(path))
                written.append(path)
    pygame.quit()
    return written


def session_at(session: Session, played: Sequence[Command], year: int, month: int, answered: bool = True) -> Session:
    """History's run as it stood before the first command of a month, its cards answered or still open."""
    wanted = (year - 1985) * 12 + month - 1  # months are counted from January 1985
    count = sum(1 for place in range(len(session.commands)) if session.month_of(place) < wanted)
    made = Session.replay(session.level, session.engine, played[:count])
    while answered and made.state.open_cards:
        made.submit(played[count])
        count += 1
    return made


def _room_at(desk: Desk, session: Session, tab: str) -> Screen:
    """The room with one of its pictures in the centre."""
    from game.ui.room import Room

    room = Room(desk, session)
    room.tab, room.part = tab, "centre"
    return room


def _film_at(make: Callable[[Desk, Session], Replay], desk: Desk, session: Session) -> Replay:
    """A replay in the middle of its film."""
    film = make(desk, session)
    film.place = film.last // 2
    return film


def _debrief_at(make: Callable[[Desk, Session], Debrief], desk: Desk, session: Session, tab: str) -> Debrief:
    """The debrief with another of its pages open."""
    debrief = make(desk, session)
    debrief.tab = tab
    return debrief
