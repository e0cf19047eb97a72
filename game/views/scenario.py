"""What a level's card says beyond its text: where it opens, what history got, the best result so far."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.evidence import load_engine
from game.rules.level import Level
from game.rules.opening import turn_count
from game.rules.score import score
from game.session import baseline
from game.views.figures import figure
from game.views.sentences import compact, pick

OPENING = ("export_price_usd_per_t", "china_mining_share", "china_exports_t", "china_black_supply_t")
_WORDS = {
    "mining_share": ("mining share, mean", "开采份额均值"),
    "per_tonne": ("revenue a tonne", "每吨收入"),
    "leverage": ("leverage at the end", "终局筹码"),
}
_SHORT = {
    "export_price_usd_per_t": ("price", "出口价"),
    "china_mining_share": ("mining share", "开采份额"),
    "china_exports_t": ("exports", "出口"),
    "china_black_supply_t": ("black supply", "黑稀土"),
}


@dataclass(frozen=True, slots=True)
class Scenario:
    """Figures of one level, formatted: (what, how much)."""

    opening: tuple[tuple[str, str], ...]
    history: tuple[tuple[str, str], ...]
    curve: tuple[float, ...]  # history's export price, month by month


def difficulty(level: Level) -> int:
    """1 to 3 by how much there is to decide: turns, and cards at twice their number."""
    load = turn_count(level) + 2 * len(level.cards)
    return 1 if load < 40 else 2 if load < 85 else 3


def scenario(level: Level, language: str) -> Scenario:
    """Plays history's run of the level once, which takes part of a second the first time."""
    played = baseline(level, load_engine(level))
    columns = played.recording.columns
    opening = []
    for name in OPENING:
        shown = figure(name)
        value = columns[name][0] * shown.scale
        text = f"{value:.0f} %" if shown.unit == "%" else f"{compact(value)} {shown.unit_text(language)}"
        opening.append((pick(_SHORT[name], language), text))
    parts = {part.name: part for line in score(played.tally, played.tally).headlines() for part in line.parts}
    history = (
        (pick(_WORDS["mining_share"], language), f"{100.0 * parts['mining_share'].history:.0f} %"),
        (
            pick(_WORDS["per_tonne"], language),
            f"{compact(parts['per_tonne'].history)} {pick(('USD', '美元'), language)}",
        ),
        (
            pick(_WORDS["leverage"], language),
            f"{compact(parts['leverage'].history)} {pick(('bn USD', '十亿美元'), language)}",
        ),
    )
    return Scenario(tuple(opening), history, tuple(columns["export_price_usd_per_t"]))
