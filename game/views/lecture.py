"""A lecture as its presenter shows it: pages, captions, curves of class and history, causes, what was planned."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from game.analysis.evidence import load_engine
from game.analysis.lecture import LectureRun, Vote, price_in_play
from game.content.lectures import ListedLecture, list_lectures
from game.content.load import find_level, load_level
from game.economy.blocks import Array
from game.language import compact, listing, month_text, number, phrase, quantity
from game.rules.lecture import Lecture, LectureOption, Stop
from game.session import Session
from game.views import sentences
from game.views.figures import ChartData, figure
from game.views.why import Part, brief, why_view

PageKind = Literal["opening", "scene", "question", "forecast", "run", "causes", "closing"]
_STOP_PAGES: Final[tuple[PageKind, ...]] = ("scene", "question", "forecast", "run", "causes")
_BEFORE: Final = 48  # months of the way here that the curves show
LINES: Final = ("lecture.class", "history")

__all__ = ["LectureRun", "Vote"]


@dataclass(frozen=True, slots=True)
class Page:
    """One picture of the lecture; `stop` counts from 0 and is the number of stops for the closing."""

    kind: PageKind
    stop: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """One figure at the end of the years run."""

    title: str
    unit: str
    start: str  # before the answer
    forecast: str
    ours: str
    history: str
    gap: str  # ours against history's, in per cent
    highest: str  # ours and history's in the years run


def lectures() -> tuple[ListedLecture, ...]:
    """All lectures that ship, the shortest first; a broken one stands there with what is wrong."""
    return list_lectures()


def begun(lecture: Lecture) -> LectureRun:
    """A lecture at its beginning.

    Raises Fault when its level cannot be read.
    """
    level = load_level(find_level(lecture.level))
    return LectureRun(lecture, level, load_engine(level))


def pages(lecture: Lecture) -> tuple[Page, ...]:
    """Opening, five pages a stop, closing."""
    stops = [Page(kind, stop) for stop in range(len(lecture.stops)) for kind in _STOP_PAGES]
    return (Page("opening", 0), *stops, Page("closing", len(lecture.stops)))


def heading(lecture: Lecture, page: Page, language: str) -> str:
    """What stands at the head of a page."""
    if page.kind in ("opening", "closing"):
        return lecture.title.in_language(language)
    return lecture.stops[page.stop].title.in_language(language)


def captions(lecture: Lecture, page: Page, language: str) -> tuple[str, ...]:
    """The sentences of a page that is read."""
    texts = {"opening": lecture.opening, "closing": lecture.closing}.get(page.kind)
    return tuple(one.in_language(language) for one in texts or lecture.stops[page.stop].captions)


def after(lecture: Lecture, page: Page, language: str) -> str:
    """What really followed."""
    return lecture.stops[page.stop].after.in_language(language)


def notes(lecture: Lecture, page: Page, language: str) -> str:
    """What only the speaker needs."""
    texts = {"opening": lecture.opening_notes, "closing": lecture.closing_notes}
    return (texts.get(page.kind) or lecture.stops[page.stop].notes).in_language(language)


def planned_seconds(lecture: Lecture, page: Page) -> float:
    """Time planned for a stop; opening and closing share what the stops leave, one to two."""
    if page.kind == "opening":
        return 60.0 * lecture.rest_minutes / 3.0
    if page.kind == "closing":
        return 60.0 * lecture.rest_minutes * 2.0 / 3.0
    return 60.0 * lecture.stops[page.stop].minutes


def clock_text(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


def month_words(run: LectureRun, place: int, language: str) -> str:
    """The month that the run of a stop has come to."""
    stop, fork = run.lecture.stops[place], run.fork(place)
    return month_text(max(fork.state.month - 1, stop.month) if fork is not None else stop.month, language)


def bars(votes: tuple[int, ...], count: int) -> tuple[tuple[int, float], ...]:
    """Votes for each answer, and its bar as a share of the longest."""
    told = tuple(votes[place] if place < len(votes) else 0 for place in range(count))
    most = max(told, default=0)
    return tuple((one, one / most if most else 0.0) for one in told)


def typed_votes(text: str, count: int) -> tuple[int, ...]:
    """Votes typed as "7 12 3 5", with anything between the numbers; at most three digits each count."""
    words = "".join(letter if letter.isascii() and letter.isdigit() else " " for letter in text).split()
    return tuple(int(word[:3]) for word in words[:count])


def chosen(votes: tuple[int, ...], before: int) -> int:
    """The answer with most votes, the first of equals; without a vote the one chosen before."""
    return votes.index(max(votes)) if any(votes) else before


def price_words(run: LectureRun, place: int, language: str) -> str:
    """What the orders of the answer chosen would cost in play; empty for history's own."""
    stop, session = run.lecture.stops[place], run.reached(place)
    option = stop.options[run.votes[place].option]
    if option.historical or session is None:
        return ""
    cost = price_in_play(session.level, session, option)
    return phrase("lecture.price", language, n=number(cost, 0, language))


def order_lines(run: LectureRun, option: LectureOption, language: str) -> tuple[str, ...]:
    """The orders of an answer in words."""
    level, found = run.level, []
    for order in option.orders:
        lever = level.lever(order.lever)
        title = lever.title.in_language(language)
        if order.value is None:
            found.append(phrase("lecture.stays", language, lever=title))
        else:
            words = f"{title} → {sentences.setting(lever, order.value, language)}"
            later = month_text(order.month, language)
            first = min(one.month for one in option.orders)
            found.append(words if order.month == first else phrase("format.more", language, first=words, more=later))
    for card_id, answer in option.answers.items():
        card = level.card(card_id)
        title = next(one.title for one in card.options if one.id == answer).in_language(language)
        found.append(phrase("format.named", language, name=card.title.in_language(language), words=title))
    return tuple(found)


