"""Capsules as letters: found in whatever people paste, and every slip of a letter noticed.

A capsule reads `LANTH2:` and then Crockford's base 32 (no I, L, O, U), which a QR code packs tightly, and whose case,
spaces and line breaks do not matter. Its first bytes say how long it is, the next are a checksum.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from game.faults import Fault, Problem, short

FORMAT: Final = 2  # 1 did not say whether time might be turned back
PREFIX: Final = f"LANTH{FORMAT}:"
LETTERS: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LONGEST: Final = 16_000  # letters of one capsule
_LENGTH_BYTES: Final = 2
_CHECK_BYTES: Final = 5
_LENGTH_LETTERS: Final = 4  # hold the length
_VALUES: Final = {letter: place for place, letter in enumerate(LETTERS)} | {"I": 1, "L": 1, "O": 0}
_HEAD: Final = re.compile(r"LANTH\s?(\d{1,4})\s?:", re.IGNORECASE | re.ASCII)
_GAPS: Final = re.compile(r"[\s,;|]+")
_FRAME: Final = " \t\"'`*_~>-–—:,;|.()[]{}<“”‘’«»「」『』#=" + chr(0x201A) + chr(0x201E)  # low quotation marks
_LEAST_CONTINUED: Final = 16  # letters of a line that goes on with a capsule whose end is still to come


@dataclass(slots=True)
class Passage:
    """One capsule in a longer text."""

    label: str  # what stood before it, such as a name
    line: int  # from 1
    version: int
    letters: str = ""  # without gaps, in capitals

    @property
    def needed(self) -> int:
        """How many letters a capsule that begins so has; 0 while that cannot be told."""
        start = self.letters[:_LENGTH_LETTERS]
        if len(start) < _LENGTH_LETTERS or any(letter not in _VALUES for letter in start):
            return 0
        first = 0
        for letter in start:
            first = first << 5 | _VALUES[letter]
        return _letters(first >> 4)

    @property
    def whole(self) -> bool:
        """Whether nothing more belongs to it."""
        return 0 < self.needed <= len(self.letters) or len(self.letters) > LONGEST

    def take(self, text: str) -> None:
        """Take in what follows on a line, up to the whole length; words after its end are none of it."""
        for piece in _GAPS.split(text):
            if self.whole:
                return
            self.letters += _clean(piece)

    def goes_on(self, text: str) -> bool:
        """Whether a further line goes on with a capsule that is not whole yet."""
        if self.whole:
            return False
        more = _clean(text)
        if not more or any(letter not in _VALUES for letter in more):
            return False
        return len(more) >= _LEAST_CONTINUED or len(self.letters) + len(more) == self.needed


def armoured(content: bytes) -> str:
    """Bytes as a capsule's text.

    Raises Fault (exit 7) when the capsule would be too long to be read again.
    """
    size = _LENGTH_BYTES + _CHECK_BYTES + len(content)
    if size * 8 > LONGEST * 5:
        raise Fault([Problem("capsule", "E7013", "is too long", got=f"{size} bytes")])
    length = size.to_bytes(_LENGTH_BYTES, "big")
    whole = length + _check(length + content) + content
    bits = int.from_bytes(whole, "big") << (-len(whole) * 8 % 5)
    count = _letters(size)
    return PREFIX + "".join(LETTERS[bits >> 5 * place & 31] for place in range(count - 1, -1, -1))


def only_passage(text: str, source: str) -> Passage:
    """The one capsule in a text.

    Raises Fault (exit 3) when there is none or more than one.
    """
    found = passages(text)
    if not found:
        what = "is not a run capsule"
        raise Fault([Problem(source, "E3036", what, got=short(text[:40].strip()), expected=f"{PREFIX}...")])
    if len(found) > 1:
        raise Fault([Problem(source, "E3037", "holds more than one run capsule", got=str(len(found)))])
    return found[0]


def unpacked(passage: Passage, source: str) -> bytes:
    """The bytes of a capsule.

    Raises Fault: 4 of another format, 7 too long, 8 cut off, changed or damaged.
    """
    if passage.version != FORMAT:
        newer = passage.version > FORMAT
        what = "is a capsule of a newer format" if newer else "is a capsule of a format that never was"
        raise Fault([Problem(source, "E4011", what, got=str(passage.version), expected=str(FORMAT))])
    letters, needed = passage.letters, passage.needed
    if len(letters) > LONGEST:
        raise Fault([Problem(source, "E7013", "is too long", got=f"{len(letters)} letters")])
    strange = [letter for letter in letters if letter not in _VALUES]
    if strange:
        what = "has a letter that no capsule has"
        raise Fault([Problem(source, "E8006", what, got=short(strange[0]))])
    if len(letters) < max(needed, _LENGTH_LETTERS):
        what = f"is cut off after {len(letters)} letters"
        expected = f"{needed} letters" if needed else "a whole capsule"
        raise Fault([Problem(source, "E8003", what, expected=expected)])
    bits = 0
    for letter in letters:
        bits = bits << 5 | _VALUES[letter]
    size = len(letters) * 5 // 8
    spare = len(letters) * 5 - size * 8
    whole = (bits >> spare).to_bytes(size, "big")
    length, check, content = whole[:2], whole[2:7], whole[7:]
    if len(letters) != needed or bits & (1 << spare) - 1 or check != _check(length + content):
        raise Fault([Problem(source, "E8004", "was changed or damaged: its checksum does not fit")])
    return content


def passages(text: str) -> tuple[Passage, ...]:
    """The capsules in a text, each with its name before it on the line or on the line above.

    A capsule may be broken over lines, quoted, set in full-width letters or strewn with invisible marks.
    """
    found: list[Passage] = []
    above = ""
    for place, line in enumerate(_plain(text).split("\n"), start=1):
        heads = list(_HEAD.finditer(line))
        if not heads:
            if found and found[-1].goes_on(line):
                found[-1].take(line)
            elif line.strip():
                above = line
            continue
        label = line[: heads[0].start()].strip(_FRAME) or above.strip(_FRAME)
        ends = [*(head.start() for head in heads[1:]), len(line)]
        for head, end in zip(heads, ends, strict=True):
            found.append(Passage(label, place, int(head.group(1))))
            found[-1].take(line[head.end() : end])
            label = ""
        above = ""
    return tuple(found)


def _plain(text: str) -> str:
    """Compatible letters made plain, invisible marks taken away, all line ends made one."""
    folded = unicodedata.normalize("NFKC", text)
    folded = "".join(letter for letter in folded if unicodedata.category(letter) != "Cf")
    return folded.replace("\r\n", "\n").replace("\r", "\n")


def _clean(text: str) -> str:
    return "".join(letter for letter in text.upper() if letter.isalnum())


def _letters(size: int) -> int:
    """How many letters so many bytes make."""
    return -(-size * 8 // 5)


def _check(content: bytes) -> bytes:
    return hashlib.sha256(PREFIX.encode() + content).digest()[:_CHECK_BYTES]
