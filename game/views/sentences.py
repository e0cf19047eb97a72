"""Sentences for verdicts and events, and figures as people read them, in either language."""

from __future__ import annotations

from game.economy.dimensions import month_label
from game.rules import events
from game.rules.commands import Verdict
from game.rules.level import Level, Lever

REASONS = {
    "ended": ("The level is over.", "本关已结束。"),
    "caretaker": ("A caretaker holds office; only time can move on.", "看守政府在任，只能推进时间。"),
    "announce_month": (
        "An announcement must name a later month, at most two years ahead.",
        "公告须指定此后两年内的某个月份。",
    ),
    "not_announced": ("Nothing is announced for this lever.", "该杠杆没有待生效的公告。"),
    "card_open": ("A card waits for an answer: {card}.", "有议题待决：{card}。"),
    "no_lever": ("There is no lever {lever}.", "没有名为{lever}的杠杆。"),
    "out_of_range": ("{lever} goes from {minimum} to {maximum}.", "{lever}的范围是{minimum}至{maximum}。"),
    "not_conceivable": ("The legal tool is not conceivable yet.", "相应的法律工具尚不可设想。"),
    "capital": (
        "Not enough political capital: it costs {cost}, you have {capital}.",
        "政治资本不足：需要{cost}，现有{capital}。",
    ),
    "card_not_open": ("The card {card} is not open.", "议题{card}不在待决之列。"),
    "no_option": ("There is no option {option}.", "没有选项{option}。"),
    "no_duel": ("There is no such duel now.", "目前没有这场对弈。"),
    "exchanges": ("This month's exchanges are used up ({most}).", "本月回合已用尽（{most}次）。"),
    "no_effect": ("It would change nothing.", "不会带来任何变化。"),
}

STEPS = {
    "tariff": ("tariff", "关税"),
    "chip": ("chip controls", "芯片管制"),
    "blacklist": ("blacklist", "黑名单"),
}

CONSTITUENCY_TITLES = {
    "provinces": ("Provinces", "地方政府"),
    "commerce": ("Commerce ministry", "商务部门"),
    "industry": ("Industry and groups", "产业与集团"),
    "environment": ("Environment, public", "环保与公众"),
    "planners": ("Planners", "计划部门"),
    "foreign": ("Foreign partners", "外国伙伴"),
}

GROUP_TITLES = {
    "prices": ("Prices", "价税"),
    "trade": ("Trade", "贸易"),
    "production": ("Production", "生产"),
    "industry": ("Industry", "产业"),
    "enforcement": ("Enforcement", "执法"),
    "technology": ("Technology", "科技"),
    "strategy": ("Strategy", "战略"),
}

HEADLINE_TITLES = {"share": ("Share", "份额"), "price": ("Price", "价格"), "leverage": ("Leverage", "筹码")}


def pick(pair: tuple[str, str], language: str) -> str:
    return pair[1] if language.startswith("zh") else pair[0]


def month_text(month: int) -> str:
    """A month index as people write it: 2010-07."""
    return month_label(month)


def number(value: float, digits: int = 0) -> str:
    """A number with thousands separators; a true minus sign is not used so that text can be copied."""
    return f"{value + 0.0:,.{digits}f}"


def compact(value: float) -> str:
    """A number short enough for a chart or gauge: 1.2k, 35k, 1.4M."""
    size = abs(value)
    for limit, divisor, mark in ((1e6, 1e6, "M"), (1e3, 1e3, "k")):
        if size >= limit:
            scaled = value / divisor
            digits = 1 if abs(scaled) < 10 and abs(scaled - round(scaled)) >= 0.05 else 0
            return f"{scaled:,.{digits}f}{mark}"
    return f"{value:.2f}" if size < 1 else f"{value:.1f}" if size < 100 else f"{value:.0f}"


UNITS = {
    "t/yr": ("t/yr", "吨/年"),
    "MUSD/yr": ("M$/yr", "百万美元/年"),
    "elements": ("elements", "种元素"),
    "groups": ("groups", "家集团"),
    "target": ("", ""),
}


