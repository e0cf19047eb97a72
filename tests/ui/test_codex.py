"""The codex: articles in both languages whose links and facts exist, the search, back and forward."""

from __future__ import annotations

import io
import re

import pygame
import pytest

from game import paths
from game.analysis.evidence import campaign
from game.content.codex import Article, read_facts
from game.desk import new_session
from game.economy.indicators import FIGURES
from game.text.play import Transcript
from game.ui.article import laid_out
from game.ui.breaking import pieces
from game.ui.codex import CodexScreen
from game.ui.help import Help
from game.ui.room import Room
from game.views.codex import FACT, RUN, Codex, blocks, spans
from game.views.codex.pictures import question

from .driver import LANGUAGES, Driver
from .test_fonts import WEIGHTS, characters_of

ARTICLES = list(Codex("en").written)
CHARTS = re.compile(r"^\{chart (.+)\}$", re.MULTILINE)
MECHANISMS = [name for name in ARTICLES if name.startswith("mech-")] + ["fear", "leverage", "controllability"]


def test_there_are_articles_enough_and_each_exists_in_both_languages() -> None:
    assert len(ARTICLES) >= 90
    everything = [article.id for article in Codex("en").articles]
    assert len(set(everything)) == len(everything)
    for language in LANGUAGES:
        assert list(Codex(language).written) == ARTICLES
        assert [article.id for article in Codex(language).articles] == everything
        for name in ARTICLES:
            assert (paths.codex_folder() / language / f"{name}.md").is_file(), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: str) -> None:
    codex = Codex(language)
    for article in codex.articles:
        page = codex.page(article.id)
        assert page is not None
        for block in page.blocks:
            for span in block.spans:
                if span.link:
                    assert codex.page(span.link) is not None, f"{article.id}: {span.link}"
                else:
                    assert not re.search(r"(?<![A-Za-z0-9])B\d{3}(?!\d)", span.text), span.text


def _written(language: str) -> list[Article]:
    codex = Codex(language)
    return [article for article in codex.articles if article.id in codex.written]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_article_is_a_stub_and_none_is_a_book(language: str) -> None:
    for article in _written(language):
        text = re.sub(r"\]\([^)]*\)", "", CHARTS.sub("", article.body))
        if language == "en":
            assert 80 <= len(text.split()) <= 700, article.id
        else:
            assert 120 <= len(re.findall(r"[\u4e00-\u9fff]", text)) <= 1200, article.id
            assert re.search(r"[\u4e00-\u9fff]", article.title), article.id


def test_every_mechanism_asks_the_engine_the_same_in_both_languages() -> None:
    english, chinese = ({one.id: CHARTS.findall(one.body) for one in _written(language)} for language in LANGUAGES)
    assert english == chinese
    for name in MECHANISMS:
        assert english[name], f"{name} has no chart"
    for asks in [one for found in english.values() for one in found]:
        assert question(asks).figure in FIGURES


def test_both_languages_cite_the_same_facts() -> None:
    english, chinese = (
        {article.id: set(re.findall(r"B\d{3}", article.body)) for article in _written(language)}
        for language in LANGUAGES
    )
    for name in ARTICLES:
        # Chinese writes a range ("B048 to B051") by its ends, so it may name fewer, never others.
        assert chinese[name] <= english[name]
        assert bool(chinese[name]) == bool(english[name])


@pytest.mark.parametrize("weight", WEIGHTS)
def test_the_font_has_every_character_of_the_articles(weight: str) -> None:
    glyphs = characters_of(paths.fonts_folder() / weight)
    for path in paths.codex_folder().rglob("*.*"):
        text = path.read_text(encoding="utf-8")
        assert sorted({c for c in text if c.isprintable() and ord(c) not in glyphs}) == [], path.name


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_its_page_or_begins_with_a_closing_mark(language: str) -> None:
    driver = Driver(language=language)
    codex = Codex(language)
    for name in ARTICLES:
        page = codex.page(name)
        assert page is not None
        for line in laid_out(driver.app.ui, page, 600):
            if line.runs:
                assert line.runs[-1].x + line.runs[-1].width <= 612, name  # a closing space may hang over
                assert line.runs[0].text[0] not in "，。；：、）", line.runs[0].text


