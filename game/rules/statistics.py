"""What Beijing could see: illegal output, laundered goods and smuggling are under-counted where nobody looks.

An observation is made once a month from the true figures and from how much is looked (`Sight`). It replaces every
figure that cannot be counted, and every figure derived from one, by an estimate with a range, so that the books of the
time add up among themselves: what the smelters are seen to take in and the traders to give out leaves a home use that
is smaller than the true one, as apparent consumption was. Rules of the economy never read it; people do.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from game.economy.blocks import Array
from game.economy.dimensions import BUYERS, DEPOSITS, PRODUCTS, RIVALS
from game.economy.policy import POLICY_FIELDS
from game.economy.quantities import Parameters, State
from game.rules.level import Figure

# Share that is seen though nobody looks: what prefectures report of themselves, and foreign customs of our exports.
_SEEN_UNASKED = 0.4
# Part of the rest that a crackdown, customs or tracking finds where it is carried out in full.
_CRACKDOWN_FINDS = 0.7
_CUSTOMS_FINDS = 0.6
_TRACKING_FINDS = 0.8
# Inspectors who find more than they can count miss more of it: part missed where there is nothing else but black earth.
_OVERWHELMED = 0.3
# The range told with an estimate, over what goes unseen: the lower end was found, the upper end is feared.
_BELOW, _ABOVE = 0.5, 3.0
_LEAST_HOME_USE = 0.02  # of true home use besides magnets that every estimate leaves
_LEAST_T = 1e-9

# Stocks of the engine that nobody can count; a forecast starts from their estimates.
HIDDEN_STOCKS = (
    "mine_capacity_t_per_month",
    "illegal_capacity_t_per_month",
    "black_t",
    "accountability",
    "mined_china_t",
)


@dataclass(frozen=True, slots=True)
class Sight:
    """Share of black tonnes that is seen: in the pits of each deposit and at the border, 0-1, a number or many."""

    light: Any
    heavy: Any
    border: Any


@dataclass(frozen=True, slots=True)
class Observation:
    """The figures of a month as Beijing could tell them; empty where everything is known."""

    figures: Mapping[str, float] = field(default_factory=dict)  # in place of the true ones
    low: Mapping[str, float] = field(default_factory=dict)
    high: Mapping[str, float] = field(default_factory=dict)
    stocks: Mapping[str, tuple[float, ...]] = field(default_factory=dict)  # estimates of HIDDEN_STOCKS
    unseen_t: tuple[float, ...] = (0.0, 0.0)  # mined since the level's start and in no statistics, by deposit
    unseen_use_share: float = 0.0  # of home use that no books explain
    counted_share: tuple[float, ...] = (1.0, 1.0)  # of the pits, by deposit


def sight(policy: Array, implementation: Figure) -> Sight:
    """How much is seen under a month's policy row, (fields,) or (fields, B), as far as it is carried out."""
    north, south, customs, tracking = (
        float(row) if row.ndim == 0 else row
        for row in (
            policy[POLICY_FIELDS.index(name)] for name in ("crackdown_north", "crackdown_south", "customs", "tracking")
        )
    )
    unseen = (1.0 - _SEEN_UNASKED) * (1.0 - _TRACKING_FINDS * tracking * implementation)
    return Sight(
        1.0 - unseen * (1.0 - _CRACKDOWN_FINDS * north * implementation),
        1.0 - unseen * (1.0 - _CRACKDOWN_FINDS * south * implementation),
        # Customs is a central service: half of its work does not depend on the provinces (see economy/control.py).
        1.0 - unseen * (1.0 - _CUSTOMS_FINDS * customs * (0.5 + 0.5 * implementation)),
    )


def known_figures(true: Mapping[str, float], observed: Observation) -> dict[str, float]:
    """All figures of a month as they are known."""
    return {**true, **observed.figures}


def estimated(economy: State, observed: Observation) -> State:
    """The state as Beijing believes it to be; the true one where everything is known."""
    if not observed.stocks:
        return economy
    return replace(
        economy,
        **{name: np.array(observed.stocks[name]).reshape(getattr(economy, name).shape) for name in HIDDEN_STOCKS},
    )


