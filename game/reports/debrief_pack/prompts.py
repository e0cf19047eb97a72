"""Questions to a class, filled with its own figures."""

from __future__ import annotations

from collections import Counter

from game.language import listing, month_text, number, phrase, plural
from game.reports.class_table import tables
from game.reports.class_table.causes import cause_words
from game.reports.class_table.compare import Comparison, Fork
from game.reports.class_table.scoring import Row
from game.reports.curves import QUARTER
from game.reports.debrief_pack import past
from game.reports.debrief_pack.evidence import Group
from game.reports.debrief_pack.sayings import BLACK, MINING, PRICE, course, ends, move_words, price_words, team_words
from game.views.rounding import rounded
from game.views.why import brief, signed


def feelings(found: Comparison, language: str) -> tuple[str, ...]:
    """How it felt, before any figure is judged."""
    lines = [phrase("pack.feel.word", language)]
    month, orders = busiest(found)
    if orders:
        when = month_text(month, language)
        lines.append(plural("pack.feel.busiest", orders, language, month=when))
    card = next((fork for fork in found.forks if fork.kind == "card"), None)
    if card is not None:
        title = tables.fork_title(found, card, language)
        lines.append(phrase("pack.feel.card", language, card=title, ways=_ways(found, card, language)))
    turned = sum(row.rewinds > 0 for row in found.rows)
    if turned:
        lines.append(plural("pack.feel.rewinds", turned, language))
    removed = sum(row.ending == "removed" for row in found.rows)
    if removed:
        lines.append(plural("pack.feel.removed", removed, language))
    lines.append(phrase("pack.feel.proud", language))
    return tuple(lines)


def busiest(found: Comparison) -> tuple[int, int]:
    """The first month of the quarter in which the class moved most levers, and how many."""
    counts = Counter((move.month - found.level.start) // QUARTER for row in found.rows for move in row.moves)
    quarter = max(sorted(counts), key=lambda one: counts[one], default=0)
    return found.level.start + quarter * QUARTER, counts[quarter]


def _ways(found: Comparison, fork: Fork, language: str) -> str:
    told = [
        phrase("pack.way_count", language, way=tables.way_title(found, fork, side, language), n=len(side.sources))
        for side in fork.sides
    ]
    return listing(told, language)


def happened(found: Comparison, language: str) -> tuple[str, ...]:
    """Two runs far apart, and what each expected."""
    if len(found.rows) == 1:
        row = found.rows[0]
        own = price_words(found, found.history, language)
        lines = [phrase("pack.ask.alone", language, team=team_words(found, row, language), history=own)]
    else:
        most, least = ends(found, found.rows, PRICE, by_times=True)
        pair = {"one": team_words(found, most, language), "other": team_words(found, least, language)}
        lines = [phrase("pack.ask.expect", language, **pair)]
        most, least = ends(found, found.rows, BLACK)
        told = {"one": went(found, most, BLACK, language), "other": went(found, least, BLACK, language)}
        lines.append(phrase("pack.ask.black", language, **told))
    best = found.rows[0]
    mined = course(found, best, MINING)
    lines.append(
        phrase(
            "pack.ask.best",
            language,
            team=tables.shown_name(best),
            points=number(best.scores["overall"], 1, language),
            first=mined.said(mined.first, language),
            last=mined.said(mined.last, language),
        )
    )
    return tuple(lines)


def went(found: Comparison, row: Row, name: str, language: str) -> str:
    """A team, and a figure from its first quarter to its last."""
    one = course(found, row, name)
    return phrase(
        "pack.went",
        language,
        team=tables.shown_name(row),
        first=one.said(one.first, language),
        last=one.said(one.last, language),
    )


def own_effects(group: Group, language: str) -> str:
    """What the gravest fork's lever made alone, on each way."""
    parting = group.parting
    if parting is None or parting.fork is None or parting.fork.kind != "lever":
        return ""
    told = [
        phrase("why.named", language, cause=tables.shown_name(one.row), n=signed(rounded(one.own, 1), 1, language))
        for one in parting.ends
        if one.own is not None
    ]
    values = {
        "lever": tables.fork_title(group.found, parting.fork, language),
        "figure": tables.figure_title(parting.figure, language),
    }
    return phrase("pack.own", language, effects=phrase("why.joined", language).join(told), **values)


def why(group: Group, language: str) -> tuple[str, ...]:
    """The measured causes held against what the teams meant to do."""
    found, parting = group.found, group.parting
    lines = []
    for one in parting.ends if parting is not None else ():
        parts = brief(one.view, language)
        values = {"team": tables.shown_name(one.row), "figure": one.view.title, "points": one.view.after}
        if not parts:
            lines.append(phrase("pack.ask.no_cause", language, **values))
            continue
        cause = cause_words(found, parts[0], language)
        lines.append(
            phrase("pack.ask.cause", language, change=one.view.change_text, cause=cause, n=parts[0].text, **values)
        )
    lines.append(phrase("pack.ask.other_cause", language))
    return tuple(lines)


def really(found: Comparison, language: str) -> tuple[str, ...]:
    """History's boldest orders held against the class's."""
    lines = []
    ranges = [one for one in past.history_moves(found.level) if not found.level.lever(one[0].lever).choices]
    for move, source in ranges[:2]:
        lever = found.level.lever(move.lever)
        below = sum(row.held[lever.id].mean < found.history.held[lever.id].mean for row in found.rows)
        lines.append(
            phrase(
                "pack.ask.history",
                language,
                move=move_words(found.level, move, language),
                source=past.source_words(source, language),
                lever=lever.title.in_language(language),
                n=below,
                count=len(found.rows),
            )
        )
    lines.append(phrase("pack.ask.history_price", language, price=price_words(found, found.history, language)))
    lines.append(phrase("pack.ask.knew", language))
    return tuple(lines)


def unrealistic(found: Comparison, language: str) -> tuple[str, ...]:
    """Which of the gaps could have helped whom."""
    best = found.rows[0]
    values = {"team": tables.shown_name(best), "points": number(best.scores["overall"], 1, language)}
    return (phrase("pack.ask.favoured", language, **values), phrase("pack.ask.hindsight", language))


def transfer(found: Comparison, language: str) -> tuple[str, ...]:
    """From the class's own result to other goods and other times."""
    lines = []
    question = found.level.about.question
    if question is not None:
        lines.append(question.in_language(language))
    lost = [row for row in found.rows if course(found, row, MINING).last < course(found, row, MINING).first]
    dearer = [row for row in lost if course(found, row, PRICE).last > course(found, row, PRICE).first]
    values = {"n": len(dearer), "count": len(found.rows)}
    lines.append(phrase("pack.ask.later", language, **values))
    above = sum(row.scores["overall"] > 100.0 for row in found.rows)
    lines.append(phrase("pack.ask.beat", language, n=above, count=len(found.rows)))
    lines.append(phrase("pack.ask.elsewhere", language))
    lines.append(phrase("pack.ask.buyer", language))
    return tuple(lines)
