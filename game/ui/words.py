"""The window's words in the language in use.

They stand in the catalogues (`assets/locale`). While a screen is being built its words may wait in a module
`words_NAME.py` beside this one, as a dict of id to (English, Chinese); `assets/locale/catalogues.py fold` takes them
in.
"""

from __future__ import annotations

import importlib
import pkgutil

import game.ui
from game.language import known, language, phrase, plural, use_language

__all__ = ["WORDS", "explained", "language", "plural", "say", "use_language"]


def _waiting() -> dict[str, tuple[str, str]]:
    """Words not yet folded into the catalogues."""
    found: dict[str, tuple[str, str]] = {}
    for module in pkgutil.iter_modules(game.ui.__path__):
        if module.name.startswith("words_"):
            for value in vars(importlib.import_module(f"game.ui.{module.name}")).values():
                if isinstance(value, dict):
                    found.update({key: pair for key, pair in value.items() if _is_pair(pair)})
    return found


def _is_pair(value: object) -> bool:
    return isinstance(value, tuple) and len(value) == 2 and all(isinstance(text, str) for text in value)


WORDS = _waiting()


def say(name: str, /, **values: object) -> str:
    """A word of the window in the language in use; `values` fill its {placeholders}."""
    if name in WORDS and not known(name):
        text = WORDS[name][language().startswith("zh")]
        return text.format(**values) if values else text
    return phrase(name, **values)


def explained(term: str) -> str:
    """What a term of a tooltip means; empty for one without an entry."""
    return phrase(f"term.{term}") if known(f"term.{term}") else ""
