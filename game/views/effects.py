"""What a card's answers do, in words made from their numbers, and its sources: one place for window and text."""

from __future__ import annotations

from game.economy.policy import LEVER_FIELDS, SHOCK_FIELDS
from game.language import money, number, percent, phrase, plural
from game.rules.level import CONSTITUENCIES, Card, Level, Option
from game.views import sentences
from game.views.references import cited_all

_RELATIVE = frozenset(
    (
        "illegal_shock_light",
        "illegal_shock_heavy",
        "capacity_shock_light",
        "capacity_shock_heavy",
        "damage_shock",
        "foreign_demand_shock",
        "chinese_demand_shock",
    )
)
_KNOWLEDGE = frozenset(("separation_knowledge_shock", "magnet_knowledge_shock"))
_FEARS = ("fear_shock_japan", "fear_shock_us", "fear_shock_europe")
_FIRST = ("treasury_shock", "fear_shock")  # then the others in the order of the engine; `fear_shock` is all three
_ORDER = (*_FIRST, *(name for name in SHOCK_FIELDS if name not in _FIRST))


def effect_parts(level: Level, option: Option, language: str) -> tuple[str, ...]:
    """Everything an answer does, one part an effect: authority, money, the economy, orders, approval."""
    parts = []
    if option.capital:
        parts.append(phrase("effect.capital", language, n=_signed(-option.capital, language)))
    shocks = dict(option.shocks)
    fears = {shocks.get(name) for name in _FEARS}
    if len(fears) == 1 and None not in fears:
        shocks["fear_shock"] = shocks[_FEARS[0]]
        for name in _FEARS:
            del shocks[name]
    for name in _ORDER:
        if shocks.get(name):
            parts.append(phrase(f"effect.{name}", language, n=_amount(name, shocks[name], language)))
    for lever_id in LEVER_FIELDS:
        if lever_id in option.levers:
            lever = level.lever(lever_id)
            value = sentences.setting(lever, option.levers[lever_id], language)
            parts.append(phrase("effect.order", language, lever=lever.title.in_language(language), value=value))
    likes = [
        phrase(
            "effect.approval", language, who=phrase(f"constituency.short.{name}", language), n=_signed(points, language)
        )
        for name in CONSTITUENCIES
        if (points := option.approval.get(name))
    ]
    if likes:
        parts.append(phrase("effect.approvals", language, words=phrase("format.and", language).join(likes)))
    return tuple(parts)


def effect(level: Level, option: Option, language: str) -> str:
    """The effects of an answer in a row, then what its numbers do not say."""
    words = phrase("effect.and", language).join(effect_parts(level, option, language))
    told = phrase("format.sentence", language, words=words[:1].upper() + words[1:])
    if option.note is None:
        return told
    return phrase("format.run_on", language, first=told, second=option.note.in_language(language))


def price_text(option: Option, language: str) -> str:
    """What an answer costs in political capital, or brings; empty for neither."""
    if not option.capital:
        return ""
    message = "room.cost" if option.capital > 0.0 else "room.brings"
    return phrase(message, language, n=number(abs(option.capital), 0 if option.capital.is_integer() else 1, language))


def sources_of(card: Card, language: str) -> str:
    """Where a card comes from."""
    return cited_all((source.in_language(language) for source in card.sources), language)


def _amount(name: str, value: float, language: str) -> str:
    if name == "treasury_shock":
        return money(value, language, signed=True)
    if name in _RELATIVE:
        return percent(value, 0, language, signed=True)
    if name in _KNOWLEDGE:
        return _signed(value, language)
    return _points(value, language)


def _points(share: float, language: str) -> str:
    """A change of something that runs from 0 to 100 points."""
    points = 100.0 * share
    return plural("effect.points", round(abs(points)), language, sign="+" if points > 0.0 else "-")


def _signed(value: float, language: str) -> str:
    digits = 0 if abs(value - round(value)) < 1e-6 else 1
    return ("+" if value > 0.0 else "") + number(value, digits, language)
