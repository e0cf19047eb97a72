"""The futures of a game at the desk: what is done with them is kept on the disk, where there is one."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from game.branches import Branch, Tree
from game.desk import Desk, journal_bytes, lineage_of
from game.economy.dimensions import parse_month
from game.faults import Fault
from game.session import Session
from game.storage import trees
from game.storage.saves import gauges_of


class Futures:
    """A tree and its files; trouble with the disk is told as `problem` and loses nothing of the game."""

    def __init__(self, desk: Desk, session: Session) -> None:
        self.desk = desk
        self.problem = ""
        self.tree = Tree(session, self._sleeping(session), self._wake)

    @property
    def session(self) -> Session:
        return self.tree.session

    def _sleeping(self, session: Session) -> list[Branch]:
        """The other futures on the disk, by their headers alone; one of another level or with a bad header is none."""
        found = []
        folder = self.desk.folders.saves
        for saved, gone in trees.list_branches(folder, session.lineage.game) if folder is not None else ():
            header = saved.header
            if header is None or header.level_hash != session.level.content_hash:
                continue
            try:
                branch = Branch(lineage_of(header), parse_month(header.month), gone=gone)
            except (Fault, ValueError):
                continue
            branch.points = (gauges_of(saved.path) or ((),))[-1]
            found.append(branch)
        return found

    def _wake(self, number: int) -> Session:
        folder = self.desk.folders.saves
        if folder is None:
            raise KeyError(str(number))
        return self.desk.film(trees.branch_path(folder, self.session.lineage.game, number))

    def rewind(self, place: int, title: str = "", of: int = 0) -> Session:
        """Open a future at a place of the journal and play it; see `Tree.rewind` for what is raised."""
        before = self.session
        then = self.tree.rewind(place, title, of)
        self.keep(before)
        self.keep(then)
        return then

    def switch(self, number: int) -> Session:
        """Go on in another future; raises what `Tree.switch` does, and Fault for a file that cannot be used."""
        self.keep(self.session)
        then = self.tree.switch(number)
        self.keep(then)
        return then

    def rename(self, number: int, title: str) -> None:
        self.tree.rename(number, title)
        self.keep(self.tree.game_of(number))

    def delete(self, number: int) -> None:
        self.tree.delete(number)
        self._on_disk(lambda folder: trees.put_away(self._path(folder, number)))

    def bring_back(self) -> int:
        number = self.tree.bring_back()
        if number:
            self._on_disk(lambda folder: trees.bring_back(self._path(folder, number)))
        return number

    def keep(self, session: Session) -> None:
        """Write a future's journal."""
        self._on_disk(partial(_written, session))

    def keep_all(self) -> None:
        """Write all futures that are awake, where there is more than one."""
        for branch in self.tree.alive:
            if branch.session is not None and len(self.tree.alive) > 1:
                self.keep(branch.session)

    def _path(self, folder: Path, number: int) -> Path:
        return trees.branch_path(folder, self.session.lineage.game, number)

    def _on_disk(self, write: Callable[[Path], object]) -> None:
        self.problem = self.desk.guarded(write) if self.desk.owns_saves else ""


def _written(session: Session, folder: Path) -> None:
    trees.write_branch(folder, session.lineage.game, session.lineage.branch, journal_bytes(session))
