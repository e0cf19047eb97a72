"""The debrief pack: order of its parts, figures that are the runs' own, hostile names, both languages, same bytes."""

from __future__ import annotations

import html
import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from game.economy.dimensions import month_index
from game.faults import Fault
from game.hand_in import capsule_of
from game.language import number, percent, phrase
from game.policy_player import play_history
from game.reports.class_table.causes import causes_sheet, parting
from game.reports.class_table.command import Table, class_of
from game.reports.class_table.folder import collected
from game.reports.class_table.scoring import scored
from game.reports.debrief_pack import past
from game.reports.debrief_pack.command import FILES, write_pack
from game.reports.debrief_pack.deck import deck
from game.reports.debrief_pack.evidence import Evidence, gathered
from game.reports.debrief_pack.handout import handout_page
from game.reports.debrief_pack.prompts import happened, why
from game.reports.debrief_pack.sayings import boldest, course, move_words, team_words
from game.reports.debrief_pack.slides import SECTIONS, slides
from game.reports.debrief_pack.tasks import tasks
from game.session import Session
from tests.reports.played_class import hand_in, team, team_name

EVIL = "<script>alert(1)</script>\u202e\"'&"
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def runs() -> list[Session]:
    return [team(seed) for seed in range(5)]


@pytest.fixture(scope="module")
def folder(runs: list[Session], tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("class")
    for number_, session in enumerate(runs):
        hand_in(place, number_, session, EVIL if number_ == 2 else "")
    text = capsule_of(runs[0], "Broken")
    (place / "broken.capsule").write_text(text[:-20], encoding="utf-8")
    return place


def table_of(folder: Path) -> Table:
    here = collected(folder)
    return class_of([*(scored(task) for task in here.tasks), *here.refused])


@pytest.fixture(scope="module")
def table(folder: Path) -> Table:
    return table_of(folder)


@pytest.fixture(scope="module", params=["en", "zh_CN"])
def told(request: pytest.FixtureRequest, table: Table, folder: Path) -> tuple[str, Evidence]:
    return request.param, gathered(table, folder, request.param)


def test_the_order_is_that_of_a_debrief(told: tuple[str, Evidence]) -> None:
    language, evidence = told
    page = deck(slides(evidence, language), language)
    order = [section for section in re.findall(r'data-section="(\w*)"', page) if section]
    assert list(dict.fromkeys(order)) == list(SECTIONS)
    assert order == sorted(order, key=SECTIONS.index), "no section comes back"
    for section in SECTIONS:
        assert html.escape(phrase(f"pack.section.{section}", language)) in page


def test_no_network_and_no_script_needed(told: tuple[str, Evidence]) -> None:
    page = deck(slides(told[1], told[0]), told[0])
    without = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(src|href)=|https?://|@import|url\(", page)
    assert "display:none" not in re.sub(r"@media[^@]*", "", re.search(r"<style>(.*?)</style>", page, re.DOTALL)[1])  # type: ignore[index]
    assert without.count("<section") == len(slides(told[1], told[0]))
    assert "ArrowRight" in page
    assert "@page" in page


def test_names_are_text_only(told: tuple[str, Evidence]) -> None:
    language, evidence = told
    pages = [deck(slides(evidence, language), language)]
    pages += [handout_page(evidence, answers, language) for answers in (False, True)]
    for page in pages:
        assert "<script>alert" not in page
        assert "\u202e" not in page
        assert "&lt;script&gt;alert" in page


def test_broken_hand_ins_are_named(told: tuple[str, Evidence]) -> None:
    language, evidence = told
    page = deck(slides(evidence, language), language)
    assert "broken" in page
    assert len(evidence.groups[0].found.rows) == 5


def test_prompts_tell_the_runs_own_figures(told: tuple[str, Evidence], runs: list[Session]) -> None:
    language, evidence = told
    found = evidence.groups[0].found
    by_name = {team_name(place): session for place, session in enumerate(runs) if place != 2}
    words = "\n".join(happened(found, language))
    spoken = [name for name in by_name if name in words]
    assert spoken
    for row in found.rows:
        if row.name not in by_name:
            continue
        session = by_name[row.name]
        quarters = session.true_series("export_price_usd_per_t").tolist()[2::3]
        sentence = team_words(found, row, language)
        assert number(quarters[0], 0, language) in sentence
        if max(quarters) / quarters[0] >= 1.05:
            assert number(max(quarters), 0, language) in sentence
            assert number(max(quarters) / quarters[0], 1, language) in sentence
            if row.name in spoken[:1]:
                assert any(number(value, 0, language) in words for value in (quarters[0], max(quarters)))


def test_orders_are_told_as_they_were_given(runs: list[Session], table: Table) -> None:
    found = table.comparisons[0]
    for row in found.rows:
        for move in row.moves:
            if move.lever == "export_quota_light" and move.after < move.before < found.level.lever(move.lever).maximum:
                words = move_words(found.level, move, "en")
                assert "cut" in words
                assert percent(1.0 - move.after / move.before, 0, "en") in words
                return
    pytest.fail("no run of the class cut the quota")


def test_the_boldest_order_is_one_that_was_given(table: Table) -> None:
    found = table.comparisons[0]
    for row in found.rows:
        assert boldest(found.level, row.moves) in row.moves
        assert boldest(found.level, row.moves, "customs") in (*(m for m in row.moves if m.lever == "customs"), None)


def test_moves_are_those_of_the_session(runs: list[Session], table: Table) -> None:
    rows = {row.name: row for row in table.rows}
    for place in (0, 1, 3, 4):
        row, session = rows[team_name(place)], runs[place]
        stood = dict(session.level.opening)
        for move in row.moves:
            assert move.before == stood[move.lever]
            stood[move.lever] = move.after
        for lever in session.level.levers:
            if lever.id not in session.level.access:
                assert stood[lever.id] == session.state.ramps[lever.id].after, lever.id


def test_causes_sum_to_the_difference(folder: Path, table: Table) -> None:
    found = table.comparisons[0]
    one = parting(found, folder, "en")
    assert one is not None
    assert one.fork is not None
    for end in one.ends:
        rows = causes_sheet(found, one.fork, end, "en").rows
        parts = [float(row[1].replace("±", "")) for row in rows]
        assert sum(parts[:-1]) == pytest.approx(parts[-1], abs=1e-6)
        assert parts[-1] == pytest.approx(end.row.scores[one.figure] - 100.0, abs=0.051)
        assert len(rows) <= 5


def test_answers_are_worked_out_from_the_runs(told: tuple[str, Evidence], runs: list[Session]) -> None:
    language, evidence = told
    group = evidence.groups[0]
    answers = "\n".join(task.answer for task in tasks(group, language))
    session = runs[0]
    price = session.true_series("export_price_usd_per_t", history=True).tolist()[2::3]
    assert number(max(price), 0, language) in answers
    assert number(max(price) / price[0], 1, language) in answers
    black = [run.true_series("china_black_supply_t").tolist()[2::3] for run in runs]
    grew = sum(one[-1] > one[0] for one in black)
    line = phrase("pack.answer.black", language, n=grew, count=5, first="@", last="@").split("@")[0]
    assert line in answers
    for task in tasks(group, language):
        assert task.lines > 0
        assert task.answer


def test_history_is_cited(table: Table) -> None:
    level = table.comparisons[0].level
    ids = past.fact_ids(level)
    assert {"B018", "B035", "B038"} <= set(ids)
    assert "B097" not in ids, "a statement of 2025 says nothing of 2009-12"
    moves = past.history_moves(level)
    assert any(
        past.source_words(source, "en") == "B035" and move.month == month_index(2010, 7) for move, source in moves
    )


def test_limits_are_those_of_the_model_s_own_list() -> None:
    weaknesses = (ROOT / "game/economy/README.md").read_text(encoding="utf-8").split("## Known weaknesses")[1]
    heads = {
        "smuggling": "Smuggling is aggregated", "buyers": "Buyers are three countries", "products": "Three products",
        "deposits": "Two deposits", "quotas": "Quotas count tonnes", "pits": "168,000 t (B055) is contested",
        "magnets": "limited by neodymium alone", "recycling": "a share of past use",
        "thrift": "25 times the border price",
    }  # fmt: skip
    for name in past.LIMITS:
        if name != "people":  # said of the game around the model
            assert heads[name] in weaknesses, name


@pytest.mark.parametrize("count", [1, 2, 30])
def test_any_number_of_teams(count: int, runs: list[Session], tmp_path: Path) -> None:
    for place in range(count):
        hand_in(tmp_path, place, runs[place % len(runs)])
    table = table_of(tmp_path)
    for path in write_pack(table, tmp_path, tmp_path / "out", "en"):
        assert path.stat().st_size > 2000, path


def test_a_team_that_did_as_history_did(tmp_path: Path, runs: list[Session]) -> None:
    session = Session(runs[0].level, runs[0].engine)
    play_history(session)
    hand_in(tmp_path, 0, session)
    table = table_of(tmp_path)
    evidence = gathered(table, tmp_path, "en")
    assert any("did as history did" in line for line in why(evidence.groups[0], "en"))
    assert write_pack(table, tmp_path, tmp_path / "out", "zh_CN")


def test_teams_of_several_difficulties_are_not_mixed(tmp_path: Path, runs: list[Session]) -> None:
    hand_in(tmp_path, 0, runs[0])
    hand_in(tmp_path, 1, team(9, difficulty="hard"))
    evidence = gathered(table_of(tmp_path), tmp_path, "en")
    assert [len(group.found.rows) for group in evidence.groups] == [1, 1]
    sections = [slide.section for slide in slides(evidence, "en") if slide.section]
    assert sections == sorted(sections, key=SECTIONS.index)
    assert phrase("rank.hard", "en") in handout_page(evidence, False, "en")


def test_a_class_without_a_finished_run_has_no_pack(tmp_path: Path) -> None:
    with pytest.raises(Fault) as caught:
        write_pack(Table((), (), (), {}), tmp_path, tmp_path / "out", "en")
    assert caught.value.problems[0].code == "E2004"


def test_any_number_of_workers_writes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    made = []
    for jobs in (1, 2):
        out = tmp_path / str(jobs)
        arguments = [sys.executable, "-m", "game", "debrief-pack", str(folder), "--out", str(out), "--jobs", str(jobs)]
        done = subprocess.run([*arguments, "--language", "zh_CN"], capture_output=True, text=True, check=False)
        assert done.returncode == 8, done.stderr  # the broken one
        made.append([(out / name).read_bytes() for name in FILES])
    assert made[0] == made[1]
    assert made[0][FILES.index("worksheet.pdf")].startswith(b"%PDF")


def test_course_reads_the_right_month() -> None:
    found = SimpleNamespace(level=SimpleNamespace(start=month_index(2009, 1)))
    row = SimpleNamespace(curves={"x": [1.0, 4.0, 2.0]})
    one = course(found, row, "x")  # type: ignore[arg-type]
    assert (one.first, one.most, one.last, one.times) == (1.0, 4.0, 2.0, 4.0)
    assert one.month_of_most == month_index(2009, 6)
