"""Advisers: what each constituency would point out, computed from known figures and forecasts, the most telling first.

A claim's salience is its figure over what is worth a word: two fifths in a forecast of two years, a year to an empty
treasury, six turns to a revolt, a twentieth of fear. What was an adviser's first claim last turn, with a figure that
has moved by less than 15 % since, counts less every other turn, so that the same sentence does not come back turn
after turn; no memory is kept, earlier turns are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from weakref import WeakKeyDictionary

from game.economy.dimensions import RIVALS
from game.language import month_text, number, percent, phrase, plural
from game.rules import levers
from game.rules.commands import EndTurn
from game.rules.duel import BORNE, PROVOKED, on, talkable
from game.rules.game_state import GameState
from game.rules.level import CONSTITUENCIES, Text
from game.session import Session
from game.views.estimates import range_text

AHEAD_MONTHS = 24
# Figures whose forecast an adviser watches, and the change that is worth a word.
_WATCHED = {
    "provinces": ("china_recorded_mine_output_t",),
    "commerce": ("china_exports_t", "export_price_usd_per_t"),
    "industry": ("domestic_price_usd_per_t", "china_magnet_exports_t"),
    "environment": ("pollution_index",),
    "planners": ("leverage_index", "china_mining_share"),
    "foreign": ("fear", "rival_capacity_t"),
}
_NOTABLE_SHARE = 0.4
# What is next to nothing moves by any share; below this its forecast is no news.
_LEAST = {"fear": 0.05, "leverage_index": 0.3, "pollution_index": 5.0, "rival_capacity_t": 1000.0}
_TIMES = 3.0  # from here on a rise is told as a multiple
_MOST = 3.0  # salience of a claim at most
_MOST_FORECAST = 2.0  # of a forecast: a risk at hand comes first
_SAME_SHARE = 0.15
_SOON_TURNS = 6  # a revolt further off is no news
_LOOKED_BACK = 3  # turns
# Of its salience that is left to a claim that was first last turn, and to one that has stood for two.
_REPEATED, _STANDING = 0.3, 0.6


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing an adviser could say: its message with the numbers in it, and the figure it hangs on."""

    who: str
    message: str
    salience: float
    figure: float
    shares: Mapping[str, float] = field(default_factory=dict)  # told as percentages
    numbers: Mapping[str, float] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)  # ids of messages
    texts: Mapping[str, Text] = field(default_factory=dict)
    month: int = 0
    count: int | None = None  # of a message with a plural

    def words(self, language: str) -> str:
        """The claim as a sentence."""
        values: dict[str, object] = {name: percent(value, 0, language) for name, value in self.shares.items()}
        values |= {name: number(value, 0, language) for name, value in self.numbers.items()}
        values |= {name: phrase(message, language) for name, message in self.names.items()}
        values |= {name: text.in_language(language) for name, text in self.texts.items()}
        if "low" in self.numbers:
            values["range"] = range_text(self.numbers["low"], self.numbers["high"], language)
        if self.month:
            values["month"] = month_text(self.month, language)
        if self.count is not None:
            return plural(self.message, self.count, language, **values)
        return phrase(self.message, language, **values)


def claims(session: Session) -> tuple[Claim, ...]:
    """All that could be said in the session's state, unranked."""
    state = session.state
    lived = state.month - session.level.start
    if not lived or session.finished:
        return ()
    found = [*_forecasts(session), *_moods(session), *_purse(session), *_trade(session, lived)]
    return tuple(claim for claim in (*found, *_abroad(session, lived), *_duels(session)) if claim.salience > 0.0)


def counsel(session: Session) -> dict[str, Claim]:
    """Each adviser's most telling claim, as far as there is one; what was said before counts less."""
    made = _ranked(session, session.state)
    before = [_ranked(session, state) for state in _turn_starts(session)[-_LOOKED_BACK:]]
    told = {}
    for who, first in made.items():
        top = first[0]
        run = 0
        for earlier in reversed(before):
            if who not in earlier or not _same(top, earlier[who][0]):
                break
            run += 1
        if run:
            rest = [claim for claim in first if (claim.message, claim.names) != (top.message, top.names)]
            top = replace(top, salience=top.salience * (_REPEATED if run % 2 else _STANDING))
            top = max([top, *rest], key=lambda claim: claim.salience)
        told[who] = top
    return told


