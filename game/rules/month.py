"""One month of a game: what was announced binds, the economy moves on, people make up their minds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from game.economy import guard
from game.economy.blocks import Array
from game.economy.policy import POLICY_FIELDS, Policy
from game.economy.quantities import State
from game.kernels.course import begin
from game.rules import abroad, constituencies, duel, duel_moves, levers
from game.rules.events import AnnouncementBound, ChronicleLine, Event
from game.rules.game_state import DuelState, Engine, GameState
from game.rules.grievances import MonthSeen
from game.rules.level import Level
from game.rules.orders import followed, with_setting
from game.rules.statistics import Observation, known_figures, observe, sight


def live_month(level: Level, state: GameState, engine: Engine) -> tuple[GameState, list[Event], Array]:
    """The state after one month, what happened in it, and the row of policy that the economy was told.

    Raises guard.EngineError when the policy or the economy left its bounds.
    """
    events: list[Event] = []
    month = state.month
    state = _bound(level, followed(level, state, events), events)
    shocks = dict(state.shocks)
    for name, value in duel.shocks_of(level.duels, state.duels).items():
        shocks[name] = shocks.get(name, 0.0) + value
    severity = levers.announced_severity(state.settings, state.announced)
    row = levers.policy_row(level, state.ramps, month, shocks, severity, spending_scale(state))
    guard.check_policy(Policy, row, month)
    course = begin(engine.parameters, state.economy, key=engine.key)
    told = course.advance(row, engine.world.row(month))
    economy = course.state
    guard.check_month(month, economy, state.economy)
    figures = dict(zip(course.names, told[:, 0].tolist(), strict=True))
    observed = observed_month(level, engine, economy, figures, row, state.observed)
    duels = _duels(level, state, figures, events)
    acts = {name: ramp.start for name, ramp in state.ramps.items()}
    seen = MonthSeen(month, state.economy, economy, figures, told_policy(row), acts, _shocking(level, state, shocks))
    others, told_abroad = abroad.month_passed(level.characters, state.abroad, engine.parameters, seen)
    events += told_abroad
    known = known_figures(figures, observed)
    approvals = constituencies.next_approvals(level, state.approvals, state.shifts, state.settings, known)
    capital = constituencies.next_capital(level, state.capital, approvals)
    counted = earned(figures, _held(level, duels, month)) + _standing(state, figures, approvals)
    tally = np.vstack([state.tally, np.array(counted)])
    tally.flags.writeable = False
    events += [ChronicleLine(month, place) for place, news in enumerate(level.news) if news.month == month]
    broke = figures["treasury_musd"] < 0.0
    state = replace(
        state,
        month=month + 1,
        economy=economy,
        capital=capital,
        approvals=approvals,
        shifts=constituencies.faded(state.shifts),
        figures=figures,
        observed=observed,
        shocks={},
        duels=duels,
        abroad=others,
        tally=tally,
        deficit_months=state.deficit_months + 1 if broke else 0,
    )
    return state, events, row


def observed_month(
    level: Level, engine: Engine, economy: State, figures: Mapping[str, float], policy: Array, before: Observation
) -> Observation:
    """What is known of the month that ended in a state; nothing is hidden in a level that says so."""
    if level.knowledge == "now":
        return Observation()
    return observe(engine.parameters, economy, figures, sight(policy, figures["implementation"]), before)


_TOLD = tuple(
    (name, place)
    for place, name in enumerate(POLICY_FIELDS)
    if name.startswith(("fear_shock", "export_duty")) or name in ("announced_severity", "negotiate", "trade_case_shock")
)


def told_policy(row: Array) -> dict[str, float]:
    """The part of a month's policy that those abroad react to, by name."""
    return {name: float(row[place]) for name, place in _TOLD}


def _shocking(level: Level, state: GameState, shocks: Mapping[str, float]) -> dict[str, str]:
    """The card behind each shock of the month: the last one answered that makes it."""
    found: dict[str, str] = {}
    if not shocks:
        return found
    answered = dict(state.answered)
    for card in level.cards:
        for option in card.options:
            if option.id == answered.get(card.id):
                found.update(dict.fromkeys(option.shocks, card.id))
    return found


def spending_scale(state: GameState) -> float:
    """Share of ordered spending that an empty treasury can still pay: last month's income over its outgo."""
    return payable_share(float(state.economy.treasury_musd[0]), state.figures)


def payable_share(treasury_musd: float, figures: Mapping[str, float]) -> float:
    """The same from the treasury and the figures of the month before."""
    if treasury_musd >= 0.0 or "spending_musd" not in figures:
        return 1.0
    income = 0.0
    for name in ("duty_musd", "tax_musd", "profit_musd", "appropriation_musd"):
        income += figures[name]
    left = income - figures["rebate_musd"]
    wanted = figures["spending_musd"] + max(figures["reserve_cost_musd"], 0.0)
    return min(max(left / (wanted + 1e-9), 0.0), 1.0)


def _bound(level: Level, state: GameState, events: list[Event]) -> GameState:
    """Announced settings whose month has come."""
    for order in state.announced:
        if order.month <= state.month:
            state = with_setting(level, state, order.lever, order.value)
            events.append(AnnouncementBound(state.month, order.lever, order.value))
    return replace(state, announced=tuple(order for order in state.announced if order.month > state.month))


def _duels(level: Level, state: GameState, figures: dict[str, float], events: list[Event]) -> tuple[DuelState, ...]:
    after = []
    for rule, now in zip(level.duels, state.duels, strict=True):
        if duel.on(rule, state.month):
            now, happened = duel.month_passed(rule, now, duel_moves.seen(level, state, rule, figures))
            events += happened
        after.append(now)
    return tuple(after)


def _held(level: Level, duels: tuple[DuelState, ...], month: int) -> float:
    """Yearly worth of the concessions held, bn USD."""
    held = 0.0
    for rule, now in zip(level.duels, duels, strict=True):
        if rule.start <= month:
            held += duel.concessions_busd(rule, now)
    return held


def earned(figures: Mapping[str, Any], concessions_busd: Any) -> list[Any]:
    """What the three headlines are made of, in the order of TALLY: numbers of one campaign or arrays of many."""
    return [
        figures["china_mining_share"],
        figures["china_processing_share"],
        figures["china_magnet_share"],
        figures["export_revenue_net_musd"],
        figures["china_exports_t"] + figures["china_magnet_exports_t"],
        figures["leverage_index"],
        concessions_busd,
    ]


def _standing(state: GameState, figures: dict[str, float], approvals: Mapping[str, float]) -> list[float]:
    """What the side marks are made of, and whether the player is still in office."""
    in_office = 0.0 if state.caretaker else 1.0
    approval = constituencies.mean_approval(approvals) * in_office
    return [figures["pollution_index"], figures["treasury_musd"], approval, in_office]
