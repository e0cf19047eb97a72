"""Articles made from a level's own texts and numbers: levers, cards, duels, those abroad, constituencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from game.analysis.sensitivity import pushed_setting
from game.content.codex import Article
from game.content.engine import parameters_of
from game.economy.dimensions import month_label, parse_month
from game.language import month_text, number, phrase, plural, run_on
from game.rules.constituencies import FORMULAS
from game.rules.level import CONSTITUENCIES, GROUPS, Card, Condition, Level, Lever
from game.rules.opponents import Character, DuelRule, Mark
from game.views import sentences
from game.views.codex.passports import figure_title, passport_name
from game.views.codex.units import value_text
from game.views.effects import effect
from game.views.lever_rows import filled_help

# The figure that a lever's small chart shows, by its group or its own name.
_SHOWN = {
    "prices": "export_price_usd_per_t",
    "trade": "export_price_usd_per_t",
    "production": "china_recorded_mine_output_t",
    "industry": "implementation",
    "enforcement": "china_black_supply_t",
    "technology": "china_processing_share",
    "strategy": "leverage_index",
    "licensing_strictness": "china_magnet_exports_t",
    "technology_export_ban": "china_processing_share",
    "environmental_standard": "pollution_index",
    "downstream_support": "china_magnet_share",
    "customs": "china_smuggled_t",
    "clean_up": "pollution_index",
    "research_magnets": "china_magnet_share",
    "research_patents": "treasury_musd",
    "state_reserve": "neodymium_price_usd_per_t",
    "negotiate": "fear",
}
_FROM = {"licensing_strictness": "2015-01", "licensing_coverage": "2025-04", "licensing_target": "2025-04"}
_MONTHS = 96
_MOVES = 24  # of history's path that are told


def generated(level: Level, language: str) -> tuple[Article, ...]:
    """Every article that a level's data make."""
    made = [_lever(level, lever, language) for lever in level.levers]
    made += [_group(level, group, language) for group in GROUPS if any(one.group == group for one in level.levers)]
    made += [_constituency(level, name, language) for name in CONSTITUENCIES]
    made += [_character(level, one, language) for one in level.characters]
    made += [_duel(one, language) for one in level.duels]
    made += [_card(level, card, language) for card in level.cards]
    return tuple(made)


def linked(title: str, page: str) -> str:
    """A Markdown link."""
    return f"[{title}]({page})"


def cited(sources: Iterable[str], language: str) -> str:
    """Citations in a row, the table of dated events by its name."""
    dated = phrase("codex.dated", language)
    words = phrase("format.and", language).join(one.replace("events.csv", dated) for one in sources)
    return phrase("format.named", language, name=phrase("sources", language), words=words)


def _named(message: str, words: str, language: str) -> str:
    return phrase("format.named", language, name=phrase(message, language), words=words)


def _articles(title: str, section: str, page: str, lines: Sequence[str], language: str) -> Article:
    return Article(page, phrase(f"codex.section.{section}", language), title, "\n".join(lines))


def _who(names: Iterable[str], language: str) -> str:
    links = [linked(phrase(f"constituency.{name}", language), f"constituency:{name}") for name in names]
    return phrase("format.and", language).join(links) or phrase("codex.nobody", language)


def _lever(level: Level, lever: Lever, language: str) -> Article:
    lines = [_help(level, lever, language), "", f"## {phrase('codex.price', language)}"]
    ends = (sentences.setting(lever, one, language) for one in (lever.minimum, lever.maximum))
    lines += [
        "- " + _named("codex.range", " … ".join(ends), language),
        "- " + _named("codex.cost", number(lever.base_cost, 0, language), language),
        "- " + _named("codex.grain", _grain(lever, language), language),
        "- " + _phase(lever, language),
        "- " + _named("codex.conceivable", month_text(lever.conceivable_from, language), language),
        "- " + _named("codex.liked", _who(lever.liked_by, language), language),
        "- " + _named("codex.disliked", _who(lever.disliked_by, language), language),
        "- "
        + _named("codex.group", linked(phrase(f"group.{lever.group}", language), f"group:{lever.group}"), language),
    ]
    if lever.crisis_discount:
        lines.append("- " + phrase("codex.crisis", language))
    lines += ["", cited(lever.sources, language)]
    if level.difficulty.history_shown:
        lines += _path(level, lever, language)
    return _articles(
        lever.title.in_language(language), "levers", f"lever:{lever.id}", [*lines, *_asked(level, lever)], language
    )


def _help(level: Level, lever: Lever, language: str) -> str:
    """A lever's help with shares that the engine's parameters hold, such as {leak_share}."""
    parameters = parameters_of(level.parameters).values
    return filled_help(lever, parameters, language)


def _phase(lever: Lever, language: str) -> str:
    months = lever.phase_in_months
    return plural("lever.phase", months, language) if months > 1 else phrase("lever.at_once", language)


