"""The worksheet's tasks about a class's own runs, each with the answer that its figures give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from game.language import listing, month_text, number, percent, phrase, run_on
from game.reports.book import Sheet
from game.reports.class_table import tables
from game.reports.class_table.causes import Explained, cause_words
from game.reports.class_table.compare import Comparison, Fork, Side, without_mean
from game.reports.class_table.scoring import Row
from game.reports.debrief_pack import past
from game.reports.debrief_pack.evidence import Group
from game.reports.debrief_pack.sayings import BLACK, MINING, PRICE, course, ends, move_words, price_words
from game.views import sentences
from game.views.rounding import rounded
from game.views.why import brief, signed


@dataclass(frozen=True, slots=True)
class Task:
    """A question, room for so many lines, and its answer."""

    question: str
    lines: int
    answer: str


def tasks(group: Group, language: str) -> tuple[Task, ...]:
    """From reading a curve to carrying the lesson elsewhere."""
    found = group.found
    return (
        *_prices(found, language),
        *_lever(group, language),
        *_causes(group, language),
        *_shares(found, language),
        *_history(found, language),
    )


def figures_sheet(found: Comparison, language: str) -> Sheet:
    """The class in figures, history last: what the tasks are worked out from."""
    columns = [phrase("class.team", language), phrase("pack.price_first", language)]
    columns += [phrase(f"pack.{name}", language) for name in ("price_most", "share_first", "share_last")]
    columns += [phrase(f"pack.{name}", language) for name in ("black_first", "black_last")]
    columns.append(tables.figure_title("overall", language))
    rows = [_figures(found, row, tables.shown_name(row), language) for row in found.rows]
    rows.append(_figures(found, found.history, phrase("history", language), language))
    title, note = phrase("pack.class_figures", language), phrase("pack.class_figures_note", language)
    return Sheet(title, note, tuple(columns), tuple(rows), 1, len(rows) - 1)


def _figures(found: Comparison, row: Row, name: str, language: str) -> tuple[str, ...]:
    price, mined, black = (course(found, row, one) for one in (PRICE, MINING, BLACK))
    return (
        name,
        number(price.first, 0, language),
        f"{number(price.most, 0, language)} ({month_text(price.month_of_most, language)})",
        percent(mined.first, 1, language),
        percent(mined.last, 1, language),
        number(12.0 * black.first, 0, language),
        number(12.0 * black.last, 0, language),
        number(row.scores["overall"], 1, language),
    )


def _prices(found: Comparison, language: str) -> Iterator[Task]:
    own = price_words(found, found.history, language)
    yield Task(phrase("pack.task.price", language), 2, phrase("pack.answer.price", language, price=own))
    if len(found.rows) > 1:
        row, _ = ends(found, found.rows, PRICE, by_times=True)
    else:
        row = found.rows[0]
    price = course(found, row, PRICE)
    moves = [move for move in row.moves if move.month <= price.month_of_most]
    told = listing([move_words(found.level, move, language) for move in moves[-4:]], language)
    values = {"team": tables.shown_name(row), "price": price_words(found, row, language)}
    answer = phrase("pack.answer.orders" if told else "pack.answer.no_orders", language, moves=told, **values)
    yield Task(phrase("pack.task.orders", language), 4, answer)


def _lever(group: Group, language: str) -> Iterator[Task]:
    """What the gravest fork shows, and why it need not be the cause."""
    found, parting = group.found, group.parting
    if parting is None or parting.fork is None:
        return
    fork, figure = parting.fork, parting.figure
    best, worst = (one.side for one in parting.ends)
    assert best is not None
    assert worst is not None
    values = {
        "fork": tables.fork_title(found, fork, language),
        "figure": tables.figure_title(figure, language),
        "best": tables.way_title(found, fork, best, language),
        "worst": tables.way_title(found, fork, worst, language),
        "n": len(best.sources),
        "m": len(worst.sources),
    }
    points = {
        "most": number(best.scores[figure], 1, language),
        "least": number(worst.scores[figure], 1, language),
        "gap": number(rounded(best.scores[figure], 1) - rounded(worst.scores[figure], 1), 1, language),
    }
    other = _other_lever(found, fork, best, worst, language)
    yield Task(
        phrase("pack.task.fork", language, **values), 3, phrase("pack.answer.fork", language, **values, **points)
    )
    yield Task(
        phrase("pack.task.doubt", language, **values),
        3,
        run_on([phrase("pack.answer.doubt", language), *([other] if other else [])], language),
    )


def _other_lever(found: Comparison, fork: Fork, best: Side, worst: Side, language: str) -> str:
    """The lever, other than the fork's, in which its two ends differ most on average."""
    widest, words = 0.0, ""
    for use in found.levers:
        lever = found.level.lever(use.lever)
        if lever.id == fork.id or without_mean(lever):
            continue
        means = [_mean_setting(found, side, lever.id) for side in (best, worst)]
        apart = abs(means[0] - means[1]) / ((lever.maximum - lever.minimum) or 1.0)
        if apart > widest:
            one, other = (sentences.setting(lever, mean, language) for mean in means)
            title = lever.title.in_language(language)
            widest, words = apart, phrase("pack.answer.other", language, lever=title, one=one, other=other)
    return words


