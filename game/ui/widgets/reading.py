"""Text with links, and a bar for how far something has come."""

from __future__ import annotations

import pygame

from game.ui.rich import laid_out
from game.ui.theme import FAINT, FOCUS, LINE, RAISED, TEXT, TRACK, YOURS, Colour
from game.ui.ui import Ui


def rich_text(
    ui: Ui,
    name: str,
    rect: pygame.Rect,
    text: str,
    size: float = 13,
    colour: Colour = TEXT,
    leading: float = 1.5,
) -> tuple[str, int]:
    """Marked text (**bold**, [words](target)) from the top of a rectangle.

    Each link is a widget `NAME-PLACE`. Returns the target pressed, or empty, and the y below the last line.
    """
    canvas, px = ui.canvas, ui.px
    step = round(px(size) * leading)
    y, place, pressed = rect.y, 0, ""
    for line in laid_out(canvas, text, size, rect.width):
        if y + step > rect.bottom + 2 and ui.clip is None:
            canvas.overflow.append("".join(run.text for run in line))
            break
        x = rect.x
        for run in line:
            canvas.text(run.text, (x, y), size, FOCUS if run.link else colour, run.bold)
            if run.link:
                widget, box = f"{name}-{place}", pygame.Rect(x, y, run.width, step)
                place += 1
                ui.place(widget, box)
                base = y + step - px(4)
                ends = [(x, base), (x + run.width, base)]
                # A whole line under the one that the mouse or the focus is at.
                if ui.hovers(box) or ui.focus == widget:
                    canvas.curve(ends, FOCUS, 1.4)
                else:
                    canvas.dashed(ends, FOCUS, 1, 2, 2)
                explained = ui.tips.explain(run.link)
                ui.tip(box, explained, widget)
                if ui.clicked(widget, box) or ui.entered(widget):
                    pressed = run.link
                    ui.again = True
            x += run.width
        y += step
    return pressed, y


def progress(ui: Ui, rect: pygame.Rect, share: float, words: str = "") -> None:
    """A bar filled to a share of 0-1; a share that is no number stands for not knowing."""
    canvas, px = ui.canvas, ui.px
    canvas.panel(rect, TRACK, border=LINE, radius=5)
    inner = rect.inflate(-2, -2)
    if share == share:
        filled = round(inner.width * min(max(share, 0.0), 1.0))
        if filled:
            canvas.panel(pygame.Rect(inner.x, inner.y, filled, inner.height), YOURS, radius=4)
    else:
        with ui.clipped(inner):
            for x in range(inner.x - px(8), inner.right, px(16)):
                canvas.line((x, inner.bottom), (x + px(8), inner.y), FAINT, px(2))
    if words:
        width = canvas.width(words, 12, True) + px(12)
        badge = pygame.Rect(0, 0, min(width, inner.width), inner.height)
        badge.center = inner.center
        canvas.panel(badge, RAISED, radius=3)
        canvas.label(words, badge, 12, TEXT, True, "centre", least=9)
