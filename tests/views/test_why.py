"""What is shown adds up to the last digit shown, in both languages, and in the transcript too."""

from __future__ import annotations

import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from game.analysis.attribution import whole
from game.content.load import find_level, load_level
from game.session import Session
from game.text.play import Transcript
from game.views.rounding import digits_for, rounded, rounded_to_sum
from game.views.why import EXPLAINED, Ledger, brief, expand, explain, spans_of, why_view
from tests.analysis.games import random_game


def test_the_largest_remainders_are_rounded_up() -> None:
    # 16.4 + 33.3 + 50.3 = 100: the largest remainder is 0.4.
    assert rounded_to_sum([16.4, 33.3, 50.3], 100.0, 0) == [17.0, 33.0, 50.0]
    assert rounded_to_sum([-0.5, 0.25, 0.25], 0.0, 0) == [0.0, 0.0, 0.0]
    assert rounded_to_sum([], 0.0, 1) == []
    assert rounded(-0.04, 1) == 0.0
    assert [digits_for(one) for one in ([120.0], [12.0, 3.0], [0.5], [])] == [0, 1, 2, 2]


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=13), st.integers(0, 2))
def test_rounded_parts_sum_and_stay_near(values: list[float], digits: int) -> None:
    total = rounded(sum(values), digits)
    told = rounded_to_sum(values, total, digits)
    assert sum(Decimal(f"{one:.{digits}f}") for one in told) == Decimal(f"{total:.{digits}f}")
    assert all(abs(one - value) <= 1.5 * 10.0**-digits for one, value in zip(told, values, strict=True))


@pytest.fixture(scope="module", params=[(2, 5), (6, 21), (8, 40)], ids=str)
def played(request: pytest.FixtureRequest) -> Session:
    return random_game(load_level(find_level("quota-years")), *request.param)


def _number(text: str) -> Decimal:
    return Decimal(text.replace(",", "").replace("±", "").replace("+", ""))


def _adds_up(ledger: Ledger, name: str, language: str, inner: Ledger | None = None, opened: str = "") -> None:
    view = why_view(ledger, name, language, inner, opened)
    total = _number(view.change_text)
    assert sum((_number(part.text) for part in view.parts), Decimal(0)) == total, view
    assert _number(view.after) - _number(view.before) == total, view
    assert sum((_number(part.text) for part in brief(view, language)), Decimal(0)) == total, view
    assert len(view.parts) <= 12
    assert len(brief(view, language)) <= 4
    assert view.sentence
    assert view.table(language).rows[-1][1] == view.change


@pytest.mark.parametrize("span", ["last", "start", "history"])
def test_every_displayed_figure_adds_up_as_displayed(played: Session, span: str) -> None:
    ledger = whole(explain(played, span))  # type: ignore[arg-type]
    opens = None
    for name in EXPLAINED:
        if span in spans_of(name):
            for language in ("en", "zh_CN"):
                _adds_up(ledger, name, language)
            view = why_view(ledger, name, "en")
            opens = opens or next((part.id for part in view.parts if part.opens), None)
    if opens:
        inner = whole(expand(ledger, opens))
        for name in EXPLAINED:
            _adds_up(ledger, name, "en", inner, opens)


def test_the_transcript_tells_why(played: Session) -> None:
    out = io.StringIO()
    told = Transcript(played, out)
    for line in ("why", "why china_exports_t", "why overall history", "why fear start", "why nobody", "why fear never"):
        assert told.answer(line)
    text = out.getvalue()
    assert text.count("Total change") == 3
    assert "? why: 'nobody" in text
    assert "? why: 'never" in text
    assert told.answer("turning")
    assert "Beijing's choice and yours" in out.getvalue()
