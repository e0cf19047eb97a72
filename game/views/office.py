"""What the purse holds and whether office is in danger: said before it is too late, with the reason and the way out."""

from __future__ import annotations

from game.language import listing, money, number, percent, phrase, plural
from game.rules import constituencies
from game.rules.level import CONSTITUENCIES
from game.session import Session
from game.views import sentences
from game.views.treasury import change_musd, largest_outgo

_NEAR_POINTS = 5.0  # of mean approval above the least, from where on it is worth a word
_LOWEST = 2  # constituencies named


def notice(session: Session, language: str) -> str:
    """What has just become true of office or treasury, for a word in passing; empty when all is well."""
    state = session.state
    if state.caretaker:
        return phrase("reason.caretaker", language)
    if state.warned is not None:
        return sentences.warning(session.level, state.warned[0], _turns_left(session), language)
    if treasury_musd(session) < 0.0:
        return phrase("room.empty_treasury", language)
    return ""


def danger(session: Session, language: str) -> tuple[str, ...]:
    """What threatens office and what would avert it; stays as long as it is true, empty when nothing does."""
    state, rules = session.state, session.level.difficulty
    if session.finished:
        return ()
    if state.caretaker:
        return (phrase("reason.caretaker", language),)
    if state.warned is not None:
        why = state.warned[0]
        return notice(session, language), _averts(session, why, language)
    lines: list[str] = []
    if state.deficit_months:
        most = number(rules.deficit_months, 0, language)
        months = plural("office.deficit", state.deficit_months, language, most=most)
        lines += [months, _averts(session, "deficit", language)]
    mean = constituencies.mean_approval(state.approvals)
    if mean < rules.least_approval + _NEAR_POINTS:
        told = {"mean": number(mean, 0, language), "least": number(rules.least_approval, 0, language)}
        near = plural("office.near", rules.grace_turns, language, **told)
        lines += [near, _averts(session, "approval", language)]
    return tuple(lines)


def removal_in(session: Session, language: str) -> str:
    """The turns left in office after a warning, short enough for a label; empty without one."""
    if session.state.warned is None or session.state.caretaker or session.finished:
        return ""
    return plural("office.removal_in", _turns_left(session), language)


def purse_tips(session: Session, language: str) -> tuple[str, ...]:
    """What stands behind political capital, treasury and foreign exchange, in the order of the purse."""
    state, rules = session.state, session.level.difficulty
    earns = 12.0 * constituencies.income_per_month(session.level, state.approvals)
    capital = phrase(
        "purse.capital",
        language,
        n=number(earns, 0, language),
        kept=number(rules.kept, 0, language),
        share=percent(1.0 / constituencies.FADING_MONTHS, 0, language),
    )
    treasury = phrase(
        "purse.treasury",
        language,
        n=money(change_musd(session), language, signed=True),
        months=number(rules.deficit_months, 0, language),
    )
    return capital, treasury, phrase("purse.exchange", language)


def treasury_musd(session: Session) -> float:
    return float(session.state.economy.treasury_musd[0])


def _turns_left(session: Session) -> int:
    state = session.state
    assert state.warned is not None
    return max(session.level.difficulty.grace_turns - (state.turn - 1 - state.warned[1]), 1)


def _averts(session: Session, why: str, language: str) -> str:
    """What has to happen for the danger to pass, with the figures it hangs on."""
    state = session.state
    if why == "deficit":
        return phrase(
            "office.averts.deficit",
            language,
            now=money(treasury_musd(session), language),
            year=money(change_musd(session), language, signed=True),
            costs=largest_outgo(session, language),
        )
    lowest = sorted(CONSTITUENCIES, key=lambda name: state.approvals[name])[:_LOWEST]
    named = [
        phrase(
            "format.aside",
            language,
            words=phrase(f"constituency.short.{name}", language),
            aside=number(state.approvals[name], 0, language),
        )
        for name in lowest
    ]
    return phrase(
        "office.averts.approval",
        language,
        least=number(session.level.difficulty.least_approval, 0, language),
        mean=number(constituencies.mean_approval(state.approvals), 0, language),
        who=listing(named, language),
    )
