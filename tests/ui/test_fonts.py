"""The bundled fonts hold every character that the game can show (a font library reports missing glyphs as present)."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from game import paths

WEIGHTS = ("NotoSansSC-Regular.otf", "NotoSansSC-Bold.otf")
ELEMENTS = "钪钇镧铈镨钕钷钐铕钆铽镝钬铒铥镱镥"
MARKS = "₀₁₂₃₄₅₆₇₈₉←↑→↓▲▼◀▶–—…·±×÷−≤≥°•✓"


def characters_of(path: Path) -> set[int]:
    """Code points of a font's Unicode tables, formats 4 and 12."""
    font = path.read_bytes()
    tables = {}
    for place in range(struct.unpack_from(">H", font, 4)[0]):
        tag, _, offset, _ = struct.unpack_from(">4sIII", font, 12 + 16 * place)
        tables[tag] = offset
    start = tables[b"cmap"]
    found: set[int] = set()
    for place in range(struct.unpack_from(">H", font, start + 2)[0]):
        at = start + struct.unpack_from(">HHI", font, start + 4 + 8 * place)[2]
        kind = struct.unpack_from(">H", font, at)[0]
        if kind == 12:
            for group in range(struct.unpack_from(">I", font, at + 12)[0]):
                first, last, _ = struct.unpack_from(">III", font, at + 16 + 12 * group)
                found.update(range(first, last + 1))
        elif kind == 4:
            found |= _segments(font, at)
    return found


def _segments(font: bytes, at: int) -> set[int]:
    count = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + 2 * count)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 4 * count)
    ranges_at = at + 16 + 6 * count
    found = set()
    for place, (first, last) in enumerate(zip(starts, ends, strict=True)):
        offset = struct.unpack_from(">H", font, ranges_at + 2 * place)[0]
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code + deltas[place]
            if offset:
                glyph = struct.unpack_from(">H", font, ranges_at + 2 * place + offset + 2 * (code - first))[0]
            if glyph & 0xFFFF:
                found.add(code)
    return found


def texts_on_screen() -> dict[str, str]:
    """Levels whole, and the Python sources that hold Chinese sentences."""
    files = [*paths.levels_folder().rglob("*.toml"), *Path(paths.__file__).parent.rglob("*.py")]
    texts = {path.name: path.read_text(encoding="utf-8") for path in files}
    return {name: text for name, text in texts.items() if re.search(r"[^\x00-\x7f]", text)}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_character_of_levels_and_sentences_has_a_glyph(weight: str) -> None:
    glyphs = characters_of(paths.fonts_folder() / weight)
    texts = texts_on_screen()
    assert len(texts) >= 3
    missing = {
        name: sorted({c for c in text if c.isprintable() and ord(c) not in glyphs}) for name, text in texts.items()
    }
    assert {name: found for name, found in missing.items() if found} == {}


@pytest.mark.parametrize("weight", WEIGHTS)
def test_elements_subscripts_arrows_and_printable_ascii_have_glyphs(weight: str) -> None:
    glyphs = characters_of(paths.fonts_folder() / weight)
    wanted = ELEMENTS + MARKS + "".join(map(chr, range(0x20, 0x7F)))
    assert [c for c in wanted if ord(c) not in glyphs] == []


def test_licence_and_provenance_lie_beside_the_fonts() -> None:
    folder = paths.fonts_folder()
    assert "SIL OPEN FONT LICENSE Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
    assert all(weight in (folder / "PROVENANCE.md").read_text(encoding="utf-8") for weight in WEIGHTS)
