"""The scenario picker: groups of cards with span, length, what history got and your best; a whole card is a button."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from functools import partial

import pygame

from game.desk import Desk
from game.rules.level import Level
from game.ui.briefing import Briefing
from game.ui.curve import curve_points, filled
from game.ui.icons import icon
from game.ui.layout import columns
from game.ui.replay import history_film
from game.ui.screen import Answer, Show, Still, back, heading
from game.ui.theme import BAD, DIM, FAINT, HISTORY, HOVER, LINE, PANEL, TEXT, TRACK, YOURS, YOURS_DIM
from game.ui.ui import Ui
from game.ui.widgets import button, scroll_page
from game.ui.words import language, plural, say
from game.views.opening import LevelCard, level_cards, level_groups
from game.views.scenario import Scenario, difficulty, playing, scenario

_TALL = 172
_HEAD = 30
SECONDS = 0.012  # of a frame that may go into history's runs
_WAYS = ((pygame.K_LEFT, -1, 0), (pygame.K_RIGHT, 1, 0), (pygame.K_UP, 0, -1), (pygame.K_DOWN, 0, 1))


class Scenarios(Still):
    """Cards of all levels; a broken one is greyed and says why and where."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.cards = level_cards(desk.levels())
        self.best = desk.best()
        self.shown = False
        self._made: dict[tuple[str, str], Scenario] = {}
        self._seen: set[str] = set()  # levels whose cards have been in sight
        self._playing: tuple[Level, Iterator[None]] | None = None

    def busy(self) -> bool:
        """History's run of each level in sight is played once, some of it a frame, so that the cards stand at once."""
        return self._next() is not None

    def _next(self) -> Level | None:
        for card in self.cards:
            level = card.level
            if level is not None and level.id in self._seen and (level.id, language()) not in self._made:
                return level
        return None

    def _play_some(self) -> None:
        """History's run of the next level, as far as a frame has time."""
        level = self._next()
        if level is None:
            return
        if self._playing is None or self._playing[0] is not level:
            self._playing = level, playing(level)
        until = time.perf_counter() + SECONDS
        for _ in self._playing[1]:
            if time.perf_counter() > until:
                return
        self._made[level.id, language()] = scenario(level, language())
        self._playing = None

    def draw(self, ui: Ui) -> Answer | None:
        area = heading(ui, say("scenarios"))
        px = ui.px
        across = max(min(area.width // px(365), 4), 1)
        answer: Answer | None = None
        placed: list[tuple[str, pygame.Rect]] = []
        with scroll_page(ui, "scenarios-page", area) as page:
            for title, line in _lines(level_groups(self.cards), across):
                top = page.bottom
                cells = columns(pygame.Rect(page.rect.x, top, page.rect.width, px(_TALL)), *[1.0] * across, gap=px(16))
                if any(title):
                    for words, box in zip(title, cells, strict=False):
                        ui.canvas.text(words, (box.x, top + px(4)), 13.5, HISTORY, True, limit=box.width)
                    cells = [box.move(0, px(_HEAD)) for box in cells]
                for card, box in zip(line, cells, strict=False):
                    if card.level is None:
                        ui.canvas.panel(box, PANEL, border=LINE)
                        _broken(ui, box.inflate(-px(32), -px(24)), card)
                    else:
                        placed.append((f"level-{card.level.id}", box))
                        if box.colliderect(area):
                            self._seen.add(card.level.id)
                        if self._card(ui, box, card, card.level):
                            answer = Show(partial(Briefing, self.desk, card.level))
                        if self._film(ui, box, card.level):
                            answer = Show(partial(history_film, self.desk, card.level))
                page.reaches(cells[0].bottom + px(16))
        _walk(ui, placed)
        if self.shown and self.busy():
            self._play_some()
            ui.again = True
        self.shown = True
        return back(ui) or answer

    def _card(self, ui: Ui, rect: pygame.Rect, card: LevelCard, level: Level) -> bool:
        """One level; True when it is chosen."""
        canvas, px = ui.canvas, ui.px
        name = f"level-{level.id}"
        hot = ui.hovers(rect)
        canvas.panel(rect, HOVER if hot else PANEL, border=YOURS_DIM if hot else LINE, radius=8)
        inner = rect.inflate(-px(32), -px(24))
        made = self._made.get((level.id, language()))
        if made is not None:
            strip = pygame.Rect(rect.x + px(1), rect.bottom - px(46), rect.width - px(2), px(45))
            values = [value for value in made.curve if value > 0.0]
            if len(values) > 1:
                points = curve_points(values, strip)
                filled(canvas, points, strip, HISTORY, 16)
        wide = canvas.text(card.span, (inner.right, inner.y + px(3)), 11, HISTORY, align="right")
        title = level.title.in_language(language())
        box = pygame.Rect(inner.x, inner.y - px(1), inner.width - wide - px(10), px(22))
        canvas.label(title, box, 16, TEXT, True, least=11)
        self._length(ui, pygame.Rect(inner.x, inner.y + px(24), inner.width - px(34), px(16)), card, level)
        words = pygame.Rect(inner.x, inner.y + px(44), inner.width, px(38))
        canvas.paragraph(level.summary.in_language(language()), words, 12, DIM, 1.45)
        if made is not None:
            _history(ui, pygame.Rect(inner.x, inner.y + px(86), inner.width, px(36)), made)
        self._best(ui, pygame.Rect(inner.x, inner.bottom - px(20), inner.width, px(20)), level)
        teaches = level.about.teaches
        tip = [title, f"{say('demand')}: {say(f'difficulty_{difficulty(level)}')}"]
        if teaches is not None:
            tip.append(teaches.in_language(language()))
        if level.about.par is not None:
            tip.append(say("par.tip"))
        if made is not None:
            opening = "  ·  ".join(f"{words} {value}" for words, value in made.opening)
            tip.append(f"{say('opens_with')}: {opening}")
        ui.tip(rect, "\n".join(tip), name)
        ui.place(name, rect)
        if ui.clicked(name, rect) or ui.entered(name):
            ui.again = True
            return True
        return False

    def _film(self, ui: Ui, rect: pygame.Rect, level: Level) -> bool:
        """The small button that plays history's run of the level as a film."""
        px = ui.px
        box = pygame.Rect(rect.right - px(42), rect.y + px(33), px(28), px(22))
        pressed = button(ui, f"history-{level.id}", box, "", tip=say("film.watch_history"))
        icon(ui.canvas, "film", box.center, 15, HISTORY)
        return pressed

    def _length(self, ui: Ui, rect: pygame.Rect, card: LevelCard, level: Level) -> None:
        """How demanding it is, how long, and how much there is to move and answer."""
        canvas, px = ui.canvas, ui.px
        demand = difficulty(level)
        for place in range(3):
            box = pygame.Rect(rect.x + place * px(11), rect.centery - px(4), px(8), px(8))
            canvas.panel(box, YOURS if place < demand else TRACK, radius=2)
        facts = [plural(f"count.{name}", count) for name, count in card.facts]
        if level.about.minutes:
            facts.append(plural("count.minutes", level.about.minutes))
        line = pygame.Rect(rect.x + px(40), rect.y, rect.width - px(40), rect.height)
        canvas.label("  ·  ".join(facts), line, 11, DIM, least=8.5)

    def _best(self, ui: Ui, rect: pygame.Rect, level: Level) -> None:
        canvas, px = ui.canvas, ui.px
        best = self.best.get(level.id)
        right = rect.right
        par = level.about.par
        if par is not None:
            right -= canvas.label(f"{say('par')} {par.overall:.0f}", rect, 11.5, DIM, align="right") + px(10)
        if best is None:
            canvas.label(say("not_played"), pygame.Rect(rect.x, rect.y, right - rect.x, rect.height), 11.5, FAINT)
            return
        x = rect.x + canvas.label(say("best_so_far"), rect, 11.5, DIM) + px(8)
        x += canvas.label(f"{best.overall:.1f}", pygame.Rect(x, rect.y, right - x, rect.height), 14, YOURS, True)
        if best.medal:
            icon(canvas, "medal", (x + px(14), rect.centery), 15, HISTORY)
            x += px(20)
        parts = "  ".join(f"{value:.0f}" for value in (best.share, best.price, best.leverage))
        canvas.label(parts, pygame.Rect(x + px(12), rect.y, max(right - x - px(12), 1), rect.height), 11.5, DIM)


def _lines(
    groups: Sequence[tuple[str, tuple[LevelCard, ...]]], across: int
) -> Iterator[tuple[list[str], list[LevelCard]]]:
    """Lines of cards with the headings over them: groups of one card share a line, others begin their own."""
    heads: list[str] = []
    line: list[LevelCard] = []
    for title, cards in groups:
        if line and (len(cards) > 1 or len(line) == across):
            yield heads, line
            heads, line = [], []
        if len(cards) == 1:
            heads.append(title)
            line.append(cards[0])
            continue
        for first in range(0, len(cards), across):
            yield ([title] if first == 0 else []), list(cards[first : first + across])
    if line:
        yield heads, line


def _walk(ui: Ui, placed: Sequence[tuple[str, pygame.Rect]]) -> None:
    """The arrow keys move the focus to the nearest card that way."""
    boxes = dict(placed)
    here = boxes.get(ui.focus)
    if here is None:
        return
    for key, right, down in _WAYS:
        if not ui.key(key):
            continue
        ahead = []
        for name, box in placed:
            aside, on = box.centerx - here.centerx, box.centery - here.centery
            if aside * right > 0 or on * down > 0:
                # What lies in the same line or column comes before what lies nearer.
                ahead.append((abs(aside) * (4 if down else 1) + abs(on) * (4 if right else 1), name))
        if ahead:
            ui.focus, ui.walked, ui.again = min(ahead)[1], True, True


def _history(ui: Ui, rect: pygame.Rect, made: Scenario) -> None:
    """What history got: three figures over their names."""
    canvas, px = ui.canvas, ui.px
    head = px(76)
    canvas.label(say("history_got"), pygame.Rect(rect.x, rect.y, head - px(6), px(18)), 10.5, FAINT, least=8.5)
    step = (rect.width - head) // len(made.history)
    for place, (name, value) in enumerate(made.history):
        cell = pygame.Rect(rect.x + head + place * step, rect.y, step - px(8), px(18))
        canvas.label(value, cell, 12.5, HISTORY, True, least=9)
        canvas.label(name, cell.move(0, px(16)), 10, DIM, least=8)


def _broken(ui: Ui, inner: pygame.Rect, card: LevelCard) -> None:
    """Greyed: the file's name and its mistakes with their lines."""
    canvas, px = ui.canvas, ui.px
    icon(canvas, "alert", (inner.x + px(10), inner.y + px(10)), 16, BAD)
    canvas.text(card.title, (inner.x + px(26), inner.y), 15, FAINT, True, limit=inner.width - px(26))
    words = pygame.Rect(inner.x, inner.y + px(26), inner.width, inner.height - px(26))
    canvas.paragraph(say("broken") + "\n" + "\n".join(card.problems[:3]), words, 11, BAD)
