"""A class's tables in words: each a heading, a note, columns and rows, written alike on a page and in a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from game.faults import visible
from game.language import listing, phrase, plural
from game.reports.book import Sheet
from game.reports.class_table.compare import FIGURES, Comparison, Fork, Side, without_mean
from game.reports.class_table.scoring import Row
from game.rules.level import Level
from game.told import told
from game.views import sentences

MOST_NAMES = 12
_MOST_LEVERS, _MOST_CARDS = 6, 6
_NAME = 48  # characters of a name that are shown


def shown_name(row: Row) -> str:
    return visible(row.name, _NAME)


def figure_title(name: str, language: str) -> str:
    return phrase("overall", language) if name == "overall" else phrase(f"headline.{name}", language)


def ranking(found: Comparison, twins: Mapping[str, str], language: str) -> Sheet:
    """Finished runs, best first, with the rank by each figure behind its points; history's run in its place."""
    rows = [_ranked(found, row, twins, language) for row in found.rows]
    above = sum(row.scores["overall"] > found.history.scores["overall"] for row in found.rows)
    own = ["–", phrase("history", language), *(f"{found.history.scores[name]:.1f}" for name in FIGURES)]
    rows.insert(above, (*own, "", ""))
    columns = ("#", phrase("class.team", language), *(figure_title(name, language) for name in FIGURES))
    return Sheet(
        phrase("class.ranking", language),
        phrase("class.ranking_note", language),
        (*columns, phrase("class.ending", language), phrase("class.notes", language)),
        tuple(rows),
        2,
        above,
        2 + len(FIGURES),
    )


def _ranked(found: Comparison, row: Row, twins: Mapping[str, str], language: str) -> tuple[str, ...]:
    points = [f"{row.scores[name]:.1f} ({found.ranks[name][row.source]})" for name in FIGURES]
    rank = str(found.ranks["overall"][row.source])
    ending = phrase(f"verdict_{row.ending}", language)
    return (rank, shown_name(row), *points, ending, notes(row, twins, language))


def notes(row: Row, twins: Mapping[str, str], language: str) -> str:
    """What a teacher should know of a run."""
    found = []
    if row.source in twins:
        found.append(phrase("class.same_as", language, name=visible(twins[row.source], _NAME)))
    if row.problem is not None:
        found.append(told(row.problem, language))
        if row.claimed is not None:
            claimed, made = f"{row.claimed:.2f}", f"{row.scores['overall']:.2f}"
            found.append(phrase("class.claimed", language, claimed=claimed, made=made))
    if row.ironman:
        found.append(phrase("ironman_broken" if row.rewinds else "ironman", language))
    if row.rewinds:
        found.append(plural("class.rewinds", row.rewinds, language))
    return "; ".join(found)


def refusals(rows: Sequence[Row], language: str) -> Sheet:
    """Hand-ins that could not be replayed, and why."""
    lines = tuple(
        (shown_name(row), told(row.problem, language), str(row.exit)) for row in rows if row.problem is not None
    )
    columns = tuple(phrase(f"class.{name}", language) for name in ("team", "why_not", "exit"))
    return Sheet(phrase("class.refused", language), phrase("class.refused_note", language), columns, lines, 2)


def unfinished(found: Comparison, language: str) -> Sheet:
    """Runs that are not over, with their figures to date."""
    lines = tuple(
        (
            shown_name(row),
            sentences.month_named(row.month, language),
            *(f"{row.scores[name]:.1f}" for name in FIGURES),
        )
        for row in found.unfinished
    )
    columns: tuple[str, ...] = (phrase("class.team", language), phrase("class.until", language))
    columns += tuple(figure_title(name, language) for name in FIGURES)
    return Sheet(phrase("class.unfinished", language), phrase("class.unfinished_note", language), columns, lines, 2)


def lever_table(found: Comparison, language: str) -> Sheet:
    """Every lever that somebody moved: by how many, and the lowest, mean and highest of the teams' mean settings."""
    rows = []
    for use in sorted(found.levers, key=lambda use: (-use.teams, -use.orders, use.lever)):
        if use.teams:
            lever = found.level.lever(use.lever)
            values = [sentences.setting(lever, value, language) for value in (use.low, use.mean, use.high, use.history)]
            if without_mean(lever):
                values[1] = "–"
            rows.append((lever.title.in_language(language), str(use.teams), str(use.orders), *values))
    names = ("lever", "teams", "orders", "lowest", "mean", "highest")
    columns = (*(phrase(f"class.{name}", language) for name in names), phrase("history", language))
    return Sheet(phrase("class.levers", language), phrase("class.levers_note", language), columns, tuple(rows))


def untouched(found: Comparison, language: str) -> str:
    """The levers that nobody moved though they were open."""
    still = [use.lever for use in found.levers if not use.teams and use.lever not in found.level.access]
    names = [found.level.lever(lever_id).title.in_language(language) for lever_id in still]
    return phrase("class.untouched", language, levers=listing(names, language)) if names else ""


