"""A tutorial in the room: a panel that points at what to do next; it blocks nothing and can be left and resumed."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.rules.lessons import Lesson
from game.rules.staging import Step
from game.session import Session
from game.ui.guide import LEFT, beside, note, part_of
from game.ui.icons import icon
from game.ui.room_layout import RoomLayout
from game.ui.theme import TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import language, say

# The parts of the room as the guide numbers them.
_PARTS = {"score": 1, "capital": 2, "desk": 3, "charts": 4, "orders": 5, "end_turn": 6, "codex": 7}
_HEIGHT = 190


class Tutor:
    """Where the player stands in the level's steps; the settings keep it, so that leaving loses nothing."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk = desk
        self.level = session.level
        kept = desk.settings.steps.get(session.level.id, 0) if session.commands else 0
        self.away = kept == LEFT
        self.lesson = Lesson(session.level, max(kept, 0), len(session.commands))
        if session.level.about.steps and not session.commands:
            self._keep()

    def _keep(self) -> None:
        kept = {**self.desk.settings.steps, self.level.id: LEFT if self.away else self.lesson.step}
        if kept != self.desk.settings.steps:
            self.desk.keep_settings({"steps": kept})

    def put_away(self, away: bool) -> None:
        """Leave the steps, or take them up again."""
        self.away = away
        if not away and self.lesson.over:
            self.lesson.step = 0
        self._keep()

    def draw(self, ui: Ui, lay: RoomLayout, session: Session) -> None:
        """The step's panel with its buttons, and a frame around what it speaks of."""
        if self.away or self.lesson.over:
            return
        if self.lesson.follow(session.state, session.commands):
            self._keep()
            if self.lesson.over:
                return
        step = self.lesson.steps[self.lesson.step]
        target = _target(ui, lay, step)
        if target.width:
            ui.canvas.outline(target, YOURS, 2.2, 9)
        # A lever's row is small; the panel stands beside the whole desk, so that its neighbours stay in reach.
        box = beside(ui, lay.desk if step.lever is not None and lay.desk.width else target, _HEIGHT)
        count = f"{self.lesson.step + 1} / {len(self.lesson.steps)}"
        note(ui, box, step.title.in_language(language()), step.text.in_language(language()), count)
        self._buttons(ui, box, step, session)

    def _buttons(self, ui: Ui, box: pygame.Rect, step: Step, session: Session) -> None:
        px = ui.px
        row = pygame.Rect(box.x + px(18), box.bottom - px(44), px(112), px(32))
        if button(ui, "tutor-leave", row, say("guide_leave"), size=12, tip=say("tutor.leave_tip")):
            self.put_away(True)
        on = pygame.Rect(box.right - px(18) - px(112), row.y, px(112), row.height)
        if self.lesson.step > 0:
            before = pygame.Rect(on.x - px(44), row.y, px(36), row.height)
            if button(ui, "tutor-back", before, "", tip=say("tutor.back")):
                self.lesson.go_back(session.commands)
                self._keep()
            icon(ui.canvas, "left", before.center, 14, TEXT)
        last = self.lesson.step + 1 == len(self.lesson.steps)
        words = say("guide_end" if last else "guide_next" if step.done is None else "tutor.skip")
        if button(ui, "tutor-on", on, words, primary=step.done is None, size=12.5):
            self.lesson.go_on(session.commands)
            self._keep()


def _target(ui: Ui, lay: RoomLayout, step: Step) -> pygame.Rect:
    """The part of the room a step speaks of; a lever's own row where it is in sight."""
    row = ui.places.get(f"lever-{step.lever}") if step.lever is not None else None
    if row is not None:
        return row.inflate(ui.px(12), ui.px(34)).move(0, -ui.px(12))
    match step.look:
        case "centre":
            return lay.centre if lay.centre.width else lay.parts
        case "top":
            return lay.top
        case "" | "card":
            return pygame.Rect(0, 0, 0, 0)
    return part_of(ui, lay, _PARTS[step.look])
