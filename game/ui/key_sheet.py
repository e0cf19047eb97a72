"""The key sheet: one page to print, with the keys as the person has bound them."""

from __future__ import annotations

import html

from game.ui.keys import ACTIONS, FIXED, KeyMap, shown
from game.ui.words import language, say

_STYLE = """
body{font-family:'Noto Sans SC',system-ui,sans-serif;max-width:36rem;margin:2rem auto;color:#111}
table{border-collapse:collapse;width:100%}td{border-bottom:1px solid #ccc;padding:.35rem .6rem}
kbd{font:inherit;font-weight:bold;white-space:nowrap}td:first-child{width:12rem}
"""


def key_rows(keys: KeyMap) -> list[tuple[str, str]]:
    """Keys and what they do, those that can be bound first."""
    bound = [(keys.text(action), say(f"key.{action}")) for action in ACTIONS if not action.startswith("tab_")]
    tabs = [action for action in ACTIONS if action.startswith("tab_")]
    bound.append((" ".join(keys.text(action) for action in tabs), say("key.tabs")))
    return bound + [(shown(code), say(words)) for code, words in FIXED]


def key_sheet(keys: KeyMap) -> str:
    """The page as HTML that needs no network."""
    rows = "".join(
        f"<tr><td><kbd>{html.escape(key)}</kbd></td><td>{html.escape(words)}</td></tr>" for key, words in key_rows(keys)
    )
    title = html.escape(f"{say('title')}: {say('keys.sheet')}")
    return (
        f'<!doctype html><html lang="{language().replace("_", "-")}"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style><h1>{title}</h1><table>{rows}</table></html>\n"
    )
