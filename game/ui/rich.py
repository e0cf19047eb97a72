"""Marked text: **bold** and [words](target) for links, broken into lines of runs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from game.ui.breaking import pieces
from game.ui.drawing import Canvas

_MARKS: Final = re.compile(r"\*\*(?P<bold>[^*]+)\*\*|\[(?P<words>[^\]\n]+)\]\((?P<target>[\w./:-]+)\)")


@dataclass(frozen=True, slots=True)
class Run:
    """Text of one look within a line."""

    text: str
    width: int
    bold: bool = False
    link: str = ""


Line = tuple[Run, ...]


def spans(text: str, bold: bool = False) -> list[tuple[str, bool, str]]:
    """Marked text as (words, bold, target) in order."""
    found, at = [], 0
    for mark in _MARKS.finditer(text):
        if mark.start() > at:
            found.append((text[at : mark.start()], bold, ""))
        if mark["bold"] is not None:
            found.append((mark["bold"], True, ""))
        else:
            found.append((mark["words"], bold, mark["target"]))
        at = mark.end()
    if at < len(text):
        found.append((text[at:], bold, ""))
    return found


def plain(text: str) -> str:
    """Marked text without its marks."""
    return "".join(words for words, _, _ in spans(text))


def laid_out(canvas: Canvas, text: str, size: float, limit: int, bold: bool = False) -> list[Line]:
    """Marked text in lines no wider than `limit`; an empty line for an empty paragraph."""
    lines: list[Line] = []
    for paragraph in text.split("\n"):
        line: list[Run] = []
        room = limit
        for words, heavy, target in spans(paragraph, bold):
            for piece in pieces(words):
                width = canvas.width(piece.rstrip(), size, heavy)
                if width > room and line:
                    lines.append(_joined(canvas, line, size))
                    line, room = [], limit
                    piece = piece.lstrip()
                    width = canvas.width(piece.rstrip(), size, heavy)
                if piece:
                    line.append(Run(piece, 0, heavy, target))
                    room -= canvas.width(piece, size, heavy)
        lines.append(_joined(canvas, line, size))
    return lines


def _joined(canvas: Canvas, runs: list[Run], size: float) -> Line:
    """Neighbours of one look as one run, measured whole."""
    joined: list[Run] = []
    for run in runs:
        if joined and (joined[-1].bold, joined[-1].link) == (run.bold, run.link):
            joined[-1] = Run(joined[-1].text + run.text, 0, run.bold, run.link)
        else:
            joined.append(run)
    if joined:
        joined[-1] = Run(joined[-1].text.rstrip(), 0, joined[-1].bold, joined[-1].link)
    return tuple(Run(one.text, canvas.width(one.text, size, one.bold), one.bold, one.link) for one in joined)
