"""The web of causes as a person reads it: titles of levers and figures, effects with sign, strength and delay."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.sensitivity import STOCKS, Effect, Sensitivities
from game.language import number, phrase, run_on
from game.session import Session
from game.views.figures import FIGURES

# Figures of the web beyond those of the charts.
MORE = (
    "mine_capacity_t",
    "illegal_capacity_t",
    "rival_refining_t",
    "foreign_stock_t",
    "unsold_t",
    "consolidation_share",
    "goodwill",
    "anger",
    "trade_case",
)
# Political capital belongs to the game, not to the engine.
NAMES = (*(figure.name for figure in FIGURES if figure.name != "political_capital"), *MORE)
_MOST = 500.0  # percent; beyond it a figure rose from next to nothing and the number says no more
_FIGURES = {figure.name: figure for figure in FIGURES}


@dataclass(frozen=True, slots=True)
class WebNode:
    id: str
    title: str
    kind: str  # "lever", "stock" (a figure with effects of its own) or "flow"


@dataclass(frozen=True, slots=True)
class WebEdge:
    """An arrow between the figure in the middle and another node."""

    node: WebNode
    share: float
    delay: int
    turns: bool
    text: str
    sentence: str


@dataclass(frozen=True, slots=True, eq=False)
class WebView:
    """One figure or lever with its strongest causes and effects."""

    centre: WebNode
    causes: tuple[WebEdge, ...]
    effects: tuple[WebEdge, ...]
    sentence: str


def web_node(session: Session, name: str, language: str) -> WebNode:
    kind = "stock" if name in STOCKS else "flow"
    if name in _FIGURES:
        return WebNode(name, _FIGURES[name].title(language), kind)
    if name in MORE:
        return WebNode(name, phrase(f"web.{name}", language), kind)
    return WebNode(name, session.level.lever(name).title.in_language(language), "lever")


def web_choices(session: Session, language: str) -> tuple[tuple[str, str], ...]:
    """All that can stand in the middle: figures, then levers."""
    names = [*NAMES, *(lever.id for lever in session.level.levers if _is_lever(session, lever.id))]
    return tuple((name, web_node(session, name, language).title) for name in names)


def web_view(session: Session, found: Sensitivities, name: str, language: str, most: int = 8) -> WebView:
    """The web around a node, the strongest arrows first."""
    centre = web_node(session, name, language)
    causes = tuple(
        _edge(session, one, one.cause, centre.title, language)
        for one in found.causes_of(name)
        if one.cause in NAMES or _is_lever(session, one.cause)
    )
    effects = tuple(
        _edge(session, one, one.effect, centre.title, language) for one in found.effects_of(name) if one.effect != name
    )
    return WebView(centre, causes[:most], effects[:most], _sentence(centre, causes, effects, language))


def _is_lever(session: Session, name: str) -> bool:
    """Whether it is a lever that the level shows."""
    level = session.level
    return any(lever.id == name for lever in level.levers) and not level.hidden(name, session.state.month)


def _edge(session: Session, one: Effect, other: str, centre: str, language: str) -> WebEdge:
    node = web_node(session, other, language)
    cause, effect = (node.title, centre) if other == one.cause else (centre, node.title)
    push = STOCKS[one.cause][1] if one.cause in STOCKS else phrase("web.push", language)
    turn = phrase("web.turn", language) if one.turns else ""
    strength = f"{'±' if one.turns else ''}{signed(one.share)}"
    sentence = phrase(
        "web.moves", language, c=cause, e=effect, p=push, s=signed(one.share), d=number(one.delay, 0, language), t=turn
    )
    unit = phrase("web.months", language)
    return WebEdge(node, one.share, one.delay, one.turns, f"{strength}  {one.delay} {unit}", sentence)


def signed(share: float) -> str:
    """A signed percentage short enough for an arrow."""
    value = 100.0 * share
    if value > _MOST:
        return f">+{_MOST:.0f}%"
    return f"{value:+,.0f}%" if abs(value) >= 10.0 else f"{value:+.1f}%"


def _sentence(centre: WebNode, causes: tuple[WebEdge, ...], effects: tuple[WebEdge, ...], language: str) -> str:
    parts = []
    if causes:
        one, strength = causes[0].node.title, signed(causes[0].share)
        parts.append(phrase("web.answers", language, n=centre.title, c=one, s=strength))
    if effects:
        parts.append(phrase("web.most", language, e=effects[0].node.title, s=signed(effects[0].share)))
    if not parts:
        parts.append(phrase("web.nothing", language, n=centre.title))
    return run_on(parts, language)
