"""A PDF written from top to bottom: headings, notes, tables, pictures; the same content gives the same bytes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from game import __version__, paths
from game.reports.picture import DIM, HISTORY, INK, RULE, YOURS, Area, Line, Picture, Words

if TYPE_CHECKING:
    from fpdf import FPDF

_MARGIN: Final = 40.0
_GAP: Final = 10.0
_RULED: Final = 22.0  # between two lines to write on
_TYPE: Final = 8.0  # size of a table's words
_FONT: Final = "noto"
_CLOSING: Final = "，。、；：！？）”’》…"  # never begins a line
_OPENING: Final = "（“‘《"  # never ends one
_STRAIGHT: Final = {ord("“"): '"', ord("”"): '"', ord("‘"): "'", ord("’"): "'"}
# A PDF carries the time of its making; one of the same content must have the same bytes.
_MADE: Final = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table; the first `left` columns hold words, the others numbers."""

    title: str
    note: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    left: int = 1
    strong: int = -1  # a row that stands out, such as history's
    words_from: int = 99  # words again from this column on


class Book:
    """The pages so far, and how far down the last one is written."""

    def __init__(self, title: str, language: str) -> None:
        # Only who writes a PDF waits for the library.
        from fpdf import FPDF

        self.pdf: FPDF = FPDF(unit="pt", format="A4")
        self.pdf.set_auto_page_break(False)
        self.pdf.set_creation_date(_MADE)
        self.pdf.set_producer(f"lanthanide {__version__}")
        self.pdf.set_lang(language.replace("_", "-"))
        self.pdf.set_title(title)
        self.chinese = language.startswith("zh")
        for style, name in (("", "Regular"), ("B", "Bold")):
            self.pdf.add_font(_FONT, style, str(paths.fonts_folder() / f"NotoSansSC-{name}.otf"))
        self.page()

    @property
    def content(self) -> bytes:
        return bytes(self.pdf.output())

    @property
    def width(self) -> float:
        return float(self.pdf.w) - 2 * _MARGIN

    def page(self) -> None:
        self.pdf.add_page()
        self.y = _MARGIN
        self.pdf.set_font(_FONT, "", 7.5)
        self._colour(DIM)
        self.pdf.text(self.pdf.w - _MARGIN - 20, self.pdf.h - 22, str(self.pdf.page_no()))

    def room(self, height: float) -> None:
        """A new page when so much no longer fits on this one."""
        if self.y + height > self.pdf.h - _MARGIN:
            self.page()

    def title(self, text: str) -> None:
        self._line(text, 20.0, INK, True)

    def heading(self, text: str) -> None:
        self.room(60.0)
        self.y += 6.0
        self._line(text, 12.5, INK, True)

    def note(self, text: str) -> None:
        for line in self._wrapped(text, 8.5, self.width, ""):
            self._line(line, 8.5, DIM, False)
        self.y += 4.0

    def body(self, text: str) -> None:
        """A paragraph to be read."""
        for line in self._wrapped(text, 10.0, self.width, ""):
            self._line(line, 10.0, INK, False)
        self.y += 5.0

    def task(self, number: int, question: str, rules: int, answer: str) -> None:
        """A numbered question with ruled lines to write on, or with its answer; kept together on a page."""
        asked = self._wrapped(question, 9.5, self.width - 18.0, "")
        told = self._wrapped(answer, 9.0, self.width - 30.0, "") if answer else []
        self.room(13.3 * len(asked) + 12.6 * len(told) + _RULED * rules + 14.0)
        self.pdf.set_font(_FONT, "B", 9.5)
        self._colour(YOURS)
        self.pdf.text(_MARGIN, self.y + 9.5, f"{number}.")
        for line in asked:
            self._line(line, 9.5, INK, False, 18.0)
        for _ in range(rules):
            self.y += _RULED
            self._ink(RULE, 0.7)
            self.pdf.line(_MARGIN + 18.0, self.y, _MARGIN + self.width, self.y)
        top = self.y + 2.0
        for line in told:
            self._line(line, 9.0, INK, False, 28.0)
        if told:
            self._ink(YOURS, 1.6)
            self.pdf.line(_MARGIN + 20.0, top, _MARGIN + 20.0, self.y)
        self.y += 10.0

    def scores(self, boxes: Sequence[tuple[str, str, str]]) -> None:
        wide = (self.width - _GAP * (len(boxes) - 1)) / len(boxes)
        for place, (title, points, rank) in enumerate(boxes):
            x = _MARGIN + place * (wide + _GAP)
            self._ink(RULE, 0.8)
            self.pdf.rect(x, self.y, wide, 46.0)
            for text, size, colour, drop in (
                (title, 8.5, DIM, 13.0),
                (points, 16.0, INK, 30.0),
                (rank, 7.5, DIM, 41.0),
            ):
                self.pdf.set_font(_FONT, "B" if size > 10 else "", size)
                self._colour(colour)
                self.pdf.text(x + 8.0, self.y + drop, text)
        self.y += 56.0

    def pictures(self, pictures: Sequence[Picture], columns: int) -> None:
        wide = (self.width - _GAP * (columns - 1)) / columns
        for first in range(0, len(pictures), columns):
            row = pictures[first : first + columns]
            tall = max(one.height * wide / one.width for one in row)
            self.room(tall)
            for place, one in enumerate(row):
                self._picture(one, _MARGIN + place * (wide + _GAP), wide / one.width)
            self.y += tall + _GAP

    def table(self, sheet: Sheet) -> None:
        """A table over as many pages as it needs, its head on each."""
        if sheet.title:
            self.heading(sheet.title)
        if sheet.note:
            self.note(sheet.note)
        widths = self._widths(sheet)
        self._row(sheet.columns, widths, sheet, DIM, True)
        for place, row in enumerate(sheet.rows):
            tall = self._height(row, widths)
            if self.y + tall > self.pdf.h - _MARGIN:
                self.page()
                self._row(sheet.columns, widths, sheet, DIM, True)
            self._row(row, widths, sheet, HISTORY if place == sheet.strong else INK, False)
        self.y += 8.0

    def _widths(self, sheet: Sheet) -> list[float]:
        """Columns as wide as their longest cell wants, narrowed in proportion where that is too much."""
        self.pdf.set_font(_FONT, "B", _TYPE)
        wanted = [self.pdf.get_string_width(column) for column in sheet.columns]
        self.pdf.set_font(_FONT, "", _TYPE)
        for column, wide in enumerate(wanted):
            cells = max((self.pdf.get_string_width(row[column]) for row in sheet.rows), default=0.0)
            wanted[column] = min(max(wide, cells) + 10.0, 230.0)
        total = sum(wanted)
        if total <= self.width:
            wanted[sheet.left - 1] += self.width - total
            return wanted
        # Numbers keep their room; words are broken into lines.
        words = [place for place in range(len(wanted)) if place < sheet.left or place >= sheet.words_from]
        fixed = sum(width for place, width in enumerate(wanted) if place not in words)
        share = (self.width - fixed) / (total - fixed)
        return [width * share if place in words else width for place, width in enumerate(wanted)]

    def _height(self, row: Sequence[str], widths: Sequence[float]) -> float:
        lines = (len(self._wrapped(cell, _TYPE, wide - 8.0, "")) for cell, wide in zip(row, widths, strict=True))
        return max(lines, default=1) * 10.5 + 4.0

    def _row(self, row: Sequence[str], widths: Sequence[float], sheet: Sheet, colour: str, bold: bool) -> None:
        tall, x = self._height(row, widths), _MARGIN
        for place, (cell, wide) in enumerate(zip(row, widths, strict=True)):
            left = place < sheet.left or place >= sheet.words_from
            self.pdf.set_font(_FONT, "B" if bold else "", _TYPE)
            self._colour(colour)
            for number, line in enumerate(self._wrapped(cell, _TYPE, wide - 8.0, "B" if bold else "")):
                at = x + 2.0 if left else x + wide - 4.0 - self.pdf.get_string_width(line)
                self.pdf.text(at, self.y + 10.0 + 10.5 * number, line)
            x += wide
        self.y += tall
        self._ink(RULE, 0.5)
        self.pdf.line(_MARGIN, self.y, _MARGIN + self.width, self.y)

    def _wrapped(self, text: str, size: float, wide: float, style: str) -> list[str]:
        """The text in lines that fit; Chinese breaks anywhere, words of letters between them."""
        text = self._set(text)
        self.pdf.set_font(_FONT, style, size)
        lines, line = [], ""
        for piece in _pieces(text):
            if line and self.pdf.get_string_width(line + piece.rstrip()) > wide:
                lines.append(line.rstrip())
                line = ""
            while self.pdf.get_string_width(piece.rstrip()) > wide and len(piece) > 1:
                cut = next(
                    n for n in range(len(piece), 0, -1) if n == 1 or self.pdf.get_string_width(piece[:n]) <= wide
                )
                lines.append(piece[:cut])
                piece = piece[cut:]
            line += piece
        return [*lines, line.rstrip()] if line.strip() or not lines else lines

    def _line(self, text: str, size: float, colour: str, bold: bool, inset: float = 0.0) -> None:
        self.room(size * 1.4)
        self.pdf.set_font(_FONT, "B" if bold else "", size)
        self._colour(colour)
        self.pdf.text(_MARGIN + inset, self.y + size, self._set(text))
        self.y += size * 1.4

    def _picture(self, picture: Picture, x: float, scale: float) -> None:
        pdf, top = self.pdf, self.y
        self._ink(RULE, 0.6)
        pdf.rect(x, top, picture.width * scale, picture.height * scale)
        for shape in picture.shapes:
            match shape:
                case Line():
                    self._ink(shape.colour, shape.width * scale)
                    pdf.set_dash_pattern(*((4.0, 2.4) if shape.dashed else (0.0, 0.0)))
                    with pdf.local_context(stroke_opacity=shape.opacity):
                        pdf.polyline([(x + a * scale, top + b * scale) for a, b in shape.points])
                    pdf.set_dash_pattern()
                case Area():
                    pdf.set_fill_color(shape.colour)
                    pdf.polygon([(x + a * scale, top + b * scale) for a, b in shape.points], style="F")
                case Words():
                    pdf.set_font(_FONT, "B" if shape.bold else "", shape.size * scale)
                    self._colour(shape.colour)
                    text = self._set(shape.text)
                    back = {"start": 0.0, "middle": 0.5, "end": 1.0}[shape.anchor] * pdf.get_string_width(text)
                    pdf.text(x + shape.x * scale - back, top + shape.y * scale, text)

    def _set(self, text: str) -> str:
        """A text as it is set: the font's curly quotes are as wide as a Chinese character."""
        return text if self.chinese else text.translate(_STRAIGHT)

    def _colour(self, colour: str) -> None:
        self.pdf.set_text_color(colour)

    def _ink(self, colour: str, width: float) -> None:
        self.pdf.set_draw_color(colour)
        self.pdf.set_line_width(width)


def _pieces(text: str) -> list[str]:
    """Where a line may be broken: after blanks, and around Chinese characters, yet not before what closes."""
    found: list[str] = []
    word = ""
    for letter in text:
        if letter >= "\u2e80":
            found += [word, letter] if word else [letter]
            word = ""
            continue
        word += letter
        if letter == " ":
            found.append(word)
            word = ""
    joined: list[str] = []
    for piece in [*found, word] if word else found:
        if joined and (piece[0] in _CLOSING or joined[-1][-1] in _OPENING):
            joined[-1] += piece
        else:
            joined.append(piece)
    return joined
