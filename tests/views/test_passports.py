"""Passports: every figure shown anywhere says where it comes from, in both languages; contested ones can be re-run."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from game.analysis.evidence import campaign, load_engine, read_targets
from game.analysis.responses import Question, Response, answers
from game.content.load import list_levels
from game.content.passports import read_estimates, read_passports
from game.economy.indicators import FIGURES as READINGS
from game.economy.policy import LEVER_FIELDS, SHOCK_FIELDS
from game.economy.quantities import Parameters
from game.economy.world import WORLD_COLUMNS
from game.rules.constituencies import FORMULAS
from game.rules.level import CONSTITUENCIES, Level
from game.rules.signals import SIGNALS
from game.views.codex import RUN, Codex, Page, Pictures, spans
from game.views.codex.passports import figure_title
from game.views.codex.pictures import question
from game.views.codex.units import shown_as
from game.views.figures import FIGURES, SMALL_CHARTS
from game.views.web import NAMES
from game.views.why import EXPLAINED

LANGUAGES = ("en", "zh_CN")


def levels() -> list[Level]:
    found = [listed.level for listed in list_levels() if listed.level is not None]
    assert len(found) >= 17
    return found


def shown_figures() -> set[str]:
    """Every figure that charts, gauges, web, ledger, maps, chain, cards, approvals and those abroad show."""
    level = campaign()
    found = {one.name for one in FIGURES} | set(SMALL_CHARTS) | set(NAMES) | set(EXPLAINED) | set(READINGS)
    found |= {"overall", "political_capital"}
    found |= {term.figure for formula in FORMULAS.values() for term in formula.terms}
    found |= {name for names in SIGNALS.values() for name in names}
    for card in level.cards:
        found |= {one.name for one in card.conditions if one.kind == "figure"}
    for one in levels():
        found |= {objective.figure for objective in one.objectives}
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_figure_shown_has_a_passport(language: str) -> None:
    codex = Codex(language)
    missing = {name for name in shown_figures() if not codex.page_for("figure", name)}
    assert missing == set()
    for name in shown_figures():
        title = figure_title(name, language)
        assert title != name, f"{name} has no title"
        if language != "en":
            assert re.search(r"[\u4e00-\u9fff]", title), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_parameter_world_column_target_and_effect_has_a_passport(language: str) -> None:
    codex = Codex(language)
    wanted = {("parameter", item.name) for item in Parameters.declared()}
    wanted |= {("world", name) for name in WORLD_COLUMNS}
    wanted |= {("target", target.id) for target in read_targets()}
    wanted |= {("shock", name) for name in SHOCK_FIELDS}
    assert {pair for pair in wanted if not codex.page_for(*pair)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_pointed_at_has_an_article(language: str) -> None:
    for level in levels():
        codex = Codex(language, level)
        wanted = [("lever", lever.id) for lever in level.levers] + [("card", card.id) for card in level.cards]
        wanted += [("character", one.id) for one in level.characters] + [("duel", one.id) for one in level.duels]
        wanted += [("constituency", name) for name in CONSTITUENCIES] + [("group", one.group) for one in level.levers]
        changed = [(change.kind, row) for change in level.changes for row in change.rows]
        wanted += [(kind, row.partition("[")[0]) for kind, row in changed if kind in ("parameter", "world")]
        assert [pair for pair in wanted if not codex.page_for(*pair)] == [], level.id
    eras = [("era", era.id) for era in campaign().eras]
    assert [pair for pair in eras if not Codex(language).page_for(*pair)] == []


def _told(page: Page) -> list[str]:
    return ["".join(span.text for span in block.spans) for block in page.blocks]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_passport_says_source_confidence_and_conflict(language: str) -> None:
    from game.language import phrase

    codex = Codex(language)
    for name, passport in read_passports(language).items():
        if passport.kind == "shock":
            continue
        page = codex.page(f"figure:{name}")
        assert page is not None
        lines = _told(page)
        for message in ("codex.from", "codex.sure", "codex.conflict"):
            title = phrase(message, language)
            if message != "codex.conflict" or passport.facts:
                assert any(line.startswith(title) for line in lines), f"{name}: {title}"
        assert len(passport.meaning) >= 8, name


def test_targets_series_facts_and_articles_of_passports_exist() -> None:
    codex = Codex("en")
    targets = {target.id for target in read_targets()}
    for name, passport in read_passports("en").items():
        assert set(passport.targets) <= targets, name
        assert set(passport.facts) <= set(codex.facts), name
        assert passport.article in codex.written, name
    held = {one for passport in read_passports("en").values() for one in passport.targets}
    alone = {"T11", "T18", "T19", "T28", "T29", "T40", "S03a", "S03b", "S04", "S09a", "S09b", "T13"}
    assert targets - held <= alone


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_of_every_page_leads_somewhere(language: str) -> None:
    codex = Codex(language)
    broken = set()
    for article in codex.articles:
        for span in spans(article.body.replace("\n", " ")):
            if span.link and codex.page(span.link) is None:
                broken.add((article.id, span.link))
    assert broken == set()


def _ended(running: Iterator[float | Response]) -> Response:
    *progress, told = running
    assert isinstance(told, Response)
    assert all(isinstance(one, float) and 0.0 <= one <= 1.0 for one in progress)
    return told


def test_a_response_leaves_history_alone_and_moves_only_what_was_changed() -> None:
    level = campaign()
    engine = load_engine(level)
    asked = question("export_price_usd_per_t | export_quota_light = 60000 | 2009-01 | 48")
    told = _ended(answers(level, engine, asked))
    assert len(told.history) == len(told.changed) == 48
    assert told.history[0] == told.changed[0]  # a price of this month follows orders of the last
    assert max(abs(told.history - told.changed)) > 1000.0
    same = Question(asked.figure, "speculation_gain", 1.0, asked.start, 24)
    nothing = _ended(answers(level, engine, same))
    assert (nothing.history == nothing.changed).all()
    assert (nothing.history == told.history[:24]).all()


@pytest.mark.parametrize("asks", ["fear | fear = 1 | 2000-01 | 12", "fright | customs = 1 | 2000-01 | 12", "fear"])
def test_a_question_that_the_engine_does_not_know_is_refused(asks: str) -> None:
    with pytest.raises(ValueError, match=re.escape(asks)):
        question(asks)


def test_contested_figures_are_run_again_and_compared() -> None:
    estimates = read_estimates("en")
    assert {"china_black_supply_t", "export_price_usd_per_t"} <= {one.figure for one in estimates.values()}
    names = {item.name for item in Parameters.declared()}
    codex = Codex("en")
    for estimate in estimates.values():
        assert set(estimate.scaled) <= names
        assert len(estimate.values) == len(estimate.sources) >= 2
        assert set(estimate.facts) <= set(codex.facts)
    pictures = Pictures("en", campaign())
    page = codex.page("figure:china_black_supply_t")
    assert page is not None
    before = _told(pictures.filled(page))
    pictures.run(f"{RUN}black-2015:1")
    while pictures.busy:
        pictures.step()
    after = [line for line in _told(pictures.filled(page)) if line not in before]
    assert any("64,348" in line for line in after)  # history's run, as `lanthanide facts` has it
    reached = next(
        float(found[1].replace(",", "")) for line in after if (found := re.search(r"comes to ([\d,]+)", line))
    )
    assert abs(reached / 40_000.0 - 1.0) < 0.08
    assert sum("instead of" in line for line in after) == 10
    with pytest.raises(KeyError):
        pictures.run(f"{RUN}nobody:0")


def test_figures_are_told_in_their_units() -> None:
    assert shown_as("china_exports_t").unit == "t_per_year"
    assert shown_as("unsold_t").scale == 1.0
    assert shown_as("light_price_usd_per_t").unit == "usd_per_t"
    assert set(LEVER_FIELDS) >= {lever.id for lever in campaign().levers}
