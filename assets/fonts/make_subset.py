"""Makes the two bundled fonts from the full Noto Sans SC (see PROVENANCE.md); needs fonttools.

python make_subset.py FOLDER_WITH_THE_FULL_FONTS
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools.misc.transform import Scale
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

EXTRA = "–—‘’“”…·•±×÷−≈≤≥≠←↑→↓↗↘▲△▼▽◀▶◆◇●○■□★☆✓✕°‰€£¥µ½²³₀₁₂₃₄₅₆₇₈₉Δ\u00a0"
SUBSCRIPT_ZERO = 0x2080
SUBSCRIPT_SCALE = 0.62
SUBSCRIPT_DROP = -110  # font units below the baseline


def gb2312() -> set[int]:
    """All characters of the GB 2312 set, among them the names of the seventeen rare earths."""
    found = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                found.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return found


def add_subscripts(font: TTFont, missing: list[int]) -> None:
    """Subscript digits drawn as smaller digits below the line; they stand in place of glyphs no longer needed."""
    cmap = font.getBestCmap()
    spare = {0x2460 + n: 0x2080 + n for n in range(10)}  # circled digits give up their glyph slots
    glyphs = font.getGlyphSet()
    top = font["CFF "].cff.topDictIndex[0]
    for donor, target in spare.items():
        if target not in missing:
            continue
        digit, slot = cmap[ord("0") + target - SUBSCRIPT_ZERO], cmap[donor]
        width = round(font["hmtx"][digit][0] * SUBSCRIPT_SCALE)
        old = top.CharStrings[slot]
        pen = T2CharStringPen(width - old.private.nominalWidthX, glyphs)
        move = Scale(SUBSCRIPT_SCALE).translate(0, SUBSCRIPT_DROP / SUBSCRIPT_SCALE)
        glyphs[digit].draw(TransformPen(pen, move))
        drawn = pen.getCharString(old.private, old.globalSubrs)
        drawn.fdSelectIndex = getattr(old, "fdSelectIndex", None)
        top.CharStrings[slot] = drawn
        font["hmtx"][slot] = (width, round(font["hmtx"][digit][1] * SUBSCRIPT_SCALE))
        for table in font["cmap"].tables:
            if donor in table.cmap:
                del table.cmap[donor]
                table.cmap[target] = slot


def make(source: Path, target: Path) -> None:
    font = TTFont(source)
    present = set(font.getBestCmap())
    wanted = gb2312() | set(range(0x20, 0x7F)) | set(range(0xA0, 0x180)) | {ord(c) for c in EXTRA}
    missing = sorted(wanted - present)
    options = Options()
    options.layout_features = ["kern", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    options.desubroutinize = False
    options.notdef_outline = True
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(wanted & present))
    subsetter.subset(font)
    add_subscripts(font, missing)
    for table in font["cmap"].tables:
        table.cmap[0x2715] = table.cmap[ord("×")]  # the font has no multiplication X of its own
    font.save(target)
    left = set(font.getBestCmap())
    print(target.name, target.stat().st_size, "missing:", "".join(chr(c) for c in sorted(wanted - left)))


if __name__ == "__main__":
    for weight in ("Regular", "Bold"):
        make(Path(sys.argv[1]) / f"NotoSansSC-{weight}.otf", Path(__file__).parent / f"NotoSansSC-{weight}.otf")
