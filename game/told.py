"""What is wrong with a file or a machine, in the language of whoever reads it.

Code that finds a problem words it in English, as the command line prints it. The catalogues hold the same wordings
under `fault.*`, so the English one says which message a text is and what stands at its places, and the other
language's message takes them over. A wording that no message has stays as it is.
"""

from __future__ import annotations

import re
from functools import cache
from string import Formatter
from typing import Final

from game.faults import SHOWN_LINE_CHARACTERS, Fault, Problem, visible
from game.language import language, phrase
from game.told_names import NAMES

_ENGLISH: Final = "en"
_FEW: Final = 6  # a message of so few letters beside its places takes single words only, not parts of sentences


def told(problem: Problem | Fault, code: str = "") -> str:
    """A problem as one line; of a fault the first one."""
    if isinstance(problem, Fault):
        problem = problem.problems[0]
    code = code or language()
    if code == _ENGLISH:
        return str(problem)
    place = visible(problem.path, 400)
    if problem.line:
        place += f":{problem.line}:{max(problem.column, 1)}"
    words = wording(problem.what, code)
    if problem.field:
        words = phrase("format.named", code, name=visible(problem.field), words=words)
    if problem.got:
        words = phrase("told.got", code, words=words, got=wording(problem.got, code))
    if problem.expected:
        words = phrase("told.expected", code, words=words, expected=wording(problem.expected, code))
    return phrase("told.line", code, place=place, words=visible(words, SHOWN_LINE_CHARACTERS), code=problem.code)


def wording(text: str, code: str = "") -> str:
    """An English wording of the code in another language; as it stands when no message has it."""
    code = code or language()
    if code == _ENGLISH or not text:
        return text
    for name, pattern in _patterns():
        found = pattern.fullmatch(text)
        if found:
            values = {key: wording(value, code) for key, value in found.groupdict().items()}
            return phrase(f"fault.{name}", code, **values)
    return text


def is_known(text: str) -> bool:
    """Whether a message has this wording."""
    return any(pattern.fullmatch(text) for _, pattern in _patterns())


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The English wordings, those with the most fixed letters first."""
    made = []
    for name in NAMES:
        parts = list(Formatter().parse(phrase(f"fault.{name}", _ENGLISH)))
        letters = sum(len(fixed) for fixed, _, _, _ in parts)
        place_of = ".+?" if letters > _FEW else r"\S+?"
        pieces = [re.escape(fixed) + (f"(?P<{place}>{place_of})" if place else "") for fixed, place, _, _ in parts]
        pattern = "".join(pieces)
        made.append((-letters, name, re.compile(pattern, re.DOTALL)))
    return tuple((name, pattern) for _, name, pattern in sorted(made, key=lambda one: one[:2]))
