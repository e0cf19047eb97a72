"""The end of an assignment: what to hand in, a name, and the two ways to do it."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.faults import Fault
from game.hand_in import capsule_of
from game.reports.exports import export
from game.session import Session
from game.told import told
from game.ui import clipboard
from game.ui.layout import columns
from game.ui.screen import roomy
from game.ui.theme import BAD, GOOD, HISTORY, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button, field
from game.ui.words import language, say

_LONGEST_NAME = 40


def draw_hand_in(ui: Ui, rect: pygame.Rect, desk: Desk, session: Session) -> None:
    """The note at the left; name, capsule and journal at the right, or below where there is little room."""
    note = session.level.about.hand_in
    if note is None:
        return
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, PANEL, border=HISTORY)
    inner = rect.inflate(-px(24), -px(12))
    if roomy(ui):
        words, keep = columns(inner, 1.0, px(590), gap=px(16))
    else:
        words = pygame.Rect(inner.x, inner.y, inner.width, inner.height - px(50))
        keep = pygame.Rect(inner.x, words.bottom + px(8), inner.width, px(42))
    text, size = note.in_language(language()), 13.5
    while size > 9.0 and len(canvas.wrap(text, size, words.width)) * round(px(size) * 1.35) > words.height:
        size -= 0.5
    canvas.paragraph(text, words, size, TEXT, 1.35)
    spots = columns(pygame.Rect(keep.x, keep.centery - px(18), keep.width, px(36)), 1.0, 1.0, 1.0, gap=px(10))
    name = field(
        ui, "assignment-name", spots[0], ui.texts.get("assignment", ""), _LONGEST_NAME, hint=say("assignment_name")
    )
    ui.texts["assignment"] = name
    if button(ui, "assignment-capsule", spots[1], say("capsule_copy"), primary=True, size=13):
        _copy(ui, session, name)
    if button(ui, "assignment-journal", spots[2], say("save_journal"), primary=True, size=13):
        _save(ui, desk, session, name)


def _copy(ui: Ui, session: Session, name: str) -> None:
    try:
        clipboard.copied(capsule_of(session, name.strip()))
    except Fault as fault:
        ui.toast(told(fault), BAD)
        return
    ui.toast(say("capsule_copied"), GOOD)


def _save(ui: Ui, desk: Desk, session: Session, name: str) -> None:
    folder = desk.folders.reports
    if folder is None:
        ui.toast(say("no_export"), BAD)
        return
    try:
        ui.toast(say("exported").format(export(session, "journal", folder, language(), name.strip())), GOOD)
    except Fault as fault:
        ui.toast(told(fault), BAD)
