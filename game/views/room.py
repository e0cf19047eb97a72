"""The situation room as a person sees it: plain frozen data built from the session, every text formatted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from game.economy.dimensions import month_label
from game.rules.commands import Announce, Choose, Command, Exchange, SetLever, Withdraw
from game.rules.level import GROUPS
from game.rules.levers import Order
from game.session import Session
from game.views import sentences
from game.views.figures import ChartData, figure
from game.views.lever_rows import LeverRow, lever_row
from game.views.sentences import number, pick
from game.views.turn_report import Change, changes

WORDS = {
    "capital": ("Political capital", "政治资本"),
    "treasury": ("Treasury", "行业财政"),
    "exchange": ("Foreign exchange", "创汇"),
    "money": ("M$", "百万美元"),
    "money_a_year": ("M$/yr", "百万美元/年"),
    "cost": ("cost", "代价"),
    "sources": ("Sources: ", "出处："),
    "turn": ("turn {n} of {all}", "第{n}/{all}回合"),
    "from": ("from {m}", "自{m}起"),
}


SHORT_NAMES = {
    "provinces": ("Provinces", "地方"),
    "commerce": ("Commerce", "商务"),
    "industry": ("Industry", "产业"),
    "environment": ("Public", "公众"),
    "planners": ("Planners", "计划"),
    "foreign": ("Foreign", "外方"),
}


@dataclass(frozen=True, slots=True)
class Gauge:
    name: str
    title: str
    points: float
    gap: str


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
class DuelView:
    id: str
    title: str
    steps: tuple[tuple[str, int], ...]
    pain: float
    resolve: float
    won: str
    moves: tuple[tuple[str, str, bool, str], ...]  # (move, label, allowed, tip)
    left: str


@dataclass(frozen=True, slots=True)
class Timeline:
    start: int
    end: int
    now: int
    eras: tuple[tuple[str, int], ...]
    events: tuple[tuple[int, str], ...]
    decisions: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class RoomView:
    date: str
    era: str
    turn: str
    purse: tuple[tuple[str, str, str], ...]  # (title, value, sign: "good", "bad" or "")
    gauges: tuple[Gauge, ...]
    approvals: tuple[tuple[str, str, float], ...]  # (short name, name, approval)
    groups: tuple[tuple[str, str], ...]
    rows: tuple[LeverRow, ...]
    pending: tuple[str, ...]
    pending_cost: str
    announced: tuple[tuple[str, str], ...]  # (lever, words), to be withdrawn
    changes: tuple[Change, ...]
    can_undo: bool
    can_redo: bool
    news: tuple[str, ...]
    advice: tuple[str, ...]
    timeline: Timeline
    card: CardView | None
    duel: DuelView | None
    finished: bool
    notice: str


def room_view(session: Session, language: str) -> RoomView:
    """The whole room for the session as it stands."""
    level, state = session.level, session.state
    score = session.score()
    pending = session.pending()
    cost = sum(state.paid.values())
    return RoomView(
        date=month_label(min(state.month, level.end)),
        era=level.era_at(min(state.month, level.end)).title.in_language(language),
        turn=pick(WORDS["turn"], language).format(n=min(state.turn, session.turns), all=session.turns),
        purse=_purse(session, language),
        gauges=tuple(
            Gauge(
                line.name,
                pick(sentences.HEADLINE_TITLES[line.name], language),
                line.points,
                _gap(line.points - 100.0),
            )
            for line in score.headlines()
        ),
        approvals=tuple(
            (pick(SHORT_NAMES[name], language), pick(sentences.CONSTITUENCY_TITLES[name], language), value)
            for name, value in state.approvals.items()
        ),
        groups=tuple((group, pick(sentences.GROUP_TITLES[group], language)) for group in GROUPS),
        rows=tuple(lever_row(session, lever, language) for lever in level.levers),
        pending=tuple(
            words
            for command in pending
            if not _standing(state.announced, command) and (words := command_words(session, command, language))
        ),
        pending_cost=f"{cost:.1f}",
        announced=tuple((order.lever, order_words(session, order, language)) for order in state.announced),
        changes=changes(session, language),
        can_undo=bool(pending),
        can_redo=session.can_redo,
        news=_news(session, language),
        advice=_advice(session, language),
        timeline=_timeline(session, language),
        card=_card(session, language),
        duel=_duel(session, language),
        finished=session.finished,
        notice=_notice(session, language),
    )


def _gap(points: float) -> str:
    return "±0.0" if abs(points) < 0.05 else f"{points:+.1f}"


def _purse(session: Session, language: str) -> tuple[tuple[str, str, str], ...]:
    state = session.state
    treasury = float(state.economy.treasury_musd[0])
    money, money_a_year = pick(WORDS["money"], language), pick(WORDS["money_a_year"], language)
    purse = [
        (pick(WORDS["capital"], language), f"{state.capital:.0f}", "bad" if state.capital < 5 else ""),
        (pick(WORDS["treasury"], language), f"{number(treasury)} {money}", "bad" if treasury < 0 else ""),
    ]
    if state.month <= session.level.foreign_exchange_until:
        earned = state.figures.get("foreign_exchange_musd", 0.0) * 12.0
        purse.append((pick(WORDS["exchange"], language), f"{number(earned)} {money_a_year}", ""))
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
            when = pick(WORDS["from"], language).format(m=month_label(month))
            return f"{lever.title.in_language(language)} → {sentences.setting(lever, value, language)}, {when}"
        case Withdraw(lever_id):
            return f"✕ {level.lever(lever_id).title.in_language(language)}"
        case Choose(card_id, option_id):
            card = level.card(card_id)
            option = next(one for one in card.options if one.id == option_id)
            return f"{card.title.in_language(language)}: {option.title.in_language(language)}"
        case Exchange(_, move):
            return pick(MOVES[move][:2], language)
    return ""


def _standing(announced: tuple[Order, ...], command: Command) -> bool:
    """Whether a command is an announcement that stands: it is listed among those."""
    return isinstance(command, Announce) and Order(command.month, command.lever, command.value) in announced


def order_words(session: Session, order: Order, language: str) -> str:
    """A standing announcement, with its month."""
    return command_words(session, Announce(order.lever, order.value, order.month), language)


def _news(session: Session, language: str) -> tuple[str, ...]:
    lines = [sentences.event(session.level, happened, language) for happened in session.last_events()]
    return tuple(line for line in reversed(lines) if line)


def _advice(session: Session, language: str) -> tuple[str, ...]:
    """One computed, true sentence each: trend of the price, the weakest constituency, the gap of implementation."""
    state = session.state
    lines = []
    prices = session.series("export_price_usd_per_t")
    if len(prices) > 12:
        change = 100.0 * (float(prices[-1]) / float(prices[-13]) - 1.0)
        words = ("Export price {c:+.0f} % in twelve months.", "出口价十二个月变动{c:+.0f}%。")
        lines.append(pick(words, language).format(c=change))
    name, value = min(state.approvals.items(), key=lambda item: (item[1], item[0]))
    title = pick(sentences.CONSTITUENCY_TITLES[name], language)
    lines.append(pick(("Least support: {t}, {v:.0f}.", "支持最低：{t}，{v:.0f}。"), language).format(t=title, v=value))
    if "implementation" in state.figures:
        share = 100.0 * state.figures["implementation"]
        words = ("Of what is ordered, {s:.0f} % happens on the ground.", "令行之效：{s:.0f}%落到实处。")
        lines.append(pick(words, language).format(s=share))
    return tuple(lines)


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
    )


def _card(session: Session, language: str) -> CardView | None:
    cards = session.open_cards()
    if not cards or session.finished:
        return None
    card = cards[0]
    options = []
    for option in card.options:
        verdict = session.check(Choose(card.id, option.id))
        price = f"{pick(WORDS['cost'], language)} {option.capital:.0f}" if option.capital else ""
        options.append(
            OptionView(
                option.id,
                option.title.in_language(language),
                option.effect.in_language(language),
                price,
                verdict.allowed,
                "" if verdict.allowed else sentences.reason(session.level, verdict, language),
                option.id == card.history,
                tuple(option.approval.items()),
            )
        )
    return CardView(
        card.id,
        card.title.in_language(language),
        month_label(session.state.month),
        card.situation.in_language(language),
        f"{pick(WORDS['sources'], language)}{', '.join(card.sources)}",
        tuple(options),
        session.level.era_at(session.state.month).title.in_language(language),
        next((source for source in card.sources if source[:1] == "B" and source[1:].isdigit()), ""),
    )


MOVES: Mapping[str, tuple[str, str, str, str]] = {
    "enforce": ("Enforce", "收紧", "Licences a quarter stricter; provokes.", "许可收紧四分之一；会激怒对方。"),
    "ease": ("Ease", "放松", "Licences a quarter more lenient; cools.", "许可放宽四分之一；缓和局势。"),
    "offer": (
        "Offer",
        "提议",
        "Ask for a step back; accepted when pain is near resolve.",
        "要求对方撤回一步；对方痛感接近意志时会接受。",
    ),
    "hold": ("Hold", "按兵不动", "Do nothing; wears resolve a little.", "不作动作；略耗对方意志。"),
}


def _duel(session: Session, language: str) -> DuelView | None:
    state = session.state
    for rule, now in zip(session.level.duels, state.duels, strict=True):
        if not rule.start <= state.month <= rule.end or session.finished:
            continue
        moves = []
        for move, (en, zh, tip_en, tip_zh) in MOVES.items():
            verdict = session.check(Exchange(rule.id, move))  # type: ignore[arg-type]
            tip = pick((tip_en, tip_zh), language)
            if not verdict.allowed:
                tip += "\n! " + sentences.reason(session.level, verdict, language)
            moves.append((move, pick((en, zh), language), verdict.allowed, tip))
        left = rule.exchanges_per_month - now.exchanges
        return DuelView(
            rule.id,
            rule.title.in_language(language),
            tuple((pick(sentences.STEPS[step], language), int(getattr(now, step))) for step in sentences.STEPS),
            now.pain,
            now.resolve,
            pick(("steps withdrawn: {n}", "已撤回步数：{n}"), language).format(n=now.won),
            tuple(moves),
            pick(("exchanges left: {n}", "剩余回合：{n}"), language).format(n=left),
        )
    return None


def _notice(session: Session, language: str) -> str:
    state = session.state
    if state.caretaker:
        return pick(sentences.REASONS["caretaker"], language)
    if state.warned is not None:
        left = max(2 - (state.turn - 1 - state.warned[1]), 1)
        return pick(sentences.WARNINGS[state.warned[0]], language).format(n=left)
    if float(state.economy.treasury_musd[0]) < 0.0:
        words = ("The treasury is empty: spending levers are cut.", "财政亏空：支出类杠杆按比例削减。")
        return pick(words, language)
    return ""


def chart(session: Session, name: str, language: str) -> ChartData:
    """A figure as a chart: the run so far and history's whole run."""
    shown = figure(name)
    return ChartData(
        title=shown.title(language),
        unit=shown.unit_text(language),
        start=session.level.start,
        end=session.level.end,
        yours=session.series(name).tolist(),
        history=session.history_series(name).tolist(),
        scale=shown.scale,
        log=shown.log,
    )
