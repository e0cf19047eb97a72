"""One month: every step in order, then all stocks in one place."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np

from game.economy import (
    control,
    demand,
    environment,
    exact,
    illegal,
    leverage,
    magnets,
    market,
    mining,
    public_finance,
    rivals,
    separation,
    trade,
)
from game.economy.blocks import Array
from game.economy.policy import Policy
from game.economy.quantities import Flows, Parameters, State
from game.economy.world import World, WorldMonth

Step = Callable[[Parameters, State, Policy, WorldMonth, Flows], None]
Update = Callable[[Parameters, State, Policy, WorldMonth, Flows], dict[str, Array]]

# Each step reads the last state and the flows written before it, and writes its own flows.
STEPS: Final[tuple[Step, ...]] = (
    control.order_and_implementation,
    separation.technology,
    trade.licensing,
    demand.demand,
    magnets.magnet_orders,
    mining.licensed_mining,
    illegal.illegal_mining,
    rivals.rivals,
    separation.separation,
    trade.foreign_orders,
    trade.exports,
    market.domestic_price,
    trade.deliveries,
    magnets.magnets_delivered,
    market.export_price,
    leverage.leverage,
    leverage.fear,
    environment.environment,
    public_finance.public_finance,
)

# After the steps every stock changes in one of these: they read the last state and the month's flows.
UPDATES: Final[tuple[Update, ...]] = (
    control.next_control,
    mining.next_mines,
    illegal.next_illegal,
    separation.next_separation,
    separation.next_patents,
    demand.next_demand,
    rivals.next_rivals,
    magnets.next_magnets,
    trade.next_trade,
    market.next_market,
    leverage.next_fear,
    environment.next_environment,
    public_finance.next_money,
)


def advance_month(parameters: Parameters, state: State, policy: Policy, world: WorldMonth) -> tuple[State, Flows]:
    """State at the end of the month and the month's flows; the given state is not changed."""
    flows = object.__new__(Flows)
    for step in STEPS:
        step(parameters, state, policy, world, flows)
    stocks: dict[str, Array] = {}
    for update in UPDATES:
        stocks.update(update(parameters, state, policy, world, flows))
    return State(**stocks), flows


def opening_state(parameters: Parameters, world: World) -> State:
    """January 1985 in balance: stocks at their wanted cover, prices at their expected values.

    The batch is the parameters' own; shapes are (axes..., B).
    """
    p = parameters
    lanes = p.opening_treasury_musd.shape[-1]
    zero = np.zeros(lanes)
    products = np.zeros((3, lanes))
    first = world.month(0)
    export = demand.opening_export_price(p)
    magnets_abroad = p.magnet_use_2005_t_per_month * first.magnet_activity
    use_abroad = demand.opening_use_t_per_month(p)
    need = use_abroad.copy()
    need[1] = need[1] + magnets_abroad
    mined = p.opening_mine_capacity_t_per_month
    separated = separation.products_of(p.composition, mined * (1.0 - p.process_loss_share))
    use_china = p.use_china_1985_t_per_month
    return State(
        mine_capacity_t_per_month=mined.copy(),
        mine_projects_t_per_month=mined * p.opening_mine_projects_share,
        mine_margin=mined * 0.0 + 0.3,
        mined_china_t=mined * 60.0,
        illegal_capacity_t_per_month=p.opening_illegal_capacity_t_per_month.copy(),
        concentrate_t=mined * 1.5,
        product_t=p.domestic_cover_months * separated,
        black_t=products.copy(),
        reserve_t=products.copy(),
        unsold_t=products.copy(),
        unserved=products.copy(),
        separation_capacity_t_per_month=mined * 1.2,
        separation_research_points=zero.copy(),
        separation_pilot_points=zero.copy(),
        separation_knowledge_points=zero.copy(),
        magnet_research_points=zero.copy(),
        magnet_pilot_points=zero.copy(),
        magnet_knowledge_points=zero.copy(),
        patents_china=zero + 100.0,
        patents_us=zero + 1500.0,
        patent_research_musd_per_month=zero.copy(),
        magnet_share=p.opening_magnet_share.copy(),
        magnet_stock_t=p.magnet_cover_months * magnets_abroad,
        price_usd_per_t=p.opening_price_usd_per_t.copy(),
        expected_price_usd_per_t=p.opening_price_usd_per_t.copy(),
        export_price_usd_per_t=export,
        expected_export_price_usd_per_t=export.copy(),
        licence_rent_usd_per_t=np.zeros((2, lanes)),
        tightness=np.zeros((2, lanes)),
        licences_t=np.zeros((2, lanes)),
        licence_flow=np.ones((3, 3, lanes)),
        magnet_licence_flow=np.ones((3, lanes)),
        thrift=np.ones((3, 3, lanes)),
        thrift_china=np.ones((3, lanes)),
        foreign_stock_t=p.foreign_cover_months[:, None] * need,
        past_use_t_per_month=exact.stack([use_china, exact.total_second(use_abroad)], axis=1) * 0.8,
        rival_capacity_t_per_month=p.opening_rival_capacity_t_per_month.copy(),
        rival_running=np.full((4, lanes), 0.95),
        rival_projects_t_per_month=np.zeros((4, lanes)),
        rival_building_t_per_month=np.zeros((4, lanes)),
        rival_refining_t_per_month=p.opening_rival_refining_t_per_month.copy(),
        rival_support=np.zeros((4, lanes)),
        mined_abroad_t=np.zeros((4, lanes)),
        consolidation_licences=zero + 0.05,
        consolidation_smelters=zero + 0.05,
        goodwill=zero + 0.6,
        accountability=np.zeros((2, lanes)),
        plan_practice=np.zeros((2, lanes)),
        fear=np.zeros((3, lanes)),
        preparedness=np.zeros((3, lanes)),
        trade_case=zero.copy(),
        ruling=zero.copy(),
        damage_points=np.stack([zero + 5.0, zero + 3.0]),
        anger=zero.copy(),
        treasury_musd=p.opening_treasury_musd.copy(),
        foreign_exchange_musd=zero.copy(),
    )
