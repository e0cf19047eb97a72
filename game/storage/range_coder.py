"""An adaptive binary range coder: decisions that repeat cost less than a bit, and reading is the mirror of writing.

Encoder and decoder have the same methods; a description of a format is one walk over them, which writes with the one
and reads with the other, so that both directions cannot disagree. Whole numbers only: the same bytes on every machine.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Final, Protocol

_CERTAIN: Final = 1 << 12  # a probability of one
_LEAST: Final = 31  # no bit is ever taken for certain
_STEADY: Final = 24  # a context that has seen so many bits adapts no slower
_TOP: Final = 1 << 24
_LENGTH_BITS: Final = 6
_SPARE_BYTES: Final = 4  # an encoder drops the zeros at its end, a decoder may read so many back

Context = Hashable


class OverrunError(ValueError):
    """More was read than had been written."""


class Coder(Protocol):
    """One direction. What is passed in is written by an encoder and ignored by a decoder; both return what stands."""

    def bit(self, context: Context, value: int = 0) -> int:
        """A bit whose likelihood is learnt per context."""

    def plain(self, bits: int, value: int = 0) -> int:
        """So many bits that nothing can be learnt of, such as a hash."""


class _Odds:
    """How likely a zero is in each context, from the bits seen there."""

    def __init__(self) -> None:
        self._seen: dict[Context, tuple[int, int]] = {}

    def zero(self, context: Context) -> int:
        return self._seen.get(context, (_CERTAIN // 2, 0))[0]

    def learn(self, context: Context, bit: int) -> None:
        chance, count = self._seen.get(context, (_CERTAIN // 2, 0))
        wanted = _LEAST if bit else _CERTAIN - _LEAST
        # The first bits teach most; floor division rounds both directions down alike.
        chance += (wanted - chance) * 2 // (2 * count + 3)
        self._seen[context] = (min(max(chance, _LEAST), _CERTAIN - _LEAST), min(count + 1, _STEADY))


class Encoder:
    """Writes; `content` is what was written."""

    def __init__(self) -> None:
        self._low = 0
        self._range = 0xFFFFFFFF
        self._held = 0
        self._pending = 0  # bytes of 0xFF that a carry may still turn over
        self._out = bytearray()
        self._started = False
        self._odds = _Odds()

    def bit(self, context: Context, value: int = 0) -> int:
        bound = (self._range >> 12) * self._odds.zero(context)
        self._narrow(bound, value)
        self._odds.learn(context, value)
        return value

    def plain(self, bits: int, value: int = 0) -> int:
        for place in range(bits - 1, -1, -1):
            self._narrow(self._range >> 1, value >> place & 1)
        return value

    def _narrow(self, bound: int, bit: int) -> None:
        if bit:
            self._low += bound
            self._range -= bound
        else:
            self._range = bound
        while self._range < _TOP:
            self._range <<= 8
            self._shift()

    def _shift(self) -> None:
        if self._low < 0xFF000000 or self._low > 0xFFFFFFFF:
            carry = self._low >> 32
            if self._started:
                self._out.append(self._held + carry & 0xFF)
            self._started = True
            self._out.extend(bytes([0xFF + carry & 0xFF]) * self._pending)
            self._pending = 0
            self._held = self._low >> 24 & 0xFF
        else:
            self._pending += 1
        self._low = (self._low & 0x00FFFFFF) << 8

    @property
    def content(self) -> bytes:
        """Everything written; the encoder is used up by asking."""
        # Any number of the last interval will do: the one that ends in most zeros, which need not be kept.
        for zeros in (31, 24, 16, 8):
            rounded = -(-self._low >> zeros) << zeros
            if rounded < self._low + self._range:
                self._low = rounded
                break
        for _ in range(5):
            self._shift()
        kept = bytes(self._out)
        return kept[:-_SPARE_BYTES] + kept[-_SPARE_BYTES:].rstrip(b"\0")


class Decoder:
    """Reads what an encoder wrote.

    Raises OverrunError when more is asked for than was written.
    """

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._place = 0
        self._range = 0xFFFFFFFF
        self._code = 0
        self._odds = _Odds()
        for _ in range(4):
            self._next()

    def bit(self, context: Context, value: int = 0) -> int:
        bound = (self._range >> 12) * self._odds.zero(context)
        found = self._taken(bound)
        self._odds.learn(context, found)
        return found

    def plain(self, bits: int, value: int = 0) -> int:
        found = 0
        for _ in range(bits):
            found = found << 1 | self._taken(self._range >> 1)
        return found

    def _taken(self, bound: int) -> int:
        bit = int(self._code >= bound)
        if bit:
            self._code -= bound
            self._range -= bound
        else:
            self._range = bound
        while self._range < _TOP:
            self._range <<= 8
            self._next()
        return bit

    def _next(self) -> None:
        if self._place >= len(self._content) + _SPARE_BYTES:
            raise OverrunError(f"only {len(self._content)} bytes were written")
        byte = self._content[self._place] if self._place < len(self._content) else 0
        self._place += 1
        self._code = self._code << 8 | byte


def tree(coder: Coder, context: Context, bits: int, value: int = 0) -> int:
    """A whole number below 2**bits, each bit learnt after those above it."""
    node = 1
    for place in range(bits - 1, -1, -1):
        node = node << 1 | coder.bit((context, node), value >> place & 1)
    return node - (1 << bits)


def number(coder: Coder, context: Context, value: int = 0) -> int:
    """A whole number from 0 to 2**63 - 1; small and frequent ones are short.

    Raises ValueError for a larger one.
    """
    if value.bit_length() >> _LENGTH_BITS:
        raise ValueError(f"a number of {value.bit_length()} bits")
    length = tree(coder, (context, "length"), _LENGTH_BITS, value.bit_length())
    if length < 2:
        return length
    second = coder.bit((context, "second", length), value >> (length - 2) & 1)
    rest = length - 2
    return (2 | second) << rest | coder.plain(rest, value & (1 << rest) - 1)


def signed(coder: Coder, context: Context, value: int = 0) -> int:
    """A whole number of either sign."""
    folded = number(coder, context, 2 * value if value >= 0 else -2 * value - 1)
    return folded >> 1 if folded & 1 == 0 else -(folded + 1 >> 1)


def word(coder: Coder, context: Context, value: str = "") -> str:
    """A short text, as UTF-8.

    Raises ValueError for bytes that are no text.
    """
    given = value.encode()
    count = number(coder, (context, "count"), len(given))
    letters = bytearray()
    for place in range(count):
        letters.append(tree(coder, (context, "letter"), 8, given[place] if place < len(given) else 0))
    return letters.decode()
