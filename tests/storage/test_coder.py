"""The coder's bytes, which are for good, and the letters of a capsule: sizes, borders, spare bits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

import pytest

from game.storage.capsule_text import LETTERS, PREFIX, Passage, armoured, only_passage, passages, unpacked
from game.storage.range_coder import Coder, Decoder, Encoder, OverrunError, number, signed, tree, word
from tests.storage.test_lines import code

# The coder: what was written once must be read for good.


def walked(coder: Coder) -> list[object]:
    """A walk over everything that a coder writes or reads, and what stood there."""
    found: list[object] = []
    for place in range(200):
        found.append(coder.bit("rare", int(place % 50 == 0)))
        found.append(coder.bit(("even", place % 2), place % 2))
    for value in (0, 1, 2, 3, 4, 7, 8, 255, 256, 2**40 + 3, 2**63 - 1):
        found.append(number(coder, "number", value))
        found.append(signed(coder, "signed", value // 2))
        found.append(signed(coder, "signed", -(value // 2)))
    for value in range(40):
        found.append(tree(coder, "tree", 4, value % 16))
    found.append(word(coder, "word", "稀土 rare earths"))
    found.append(coder.plain(64, 0xFFFFFFFFFFFFFFFF))
    found.append(coder.plain(17, 0x10001))
    return found


def test_the_coder_writes_the_bytes_that_it_always_wrote() -> None:
    encoder = Encoder()
    given = walked(encoder)
    content = encoder.content
    assert (len(content), hashlib.sha256(content).hexdigest()[:16]) == (126, "8091484582b75644")
    assert walked(Decoder(content)) == given


@pytest.mark.parametrize(
    ("walk", "wanted"),
    [
        (lambda coder: None, ""),
        (lambda coder: coder.plain(8, 0xA5), "a5"),
        (lambda coder: coder.plain(32, 1), "00000001"),
        (lambda coder: [coder.bit("x", 1) for _ in range(9)], "bc"),
        (lambda coder: number(coder, "n", 1000), "2bd0"),
    ],
)
def test_short_messages_byte_by_byte(walk: Callable[[Encoder], object], wanted: str) -> None:
    coder = Encoder()
    walk(coder)
    assert coder.content.hex() == wanted


def test_a_byte_that_a_carry_may_still_turn_over_is_held_back() -> None:
    coder = Encoder()
    coder._started, coder._held, coder._low = True, 0x12, 0xFFFFFFFF
    coder._shift()
    coder._low += 0x100  # the carry
    coder._shift()
    assert bytes(coder._out) == b"\x13\x00"


def test_four_bytes_of_nought_may_be_read_beyond_the_end_and_no_more() -> None:
    content = b"\x01\x02\x03\x04\x05"
    reader = Decoder(content)
    with pytest.raises(OverrunError):
        reader.plain(1000)
    assert reader._place == len(content) + 4
    with pytest.raises(ValueError, match="a number of 64 bits"):
        number(Encoder(), "n", 2**63 * 2 - 1)


# Capsules as letters.


def test_letters_of_some_sizes() -> None:
    for size in range(40):
        text = armoured(bytes(range(size)))
        passage = only_passage(text, "c")
        assert len(passage.letters) == passage.needed == -(-(size + 7) * 8 // 5)
        assert unpacked(passage, "c") == bytes(range(size))


def test_a_capsule_is_written_as_long_as_it_can_be_read_and_no_longer() -> None:
    longest = armoured(b"\xff" * 9_993)
    assert len(longest) == len(PREFIX) + 16_000
    assert unpacked(only_passage(longest, "c"), "c") == b"\xff" * 9_993
    assert code(lambda: armoured(b"\xff" * 9_994)) == "E7013"
    too_long = Passage("", 1, 2, "Z" * 16_001)
    assert code(lambda: unpacked(too_long, "c")) == "E7013"


@pytest.mark.parametrize("start", ["", "0", "000", "U000", "0U00", "000U", "UUUU"])
def test_how_long_a_capsule_is_cannot_be_told_of_too_few_or_strange_letters(start: str) -> None:
    assert Passage("", 1, 2, start).needed == 0
    assert not Passage("", 1, 2, start).whole


def test_spare_bits_must_be_nought() -> None:
    text = armoured(b"abc")
    spare = len(text.removeprefix(PREFIX)) * 5 - 10 * 8
    assert spare == 0
    text = armoured(b"abcd")
    passage = only_passage(text, "c")
    spare = len(passage.letters) * 5 - 11 * 8
    assert spare == 2
    last = LETTERS.index(text[-1])
    for other, wanted in (
        (last, ""),
        (last + 1, "E8004"),
        (last + 2, "E8004"),
        (last + 3, "E8004"),
        (last ^ 4, "E8004"),
    ):
        changed = Passage("", 1, 2, passage.letters[:-1] + LETTERS[other])
        assert code(lambda changed=changed: unpacked(changed, "c")) == wanted


def test_a_line_goes_on_with_a_capsule_from_sixteen_letters_on_or_with_its_end() -> None:
    letters = armoured(bytes(30)).removeprefix(PREFIX)
    begun = Passage("", 1, 2, letters[:20])
    assert len(letters) == 60
    assert begun.goes_on(letters[20:36])
    assert not begun.goes_on(letters[20:35])
    assert not begun.goes_on(letters[20:35] + "U")
    assert not begun.goes_on("")
    assert Passage("", 1, 2, letters[:50]).goes_on(letters[50:])
    assert not Passage("", 1, 2, letters[:50]).goes_on(letters[50:-1])
    assert not Passage("", 1, 2, letters).goes_on(letters)


@pytest.mark.parametrize(("version", "wanted"), [(1, "E4011"), (2, ""), (3, "E4011")])
def test_only_capsules_of_this_format_are_opened(version: int, wanted: str) -> None:
    letters = armoured(b"abc").removeprefix(PREFIX)
    assert code(lambda: unpacked(Passage("", 1, version, letters), "c")) == wanted


def test_two_capsules_in_one_text_are_one_too_many() -> None:
    text = armoured(b"abc")
    assert len(passages(f"{text} {text}")) == 2
    assert code(lambda: only_passage(f"{text} {text}", "c")) == "E3037"
    assert code(lambda: only_passage("nothing", "c")) == "E3036"