def test_markdown_becomes_blocks_and_spans() -> None:
    made = blocks("One [link](fear) and **bold**.\nGoes on (B010).\n\n## Head\n- item")
    assert [block.kind for block in made] == ["text", "heading", "item"]
    assert [(span.text, span.link) for span in made[0].spans if span.link] == [
        ("link", "fear"),
        ("B010", FACT + "B010"),
    ]
    assert spans("自B059至B062")[1].link == "fact:B059"
    assert pieces("ab 中文，好") == ["ab ", "中", "文，", "好"]


def test_reading_with_links_back_and_forward() -> None:
    driver = Driver()
    driver.show(CodexScreen(driver.desk, "fear"))
    screen = driver.screen
    assert isinstance(screen, CodexScreen)
    link = next(name for name in driver.app.ui.places if name.endswith("-leverage") and name.startswith("link-"))
    driver.click(link)
    assert screen.current == "leverage"
    driver.click("codex-left")
    assert screen.current == "fear"
    driver.key(pygame.K_RIGHT, pygame.KMOD_LALT)
    assert screen.current == "leverage"
    driver.key(pygame.K_BACKSPACE)
    assert screen.current == "fear"


def test_search_finds_titles_texts_and_facts() -> None:
    driver = Driver()
    driver.show(CodexScreen(driver.desk))
    screen = driver.screen
    assert isinstance(screen, CodexScreen)
    driver.focus("codex-search")
    driver.type("quota")
    found = [entry.id for entry in screen.codex.search(screen.query)]
    assert found[0] == "export-quota"
    assert "black-rare-earths" in found
    assert any(name.startswith(FACT) for name in found)
    driver.click("page-export-quota")
    assert screen.current == "export-quota"
    assert screen.codex.search("zzzz") == ()
    # Esc empties the search first and leaves only then.
    driver.key(pygame.K_ESCAPE)
    assert screen.query == ""
    assert driver.screen is screen


