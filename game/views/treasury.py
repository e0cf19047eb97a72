"""The sector's money over the last year: what came in, what went out, and what is left over."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from game.language import listing, money, phrase
from game.session import Session

MONTHS = 12
_INCOME = ("appropriation_musd", "profit_musd", "duty_musd", "tax_musd")
_OUTGO = ("spending_musd", "rebate_musd", "reserve_cost_musd")
_SIDES = ((1.0, _INCOME), (-1.0, _OUTGO))
_LEAST_MUSD = 0.05


@dataclass(frozen=True, slots=True)
class Flow:
    """One line of the account, in million USD over the months counted; what goes out is negative."""

    name: str
    musd: float


def flows(session: Session, months: int = MONTHS) -> tuple[Flow, ...]:
    """Income, outgo and the rest (cards, measures abroad), adding up to `change_musd`; empty before the first month."""
    if not session.months:
        return ()
    found = [Flow(name, sign * _sum(session, name, months)) for sign, names in _SIDES for name in names]
    rest = change_musd(session, months) - sum(flow.musd for flow in found)
    return tuple(flow for flow in (*found, Flow("other", rest)) if abs(flow.musd) >= _LEAST_MUSD)


def change_musd(session: Session, months: int = MONTHS) -> float:
    """By how much the treasury moved over the last months, in million USD."""
    line = session.series("treasury_musd")
    if not len(line):
        return 0.0
    whole = len(line) <= months
    before = float(session.state_before(0).economy.treasury_musd[0] if whole else line[-months - 1])
    return float(line[-1]) - before


def largest_outgo(session: Session, language: str, most: int = 2) -> str:
    """Where most of the money went, with the sums."""
    out = sorted((flow for flow in flows(session) if flow.musd < 0.0), key=lambda flow: flow.musd)
    named = [
        phrase("format.aside", language, words=flow_title(flow, language), aside=money(-flow.musd, language))
        for flow in out[:most]
    ]
    return listing(named, language)


def flow_title(flow: Flow, language: str) -> str:
    return phrase(f"treasury.{flow.name.removesuffix('_musd')}", language)


def _sum(session: Session, name: str, months: int) -> float:
    return float(np.sum(session.series(name)[-months:]))
