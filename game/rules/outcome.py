"""What a finished run came to: named endings and badges, decided by bounds on figures that anybody can look up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

_NEAR: Final = 1e-9  # points that are equal but for the last bits count as equal


@dataclass(frozen=True, slots=True)
class Bound:
    """A fact of the run (`analysis.outcome.FACTS`) that must be at least or at most so much."""

    fact: str
    least: float | None = None
    most: float | None = None

    def holds(self, facts: Mapping[str, float]) -> bool:
        value = facts[self.fact]
        if self.least is not None and value < self.least - _NEAR:
            return False
        return self.most is None or value <= self.most + _NEAR


@dataclass(frozen=True, slots=True)
class Award:
    """An ending or a badge: it is earned when all of its bounds hold."""

    id: str
    bounds: tuple[Bound, ...]

    def earned(self, facts: Mapping[str, float]) -> bool:
        return all(bound.holds(facts) for bound in self.bounds)


def _all_three(least: float) -> tuple[Bound, ...]:
    return tuple(Bound(name, least=least) for name in ("share", "price", "leverage"))


# The first that is earned is the ending; the last asks for nothing.
ENDINGS: Final[tuple[Award, ...]] = (
    Award("recalled", (Bound("removed_for_approval", least=1.0),)),
    Award("bankrupt", (Bound("removed_for_deficit", least=1.0),)),
    Award("master", _all_three(115.0)),
    Award("clean_giant", (*_all_three(100.0), Bound("environment", least=110.0))),
    Award("footsteps", tuple(Bound(name, 99.0, 101.0) for name in ("share", "price", "leverage"))),
    Award("foresight", _all_three(100.0)),
    Award("feared", (Bound("leverage", least=105.0), Bound("fear_at_end", least=0.3))),
    Award("strongbox", (Bound("leverage", least=105.0),)),
    Award("eclipsed", (Bound("share", most=80.0),)),
    Award("cheap_mine", (Bound("share", least=97.0), Bound("price", most=97.0), Bound("leverage", most=60.0))),
    Award("merchant", (Bound("price", least=103.0), Bound("leverage", most=90.0))),
    Award("mixed", ()),
)

BADGES: Final[tuple[Award, ...]] = (
    Award("all_three", _all_three(100.0)),
    Award("old_hand", (Bound("hard", least=1.0), Bound("overall", least=100.0), Bound("in_office", least=1.0))),
    Award("never_warned", (Bound("warnings", most=0.0), Bound("overall", least=70.0))),
    Award("well_liked", (Bound("stability", least=108.0),)),
    Award("clean_hands", (Bound("environment", least=115.0),)),
    Award("full_purse", (Bound("treasury", least=130.0),)),
    Award("no_licence", (Bound("licence_months", most=0.0), Bound("leverage", least=100.0))),
    Award("no_quota", (Bound("quota_months", most=0.0), Bound("price", least=100.0))),
    Award("quiet_buyers", (Bound("fear_at_most", most=0.25), Bound("overall", least=80.0))),
    Award("boom", (Bound("price_at_most_usd_per_t", least=100_000.0),)),
    Award("sole_supplier", (Bound("mining_share_at_end", least=0.95),)),
    Award("magnet_power", (Bound("magnet_share_at_end", least=0.98),)),
    Award("black_to_light", (Bound("black_share_at_end", most=0.05), Bound("black_share_at_most", least=0.15))),
    Award("no_ruling", (Bound("trade_case_at_most", most=0.2), Bound("quota_months", least=12.0))),
    Award("concessions", (Bound("concessions_at_end", least=2.0),)),
    Award("few_words", (Bound("orders_to_history_share", most=0.5), Bound("overall", least=90.0))),
)


def ending(facts: Mapping[str, float]) -> Award:
    """The first ending whose bounds all hold."""
    return next(award for award in ENDINGS if award.earned(facts))


def badges(facts: Mapping[str, float]) -> tuple[Award, ...]:
    """The badges that a run has earned."""
    return tuple(award for award in BADGES if award.earned(facts))


def facts_used(awards: Sequence[Award]) -> set[str]:
    return {bound.fact for award in awards for bound in award.bounds}
