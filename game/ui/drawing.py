"""All drawing passes here: guarded coordinates, cached text, dashed and smooth lines."""

from __future__ import annotations

import copy
from collections.abc import Callable, Hashable, Iterable, Sequence
from itertools import pairwise

import pygame

from game.ui.breaking import clean, pieces
from game.ui.theme import BACKGROUND, PANEL, TEXT, Colour, Fonts, Sizes

_LIMIT = 20_000.0
_CACHED_TEXTS = 3000
_CACHED_LAYERS = 24
# Corners are drawn larger and shrunk, which smooths them.
_CORNER_SAMPLES = 4
Point = tuple[float, float]


def sound(points: Iterable[Point]) -> bool:
    """Whether coordinates may reach SDL: a NaN or a huge number would hang it for seconds."""
    for x, y in points:  # noqa: SIM110 - a generator would cost more than the test, at every point of every line
        # NaN fails every comparison, so it fails here too.
        if not (-_LIMIT < x < _LIMIT and -_LIMIT < y < _LIMIT):
            return False
    return True


def within(rect: pygame.Rect) -> pygame.Rect:
    """A rectangle cut to what may reach SDL."""
    side = int(_LIMIT)
    return rect.clip(pygame.Rect(-side, -side, 2 * side, 2 * side))


