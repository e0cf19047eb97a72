"""What the two maps show: provinces with their share of the deposits, and the world's mines, buyers and flows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from game import paths
from game.content.map_files import Province, Shapes, read_provinces, read_shapes
from game.economy.dimensions import BUYERS, RIVALS
from game.language import number, percent, phrase, quantity, run_on
from game.session import Session
from game.views.chain import caption
from game.views.estimates import range_text, ranges_sentence
from game.views.tonnes import YearTo, year_to

# Where a place stands on the world map: longitude, latitude. A rival stands for a region, not for a point.
PLACES = {
    "china": (104.0, 34.0),
    "us_mine": (-115.5, 38.0),
    "australia": (121.0, -27.0),
    "south_east_asia": (101.0, 12.0),
    "rest": (74.0, 20.0),
    "japan": (139.0, 37.0),
    "us": (-82.0, 40.0),
    "europe": (10.0, 50.0),
}
_MOVED = 0.05  # a capacity that changed by more than this in a year opens or closes


@dataclass(frozen=True, slots=True)
class ProvinceView:
    id: str
    title: str
    short: str
    deposit: str  # "light" or "heavy"
    disc: tuple[float, float]
    legal_t: float  # t a year
    illegal_t: float
    damage: float  # points of its deposit
    group: str  # name of the state group on the ordered map, or empty
    group_id: str
    lines: tuple[str, ...]  # the figures in words


@dataclass(frozen=True, slots=True, eq=False)
class ChinaView:
    caption: str
    provinces: tuple[ProvinceView, ...]
    light_damage: float
    heavy_damage: float
    held: float  # share of licences in the hands of groups
    sentence: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    id: str
    title: str
    at: tuple[float, float]  # longitude, latitude
    kind: str  # "china", "mine" or "buyer"
    tonnes: float  # a mine's output, a buyer's supply, a year
    capacity_t: float  # of a mine
    share: float  # a buyer's dependence on China; a mine's running capacity
    trend: int  # a mine that opens 1 or closes -1, compared with a year before
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlowView:
    source: str
    target: str
    kind: str  # "oxide", "magnet", "smuggled", "ore" or "rival"
    tonnes: float


@dataclass(frozen=True, slots=True, eq=False)
class WorldView:
    caption: str
    places: tuple[PlaceView, ...]
    flows: tuple[FlowView, ...]
    sentence: str


@cache
def shapes() -> Shapes:
    return read_shapes(paths.maps_folder() / "shapes.json")


@cache
def provinces() -> tuple[Province, ...]:
    return read_provinces(paths.maps_folder() / "provinces.toml")


def china_view(session: Session, language: str, month: int | None = None, history: bool = False) -> ChinaView:
    """The producing provinces in the year up to a month."""
    year = year_to(session, month, history)
    heavy, illegal_heavy = year.flow("china_legal_heavy_output_t"), year.flow("china_illegal_heavy_output_t")
    legal = {"light": year.flow("china_legal_mine_output_t") - heavy, "heavy": heavy}
    illegal = {"light": year.flow("china_illegal_mine_output_t") - illegal_heavy, "heavy": illegal_heavy}
    damage = {name: year.level(f"damage_{name}_points") for name in legal}
    held = year.level("consolidation_licences_share")
    groups = 0 if history else int(session.state.settings["group_map"])
    dug = {name: (tonnes, _illegal_range(year, name)) for name, tonnes in illegal.items()}
    shown = tuple(_province(session, one, language, legal, dug, damage, groups) for one in provinces())
    told = phrase(
        "map.sentence",
        language,
        n=legal["light"],
        b=illegal["light"],
        d=damage["light"],
        h=heavy,
        i=illegal_heavy,
        e=damage["heavy"],
    )
    guessed = ranges_sentence(year.ranges(), language)
    told = run_on([told, guessed], language) if guessed else told
    return ChinaView(caption(year, language), shown, damage["light"], damage["heavy"], held, told)


def _province(
    session: Session,
    one: Province,
    language: str,
    legal: dict[str, float],
    illegal: dict[str, tuple[float, tuple[float, float] | None]],
    damage: dict[str, float],
    groups: int,
) -> ProvinceView:
    group_id = next(
        (unit.member_of[groups] for unit in session.level.units if unit.id in one.units and groups in unit.member_of),
        "",
    )
    group = phrase(f"state_group.{group_id}", language) if group_id else ""
    dug, ends = illegal[one.deposit]
    legal_t, illegal_t = legal[one.deposit] * one.legal, dug * one.illegal
    if ends is not None:
        ends = (ends[0] * one.illegal, ends[1] * one.illegal)
    deposit = phrase(f"map.{one.deposit}", language)
    hurt = quantity(number(damage[one.deposit], 1, language), phrase("map.points", language), language)
    shares = f"{percent(one.legal, 0, language)} / {percent(one.illegal, 0, language)}"
    lines = (
        _line(language, "legal", _tonnes(legal_t, language)),
        _line(language, "illegal", _estimate(illegal_t, ends, language)),
        _line(language, "damage", phrase("format.aside", language, words=hurt, aside=deposit)),
        _line(language, "group", group or phrase("map.no_group", language)),
        phrase("map.share", language, d=deposit, s=shares),
    )
    title, short = one.title.in_language(language), one.short.in_language(language)
    return ProvinceView(
        one.id, title, short, one.deposit, one.disc, legal_t, illegal_t, damage[one.deposit], group, group_id, lines
    )


def world_view(session: Session, language: str, month: int | None = None, history: bool = False) -> WorldView:
    """Mines, buyers and flows in the year up to a month."""
    year = year_to(session, month, history)
    places = [_china_place(year, language)]
    places += [_mine(year, rival, language) for rival in RIVALS]
    places += [_buyer(year, buyer, language) for buyer in BUYERS]
    flows = []
    pool = sum(year.flow(f"rival_deliveries_{buyer}_t") for buyer in BUYERS)
    for buyer in BUYERS:
        flows.append(FlowView("china", buyer, "oxide", year.flow(f"exports_{buyer}_t")))
        flows.append(FlowView("china", buyer, "magnet", year.flow(f"magnet_exports_{buyer}_t")))
        flows.append(FlowView("china", buyer, "smuggled", year.flow(f"smuggled_{buyer}_t")))
    for rival in RIVALS:
        at = "us_mine" if rival == "us" else rival
        flows.append(FlowView(at, "china", "ore", year.flow(f"{rival}_ore_to_china_t")))
        refined = year.flow(f"{rival}_refined_t")
        for buyer in BUYERS:
            # The engine pools what rivals refine before buyers share it: each takes the same part from all.
            part = year.flow(f"rival_deliveries_{buyer}_t") / pool if pool > 0.0 else 0.0
            flows.append(FlowView(at, buyer, "rival", refined * part))
    return WorldView(
        caption(year, language),
        tuple(places),
        tuple(flow for flow in flows if flow.tonnes >= 1.0),
        _world_sentence(places, language),
    )


def _line(language: str, name: str, text: str) -> str:
    return phrase("format.named", language, name=phrase(f"map.{name}", language), words=text)


def _illegal_range(year: YearTo, deposit: str) -> tuple[float, float] | None:
    """The ends of what a deposit's pits may have dug; None where that is known."""
    heavy, whole = year.range("china_illegal_heavy_output_t"), year.range("china_illegal_mine_output_t")
    if heavy is None or whole is None or deposit == "heavy":
        return heavy
    return whole[0] - heavy[0], whole[1] - heavy[1]


