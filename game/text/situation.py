"""The situation in lines for the transcript: status, levers, cards, forecasts, series and the parts of the score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from game.language import listing, money, month_text, number, percent, phrase
from game.rules.commands import SetLever
from game.rules.level import Lever
from game.session import Session
from game.text.figures import ends_text, figure_name, range_at, value_text
from game.views import sentences
from game.views.advisers import most_telling
from game.views.effects import effect, price_text, sources_of
from game.views.lever_rows import another_setting, history_setting
from game.views.office import danger
from game.views.room import order_words

_SHOWN = ("china_recorded_mine_output_t", "china_black_supply_t", "china_exports_t", "export_price_usd_per_t", "fear")
_FORECAST = ("export_price_usd_per_t", "china_exports_t", "china_mining_share", "fear", "leverage_index")


def named(message: str, words: str, language: str) -> str:
    """A message as a name, and what belongs to it."""
    return phrase("format.named", language, name=phrase(message, language), words=words)


def status_lines(session: Session, language: str) -> Iterator[str]:
    """Date, purse, approval, score to date, the figures that matter most, advice, what waits."""
    state, level = session.state, session.level
    turn = phrase("room.turn", language, n=state.turn, all=session.turns)
    era = level.era_at(state.month).title.in_language(language)
    yield f"{month_text(min(state.month, level.end), language)}  {turn}  {era}"
    purse = [
        named("room.capital", number(state.capital, 1, language), language),
        named("room.treasury", money(float(state.economy.treasury_musd[0]), language), language),
    ]
    if "implementation" in session.figures:  # known once a month has been lived
        share = percent(session.figures["implementation"], 0, language)
        purse.append(named("figure.implementation", share, language))
    yield "  " + "   ".join(purse)
    approvals = "  ".join(
        f"{phrase(f'constituency.{name}', language)} {value:.0f}" for name, value in state.approvals.items()
    )
    yield "  " + named("text.approval", approvals, language)
    score = session.score()
    lines = "  ".join(
        f"{phrase(f'headline.{line.name}', language)} {sentences.points_text(line, language)}"
        for line in score.headlines()
    )
    against = f"{lines}  {phrase('overall', language)} {score.overall:.1f}"
    yield "  " + named("text.against_history", against, language)
    for name in _SHOWN:
        if name in session.figures:
            value = value_text(language, name, session.figures[name])
            yield f"  {figure_name(name, language):48} {value:>14}{ends_text(session, name, language)}"
    for claim in most_telling(session):
        yield "  " + named(f"constituency.{claim.who}", claim.words(language), language)
    for told in danger(session, language):
        yield f"  ! {told}"
    if state.open_cards:
        yield "  " + named("text.open_cards", ", ".join(state.open_cards), language)
    for order in state.announced:
        yield "  " + named("text.announced", order_words(session, order, language), language)


def lever_lines(session: Session, group: str, language: str) -> Iterator[str]:
    """Every lever of a group, or of all: what is ordered, what happens, history's setting, the price of a step."""
    state, level = session.state, session.level
    for lever in level.levers:
        if (group and lever.group != group) or level.hidden(lever.id, state.month):
            continue
        settings = [state.settings[lever.id], state.ramps[lever.id].at(state.month)]
        ordered, happens = (sentences.setting(lever, one, language) for one in settings)
        words = [named("lever.effective", happens, language)]
        if level.difficulty.history_shown:
            theirs = sentences.setting(lever, history_setting(session, lever), language)
            words.append(named("history", theirs, language))
        yield (
            f"  {lever.group:11} {lever.id:24} {ordered:>14}  {'  '.join(words)}"
            f"  {_range(lever, language)}  {_price(session, lever, language)}  {lever.title.in_language(language)}"
        )


def _range(lever: Lever, language: str) -> str:
    """What can be typed: two ends, or every choice with its number."""
    if not lever.choices:
        return f"{lever.minimum:g}..{lever.maximum:g}"
    return listing([f"{one.value:g} = {one.title.in_language(language)}" for one in lever.choices], language)


def _price(session: Session, lever: Lever, language: str) -> str:
    verdict = session.check(SetLever(lever.id, another_setting(lever, session.state.settings[lever.id])))
    if verdict.reason in ("locked", "not_conceivable"):
        return sentences.reason(session.level, verdict, language)
    return phrase("text.step_cost", language, cost=number(verdict.cost, 2, language))


def card_lines(session: Session, language: str) -> Iterator[str]:
    """Open cards with what each answer costs and does."""
    for card in session.open_cards():
        yield f"  [{card.id}] {card.title.in_language(language)}"
        yield f"    {card.situation.in_language(language)}"
        for option in card.options:
            price = price_text(option, language)
            ours = session.level.difficulty.history_shown and option.id == card.history
            marks = "".join(f" ({one})" for one in (price, phrase("history_chose", language) if ours else "") if one)
            yield f"    - {option.id}: {option.title.in_language(language)}{marks}"
            yield f"        {effect(session.level, option, language)}"
        yield "    " + named("sources", sources_of(card, language), language)
    if not session.state.open_cards:
        yield "  " + phrase("text.no_card", language)


def forecast_lines(session: Session, draft: Mapping[str, float], language: str) -> Iterator[str]:
    """What the engine expects in one, three and five years, with a draft of settings."""
    expected = session.forecast(draft, 60, _FORECAST)
    yield "  " + phrase("forecast.knows", language)
    places = [place for place in (11, 35, 59) if place < min(len(line) for line in expected.values())]
    months = (month_text(session.state.month + place, language) for place in places)
    yield f"  {'':48} " + " ".join(f"{month:>16}" for month in months)
    for name in _FORECAST:
        values = " ".join(f"{value_text(language, name, float(expected[name][place])):>16}" for place in places)
        yield f"  {figure_name(name, language):48} {values}"


def series_lines(session: Session, name: str, language: str) -> Iterator[str]:
    """A figure by year, yours and history's; nothing for a figure that there is none of."""
    yours, history = session.series(name), session.history_series(name)
    for place in range(0, len(yours), 12) if len(history) else ():
        month = month_text(session.level.start + place, language)
        mine, theirs = (value_text(language, name, float(line[place])) for line in (yours, history))
        yield (
            f"  {month}  {phrase('yours', language)} {mine:>16}{range_at(session, name, place, language)}"
            f"  {phrase('history', language)} {theirs:>16}"
        )


def part_lines(session: Session, language: str) -> Iterator[str]:
    """The headlines and the parts that they add up from."""
    for line in session.score().headlines():
        points = number(line.points, 2, language)
        if not line.compared:
            points = phrase("format.more", language, first=points, more=phrase("headline.uncompared.tip", language))
        yield "  " + named(f"headline.{line.name}", points, language)
        for part in line.parts:
            mine, theirs = (sentences.part_value(part.name, value, language) for value in (part.yours, part.history))
            yield (
                f"    {phrase(part.name, language):18} {part.points:8.2f}   {phrase('yours', language)} {mine}"
                f"  {phrase('history', language)} {theirs}"
            )