def setting(lever: Lever, value: float, language: str) -> str:
    """A lever's setting as a person reads it."""
    if lever.maximum_means_none and value >= lever.maximum:
        return pick(("none", "不限"), language)
    for choice in lever.choices:
        if choice.value == value:
            return choice.title.in_language(language)
    if lever.unit == "share":
        return f"{100.0 * value:.0f} %"
    return f"{number(value)} {pick(UNITS.get(lever.unit, (lever.unit, lever.unit)), language)}".strip()


def reason(level: Level, verdict: Verdict, language: str) -> str:
    """Why a command is refused, as a sentence."""
    template = pick(REASONS.get(verdict.reason, (verdict.reason, verdict.reason)), language)
    values = {}
    for name, value in verdict.details:
        if name == "card":
            values[name] = level.card(str(value)).title.in_language(language)
        elif isinstance(value, float):
            values[name] = month_label(int(value)) if name == "month" else number(value, 0 if abs(value) >= 100 else 1)
        else:
            values[name] = str(value)
    return template.format_map(values)


def event(level: Level, happened: events.Event, language: str) -> str:
    """One event as a sentence; empty for what needs no words."""
    match happened:
        case events.AnnouncementBound(month, lever_id, value):
            lever = level.lever(lever_id)
            words = pick(("{m}: as announced, {t} now stands at {v}.", "{m}：按公告，{t}现为{v}。"), language)
            return words.format(
                m=month_label(month), t=lever.title.in_language(language), v=setting(lever, value, language)
            )
        case events.OpponentMoved(month, duel, step, height, why):
            return _opponent(level, month, duel, step, height, why, language)
        case events.PlantsIdled(month, _):
            idle = ("{m}: car plants abroad stand idle for want of magnets.", "{m}：国外车企因缺磁材停产。")
            return pick(idle, language).format(m=month_label(month))
        case events.ChronicleLine(month, index):
            return f"{month_label(month)}: {level.news[index].text.in_language(language)}"
        case events.Warned(_, why, left):
            return pick(WARNINGS[why], language).format(n=left)
        case events.Removed(_, why):
            return pick(_REMOVALS[why], language)
        case events.CardOpened(month, card):
            return f"{month_label(month)}: {level.card(card).title.in_language(language)}"
        case events.LevelEnded():
            return pick(("The level is over.", "本关结束。"), language)
    return ""


WARNINGS = {
    "approval": (
        "Warning: mean approval is under 20; removal in {n} turns unless it rises.",
        "警告：平均支持率低于20，若无改善将在{n}个回合后去职。",
    ),
    "deficit": (
        "Warning: two years of deficit; removal in {n} turns unless the treasury recovers.",
        "警告：财政连续两年赤字，若无改善将在{n}个回合后去职。",
    ),
}
_REMOVALS = {
    "approval": (
        "Removed from office: nobody supports this policy. A caretaker holds the settings.",
        "因失去支持而去职，看守政府维持现状。",
    ),
    "deficit": (
        "Removed from office: the sector is bankrupt. A caretaker holds the settings.",
        "因行业破产而去职，看守政府维持现状。",
    ),
}
_OPPONENT = {
    "outside": ("{m}: {d} takes a step: {s} at {n}.", "{m}：{d}出手：{s}升至{n}级。"),
    "provoked": ("{m}: {d}, provoked, raises {s} to {n}.", "{m}：{d}受激，{s}升至{n}级。"),
    "pressing": ("{m}: {d} presses: {s} at {n}.", "{m}：{d}施压：{s}升至{n}级。"),
    "talks": ("{m}: {d} talks and withdraws a step: {s} at {n}.", "{m}：{d}坐到桌前，撤回一步：{s}降至{n}级。"),
    "offer": ("{m}: {d} accepts the offer: {s} at {n}.", "{m}：{d}接受提议：{s}降至{n}级。"),
}


def _opponent(level: Level, month: int, duel: str, step: str, height: int, why: str, language: str) -> str:
    title = next(rule.title.in_language(language) for rule in level.duels if rule.id == duel)
    who = title.split(",")[0].split(",")[0]
    words = pick(_OPPONENT[why], language)
    return words.format(m=month_label(month), d=who, s=pick(STEPS[step], language), n=height)
