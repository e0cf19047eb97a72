"""The futures of one game: rewinding opens one beside those there are; nothing lived through is lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from game.session import Lineage, Session


class CannotRewindError(Exception):
    """Time may not be turned back; `reason` is a message id."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(slots=True)
class Branch:
    """One future; its session is None while it sleeps on the disk."""

    lineage: Lineage
    month: int  # where it stands
    points: tuple[float, ...] = ()  # share, price, leverage to date as its journal claims them
    session: Session | None = None
    gone: bool = False  # deleted, and not yet forgotten


@dataclass(frozen=True, slots=True)
class Known:
    """What a save's header tells of one future of a game."""

    lineage: Lineage
    month: int
    rewinds: int


class Tree:
    """All futures of a game; one of them is played."""

    def __init__(
        self, session: Session, sleeping: Iterable[Branch] = (), wake: Callable[[int], Session] | None = None
    ) -> None:
        self.branches = {branch.lineage.branch: branch for branch in sleeping}
        self.current = session.lineage.branch
        self.branches[self.current] = Branch(session.lineage, session.state.month, session=session)
        self._wake = wake
        self._deleted: list[int] = [number for number, branch in self.branches.items() if branch.gone]

    @property
    def session(self) -> Session:
        """The game of the future that is played."""
        return self.game_of(self.current)

    @property
    def alive(self) -> tuple[Branch, ...]:
        """All futures that were not deleted, in the order in which they were opened."""
        return tuple(self.branches[number] for number in sorted(self.branches) if not self.branches[number].gone)

    def game_of(self, number: int) -> Session:
        """The game of a future, woken where it sleeps.

        Raises KeyError for an unknown one, and whatever its waking raises.
        """
        branch = self.branches[number]
        if branch.session is None:
            if self._wake is None:
                raise KeyError(str(number))
            branch.session = self._wake(number)
        return branch.session

    def month_of(self, number: int) -> int:
        """Where a future stands."""
        branch = self.branches[number]
        return branch.month if branch.session is None else branch.session.state.month

    def points_of(self, number: int) -> tuple[float, ...]:
        """Share, price and leverage to date; empty where neither game nor journal says."""
        branch = self.branches[number]
        if branch.session is None or not branch.session.months:
            return branch.points
        return tuple(line.points for line in branch.session.score().headlines())

    def parent_of(self, number: int) -> tuple[int, int]:
        """The nearest future still there that this one left, 0 for none, and the month in which they parted."""
        lineage = self.branches[number].lineage
        left = lineage.left
        while lineage.parent in self.branches and self.branches[lineage.parent].gone:
            lineage = self.branches[lineage.parent].lineage
            left = min(left, lineage.left) if lineage.parent else left
        return (lineage.parent if lineage.parent in self.branches else 0), left

    def seen_besides(self, number: int) -> int:
        """The first month that no other future has lived through; 0 without others."""
        return max((self.month_of(other) for other in self.branches if other != number), default=0)

    def rewind(self, place: int, title: str = "", of: int = 0) -> Session:
        """Open a future that shares the first `place` commands with another, or the one played, and play it.

        Raises CannotRewindError where level or player forbid it, or nothing lies behind that place.
        """
        now, base = self.session, self.game_of(of or self.current)
        if not now.may_rewind:
            raise CannotRewindError("rewind.ironman" if now.ironman else "rewind.level")
        if not 0 <= place < len(base.commands):
            raise CannotRewindError("rewind.nothing")
        then = base.until(place)
        number = max(self.branches) + 1
        then.rewinds = max(now.rewinds, base.rewinds) + 1
        then.lineage = Lineage(now.lineage.game, number, title, base.lineage.branch, then.state.month)
        self.branches[number] = Branch(then.lineage, then.state.month, session=then)
        self.current = number
        then.seen = self.seen_besides(number)
        return then

    def switch(self, number: int) -> Session:
        """Go on in another future; one that stands further back turns time back.

        Raises KeyError for one that is not there, CannotRewindError where time may not be turned back.
        """
        if number not in self.branches or self.branches[number].gone:
            raise KeyError(str(number))
        before, then = self.session, self.game_of(number)
        back = then.state.month < before.state.month
        if back and not then.may_rewind:
            raise CannotRewindError("rewind.ironman" if then.ironman else "rewind.level")
        then.rewinds = max(before.rewinds, then.rewinds) + back
        self.current = number
        then.seen = self.seen_besides(number)
        return then

    def rename(self, number: int, title: str) -> None:
        branch = self.branches[number]
        branch.lineage = replace(branch.lineage, title=title)
        if branch.session is not None:
            branch.session.lineage = replace(branch.session.lineage, title=title)

    def delete(self, number: int) -> None:
        """Put a future away; the one played cannot be.

        Raises KeyError for the one played or one that is not there.
        """
        if number == self.current or self.branches[number].gone:
            raise KeyError(str(number))
        self.branches[number].gone = True
        self._deleted.append(number)

    @property
    def deleted(self) -> int:
        """The future deleted last, 0 for none."""
        return self._deleted[-1] if self._deleted else 0

    def bring_back(self) -> int:
        """Undo the last deletion; which future came back, 0 for none."""
        if not self._deleted:
            return 0
        number = self._deleted.pop()
        self.branches[number].gone = False
        return number


def taken_over(session: Session, place: int, game: str) -> Session:
    """A game of one's own that goes on where a run stood after its first `place` commands.

    What lies ahead there has been seen, so it counts as time turned back. Raises CannotRewindError where the level
    forbids that.
    """
    if session.level.rewind == "none":
        raise CannotRewindError("rewind.level")
    then = session.until(place)
    then.rewinds, then.ironman = session.rewinds + 1, False
    then.lineage, then.seen = Lineage(game), max(session.state.month, session.seen)
    return then


def parted_at(one: Session, other: Session) -> int:
    """How many commands two games share."""
    place = 0
    for mine, theirs in zip(one.commands, other.commands, strict=False):
        if mine != theirs:
            break
        place += 1
    return place


def resumed(session: Session, known: Sequence[Known]) -> Session:
    """A loaded game, after what the other saves of the same game tell: one that is behind them turned time back.

    It then goes on as a future of its own, so that what lies ahead of it elsewhere is not overwritten.
    """
    mine = session.lineage
    others = [one for one in known if mine.game and one.lineage.game == mine.game]
    session.rewinds = max([session.rewinds, *(one.rewinds for one in others)])
    further = [one.month for one in others if one.lineage.branch == mine.branch and one.month > session.state.month]
    if further:
        session.rewinds += 1
        number = max(one.lineage.branch for one in others) + 1
        month = session.state.month
        session.lineage = Lineage(mine.game, number, "", mine.branch, month)
        session.seen = max(one.month for one in others)
    return session