def _estimate(value: float, ends: tuple[float, float] | None, language: str) -> str:
    """Tonnes a year, with the range where they are estimated."""
    if ends is None:
        return _tonnes(value, language)
    return phrase("format.aside", language, words=_tonnes(value, language), aside=range_text(*ends, language))


def _tonnes(value: float, language: str) -> str:
    return quantity(number(value, 0, language), phrase("tonnes_year", language), language)


def _running(capacity: float, share: float, language: str) -> str:
    words = _tonnes(capacity, language)
    return phrase("map.running", language, capacity=words, share=percent(min(share, 1.0), 0, language))


def _china_place(year: YearTo, language: str) -> PlaceView:
    legal, illegal = year.flow("china_legal_mine_output_t"), year.flow("china_illegal_mine_output_t")
    lines = (
        _line(language, "legal", _tonnes(legal, language)),
        _line(language, "illegal", _estimate(illegal, year.range("china_illegal_mine_output_t"), language)),
    )
    title = phrase("place.china", language)
    return PlaceView("china", title, PLACES["china"], "china", legal + illegal, 0.0, 1.0, 0, lines)


def _mine(year: YearTo, rival: str, language: str) -> PlaceView:
    at = "us_mine" if rival == "us" else rival
    output = year.flow(f"{rival}_mine_output_t")
    capacity = year.level(f"{rival}_capacity_t") * 12.0
    running = output / capacity if capacity > 1.0 else 0.0
    gain = year.gain(f"{rival}_mine_output_t")
    trend = 0 if max(output, capacity) < 50.0 or abs(gain) < _MOVED else 1 if gain > 0.0 else -1
    lines = (
        _line(language, "output", _tonnes(output, language)),
        _line(language, "capacity", _running(capacity, running, language)),
        _line(language, "refined", _tonnes(year.flow(f"{rival}_refined_t"), language)),
        _line(language, "to_china", _tonnes(year.flow(f"{rival}_ore_to_china_t"), language)),
    )
    title = phrase(f"place.{at}", language)
    return PlaceView(at, title, PLACES[at], "mine", output, capacity, min(running, 1.0), trend, lines)


def _buyer(year: YearTo, buyer: str, language: str) -> PlaceView:
    licensed, smuggled = year.flow(f"exports_{buyer}_t"), year.flow(f"smuggled_{buyer}_t")
    magnets, others = year.flow(f"magnet_exports_{buyer}_t"), year.flow(f"rival_deliveries_{buyer}_t")
    supply = licensed + smuggled + magnets + others
    dependence = 1.0 - others / supply if supply > 0.0 else 0.0
    lines = (
        _line(language, "dependence", percent(dependence, 0, language)),
        _line(language, "from_china", _tonnes(licensed, language)),
        _line(language, "magnets", _tonnes(magnets, language)),
        _line(language, "smuggled", _estimate(smuggled, year.range(f"smuggled_{buyer}_t"), language)),
        _line(language, "rivals", _tonnes(others, language)),
    )
    title = phrase(f"place.{buyer}", language)
    return PlaceView(buyer, title, PLACES[buyer], "buyer", supply, 0.0, dependence, 0, lines)


def _world_sentence(places: list[PlaceView], language: str) -> str:
    buyers = [place for place in places if place.kind == "buyer"]
    most = max(buyers, key=lambda place: place.share)
    mines = [place for place in places if place.kind == "mine"]
    mined, china = sum(place.tonnes for place in mines), places[0].tonnes
    share = china / (china + mined) if china + mined > 0.0 else 0.0
    return phrase(
        "world.sentence",
        language,
        t=china + mined,
        c=percent(share, 0, language),
        r=mined,
        b=most.title,
        s=percent(most.share, 0, language),
    )