def _grain(lever: Lever, language: str) -> str:
    if not lever.grain:
        return phrase("codex.grain.1", language)
    parts = [
        phrase("codex.since", language, month=month_text(one.start, language), words=_grain_words(one.factor, language))
        for one in lever.grain
    ]
    return phrase("effect.and", language).join(parts)


def _grain_words(factor: float, language: str) -> str:
    return phrase(f"codex.grain.{'with' if factor < 1.0 else 'against' if factor > 1.0 else '1'}", language)


def _path(level: Level, lever: Lever, language: str) -> list[str]:
    """History's moves of a lever, as a picture and in words."""
    rows = [row for row in level.history if row.lever == lever.id]
    lines = ["", f"## {phrase('codex.path', language)}"]
    if not rows:
        stood = sentences.setting(lever, level.opening.get(lever.id, lever.minimum), language)
        return [*lines, phrase("codex.unmoved", language, setting=stood)]
    lines += ["", f"{{path {lever.id}}}", ""]
    for row in rows[:_MOVES]:
        words = sentences.setting(lever, row.value, language)
        basis = phrase(f"codex.{row.basis}", language)
        told = phrase("format.named", language, name=month_text(row.month, language), words=words)
        more = f"{basis} ({_source(row.source, language)})" if _source(row.source, language) else basis
        lines.append("- " + phrase("format.more", language, first=told, more=more))
    if len(rows) > _MOVES:
        lines.append("- " + phrase("codex.more_moves", language, n=len(rows) - _MOVES))
    return lines


def _source(text: str, language: str) -> str:
    """Where a move of history's path comes from; what is told in English alone, elsewhere by its ids and dates."""
    if language == "en":
        return text.replace("events.csv", phrase("codex.dated", language))
    ids = re.findall(r"B\d{3}|(?<=events\.csv )\d{4}(?:-\d{2}){0,2}", text)
    return phrase("format.and", language).join(dict.fromkeys(ids))


def _asked(level: Level, lever: Lever) -> list[str]:
    """The engine's answer to a push of the lever out of history's path, where history could be pushed."""
    month = parse_month(_FROM.get(lever.id, "2008-01"))
    setting = level.opening.get(lever.id, lever.minimum)
    for row in level.history:
        if row.lever == lever.id and row.month <= month:
            setting = row.value
    pushed, _ = pushed_setting(lever, setting)
    figure = _SHOWN.get(lever.id) or _SHOWN[lever.group]
    return ["", f"{{chart {figure} | {lever.id} = {pushed:g} | {month_label(month)} | {_MONTHS}}}"]


def _group(level: Level, group: str, language: str) -> Article:
    lines = [phrase("codex.group_is", language)]
    for lever in level.levers:
        if lever.group == group:
            first = re.split(r"(?<=[.。])", _help(level, lever, language).strip())[0].strip()
            title = linked(lever.title.in_language(language), f"lever:{lever.id}")
            lines.append("- " + phrase("format.named", language, name=title, words=first))
    return _articles(phrase(f"group.{group}", language), "levers", f"group:{group}", lines, language)


def _constituency(level: Level, name: str, language: str) -> Article:
    """Whose approval it is, what it likes, and the cards that move it most."""
    lines = [phrase(f"codex.who.{name}", language), "", phrase("codex.who", language), ""]
    formula = FORMULAS[name]
    lines.append("- " + _named("codex.base", number(formula.base, 0, language), language))
    for term in formula.terms:
        ends = (value_text(term.figure, one, language) for one in (term.low, term.high))
        points = phrase("codex.term", language, points=f"{term.points:+g}", ends=" … ".join(ends))
        title = linked(figure_title(term.figure, language), f"figure:{passport_name(term.figure)}")
        lines.append("- " + phrase("format.named", language, name=title, words=points))
    for message, chosen in (
        ("codex.likes", [one for one in level.levers if name in one.liked_by]),
        ("codex.dislikes", [one for one in level.levers if name in one.disliked_by]),
    ):
        words = phrase("format.and", language).join(
            linked(one.title.in_language(language), f"lever:{one.id}") for one in chosen
        )
        lines.append("- " + _named(message, words or phrase("codex.nothing", language), language))
    felt = [(max(abs(one.approval.get(name, 0.0)) for one in card.options), card) for card in level.cards]
    most = sorted((row for row in felt if row[0] > 0.0), key=lambda row: (-row[0], row[1].id))[:6]
    words = phrase("format.and", language).join(
        linked(card.title.in_language(language), f"card:{card.id}") for _, card in most
    )
    if words:
        lines.append("- " + _named("codex.moved_by", words, language))
    return _articles(phrase(f"constituency.{name}", language), "offices", f"constituency:{name}", lines, language)


