"""The catalogues are whole: every id asked for is there, none is idle, languages agree, every glyph can be drawn."""

from __future__ import annotations

import gettext
import importlib.util
import shutil
from pathlib import Path
from types import ModuleType

import pytest

from game import paths
from game.language import (
    LANGUAGES,
    catalogue,
    compact,
    known,
    language,
    month_text,
    number,
    percent,
    phrase,
    plural,
    tick_text,
    use_language,
)
from game.ui.words import WORDS, explained, say
from game.views.sentences import month_named

from .test_fonts import WEIGHTS, characters_of


@pytest.fixture(scope="module")
def catalogues(request: pytest.FixtureRequest) -> ModuleType:
    pytest.importorskip("babel")
    file = Path(request.config.rootpath) / "assets" / "locale" / "catalogues.py"
    spec = importlib.util.spec_from_file_location("catalogues", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def texts(code: str) -> dict[str, tuple[str, ...]]:
    with (paths.locale_folder() / code / "LC_MESSAGES" / "lanthanide.mo").open("rb") as stream:
        found: dict[str, list[str]] = {}
        for key, text in gettext.GNUTranslations(stream)._catalog.items():  # type: ignore[attr-defined]
            found.setdefault(key[0] if isinstance(key, tuple) else key, []).append(text)
    return {key: tuple(forms) for key, forms in found.items() if key}


def test_every_message_exists_in_every_language_and_is_used(catalogues: ModuleType) -> None:
    assert catalogues.check() == []


def test_the_compiled_catalogues_are_those_of_the_texts(catalogues: ModuleType) -> None:
    for code in LANGUAGES:
        written = {
            key: tuple(one.string) if isinstance(one.string, list | tuple) else (one.string,)
            for key, one in catalogues.messages(code).items()
        }
        assert texts(code) == written, f"{code}: run assets/locale/catalogues.py compile"


@pytest.mark.parametrize("weight", WEIGHTS)
def test_every_character_of_the_catalogues_has_a_glyph(weight: str) -> None:
    glyphs = characters_of(paths.fonts_folder() / weight)
    for code in LANGUAGES:
        shown = {c for forms in texts(code).values() for text in forms for c in text if c.isprintable()}
        assert {c for c in shown if ord(c) not in glyphs} == set(), code


def test_chinese_is_set_with_chinese_marks() -> None:
    """No half-width mark and no space between two Chinese characters."""
    wrong = []
    for key, forms in texts("zh_CN").items():
        for text in forms:
            for before, mark, after in zip(text, text[1:], text[2:], strict=False):
                beside = "\u4e00" <= before <= "\u9fff" and "\u4e00" <= after <= "\u9fff"
                if beside and mark in ",:;?! ":
                    wrong.append(f"{key}: {before}{mark}{after}")
    assert wrong == []


def test_numbers_dates_and_plurals_are_each_languages_own() -> None:
    assert number(1234567.891, 1, "en") == number(1234567.891, 1, "zh_CN") == "1,234,567.9"
    assert (percent(0.155, 1, "en"), percent(0.155, 1, "zh_CN")) == ("15.5 %", "15.5%")
    assert percent(0.02, 0, "en", signed=True) == "+2 %"
    assert [compact(value, "en") for value in (0.25, 42.0, 980, 1200, 35_000, 1.4e6, 2e9)] == [
        *("0.25", "42.0", "980", "1.2k", "35k", "1.4M", "2bn"),
    ]
    assert [compact(value, "zh_CN") for value in (980, 3500, 35_000, 1.4e6, 2e8)] == [
        *("980", "3,500", "3.5万", "140万", "2亿"),
    ]
    assert compact(float("nan")) == compact(float("inf")) == "–"
    ticks = (0.0, 0.02, 5000.0, 20_000.0, 2_000_000.0)
    assert [tick_text(value, 0.02 if value < 1 else 5e3, "en") for value in ticks] == [
        "0",
        "0.02",
        "5,000",
        "20k",
        "2M",
    ]
    assert [tick_text(value, 5e3, "zh_CN") for value in ticks[2:]] == ["5,000", "2万", "200万"]
    assert (month_named("2010-04", "zh_CN"), month_named("once", "en")) == ("2010年4月", "once")
    assert (month_text(303, "en"), month_text(303, "zh_CN")) == ("Apr 2010", "2010年4月")
    assert (plural("ahead.months", 1, "en"), plural("ahead.months", 3, "en")) == ("in 1 month", "in 3 months")
    assert plural("ahead.months", 3, "zh_CN") == "3个月后"
    assert "in 1 turn unless" in plural("warning.deficit", 1, "en", months="24")


def test_the_language_switches_at_once_and_unknown_ids_answer_themselves() -> None:
    use_language("zh_CN")
    assert say("end_turn") == "结束回合"
    use_language("en")
    assert say("end_turn") == "End turn"
    assert phrase("no.such.id") == "no.such.id"
    assert not known("no.such.id")
    use_language("tlh")
    assert language() == "en"
    assert explained("grain").startswith("Grain\n")
    assert explained("nothing") == ""


def test_waiting_words_are_folded_into_the_catalogues(
    catalogues: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    locale = tmp_path / "assets" / "locale"
    shutil.copytree(paths.locale_folder(), locale)
    waiting = tmp_path / "game" / "ui" / "words_trial.py"
    waiting.parent.mkdir(parents=True)
    waiting.write_text(
        'WORDS: dict = {"trial.hello": ("Hello {name}", "你好，{name}"), "end_turn": ("Finish", "完")}\n'
        'PLURALS = {"trial.dogs": (("{n} dog", "{n} dogs"), ("{n}只狗",))}\n',
        encoding="utf-8",
    )
    monkeypatch.setattr(catalogues, "FOLDER", locale)
    monkeypatch.setattr(catalogues, "GAME", tmp_path / "game")
    monkeypatch.setattr(paths, "locale_folder", lambda: locale)
    catalogue.cache_clear()
    catalogues.fold()
    assert "end_turn was 'End turn', kept" in capsys.readouterr().out
    assert phrase("trial.hello", "zh_CN", name="李") == "你好，李"
    assert (plural("trial.dogs", 1, "en"), plural("trial.dogs", 2, "en")) == ("1 dog", "2 dogs")
    assert (plural("trial.dogs", 2, "zh_CN"), phrase("end_turn", "en")) == ("2只狗", "End turn")
    catalogue.cache_clear()


def test_no_words_wait_to_be_folded() -> None:
    assert WORDS == {}, "run assets/locale/catalogues.py fold and delete the modules"
