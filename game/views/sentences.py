"""Sentences for verdicts and events, and figures as people read them, in either language."""

from __future__ import annotations

from game.economy.dimensions import month_label, parse_month
from game.language import compact, listing, money, month_text, number, percent, phrase, plural, quantity
from game.rules import events
from game.rules.commands import Verdict
from game.rules.level import Level, Lever
from game.rules.score import Headline
from game.views import abroad

__all__ = [
    "compact",
    "event",
    "money",
    "month_code",
    "month_text",
    "number",
    "part_value",
    "percent",
    "points_text",
    "quantity",
    "reason",
    "setting",
    "unit_text",
]


def pick(pair: tuple[str, str], language: str) -> str:
    """One of an English and a Chinese text that are not messages, as those of a level are not."""
    return pair[1] if language.startswith("zh") else pair[0]


# A lever's unit in the level files, and the message that names it; other units go without.
_UNITS = {"t/yr": "t_per_year", "elements": "elements", "groups": "groups"}


def month_code(month: int) -> str:
    """A month as files and commands name it: 2010-07."""
    return month_label(month)


def month_named(code: str, language: str = "") -> str:
    """A month written 2010-07 as people read it; anything else as it stands."""
    try:
        return month_text(parse_month(code), language)
    except ValueError:
        return code


def setting(lever: Lever, value: float, language: str) -> str:
    """A lever's setting as a person reads it."""
    if lever.maximum_means_none and value >= lever.maximum:
        return phrase("lever.none", language)
    for choice in lever.choices:
        if choice.value == value:
            return choice.title.in_language(language)
    if lever.unit == "share":
        return percent(value, 0, language)
    if lever.unit == "MUSD/yr":
        return money_a_year(value, language)
    return quantity(number(value, 0, language), unit_text(_UNITS.get(lever.unit, ""), language), language)


def unit_text(unit: str, language: str = "") -> str:
    return phrase(f"unit.{unit}", language) if unit else ""


def reason(level: Level, verdict: Verdict, language: str) -> str:
    """Why a command is refused, as a sentence."""
    values: dict[str, str] = {}
    for name, value in verdict.details:
        if name == "card":
            values[name] = level.card(str(value)).title.in_language(language)
        elif isinstance(value, float):
            digits = 0 if abs(value) >= 100 else 1
            values[name] = month_text(int(value), language) if name == "month" else number(value, digits, language)
        elif name == "lever":
            titles = [lever.title.in_language(language) for lever in level.levers if lever.id == value]
            values[name] = titles[0] if titles else str(value)
            access = level.access.get(str(value))
            if verdict.reason == "locked" and access is not None:
                values["why"] = access.reason.in_language(language)
                values["until"] = month_text(access.until, language) if access.until is not None else ""
        else:
            values[name] = str(value)
    name = f"{verdict.reason}_until" if values.get("until") else verdict.reason
    if name == "out_of_range" and (choices := level.lever(str(dict(verdict.details)["lever"])).choices):
        values["choices"] = listing([f"{one.value:g} = {one.title.in_language(language)}" for one in choices], language)
        name = "other_choice"
    return phrase(f"reason.{name}", language, **values)


def warning(level: Level, why: str, left: int, language: str) -> str:
    """That office is in danger, why, and how many turns are left."""
    least, months = level.difficulty.least_approval, level.difficulty.deficit_months
    return plural(
        f"warning.{why}", left, language, least=number(least, 0, language), months=number(months, 0, language)
    )


def money_a_year(musd: float, language: str) -> str:
    """A yearly sum as a language counts money."""
    return phrase("format.per_year", language, n=money(musd, language))


def points_text(line: Headline, language: str) -> str:
    """A headline's points, or that there is nothing to compare with."""
    return number(line.points, 1, language) if line.compared else phrase("headline.uncompared", language)


def part_value(part: str, value: float, language: str) -> str:
    """What stands behind a part of the score, with its unit."""
    if part == "per_tonne":
        return quantity(compact(value, language), unit_text("usd_per_t", language), language)
    if part == "revenue":  # a month's
        return money_a_year(12.0 * value, language)
    if part in ("leverage", "concessions"):
        return quantity(compact(value, language), unit_text("bn_usd", language), language)
    return percent(value, 1, language)


def event(level: Level, happened: events.Event, language: str) -> str:
    """One event as a sentence; empty for what needs no words."""
    match happened:
        case events.AnnouncementBound(month, lever_id, value):
            lever = level.lever(lever_id)
            title, text = lever.title.in_language(language), setting(lever, value, language)
            return phrase("event.bound", language, month=month_text(month, language), lever=title, value=text)
        case events.OpponentMoved():
            return _opponent(level, happened, language)
        case events.OfferRefused(month, duel):
            who = next(rule.who.in_language(language) for rule in level.duels if rule.id == duel)
            return phrase("opponent.refuses", language, month=month_text(month, language), who=who)
        case events.PlantsIdled(month, _):
            return phrase("event.idled", language, month=month_text(month, language))
        case events.NoticeGiven():
            return abroad.notice_words(level, happened, language)
        case events.ProjectEnded():
            return abroad.project_words(level, happened, language)
        case events.ChronicleLine(month, index):
            # The chronicle tells history, which this run may have left long ago.
            when = f"{month_text(month, language)} · {phrase('history', language)}"
            return phrase("format.dated", language, month=when, words=level.news[index].text.in_language(language))
        case events.Warned(_, why, left):
            return warning(level, why, left, language)
        case events.Removed(_, why):
            return phrase(f"removal.{why}", language)
        case events.CardOpened(month, card):
            return _dated(month, level.card(card).title.in_language(language), language)
        case events.LevelEnded():
            return phrase("event.ended", language)
    return ""


def _dated(month: int, words: str, language: str) -> str:
    return phrase("format.dated", language, month=month_text(month, language), words=words)


def _opponent(level: Level, moved: events.OpponentMoved, language: str) -> str:
    rule = next(rule for rule in level.duels if rule.id == moved.duel)
    step = next(step for step in rule.steps if step.id == moved.step)
    named = step.title.in_language(language)
    height = str(moved.level)
    if step.heights and moved.level:
        height = step.heights[moved.level - 1].in_language(language)
    when, who = month_text(moved.month, language), rule.who.in_language(language)
    return phrase(f"opponent.{moved.reason}", language, month=when, who=who, step=named, n=height)