def test_a_missing_folder_leaves_an_empty_codex(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    monkeypatch.setattr(paths, "codex_folder", lambda: tmp_path)
    driver = Driver()
    driver.show(CodexScreen(driver.desk))
    driver.show(CodexScreen(driver.desk, "fact:B010"))


def _figures(text: str) -> list[str]:
    """The numbers of a text without separators, leading noughts and order."""
    return sorted(str(float(one.replace(",", ""))) for one in re.findall(r"\d[\d,]*(?:\.\d+)?", text))


def test_every_fact_is_told_in_chinese_with_the_same_figures_and_known_glyphs() -> None:
    english, chinese = read_facts("en"), read_facts("zh_CN")
    assert [fact.id for fact in chinese] == [fact.id for fact in english]
    glyphs = set.intersection(*(characters_of(paths.fonts_folder() / weight) for weight in WEIGHTS))
    for plain, told in zip(english, chinese, strict=True):
        for field in ("quantity", "value", "scope", "note"):
            text = getattr(told, field)
            assert text, f"{told.id}: {field} is missing"
            assert all(ord(c) in glyphs for c in text), f"{told.id}: {field} has characters without a glyph"
        assert re.search(r"[\u4e00-\u9fff]", told.quantity + told.scope), told.id
        assert told.unit == "", told.id
        assert set(_figures(plain.value)) <= set(_figures(told.value)), told.id
        assert plain.year[:4] == told.year[:4], told.id
        words = f"{told.year}{told.quantity}{told.value}{told.scope}{told.note}"
        assert not re.search(r"[\u4e00-\u9fff][,;:?!()][\u4e00-\u9fff]", words), f"{told.id}: half-width marks"


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_made_from_data_can_be_laid_out_and_drawn_with_known_glyphs(language: str) -> None:
    driver = Driver(language=language)
    codex = Codex(language)
    glyphs = set.intersection(*(characters_of(paths.fonts_folder() / weight) for weight in WEIGHTS))
    for article in codex.articles:
        page = codex.page(article.id)
        assert page is not None
        words = page.title + "".join(span.text for block in page.blocks for span in block.spans)
        assert sorted({c for c in words if c.isprintable() and ord(c) not in glyphs}) == [], article.id
        if page.section == codex.section_of("lever:customs") or article.id.startswith("figure:"):
            for line in laid_out(driver.app.ui, page, 600):
                if line.runs:
                    assert line.runs[-1].x + line.runs[-1].width <= 612, article.id


def test_a_chart_is_asked_of_the_engine_and_a_contested_figure_run_by_its_link() -> None:
    driver = Driver()
    driver.show(CodexScreen(driver.desk, "mech-rivals"))
    screen = driver.screen
    assert isinstance(screen, CodexScreen)
    assert screen.pictures is not None
    assert len(screen.pictures.charts) == 1
    driver.show(CodexScreen(driver.desk, "figure:china_black_supply_t"))
    screen = driver.screen
    assert isinstance(screen, CodexScreen)
    assert screen.pictures is not None
    run = next(name for name in driver.app.ui.places if name.endswith(f"{RUN}black-2015:1"))
    driver.focus(run)
    driver.key(pygame.K_RETURN)
    page = screen.codex.page(screen.current)
    assert page is not None
    told = ["".join(span.text for span in block.spans) for block in screen.pictures.filled(page).blocks]
    assert any("instead of" in line for line in told)


def test_sections_fold_and_unfold_by_mouse_and_key() -> None:
    driver = Driver()
    driver.show(CodexScreen(driver.desk, "fear"))
    assert "page-fear" in driver.app.ui.places  # the list has scrolled to what is read
    driver.show(CodexScreen(driver.desk, "deposits"))
    assert "page-deposits" in driver.app.ui.places
    assert "page-lanthanum" not in driver.app.ui.places
    driver.click("section-The seventeen")
    assert "page-lanthanum" in driver.app.ui.places
    driver.focus("section-The seventeen")
    driver.key(pygame.K_RETURN)
    assert "page-lanthanum" not in driver.app.ui.places


def test_help_opens_the_article_of_what_is_pointed_at_or_has_the_focus() -> None:
    driver = Driver()
    room = Room(driver.desk, driver.desk.start(driver.desk.level("campaign")))
    driver.show(room)
    name = next(name for name in driver.app.ui.places if name.startswith("lever-"))
    driver.move(driver.place(name).center)
    driver.key(pygame.K_F1)
    assert isinstance(driver.screen, CodexScreen)
    assert driver.screen.current == f"lever:{name.removeprefix('lever-')}"
    driver.key(pygame.K_ESCAPE)
    driver.move((1, 1))
    driver.focus("why-leverage")
    driver.key(pygame.K_F1)
    assert isinstance(driver.screen, CodexScreen)
    assert driver.screen.current == "figure:leverage"
    driver.key(pygame.K_ESCAPE)
    driver.app.ui.focus = ""
    driver.move((1, 1))
    driver.key(pygame.K_F1)
    assert isinstance(driver.screen, Help)


def test_help_on_a_card_opens_its_article() -> None:
    driver = Driver()
    room = Room(driver.desk, driver.desk.start(driver.desk.level("campaign")))
    driver.show(room)
    while room.view.card is None:
        driver.key(pygame.K_SPACE)
    card = room.view.card.id
    driver.key(pygame.K_F1)
    assert isinstance(driver.screen, CodexScreen)
    assert driver.screen.current == f"card:{card}"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("customs", "Customs against smuggling [lever:customs]"),
        ("Deng Xiaoping", "[deng-xiaoping]"),
        ("T20", "[target:T20]"),
        ("b055", "[fact:B055]"),
        ("run:price-2004:1", "USD/t says the engine's run of history"),
        ("dysprosium magnets", "[magnets]"),
    ],
)
def test_the_transcript_tells_articles_and_finds_words(words: str, told: str) -> None:
    out = io.StringIO()
    transcript = Transcript(new_session(campaign()), out)
    transcript.answer(f"codex {words}")
    assert told in out.getvalue()
    transcript.answer("codex qqqq")
    assert out.getvalue().splitlines()[-1].startswith("? codex")
