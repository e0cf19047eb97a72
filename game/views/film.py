"""A run as a film: what was ordered and what happened, turn by turn, with the curves as far as each turn saw them."""

from __future__ import annotations

from dataclasses import dataclass

from game.language import month_text, phrase
from game.rules.commands import EndTurn
from game.session import Session
from game.views import sentences
from game.views.figures import ChartData, figure
from game.views.room import command_words


@dataclass(frozen=True, slots=True)
class FilmTurn:
    """One step of the film; `lived` counts the months that lie behind at its end."""

    date: str
    era: str
    orders: tuple[str, ...]
    events: tuple[str, ...]
    gauges: tuple[tuple[str, float], ...]
    approvals: tuple[tuple[str, float], ...]
    lived: int


class Film:
    """A run cut into turns; reading it changes nothing."""

    def __init__(self, session: Session, language: str) -> None:
        self.session = session
        self.language = language
        self.title = session.level.title.in_language(language)
        self.turns = self._cut()

    def _cut(self) -> tuple[FilmTurn, ...]:
        session, level = self.session, self.session.level
        turns: list[FilmTurn] = []
        orders: list[str] = []
        for place, command in enumerate(session.commands):
            if not isinstance(command, EndTurn):
                words = command_words(session, command, self.language)
                orders += [words] if words else []
                continue
            last = place + 1 == len(session.commands)
            month = session.state.month if last else session.month_of(place + 1)
            approvals = session.state.approvals if last else session.approvals_before(place + 1)
            events = [sentences.event(level, happened, self.language) for happened in session.events_of(place)]
            shown = min(month - 1, level.end)
            turns.append(
                FilmTurn(
                    month_text(shown, self.language),
                    level.era_at(shown).title.in_language(self.language),
                    tuple(orders),
                    tuple(line for line in events if line),
                    _gauges(session, month - level.start, self.language),
                    tuple(
                        (phrase(f"constituency.short.{name}", self.language), value)
                        for name, value in approvals.items()
                    ),
                    month - level.start,
                )
            )
            orders = []
        return tuple(turns)

    def chart(self, name: str, place: int) -> ChartData:
        """A figure as far as the film has come."""
        shown, level = figure(name), self.session.level
        lived = self.turns[place].lived if self.turns else 0
        return ChartData(
            title=shown.title(self.language),
            unit=shown.unit_text(self.language),
            start=level.start,
            end=level.end,
            yours=self.session.series(name)[:lived].tolist(),
            history=self.session.history_series(name).tolist(),
            scale=shown.scale_in(self.language),
            log=shown.log,
        )


def _gauges(session: Session, months: int, language: str) -> tuple[tuple[str, float], ...]:
    lines = session.score(months).headlines()
    return tuple((phrase(f"headline.{line.name}", language), line.points) for line in lines)