def _mean_setting(found: Comparison, side: Side, lever_id: str) -> float:
    total = 0.0
    for row in found.rows:
        if row.source in side.sources:
            total += row.held[lever_id].mean
    return total / len(side.sources)


def _causes(group: Group, language: str) -> Iterator[Task]:
    """A sum with one part missing."""
    if group.parting is None:
        return
    for one in group.parting.ends:
        parts = brief(one.view, language)
        if len(parts) < 2:
            continue
        named = [
            phrase("why.named", language, cause=cause_words(group.found, part, language), n=part.text)
            for part in parts[:-1]
        ]
        values = {"team": tables.shown_name(one.row), "figure": one.view.title, "change": one.view.change_text}
        question = phrase(
            "pack.task.causes",
            language,
            parts=phrase("why.joined", language).join(named),
            after=one.view.after,
            **values,
        )
        missing = cause_words(group.found, parts[-1], language)
        answer = phrase("pack.answer.causes", language, cause=missing, n=parts[-1].text, sum=_sum(one, language))
        yield Task(question, 2, answer)


def _sum(one: Explained, language: str) -> str:
    parts = brief(one.view, language)
    shown = signed(rounded(sum(part.value for part in parts), 1), 1, language)
    return f"{' '.join(part.text for part in parts)} = {shown}"


def _shares(found: Comparison, language: str) -> Iterator[Task]:
    rows: Sequence[Row] = found.rows if len(found.rows) > 1 else (*found.rows, found.history)
    names = {row.source: tables.shown_name(row) for row in found.rows} | {"history": phrase("history", language)}
    most, least = ends(found, rows, MINING)
    points = []
    for row in (most, least):
        mined = course(found, row, MINING)
        change = rounded(100.0 * mined.last, 1) - rounded(100.0 * mined.first, 1)
        points.append(
            phrase(
                "pack.answer.share_of",
                language,
                team=names.get(row.source, tables.shown_name(row)),
                first=mined.said(mined.first, language),
                last=mined.said(mined.last, language),
                change=signed(rounded(change, 1), 1, language),
            )
        )
    yield Task(phrase("pack.task.share", language), 3, run_on(points, language))
    grew = [row for row in found.rows if course(found, row, BLACK).last > course(found, row, BLACK).first]
    one = course(found, found.history, BLACK)
    values = {"n": len(grew), "count": len(found.rows), "first": one.said(one.first, language)}
    yield Task(
        phrase("pack.task.black", language),
        3,
        phrase("pack.answer.black", language, last=one.said(one.last, language), **values),
    )
    row = found.rows[0]
    points_won = rounded(row.scores["overall"], 1)
    values = {"team": tables.shown_name(row), "points": number(points_won, 1, language)}
    yield Task(
        phrase("pack.task.score", language, **values),
        2,
        phrase("pack.answer.score", language, off=signed(rounded(points_won - 100.0, 1), 1, language), **values),
    )


def _history(found: Comparison, language: str) -> Iterator[Task]:
    told = [
        phrase(
            "pack.cited",
            language,
            words=move_words(found.level, move, language),
            source=past.source_words(source, language),
        )
        for move, source in past.history_moves(found.level)[:3]
    ]
    if told:
        yield Task(phrase("pack.task.history", language), 3, run_on(told, language))
    yield Task(phrase("pack.task.limits", language), 4, run_on(past.limits(language)[:5], language))
    yield Task(phrase("pack.task.transfer", language), 5, phrase("pack.answer.transfer", language))