def _card(level: Level, card: Card, language: str) -> Article:
    lines = [card.situation.in_language(language), "", _opens(level, card, language), ""]
    lines.append(f"## {phrase('codex.options', language)}")
    for option in card.options:
        words = effect(level, option, language)
        if option.id == card.history and level.difficulty.history_shown:
            words = run_on((words, phrase("codex.history_chose", language)), language)
        name = f"**{option.title.in_language(language)}**"
        lines.append("- " + phrase("format.named", language, name=name, words=words))
    default = next(one for one in card.options if one.id == card.default)
    lines += ["", phrase("codex.default", language, option=default.title.in_language(language))]
    lines += ["", _shocks(card, language), "", cited((one.in_language(language) for one in card.sources), language)]
    title = card.title.in_language(language)
    return _articles(title, "cards", f"card:{card.id}", lines, language)


def _shocks(card: Card, language: str) -> str:
    """What its answers change in the engine, each with a passport."""
    names = sorted({name for option in card.options for name in option.shocks})
    links = phrase("format.and", language).join(linked(figure_title(one, language), f"shock:{one}") for one in names)
    return _named("codex.sizes", links, language) if names else ""


def _opens(level: Level, card: Card, language: str) -> str:
    if card.month is not None:
        return phrase("codex.dated_card", language, month=month_text(card.month, language))
    comma = phrase("format.and", language)
    return phrase(
        "codex.opens", language, words=comma.join(_condition(level, one, language) for one in card.conditions)
    )


def _condition(level: Level, one: Condition, language: str) -> str:
    if one.kind == "card":
        earlier = next((card for card in level.cards if card.id == one.name), None)
        if earlier is None:
            return phrase("codex.card_elsewhere", language)
        chosen = [option.title.in_language(language) for option in earlier.options if option.id in one.answers]
        title = linked(earlier.title.in_language(language), f"card:{earlier.id}")
        return phrase("format.named", language, name=title, words=phrase("codex.or", language).join(chosen))
    if one.kind == "lever":
        name = linked(level.lever(one.name).title.in_language(language), f"lever:{one.name}")
    elif one.kind == "approval":
        known = one.name in CONSTITUENCIES
        title = phrase(f"constituency.{one.name}" if known else "codex.mean_approval", language)
        name = linked(title, f"constituency:{one.name}") if known else title
    else:
        name = linked(figure_title(one.name, language), f"figure:{passport_name(one.name)}")
    return f"{name} {_bounds(one.above, one.below, language)}"


def _character(level: Level, one: Character, language: str) -> Article:
    lines = [one.about.in_language(language), ""]
    lines += [
        "- " + phrase("codex.since", language, month=month_text(start, language), words=name.in_language(language))
        for start, name in one.names
    ]
    lines += ["", f"## {phrase('codex.stances', language)}"]
    for stance in one.stances:
        words = _marks(stance.marks, language) or phrase("codex.else", language)
        name = f"**{stance.title.in_language(language)}**"
        lines.append("- " + phrase("format.named", language, name=name, words=words))
    lines += ["", f"## {phrase('codex.notices', language)}"]
    for notice in one.notices:
        seen = phrase("codex.told_when", language, words=_marks(notice.marks, language))
        texts = (_blank(notice.text.in_language(language)), notice.advice.in_language(language), seen)
        told = run_on(texts, language)
        lines.append(
            "- " + phrase("format.named", language, name=f"**{notice.title.in_language(language)}**", words=told)
        )
    lines += ["", cited(one.sources, language)]
    return _articles(one.title.in_language(language), "abroad", f"character:{one.id}", lines, language)


def _marks(marks: Iterable[Mark], language: str) -> str:
    """What a stance or a notice is told by, each signal with its passport."""
    return phrase("format.and", language).join(
        f"{linked(figure_title(one.signal, language), f'figure:{passport_name(one.signal)}')} "
        f"{_bounds(one.above, one.below, language)}"
        for one in marks
    )


def _bounds(above: float | None, below: float | None, language: str) -> str:
    bounds = []
    if above is not None:
        bounds.append(phrase("codex.above", language, n=f"{above:g}"))
    if below is not None:
        bounds.append(phrase("codex.below", language, n=f"{below:g}"))
    return phrase("format.and", language).join(bounds)


def _blank(text: str) -> str:
    """A notice's text with its places left open."""
    return re.sub(r"\{(who|tonnes|month)\}", "…", text)


def _duel(one: DuelRule, language: str) -> Article:
    span = f"{month_text(one.start, language)} – {month_text(one.end, language)}"
    lines = [
        phrase("codex.duel", language, who=one.who.in_language(language)),
        "",
        "- " + _named("codex.span", span, language),
        "- " + _named("codex.resolve", number(one.resolve, 0, language), language),
        "- " + _named("codex.exchanges", number(one.exchanges_per_month, 0, language), language),
        "- " + phrase("codex.duel_stands", language, n=one.stands_months),
        "- " + phrase("codex.duel_repeats", language, n=one.repeats_months),
    ]
    for step in one.steps:
        heights = phrase("format.and", language).join(height.in_language(language) for height in step.heights)
        title = step.title.in_language(language)
        lines.append("- " + (phrase("format.named", language, name=title, words=heights) if heights else title))
    lines += ["", phrase("codex.duel_more", language)]
    return _articles(one.title.in_language(language), "abroad", f"duel:{one.id}", lines, language)
