"""What a run can be kept as: its capsule as text and code, and files of every kind."""

from __future__ import annotations

import pygame

from game.desk import Desk
from game.faults import Fault
from game.hand_in import capsule_of
from game.reports.code import code_squares
from game.reports.exports import Kind, export
from game.session import Session
from game.told import told
from game.ui import clipboard
from game.ui.icons import icon
from game.ui.layout import columns
from game.ui.screen import Answer, Still, back, heading, roomy
from game.ui.theme import BAD, DIM, FAINT, GOOD, LINE, PANEL, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import button, field, scroll_page
from game.ui.words import language, plural, say

_LONGEST_NAME = 40
_FILES: tuple[tuple[Kind, str, str], ...] = (
    ("report", "report", "export_report"),
    ("pdf", "report", "export_pdf"),
    ("csv", "scenarios", "export_csv"),
    ("journal", "note", "export_journal"),
    ("capsule", "save", "export_capsule"),
    ("code", "enlarge", "export_code"),
)
_PAPER, _INK = (255, 255, 255), (0, 0, 0)  # a code is read in these whatever the palette


class HandInScreen(Still):
    """The capsule with its code at the left, name, copying and files at the right."""

    def __init__(self, desk: Desk, session: Session) -> None:
        super().__init__(desk)
        self.session = session
        self.name = ""
        self._made = ("\0", "", "")  # name, capsule, problem
        self._squares: tuple[tuple[bool, ...], ...] = ()

    def _capsule(self) -> tuple[str, str]:
        """The capsule under the name as it stands, and why there is none."""
        if self._made[0] != self.name:
            try:
                text = capsule_of(self.session, self.name.strip())
                self._squares = code_squares(text)
                self._made = (self.name, text, "")
            except Fault as fault:
                self._squares = ()
                self._made = (self.name, "", told(fault))
        return self._made[1], self._made[2]

    def draw(self, ui: Ui) -> Answer | None:
        px = ui.px
        area = heading(ui, f"{say('capsule')}  ·  {self.session.level.title.in_language(language())}")
        leave = back(ui)
        if roomy(ui):
            side = min(area.height, px(560))
            left, right = columns(area, side, 1.0, gap=px(32))
            self._code(ui, pygame.Rect(left.x, left.y, side, side))
            self._keep(ui, right)
            return leave
        with scroll_page(ui, "hand-in-page", area) as page:
            rect = page.rect
            side = min(rect.width, px(300))
            self._code(ui, pygame.Rect(rect.x, rect.y, side, side))
            page.reaches(self._keep(ui, pygame.Rect(rect.x, rect.y + side + px(14), rect.width, px(520))))
        return leave

    def _code(self, ui: Ui, rect: pygame.Rect) -> None:
        """The code on white, each square of whole pixels."""
        canvas = ui.canvas
        _, problem = self._capsule()
        if problem:
            canvas.panel(rect, PANEL, border=LINE)
            canvas.paragraph(problem, rect.inflate(-ui.px(40), -ui.px(40)), 13, BAD)
            return
        count = len(self._squares)
        size = max(rect.width // (count + 8), 1)
        whole = pygame.Rect(rect.x, rect.y, size * (count + 8), size * (count + 8))
        canvas.fill(whole, _PAPER)
        for row, squares in enumerate(self._squares):
            y = whole.y + size * (row + 4)
            start = None
            for place, dark in enumerate((*squares, False)):
                if dark and start is None:
                    start = place
                elif not dark and start is not None:
                    canvas.fill(pygame.Rect(whole.x + size * (start + 4), y, size * (place - start), size), _INK)
                    start = None

    def _keep(self, ui: Ui, rect: pygame.Rect) -> int:
        """Name, copy, the text itself and files; returns the y below them."""
        canvas, px = ui.canvas, ui.px
        y = canvas.paragraph(say("capsule_intro"), rect, 13.5, DIM, 1.5) + px(14)
        canvas.text(say("capsule_name"), (rect.x, y), 12, FAINT)
        box = pygame.Rect(rect.x, y + px(20), min(rect.width, px(420)), px(36))
        self.name = field(ui, "capsule-name", box, self.name, _LONGEST_NAME, hint=say("capsule_name_hint"))
        text, problem = self._capsule()
        y = box.bottom + px(16)
        copy = pygame.Rect(rect.x, y, px(240), px(40))
        if not ui.focus:
            ui.focus = "capsule-copy"
        if button(ui, "capsule-copy", copy, say("capsule_copy"), enabled=not problem, primary=True, size=14):
            clipboard.copied(text)
            ui.toast(say("capsule_copied"), GOOD)
        count = plural("capsule_letters", len(text))
        canvas.label(count, pygame.Rect(copy.right + px(16), y, rect.width, copy.height), 12, DIM)
        y = copy.bottom + px(14)
        lines = canvas.wrap(" ".join(text[at : at + 5] for at in range(0, len(text), 5)), 10.5, rect.width - px(28))
        shown = lines[:6] + (["…"] if len(lines) > 6 else [])
        panel = pygame.Rect(rect.x, y, rect.width, px(16) * len(shown) + px(18))
        canvas.panel(panel, PANEL, border=LINE)
        for place, line in enumerate(shown):
            canvas.text(line, (panel.x + px(14), panel.y + px(9) + px(16) * place), 10.5, TEXT)
        y = panel.bottom + px(20)
        canvas.text(say("export_run"), (rect.x, y), 12, FAINT)
        return self._files(ui, pygame.Rect(rect.x, y + px(22), rect.width, px(40)))

    def _files(self, ui: Ui, rect: pygame.Rect) -> int:
        canvas, px = ui.canvas, ui.px
        cells = columns(rect, 1.0, 1.0, 1.0, gap=px(10))
        for place, (kind, sign, words) in enumerate(_FILES):
            box = cells[place % 3].move(0, (place // 3) * px(50))
            if button(ui, f"export-{kind}", box, ""):
                self._export(ui, kind)
            icon(canvas, sign, (box.x + px(22), box.centery), 16, YOURS)
            canvas.label(
                say(words), pygame.Rect(box.x + px(42), box.y, box.width - px(50), box.height), 13, TEXT, least=9
            )
        return rect.bottom + px(60)

    def _export(self, ui: Ui, kind: Kind) -> None:
        folder = self.desk.folders.reports
        if folder is None:
            ui.toast(say("no_export"), BAD)
            return
        try:
            path = export(self.session, kind, folder, language(), self.name.strip())
            ui.toast(say("exported").format(path), GOOD)
        except Fault as fault:
            ui.toast(told(fault), BAD)
