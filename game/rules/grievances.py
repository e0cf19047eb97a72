"""The ledger of grievances: which act or event raised a buyer's fear or the trade case, when, and what is left of it.

The entries of a ledger always add up to the present fear (or strength of the case). What rises is booked on its causes
in proportion to the pressure of each, by the engine's own weights; what fades is taken from all entries alike.
A rival's ledger holds capacity that was lost while it lay idle, t/yr, forgotten within ten years.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from game.economy.dimensions import BUYERS, RIVALS
from game.economy.quantities import Parameters, State

# Entries of one ledger; what is smaller is kept together as "older".
MOST_ENTRIES = 8
# A cause without an act of its own goes on one entry for so long.
_SPELL_MONTHS = {"idle": 60}
_SPELL_MONTHS_USUALLY = 12
_FORGOTTEN_PER_MONTH = 1.0 / 120.0
_LEAST_LOST_T = 20.0


@dataclass(frozen=True, slots=True)
class Grievance:
    """One entry of a ledger: `cause` is a kind, `subject` the lever or card behind it, or ""."""

    month: int  # of the act or of the spell's beginning
    cause: str  # "quota", "licences", "announcement", "price", "duty", "event", "idle", "older"
    subject: str
    amount: float  # of fear or case, 0-1; of a rival t/yr


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """A month as those abroad saw it: the engine's state before and after it, and the acts behind it."""

    month: int
    before: State
    after: State
    figures: Mapping[str, float]
    policy: Mapping[str, float]  # by name, as the engine was told
    acts: Mapping[str, int]  # lever -> month of the last order
    events: Mapping[str, str]  # shock field -> card that made it


Pressure = tuple[str, str, int, float]  # cause, subject, month of the act, weight


def next_buyer(ledger: tuple[Grievance, ...], buyer: str, p: Parameters, seen: MonthSeen) -> tuple[Grievance, ...]:
    """A buyer's ledger after a month; its entries add up to the buyer's fear."""
    place = BUYERS.index(buyer)
    now = float(seen.after.fear[place, 0])
    shock = f"fear_shock_{buyer}"
    return _booked(ledger, now, _event(seen, shock) + _fear_pressures(place, p, seen), seen.month)


def next_case(ledger: tuple[Grievance, ...], p: Parameters, seen: MonthSeen) -> tuple[Grievance, ...]:
    """The court's ledger after a month; its entries add up to the strength of the case."""
    duty = 0.5 * (seen.policy["export_duty_light"] + seen.policy["export_duty_heavy"])
    mean = 0.0
    for place in range(len(BUYERS)):
        mean += float(seen.before.fear[place, 0]) / len(BUYERS)
    rate = float(p.trade_case_per_month[0]) * (0.2 + mean)
    parts = _event(seen, "trade_case_shock")
    if duty > 0.0:
        parts += (("duty", "export_duty_light", seen.acts.get("export_duty_light", seen.month), rate * duty),)
    bite = seen.figures.get("quota_bite", 0.0)
    if bite > 0.0:
        parts += (("quota", "export_quota_light", seen.acts.get("export_quota_light", seen.month), rate * bite),)
    return _booked(ledger, float(seen.after.trade_case[0]), parts, seen.month)


def next_rival(ledger: tuple[Grievance, ...], rival: str, p: Parameters, seen: MonthSeen) -> tuple[Grievance, ...]:
    """A rival's ledger after a month: capacity scrapped while it lay idle, t/yr."""
    place = RIVALS.index(rival)
    kept = tuple(_left(one, one.amount * (1.0 - _FORGOTTEN_PER_MONTH)) for one in ledger)
    kept = tuple(one for one in kept if one.amount >= _LEAST_LOST_T)
    finished = float(seen.before.rival_building_t_per_month[place, 0]) * 2.0 / float(p.rival_lead_months[0])
    before = float(seen.before.rival_capacity_t_per_month[place, 0])
    lost = 12.0 * (before + finished - float(seen.after.rival_capacity_t_per_month[place, 0]))
    if lost < 1.0:
        return kept
    return _trimmed(_added(kept, ("idle", "", seen.month, lost), seen.month), seen.month)


def _left(one: Grievance, amount: float) -> Grievance:
    """The entry with another amount, made whole: `dataclasses.replace` takes five times as long, every month."""
    return Grievance(one.month, one.cause, one.subject, amount)


def _event(seen: MonthSeen, shock: str) -> tuple[Pressure, ...]:
    weight = seen.policy.get(shock, 0.0)
    return (("event", seen.events.get(shock, ""), seen.month, weight),) if weight > 0.0 else ()


