"""The situation room as a person sees it: plain frozen data built from the session, every text formatted."""

from __future__ import annotations

from dataclasses import dataclass

from game.language import listing, money, month_text, phrase
from game.rules.commands import Announce, Choose, Command, Exchange, Predict, SetLever, Sketch, Withdraw
from game.rules.level import GROUPS, Level
from game.rules.levers import Order
from game.session import Session
from game.views import office, sentences
from game.views.advisers import most_telling
from game.views.duel import DuelView, duels_view
from game.views.effects import effect, price_text, sources_of
from game.views.figures import ChartData, figure
from game.views.lever_rows import LeverRow, lever_rows
from game.views.predictions import line_of
from game.views.turn_report import Change, changes


@dataclass(frozen=True, slots=True)
class Gauge:
    name: str
    title: str
    points: float
    gap: str
    told: str = ""  # instead of the points, while there is nothing to compare with


@dataclass(frozen=True, slots=True)
class OptionView:
    id: str
    title: str
    effect: str
    capital: str
    allowed: bool
    reason: str
    history: bool
    approvals: tuple[tuple[str, float], ...] = ()  # constituency and the points it gives or takes


@dataclass(frozen=True, slots=True)
class CardView:
    id: str
    title: str
    date: str
    situation: str
    sources: str
    options: tuple[OptionView, ...]
    era: str = ""
    cited: str = ""  # the first fact of the briefing that is cited, empty when none is


@dataclass(frozen=True, slots=True)
class Timeline:
    start: int
    end: int
    now: int
    eras: tuple[tuple[str, int], ...]
    events: tuple[tuple[int, str], ...]
    decisions: tuple[tuple[int, str], ...]
    left: int = 0  # the month in which this future left another; 0 for one that left none
    seen: int = 0  # the first month that no other future has lived through


@dataclass(frozen=True, slots=True)
class RoomView:
    date: str
    era: str
    era_id: str
    turn: str
    purse: tuple[tuple[str, str, str], ...]  # (title, value, sign: "good", "bad" or "")
    gauges: tuple[Gauge, ...]
    approvals: tuple[tuple[str, str, float], ...]  # (short name, name, approval)
    groups: tuple[tuple[str, str], ...]
    rows: tuple[LeverRow, ...]
    pending: tuple[str, ...]
    pending_title: str  # how many orders at what cost; after a card's pause, what the turn has already cost
    announced: tuple[tuple[str, str], ...]  # (lever, words), to be withdrawn
    changes: tuple[Change, ...]
    can_undo: bool
    can_redo: bool
    news: tuple[str, ...]
    advice: tuple[str, ...]
    timeline: Timeline
    card: CardView | None
    duels: tuple[DuelView, ...]
    finished: bool
    notice: str  # of office or treasury, said once when it changes
    danger: tuple[str, ...] = ()  # what threatens office and what averts it, as long as it does
    removal: str = ""  # the turns left after a warning
    purse_tips: tuple[str, ...] = ()


def room_view(session: Session, language: str) -> RoomView:
    """The whole room for the session as it stands."""
    level, state = session.level, session.state
    score = session.score()
    pending = session.pending()
    cost = sum(state.paid.values()) + sum(_card_cost(level, one) for one in pending)
    rows = lever_rows(session, language)
    danger = office.danger(session, language)
    return RoomView(
        date=month_text(min(state.month, level.end), language),
        era=level.era_at(min(state.month, level.end)).title.in_language(language),
        era_id=level.era_at(min(state.month, level.end)).id,
        turn=phrase("room.turn", language, n=min(state.turn, session.turns), all=session.turns),
        purse=_purse(session, language),
        gauges=tuple(
            Gauge(
                line.name,
                phrase(f"headline.{line.name}", language),
                line.points,
                _gap(line.points - 100.0),
                "" if line.compared else phrase("headline.uncompared", language),
            )
            for line in score.headlines()
        ),
        approvals=tuple(
            (phrase(f"constituency.short.{name}", language), phrase(f"constituency.{name}", language), value)
            for name, value in state.approvals.items()
        ),
        groups=tuple(
            (group, phrase(f"group.{group}", language)) for group in GROUPS if any(row.group == group for row in rows)
        ),
        rows=rows,
        pending=tuple(
            words
            for command in pending
            if not _standing(state.announced, command) and (words := command_words(session, command, language))
        ),
        pending_title=_pending_title(sum(not isinstance(one, Predict | Sketch) for one in pending), cost, language),
        announced=tuple((order.lever, order_words(session, order, language)) for order in state.announced),
        changes=changes(session, language),
        can_undo=bool(pending),
        can_redo=session.can_redo,
        news=tuple(line for line in _news(session, language) if line not in danger),
        advice=_advice(session, language),
        timeline=_timeline(session, language),
        card=_card(session, language),
        duels=duels_view(session, language),
        finished=session.finished,
        notice=office.notice(session, language),
        danger=danger,
        removal=office.removal_in(session, language),
        purse_tips=office.purse_tips(session, language),
    )


def _gap(points: float) -> str:
    return "±0.0" if abs(points) < 0.05 else f"{points:+.1f}"


def _pending_title(orders: int, cost: float, language: str) -> str:
    paid = f"{cost:.1f}"
    if orders:
        return phrase("pending", language, n=orders, cost=paid)
    # The month of a card begins with an empty list, while the turn and what was paid in it go on.
    return phrase("pending.paid", language, cost=paid) if cost >= 0.05 else phrase("pending.none", language)