def kept_words(run: LectureRun, place: int, language: str) -> str:
    """Which answers of earlier stops still stand; empty when history's line is being followed."""
    kept = [option.title.in_language(language) for _, option in run.taken(place) if not option.historical]
    return phrase("lecture.kept", language, answers=listing(kept, language)) if kept else ""


def window(stop: Stop) -> tuple[int, int]:
    """The months that a stop's curves show."""
    return max(stop.month - _BEFORE, 0), stop.end - 1


def curve(run: LectureRun, page: Page, name: str, language: str) -> ChartData:
    """A figure of class and history, only as far as the page may show it."""
    stop, level, shown = run.lecture.stops[page.stop], run.level, figure(name)
    fork = run.fork(page.stop) if page.kind in ("run", "causes") else None
    session = fork or run.reached(page.stop)
    until = session.state.month if fork is not None and session is not None else stop.month
    yours: list[float] = []
    history: list[float] = []
    if session is not None:
        history = session.history_series(name)[: until - level.start].tolist()
        if fork is not None or run.taken(page.stop):
            yours = session.series(name)[: until - level.start].tolist()
        elif page.kind == "forecast":
            yours = history
    return ChartData(
        title=shown.title(language),
        unit=shown.unit_text(language),
        start=level.start,
        end=level.end,
        yours=yours,
        history=history,
        scale=shown.scale_in(language),
        log=False,
        name=name,
        names=LINES,
    )


def way(run: LectureRun, name: str, language: str) -> ChartData:
    """A figure over the whole level, at the end of the lecture."""
    page = Page("closing", len(run.lecture.stops))
    session, level, shown = run.reached(page.stop), run.level, figure(name)
    made = session is not None and bool(run.taken(page.stop))
    return ChartData(
        title=shown.title(language),
        unit=shown.unit_text(language),
        start=level.start,
        end=level.end,
        yours=session.series(name).tolist() if session is not None and made else [],
        history=session.history_series(name).tolist() if session is not None else [],
        scale=shown.scale_in(language),
        log=shown.log,
        name=name,
        names=LINES,
    )


def forecasts(run: LectureRun, place: int) -> dict[str, Array]:
    """What could be expected of the answer chosen, by figure."""
    stop = run.lecture.stops[place]
    return dict(run.forecast(place, 12 * stop.years, stop.figures))


def outcomes(run: LectureRun, place: int, language: str) -> tuple[Outcome, ...]:
    """Each figure of a stop: before, as expected, ours and history's at the end of what was run."""
    stop, fork = run.lecture.stops[place], run.fork(place)
    if fork is None or fork.state.month <= stop.month:
        return ()
    expected = forecasts(run, place)
    return tuple(_outcome(fork, stop, name, expected[name], language) for name in stop.figures)


def _outcome(fork: Session, stop: Stop, name: str, expected: Array, language: str) -> Outcome:
    shown, last = figure(name), fork.months - 1
    lived = fork.state.month - stop.month
    ours, theirs = float(fork.series(name)[last]), float(fork.history_series(name)[last])
    before = float(fork.series(name)[max(stop.month - fork.level.start - 1, 0)])
    values = (before, float(expected[min(lived, len(expected)) - 1]), ours, theirs)
    scaled = [value * shown.scale_in(language) for value in values]
    digits = 0 if max(map(abs, scaled)) >= 100.0 else 1
    texts = [number(value, digits, language) for value in scaled]
    gap = "±0" if texts[2] == texts[3] else _gap(ours, theirs, language)
    start, forecast, mine, history = texts
    peaks = [
        compact(float(series[stop.month - fork.level.start : last + 1].max()) * shown.scale_in(language), language)
        for series in (fork.series(name), fork.history_series(name))
    ]
    highest = " / ".join(peaks)
    return Outcome(shown.title(language), shown.unit_text(language), start, forecast, mine, history, gap, highest)


def _gap(ours: float, theirs: float, language: str) -> str:
    """Ours against history's; where history's is next to nothing a percentage would say nothing."""
    if abs(theirs) < 1e-9 or abs(ours / theirs) > 20.0:
        return "▲" if ours > theirs else "▼"
    share = 100.0 * (ours / theirs - 1.0)
    text = quantity(number(share, 0, language), "%", language)
    return f"+{text}" if share > 0.0 else text


def causes(run: LectureRun, place: int, language: str) -> tuple[str, tuple[Part, ...]]:
    """How far the first figure moved since the stop, and its three largest causes and everything else."""
    ledger, stop = run.ledger(place), run.lecture.stops[place]
    if ledger is None:
        return "", ()
    view = why_view(ledger, stop.figures[0], language)
    told = phrase(
        "lecture.moved",
        language,
        figure=view.title,
        before=quantity(view.before, view.unit, language),
        after=quantity(view.after, view.unit, language),
        since=month_text(stop.month, language),
    )
    own = phrase("lecture.class_orders", language)
    named = []
    for part in brief(view, language):
        ours = part.id.startswith("lever:")
        title = phrase("format.named", language, name=own, words=part.title) if ours else part.title
        named.append(replace(part, title=title[:1].upper() + title[1:]))
    return told, tuple(named)
