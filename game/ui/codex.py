"""The codex: a list with search, articles with links, back and forward."""

from __future__ import annotations

import time

import pygame

from game.desk import Desk
from game.rules.level import Level
from game.ui.article import Line, article, laid_out
from game.ui.icons import icon
from game.ui.layout import columns
from game.ui.screen import Answer, Still, back, heading
from game.ui.theme import DIM, FAINT, HISTORY, LINE, PANEL, TEXT, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import button, field, scrolled
from game.ui.words import language, say
from game.views.codex import FACT, RUN, Codex, Entry, Page, Pictures, campaign_level

SECONDS = 0.008  # that the engine may take of a frame


class CodexScreen(Still):
    """Opens at an article, or at a fact ("fact:B010"), or at the first."""

    def __init__(self, desk: Desk, name: str = "", level: Level | None = None) -> None:
        super().__init__(desk)
        self.level = level
        self.codex = Codex(language(), level)
        self.pictures = _pictures()
        self.query = ""
        page = self.codex.page(name)
        first = self.codex.articles[0].id if self.codex.articles else ""
        self.trail: list[str] = [page.id if page is not None else name or first]
        self.place = 0
        self.reading = bool(name)  # where list and article have no room beside each other
        self.unfolded: set[str] = set()  # sections of the list that the reader has opened
        self._listed = ""  # the page that the list was last scrolled to
        self._laid: tuple[tuple[object, ...], list[Line]] | None = None

    def busy(self) -> bool:
        """Whether the engine works on a picture."""
        return self.pictures is not None and self.pictures.busy

    @property
    def current(self) -> str:
        return self.trail[self.place]

    def go(self, name: str) -> None:
        """Open a page, or have a contested figure run; what lay ahead is forgotten, as a reader would expect."""
        if name.startswith(RUN):
            if self.pictures is not None:
                self.pictures.run(name)
            return
        page = self.codex.page(name)
        if page is not None and page.id != self.current:
            self.trail = [*self.trail[: self.place + 1], page.id]
            self.place += 1
        self.reading = True

    def move(self, steps: int) -> None:
        self.place = min(max(self.place + steps, 0), len(self.trail) - 1)

    def draw(self, ui: Ui) -> Answer | None:
        if self.codex.language != language():
            self.codex, self.pictures = Codex(language(), self.level), _pictures()
        self._work()
        px = ui.px
        area = heading(ui, say("codex"))
        both = ui.room[0] >= 880
        left, right = columns(area, px(300), 1.0, gap=px(20)) if both else (area, area)
        if self.query and ui.acts("back"):
            self.query = ""
        leave = back(ui)
        if leave is not None and self.reading and not both:
            self.reading, leave, ui.again = False, None, True
        if both or not self.reading:
            self._list(ui, left)
        if both or self.reading:
            self._article(ui, right)
        if ui.key(pygame.K_LEFT, pygame.KMOD_ALT) or (ui.focus != "codex-search" and ui.key(pygame.K_BACKSPACE)):
            self.move(-1)
        if ui.key(pygame.K_RIGHT, pygame.KMOD_ALT):
            self.move(1)
        return leave

    def _work(self) -> None:
        """Let the engine work for a part of a frame."""
        until = time.perf_counter() + SECONDS
        while self.busy() and time.perf_counter() < until:
            assert self.pictures is not None
            self.pictures.step()

    def _rows(self) -> list[Entry]:
        """What the list shows: while nothing is sought, sections with the articles of those that are open."""
        found = self.codex.search(self.query)
        if self.query:
            return list(found)
        here = self.codex.section_of(self.current)
        rows, open_now = [], False
        for entry in found:
            if not entry.id:
                open_now = (entry.title == here) != (entry.title in self.unfolded)
            if open_now or not entry.id:
                rows.append(entry)
        return rows

    def _list(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        box = pygame.Rect(rect.x, rect.y, rect.width, px(34))
        self.query = field(ui, "codex-search", box, self.query, 40)
        if not self.query and ui.focus != "codex-search":
            canvas.label(say("codex_search"), box.inflate(-px(64), 0), 13, FAINT)
            icon(canvas, "search", (box.x + px(18), box.centery), 15, FAINT)
        rows = self._rows()
        area = pygame.Rect(rect.x, box.bottom + px(10), rect.width, rect.bottom - box.bottom - px(10))
        if not rows:
            canvas.paragraph(say("codex_nothing").format(self.query), area, 13, DIM)
        step = px(24) if not self.query else px(38)
        name = f"codex-rows {self.query}"
        self._show_current(ui, name, rows, max(area.height // step, 1))
        first, fitting = scrolled(ui, name, area, len(rows), step)
        for place, row in enumerate(rows[first : first + fitting]):
            line = pygame.Rect(area.x, area.y + place * step, area.width - px(10), step - px(2))
            if self._row(ui, line, row) and row.id:
                self.go(row.id)

    def _show_current(self, ui: Ui, name: str, rows: list[Entry], fitting: int) -> None:
        """Scroll the list to the page that is read, once after it was opened from elsewhere."""
        if self.query or self._listed == self.current:
            return
        self._listed = self.current
        place = next((place for place, row in enumerate(rows) if row.id == self.current), None)
        first = int(ui.memory.get(name, 0.0))
        if place is not None and not first <= place < first + fitting:
            ui.memory[name] = float(max(place - fitting // 2, 0))

    def _row(self, ui: Ui, line: pygame.Rect, row: Entry) -> bool:
        canvas, px = ui.canvas, ui.px
        if not row.id:
            return self._section(ui, line, row.title)
        here = row.id == self.current
        name = f"page-{row.id}"
        hot = ui.hovers(line)
        if here or hot:
            canvas.panel(line, YOURS_DIM if here else PANEL, radius=5)
        words = pygame.Rect(line.x + px(10), line.y, line.width - px(20), line.height)
        if row.snippet:
            canvas.label(row.title, pygame.Rect(words.x, words.y + px(1), words.width, px(18)), 13, TEXT, here)
            snippet = canvas.wrap(row.snippet, 10.5, words.width)[0]
            canvas.label(snippet, pygame.Rect(words.x, words.y + px(18), words.width, px(16)), 10.5, DIM)
        else:
            shade = HISTORY if row.id.startswith(FACT) else TEXT
            canvas.label(row.title, words, 13.5, shade, here, least=10.5)
        ui.place(name, line)
        return ui.clicked(name, line) or ui.entered(name)

    def _section(self, ui: Ui, line: pygame.Rect, title: str) -> bool:
        """A section's heading, which folds it away or shows it."""
        canvas, px = ui.canvas, ui.px
        name = f"section-{title}"
        if ui.hovers(line):
            canvas.panel(line, PANEL, radius=5)
        shown = (title == self.codex.section_of(self.current)) != (title in self.unfolded)
        canvas.text("−" if shown else "+", (line.x + px(2), line.y + px(4)), 12, DIM, True)
        canvas.label(title, pygame.Rect(line.x + px(18), line.y, line.width - px(18), line.height), 12, DIM, True)
        ui.place(name, line)
        if ui.clicked(name, line) or ui.entered(name):
            self.unfolded ^= {title}
            ui.again = True
        return False

    def _article(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        page = self.codex.page(self.current)
        if page is None:
            return
        inner = rect.inflate(-px(56 if ui.room[0] >= 880 else 28), -px(36 if ui.room[1] >= 500 else 16))
        inner.width = min(inner.width, px(760))
        for place, (name, steps) in enumerate((("left", -1), ("right", 1))):
            box = pygame.Rect(rect.right - px(88) + place * px(38), rect.y + px(12), px(34), px(30))
            able = 0 <= self.place + steps < len(self.trail)
            if button(ui, f"codex-{name}", box, "", enabled=able, tip=say(f"codex_{name}")):
                self.move(steps)
            icon(canvas, name, box.center, 15, TEXT if able else FAINT)
        canvas.text(page.section, (inner.x, inner.y - px(4)), 12, HISTORY)
        title = pygame.Rect(inner.x, inner.y + px(12), rect.right - px(100) - inner.x, px(36))
        canvas.label(page.title, title, 25 if ui.room[1] >= 500 else 20, YOURS, True, least=13)
        top = title.bottom + px(14 if ui.room[1] >= 500 else 4)
        body = pygame.Rect(inner.x, top, inner.width, inner.bottom - top)
        lines = self._lines(ui, page, body.width - px(16))
        link = article(ui, body, page, lines, self.pictures.charts if self.pictures is not None else None)
        if link:
            self.go(link)
            ui.again = True

    def _lines(self, ui: Ui, page: Page, width: int) -> list[Line]:
        filled = self.pictures.filled(page) if self.pictures is not None and _asks(page) else page
        state = self.pictures.state if self.pictures is not None else ()
        key = (page.id, width, self.codex.language, state)
        if self._laid is None or self._laid[0] != key:
            self._laid = (key, laid_out(ui, filled, width))
        return self._laid[1]


def _pictures() -> Pictures | None:
    """Pictures of the campaign's history; none when it cannot be read."""
    level = campaign_level()
    return Pictures(language(), level) if level is not None else None


def _asks(page: Page) -> bool:
    return any(block.asks for block in page.blocks)
