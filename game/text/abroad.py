"""Those abroad and the duels in words, for the transcript."""

from __future__ import annotations

from collections.abc import Sequence

from game.faults import did_you_mean
from game.language import phrase
from game.rules.commands import DUEL_MOVES, Exchange
from game.views.abroad import CharacterView, page_lines, summary
from game.views.duel import DuelView, lines_of


def abroad_lines(views: Sequence[CharacterView], words: Sequence[str], language: str) -> list[str]:
    """Everybody in a line each, or the page of the one who is named.

    Raises KeyError for somebody who is not there.
    """
    if not words:
        lines = [summary(tuple(views), language)]
        for one in views:
            told = "  ".join(f"{name} {value}" for name, value in one.figures)
            named = phrase("format.named", language, name=one.title, words=one.stance)
            lines.append(f"{one.id:14} {named}  {told}")
        return lines
    ids = [one.id for one in views]
    if words[0] not in ids:
        raise KeyError(f"{words[0]} {did_you_mean(words[0], ids) or ', '.join(ids)}")
    return list(page_lines(views[ids.index(words[0])], language))


def exchange_of(views: Sequence[DuelView], words: Sequence[str]) -> Exchange | None:
    """The exchange that is asked for, with the first opponent unless one is named; None for a look at the duels.

    Raises ValueError for a move that there is not.
    """
    named = [view.id for view in views if words and view.id == words[0]]
    moves = words[1:] if named else words
    if not moves:
        return None
    if moves[0] not in DUEL_MOVES:
        raise ValueError(", ".join(DUEL_MOVES))
    return Exchange(named[0] if named else views[0].id, moves[0])  # type: ignore[arg-type]


def duel_lines(views: Sequence[DuelView], language: str) -> list[str]:
    """The duels with what each move would mean."""
    lines: list[str] = []
    for view in views:
        lines += [f"[{view.id}]", *lines_of(view, language)]
    return lines