def most_telling(session: Session, most: int = 3) -> tuple[Claim, ...]:
    """The claims of the room, the most salient first."""
    told = sorted(counsel(session).values(), key=lambda claim: (-claim.salience, CONSTITUENCIES.index(claim.who)))
    return tuple(told[:most])


def _same(one: Claim, other: Claim) -> bool:
    moved = abs(one.figure - other.figure)
    return one.message == other.message and one.names == other.names and moved <= _SAME_SHARE * abs(other.figure)


_KNOWN: WeakKeyDictionary[Session, list[tuple[GameState, dict[str, list[Claim]]]]] = WeakKeyDictionary()


def _ranked(session: Session, state: GameState) -> dict[str, list[Claim]]:
    """Every adviser's claims in a state, the most salient first; kept for the states looked at last."""
    kept = _KNOWN.setdefault(session, [])
    for known, found in kept:
        if known is state:
            return found
    by: dict[str, list[Claim]] = {}
    for claim in sorted(claims(session.as_of(state)), key=lambda one: (-one.salience, one.message)):
        by.setdefault(claim.who, []).append(claim)
    kept.append((state, by))
    del kept[: -2 * _LOOKED_BACK]
    return by


def _turn_starts(session: Session) -> list[GameState]:
    """The states in which the turns before this one began."""
    starts = [session.state_before(0)] if session.commands else []
    commands = session.commands
    starts += [
        session.state_before(place + 1)
        for place, command in enumerate(commands[:-1])
        if isinstance(command, EndTurn) and any(isinstance(later, EndTurn) for later in commands[place + 1 :])
    ]
    return starts


def _forecasts(session: Session) -> Iterator[Claim]:
    """Where the watched figures go under present orders."""
    names = tuple(name for watched in _WATCHED.values() for name in watched)
    ahead = session.forecast({}, AHEAD_MONTHS, names)
    lived = session.state.month - session.level.start
    for who, watched in _WATCHED.items():
        for name in watched:
            line = ahead.get(name)
            now = float(session.series(name)[lived - 1])
            if line is None or not len(line) or max(now, float(line[-1])) < _LEAST.get(name, 1e-6) or now < 1e-6:
                continue
            change = float(line[-1]) / now - 1.0
            message = "counsel.rises" if change > 0.0 else "counsel.falls"
            told = {"n": abs(change)}
            if change > _TIMES - 1.0:  # "tenfold" is read, "+960 %" is not
                message, told = "counsel.multiplies", {"times": change + 1.0}
            month = session.state.month + len(line) - 1
            yield Claim(
                who,
                message,
                min(abs(change) / _NOTABLE_SHARE, _MOST_FORECAST),
                change,
                shares={} if "times" in told else told,
                numbers=told if "times" in told else {},
                names={"figure": f"figure.{name}"},
                month=month,
            )


def _moods(session: Session) -> Iterator[Claim]:
    """Who is about to turn, at the pace of the last turn."""
    starts = _turn_starts(session)
    if not starts:
        return
    place = next((at for at in range(len(starts) - 1, -1, -1) if starts[at].month < session.state.month), None)
    if place is None:
        return
    least = session.level.difficulty.least_approval
    for who, now in session.state.approvals.items():
        fall = starts[place].approvals[who] - now
        if now < least:
            yield Claim(who, "counsel.lost", 2.5, now, numbers={"now": now, "least": least})
        elif fall >= 1.0:
            turns = ceil((now - least) / fall)
            if turns > _SOON_TURNS:
                continue
            told = {"now": now, "fall": fall, "least": least}
            yield Claim(who, "counsel.turning", min(6.0 / max(turns, 1), _MOST), now, numbers=told, count=max(turns, 1))