def observe(
    parameters: Parameters, economy: State, true: Mapping[str, float], seen: Sight, before: Observation
) -> Observation:
    """What is known of the month that ended in a state with these true figures.

    The estimates of a month depend on that month alone; only what was mined unseen adds up from `before`.
    """
    figures: dict[str, float] = _books(true, pressed(true, seen))
    unseen = (
        before.unseen_t[0] + _unseen(true, figures, "light"),
        before.unseen_t[1] + _unseen(true, figures, "heavy"),
    )
    stocks = _stocks(economy, true, figures, unseen)
    figures["china_reserves_share"] = _reserves_share(parameters, economy, unseen)
    low, high = _ordered(*(_range(true, figures, seen, wide) for wide in (-_BELOW, _ABOVE)))
    use = true["china_domestic_use_t"]
    gap = 1.0 - figures["china_domestic_use_t"] / use if use > _LEAST_T else 0.0
    return Observation(figures, low, high, stocks, unseen, min(max(gap, 0.0), 0.9), _counted(true, figures))


def before_the_first_month(economy: State, seen: Sight) -> Observation:
    """Estimates of the hidden stocks where no month has been lived through yet and nothing was published."""
    shares = np.array([[seen.light], [seen.heavy]])
    stocks = {name: tuple(getattr(economy, name).ravel().tolist()) for name in HIDDEN_STOCKS}
    stocks["illegal_capacity_t_per_month"] = tuple((economy.illegal_capacity_t_per_month * shares).ravel().tolist())
    stocks["black_t"] = tuple((economy.black_t * seen.heavy).ravel().tolist())
    return Observation(stocks=stocks, counted_share=(float(seen.light), float(seen.heavy)))


def believed(parameters: Parameters, observed: Observation) -> Parameters:
    """Parameters as Beijing holds them: who counts a part of the pits takes what they could become for as much less."""
    light, heavy = observed.counted_share
    if light == heavy == 1.0:
        return parameters
    limit = parameters.illegal_limit_t_per_month * np.array([[light], [heavy]])
    return replace(
        parameters, illegal_limit_t_per_month=limit, off_book_share=parameters.off_book_share * (0.5 * (light + heavy))
    )


def _counted(true: Mapping[str, float], told: Mapping[str, float]) -> tuple[float, float]:
    """Share of the illegal output of each deposit that is in the books."""
    true_heavy, heavy = (each["china_illegal_heavy_output_t"] for each in (true, told))
    true_light, light = (
        each["china_illegal_mine_output_t"] - each["china_illegal_heavy_output_t"] for each in (true, told)
    )
    return (
        light / true_light if true_light > _LEAST_T else 1.0,
        heavy / true_heavy if true_heavy > _LEAST_T else 1.0,
    )


def changed_stocks(observed: Observation, before: State, after: State) -> Observation:
    """Estimates after hidden stocks were changed in public, each by as much as the true one."""
    stocks = {}
    for name, estimates in observed.stocks.items():
        old, new = getattr(before, name).ravel().tolist(), getattr(after, name).ravel().tolist()
        stocks[name] = tuple(
            estimate if one == other else estimate * other / one if one > _LEAST_T else other
            for estimate, one, other in zip(estimates, old, new, strict=True)
        )
    return replace(observed, stocks=stocks)


def books(true: Mapping[str, Figure], policy: Array) -> dict[str, Figure]:
    """The month's figures that cannot be counted as the statistics give them, of one game or of many at once.

    Tonnes add up as the true ones do: what goes in comes out again. `policy` is a row of the month's policy.
    """
    return _books(true, pressed(true, sight(policy, true["implementation"])))


def pressed(true: Mapping[str, Figure], seen: Sight) -> Sight:
    """What of the sight is left to inspectors who find more than they can count."""
    dug = true["china_illegal_mine_output_t"]
    left = 1.0 - _OVERWHELMED * dug / (dug + true["china_recorded_mine_output_t"] + _LEAST_T)
    return Sight(seen.light * left, seen.heavy * left, seen.border)