def _fear_pressures(place: int, p: Parameters, seen: MonthSeen) -> tuple[Pressure, ...]:
    """The parts of the restriction that a buyer felt, by the engine's weights."""
    before, after, policy = seen.before, seen.after, seen.policy
    old = float(before.fear[place, 0])
    rise = float(p.fear_rise_per_month[0])
    shock = policy.get(f"fear_shock_{BUYERS[place]}", 0.0)
    felt_rise = float(after.fear[place, 0]) - old - shock
    if felt_rise <= 0.0:
        return ()
    weight = (1.0 + 0.5 * float(before.ruling[0])) * (1.0 - 0.3 * policy["negotiate"])
    felt = (old + felt_rise / rise) / weight
    refused = 1.0 - 0.5 * (float(after.licence_flow[1, place, 0]) + float(after.licence_flow[2, place, 0]))
    refused = max(refused, 1.0 - float(after.magnet_licence_flow[place, 0]), 0.0)
    spike = 0.0
    for product in range(3):
        ratio = float(before.export_price_usd_per_t[product, 0]) / float(
            before.expected_export_price_usd_per_t[product, 0]
        )
        spike += min(max(ratio - 1.25, 0.0), 1.0) / 3.0
    licences = float(p.licence_fear_weight[0]) * refused
    announced = float(p.announcement_fear_weight[0]) * policy["announced_severity"]
    price = float(p.spike_fear_weight[0]) * spike
    # What is felt beyond these three is the quota; the engine reports its bite on light goods only.
    quota = max(felt - licences - announced - price, 0.0)
    licence_act = max(seen.acts.get(name, 0) for name in ("licensing_strictness", "licensing_coverage"))
    light = seen.figures.get("quota_bite", 0.0) > 0.0
    lever = "export_quota_light" if light else "export_quota_heavy"
    parts = (
        ("licences", "licensing_strictness", licence_act or seen.month, licences),
        ("announcement", "licensing_strictness", seen.month, announced),
        ("price", "", seen.month, price),
        ("quota", lever, seen.acts.get(lever, 0) or seen.month, quota),
    )
    total = licences + announced + price + quota
    return tuple(
        (cause, subject, act, felt_rise * weight / total) for cause, subject, act, weight in parts if weight > 1e-6
    )


def _booked(ledger: tuple[Grievance, ...], now: float, parts: Sequence[Pressure], month: int) -> tuple[Grievance, ...]:
    """The ledger brought to a new sum: a rise is booked on its causes, a fall is taken from all entries alike."""
    held = total(ledger)
    if now <= held:
        share = now / held if held > 0.0 else 0.0
        return tuple(_left(one, one.amount * share) for one in ledger if one.amount * share > 0.0)
    weights = 0.0
    for part in parts:
        weights += part[3]
    if weights <= 0.0:
        parts, weights = (("older", "", month, 1.0),), 1.0
    for cause, subject, act, weight in parts:
        ledger = _added(ledger, (cause, subject, act, (now - held) * weight / weights), month)
    return _trimmed(ledger, month)


def _added(ledger: tuple[Grievance, ...], part: Pressure, month: int) -> tuple[Grievance, ...]:
    """The ledger with a part on the entry of the same act, or of a spell that has not ended long ago."""
    cause, subject, act, amount = part
    for place, one in enumerate(ledger):
        spell = _SPELL_MONTHS.get(cause, _SPELL_MONTHS_USUALLY)
        same_act = one.month == act or (act == month and month - one.month <= spell)
        if (one.cause, one.subject) == (cause, subject) and same_act:
            return (*ledger[:place], _left(one, one.amount + amount), *ledger[place + 1 :])
    return (*ledger, Grievance(act, cause, subject, amount))


def _trimmed(ledger: tuple[Grievance, ...], month: int) -> tuple[Grievance, ...]:
    """At most `MOST_ENTRIES` entries; the smallest that are not of the last year join "older"."""
    while len(ledger) > MOST_ENTRIES:
        old = tuple(one for one in ledger if one.cause == "older")
        rest = tuple(one for one in ledger if one.cause != "older")
        past = tuple(one for one in rest if month - one.month > _SPELL_MONTHS_USUALLY) or rest
        least = min(past, key=lambda one: (one.amount, one.month))
        since = min((one.month for one in old), default=least.month)
        joined = Grievance(min(since, least.month), "older", "", least.amount + total(old))
        ledger = (*(one for one in rest if one is not least), joined)
    return ledger


def total(ledger: tuple[Grievance, ...]) -> float:
    """Sum of a ledger."""
    result = 0.0
    for one in ledger:
        result += one.amount
    return result
