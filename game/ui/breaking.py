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
    """Words with their following space; each Chinese character alone but for its marks; line breaks as they are.

    A signed number stays with the name before it and a unit with its number, so that no line ends between them.
    """
    found: list[str] = []
    joined = False  # whether the next piece belongs to the one before
    for part in _WORDS.findall(text):
        if part != "\n" and found and found[-1] != "\n" and (joined or _belongs(part, found[-1])):
            if _SIGNED.match(part):
                while len(found) > 1 and len(found[-1]) < _NAME and _CHINESE.fullmatch(found[-2] + found[-1]):
                    found[-2:] = [found[-2] + found[-1]]
            found[-1] += part
        else:
            found.append(part)
        joined = part[-1] in _OPENING
    return found


def _belongs(part: str, before: str) -> bool:
    """Whether a piece must stay on the line of the one before."""
    if _SIGNED.match(part):
        return before.strip()[-1:] not in ("", "+", "-", *"，。；：,.;:")
    if before[-1] == " ":
        return bool(_UNIT.match(part)) and before.strip()[-1:].isdigit()
    return part[0] in _CLOSING


_NAME = 4  # characters of a Chinese name before a number
_SIGNED = re.compile(r"[+\-][0-9]")
_UNIT = re.compile(r"%|M\$")
_CHINESE = re.compile(r"[\u4e00-\u9fff]+")
_WORDS = re.compile(r"\n|[\u2e80-\U0003ffff“”‘’]|[^\s\u2e80-\U0003ffff“”‘’]+ *|[^\S\n]+")
