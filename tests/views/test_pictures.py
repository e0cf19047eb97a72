"""What maps, chain, web and tables are made of: sums balance, shares add up, sentences are whole, files are safe."""

from __future__ import annotations

import csv
import io
from itertools import pairwise
from math import isfinite, nan
from pathlib import Path

import pytest

from game import paths
from game.analysis.sensitivity import STOCKS, Sensitivities, measure, pushed_setting
from game.content.map_files import MapFileError, read_provinces, read_shapes
from game.economy.dimensions import parse_month
from game.reports.chart_files import safe_cell, table_csv, write_chart
from game.rules.game_state import Engine
from game.rules.level import Level
from game.session import Baseline, Session
from game.views.chain import COLUMNS, chain
from game.views.figures import ChartData
from game.views.maps import china_view, provinces, shapes, world_view
from game.views.tables import Table, chain_table, china_table, line_sentence, lines_table, web_table, world_table
from game.views.tonnes import months_seen, year_to
from game.views.web import NAMES, web_choices, web_view

LANGUAGES = ("en", "zh_CN")


@pytest.fixture(scope="module")
def session(level: Level, engine: Engine, history: Baseline) -> Session:
    """History's game in 2010: quotas, smugglers, illegal pits, all at once."""
    game = Session(level, engine)
    for command in history.commands:
        if game.state.month >= parse_month("2010-10"):
            break
        game.submit(command)
    return game


@pytest.fixture(scope="module")
def found(session: Session) -> Sensitivities:
    made = list(measure(session, NAMES, 24))
    assert all(0.0 < step <= 1.0 for step in made[:-1] if isinstance(step, float))
    assert isinstance(made[-1], Sensitivities)
    return made[-1]


@pytest.mark.parametrize("history_run", [False, True])
@pytest.mark.parametrize("month", [1, 5, 14, 100, 250, 306, None])
def test_what_goes_into_a_node_of_the_chain_comes_out(session: Session, month: int | None, history_run: bool) -> None:
    made = chain(session, "en", month, history_run)
    inner = [node for node in made.nodes if 0 < node.column < max(COLUMNS.values())]
    assert {node.id for node in inner} >= {"separation", "products", "black", "magnets"}
    for node in inner:
        assert made.into(node.id) == pytest.approx(made.out_of(node.id), rel=1e-3, abs=2.0)
    sources = sum(made.out_of(node.id) for node in made.nodes if node.column == 0)
    sinks = sum(made.into(node.id) for node in made.nodes if node.column == max(COLUMNS.values()))
    assert sources == pytest.approx(sinks, rel=1e-3, abs=5.0)
    assert all(link.tonnes > 0.0 for link in made.links)


def test_the_chain_tells_the_engines_own_figures(session: Session) -> None:
    made, year = chain(session, "en"), year_to(session)
    by_link = {(link.source, link.target): link.tonnes for link in made.links if link.kind != "magnet"}
    assert by_link["illegal", "black"] == pytest.approx(year.flow("china_illegal_mine_output_t"))
    exported = sum(by_link["products", buyer] for buyer in ("japan", "us", "europe"))
    assert exported == pytest.approx(year.flow("china_exports_t"))
    smuggled = sum(by_link["black", buyer] for buyer in ("japan", "us", "europe"))
    assert smuggled == pytest.approx(year.flow("china_smuggled_t"))


def test_before_the_first_turn_the_expected_year_is_shown(level: Level, engine: Engine) -> None:
    fresh = Session(level, engine)
    assert months_seen(fresh) is None
    assert year_to(fresh).kind == "forecast"
    assert chain(fresh, "en").into("separation") > 0.0
    assert china_view(fresh, "zh_CN").sentence
    assert world_view(fresh, "en").places


def test_provinces_share_out_the_whole_output(session: Session) -> None:
    view, year = china_view(session, "en"), year_to(session)
    assert sum(one.legal_t for one in view.provinces) == pytest.approx(year.flow("china_legal_mine_output_t"))
    assert sum(one.illegal_t for one in view.provinces) == pytest.approx(year.flow("china_illegal_mine_output_t"))
    assert {one.deposit for one in view.provinces} == {"light", "heavy"}
    assert all(one.basis == "estimated" and one.source for one in provinces())


def test_flows_of_the_world_are_those_of_the_engine(session: Session) -> None:
    view, year = world_view(session, "en"), year_to(session)
    for kind, figure in (("oxide", "china_exports_t"), ("magnet", "china_magnet_exports_t"), ("ore", "ore_imports_t")):
        drawn = sum(flow.tonnes for flow in view.flows if flow.kind == kind)
        assert drawn == pytest.approx(year.flow(figure), abs=5.0)
    places = {place.id for place in view.places}
    assert all(flow.source in places and flow.target in places for flow in view.flows)
    assert all(0.0 <= place.share <= 1.0 for place in view.places)