def _card_cost(level: Level, command: Command) -> float:
    """Political capital that an answer took; what it brings is no cost."""
    if not isinstance(command, Choose):
        return 0.0
    options = level.card(command.card).options
    return max(next(one.capital for one in options if one.id == command.option), 0.0)


def _purse(session: Session, language: str) -> tuple[tuple[str, str, str], ...]:
    state = session.state
    treasury = float(state.economy.treasury_musd[0])
    purse = [
        (phrase("room.capital", language), f"{state.capital:.0f}", "bad" if state.capital < 5 else ""),
        (phrase("room.treasury", language), money(treasury, language), "bad" if treasury < 0 else ""),
    ]
    if state.month <= session.level.foreign_exchange_until:
        earned = session.figures.get("foreign_exchange_musd", 0.0) * 12.0
        purse.append((phrase("room.exchange", language), sentences.money_a_year(earned, language), ""))
    return tuple(purse)


def command_words(session: Session, command: Command, language: str) -> str:
    """A command as the list of pending changes shows it."""
    level = session.level
    match command:
        case SetLever(lever_id, value):
            lever = level.lever(lever_id)
            return f"{lever.title.in_language(language)} → {sentences.setting(lever, value, language)}"
        case Announce(lever_id, value, month):
            lever = level.lever(lever_id)
            when = phrase("room.from", language, month=month_text(month, language))
            words = f"{lever.title.in_language(language)} → {sentences.setting(lever, value, language)}"
            return phrase("format.more", language, first=words, more=when)
        case Withdraw(lever_id):
            return f"✕ {level.lever(lever_id).title.in_language(language)}"
        case Choose(card_id, option_id):
            card = level.card(card_id)
            option = next(one for one in card.options if one.id == option_id)
            name, words = card.title.in_language(language), option.title.in_language(language)
            return phrase("format.named", language, name=name, words=words)
        case Exchange(_, move):
            return phrase(f"duel.{move}", language)
        case Predict() | Sketch():
            return phrase("format.named", language, name=phrase("predict", language), words=line_of(command, language))
    return ""


def _standing(announced: tuple[Order, ...], command: Command) -> bool:
    """Whether a command is an announcement that stands: it is listed among those."""
    return isinstance(command, Announce) and Order(command.month, command.lever, command.value) in announced


def order_words(session: Session, order: Order, language: str) -> str:
    """A standing announcement, with its month."""
    return command_words(session, Announce(order.lever, order.value, order.month), language)


def _news(session: Session, language: str) -> tuple[str, ...]:
    """What happened last, the newest first; before the first month, what is asked and where to begin."""
    if not session.months and not session.open_cards():
        asked = listing([one.title.in_language(language) for one in session.level.objectives], language)
        start = phrase("news.start", language)
        return (phrase("news.asked", language, words=asked), start) if asked else (start,)
    lines = [sentences.event(session.level, happened, language) for happened in session.last_events()]
    return tuple(line for line in reversed(lines) if line)


def _advice(session: Session, language: str) -> tuple[str, ...]:
    """The three most telling claims of the advisers, each with its name."""
    return tuple(
        phrase(
            "format.named",
            language,
            name=phrase(f"constituency.short.{claim.who}", language),
            words=claim.words(language),
        )
        for claim in most_telling(session)
    )


def _timeline(session: Session, language: str) -> Timeline:
    level = session.level
    decisions = []
    for place, command in enumerate(session.commands):
        if isinstance(command, SetLever | Announce | Exchange):
            decisions.append((session.month_of(place), command_words(session, command, language)))
    return Timeline(
        start=level.start,
        end=level.end,
        now=session.state.month,
        eras=tuple((era.title.in_language(language), max(era.start, level.start)) for era in level.eras),
        events=tuple((line.month, line.text.in_language(language)) for line in level.news),
        decisions=tuple(decisions),
        left=session.lineage.left if session.lineage.parent else 0,
        seen=session.seen,
    )


def _card(session: Session, language: str) -> CardView | None:
    cards = session.open_cards()
    if not cards or session.finished:
        return None
    card = cards[0]
    options = []
    for option in card.options:
        verdict = session.check(Choose(card.id, option.id))
        options.append(
            OptionView(
                option.id,
                option.title.in_language(language),
                effect(session.level, option, language),
                price_text(option, language),
                verdict.allowed,
                "" if verdict.allowed else sentences.reason(session.level, verdict, language),
                option.id == card.history and session.level.difficulty.history_shown,
                tuple(option.approval.items()),
            )
        )
    return CardView(
        card.id,
        card.title.in_language(language),
        month_text(session.state.month, language),
        card.situation.in_language(language),
        phrase("format.named", language, name=phrase("sources", language), words=sources_of(card, language)),
        tuple(options),
        session.level.era_at(session.state.month).title.in_language(language),
        next((source.en for source in card.sources if source.en[:1] == "B" and source.en[1:].isdigit()), ""),
    )


def chart(session: Session, name: str, language: str) -> ChartData:
    """A figure as a chart: the run so far and history's whole run."""
    shown = figure(name)
    low, high = (column.get(name, ()) for column in session.end_columns())
    return ChartData(
        title=shown.title(language),
        unit=shown.unit_text(language),
        start=session.level.start,
        end=session.level.end,
        yours=session.series(name).tolist(),
        history=session.history_series(name).tolist(),
        scale=shown.scale_in(language),
        log=shown.log,
        name=shown.name,
        low=low,
        high=high,
    )
