"""Why the two ways of a class's gravest fork came out apart: a typical run of each explained against history's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from game.analysis.attribution import Ledger, expand, explain, whole
from game.hand_in import verified
from game.language import phrase
from game.reports.book import Sheet
from game.reports.class_table import tables
from game.reports.class_table.compare import FIGURES, MOST_FORKS, Comparison, Fork, Side, lever_forks
from game.reports.class_table.folder import found_again
from game.reports.class_table.scoring import Row
from game.views.why import Part, WhyView, brief, why_view


@dataclass(frozen=True, slots=True)
class Explained:
    """A run that stands for one way of a class, and what made its score differ from history's."""

    row: Row
    side: Side | None  # None where the class did not part
    view: WhyView
    own: float | None  # points that the fork's lever alone made, against history's setting of it


@dataclass(frozen=True, slots=True)
class Parting:
    """The fork whose own effect differed most between its ways; without any fork, the best run alone."""

    fork: Fork | None
    figure: str
    ends: tuple[Explained, ...]  # the way that did best first


class Inquiry:
    """A class's runs explained one by one as they are asked for; each is played again only once."""

    def __init__(self, found: Comparison, folder: Path) -> None:
        self.found, self.folder = found, folder
        self._ledgers: dict[str, Ledger] = {}
        self._inner: dict[tuple[str, str], Ledger | None] = {}

    def ledger(self, row: Row) -> Ledger:
        """What the run did otherwise than history.

        Raises Fault when the hand-in is no longer in the folder.
        """
        if row.source not in self._ledgers:
            session = verified(found_again(self.folder, row.source), self.found.level).session
            self._ledgers[row.source] = whole(explain(session, "history"))
        return self._ledgers[row.source]

    def inner(self, row: Row, lever_id: str) -> Ledger | None:
        """The levers of one lever's group; None where the run differs from history in fewer than two of them."""
        key = row.source, f"group:{self.found.level.lever(lever_id).group}"
        if key not in self._inner:
            ledger = self.ledger(row)
            known = any(cause.id == key[1] for cause in ledger.causes)
            steps = expand(ledger, key[1]) if known else iter(())
            self._inner[key] = next((step for step in steps if isinstance(step, Ledger)), None)
        return self._inner[key]

    def own_effect(self, row: Row, lever_id: str, figure: str) -> float:
        """Points of a figure that one lever made, against history's setting of it."""
        inner = self.inner(row, lever_id)
        ledger, wanted = (inner, f"lever:{lever_id}") if inner is not None else (self.ledger(row), "")
        for cause, points in ledger.explain(figure).parts:
            if cause.id == wanted or cause.atoms == frozenset({f"lever:{lever_id}"}):
                return points
        return 0.0


def parting(found: Comparison, folder: Path, language: str) -> Parting | None:
    """The gravest fork explained; None for a class without a finished run.

    Raises Fault when a hand-in is no longer in the folder.
    """
    if not found.rows:
        return None
    inquiry = Inquiry(found, folder)
    fork, figure = _gravest(inquiry)
    if fork is None:
        view = why_view(inquiry.ledger(found.rows[0]), figure, language)
        return Parting(None, figure, (Explained(found.rows[0], None, view, None),))
    sides = sorted(fork.sides, key=lambda side: -side.scores[figure])
    return Parting(fork, figure, tuple(_end(inquiry, fork, side, figure, language) for side in (sides[0], sides[-1])))


def _end(inquiry: Inquiry, fork: Fork, side: Side, figure: str, language: str) -> Explained:
    """One way's typical run; the group of the fork's lever is told lever by lever."""
    row = typical(inquiry.found, side)
    ledger = inquiry.ledger(row)
    if fork.kind != "lever":
        return Explained(row, side, why_view(ledger, figure, language), None)
    inner = inquiry.inner(row, fork.id)
    opened = f"group:{inquiry.found.level.lever(fork.id).group}" if inner is not None else ""
    view = why_view(ledger, figure, language, inner, opened)
    shown = (part.value for part in view.parts if part.id == f"lever:{fork.id}")
    return Explained(row, side, view, next(shown, inquiry.own_effect(row, fork.id, figure)))


def _gravest(inquiry: Inquiry) -> tuple[Fork | None, str]:
    """The lever whose own effect on a figure differs most between the typical runs of its two ways, and the figure.

    Scores alone would not do: one answer to a card often only tells who also held a lever elsewhere. Cards come in
    where no lever divides the class, by the points of their ways.
    """
    found = inquiry.found
    weighed = []
    for fork in lever_forks(found.level, found.rows)[:MOST_FORKS]:
        rows = [typical(found, side) for side in fork.sides]
        for name in FIGURES[1:]:
            effects = [inquiry.own_effect(row, fork.id, name) for row in rows]
            weighed.append((max(effects) - min(effects), fork, name))
    if not weighed:
        for fork in found.forks:
            for name in FIGURES[1:]:
                points = [side.scores[name] for side in fork.sides]
                weighed.append((max(points) - min(points), fork, name))
    if not weighed:
        return None, FIGURES[0]
    _, gravest, figure = max(weighed, key=lambda one: one[0])  # of equals the first: forks are in order
    return gravest, figure


def typical(found: Comparison, side: Side) -> Row:
    """The run of one way that lies nearest to the way's mean score."""
    rows = [row for row in found.rows if row.source in side.sources]
    return min(rows, key=lambda row: (abs(row.scores["overall"] - side.scores["overall"]), row.source))


def causes_sheet(found: Comparison, fork: Fork | None, one: Explained, language: str) -> Sheet:
    """The three largest causes and everything else, which sum to the whole difference from history."""
    rows = [(cause_words(found, part, language), part.text) for part in brief(one.view, language)]
    rows.append((phrase("why.total", language), one.view.change_text))
    values = {"figure": one.view.title, "points": one.view.after}
    if fork is None or one.side is None:
        note = phrase("pack.causes_alone", language, **values)
    else:
        note = phrase("pack.causes_of", language, way=tables.way_title(found, fork, one.side, language), **values)
    columns = (phrase("column.cause", language), phrase("unit.points", language))
    return Sheet(tables.shown_name(one.row), note, columns, tuple(rows), 1, len(rows) - 1)


def cause_words(found: Comparison, part: Part, language: str) -> str:
    """A cause as it is told of somebody else's run."""
    kind, _, name = part.id.partition(":")
    if kind == "group":
        return phrase("pack.orders", language, group=phrase(f"group.{name}", language))
    if kind == "lever":
        return found.level.lever(name).title.in_language(language)
    return part.title
