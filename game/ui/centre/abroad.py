"""Those abroad: a card each, and the page of one with its rule, ledger and projects."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pygame

from game.session import Session
from game.ui.centre.scene import MakeTable, Scene
from game.ui.layout import grid
from game.ui.theme import BAD, DIM, FAINT, GOOD, HISTORY, HOVER, LINE, PANEL, TEXT, YOURS, Colour
from game.ui.ui import Ui
from game.ui.widgets import button, scrolled
from game.ui.words import language, say
from game.views.abroad import CharacterView, RuleRow, abroad_table, characters_view, summary

_TONES: dict[str, Colour] = {"good": GOOD, "bad": BAD, "": HISTORY}
_LEAST_CARD = 128  # width of a card at scale 1
_ROW = 17


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of a page: words on the left and, in columns, a condition and a value."""

    words: str
    colour: Colour = TEXT
    bold: bool = False
    middle: str = ""
    right: str = ""


class Abroad:
    """Cards until one is opened; Esc, the back key of the page or its button go back to them."""

    def __init__(self) -> None:
        self.page = ""
        self._key: tuple[object, ...] = ()
        self._views: tuple[CharacterView, ...] = ()

    def draw(self, ui: Ui, row: pygame.Rect, rect: pygame.Rect, scene: Scene) -> MakeTable | None:
        views = self._of(scene.session)
        if not views:
            ui.canvas.panel(rect, PANEL, border=LINE)
            ui.canvas.label(say("abroad.nobody"), rect.inflate(-ui.px(24), 0), 13, DIM, align="centre")
            return None
        opened = next((one for one in views if one.id == self.page), None)
        if opened is None:
            ui.canvas.label(summary(views, language()), row, 11.5, DIM, least=9)
            self._cards(ui, rect, views)
        else:
            self._page(ui, row, rect, opened)
        return lambda: abroad_table(views, language())

    def _of(self, session: Session) -> tuple[CharacterView, ...]:
        key = (id(session), session.state.month, len(session.commands), language())
        if key != self._key:
            self._key, self._views = key, characters_view(session, language())
        return self._views

    def _cards(self, ui: Ui, rect: pygame.Rect, views: Sequence[CharacterView]) -> None:
        across = 4 if rect.width >= 4 * ui.px(_LEAST_CARD) else 2
        for view, box in zip(views, grid(rect, len(views), across, ui.px(6)), strict=True):
            name = f"abroad-{view.id}"
            ui.place(name, box)
            ui.asking.about(f"character:{view.id}", box, name)
            _card(ui, box, view)
            lines = [f"{view.title} · {view.who}", view.about, *_short(view), say("abroad.page_tip")]
            ui.tip(box, "\n".join(lines), name)
            if ui.clicked(name, box) or ui.entered(name):
                self.page = view.id
                ui.focus = "abroad-back"
                ui.again = True

    def _page(self, ui: Ui, row: pygame.Rect, rect: pygame.Rect, view: CharacterView) -> None:
        canvas, px = ui.canvas, ui.px
        back = pygame.Rect(row.x, row.y, px(64), row.height)
        if button(ui, "abroad-back", back, say("abroad.back"), size=11):
            ui.focus = f"abroad-{self.page}"
            self.page = ""
            ui.again = True
        head = pygame.Rect(back.right + px(10), row.y, row.right - back.right - px(10), row.height)
        wide = canvas.label(f"{view.title} · {view.who}", head, 13, TEXT, True, least=10)
        stance = pygame.Rect(head.x + wide + px(10), head.y, max(head.width - wide - px(10), 0), head.height)
        if stance.width > px(30):
            canvas.label(f"{view.stance} {view.since}", stance, 11.5, _TONES[view.tone], True, least=9)
        canvas.panel(rect, PANEL, border=LINE)
        ui.asking.about(f"character:{view.id}", rect)
        area = rect.inflate(-px(24), -px(14))
        lines = _lines(ui, view, area.width - px(8))
        first, fitting = scrolled(ui, "abroad-rows", area, len(lines), px(_ROW))
        for place, line in enumerate(lines[first : first + fitting]):
            _draw_line(ui, pygame.Rect(area.x, area.y + place * px(_ROW), area.width - px(10), px(_ROW)), line)


