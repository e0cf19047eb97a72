"""The briefing: date, seat, situation, objectives, three facts with their sources, two charts up to today."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import pygame

from game.desk import Desk
from game.faults import Fault
from game.rules.difficulty import DIFFICULTIES
from game.rules.level import Level
from game.told import told
from game.ui import sound
from game.ui.article import tight
from game.ui.breaking import pieces
from game.ui.charts.line import draw_chart
from game.ui.codex import CodexScreen
from game.ui.icons import icon
from game.ui.layout import columns, rows
from game.ui.room import Room
from game.ui.screen import Answer, Replace, Show, Still, aside, back, foot, heading, main_button, roomy
from game.ui.theme import BAD, DIM, ERA_BANDS, FAINT, HISTORY, LINE, PANEL, RAISED, TEXT, YOURS
from game.ui.ui import Ui
from game.ui.widgets import Page, button, choice, scroll_page
from game.ui.words import language, say
from game.views.codex import FACT, Codex, Span, spans
from game.views.figures import ChartData
from game.views.opening import level_facts, span_text
from game.views.past import past_charts
from game.views.sentences import money, month_text, number
from game.views.staging import sections
from game.views.standing import difficulty_lines

_SHOWN = ("export_price_usd_per_t", "china_exports_t")


class Briefing(Still):
    """One page before the first turn."""

    def __init__(self, desk: Desk, level: Level) -> None:
        super().__init__(desk)
        self.level = level
        self.problem = ""
        self._charts: tuple[str, list[ChartData]] = ("", [])
        self._codex: Codex | None = None
        try:
            self.opened = desk.start(level)
        except Fault as fault:
            self.problem = told(fault)

    @property
    def codex(self) -> Codex:
        if self._codex is None or self._codex.language != language():
            self._codex = Codex(language())
        return self._codex

    def draw(self, ui: Ui) -> Answer | None:
        sound.theme(self.level.era_at(self.level.start).id)
        area = heading(ui, self.level.title.in_language(language()))
        aside(ui, span_text(self.level), 16, HISTORY)
        if roomy(ui) and not self.problem:
            link = self._beside(ui, area)
        else:
            with scroll_page(ui, "briefing-page", area) as page:
                link = self._stacked(ui, page)
        if self.problem:
            return back(ui)
        if link:
            return Show(partial(CodexScreen, self.desk, link))
        self._choose_ironman(ui)
        self._choose_difficulty(ui)
        if not ui.focus:
            ui.focus = "start"
        if button(ui, "start", main_button(ui), say("start"), primary=True, size=15):
            self.desk.autosave(self.opened)
            return Replace(partial(Room, self.desk, self.opened))
        return back(ui)

    def _choose_ironman(self, ui: Ui) -> None:
        """Whether the player forswears turning time back; a level may have decided that."""
        px, row = ui.px, foot(ui)
        box = pygame.Rect(row.x + px(142), row.y, px(152), row.height)
        if main_button(ui).x - box.x < px(480):
            box.width = px(90)
        closed = self.level.rewind == "none"
        tip = say("rewind.level") if closed else say("ironman.tip")
        words = say("ironman.choose")
        if button(ui, "ironman", box, words, not closed, selected=self.opened.ironman, size=12, tip=tip):
            self.opened.ironman = not self.opened.ironman

    def _choose_difficulty(self, ui: Ui) -> None:
        """Three positions beside the start button; what the chosen one changes stands in its tip."""
        px, row, start = ui.px, foot(ui), main_button(ui)
        box = pygame.Rect(start.x - px(20) - px(300), row.y + px(4), px(300), row.height - px(8))
        least = row.x + px(302 if start.x - row.x >= px(622) else 240)
        if box.x < least:
            box.width -= least - box.x
            box.x = least
        if self.level.fixed_difficulty:
            words = say("rank.fixed", rank=say(f"rank.{self.level.difficulty.id}"))
            ui.canvas.label(words, box, 12.5, DIM, align="right", least=9)
            return
        options = [(float(place), say(f"rank.{one.id}")) for place, one in enumerate(DIFFICULTIES)]
        now = float([one.id for one in DIFFICULTIES].index(self.level.difficulty.id))
        needed = sum(ui.canvas.width(words, 12.5, True) for _, words in options)
        size = 12.5 * min(1.0, max(box.width - px(44), 1) / max(needed, 1))
        chosen = choice(ui, "difficulty", box, now, options, size=size)
        label = pygame.Rect(least, row.y, max(box.x - least - px(12), 0), row.height)
        if ui.canvas.width(say("rank"), 9) <= label.width:  # else the tip says it
            ui.canvas.label(say("rank"), label, 12.5, DIM, align="right", least=9)
        lines = "\n".join(difficulty_lines(self.level.difficulty, language()))
        ui.tip(box, f"{say('rank')}: {say(f'rank.{self.level.difficulty.id}')}\n{lines}", "difficulty")
        if chosen != now:
            self.level = self.level.at_difficulty(DIFFICULTIES[round(chosen)].id)
            ironman = self.opened.ironman
            self.opened = self.desk.start(self.level)
            self.opened.ironman = ironman

    def _beside(self, ui: Ui, area: pygame.Rect) -> str:
        """Words at the left, figures at the right; the link pressed."""
        px = ui.px
        left, right = columns(area, 0.52, 0.48, gap=px(36))
        y, link = self._situation(ui, left)
        y = self._objectives(ui, pygame.Rect(left.x, y + px(14), left.width, 0))
        strip = pygame.Rect(left.x, left.bottom - px(46), left.width, px(46))
        _, cited = self._facts(ui, pygame.Rect(left.x, y + px(14), left.width, strip.y - y - px(24)))
        self._eras(ui, strip)
        seat, history = rows(right, px(82), 1.0, gap=px(12))
        self._seat(ui, seat)
        if self.level.about.roles or self.level.changes or self.level.access or self.level.seed is not None:
            notes, history = rows(history, 1.0, px(190), gap=px(10))
            with scroll_page(ui, "briefing-notes", notes) as page:
                page.reaches(self._notes(ui, pygame.Rect(page.rect.x, page.rect.y, page.rect.width, 0)))
        self._history(ui, history, _SHOWN[: 1 if history.height < px(260) else 2])
        return cited or link

    def _stacked(self, ui: Ui, page: Page) -> str:
        """Everything below each other; the link pressed."""
        px = ui.px
        rect = page.rect
        y, link = self._situation(ui, rect)
        y = self._objectives(ui, pygame.Rect(rect.x, y + px(12), rect.width, 0))
        if self.problem:
            y = ui.canvas.paragraph(self.problem, pygame.Rect(rect.x, y + px(12), rect.width, px(200)), 12, BAD)
            page.reaches(y)
            return link
        y, cited = self._facts(ui, pygame.Rect(rect.x, y + px(12), rect.width, px(2000)))
        self._eras(ui, pygame.Rect(rect.x, y + px(12), rect.width, px(46)))
        self._seat(ui, pygame.Rect(rect.x, y + px(66), rect.width, px(82)))
        y = self._notes(ui, pygame.Rect(rect.x, y + px(158), rect.width, 0))
        self._history(ui, pygame.Rect(rect.x, y, rect.width, px(430)))
        page.reaches(y + px(430))
        return cited or link

    def _situation(self, ui: Ui, rect: pygame.Rect) -> tuple[int, str]:
        """The text with its facts as links; the y below it and the link pressed."""
        canvas, px = ui.canvas, ui.px
        step = px(25)
        x, y, link = rect.x, rect.y, ""
        told = [
            (piece, span, place)
            for place, span in enumerate(spans(self.level.briefing.in_language(language())))
            for piece in ([span.text] if span.link else pieces(span.text))
        ]
        for group in tight(told):
            # A fact's mark is a little smaller than the words around it.
            sizes = [12.5 if span.link else 15.5 for _, span, _ in group]
            wide = sum(canvas.width(piece.rstrip(), size) for (piece, _, _), size in zip(group, sizes, strict=True))
            if x + wide > rect.right:
                x, y = rect.x, y + step
            for (piece, span, place), size in zip(group, sizes, strict=True):
                if span.link:
                    box = pygame.Rect(x, y, canvas.width(piece, size), step)
                    link = self._fact_mark(ui, box, span, place) or link
                else:
                    canvas.text(piece, (x, y), size, TEXT)
                x += canvas.width(piece, size)
        return y + step, link

    def _fact_mark(self, ui: Ui, box: pygame.Rect, span: Span, place: int) -> str:
        name = f"cited-{place}"
        hot = ui.hovers(box)
        ui.canvas.label(span.text, box, 12.5, TEXT if hot else HISTORY, align="centre")
        ui.place(name, box)
        return span.link if ui.clicked(name, box) or ui.entered(name) else ""

    def _objectives(self, ui: Ui, rect: pygame.Rect) -> int:
        canvas, px = ui.canvas, ui.px
        canvas.text(say("objectives"), (rect.x, rect.y), 13, DIM, True)
        y = rect.y + px(24)
        for objective in self.level.objectives:
            canvas.diamond((rect.x + px(6), y + px(9)), 4, HISTORY)
            canvas.text(objective.title.in_language(language()), (rect.x + px(20), y), 13.5, limit=rect.width - px(20))
            y += px(24)
        return y

    def _facts(self, ui: Ui, rect: pygame.Rect) -> tuple[int, str]:
        """The newest facts that could be known; each opens its source. The y below them and the link pressed."""
        canvas, px = ui.canvas, ui.px
        ids = self.level.about.facts
        known = self.codex.facts_of(ids, self.level.start) if ids else self.codex.known_at(self.level.start)
        if not known:
            return rect.y, ""
        canvas.text(say("facts"), (rect.x, rect.y), 13, DIM, True)
        link = ""
        y = rect.y + px(24)
        for fact in known:
            lines = canvas.wrap(fact.text, 13, rect.width - px(86))
            box = pygame.Rect(rect.x, y, rect.width, px(14) + len(lines) * px(19))
            if box.bottom > rect.bottom:
                break
            canvas.panel(box, PANEL, border=LINE)
            for place, line in enumerate(lines):
                canvas.text(line, (box.x + px(14), box.y + px(7) + place * px(19)), 13, TEXT)
            mark = pygame.Rect(box.right - px(62), box.y + px(4), px(56), min(box.height - px(8), px(28)))
            mark.centery = box.centery
            if button(ui, f"fact-{fact.id}", mark, fact.id, size=11, tip=say("sources_link")):
                link = FACT + fact.id
            y += box.height + px(6)
        return y, link

    def _eras(self, ui: Ui, rect: pygame.Rect) -> None:
        """The span ahead with its eras; their names where they have room, else in the tooltip."""
        canvas, px = ui.canvas, ui.px
        level = self.level
        months = level.end + 1 - level.start
        starts = [max(era.start, level.start) for era in level.eras] + [level.end + 1]
        bar = pygame.Rect(rect.x, rect.y, rect.width, px(24))
        for place, era in enumerate(level.eras):
            left, right = (bar.x + round((at - level.start) / months * bar.width) for at in starts[place : place + 2])
            band = pygame.Rect(left, bar.y, max(right - left - 1, 1), bar.height)
            canvas.panel(band, ERA_BANDS[place % len(ERA_BANDS)], radius=3)
            title = era.title.in_language(language())
            if canvas.width(title, 10.5) <= band.width - px(8):
                canvas.label(title, band.inflate(-px(8), 0), 10.5, DIM)
            ui.tip(band, f"{title}\n{month_text(starts[place])}")
        first, last = 1985 + level.start // 12, 1985 + level.end // 12
        canvas.text(str(first), (bar.x, bar.bottom + px(4)), 10.5, FAINT)
        canvas.text(str(last), (bar.right, bar.bottom + px(4)), 10.5, FAINT, align="right")

    def _seat(self, ui: Ui, rect: pygame.Rect) -> None:
        """What one starts with and how much there is to do."""
        canvas, px = ui.canvas, ui.px
        canvas.panel(rect, PANEL, border=LINE)
        facts = [
            (number(self.opened.state.capital), say("capital")),
            (money(float(self.opened.state.economy.treasury_musd[0])), say("treasury")),
        ]
        facts += [(number(count), say(name)) for name, count in level_facts(self.level)]
        badge = pygame.Rect(rect.x + px(14), rect.y + px(17), px(48), px(48))
        canvas.panel(badge, RAISED, radius=8)
        icon(canvas, "who-planners", badge.center, 26, YOURS)
        x = badge.right + px(16)
        widths = [max(canvas.width(value, 20, True), canvas.width(words, 11)) for value, words in facts]
        gap = max((rect.right - px(18) - x - sum(widths)) // max(len(facts) - 1, 1), px(6))
        for (value, words), width in zip(facts, widths, strict=True):
            canvas.text(value, (x, rect.y + px(15)), 20, TEXT, True)
            canvas.text(words, (x, rect.y + px(48)), 11, DIM)
            x += width + gap

    def _notes(self, ui: Ui, rect: pygame.Rect) -> int:
        """What is different here, what is closed, who sits at the table, what it is about; the y below."""
        canvas, px = ui.canvas, ui.px
        y = rect.y
        for heading_words, notes in sections(self.level, language()):
            canvas.text(heading_words, (rect.x, y), 13, DIM, True)
            y += px(22)
            for place, note in enumerate(notes):
                top = y
                if note.title:
                    canvas.text(note.title, (rect.x + px(14), y), 12.5, TEXT, True, limit=rect.width - px(14))
                    y += px(18)
                words = pygame.Rect(rect.x + px(14), y, rect.width - px(20), px(400))
                y = canvas.paragraph(note.words, words, 12.5, DIM if note.title else TEXT, 1.4)
                canvas.disc((rect.x + px(5), top + px(9)), 2.5, HISTORY)
                if note.more:
                    box = pygame.Rect(rect.x, top, rect.width, y - top)
                    name = f"note-{heading_words}-{place}"
                    ui.place(name, box)
                    ui.tip(box, f"{note.title or heading_words}\n{note.more}", name)
                y += px(5)
            y += px(8)
        return y

    def _history(self, ui: Ui, rect: pygame.Rect, names: Sequence[str] = _SHOWN) -> None:
        canvas, px = ui.canvas, ui.px
        if self._charts[0] != language():
            self._charts = (language(), past_charts(self.desk, self.opened, _SHOWN, language()))
        words = say("up_to_today" if self.level.start else "history_run")
        canvas.text(words, (rect.x, rect.y + px(4)), 12, DIM, limit=rect.width)
        top = rect.y + px(28)
        height = (rect.bottom - top - px(10) * (len(names) - 1)) // len(names)
        for place, shown in enumerate(self._charts[1][: len(names)]):
            draw_chart(ui, pygame.Rect(rect.x, top + place * (height + px(10)), rect.width, height), shown)
