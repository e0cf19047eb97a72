"""The web of causes as a person reads it: titles of levers and figures, effects with sign, strength and delay."""

from __future__ import annotations

from dataclasses import dataclass

from game.analysis.sensitivity import STOCKS, Effect, Sensitivities
from game.session import Session
from game.views.figures import FIGURES
from game.views.sentences import pick

# Figures of the web beyond those of the charts.
MORE = {
    "mine_capacity_t": ("Licensed capacity", "持证产能"),
    "illegal_capacity_t": ("Illegal capacity", "非法产能"),
    "rival_refining_t": ("Refineries abroad", "国外分离产能"),
    "foreign_stock_t": ("Stocks abroad", "国外库存"),
    "unsold_t": ("Unsold", "滞销库存"),
    "consolidation_share": ("Consolidation", "整合度"),
    "goodwill": ("Goodwill of provinces", "地方配合度"),
    "anger": ("Public anger", "公众不满"),
    "trade_case": ("Trade case", "贸易诉讼"),
}
# Political capital belongs to the game, not to the engine.
NAMES = (*(figure.name for figure in FIGURES if figure.name != "political_capital"), *MORE)
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
        return WebNode(name, pick(MORE[name], language), kind)
    return WebNode(name, session.level.lever(name).title.in_language(language), "lever")


def web_choices(session: Session, language: str) -> tuple[tuple[str, str], ...]:
    """All that can stand in the middle: figures, then levers."""
    names = [*NAMES, *(lever.id for lever in session.level.levers)]
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
    return any(lever.id == name for lever in session.level.levers)


def _edge(session: Session, one: Effect, other: str, centre: str, language: str) -> WebEdge:
    node = web_node(session, other, language)
    cause, effect = (node.title, centre) if other == one.cause else (centre, node.title)
    push = pick(("raised by a fifth of its range", "上调其范围的五分之一"), language)
    if one.cause in STOCKS:
        push = STOCKS[one.cause][1]
    words = (
        "{c} ({p}) moves {e} by {s} at most, half of it within {d} months{t}.",
        "{c}（{p}）使{e}最多变动{s}，其中一半在{d}个月内出现{t}。",
    )
    turn = pick((", and turns round in between", "，且中途反向"), language) if one.turns else ""
    strength = f"{'±' if one.turns else ''}{percent(one.share)}"
    sentence = pick(words, language).format(c=cause, e=effect, p=push, s=percent(one.share), d=one.delay, t=turn)
    unit = pick(("mo", "月"), language)
    return WebEdge(node, one.share, one.delay, one.turns, f"{strength}  {one.delay} {unit}", sentence)


def percent(share: float) -> str:
    """A signed percentage short enough for an arrow."""
    value = 100.0 * share
    return f"{value:+,.0f}%" if abs(value) >= 10.0 else f"{value:+.1f}%"


def _sentence(centre: WebNode, causes: tuple[WebEdge, ...], effects: tuple[WebEdge, ...], language: str) -> str:
    parts = []
    if causes:
        words = ("{n} answers most to {c} ({s}).", "{n}对{c}最敏感（{s}）。")
        parts.append(pick(words, language).format(n=centre.title, c=causes[0].node.title, s=percent(causes[0].share)))
    if effects:
        words = ("It moves {e} most ({s}).", "它对{e}影响最大（{s}）。")
        parts.append(pick(words, language).format(e=effects[0].node.title, s=percent(effects[0].share)))
    if not parts:
        words = ("Nothing moves {n} by more than a trace now.", "目前没有因素能明显影响{n}。")
        parts.append(pick(words, language).format(n=centre.title))
    return (" " if not language.startswith("zh") else "").join(parts)
