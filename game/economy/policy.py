"""What the engine is told each month: the phased-in settings of the levers and the shocks of events.

A lever's id is the name of its field, so a new lever is one block of data and one line here. Settings are
what Beijing ordered, after phase-in; how much of them happens on the ground is computed by `control.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

# A quota or plan at this rate (t/yr) or above means "none". A number, not infinity: every value stays finite.
NO_CAP_T_PER_YEAR: Final = 600_000.0


@dataclass(slots=True)
class Policy:
    """One month of policy; each field has shape (B,) or (1,). Shares 0-1 unless a unit is given."""

    # Trade: price tools. Source of their history: levels/shared/history.toml.
    export_rebate_ores: Array  # share of export value refunded, ores and oxides
    export_rebate_metals: Array  # share of export value refunded, metals and magnets
    export_duty_light: Array  # share of FOB value
    export_duty_heavy: Array
    # Trade: quantity tools.
    export_quota_light: Array  # t REO per year; NO_CAP_T_PER_YEAR or more = none
    export_quota_heavy: Array  # t REO per year
    licensing_strictness: Array  # 0 = licences are a formality, 1 = no licence is granted
    licensing_coverage: Array  # number of elements under licence: 0, 7, 12 or 17
    licensing_target: Array  # 0 all, 1 Japan, 2 United States, 3 Europe
    technology_export_ban: Array
    # Production.
    foreign_investment: Array  # openness
    extraction_index_light: Array  # t REO per year
    extraction_index_heavy: Array  # t REO per year
    smelting_plan: Array  # t REO per year
    environmental_standard: Array
    resource_tax: Array  # share of mine-gate value
    capacity_retirement: Array  # share of licensed capacity retired per year
    # Industry.
    consolidation_drive: Array
    group_map: Array  # number of state groups ordered: 0 (none), 6, 4 or 2
    downstream_support: Array
    # Enforcement.
    crackdown_north: Array
    crackdown_south: Array
    customs: Array
    tracking: Array
    clean_up: Array  # MUSD per year
    # Technology.
    research_separation: Array  # MUSD per year
    research_magnets: Array  # MUSD per year
    research_patents: Array  # MUSD per year
    # Strategy.
    state_reserve: Array  # t REO per year bought (positive) or sold (negative)
    negotiate: Array  # how much easing is offered to foreign partners
    # Announced but not yet binding: what markets expect the licensing regime to become.
    announced_severity: Array  # strictness x covered share of the announced regime, 0-1
    # Shocks of this month, from cards and the duel; zero in most months.
    fear_shock_japan: Array  # added to that buyer's fear, 0-1
    fear_shock_us: Array
    fear_shock_europe: Array
    goodwill_shock: Array  # added to provincial goodwill, 0-1
    trade_case_shock: Array  # added to the strength of the trade case, 0-1
    treasury_shock: Array  # MUSD, once
    separation_knowledge_shock: Array  # added to the separation knowledge stock, index points
    magnet_knowledge_shock: Array  # added to the magnet knowledge stock, index points
    illegal_shock_light: Array  # relative change of illegal capacity, once (-0.2 = a fifth closes)
    illegal_shock_heavy: Array
    capacity_shock_light: Array  # relative addition to licensed capacity under construction, once
    capacity_shock_heavy: Array
    damage_shock: Array  # relative change of the environmental damage stock, once
    anger_shock: Array  # added to public anger, 0-1
    rival_support_shock: Array  # added to public support for mines abroad (all rivals), 0-1
    foreign_demand_shock: Array  # relative change of foreign demand this month
    chinese_demand_shock: Array  # relative change of Chinese demand this month


POLICY_FIELDS: Final = tuple(f.name for f in fields(Policy))
LEVER_FIELDS: Final = POLICY_FIELDS[: POLICY_FIELDS.index("announced_severity")]
SHOCK_FIELDS: Final = POLICY_FIELDS[POLICY_FIELDS.index("announced_severity") + 1 :]

# All quotas and plans off, everything else zero: the state of affairs of January 1985 before any policy.
NO_POLICY: Final[Mapping[str, float]] = {
    name: NO_CAP_T_PER_YEAR if name.startswith(("export_quota", "extraction_index")) or name == "smelting_plan" else 0.0
    for name in POLICY_FIELDS
}


def policy_from(values: Mapping[str, float]) -> Policy:
    """A policy for one month in which fields that are not named stand at `NO_POLICY`."""
    unknown = sorted(set(values) - set(POLICY_FIELDS))
    if unknown:
        raise KeyError(f"no policy field named {', '.join(unknown)}")
    return Policy(**{name: np.array([float(values.get(name, NO_POLICY[name]))]) for name in POLICY_FIELDS})


def policy_of(rows: Array) -> Policy:
    """A policy from its values in the order of `POLICY_FIELDS`: (fields,) for all lanes or (fields, B)."""
    wide = rows if rows.ndim == 2 else rows[:, None]
    return Policy(**{name: wide[place] for place, name in enumerate(POLICY_FIELDS)})
