"""What a level's card says beyond its text: where it opens, what history got, the best result so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from game.analysis.evidence import load_engine
from game.language import compact, percent, phrase, quantity
from game.rules.level import Level
from game.rules.score import score
from game.rules.turns import turn_count
from game.session import baseline, playing_baseline
from game.views.figures import figure, unit_size

OPENING = ("export_price_usd_per_t", "china_mining_share", "china_exports_t", "china_black_supply_t")


@dataclass(frozen=True, slots=True)
class Scenario:
    """Figures of one level, formatted: (what, how much)."""

    opening: tuple[tuple[str, str], ...]
    history: tuple[tuple[str, str], ...]
    curve: tuple[float, ...]  # history's export price, month by month


def difficulty(level: Level) -> int:
    """1 to 3 as the level says, else by how much there is to decide: turns, and cards at twice their number."""
    if level.about.demand:
        return level.about.demand
    load = turn_count(level) + 2 * len(level.cards)
    return 1 if load < 40 else 2 if load < 85 else 3


def playing(level: Level) -> Iterator[None]:
    """Play history's run of the level in small steps, after which `scenario` has nothing left to compute."""
    return playing_baseline(level, load_engine(level))


def scenario(level: Level, language: str) -> Scenario:
    """Plays history's run of the level once, which takes part of a second the first time."""
    played = baseline(level, load_engine(level))
    columns = played.books.columns(level.knowledge == "now")
    opening = []
    for name in OPENING:
        shown = figure(name)
        value = columns[name][0] * shown.scale_in(language)
        text = (
            percent(value / 100.0, 0, language)
            if shown.unit == "%"
            else _with(value, shown.unit_text(language), language)
        )
        opening.append((phrase(f"scenario.opening.{name}", language), text))
    parts = {part.name: part for line in score(played.tally, played.tally).headlines() for part in line.parts}
    share, per_tonne, leverage = (parts[name].history for name in ("mining_share", "per_tonne", "leverage"))
    history = (
        (phrase("scenario.mining_share", language), percent(share, 0, language)),
        (phrase("scenario.per_tonne", language), _with(per_tonne, phrase("unit.usd", language), language)),
        (
            phrase("scenario.leverage", language),
            _with(leverage * unit_size("bn_usd", language), phrase("unit.bn_usd", language), language),
        ),
    )
    return Scenario(tuple(opening), history, tuple(columns["export_price_usd_per_t"]))


def _with(value: float, unit: str, language: str) -> str:
    return quantity(compact(value, language), unit, language)
