"""What an article asks of the engine, as charts and sentences: responses, a lever's path, a contested figure retold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from game.analysis.evidence import load_engine
from game.analysis.objective import SERIES
from game.analysis.responses import Alternative, Question, Response, Retold, answers, recorded, retell
from game.analysis.runs import Run
from game.content.passports import Estimate, Observation, read_estimates, read_series
from game.economy.dimensions import FIRST_YEAR, parse_month
from game.economy.indicators import FIGURES as READINGS
from game.economy.policy import LEVER_FIELDS
from game.economy.quantities import Parameters
from game.language import month_text, number, percent, phrase
from game.rules.level import Level, Lever
from game.rules.levers import history_path
from game.views import sentences
from game.views.codex.blocks import Block, Page, Span, spans
from game.views.codex.passports import figure_title, meaning_of
from game.views.codex.units import shown_as, value_text
from game.views.figures import ChartData, unit_size

Told = Response | Retold | Run
RUN = "run:"
_HISTORY = "history"  # what history's own run is kept under
_YEARS = (1985, 1990, 1995, 2000, 2005, 2010, 2011, 2015, 2020, 2025)
_ASKED = re.compile(r"(\w+) \| (\w+) ([=*]) (-?[\d.]+(?:e[+-]?\d+)?) \| (\d{4}-\d{2}) \| (\d+)")
_NEAR = 0.08  # of a contested figure, within which the engine is said to have reached it
_LEVER_UNITS = {"share": ("percent", 100.0), "t/yr": ("t_per_year", 1.0), "MUSD/yr": ("musd_per_year", 1.0)}
_MOST = 40  # observations of the record that a passport lists
_YEARS_TOLD = (12, 36, 10_000)  # months after the first that the sentences tell; the last stands for the end


def question(asks: str) -> Question:
    """What a chart's line asks: "FIGURE | LEVER = SETTING | YYYY-MM | MONTHS", or "PARAMETER * FACTOR".

    Raises ValueError for another form or a name that the engine does not know.
    """
    found = _ASKED.fullmatch(asks)
    if found is None:
        raise ValueError(f"{asks!r}: write FIGURE | LEVER = SETTING | YYYY-MM | MONTHS")
    figure, name, sign, value, month, months = found.groups()
    known = LEVER_FIELDS if sign == "=" else [item.name for item in Parameters.declared()]
    if name not in known or figure not in READINGS:
        raise ValueError(f"{asks!r}: {name if name not in known else figure} is not known")
    return Question(figure, name, float(value), parse_month(month), int(months))


def asked_title(level: Level, asked: Question, language: str) -> str:
    """The supposition in words."""
    month = month_text(asked.start, language)
    if asked.of_lever:
        lever = level.lever(asked.name)
        value = sentences.setting(lever, asked.value, language)
        what = lever.title.in_language(language)
        return phrase("codex.chart.lever", language, what=what, value=value, month=month)
    value, what = number(asked.value, 1, language), meaning_of(asked.name, language)
    return phrase("codex.chart.parameter", language, what=what, value=value, month=month)


@dataclass(slots=True)
class Pictures:
    """The pictures of one article: what has been asked, what runs, what is there."""

    language: str
    level: Level
    charts: dict[str, ChartData] = field(default_factory=dict)
    _done: dict[str, Told | None] = field(default_factory=dict)
    _running: dict[str, Iterator[float | Told]] = field(default_factory=dict)
    _progress: dict[str, float] = field(default_factory=dict)

    @property
    def busy(self) -> bool:
        """Whether the engine still works on an answer."""
        return bool(self._running)

    @property
    def state(self) -> tuple[int, int, int]:
        """Changes when a page with pictures has to be laid out anew."""
        return len(self._done), len(self._running), round(10.0 * sum(self._progress.values()))

    def step(self) -> None:
        """Let the engine work a little on the oldest question."""
        for asks, running in self._running.items():
            try:
                told = next(running)
            except (StopIteration, KeyError, ValueError, ArithmeticError):
                self._finish(asks, None)
                return
            if isinstance(told, float):
                self._progress[asks] = told
            else:
                self._finish(asks, told)
            return

    def _finish(self, asks: str, told: Told | None) -> None:
        self._done[asks] = told
        self._running.pop(asks)
        self._progress.pop(asks, None)

    def run(self, link: str) -> Estimate:
        """Ask for a contested figure to be retold: "run:ESTIMATE:PLACE"; KeyError for an unknown one."""
        _, name, place = link.split(":")
        estimate = read_estimates(self.language)[name]
        if not place.isdigit() or int(place) >= len(estimate.values):
            raise KeyError(link)
        asked = Alternative(
            estimate.figure,
            estimate.year,
            estimate.reading,
            estimate.values[int(place)],
            estimate.scaled,
            estimate.ends,
        )
        if link not in self._done and link not in self._running:
            self._running[link] = retell(self.level, load_engine(self.level), asked)
        return estimate

    def filled(self, page: Page) -> Page:
        """The page with pictures in the places that ask for them; questions to the engine begin here."""
        made: list[Block] = []
        for block in page.blocks:
            if block.kind == "chart":
                made += self._chart(block.asks)
            elif block.kind == "path":
                made += self._path(block.asks)
            elif block.kind == "record":
                made += self._record(block.asks)
            elif block.kind == "estimate":
                made += self._estimate(read_estimates(self.language)[block.asks])
            else:
                made.append(block)
        return Page(page.id, page.title, page.section, tuple(made))

    def _words(self, text: str, kind: str = "text") -> Block:
        return Block(kind, spans(text))

    def _working(self, asks: str) -> Block:
        done = percent(self._progress.get(asks, 0.0), 0, self.language)
        return self._words(f"{phrase('codex.chart.working', self.language)} {done}")

    def _chart(self, asks: str) -> list[Block]:
        asked = question(asks)
        title = Block("text", (Span(asked_title(self.level, asked, self.language), bold=True),))
        if asks not in self._done:
            if asks not in self._running:
                self._running[asks] = answers(self.level, load_engine(self.level), asked)
            return [title, self._working(asks)]
        told = self._done[asks]
        if not isinstance(told, Response) or not len(told.history):
            return [title, self._words(phrase("codex.chart.failed", self.language))]
        if asks not in self.charts:
            self.charts[asks] = _response_chart(asked, told, self.language)
        return [
            title,
            Block("picture", (), asks),
            *(self._words(line, "item") for line in _told(asked, told, self.language)),
        ]

    def _path(self, lever_id: str) -> list[Block]:
        asks = f"path {lever_id}"
        if asks not in self.charts:
            self.charts[asks] = path_chart(self.level, self.level.lever(lever_id), self.language)
        return [Block("picture", (), asks)]

    def _record(self, asks: str) -> list[Block]:
        """A figure in the engine's run of history, and what was published beside what the engine says of that year."""
        figure, _, names = asks.partition(" | ")
        if _HISTORY not in self._done:
            if _HISTORY not in self._running:
                self._running[_HISTORY] = recorded(self.level, load_engine(self.level))
            return [self._working(_HISTORY)]
        run = self._done[_HISTORY]
        if not isinstance(run, Run):
            return [self._words(phrase("codex.chart.failed", self.language))]
        made: list[Block] = []
        if figure in run.series:
            key = f"record {figure}"
            if key not in self.charts:
                self.charts[key] = _history_chart(figure, run, self.language)
            made.append(Block("picture", (), key))
            values = (
                f"{year}: {value_text(figure, float(run.mean(figure, year)[0]), self.language)}" for year in _YEARS
            )
            made.append(self._words(phrase("effect.and", self.language).join(values)))
        seen = read_series(names.split())
        if seen:
            made.append(Block("heading", spans(phrase("codex.record", self.language))))
            made.append(self._words(phrase("codex.as_printed", self.language)))
        return [*made, *(self._words(self._observed(one, run), "item") for one in seen[:_MOST])]

    def _observed(self, one: Observation, run: Run) -> str:
        """A published figure, with the engine's of the same year where it tells that series."""
        words = f"{one.period}: {one.value} {one.unit} ({one.source}; {one.confidence})"
        if one.series not in SERIES or not one.period.isdigit() or int(one.period) < FIRST_YEAR:
            return words
        told = float(SERIES[one.series](run, int(one.period))[0])
        engine = phrase("codex.engine_says", self.language, n=number(told, 0 if told >= 100.0 else 1, self.language))
        return phrase("format.more", self.language, first=words, more=engine)

    def _estimate(self, estimate: Estimate) -> list[Block]:
        """Who says what, a link to run each story, and what has been run."""
        made = []
        for place, (value, source) in enumerate(zip(estimate.values, estimate.sources, strict=True)):
            text = _year_text(estimate, value, self.language)
            said = phrase("codex.estimate.says", self.language, year=estimate.year, value=text, source=source)
            link = f"{RUN}{estimate.id}:{place}"
            run = phrase("codex.estimate.run", self.language, value=text)
            made.append(Block("item", (*spans(said), Span("  "), Span(f"▶ {run}", link))))
            if link in self._running:
                made.append(self._working(link))
            elif link in self._done:
                made += self._retold(estimate, value, self._done[link])
        return made

    def _retold(self, estimate: Estimate, wanted: float, told: Told | None) -> list[Block]:
        if not isinstance(told, Retold):
            return [self._words(phrase("codex.chart.failed", self.language))]
        links = phrase("format.and", self.language).join(
            f"[{meaning_of(name, self.language)}](parameter:{name})" for name in estimate.scaled
        )
        words = phrase(
            "codex.estimate.reached" if abs(told.reached / wanted - 1.0) < _NEAR else "codex.estimate.missed",
            self.language,
            names=links,
            factor=number(told.factor, 2, self.language),
            value=_year_text(estimate, told.reached, self.language),
        )
        engine = _year_text(estimate, told.engine, self.language)
        first = phrase("codex.estimate.engine", self.language, year=estimate.year, value=engine)
        rows = [
            phrase(
                "codex.estimate.row",
                self.language,
                figure=figure_title(name, self.language),
                year=year,
                value=value_text(name, other, self.language),
                base=value_text(name, base, self.language),
            )
            for name, year, base, other in told.rows
        ]
        key = f"retold {estimate.id} {wanted:g}"
        if key not in self.charts:
            asked = Question(estimate.figure, estimate.scaled[0], told.factor, 0, len(told.series[0]))
            self.charts[key] = _response_chart(asked, Response(*told.series), self.language)
        picture = Block("picture", (), key)
        return [self._words(first), self._words(words), picture, *(self._words(row, "item") for row in rows)]


