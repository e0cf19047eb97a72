"""What the engine is told each month: the phased-in settings of the levers and the shocks of events.

A lever's id is the name of its field, so a new lever is one block of data and one line here. Settings are
what Beijing ordered, after phase-in; how much of them happens on the ground is computed by `control.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from game.economy.blocks import Array
from game.economy.blocks import quantity as q

# A quota or plan at this rate (t/yr) or above means "none". A number, not infinity: every value stays finite.
NO_CAP_T_PER_YEAR: Final = 600_000.0


@dataclass(slots=True)
class Policy:
    """One month of policy; each field has shape (B,) or (1,), with the range that the equations are made for."""

    # Trade: price tools. Source of their history: levels/shared/history.toml.
    export_rebate_ores: Array = q("share", "share of export value refunded, ores and oxides")
    export_rebate_metals: Array = q("share", "share of export value refunded, metals and magnets")
    export_duty_light: Array = q("share", "share of FOB value")
    export_duty_heavy: Array = q("share", "share of FOB value")
    # Trade: quantity tools.
    export_quota_light: Array = q("t/yr", "of REO; NO_CAP_T_PER_YEAR or more is none")
    export_quota_heavy: Array = q("t/yr", "of REO")
    licensing_strictness: Array = q("share", "0: licences are a formality, 1: no licence is granted")
    licensing_coverage: Array = q("elements", "under licence: 0, 7, 12 or 17", low=0.0, high=17.0)
    licensing_target: Array = q("target", "0 all, 1 Japan, 2 United States, 3 Europe", low=0.0, high=3.0)
    technology_export_ban: Array = q("share", "of technology exports banned")
    # Production.
    foreign_investment: Array = q("share", "openness")
    extraction_index_light: Array = q("t/yr", "allowed")
    extraction_index_heavy: Array = q("t/yr", "allowed")
    smelting_plan: Array = q("t/yr", "allowed")
    environmental_standard: Array = q("share", "strictness of the standard ordered")
    resource_tax: Array = q("share", "share of mine-gate value")
    capacity_retirement: Array = q("share", "share of licensed capacity retired per year")
    # Industry.
    consolidation_drive: Array = q("share", "force of the drive")
    group_map: Array = q("groups", "state groups ordered: 0 (none), 6, 4 or 2", low=0.0, high=6.0)
    downstream_support: Array = q("share", "force of support for moving down the chain")
    # Enforcement.
    crackdown_north: Array = q("share", "effort ordered")
    crackdown_south: Array = q("share", "effort ordered")
    customs: Array = q("share", "effort ordered")
    tracking: Array = q("share", "of output tracked")
    clean_up: Array = q("MUSD/yr", "spent on it")
    # Technology.
    research_separation: Array = q("MUSD/yr", "spent on it")
    research_magnets: Array = q("MUSD/yr", "spent on it")
    research_patents: Array = q("MUSD/yr", "spent on it")
    # Strategy.
    state_reserve: Array = q("t/yr", "of REO bought (positive) or sold (negative)", low=-1e6)
    negotiate: Array = q("share", "how much easing is offered to foreign partners")
    # Announced but not yet binding: what markets expect the licensing regime to become.
    announced_severity: Array = q("share", "strictness x covered share of the announced regime")
    # Shocks of this month, from cards and the duel; zero in most months.
    fear_shock_japan: Array = q("share", "added to that buyer's fear", low=-1.0)
    fear_shock_us: Array = q("share", "added to that buyer's fear", low=-1.0)
    fear_shock_europe: Array = q("share", "added to that buyer's fear", low=-1.0)
    goodwill_shock: Array = q("share", "added to provincial goodwill", low=-1.0)
    trade_case_shock: Array = q("share", "added to the strength of the trade case", low=-2.0, high=2.0)
    treasury_shock: Array = q("MUSD", "once")
    separation_knowledge_shock: Array = q("points", "added to the separation knowledge stock", low=-1e6)
    magnet_knowledge_shock: Array = q("points", "added to the magnet knowledge stock", low=-1e6)
    illegal_shock_light: Array = q("share", "relative change of illegal capacity (-0.2: a fifth closes)", low=-1.0)
    illegal_shock_heavy: Array = q("share", "relative change of illegal capacity", low=-1.0)
    capacity_shock_light: Array = q("share", "relative addition to licensed capacity being built, once", low=-1.0)
    capacity_shock_heavy: Array = q("share", "relative addition to licensed capacity being built, once", low=-1.0)
    damage_shock: Array = q("share", "relative change of the environmental damage stock, once", low=-1.0)
    anger_shock: Array = q("share", "added to public anger", low=-1.0)
    rival_support_shock: Array = q("share", "added to public support for mines abroad (all rivals)", low=-2.0, high=2.0)
    foreign_demand_shock: Array = q("share", "relative change of foreign demand this month", low=-0.95, high=10.0)
    chinese_demand_shock: Array = q("share", "relative change of Chinese demand this month", low=-0.95, high=10.0)


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
