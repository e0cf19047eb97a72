"""A run capsule as a QR code: its squares for the window, its picture for a file."""

from __future__ import annotations

import io
from typing import Final

import segno

from game.faults import Fault, Problem

_QUIET: Final = 4  # light squares around it, as the standard wants
_PIXELS: Final = 8  # a square in the file
_MOST: Final = 4296  # letters of the largest code, at the lowest correction


def code_squares(capsule: str) -> tuple[tuple[bool, ...], ...]:
    """Dark squares by row, without the light margin.

    Raises Fault (exit 7) for a capsule too long for any code.
    """
    return tuple(tuple(bool(square) for square in row) for row in _code(capsule).matrix)


def code_png(capsule: str) -> bytes:
    """The code as a picture with its light margin; see `code_squares` for what is raised."""
    out = io.BytesIO()
    _code(capsule).save(out, kind="png", scale=_PIXELS, border=_QUIET)
    return out.getvalue()


def _code(capsule: str) -> segno.QRCode:
    if len(capsule) > _MOST:
        raise Fault(
            [Problem("capsule", "E7013", "is too long", got=f"{len(capsule)} letters", expected=f"at most {_MOST}")]
        )
    # Medium correction while the code stays small enough to be read off a screen.
    return segno.make(capsule, error="m" if len(capsule) <= 2000 else "l", micro=False, boost_error=False)
