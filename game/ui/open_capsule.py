"""A capsule from somebody else: paste it, see what it is worth, watch it, or play on from it."""

from __future__ import annotations

from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault, visible
from game.hand_in import capsules, verified
from game.session import Session
from game.told import told, wording
from game.ui import clipboard
from game.ui.curve import gauges_thumbnail
from game.ui.layout import columns
from game.ui.replay import Replay
from game.ui.room import Room
from game.ui.screen import Answer, Show, Still, back, foot, heading
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, LINE, PANEL, RAISED, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button
from game.ui.words import language, say
from game.views.branches import rewinds_text
from game.views.sentences import month_named

_SHOWN = 900  # letters of what was pasted
_GROUP, _LONG_WORD = 5, 20


class OpenCapsule(Still):
    """What is pasted is opened at once, for it can do no harm."""

    def __init__(self, desk: Desk, text: str = "") -> None:
        super().__init__(desk)
        self.text = ""
        self.label = ""
        self.session: Session | None = None
        self.problem = ""
        if text:
            self.take(text)

    def take(self, text: str) -> None:
        """Open what was pasted."""
        self.text, self.session, self.problem, self.label = text, None, "", ""
        try:
            found = capsules(text)
            if len(found) > 1:
                self.problem = say("capsule_many")
                return
            replayed = verified(found[0])
        except Fault as fault:
            self.problem = told(fault)
            return
        self.label = found[0].label
        self.session = replayed.session
        if replayed.difference:
            self.problem = say("capsule_differs").format(wording(replayed.difference))

    def draw(self, ui: Ui) -> Answer | None:
        canvas, px = ui.canvas, ui.px
        area = heading(ui, say("open_capsule"))
        leave = back(ui)
        if ui.key(pygame.K_v, pygame.KMOD_CTRL) or ui.inputs.typed.strip():
            self.take(clipboard.pasted() if not ui.inputs.typed.strip() else self.text + ui.inputs.typed)
            ui.again = True
        y = canvas.paragraph(say("open_capsule_intro"), area, 13.5, DIM, 1.5) + px(14)
        paste = pygame.Rect(area.x, y, px(240), px(40))
        if not ui.focus:
            ui.focus = "capsule-paste"
        if button(ui, "capsule-paste", paste, say("capsule_paste"), primary=self.session is None, size=14):
            self.take(clipboard.pasted())
            ui.again = True
        y = paste.bottom + px(16)
        lines = canvas.wrap(grouped(self.text[:_SHOWN]) or say("capsule_nothing"), 11, area.width - px(32))
        most = max((area.height // 3) // px(17), 2)
        panel = pygame.Rect(area.x, y, area.width, px(17) * min(max(len(lines), 2), most) + px(20))
        canvas.panel(panel, PANEL, border=LINE)
        for place, line in enumerate(lines[:most]):
            colour = TEXT if self.text else FAINT
            canvas.text(
                line, (panel.x + px(16), panel.y + px(10) + px(17) * place), 11, colour, limit=panel.width - px(32)
            )
        y = panel.bottom + px(16)
        if self.problem:
            y = canvas.paragraph(self.problem, pygame.Rect(area.x, y, area.width, px(60)), 13.5, BAD) + px(10)
        if self.session is None:
            return leave
        self._found(ui, pygame.Rect(area.x, y, area.width, area.bottom - y), self.session)
        return leave or self._go_on(ui, self.session)

    def _found(self, ui: Ui, rect: pygame.Rect, session: Session) -> None:
        """Whose run, of what, how far, and what it is worth."""
        canvas, px = ui.canvas, ui.px
        month = month_named(_month(session), language())
        parts = [self.label, session.level.title.in_language(language()), month]
        parts.append(rewinds_text(session, language()))
        canvas.text("  ·  ".join(part for part in parts if part), (rect.x, rect.y), 16, HISTORY, True, limit=rect.width)
        score = session.score()
        shown = [(say("overall"), score.overall)]
        shown += [(say(f"headline.{line.name}"), line.points) for line in score.headlines()]
        boxes = columns(pygame.Rect(rect.x, rect.y + px(34), min(rect.width, px(760)), px(64)), *[1.0] * 4, gap=px(10))
        for (title, points), box in zip(shown, boxes, strict=True):
            canvas.panel(box, RAISED, radius=6)
            canvas.text(title, (box.x + px(12), box.y + px(8)), 11.5, DIM, limit=box.width - px(20))
            canvas.text(f"{points:.1f}", (box.x + px(12), box.y + px(26)), 22, GOOD if points >= 99.95 else TEXT, True)
        gauges = tuple(
            (float(mark["share"]), float(mark["price"]), float(mark["leverage"]))
            for marks in session.marks
            for mark in marks
            if mark["do"] == "turn"
        )
        room = pygame.Rect(rect.x, boxes[0].bottom + px(12), boxes[-1].right - rect.x, px(70))
        if len(gauges) > 1 and room.bottom < rect.bottom:
            gauges_thumbnail(canvas, room, gauges)
            ui.tip(room, say("gauges_over_time"))

    def _go_on(self, ui: Ui, session: Session) -> Answer | None:
        px = ui.px
        row = foot(ui)
        film = pygame.Rect(row.right - px(200), row.y, px(200), row.height)
        play = film.move(-px(212), 0)
        if not session.finished and button(ui, "capsule-play", play, say("capsule_play"), size=13.5):
            return Show(partial(Room, self.desk, session))
        if session.commands and button(ui, "capsule-film", film, say("watch_again"), primary=True, size=13.5):
            return Show(partial(Replay, self.desk, session))
        return None


def grouped(text: str) -> str:
    """A text as a panel can show it: on one line, without marks that nobody sees, long words in groups of five."""
    words = visible(text.replace("\n", " "), len(text) + 1).split(" ")
    return " ".join(
        " ".join(word[at : at + _GROUP] for at in range(0, len(word), _GROUP)) if len(word) > _LONG_WORD else word
        for word in words
    )


def _month(session: Session) -> str:
    """The last month that was lived through, as a mark writes it."""
    lived = [str(mark["month"]) for marks in session.marks for mark in marks]
    return lived[-1] if lived else ""
