"""The futures of a game: a tree on a time axis, any turn to go back to, names, curves and levers side by side."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pygame

from game.branches import CannotRewindError
from game.faults import Fault
from game.session import Session
from game.told import told
from game.ui.branch_tree import TreePicture, shade_of
from game.ui.charts.line import LineChart, draw_lines
from game.ui.layout import columns, rows
from game.ui.screen import Answer, Back, Replace, Screen, Still, aside, back, foot, heading, roomy
from game.ui.seat import Seat
from game.ui.theme import BAD, DIM, GRID, LINE, PANEL, TEXT
from game.ui.ui import Ui
from game.ui.widgets import button, field, picker, scroll_page, scrolled
from game.ui.words import language, say
from game.views.branches import BranchRow, branch_rows, branch_title, differences, rewinds_text
from game.views.debrief import Divergence
from game.views.figures import FIGURES, SMALL_CHARTS, ChartData
from game.views.sentences import month_text

LONGEST_TITLE = 40


class BranchScreen(Still):
    """Looks at the futures of the game at a seat; `fresh` says how a seat that is not yet in the window is shown."""

    def __init__(self, seat: Seat, month: int | None = None, fresh: Callable[[], Screen] | None = None) -> None:
        super().__init__(seat.desk)
        self.seat = seat
        self.futures = seat.futures
        self._fresh = fresh
        self.chosen = self.futures.tree.current
        self.stop = 0  # of the chosen future's stops
        self.figure = SMALL_CHARTS[0]
        self.naming: str | None = None  # the text while a name is written
        self.problem = ""
        self._rows: tuple[object, list[BranchRow]] = (None, [])
        self._chart: tuple[object, ChartData] | None = None
        self._apart: tuple[object, tuple[str, tuple[Divergence, ...]]] = (None, ("", ()))
        self._choose(self.chosen, month)

    @property
    def session(self) -> Session:
        """The game that is played, for who saves what is open."""
        return self.seat.session

    @property
    def game(self) -> Session:
        """The chosen future's."""
        return self.futures.tree.game_of(self.chosen)

    def _choose(self, number: int, month: int | None = None) -> None:
        """Choose a future, at the last stop before a month, or where it stands."""
        try:
            game = self.futures.tree.game_of(number)
        except Fault as fault:
            self.problem = told(fault)
            return
        except KeyError:
            return
        self.chosen, self.problem = number, ""
        months = [game.state_at(place).month for place in game.stops]
        reached = [place for place, one in enumerate(months) if month is None or one <= month]
        self.stop = reached[-1] if reached else 0

    def draw(self, ui: Ui) -> Answer | None:
        ui.space_presses = self.naming is not None
        area = heading(ui, say("branches"))
        aside(ui, rewinds_text(self.session, language()) or say("branches.aside"), 13, DIM)
        leave = back(ui) if self.naming is None else None
        shown = self._shown()
        if roomy(ui):
            left, right = columns(area, 1.0, ui.px(430), gap=ui.px(18))
            self._tree(ui, left, shown)
            self._beside(ui, right)
        else:
            with scroll_page(ui, "branches-page", area) as page:
                tall = min(ui.px(50) * len(shown) + ui.px(44), ui.px(330))
                box = pygame.Rect(page.rect.x, page.rect.y, page.rect.width, tall)
                self._tree(ui, box, shown)
                self._beside(ui, pygame.Rect(box.x, box.bottom + ui.px(10), box.width, ui.px(560)))
                page.reaches(box.bottom + ui.px(570))
        answer = self._buttons(ui, shown)
        self._name_dialog(ui)
        return leave or answer

    def _shown(self) -> list[BranchRow]:
        key = (self.futures.tree.current, language(), tuple(self._state_of(one) for one in self.futures.tree.alive))
        if self._rows[0] != key:
            self._rows = key, list(branch_rows(self.futures.tree, language()))
        return self._rows[1]

    def _state_of(self, branch: object) -> tuple[object, ...]:
        lineage = branch.lineage  # type: ignore[attr-defined]
        return lineage, self.futures.tree.month_of(lineage.branch)

    def _tree(self, ui: Ui, rect: pygame.Rect, shown: list[BranchRow]) -> None:
        game = self.game
        stops = [game.state_at(place).month for place in game.stops]
        picture = TreePicture(self.session.level, shown, self.chosen, stops, self.stop, self.seat.overlaid)
        moved = picture.draw(ui, rect)
        if moved is not None:
            self._choose(*moved)
            ui.again = True

    def _beside(self, ui: Ui, rect: pygame.Rect) -> None:
        """A figure of all futures that are shown, and the levers of the chosen one beside the played one."""
        px = ui.px
        row, upper, lower = rows(rect, px(28), 1.0, 1.0, gap=px(8))
        names = [(figure.name, figure.title(language())) for figure in FIGURES]
        self.figure = picker(ui, "branch-figure", row, self.figure, names)
        beside = self.seat.overlaid | {self.chosen}
        key = (self.figure, frozenset(beside), self.futures.tree.current, language(), self._rows[0])
        if self._chart is None or self._chart[0] != key:
            self._chart = key, self.seat.chart_beside(self.figure, beside)
        draw_lines(ui, upper, LineChart(self._chart[1], window=self._window(), large=True))
        self._levers(ui, lower)

    def _window(self) -> tuple[int, int] | None:
        """The months around those in which the futures differ; all of them while there is one future."""
        parted = [row.left for row in self._rows[1] if row.parent]
        if not parted:
            return None
        level = self.session.level
        first = max(min(parted) - 36, level.start)
        return first, min(max(max(row.month for row in self._rows[1]) + 24, first + 96), level.end)

    def _levers(self, ui: Ui, rect: pygame.Rect) -> None:
        canvas, px = ui.canvas, ui.px
        tree = self.futures.tree
        other = tree.current if self.chosen != tree.current else tree.parent_of(self.chosen)[0]
        canvas.panel(rect, PANEL, border=LINE)
        head = pygame.Rect(rect.x + px(12), rect.y + px(6), rect.width - px(24), px(20))
        canvas.label(say("branches.levers"), head, 12.5, TEXT, True)
        if not other or other not in tree.branches:
            below = pygame.Rect(head.x, head.bottom + px(6), head.width, max(rect.bottom - head.bottom - px(12), 0))
            canvas.paragraph(say("branches.alone"), below, 12, DIM)
            return
        key = (self.chosen, other, tree.month_of(self.chosen), tree.month_of(other), language())
        if self._apart[0] != key:
            try:
                self._apart = key, differences(self.game, tree.game_of(other), language())
            except (Fault, KeyError):
                self._apart = key, (say("save.unreadable"), ())
        span, found = self._apart[1]
        canvas.label(span, head, 11.5, DIM, align="right", least=9)
        sides = [
            (px(128), shade_of(self.chosen, self.chosen == tree.current), branch_title(tree, self.chosen, language())),
            (px(12), shade_of(other, other == tree.current), branch_title(tree, other, language())),
        ]
        y = rect.y + px(28)
        for right, shade, words in sides:
            box = pygame.Rect(rect.right - right - px(110), y, px(110), px(18))
            canvas.label(words, box, 11, shade, True, "right", least=8.5)
        body = pygame.Rect(rect.x + px(12), y + px(22), rect.width - px(24), rect.bottom - y - px(28))
        if not found and span != say("branch.same_so_far"):
            canvas.paragraph(say("branches.no_difference"), body, 12, DIM)
        first, fitting = scrolled(ui, "branch-levers", body, len(found), px(23))
        for place, one in enumerate(found[first : first + fitting]):
            top = body.y + place * px(23)
            canvas.line((body.x, top), (body.right, top), GRID)
            room = pygame.Rect(body.x, top + px(2), body.width - px(244), px(20))
            canvas.label(one.title, room, 12, TEXT, least=9)
            for (right, shade, _), text in zip(sides, (one.yours, one.history), strict=True):
                box = pygame.Rect(rect.right - right - px(110), top + px(2), px(110), px(20))
                canvas.label(text, box, 12, shade, align="right", least=9)

    def _buttons(self, ui: Ui, shown: list[BranchRow]) -> Answer | None:
        px, tree = ui.px, self.futures.tree
        line = foot(ui)
        area = pygame.Rect(line.x + px(142), line.y, line.width - px(142), line.height)
        here = self.chosen == tree.current
        at_end = self.stop == len(self.game.stops) - 1
        words = say("branches.go") if at_end else say("branches.rewind", month=self._month())
        cells = columns(area, px(84), px(84), px(84), 1.0, 1.4, gap=px(7))
        enabled = self.naming is None
        if button(ui, "branch-name", cells[0], say("branches.name"), enabled, size=12):
            self.naming = tree.branches[self.chosen].lineage.title
            ui.focus = "branch-title"
        if button(
            ui, "branch-delete", cells[1], say("delete"), enabled and not here, size=12, tip=say("branches.delete_tip")
        ):
            self._deleted(ui)
        if button(ui, "branch-back", cells[2], say("branches.undelete"), enabled and bool(tree.deleted), size=12):
            self.futures.bring_back()
            self._choose(tree.current)
        overlaid = self.chosen in self.seat.overlaid
        if button(
            ui,
            "branch-show",
            cells[3],
            say("branches.show"),
            enabled and not here,
            selected=overlaid,
            size=12,
            tip=say("branches.show_tip"),
        ):
            self.seat.overlay(self.chosen)
        usable = enabled and (not (here and at_end)) and (at_end or self.session.may_rewind)
        reason = "" if at_end or self.session.may_rewind else rewinds_text(self.session, language())
        if button(ui, "branch-go", cells[4], words, usable, primary=True, tip=reason):
            return self._go(at_end)
        if enabled and ui.acts("undo") and tree.deleted:
            self.futures.bring_back()
        return None

    def _month(self) -> str:
        game = self.game
        return month_text(min(game.state_at(game.stops[self.stop]).month, game.level.end))

    def _deleted(self, ui: Ui) -> None:
        self.futures.delete(self.chosen)
        self.seat.overlaid.discard(self.chosen)
        self.seat.forget_charts()
        ui.toast(self.futures.problem or say("branches.deleted"), BAD if self.futures.problem else TEXT)
        self._choose(self.futures.tree.current)

    def _go(self, at_end: bool) -> Answer | None:
        """Play on in the chosen future, or in a new one from the chosen stop."""
        try:
            if at_end:
                then = self.futures.switch(self.chosen)
            else:
                then = self.futures.rewind(self.game.stops[self.stop], of=self.chosen)
        except CannotRewindError as refused:
            self.problem = say(refused.reason)
            self.seat.said = (self.problem, True)
            return None
        except Fault as fault:
            self.seat.said = (told(fault), True)
            return None
        self.seat.take(then)
        self.desk.autosave(then)
        return Back() if self._fresh is None else Replace(self._fresh)

    def _name_dialog(self, ui: Ui) -> None:
        if self.naming is None:
            return
        canvas, px = ui.canvas, ui.px
        rect = ui.dialog(440, px(150))
        canvas.text(say("branches.name_ask"), (rect.x + px(24), rect.y + px(18)), 14, TEXT, True)
        box = pygame.Rect(rect.x + px(24), rect.y + px(48), rect.width - px(48), px(36))
        done = ui.focus == "branch-title" and ui.key(pygame.K_RETURN)
        self.naming = field(ui, "branch-title", box, self.naming, LONGEST_TITLE)
        yes = pygame.Rect(rect.right - px(24) - px(110), rect.bottom - px(48), px(110), px(32))
        done = button(ui, "branch-title-yes", yes, say("save"), primary=True) or done
        if button(ui, "branch-title-no", yes.move(-px(120), 0), say("cancel")) or ui.acts("back"):
            self.naming = None
        elif done:
            self.futures.rename(self.chosen, self.naming.strip())
            self.seat.forget_charts()
            self.naming = None
        ui.again = ui.again or self.naming is None


def branch_screen(seat: Seat, month: int | None = None) -> Callable[[], Screen]:
    """How a seat's futures are shown over its room."""
    return partial(BranchScreen, seat, month)
