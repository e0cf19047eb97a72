"""Luck or skill in the transcript and on the command line: sentences, bars of characters, decisions."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from game.language import phrase
from game.session import Session
from game.views.luck import WORLDS, Bars, Luck, luck, luck_view

_HEIGHTS = " ▁▂▃▄▅▆▇█"


def weighed(session: Session, worlds: int = WORLDS, watch: Callable[[float], None] | None = None) -> Luck:
    """The worlds, waited for; `watch` is told the share that is done."""
    for step in luck(session, worlds):
        if isinstance(step, Luck):
            return step
        if watch is not None:
            watch(step)
    raise AssertionError("luck ends with the worlds")


def luck_lines(session: Session, made: Luck, language: str) -> Iterator[str]:
    """All that the worlds say."""
    view = luck_view(session, made, language)
    for one in view.bars:
        yield one.sentence
        yield f"  {one.standing}"
        yield from (f"  {line}" for line in _drawn(one, language))
    if view.decisions:
        yield phrase("luck.decisions", language)
    for line in view.decisions:
        yield f"  {line.mean:>6} {line.ends:>20}  {line.helped:>6}  {line.verdict_text}"
        yield f"         {line.date}  {line.words}"
    yield view.note


def _drawn(bars: Bars, language: str) -> Iterator[str]:
    """The bars as characters, yours above history's."""
    most = max(*bars.yours, *bars.history, 1)
    for name, counts in (("yours", bars.yours), ("history", bars.history)):
        drawn = "".join(_HEIGHTS[-(-count * (len(_HEIGHTS) - 1) // most)] for count in counts)
        yield f"{bars.low:7.1f} {drawn} {bars.high:.1f}  {phrase(name, language)}"
