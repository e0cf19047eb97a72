"""The facts of a run that endings and badges ask for, from its recording and its journal."""

from __future__ import annotations

from collections.abc import Sequence

from game.economy.blocks import Array
from game.rules.commands import Announce, Command, SetLever
from game.rules.events import AnnouncementBound, Event, LeverSet, Warned
from game.rules.outcome import Award, badges, ending
from game.session import Session, baseline


def facts(session: Session) -> dict[str, float]:
    """Every fact by name; shares 0-1, points against history's 100, a yes as 1."""
    score, state = session.score(), session.state
    recorded, black = session.true_series("china_recorded_mine_output_t"), session.true_series("china_black_supply_t")
    black_share = black / (recorded + black + 1e-9)
    removed = state.warned[0] if state.caretaker and state.warned else ""
    known = {line.name: line.points for line in score.headlines()}
    known |= {mark.name: mark.points for mark in score.side}
    return known | {
        "overall": score.overall,
        "in_office": float(not state.caretaker),
        "removed_for_approval": float(removed == "approval"),
        "removed_for_deficit": float(removed == "deficit"),
        "hard": float(session.level.difficulty.id == "hard"),
        "warnings": float(sum(isinstance(happened, Warned) for happened in _events(session))),
        "licence_months": _months_used(session, "licensing_strictness"),
        "quota_months": max(_months_used(session, f"export_quota_{one}") for one in ("light", "heavy")),
        "fear_at_end": _last(session.true_series("fear")),
        "fear_at_most": _most(session.true_series("fear")),
        "price_at_most_usd_per_t": _most(session.true_series("export_price_usd_per_t")),
        "trade_case_at_most": _most(session.true_series("trade_case")),
        "mining_share_at_end": _last(session.true_series("china_mining_share")),
        "magnet_share_at_end": _last(session.true_series("china_magnet_share")),
        "black_share_at_end": _last(black_share),
        "black_share_at_most": _most(black_share),
        "concessions_at_end": float(sum(len(duel.concessions) for duel in state.duels)),
        "orders_to_history_share": orders(session.commands) / max(_history_orders(session), 1),
    }


def outcome(session: Session) -> tuple[Award, tuple[Award, ...]]:
    """The ending of a run and the badges it has earned."""
    known = facts(session)
    return ending(known), badges(known)


def orders(commands: Sequence[Command]) -> int:
    """How many settings were ordered or announced."""
    return sum(isinstance(command, SetLever | Announce) for command in commands)


def _history_orders(session: Session) -> int:
    return orders(baseline(session.level, session.engine).commands)


def _events(session: Session) -> list[Event]:
    return [happened for place in range(len(session.commands)) for happened in session.events_of(place)]


def _months_used(session: Session, lever_id: str) -> float:
    """Months in which a control was ordered to be in force; a cap is when it is below its maximum."""
    lever = session.level.lever(lever_id)
    rest = lever.maximum if lever.maximum_means_none else lever.minimum
    stood, since, used = session.level.opening[lever_id], session.level.start, 0
    moves = [
        (happened.month, happened.after if isinstance(happened, LeverSet) else happened.value)
        for happened in _events(session)
        if isinstance(happened, LeverSet | AnnouncementBound) and happened.lever == lever_id
    ]
    for month, value in [*moves, (session.state.month, stood)]:
        used += (month - since) * (stood != rest)
        stood, since = value, month
    return float(used)


def _last(line: Array) -> float:
    return float(line[-1]) if len(line) else 0.0


def _most(line: Array) -> float:
    return float(line.max()) if len(line) else 0.0
