"""The codex: articles in both languages whose links and facts exist, the search, back and forward."""

from __future__ import annotations

import re

import pygame
import pytest

from game import paths
from game.content.codex import Article, read_facts
from game.economy.indicators import FIGURES
from game.ui.article import laid_out
from game.ui.breaking import pieces
from game.ui.codex import CodexScreen
from game.views.codex import FACT, Codex, blocks, spans
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
