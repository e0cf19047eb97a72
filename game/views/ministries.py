"""What the six constituencies say of a turn: one true sentence each, from the figure they look at."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from game.language import phrase
from game.rules.commands import EndTurn
from game.session import Session
from game.views.sentences import pick
from game.views.turn_report import turn_start

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Voice:
    """One constituency after the turn."""

    id: str
    name: str
    approval: float
    change: float
    words: str


class _Figures:
    """Figures now and where the turn began."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._place = max(turn_start(session) - session.level.start - 1, 0)

    def now(self, name: str) -> float:
        line = self._session.series(name)
        return float(line[-1]) if len(line) else 0.0

    def before(self, name: str) -> float:
        line = self._session.series(name)
        return float(line[min(self._place, len(line) - 1)]) if len(line) else 0.0

    def percent(self, name: str) -> float:
        """Relative change over the turn, in per cent."""
        old = self.before(name)
        return 100.0 * (self.now(name) / old - 1.0) if abs(old) > 1e-9 else 0.0


def _provinces(f: _Figures) -> Pair:
    change = f.percent("china_recorded_mine_output_t")
    if change > 1.0:
        return f"Output up {change:.0f} %: there is work in the counties.", f"产量增长{change:.0f}%，县里有活干。"
    if change < -1.0:
        return f"Output down {-change:.0f} %: mines stand idle.", f"产量下降{-change:.0f}%，矿山停工。"
    return "Output hardly moved.", "产量变化不大。"


def _commerce(f: _Figures) -> Pair:
    change, bite = f.percent("china_exports_t"), f.now("quota_bite")
    if bite > 0.1:
        return (
            f"The quota holds back {100 * bite:.0f} % of what would be sold.",
            f"配额压住了{100 * bite:.0f}%的可售货量。",
        )
    if abs(change) > 1.0:
        return f"Exports {change:+.0f} % over the turn.", f"本回合出口{change:+.0f}%。"
    return "Exports as before.", "出口如常。"


def _industry(f: _Figures) -> Pair:
    margin = 100.0 * f.now("mine_margin")
    if margin < 0.0:
        return f"A mine loses {-margin:.0f} % on a tonne.", f"矿山每吨亏损{-margin:.0f}%。"
    return f"A mine earns {margin:.0f} % on a tonne.", f"矿山每吨盈利{margin:.0f}%。"


def _environment(f: _Figures) -> Pair:
    change, anger = f.percent("pollution_index"), 100.0 * f.now("anger")
    if change > 1.0:
        return (
            f"Damage up {change:.0f} %; anger stands at {anger:.0f} %.",
            f"环境损害上升{change:.0f}%，民怨为{anger:.0f}%。",
        )
    if change < -1.0:
        return (
            f"Damage down {-change:.0f} %; anger stands at {anger:.0f} %.",
            f"环境损害下降{-change:.0f}%，民怨为{anger:.0f}%。",
        )
    return f"Damage as before; anger stands at {anger:.0f} %.", f"环境损害如前，民怨为{anger:.0f}%。"


def _planners(f: _Figures) -> Pair:
    held, black = 100.0 * f.now("controllability"), 12.0 * f.now("china_black_supply_t")
    return (
        f"Controllability {held:.0f} %; {black:,.0f} t a year go round the plan.",
        f"可控性{held:.0f}%，每年有{black:,.0f}吨绕开计划。",
    )


def _foreign(f: _Figures) -> Pair:
    fear, case = 100.0 * f.now("fear"), f.now("trade_case")
    if case > 0.3:
        return f"A trade case is building; fear at {fear:.0f} %.", f"贸易案正在形成，恐慌为{fear:.0f}%。"
    if fear > 30.0:
        return f"Buyers fear to be cut off: {fear:.0f} %.", f"买家担心断供：恐慌{fear:.0f}%。"
    return f"Buyers are calm: fear at {fear:.0f} %.", f"买家平静：恐慌{fear:.0f}%。"


_WORDS: dict[str, Callable[[_Figures], Pair]] = {
    "provinces": _provinces,
    "commerce": _commerce,
    "industry": _industry,
    "environment": _environment,
    "planners": _planners,
    "foreign": _foreign,
}


def voices(session: Session, language: str) -> tuple[Voice, ...]:
    """All six; their change is over the last turn."""
    figures = _Figures(session)
    before = session.state.approvals
    for place in range(len(session.commands) - 1, -1, -1):
        if isinstance(session.commands[place], EndTurn):
            before = session.approvals_before(place)
            break
    return tuple(
        Voice(
            name,
            phrase(f"constituency.short.{name}", language),
            value,
            value - before[name],
            pick(_WORDS[name](figures), language),
        )
        for name, value in session.state.approvals.items()
    )


def gauge_changes(session: Session) -> tuple[tuple[str, float, float], ...]:
    """Share, price and leverage before and after the last turn; 100 before the first."""
    marks = [of_turn[-1] for of_turn in session.marks if of_turn]
    now = marks[-1] if marks else {}
    old = marks[-2] if len(marks) > 1 else {}
    return tuple(
        (name, float(old.get(name, 100.0)), float(now.get(name, 100.0))) for name in ("share", "price", "leverage")
    )
