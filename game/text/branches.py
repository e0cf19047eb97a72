"""Time turned back in the transcript: rewind, the futures there are, their names, going over, comparing."""

from __future__ import annotations

from collections.abc import Iterator

from game.branches import CannotRewindError
from game.desk import Desk
from game.futures import Futures
from game.language import month_text, phrase
from game.session import Session
from game.storage.journal import LONGEST_TITLE
from game.views.branches import branch_rows, branch_title, differences, rewinds_text


class Teller:
    """The futures of one game in lines. They are written to the disk when the game is saved."""

    def __init__(self, session: Session, desk: Desk) -> None:
        self.futures = Futures(desk, session)

    @property
    def session(self) -> Session:
        return self.futures.session

    def rewind(self, words: list[str], language: str) -> Iterator[str]:
        """Back to the start of a turn, in a future of its own; raises ValueError and KeyError for no such turn."""
        place = self.session.stop_of_turn(int(words[0]))
        try:
            then = self.futures.tree.rewind(place, " ".join(words[1:])[:LONGEST_TITLE])
        except CannotRewindError as refused:
            yield phrase(refused.reason, language)
            return
        title = branch_title(self.futures.tree, then.lineage.branch, language)
        yield phrase("text.rewound", language, name=title, month=month_text(then.state.month, language))
        yield rewinds_text(then, language)

    def rows(self, words: list[str], language: str) -> Iterator[str]:
        """All futures, the one that is played marked; what is said with it does not matter."""
        for row in branch_rows(self.futures.tree, language):
            mark = "*" if row.played else " "
            left = month_text(row.left, language)
            parent = f"{row.parent}" if row.parent else "–"
            lived = f"{left} → {row.stands}  ({parent})"
            yield f"{mark} {row.number:3}  {row.points:>6}  [{row.parts}]  {lived}  {row.title}"
        told = rewinds_text(self.session, language)
        if told:
            yield told

    def name(self, words: list[str], language: str) -> Iterator[str]:
        """Name the future that is played."""
        self.futures.tree.rename(self.session.lineage.branch, " ".join(words)[:LONGEST_TITLE])
        yield from self.rows([], language)

    def number(self, words: list[str], language: str) -> int:
        """The future meant by its number or name; raises KeyError for none."""
        wanted = " ".join(words)
        for row in branch_rows(self.futures.tree, language):
            if wanted in (str(row.number), row.title):
                return row.number
        raise KeyError(wanted)

    def switch(self, words: list[str], language: str) -> Iterator[str]:
        try:
            self.futures.tree.switch(self.number(words, language))
        except CannotRewindError as refused:
            yield phrase(refused.reason, language)
            return
        yield from self.rows([], language)

    def compare(self, words: list[str], language: str) -> Iterator[str]:
        """The future that is played beside another."""
        number = self.number(words, language)
        span, found = differences(self.session, self.futures.tree.game_of(number), language)
        yield span
        for one in found:
            yield f"{one.title:40} {one.yours:>16} {one.history:>16}"

    def drop(self, words: list[str], language: str) -> Iterator[str]:
        """Delete a future; without a name bring the last one back."""
        if words:
            self.futures.delete(self.number(words, language))
        else:
            self.futures.bring_back()
        yield from self.rows([], language)