def _purse(session: Session) -> Iterator[Claim]:
    """When the treasury is empty, and what orders against the official line cost."""
    state = session.state
    lived = state.month - session.level.start
    money = session.series("treasury_musd")[:lived]
    behind = min(12, lived - 1)
    if behind > 0:
        rate = (float(money[-1]) - float(money[-1 - behind])) / behind
        if rate < 0.0 < float(money[-1]):
            months = ceil(float(money[-1]) / -rate)
            yield Claim("industry", "counsel.empty", min(12.0 / months, _MOST), float(money[-1]), count=months)
    against = {
        lever.id: state.paid.get(lever.id, 0.0)
        for lever in session.level.levers
        if levers.grain_at(lever, state.month) > 1.0 and state.paid.get(lever.id, 0.0) > 0.5
    }
    if against:
        spent, whole = sum(against.values()), sum(state.paid.values())
        yield Claim("planners", "counsel.grain", min(spent / 5.0, _MOST), spent, numbers={"n": spent, "all": whole})


def _trade(session: Session, lived: int) -> Iterator[Claim]:
    """What the quota refuses, and what leaves or is sold off the books."""
    known = session.figures if session.state.month - session.level.start == session.months else session.state.known
    bite = known["quota_bite"]
    if bite > 0.02:
        yield Claim("commerce", "counsel.quota", min(bite / 0.2, _MOST), bite, shares={"n": bite})
    margin = known["mine_margin"]
    message = "counsel.loses" if margin < 0.0 else "counsel.earns"
    yield Claim("industry", message, min(abs(margin - 0.2), 1.0), margin, shares={"n": abs(margin)})
    yield Claim("environment", "counsel.anger", known["anger"], known["anger"], shares={"n": known["anger"]})
    black, recorded = 12.0 * known["china_black_supply_t"], 12.0 * known["china_recorded_mine_output_t"]
    low, high = (ends.get("china_black_supply_t", ()) for ends in session.end_columns())
    if len(low) >= lived and black > 100.0:
        numbers = {"low": 12.0 * low[lived - 1], "high": 12.0 * high[lived - 1]}
        share = numbers["high"] / recorded
        yield Claim("planners", "counsel.black", min(share / 0.5, _MOST), black, shares={"n": share}, numbers=numbers)
    implementation = known["implementation"]
    yield Claim(
        "provinces", "counsel.implementation", 1.0 - implementation, implementation, shares={"n": implementation}
    )


def _abroad(session: Session, lived: int) -> Iterator[Claim]:
    """How long buyers' stocks last, and what rivals are building."""
    economy = session.state.economy
    use = session.series("foreign_use_t")[max(lived - 12, 0) : lived]
    stock = float(session.series("foreign_stock_t")[lived - 1])
    fear = session.series("fear")[:lived]
    before = float(fear[max(lived - 13, 0)])
    rise = float(fear[-1]) - before
    if len(use) and float(use.sum()) > 0.0 and abs(rise) >= 0.005:
        months = stock / (float(use.sum()) / len(use))
        message = "counsel.stocks_fear" if rise > 0.0 else "counsel.stocks_calm"
        yield Claim("foreign", message, min(abs(rise) / 0.05, _MOST), months, numbers={"months": months})
    building = 12.0 * economy.rival_building_t_per_month[:, 0]
    whole = float(12.0 * economy.rival_capacity_t_per_month[:, 0].sum())
    most = int(building.argmax())
    tonnes = float(building[most])
    if tonnes > 200.0 and whole > 0.0:
        place = "place.us_mine" if RIVALS[most] == "us" else f"place.{RIVALS[most]}"
        told = {"n": tonnes / whole}
        salience = min(tonnes / whole / _NOTABLE_SHARE, _MOST)
        yield Claim("foreign", "counsel.builds", salience, tonnes, told, {"t": tonnes}, {"place": place})


def _duels(session: Session) -> Iterator[Claim]:
    """An opponent who is about to act, by the rule that everybody can read (rules/duel.py)."""
    state = session.state
    for rule, now in zip(session.level.duels, state.duels, strict=True):
        if not on(rule, state.month):
            continue
        who = {"opponent": rule.who}
        if now.heat >= PROVOKED and now.pain <= BORNE * now.resolve:
            told = {"heat": now.heat, "most": PROVOKED}
            yield Claim("foreign", "counsel.acts", _MOST, now.heat, numbers=told, texts=who)
        elif now.heat < PROVOKED and now.pain > now.resolve and talkable(rule, now, state.month):
            told = {"pain": now.pain, "resolve": now.resolve}
            yield Claim("foreign", "counsel.talks", _MOST, now.pain, numbers=told, texts=who)