def _year_text(estimate: Estimate, value: float, language: str) -> str:
    """A year's figure: a sum of tonnes, else as the figure is always shown."""
    per_month = value / 12.0 if estimate.reading == "sum" else value
    return value_text(estimate.figure, per_month, language)


def _response_chart(asked: Question, told: Response, language: str) -> ChartData:
    shown = shown_as(asked.figure)
    return ChartData(
        title=figure_title(asked.figure, language),
        unit="" if shown.unit == "index" else shown.unit_text(language),
        start=asked.start,
        end=asked.start + len(told.history) - 1,
        yours=told.changed.tolist(),
        history=told.history.tolist(),
        scale=shown.scale_in(language),
        names=("codex.chart.if", "codex.chart.was"),
    )


def _history_chart(figure: str, run: Run, language: str) -> ChartData:
    """History's own run of a figure, nothing beside it."""
    shown = shown_as(figure)
    values = run.series[figure][:, 0].tolist()
    return ChartData(
        title=figure_title(figure, language),
        unit="" if shown.unit == "index" else shown.unit_text(language),
        start=0,
        end=len(values) - 1,
        yours=(),
        history=values,
        scale=shown.scale_in(language),
        log=shown.log,
    )


def _told(asked: Question, told: Response, language: str) -> list[str]:
    """Both runs after a year, after three, and at the end."""
    lines = []
    for place in dict.fromkeys(min(months, len(told.history) - 1) for months in _YEARS_TOLD):
        base, changed = float(told.history[place]), float(told.changed[place])
        lines.append(
            phrase(
                "codex.chart.line",
                language,
                month=month_text(asked.start + place, language),
                value=value_text(asked.figure, changed, language),
                base=value_text(asked.figure, base, language),
                change=percent(changed / base - 1.0, 0, language, signed=True) if abs(base) > 1e-9 else "–",
            )
        )
    return lines


def path_chart(level: Level, lever: Lever, language: str) -> ChartData:
    """History's orders for a lever over the whole level, without a limit shown at the lever's end."""
    column = history_path(level, level.end + 1)[:, LEVER_FIELDS.index(lever.id)]
    values = [min(float(value), lever.maximum) for value in column]
    unit, scale = _LEVER_UNITS.get(lever.unit, (lever.unit if lever.unit in ("elements", "groups") else "index", 1.0))
    return ChartData(
        title=phrase("codex.path.title", language),
        unit="" if unit == "index" else phrase(f"unit.{unit}", language),
        start=0,
        end=level.end,
        yours=(),
        history=values,
        scale=scale * unit_size(unit, language),
    )