def test_shapes_hold_no_border_and_stay_in_their_frame() -> None:
    made = shapes()
    assert set(made.provinces) == {one.id for one in provinces()}
    assert all(-30.0 <= lon <= 330.0 and -90.0 <= lat <= 90.0 for ring in made.world for lon, lat in ring)
    # A ring that crossed the edge of the view would draw a line through the whole map.
    for ring in made.world:
        jumps = [abs(a[0] - b[0]) for a, b in pairwise(ring)]
        assert max(jumps) < 120.0
    assert "public domain" in (paths.maps_folder() / "PROVENANCE.md").read_text(encoding="utf-8")


def test_a_bad_map_file_is_named(tmp_path: Path) -> None:
    bad = tmp_path / "provinces.toml"
    text = (paths.maps_folder() / "provinces.toml").read_text(encoding="utf-8")
    bad.write_text(text.replace("legal = 0.68", "legal = 0.5"), encoding="utf-8")
    with pytest.raises(MapFileError, match="legal shares of the light deposit add up to"):
        read_provinces(bad)
    bad.write_text(text.replace('deposit = "light"', 'deposit = "sea"', 1), encoding="utf-8")
    with pytest.raises(MapFileError, match="deposit"):
        read_provinces(bad)
    for broken in ("", "{}", '{"provinces": 3, "asia": [], "world": []}'):
        bad.write_text(broken, encoding="utf-8")
        with pytest.raises(MapFileError):
            read_shapes(bad)


def test_sensitivities_agree_with_the_forecast(session: Session, found: Sensitivities) -> None:
    """A lever's effect is the difference between two forecasts of the session itself."""
    lever = session.level.lever("export_quota_light")
    target, sign = pushed_setting(lever, session.state.settings[lever.id])
    name = "china_exports_t"
    base, pushed = (session.forecast(draft, 24, (name,))[name] for draft in ({}, {lever.id: target}))
    change = (pushed - base) * sign
    effect = next(one for one in found.effects if (one.cause, one.effect) == (lever.id, name))
    assert (effect.share > 0.0) == (change[abs(change).argmax()] > 0.0)
    assert sign > 0.0
    shares = change / base
    assert effect.share == pytest.approx(max(shares, key=lambda share: max(share, -share / (1.0 + share))), rel=0.05)


def test_the_web_has_signs_and_delays_that_make_sense(found: Sensitivities) -> None:
    by_pair = {(one.cause, one.effect): one for one in found.effects}
    assert by_pair["rival_capacity_t", "us_mine_output_t"].share > 0.0
    assert by_pair["illegal_capacity_t", "china_black_supply_t"].share > 0.0
    assert by_pair["illegal_capacity_t", "china_black_supply_t"].delay <= 3
    assert all(isfinite(one.share) and one.delay >= 1 and one.cause != one.effect for one in found.effects)
    assert set(STOCKS) <= set(NAMES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_node_can_stand_in_the_middle(session: Session, found: Sensitivities, language: str) -> None:
    for name, title in web_choices(session, language):
        view = web_view(session, found, name, language)
        assert view.centre.title == title
        assert view.sentence
        assert not any("{" in edge.sentence for edge in (*view.causes, *view.effects))
        assert len(web_table(view, language).rows) == len(view.causes) + len(view.effects)


@pytest.mark.parametrize("language", LANGUAGES)
def test_tables_and_sentences_are_whole_in_both_languages(session: Session, language: str) -> None:
    data = ChartData("Price", "USD/t", 0, 491, [1.0, 2.0, nan, 4.0] * 4, [2.0] * 492)
    made = [
        chain_table(chain(session, language), language),
        china_table(china_view(session, language), language),
        world_table(world_view(session, language), language),
        lines_table("price", [(data, [5.0, nan])], (0, 491), language),
        lines_table("two", [(data, []), (data, [1.0])], (0, 24), language),
    ]
    for table in made:
        assert table.rows
        assert all(len(row) == len(table.columns) for row in table.rows), table.name
        assert "{" not in table.sentence
        assert table.sentence
    assert line_sentence(ChartData("Price", "USD/t", 0, 9, [], []), [], language)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+cmd|x", "'+cmd|x"),
        ("-2+3", "'-2+3"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("  =1", "'  =1"),
        ("\t=1", "'\t=1"),
        ("plain", "plain"),
        (-3.5, "-3.5"),
        (nan, ""),
        (float("inf"), ""),
        (None, ""),
        (7, "7.0"),
    ],
)
def test_no_cell_is_a_formula(cell: str | float | None, text: str) -> None:
    assert safe_cell(cell) == text


def test_a_chart_is_written_as_picture_and_values(tmp_path: Path) -> None:
    table = Table("x", "=evil()", ("a", "值"), (("2010-01", 1.25), ("2010-02", None)), "+1 said")
    rows = list(csv.reader(io.StringIO(table_csv(table))))
    assert rows == [["'=evil()"], ["'+1 said"], ["a", "值"], ["2010-01", "1.25"], ["2010-02", ""]]
    png, sheet = write_chart(table, b"\x89PNG", "Campaign 2010/../x", tmp_path)
    assert png.parent == tmp_path
    assert png.name == "campaign-2010-x.png"
    assert sheet.read_bytes().startswith(b"\xef\xbb\xbf")
    own, _ = write_chart(table, b"\x89PNG", "own")
    assert own.exists()