def _books(true: Mapping[str, Figure], seen: Sight) -> dict[str, Figure]:
    true_dug, true_heavy = true["china_illegal_mine_output_t"], true["china_illegal_heavy_output_t"]
    heavy: Any = true_heavy * seen.heavy
    dug: Any = (true_dug - true_heavy) * seen.light + heavy
    kept: Any = 1.0 - true["black_lost_t"] / (true_dug + _LEAST_T)
    smuggled: dict[str, Any] = {f"smuggled_{buyer}_t": true[f"smuggled_{buyer}_t"] * seen.border for buyer in BUYERS}
    sold: Any = 0.0
    for tonnes in smuggled.values():
        sold = sold + tonnes
    legal, recorded = true["china_legal_mine_output_t"], true["china_recorded_mine_output_t"]
    missing: Any = (legal - recorded) * (1.0 - 0.5 * (seen.light + seen.heavy))
    smelted: Any = _larger(true["ore_separated_t"] - missing, 0.0)
    separated: Any = true["separated_t"] * (smelted / (true["ore_separated_t"] + _LEAST_T))
    # Home use is what the books leave for it, never less than what magnets take in: else more must have been dug.
    spare: Any = (1.0 - _LEAST_HOME_USE) * (true["china_domestic_use_t"] - true["magnet_input_china_t"])
    least = _larger(true["laundered_t"] + true["separated_t"] - separated - spare, 0.0)
    needed = _larger(dug, (least + sold) / kept)
    # What is found at the border or in use was dug somewhere, most likely in the clay of the south.
    heavy = heavy + (needed - dug)
    dug = needed
    laundered = dug * kept - sold
    return {
        **smuggled,
        "china_illegal_mine_output_t": dug,
        "china_illegal_heavy_output_t": heavy,
        "china_smuggled_t": sold,
        "black_lost_t": dug * (1.0 - kept),
        "laundered_t": laundered,
        "black_stock_t": dug * 0.0,
        "illegal_capacity_t": true["illegal_capacity_t"] * (dug / (true_dug + _LEAST_T)),
        "china_legal_mine_output_t": legal - missing,
        "china_legal_heavy_output_t": true["china_legal_heavy_output_t"] * (1.0 - missing / (legal + _LEAST_T)),
        "ore_separated_t": smelted,
        "separated_t": separated,
        "china_domestic_use_t": true["china_domestic_use_t"]
        - (true["separated_t"] - separated)
        - (true["laundered_t"] - laundered),
        "china_black_supply_t": dug + (legal - missing - recorded),
    } | _shares(true, dug, separated + dug * kept, legal - missing)


def _larger(one: Any, other: Any) -> Any:
    if isinstance(one, np.ndarray) or isinstance(other, np.ndarray):
        return np.maximum(one, other)
    return one if one > other else other


def _smaller(one: Any, other: Any) -> Any:
    return -_larger(-one, -other)


def _shares(true: Mapping[str, Figure], dug: Any, refined: Any, legal: Any) -> dict[str, Any]:
    """Shares and leverage made anew of illegal output, products refined at home and legal output."""
    abroad: Any = 0.0
    for rival in RIVALS:
        abroad = abroad + true[f"{rival}_refined_t"]
    supply: Any = true["china_legal_mine_output_t"] + true["china_illegal_mine_output_t"]
    # What obeys is known by name and plan; what it is a part of is estimated.
    control = _smaller(true["controllability"] * supply / (legal + dug + _LEAST_T), 1.0)
    return {
        "china_processing_share": refined / (refined + abroad + _LEAST_T),
        "controllability": control,
        # What a stop would cost them buyers tell themselves.
        "leverage_index": true["exposure_busd"] * control,
    }


def _unseen(true: Mapping[str, float], told: Mapping[str, float], deposit: str) -> float:
    """Tonnes mined in a deposit this month that are in no statistics."""
    missing = 0.0
    for kind in ("legal", "illegal"):
        heavy = true[f"china_{kind}_heavy_output_t"] - told[f"china_{kind}_heavy_output_t"]
        whole = true[f"china_{kind}_mine_output_t"] - told[f"china_{kind}_mine_output_t"]
        missing += heavy if deposit == "heavy" else whole - heavy
    return missing


def _reserves_share(parameters: Parameters, economy: State, unseen: tuple[float, ...]) -> float:
    mined = float(economy.mined_china_t[0, 0]) + float(economy.mined_china_t[1, 0]) - unseen[0] - unseen[1]
    left = max(float(parameters.opening_reserves_china_t[0]) - mined, 0.0)
    abroad = float(parameters.opening_reserves_abroad_t[0])
    for tonnes in economy.mined_abroad_t[:, 0].tolist():
        abroad -= tonnes
    return left / (left + abroad)


