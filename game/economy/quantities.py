"""Every parameter, stock and flow of the engine with unit and axes: the glossary.

Tonnes are t REO (rare-earth oxide equivalent), money is nominal USD or million USD, time is months; units come
last in a name. Arrays have shape (axes..., B), B being the batch of campaigns.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from game.economy.blocks import Array, Block, quantity
from game.economy.dimensions import BUYERS, DEPOSITS, PRODUCTS, RIVALS

q = quantity


@dataclass(slots=True)
class Parameters(Block):
    """Calibrated or assumed constants; values, bounds and sources are in assets/economy/parameters.toml."""

    # Opening state, January 1985.
    opening_mine_capacity_t_per_month: Array = q("t/month", "licensed Chinese mining capacity", DEPOSITS, low=1e-3)
    opening_mine_projects_share: Array = q("share", "of licensed capacity under construction", high=10.0)
    opening_illegal_capacity_t_per_month: Array = q("t/month", "illegal mining capacity", DEPOSITS)
    opening_price_usd_per_t: Array = q("USD/t", "Chinese domestic price, also the reference of demand", PRODUCTS)
    opening_rival_capacity_t_per_month: Array = q("t/month", "mining capacity abroad", RIVALS)
    opening_rival_refining_t_per_month: Array = q("t/month", "separation capacity abroad", RIVALS)
    opening_reserves_china_t: Array = q("t", "Chinese reserves", low=1.0)
    opening_reserves_abroad_t: Array = q("t", "reserves of all others", low=1.0)
    opening_magnet_share: Array = q("share", "China's share of the world's magnet output")
    opening_treasury_musd: Array = q("MUSD", "the sector's money at hand")
    # Geology and chemistry.
    composition: Array = q("share", "products separated from a tonne of each deposit's ore", DEPOSITS, PRODUCTS)
    process_loss_share: Array = q("share", "tonnes lost in separation", high=0.9)
    magnet_loss_share: Array = q("share", "input lost in making magnets, net of swarf returned", high=0.9)
    # Mining in China.
    mine_cost_usd_per_t: Array = q("USD/t", "mining cost in 1985 money", DEPOSITS)
    separation_cost_usd_per_t: Array = q("USD/t", "separation cost before technology, 1985 money", DEPOSITS)
    standard_cost_share: Array = q("share", "rise of mining cost at full environmental standard", high=10.0)
    depletion_cost_share: Array = q("share", "rise of mining cost when opening reserves are exhausted", high=10.0)
    investment_share_per_month: Array = q("1/month", "capacity ordered at full appetite", DEPOSITS)
    investment_margin: Array = q("share", "margin at which appetite for investment is half", low=-1.0)
    foreign_investment_gain: Array = q("share", "extra appetite when foreign capital is fully welcome", high=10.0)
    mine_lead_months: Array = q("months", "from decision to capacity")
    mine_depreciation_per_month: Array = q("1/month", "capacity worn out")
    utilisation_steepness: Array = q("1", "reaction of utilisation to margin")
    mine_floor_share: Array = q("share", "utilisation kept by state mines even at a loss")
    margin_months: Array = q("months", "averaging of margins by investors")
    # Illegal mining.
    illegal_cost_share: Array = q("share", "illegal cost as a share of clean legal cost", DEPOSITS, low=1e-3, high=10.0)
    illegal_limit_t_per_month: Array = q("t/month", "most that illegal miners could reach", DEPOSITS, low=1e-3)
    smuggler_share: Array = q("share", "of the gap to the FOB price that smugglers pass on to the pits")
    illegal_entry_per_month: Array = q("1/month", "entry at a high margin with nobody looking", DEPOSITS)
    illegal_margin: Array = q("share", "margin at which entry is half", low=1e-3, high=10.0)
    illegal_exit_per_month: Array = q("1/month", "exit under a full crackdown that holds")
    off_book_share: Array = q("share", "of output cut by a plan that goes on off the books")
    illegal_seed_share: Array = q("share", "entrants appear from this share of the limit even from nothing")
    whack_a_mole_share: Array = q("share", "part of the closed capacity that returns where control is nil")
    laundering_months: Array = q("months", "time until black product finds a licensed buyer")
    # Separation and technology.
    learning_elasticity: Array = q("1", "fall of separation cost with cumulative output")
    knowledge_scale: Array = q("points", "separation knowledge that halves the rest of the cost", low=1e-3)
    research_lag_months: Array = q("months", "mean time from money to knowledge")
    knowledge_decay_per_month: Array = q("1/month", "knowledge forgotten")
    separation_growth_per_month: Array = q("1/month", "growth of separation capacity at full use")
    # Magnets.
    magnet_use_2005_t_per_month: Array = q("t/month", "magnet demand of foreign buyers at index 1", BUYERS)
    magnet_use_china_2005_t_per_month: Array = q("t/month", "magnet demand of China at index 1")
    magnet_elasticity: Array = q("1", "fall of magnet demand with the price of their metals")
    magnet_heavy_share: Array = q("share", "heavy content of magnets before thrift", high=0.9)
    magnet_maker_share: Array = q("share", "where magnets outside China are made", BUYERS)
    magnet_shift_per_month: Array = q("1/month", "speed at which magnet making follows advantage")
    magnet_ceiling: Array = q("share", "of magnet making that buyers abroad would ever leave to China")
    magnet_advantage_base: Array = q("1", "cost advantage of Chinese magnet makers at equal metal prices")
    magnet_price_gain: Array = q("1", "advantage per unit of log gap between export and domestic prices")
    magnet_policy_gain: Array = q("1", "advantage from support, foreign capital and knowledge")
    magnet_cover_months: Array = q("months", "magnets held by foreign buyers")
    magnet_value_added_usd_per_t: Array = q("USD/t", "value added to the metals in a tonne of magnets")
    # Demand outside magnets.
    use_share_1985: Array = q("share", "of foreign use in 1985 by buyer", PRODUCTS, BUYERS)
    use_china_1985_t_per_month: Array = q("t/month", "Chinese use at opening prices", PRODUCTS)
    income_elasticity: Array = q("1", "growth of use with activity", PRODUCTS)
    elasticity_short: Array = q("1", "fall of use within months", PRODUCTS)
    elasticity_long: Array = q("1", "fall of use within years, beyond the short run", PRODUCTS)
    thrift_months: Array = q("months", "time to learn to do without")
    thrift_memory_months: Array = q("months", "time to forget it again")
    recycling_share: Array = q("share", "of use that returns at the end, by product", PRODUCTS)
    recycling_months: Array = q("months", "mean time in use")
    # Markets.
    domestic_cover_months: Array = q("months", "stock that Chinese traders want", PRODUCTS)
    foreign_cover_months: Array = q("months", "stock that foreign buyers want", PRODUCTS)
    cover_exponent: Array = q("1", "reaction of price to the stock cover", PRODUCTS)
    expectation_months: Array = q("months", "averaging of prices into expectations")
    cost_anchor_months: Array = q("months", "pull of cost on expectations")
    producer_margin: Array = q("1", "value of a tonne's products over its cost in the long run", DEPOSITS, low=1e-3)
    price_floor_share: Array = q("share", "of unit cost that finishing a product costs: nobody sells below", low=1e-3)
    unserved_gain: Array = q("1", "rise of the wanted stock per unit of use that went unserved")
    speculation_gain: Array = q("1", "extra stock wanted per unit of price over expectation")
    hoarding_gain: Array = q("1", "extra stock wanted at home per unit of export price over expectation")
    fear_stock_gain: Array = q("1", "extra stock wanted at full fear")
    restock_months: Array = q("months", "time in which buyers close a gap in stocks")
    export_margin: Array = q("1", "export grade, freight and trading over the domestic price", PRODUCTS, low=1e-3)
    rent_elasticity: Array = q("1", "fall of orders with the price of a licence", low=1e-3)
    rent_months: Array = q("months", "time in which the price of a licence follows scarcity")
    tightness_months: Array = q("months", "time in which the market learns how tight the quota is")
    fear_price_gain: Array = q("1", "log premium on export prices at full fear")
    metals_export_share: Array = q("share", "exports that earn the metals rate of the rebate", PRODUCTS)
    # Smuggling.
    smuggling_limit_share: Array = q("share", "most of foreign orders that a gap in prices draws to smugglers")
    smuggling_gap: Array = q("1", "log price gap at which smuggling is half of its limit", low=1e-6)
    customs_effect: Array = q("share", "of smuggling that full customs effort stops")
    # Licensing.
    licence_lag_months: Array = q("months", "time for licences to open up again")
    leak_share: Array = q("share", "of a cut aimed at one buyer that third buyers pass on")
    # Rivals.
    rival_limit_t_per_month: Array = q("t/month", "most the geology and permits allow", RIVALS, low=1e-3)
    rival_mine_cost_usd_per_t: Array = q("USD/t", "mining cost, 1985 money", RIVALS)
    rival_refining_cost_usd_per_t: Array = q("USD/t", "separation cost, 1985 money", RIVALS)
    rival_heavy_share: Array = q("share", "of the ore that is ionic clay", RIVALS)
    rival_start_per_month: Array = q("1/month", "projects started at full appetite", RIVALS)
    rival_margin: Array = q("1", "log margin at which appetite is half")
    rival_lead_months: Array = q("months", "from start to capacity, mines")
    refinery_lead_months: Array = q("months", "from mine to refinery")
    rival_idle_months: Array = q("months", "time to lay a losing mine idle")
    rival_restart_months: Array = q("months", "time to restart it")
    rival_scrap_per_month: Array = q("1/month", "idle capacity lost for good")
    refinery_scrap_per_month: Array = q("1/month", "idle refineries and know-how lost")
    rival_steepness: Array = q("1", "reaction of running or idling to log margin")
    fear_premium: Array = q("1", "log margin added at full fear by buyers' support")
    netback_share: Array = q("share", "of China's basket price paid for foreign ore", RIVALS)
    know_how_penalty: Array = q("share", "extra refining cost where know-how was lost", high=10.0)
    clay_displacement_share: Array = q("share", "of closed southern diggings that move across the border")
    border_trade_per_month: Array = q("1/month", "growth of border mining at a high margin")
    # Control.
    consolidation_per_month: Array = q("1/month", "licences taken over at full drive")
    smelter_consolidation_ratio: Array = q("1", "smelters taken over per licence taken over")
    base_implementation: Array = q("share", "orders carried out with fragmented industry")
    northern_obedience: Array = q("share", "of the rest carried out besides in the north, at one state company's mine")
    consolidation_implementation: Array = q("share", "added by full consolidation")
    tracking_implementation: Array = q("share", "added by full tracking")
    goodwill_implementation: Array = q("share", "added between no and full goodwill")
    goodwill_months: Array = q("months", "time in which provinces change their mind")
    plan_accountability_months: Array = q("months", "time in which a plan comes to be reported as kept")
    inspection_scale: Array = q("1", "summed inspection at which half of the mines report the plan", low=1e-3)
    plan_practice_months: Array = q("months", "time in which a plan on paper becomes practice")
    # Fear and the trade case.
    fear_rise_per_month: Array = q("1/month", "rise of fear under full restriction")
    fear_decay_per_month: Array = q("1/month", "decay of fear")
    quota_fear_weight: Array = q("1", "fear from orders the quota refuses")
    licence_fear_weight: Array = q("1", "fear from licences refused")
    announcement_fear_weight: Array = q("1", "fear from what is announced")
    spike_fear_weight: Array = q("1", "fear from prices far over expectation")
    trade_case_per_month: Array = q("1/month", "growth of the case under full restriction")
    trade_case_decay_per_month: Array = q("1/month", "decay of the case")
    # Environment.
    damage_legal_per_t: Array = q("points/t", "damage by legal mining without a standard", DEPOSITS)
    damage_illegal_per_t: Array = q("points/t", "damage by illegal mining", DEPOSITS)
    damage_decay_per_month: Array = q("1/month", "natural recovery")
    clean_up_points_per_musd: Array = q("points/MUSD", "damage cleaned up per million")
    anger_scale: Array = q("points", "damage at which anger is half", low=1e-3)
    # Money.
    appropriation_musd_per_month: Array = q("MUSD/month", "budget grant, 1985 money")
    profit_share: Array = q("share", "of sector profit that reaches the treasury")
    enforcement_cost_musd_per_month: Array = q("MUSD/month", "full crackdown, customs or tracking, each")
    support_cost_musd_per_month: Array = q("MUSD/month", "full support for moving down the chain")
    # Patents and leverage.
    patents_per_musd: Array = q("patents/MUSD", "filings per million of research after its lag")
    patents_us_per_month: Array = q("patents/month", "American filings at index 1")
    value_at_stake_usd_per_t: Array = q("USD/t", "output lost abroad per tonne missing", PRODUCTS)
    magnet_value_at_stake_usd_per_t: Array = q("USD/t", "output lost abroad per tonne of magnets missing")
    substitution_share: Array = q("share", "of a missing flow that the unprepared replace within twelve months")
    preparedness_gain: Array = q("share", "of a missing flow replaced besides by those fully prepared")
    preparedness_months: Array = q("months", "time in which frightened buyers prepare")
    complacency_months: Array = q("months", "time in which preparation is given up again")


@dataclass(slots=True)
class State(Block):
    """All stocks and memories at the start of a month."""

    # Mines.
    mine_capacity_t_per_month: Array = q("t/month", "licensed capacity", DEPOSITS)
    mine_projects_t_per_month: Array = q("t/month", "licensed capacity under construction", DEPOSITS)
    mine_margin: Array = q("1", "smoothed margin over cost", DEPOSITS, low=-1.0, high=10.0)
    mined_china_t: Array = q("t", "cumulative Chinese output", DEPOSITS)
    illegal_capacity_t_per_month: Array = q("t/month", "illegal capacity", DEPOSITS)
    # Chinese stocks of goods.
    concentrate_t: Array = q("t", "ore and concentrate at Chinese smelters", DEPOSITS)
    product_t: Array = q("t", "separated products with Chinese traders and users", PRODUCTS)
    black_t: Array = q("t", "products outside the books", PRODUCTS)
    reserve_t: Array = q("t", "strategic state reserve", PRODUCTS)
    unsold_t: Array = q("t", "products nobody wants, out of the market", PRODUCTS)
    unserved: Array = q("share", "of Chinese use that found no goods last month", PRODUCTS)
    # Separation, knowledge.
    separation_capacity_t_per_month: Array = q("t/month", "Chinese separation capacity", DEPOSITS)
    separation_research_points: Array = q("points", "separation research under way")
    separation_pilot_points: Array = q("points", "separation research in pilot plants")
    separation_knowledge_points: Array = q("points", "separation knowledge")
    magnet_research_points: Array = q("points", "magnet research under way")
    magnet_pilot_points: Array = q("points", "magnet research in pilot plants")
    magnet_knowledge_points: Array = q("points", "magnet knowledge")
    patents_china: Array = q("patents", "cumulative Chinese filings")
    patents_us: Array = q("patents", "cumulative American filings")
    patent_research_musd_per_month: Array = q("MUSD/month", "smoothed money behind filings")
    # Magnets.
    magnet_share: Array = q("share", "China's share of magnets for buyers abroad")
    magnet_stock_t: Array = q("t", "magnets held abroad", BUYERS)
    # Markets.
    price_usd_per_t: Array = q("USD/t", "domestic price last month", PRODUCTS)
    expected_price_usd_per_t: Array = q("USD/t", "domestic price that traders hold for normal", PRODUCTS)
    export_price_usd_per_t: Array = q("USD/t", "FOB price last month", PRODUCTS)
    expected_export_price_usd_per_t: Array = q("USD/t", "FOB price held for normal", PRODUCTS)
    licence_rent_usd_per_t: Array = q(
        "USD/t", "price of the right to export a tonne under the quota", DEPOSITS, low=0.0
    )
    tightness: Array = q("1", "orders over the quota as the market has come to see them", DEPOSITS)
    licences_t: Array = q("t", "licences issued and not used", DEPOSITS)
    licence_flow: Array = q("share", "licences of last month, share of normal flows", PRODUCTS, BUYERS, high=2.0)
    magnet_licence_flow: Array = q("share", "the same for magnets", BUYERS, high=2.0)
    # Use.
    thrift: Array = q("share", "use left after learning to do without, abroad", PRODUCTS, BUYERS, high=100.0)
    thrift_china: Array = q("share", "the same in China", PRODUCTS, high=100.0)
    foreign_stock_t: Array = q("t", "stocks of foreign buyers", PRODUCTS, BUYERS)
    past_use_t_per_month: Array = q("t/month", "use long ago, by China and abroad", PRODUCTS, ("china", "abroad"))
    # Rivals.
    rival_capacity_t_per_month: Array = q("t/month", "mines that run or could at once", RIVALS)
    rival_running: Array = q("share", "of that capacity running", RIVALS)
    rival_projects_t_per_month: Array = q("t/month", "mines planned or permitted", RIVALS)
    rival_building_t_per_month: Array = q("t/month", "mines under construction", RIVALS)
    rival_refining_t_per_month: Array = q("t/month", "separation capacity", RIVALS)
    rival_support: Array = q("share", "public support lent by events, fading", RIVALS, low=-10.0, high=10.0)
    mined_abroad_t: Array = q("t", "cumulative output abroad", RIVALS)
    # Control.
    consolidation_licences: Array = q("share", "of mining licences held by state groups")
    consolidation_smelters: Array = q("share", "of smelters held by state groups")
    goodwill: Array = q("share", "goodwill of the provinces")
    accountability: Array = q("share", "how far plans are reported as kept", DEPOSITS)
    plan_practice: Array = q("share", "how far a plan has become practice", DEPOSITS)
    # Fear.
    fear: Array = q("share", "fear of buyers", BUYERS)
    preparedness: Array = q("share", "substitutes, second sources and plans kept ready", BUYERS)
    trade_case: Array = q("share", "strength of the trade case; 1 is a ruling", high=2.0)
    ruling: Array = q("share", "force of a ruling in being")
    # Environment and money.
    damage_points: Array = q("points", "damage to land and water", DEPOSITS)
    anger: Array = q("share", "public anger")
    treasury_musd: Array = q("MUSD", "the sector's money")
    foreign_exchange_musd: Array = q("MUSD", "foreign exchange earned since the start")

    def digest(self) -> bytes:
        """SHA-256 over the raw bytes of all stocks; adding 0.0 turns -0.0 into +0.0 first."""
        return hashlib.sha256((self.block() + 0.0).astype("<f8").tobytes()).digest()


@dataclass(slots=True)
class Flows(Block):
    """What happened in a month, in the order in which it is first written; some wants are cut by a later step."""

    # control.py
    implementation: Array = q("share", "how much of an order happens on the ground")
    local_implementation: Array = q("share", "the same at the mines of each deposit", DEPOSITS)
    crackdown: Array = q("share", "effective crackdown, by deposit", DEPOSITS)
    traceability: Array = q("share", "of goods whose origin can be told")
    customs: Array = q("share", "effective customs effort")
    standard: Array = q("share", "effective environmental standard", DEPOSITS)
    plan_compliance: Array = q("share", "part of over-plan output that the plan prevents", DEPOSITS)
    consolidation_flow: Array = q("share/month", "licences taken over")
    # separation.py
    technology_factor: Array = q("1", "separation cost over its 1985 level")
    # trade.py
    licence_flow: Array = q("share", "share of normal flows that get a licence", PRODUCTS, BUYERS)
    magnet_licence_flow: Array = q("share", "the same for magnets", BUYERS)
    # demand.py
    use_wanted_t: Array = q("t/month", "foreign use wanted outside magnets", PRODUCTS, BUYERS)
    use_china_wanted_t: Array = q("t/month", "Chinese use wanted outside magnets", PRODUCTS)
    magnet_content: Array = q("share", "products in a tonne of magnets", PRODUCTS)
    magnet_demand_t: Array = q("t/month", "magnets wanted abroad", BUYERS)
    magnet_demand_china_t: Array = q("t/month", "magnets wanted in China")
    # magnets.py
    magnet_exports_t: Array = q("t/month", "magnets delivered abroad", BUYERS)
    magnets_made_abroad_t: Array = q("t/month", "magnets made abroad")
    magnets_made_china_t: Array = q("t/month", "magnets made in China")
    magnet_input_china_t: Array = q("t/month", "products put into Chinese magnets", PRODUCTS)
    magnet_input_abroad_t: Array = q("t/month", "products put into foreign magnets", PRODUCTS, BUYERS)
    # mining.py
    unit_cost_usd_per_t: Array = q("USD/t", "legal cost of a tonne of ore and its separation", DEPOSITS)
    basket_price_usd_per_t: Array = q("USD/t", "domestic value of a tonne of each deposit's products", DEPOSITS)
    mine_margin_now: Array = q("1", "margin over cost", DEPOSITS)
    legal_mined_t: Array = q("t/month", "legal output", DEPOSITS)
    cut_by_plan_t: Array = q("t/month", "licensed output that the plan prevented", DEPOSITS)
    in_plan_mined_t: Array = q("t/month", "legal output under the plan", DEPOSITS)
    recorded_mined_t: Array = q("t/month", "output in the statistics of the time", DEPOSITS)
    mine_starts_t_per_month: Array = q("t/month per month", "capacity decided on", DEPOSITS)
    # illegal.py
    illegal_cost_usd_per_t: Array = q("USD/t", "the same for illegal ore", DEPOSITS)
    illegal_entry_t_per_month: Array = q("t/month per month", "illegal capacity entering", DEPOSITS)
    illegal_exit_t_per_month: Array = q("t/month per month", "illegal capacity closed for good", DEPOSITS)
    illegal_mined_t: Array = q("t/month", "illegal output", DEPOSITS)
    # rivals.py
    rival_netback_usd_per_t: Array = q("USD/t", "what China pays for foreign ore", RIVALS)
    rival_margin_now: Array = q("1", "log margin of mines abroad", RIVALS)
    rival_mined_t: Array = q("t/month", "mine output abroad", RIVALS)
    rival_refining_loss_t: Array = q("t/month", "lost in refining abroad", RIVALS)
    rival_refined_t: Array = q("t/month", "products refined abroad", RIVALS)
    rival_ore_to_china_t: Array = q("t/month", "ore sold to China", RIVALS)
    rival_starts_t_per_month: Array = q("t/month per month", "mines abroad decided on", RIVALS)
    # separation.py
    separated_ore_t: Array = q("t/month", "ore put into separation in China", DEPOSITS)
    separation_loss_t: Array = q("t/month", "lost in it", DEPOSITS)
    separated_t: Array = q("t/month", "products out of it", PRODUCTS)
    black_loss_t: Array = q("t/month", "lost on the way", DEPOSITS)
    black_separated_t: Array = q("t/month", "products of illegal ore", PRODUCTS)
    recycled_china_t: Array = q("t/month", "returned by Chinese users", PRODUCTS)
    recycled_abroad_t: Array = q("t/month", "returned by foreign users", PRODUCTS)
    # trade.py
    foreign_need_t: Array = q(
        "t/month", "use and magnet input wanted abroad, before anybody runs short", PRODUCTS, BUYERS
    )
    rival_deliveries_t: Array = q("t/month", "rivals' products by buyer", PRODUCTS, BUYERS)
    foreign_orders_t: Array = q("t/month", "ordered from China", PRODUCTS, BUYERS)
    smuggled_t: Array = q("t/month", "smuggled", PRODUCTS, BUYERS)
    laundered_t: Array = q("t/month", "black products bought by licensed firms", PRODUCTS)
    export_ceiling_t: Array = q("t/month", "licences available under the quota", DEPOSITS)
    quota_bite: Array = q("share", "of orders that the quota refuses", DEPOSITS)
    quota_use: Array = q("1", "orders over the cap that the market sees, cut to 0-3", DEPOSITS)
    licensed_exports_t: Array = q("t/month", "licensed exports without magnets", PRODUCTS, BUYERS)
    # market.py
    price_now_usd_per_t: Array = q("USD/t", "domestic price", PRODUCTS)
    # trade.py
    use_china_t: Array = q("t/month", "Chinese use outside magnets", PRODUCTS)
    unserved_now: Array = q("share", "of Chinese use that found no goods", PRODUCTS)
    reserve_bought_t: Array = q("t/month", "bought for the reserve (sold: negative)", PRODUCTS)
    unsold_flow_t: Array = q("t/month", "given up as unsold (taken back: negative)", PRODUCTS)
    use_t: Array = q("t/month", "foreign use outside magnets", PRODUCTS, BUYERS)
    # market.py
    export_price_now_usd_per_t: Array = q("USD/t", "FOB price", PRODUCTS)
    # leverage.py
    exposure_busd: Array = q("bn USD", "twelve-month loss if supply stopped", BUYERS)
    controllability: Array = q("share", "supply that does what Beijing orders")
    leverage_busd: Array = q("bn USD", "exposure times controllability")
    restriction: Array = q("share", "pressure of restrictions felt by a buyer", BUYERS)
    # environment.py
    damage_flow_points: Array = q("points/month", "net damage", DEPOSITS)
    # public_finance.py
    export_value_musd: Array = q("MUSD/month", "licensed exports without magnets, FOB")
    magnet_value_musd: Array = q("MUSD/month", "magnet exports, FOB")
    rebate_musd: Array = q("MUSD/month", "rebates paid")
    duty_musd: Array = q("MUSD/month", "duties received")
    tax_musd: Array = q("MUSD/month", "resource tax received")
    profit_musd: Array = q("MUSD/month", "state share of profits")
    spending_musd: Array = q("MUSD/month", "research, clean-up, enforcement, support")
    reserve_cost_musd: Array = q("MUSD/month", "reserve purchases less sales")
    appropriation_musd: Array = q("MUSD/month", "grant of the central budget")
    retaliation_musd: Array = q("MUSD/month", "lost to lawful retaliation after a ruling")
    shock_musd: Array = q("MUSD/month", "from events")
