"""Text before it is drawn: cleaned of what no font takes, cut where a line may break."""

from __future__ import annotations

import re

# No line may begin with a closing mark nor end with an opening one.
_CLOSING = "，。；：！？、）》」』】”’％%…·)]!?,.;:"
_OPENING = "（《「『【“‘([$"


def clean(text: str) -> str:
    """Text that a font can take: no control characters, no lone surrogates, no endless line."""
    return "".join(c if c.isprintable() and not 0xD800 <= ord(c) <= 0xDFFF else " " for c in text[:2000])


def pieces(text: str) -> list[str]:
    """Words with their following space; each Chinese character alone but for its marks; line breaks as they are."""
    found: list[str] = []
    joined = False  # whether the next piece belongs to the one before
    for part in _WORDS.findall(text):
        if part != "\n" and found and found[-1] != "\n" and (joined or (part[0] in _CLOSING and found[-1][-1] != " ")):
            found[-1] += part
        else:
            found.append(part)
        joined = part[-1] in _OPENING
    return found


_WORDS = re.compile(r"\n|[\u2e80-\U0003ffff“”‘’]|[^\s\u2e80-\U0003ffff“”‘’]+ *|[^\S\n]+")