def _stocks(
    economy: State, true: Mapping[str, float], told: Mapping[str, float], unseen: tuple[float, ...]
) -> dict[str, tuple[float, ...]]:
    """Estimates of the hidden stocks that would bring forth what the books say."""

    def ratio(name: str) -> float:
        return told[name] / true[name] if true[name] > _LEAST_T else 1.0

    pits = _counted(true, told)
    black = ratio("laundered_t")
    mines, reported = _plan_kept(economy, true, told)
    return {
        "mine_capacity_t_per_month": tuple(
            float(economy.mine_capacity_t_per_month[place, 0]) * mines for place in range(len(DEPOSITS))
        ),
        "illegal_capacity_t_per_month": tuple(
            float(economy.illegal_capacity_t_per_month[place, 0]) * pits[place] for place in range(len(DEPOSITS))
        ),
        "black_t": tuple(float(economy.black_t[place, 0]) * black for place in range(len(PRODUCTS))),
        "accountability": tuple(float(economy.accountability[place, 0]) * reported for place in range(len(DEPOSITS))),
        "mined_china_t": tuple(
            float(economy.mined_china_t[place, 0]) - unseen[place] for place in range(len(DEPOSITS))
        ),
    }


def _plan_kept(economy: State, true: Mapping[str, float], told: Mapping[str, float]) -> tuple[float, float]:
    """Factors on licensed capacity and on accountability that give the legal output in the books, recorded alike."""
    legal, recorded = true["china_legal_mine_output_t"], true["china_recorded_mine_output_t"]
    above = legal - true["china_in_plan_mine_output_t"]
    hidden, found = legal - recorded, told["china_legal_mine_output_t"] - recorded
    missing = hidden - found
    if missing <= _LEAST_T or above <= _LEAST_T:
        return 1.0, 1.0
    practice = 0.5 * (float(economy.plan_practice[0, 0]) + float(economy.plan_practice[1, 0]))
    let = 1.0 - min(true["implementation"] * practice, 0.9)  # of what exceeds the plan that is mined all the same
    could = true["china_in_plan_mine_output_t"] + above / let
    return 1.0 - missing / let / could, (found / (above - missing + _LEAST_T)) / (hidden / above)


def _range(true: Mapping[str, float], known: Mapping[str, float], seen: Sight, wide: float) -> dict[str, float]:
    """One end of the range of every estimate: that with so much more or less (below 0) of what nobody counted."""
    pits_light, pits_heavy, border = (1.0 + wide * (1.0 - share) for share in (seen.light, seen.heavy, seen.border))
    heavy = known["china_illegal_heavy_output_t"] * pits_heavy
    dug = (known["china_illegal_mine_output_t"] - known["china_illegal_heavy_output_t"]) * pits_light + heavy
    pits = dug / (known["china_illegal_mine_output_t"] + _LEAST_T)
    recorded = true["china_recorded_mine_output_t"]
    off_plan = (known["china_legal_mine_output_t"] - recorded) * 0.5 * (pits_light + pits_heavy)
    laundered = known["laundered_t"] * pits
    lost = known["black_lost_t"] * pits
    return {
        "china_illegal_mine_output_t": dug,
        "china_illegal_heavy_output_t": heavy,
        "black_lost_t": lost,
        "laundered_t": laundered,
        "china_smuggled_t": known["china_smuggled_t"] * border,
        **{f"smuggled_{buyer}_t": known[f"smuggled_{buyer}_t"] * border for buyer in BUYERS},
        "china_legal_mine_output_t": recorded + off_plan,
        "china_black_supply_t": dug + off_plan,
        "china_domestic_use_t": known["china_domestic_use_t"] + laundered - known["laundered_t"],
        "illegal_capacity_t": known["illegal_capacity_t"] * pits,
    } | _shares(true, dug, known["separated_t"] + dug - lost, recorded + off_plan)


def _ordered(one: Mapping[str, float], other: Mapping[str, float]) -> tuple[dict[str, float], dict[str, float]]:
    """The lower and the higher of two ends; with more black earth the share that obeys is smaller."""
    low = {name: min(value, other[name]) for name, value in one.items()}
    return low, {name: max(value, other[name]) for name, value in one.items()}