class Canvas:
    """A surface with the theme's text and shapes."""

    def __init__(self, surface: pygame.Surface, fonts: Fonts, sizes: Sizes) -> None:
        self.surface = surface
        self.fonts = fonts
        self.sizes = sizes
        self._texts: dict[tuple[str, int, Colour, bool], pygame.Surface] = {}
        self._widths: dict[tuple[str, int, bool], int] = {}
        self._corners: dict[tuple[int, Colour, Colour | None, int], pygame.Surface] = {}
        self._layers: dict[Hashable, pygame.Surface] = {}
        self._tones: dict[Colour, Colour] = {}
        self.overflow: list[str] = []  # texts that had to be cut or left the window; layout tests read it
        self.watched: list[tuple[pygame.Rect, str]] | None = None  # where texts stand, when a test wants to know

    def dress(self, tones: dict[Colour, Colour]) -> None:
        """Draw in another palette from now on."""
        if tones != self._tones:
            self._tones = dict(tones)
            for kept in (self._texts, self._corners, self._layers):
                kept.clear()

    def tone(self, colour: Colour) -> Colour:
        """What a colour of the standard palette is in the palette in use."""
        return self._tones.get(colour, colour)

    def clear(self, colour: Colour = BACKGROUND) -> None:
        """One colour all over, where drawing is not clipped."""
        self.surface.fill(self.tone(colour))

    def fill(self, rect: pygame.Rect, colour: Colour) -> None:
        """A plain rectangle."""
        self.surface.fill(self.tone(colour), within(rect))

    def wash(self, points: Sequence[Point], colour: Colour, alpha: int) -> None:
        """A translucent polygon."""
        good = [point for point in points if sound([point])]
        if len(good) < 3:
            return
        left, top = min(x for x, _ in good), min(y for _, y in good)
        right, bottom = max(x for x, _ in good), max(y for _, y in good)
        box = pygame.Rect(round(left), round(top), round(right - left) + 1, round(bottom - top) + 1)
        box = box.clip(self.surface.get_rect())
        if box.width < 1 or box.height < 1:
            return
        shade = pygame.Surface(box.size, pygame.SRCALPHA)
        pygame.draw.polygon(shade, (*self.tone(colour), alpha), [(x - box.x, y - box.y) for x, y in good])
        self.surface.blit(shade, box)

    def polygon(self, points: Sequence[Point], colour: Colour) -> None:
        """A filled polygon; points that may not reach SDL are left out."""
        good = [point for point in points if sound([point])]
        if len(good) > 2:
            pygame.draw.polygon(self.surface, self.tone(colour), good)

    def layer(self, key: Hashable, size: tuple[int, int], paint: Callable[[Canvas], None]) -> pygame.Surface:
        """A picture that is painted once and kept while its key stays the same; the oldest go first."""
        key = (key, self.sizes.scale)
        found = self._layers.pop(key, None)
        if found is None:
            found = pygame.Surface(size)
            inside = copy.copy(self)
            inside.surface, inside.watched = found, None
            paint(inside)
            while len(self._layers) >= _CACHED_LAYERS:
                del self._layers[next(iter(self._layers))]
        self._layers[key] = found
        return found

    def px(self, value: float) -> int:
        return self.sizes.px(value)

    def rendered(self, text: str, size: float, colour: Colour, bold: bool) -> pygame.Surface:
        key = (text, self.px(size), colour, bold)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _CACHED_TEXTS:
                self._texts.clear()
            found = self.fonts.get(key[1], bold).render(clean(text) or " ", True, self.tone(colour))
            self._texts[key] = found
        return found

    def width(self, text: str, size: float, bold: bool = False) -> int:
        key = (text, self.px(size), bold)
        found = self._widths.get(key)
        if found is None:
            if len(self._widths) > 2 * _CACHED_TEXTS:
                self._widths.clear()
            found = self._widths[key] = self.fonts.get(key[1], bold).size(clean(text))[0]
        return found

    def text(
        self,
        text: str,
        place: tuple[float, float],
        size: float = 14,
        colour: Colour = TEXT,
        bold: bool = False,
        align: str = "left",
        limit: int = 0,
    ) -> int:
        """Draw one line at its left (or right, or centre) top corner; cut with an ellipsis at `limit` pixels.

        Returns the width drawn.
        """
        if not text or not sound([place]):
            return 0
        if limit and self.width(text, size, bold) > limit:
            self.overflow.append(text)
            text = self._cut(text, size, bold, limit)
        image = self.rendered(text, size, colour, bold)
        x, y = place
        if align == "right":
            x -= image.get_width()
        elif align == "centre":
            x -= image.get_width() / 2
        spot = self.surface.blit(image, (round(x), round(y)))
        self._watch(text, pygame.Rect(round(x), round(y), *image.get_size()), spot)
        return image.get_width()

    def _watch(self, text: str, box: pygame.Rect, drawn: pygame.Rect) -> None:
        """Remember a text that leaves the picture, and where texts stand while a test looks."""
        whole = self.surface.get_rect()
        if self.surface.get_clip() == whole and (box.x < 0 or box.right > whole.right):
            self.overflow.append(text)
        if self.watched is not None and drawn.width and drawn.height:
            self.watched.append((box, text))

    def covers(self, rect: pygame.Rect) -> None:
        """Tell a test that looks that what stood within a rectangle is hidden by what is drawn next."""
        if self.watched is not None:
            self.watched[:] = [one for one in self.watched if not rect.colliderect(one[0])]

    def label(
        self,
        text: str,
        rect: pygame.Rect,
        size: float = 13,
        colour: Colour = TEXT,
        bold: bool = False,
        align: str = "left",
        least: float = 0.0,
    ) -> int:
        """One line in the vertical middle of a rectangle; returns the width drawn.

        Too wide a line is set smaller, down to `least` if given, and then cut.
        """
        while 0.0 < least < size and self.width(text, size, bold) > rect.width:
            size -= 0.5
        y = rect.centery - self.fonts.get(self.px(size), bold).get_height() / 2
        x = rect.x if align == "left" else rect.right if align == "right" else rect.centerx
        return self.text(text, (x, y), size, colour, bold, align, limit=rect.width)

    def _cut(self, text: str, size: float, bold: bool, limit: int) -> str:
        low, high = 0, len(text)
        while low < high:
            middle = (low + high + 1) // 2
            if self.width(text[:middle] + "…", size, bold) <= limit:
                low = middle
            else:
                high = middle - 1
        return text[:low].rstrip() + "…"

    def wrap(self, text: str, size: float, limit: int, bold: bool = False) -> list[str]:
        """Lines no wider than `limit`; Chinese may break anywhere, other text between words."""
        lines: list[str] = []
        line = ""
        for word in pieces(text):
            if word == "\n":
                lines.append(line.strip())
                line = ""
            elif line and self.width((line + word).rstrip(), size, bold) > limit:
                lines.append(line.rstrip())
                line = word.lstrip()
            else:
                line += word
        return [*lines, line.rstrip()] if line.strip() else lines

    def paragraph(
        self,
        text: str,
        rect: pygame.Rect,
        size: float = 13,
        colour: Colour = TEXT,
        leading: float = 1.45,
        bold: bool = False,
    ) -> int:
        """Wrapped text from the top of a rectangle; returns the y below the last line drawn."""
        y = rect.y
        step = round(self.px(size) * leading)
        lines = self.wrap(text, size, rect.width, bold)
        for place, line in enumerate(lines):
            if y + step > rect.bottom + 2:
                self.overflow.append(line)
                break
            self.text(line, (rect.x, y), size, colour, bold, limit=rect.width if place + 1 == len(lines) else 0)
            y += step
        return y

    def panel(self, rect: pygame.Rect, colour: Colour = PANEL, border: Colour | None = None, radius: float = 8) -> None:
        """A filled rectangle with smooth round corners and, if wanted, a hair-line border."""
        rect, colour = within(rect), self.tone(colour)
        border = None if border is None else self.tone(border)
        r = min(self.px(radius), rect.width // 2, rect.height // 2)
        if r < 1:
            if rect.width > 0 and rect.height > 0:
                self.surface.fill(colour, rect)
            return
        corner = self._corner(r, colour, border)
        self.surface.fill(colour, (rect.x + r, rect.y, rect.width - 2 * r, rect.height))
        self.surface.fill(colour, (rect.x, rect.y + r, rect.width, rect.height - 2 * r))
        for x, left in ((rect.x, 0), (rect.right - r, r)):
            for y, top in ((rect.y, 0), (rect.bottom - r, r)):
                self.surface.blit(corner, (x, y), (left, top, r, r))
        if border is not None:
            across, along = rect.width - 2 * r, rect.height - 2 * r
            hair = self._hair
            for y in (rect.y, rect.bottom - hair):
                self.surface.fill(border, (rect.x + r, y, across, hair))
            for x in (rect.x, rect.right - hair):
                self.surface.fill(border, (x, rect.y + r, hair, along))

    @property
    def _hair(self) -> int:
        """How thick a hair-line is: still seen on a window of many pixels."""
        return max(round(self.sizes.scale * 0.7), 1)

    def _corner(self, r: int, colour: Colour, border: Colour | None) -> pygame.Surface:
        """A disc of radius r whose quarters are the four corners."""
        key = (r, colour, border, self._hair)
        if key not in self._corners:
            side = 2 * r * _CORNER_SAMPLES
            # The outer colour everywhere, so that shrinking mixes no black into the edge.
            large = pygame.Surface((side, side), pygame.SRCALPHA)
            large.fill((*(border or colour), 0))
            middle = (side / 2, side / 2)
            pygame.draw.circle(large, border or colour, middle, side / 2)
            if border is not None:
                pygame.draw.circle(large, colour, middle, side / 2 - _CORNER_SAMPLES * self._hair)
            self._corners[key] = pygame.transform.smoothscale(large, (2 * r, 2 * r))
        return self._corners[key]

    def outline(self, rect: pygame.Rect, colour: Colour, width: float = 1.6, radius: float = 8) -> None:
        """A smooth round-cornered frame without a filling."""
        rect, colour = within(rect), self.tone(colour)
        r = min(self.px(radius), rect.width // 2, rect.height // 2)
        if r < 1:
            return
        thick = self.px(width)
        key = (-r, colour, None, thick)
        if key not in self._corners:
            side = 2 * r * _CORNER_SAMPLES
            large = pygame.Surface((side, side), pygame.SRCALPHA)
            large.fill((*colour, 0))
            middle = (side / 2, side / 2)
            pygame.draw.circle(large, colour, middle, side / 2, width=thick * _CORNER_SAMPLES)
            self._corners[key] = pygame.transform.smoothscale(large, (2 * r, 2 * r))
        for x, left in ((rect.x, 0), (rect.right - r, r)):
            for y, top in ((rect.y, 0), (rect.bottom - r, r)):
                self.surface.blit(self._corners[key], (x, y), (left, top, r, r))
        for y in (rect.y, rect.bottom - thick):
            self.surface.fill(colour, (rect.x + r, y, rect.width - 2 * r, thick))
        for x in (rect.x, rect.right - thick):
            self.surface.fill(colour, (x, rect.y + r, thick, rect.height - 2 * r))

    def disc(self, centre: Point, radius: float, colour: Colour, width: float = 0) -> None:
        """A smooth disc, or a ring of the given width."""
        if sound([centre]):
            ring = self.px(width) if width else 0
            pygame.draw.aacircle(
                self.surface, self.tone(colour), (round(centre[0]), round(centre[1])), self.px(radius), ring
            )

    def diamond(self, centre: Point, radius: float, colour: Colour, width: float = 1.4) -> None:
        """An upright diamond in outline: history's mark."""
        x, y = centre
        half = float(self.px(radius))
        points = [(x, y - half), (x + half, y), (x, y + half), (x - half, y), (x, y - half)]
        self.curve(points, colour, width)

    def line(self, start: Point, end: Point, colour: Colour, width: int = 1) -> None:
        if sound([start, end]):
            pygame.draw.line(self.surface, self.tone(colour), start, end, width)

    def curve(self, points: Sequence[Point], colour: Colour, width: float = 2.0) -> None:
        """A smooth polyline; it breaks at points that are not finite."""
        pixels, shade = self.px(width), self.tone(colour)
        good = [sound((point,)) for point in points]
        for (start, end), both in zip(pairwise(points), pairwise(good), strict=True):
            if both[0] and both[1]:
                pygame.draw.aaline(self.surface, shade, start, end, pixels)

    def dashed(
        self, points: Sequence[Point], colour: Colour, width: float = 1.6, dash: float = 6, gap: float = 4
    ) -> None:
        """A polyline in dashes, measured along its length."""
        on, left = True, float(self.px(dash))
        pixels, shade = self.px(width), self.tone(colour)
        for start_end in pairwise(points):
            if not sound(start_end):
                continue
            (x0, y0), (x1, y1) = start_end
            length = ((x1 - x0) ** 2 + (y1 - y0) ** 2) ** 0.5
            at = 0.0
            while length - at > 1e-6:
                step = min(left, length - at)
                if on:
                    a, b = at / length, (at + step) / length
                    start = (x0 + (x1 - x0) * a, y0 + (y1 - y0) * a)
                    end = (x0 + (x1 - x0) * b, y0 + (y1 - y0) * b)
                    pygame.draw.aaline(self.surface, shade, start, end, pixels)
                at += step
                left -= step
                if left <= 1e-6:
                    on = not on
                    left = float(self.px(dash if on else gap))