def _short(view: CharacterView) -> list[str]:
    """The ledger's largest entry and what is under way, for a card's tip."""
    lines = [f"{amount}  {words}" for words, amount in view.grievances[:3]]
    return [*lines, *(f"{words}, {due}" for words, due in view.projects)]


def _card(ui: Ui, box: pygame.Rect, view: CharacterView) -> None:
    """Name, stance, three figures, the largest grievance and the next project, as far as there is height."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(box, HOVER if ui.hovers(box) else PANEL, border=LINE)
    inner = box.inflate(-px(16), -px(12))
    tone = _TONES[view.tone]
    canvas.fill(pygame.Rect(box.x + px(1), box.y + px(8), px(3), px(30)), tone)
    rows: list[tuple[str, float, Colour, bool, str]] = [
        (view.title, 12, TEXT, True, ""),
        (view.who if view.who != view.title else "", 10.5, DIM, False, ""),
        (view.stance, 11.5, tone, True, ""),
        (view.since, 10, FAINT, False, ""),
    ]
    rows += [(name, 10.5, DIM, False, value) for name, value in view.figures]
    for words, amount in view.grievances[:1]:
        rows += [(part, 10, FAINT, False, "") for part in _two(canvas.wrap(f"{amount}  {words}", 10, inner.width))]
    for words, due in view.projects[:1]:
        rows += [(part, 10, YOURS, False, "") for part in _two(canvas.wrap(f"{words}, {due}", 10, inner.width))]
    y = inner.y
    for words, size, colour, bold, value in rows:
        height = px(size + 4.5)
        if y + height > inner.bottom + px(3):
            break
        line = pygame.Rect(inner.x, y, inner.width, height)
        right = canvas.label(value, line, size, TEXT, False, "right", 8) + px(4) if value else 0
        canvas.label(words, pygame.Rect(line.x, y, line.width - right, height), size, colour, bold, least=8)
        y += height


def _two(lines: list[str]) -> list[str]:
    """At most two lines, the second of more saying that it goes on; the card's tip has all of it."""
    return lines if len(lines) <= 2 else [lines[0], lines[1].rstrip()[:-1] + "…"]


def _lines(ui: Ui, view: CharacterView, width: int) -> list[_Line]:
    lines = [_Line(part, DIM) for part in ui.canvas.wrap(view.about, 11, width)]
    lines += [_Line(name, DIM, right=value) for name, value in view.figures]
    lines += [_Line(""), _Line(say("abroad.rule"), YOURS, True)]
    lines += [_rule_line(row) for row in view.stances]
    lines += [_Line(""), _Line(say("abroad.notices"), YOURS, True)]
    for row, advice in zip(view.notices, view.advice, strict=True):
        lines.append(_rule_line(row))
        lines += [_Line("    " + part, FAINT) for part in ui.canvas.wrap(advice, 11, width - ui.px(20))]
    lines += [_Line(""), _Line(say("abroad.projects"), YOURS, True)]
    lines += [_Line(words, right=due) for words, due in view.projects] or [_Line(say("abroad.none"), FAINT)]
    lines += [_Line(""), _Line(say(f"abroad.ledger.{view.kind}"), YOURS, True)]
    lines += [_Line(words, right=amount) for words, amount in view.grievances] or [_Line(say("abroad.none"), FAINT)]
    lines.append(_Line("", DIM, right=view.total))
    lines += [_Line(part, FAINT) for part in ui.canvas.wrap(view.cited, 11, width)]
    return lines


def _rule_line(row: RuleRow) -> _Line:
    sign = "●" if row.holds else "○"
    return _Line(f"{sign} {row.title}", TEXT if row.holds else DIM, row.holds, row.condition, row.present)


def _draw_line(ui: Ui, line: pygame.Rect, told: _Line) -> None:
    """Words, the condition from 30 % of the width on, the value at the right."""
    canvas, px = ui.canvas, ui.px
    right = canvas.label(told.right, line, 11, TEXT, False, "right", 8.5) + px(8) if told.right else 0
    if told.middle:
        start = line.width * 30 // 100
        middle = pygame.Rect(line.x + start, line.y, line.width - start - right, line.height)
        canvas.label(told.middle, middle, 11, DIM, least=8.5)
        words = pygame.Rect(line.x, line.y, start - px(6), line.height)
    else:
        words = pygame.Rect(line.x, line.y, line.width - right, line.height)
    canvas.label(told.words, words, 11, told.colour, told.bold, least=8.5)
