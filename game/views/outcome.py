"""The ending and the badges of a run in words, each with the bounds that decided it."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis import outcome
from game.language import listing, number, percent, phrase
from game.rules.outcome import BADGES, Award, Bound
from game.session import Session

_SHARES = frozenset(
    (
        "fear_at_end",
        "fear_at_most",
        "trade_case_at_most",
        "mining_share_at_end",
        "magnet_share_at_end",
        "black_share_at_end",
        "black_share_at_most",
        "orders_to_history_share",
    )
)
_HEADLINES = ("share", "price", "leverage")
_SIDES = ("environment", "treasury", "stability")
_YES = frozenset(("in_office", "removed_for_approval", "removed_for_deficit", "hard"))


@dataclass(frozen=True, slots=True)
class AwardView:
    """An ending or a badge: its name, what it asks for, whether this run has it."""

    id: str
    title: str
    because: str
    earned: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a finished run is told: the ending with its text, all badges."""

    ending: AwardView
    words: str
    badges: tuple[AwardView, ...]


def outcome_view(session: Session, language: str) -> Outcome:
    """The ending and the badges of a finished run."""
    ending, earned = outcome.outcome(session)
    return Outcome(
        ending=AwardView(ending.id, phrase(f"ending.{ending.id}", language), conditions(ending, language), True),
        words=phrase(f"ending.{ending.id}.text", language),
        badges=tuple(
            AwardView(badge.id, phrase(f"badge.{badge.id}", language), conditions(badge, language), badge in earned)
            for badge in BADGES
        ),
    )


def conditions(award: Award, language: str) -> str:
    """What an award asks for, made from its bounds."""
    if not award.bounds:
        return phrase("bound.otherwise", language)
    return listing([_bound(bound, language) for bound in award.bounds], language)


def _bound(bound: Bound, language: str) -> str:
    fact = _fact(bound.fact, language)
    if bound.fact in _YES:
        return fact
    least, most = (_value(bound.fact, limit, language) for limit in (bound.least, bound.most))
    if bound.least is not None and bound.most is not None:
        return phrase("bound.between", language, fact=fact, least=least, most=most)
    if bound.least is not None:
        return phrase("bound.least", language, fact=fact, n=least)
    return phrase("bound.most", language, fact=fact, n=most)


def _fact(name: str, language: str) -> str:
    if name in _HEADLINES:
        return phrase(f"headline.{name}", language)
    return phrase(f"side.{name}" if name in _SIDES else f"fact.{name}", language)


def _value(name: str, limit: float | None, language: str) -> str:
    if limit is None:
        return ""
    return percent(limit, 0, language) if name in _SHARES else number(limit, 0, language)
