"""Asks the window what a person would see: texts cut, texts on each other, widgets out of reach."""

from __future__ import annotations

import pygame

from game.ui.screen import Screen

from .driver import Driver

# Every window and text size that a layout has to stand: smallest to 4K, 100 to 200 %.
LOOKS = (
    *(((1280, 720), percent) for percent in (100, 115, 130, 150, 175, 200)),
    *(((1920, 1080), percent) for percent in (100, 150, 200)),
    *(((3840, 2160), percent) for percent in (100, 200)),
    *(((1024, 768), percent) for percent in (100, 200)),
)


def dressed(size: tuple[int, int], percent: int, language: str, **settings: object) -> Driver:
    driver = Driver(size, language)
    driver.desk.settings = driver.desk.settings.model_copy(update={"text_percent": percent, **settings})
    return driver


def faults(driver: Driver, screen: Screen) -> list[str]:
    """What is wrong with a screen as it stands: texts cut or clashing, widgets outside the window."""
    canvas = driver.app.ui.canvas
    driver.show(screen)
    canvas.overflow.clear()
    canvas.watched = []
    driver.app.ui.again = True
    driver.app.frame([])
    found = [f"cut: {text}" for text in sorted(set(canvas.overflow))]
    found += [f"clash: {pair}" for pair in clashes(canvas.watched)]
    canvas.watched = None
    window = canvas.surface.get_rect()
    pages = {widget for widgets in driver.app.ui.pages.values() for widget in widgets}
    for name, rect in driver.app.ui.places.items():
        if name not in pages and not window.contains(rect):
            found.append(f"outside: {name} {tuple(rect)}")
    driver.rest()
    return found


def clashes(watched: list[tuple[pygame.Rect, str]]) -> list[str]:
    """Texts that stand on each other; line boxes touch, letters do not, so only their middle half counts."""
    cores = [(box.inflate(-4, -box.height // 2), text) for box, text in watched if text.strip()]
    found = []
    for place, (box, text) in enumerate(cores):
        for other, words in cores[place + 1 :]:
            if box.colliderect(other):
                found.append(f"{text!r} on {words!r}")
    return found


def words_of(driver: Driver) -> str:
    """Every word of the window as it stands, without spaces, so that a broken line hides nothing."""
    canvas = driver.app.ui.canvas
    canvas.watched = []
    driver.app.ui.again = True
    driver.app.frame([])
    words = "".join(text for _, text in canvas.watched)
    canvas.watched = None
    return "".join(words.split())