def fork_table(found: Comparison, fork: Fork, language: str) -> Sheet:
    """The two or more ways of a class at a fork, with their teams and mean scores."""
    title, ways = _fork_words(found.level, fork, language)
    rows = tuple(
        (
            way,
            _names(side, language),
            *(f"{side.scores[name]:.1f}" for name in FIGURES),
        )
        for way, side in zip(ways, fork.sides, strict=True)
    )
    columns: tuple[str, ...] = (phrase("class.way", language), phrase("class.team", language))
    columns += tuple(figure_title(name, language) for name in FIGURES)
    return Sheet(title, fork_sentence(found, fork, language), columns, rows, 2)


def fork_sentence(found: Comparison, fork: Fork, language: str) -> str:
    """What came of a fork: the figure in which its ways ended furthest apart."""
    _, ways = _fork_words(found.level, fork, language)
    gaps = {}
    for name in FIGURES[1:]:
        points = [side.scores[name] for side in fork.sides]
        gaps[name] = max(points) - min(points)
    name = max(gaps, key=lambda one: gaps[one])
    points = [side.scores[name] for side in fork.sides]
    best, worst = points.index(max(points)), points.index(min(points))
    return phrase(
        "class.fork_sentence",
        language,
        figure=figure_title(name, language),
        best=ways[best],
        worst=ways[worst],
        most=f"{points[best]:.1f}",
        least=f"{points[worst]:.1f}",
    )


def _fork_words(level: Level, fork: Fork, language: str) -> tuple[str, list[str]]:
    if fork.kind == "lever":
        lever = level.lever(fork.id)
        limit = sentences.setting(lever, fork.limit, language)
        ways = [phrase(f"class.held_{side.option}", language, limit=limit) for side in fork.sides]
        return lever.title.in_language(language), ways
    card = level.card(fork.id)
    titles = {option.id: option.title.in_language(language) for option in card.options}
    return card.title.in_language(language), [titles[side.option] for side in fork.sides]


def fork_title(found: Comparison, fork: Fork, language: str) -> str:
    return _fork_words(found.level, fork, language)[0]


def way_title(found: Comparison, fork: Fork, side: Side, language: str) -> str:
    """One way of a fork in words."""
    return _fork_words(found.level, fork, language)[1][fork.sides.index(side)]


def _names(side: Side, language: str) -> str:
    shown = [visible(name, _NAME) for name in side.names[:MOST_NAMES]]
    rest = len(side.names) - len(shown)
    words = f"{len(side.names)}: {listing(shown, language)}"
    return f"{words} … (+{rest})" if rest else words


def team_line(found: Comparison, row: Row, twins: Mapping[str, str], language: str) -> str:
    """How a team's run ended and what should be known of it, as one line."""
    level = found.level.title.in_language(language)
    parts = [level, phrase(f"verdict_{row.ending}", language), visible(row.source, 120)]
    return "  ·  ".join(part for part in (*parts, notes(row, twins, language)) if part)


def team_levers(found: Comparison, row: Row, language: str) -> Sheet:
    """Where a team stood furthest from its class, lever by lever, with history."""
    apart = []
    for use in found.levers:
        lever = found.level.lever(use.lever)
        if without_mean(lever):
            continue
        mine = row.held[use.lever].mean
        apart.append((abs(mine - use.mean) / ((lever.maximum - lever.minimum) or 1.0), use, mine))
    apart.sort(key=lambda one: (-one[0], one[1].lever))
    rows = []
    for distance, use, mine in apart[:_MOST_LEVERS]:
        if distance > 0.0:
            lever = found.level.lever(use.lever)
            values = [sentences.setting(lever, value, language) for value in (mine, use.mean, use.history)]
            rows.append((lever.title.in_language(language), *values))
    columns = (*(phrase(f"class.{name}", language) for name in ("lever", "team", "class")), phrase("history", language))
    return Sheet(phrase("class.team_levers", language), "", columns, tuple(rows))


def team_cards(found: Comparison, row: Row, language: str) -> Sheet:
    """The cards that a team answered otherwise than most of its class."""
    rows = []
    for card in found.level.cards:
        answers = Counter(one.chosen[card.id] for one in found.rows if card.id in one.chosen)
        mine = row.chosen.get(card.id, "")
        most = max(sorted(answers), key=lambda option: answers[option], default="")
        if mine and mine != most:
            titles = {option.id: option.title.in_language(language) for option in card.options}
            count = f"{answers[most]} / {sum(answers.values())}"
            rows.append((card.title.in_language(language), titles[mine], titles[most], count))
    columns = tuple(phrase(f"class.{name}", language) for name in ("card", "team", "most", "how_many"))
    return Sheet(phrase("class.team_cards", language), "", columns, tuple(rows[:_MOST_CARDS]), 3)
