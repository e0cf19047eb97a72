"""The futures of a game as a person reads them: rows on a time axis, and where the levers of two differ."""

from __future__ import annotations

from dataclasses import dataclass

from game.branches import Tree, parted_at
from game.language import month_text, phrase, plural
from game.rules.commands import Command
from game.session import Session
from game.views.debrief import Divergence, apart


@dataclass(frozen=True, slots=True)
class BranchRow:
    """One future; months are counted from January 1985."""

    number: int
    title: str
    parent: int
    left: int  # month in which it left its parent, or began
    month: int  # where it stands
    stands: str
    points: str  # overall to date
    parts: str  # share, price, leverage
    played: bool  # whether it is the one that is played


def branch_title(tree: Tree, number: int, language: str) -> str:
    """A future's name, or what it is called without one."""
    title = tree.branches[number].lineage.title
    if title:
        return title
    return phrase("branch.first", language) if number == 1 else phrase("branch.numbered", language, n=number)


def branch_rows(tree: Tree, language: str) -> tuple[BranchRow, ...]:
    """All futures that are there, each below the one it left."""
    level = tree.session.level
    rows = {}
    for branch in tree.alive:
        number = branch.lineage.branch
        parent, left = tree.parent_of(number)
        month, points = tree.month_of(number), tree.points_of(number)
        rows[number] = BranchRow(
            number,
            branch_title(tree, number, language),
            parent,
            max(left, level.start) if parent else level.start,
            month,
            month_text(min(month, level.end), language),
            f"{sum(points) / 3.0:.1f}" if len(points) == 3 else "–",
            "  ".join(f"{value:.0f}" for value in points),
            number == tree.current,
        )
    ordered: list[BranchRow] = []

    def add(parent: int) -> None:
        for row in rows.values():
            if row.parent == parent:
                ordered.append(row)
                add(row.number)

    add(0)
    return tuple(ordered)


def rewinds_text(session: Session, language: str) -> str:
    """How often time was turned back, or that it may not be."""
    parts = []
    if session.ironman:
        parts.append(phrase("ironman_broken" if session.rewinds else "ironman", language))
    elif session.level.rewind == "none":
        parts.append(phrase("rewind.level", language))
    if session.rewinds:
        parts.append(plural("class.rewinds", session.rewinds, language))
    return "; ".join(parts)


def differences(one: Session, other: Session, language: str) -> tuple[str, tuple[Divergence, ...]]:
    """From when to when two futures are compared, and the mean settings of the levers in which they differ."""
    level, place = one.level, parted_at(one, other)
    first = min(one.state_at(place).month, other.state_at(place).month)
    last = min(one.state.month, other.state.month)
    if last <= first:
        return phrase("branch.same_so_far", language), ()
    span = f"{month_text(first, language)} – {month_text(min(last - 1, level.end), language)}"
    return span, apart(level, dated(one), dated(other), (first, last), language)


def dated(session: Session) -> list[tuple[int, Command]]:
    """All commands, each with the month in which it was given."""
    return [(session.month_of(place), command) for place, command in enumerate(session.commands)]
