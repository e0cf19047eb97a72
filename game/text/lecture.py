"""A lecture as a transcript: the same pages as on the projector, told in lines, for people and for programs."""

from __future__ import annotations

from collections.abc import Callable
from typing import TextIO

from game.faults import ExitCode, did_you_mean
from game.language import month_text, phrase, use_language
from game.rules.lecture import Lecture, Stop
from game.text.figures import value_text
from game.views import lecture as told
from game.views.lecture import Vote

_BAR = 24


class LectureTranscript:
    """One lecture told in lines; `answer` takes what the speaker types."""

    def __init__(self, lecture: Lecture, out: TextIO, language: str) -> None:
        self.lecture = lecture
        self.out = out
        self.language = language
        self.run = told.begun(lecture)
        self.pages = told.pages(lecture)
        self.place = 0
        self.commands: dict[str, Callable[[list[str]], None]] = {
            "next": lambda _: self.turn(1),
            "back": lambda _: self.turn(-1),
            "vote": self.vote,
            "choose": self.choose,
            "keep": lambda _: self.keep(True),
            "rejoin": lambda _: self.keep(False),
            "notes": lambda _: self.tell(told.notes(self.lecture, self.page, self.language)),
        }

    @property
    def page(self) -> told.Page:
        return self.pages[self.place]

    @property
    def decided(self) -> Vote:
        options = self.lecture.stops[self.page.stop].options
        own = next(place for place, option in enumerate(options) if option.historical)
        return self.run.votes.setdefault(self.page.stop, Vote(own))

    def tell(self, line: str = "") -> None:
        print(line, file=self.out, flush=True)

    def answer(self, line: str) -> bool:
        """Carry out one line, an empty one goes on; False when the speaker leaves."""
        words = line.split() or ["next"]
        if words[0].startswith("#"):
            return True
        if words[0] in ("quit", "exit"):
            return False
        command = self.commands.get(words[0])
        if command is None:
            hint = did_you_mean(words[0], self.commands) or phrase("lecture.text_next", self.language)
            self.tell(f"? {words[0]}: {hint}")
            return True
        try:
            command(words[1:])
        except (ValueError, IndexError) as error:
            self.tell(f"? {words[0]}: {error}; {phrase('lecture.text_next', self.language)}")
        return True

    def turn(self, pages: int) -> None:
        self.place = min(max(self.place + pages, 0), len(self.pages) - 1)
        self.show()

    def vote(self, words: list[str]) -> None:
        count = len(self._question().options)
        self.decided.votes = told.typed_votes(" ".join(words), count)
        self.decided.option = told.chosen(self.decided.votes, self.decided.option)
        self.show()

    def choose(self, words: list[str]) -> None:
        place = int(words[0]) - 1
        if not 0 <= place < len(self._question().options):
            raise ValueError(words[0])
        self.decided.option = place
        self.show()

    def keep(self, kept: bool) -> None:
        self._question()
        self.decided.kept = kept
        self.tell(phrase("lecture.keep" if kept else "lecture.rejoin", self.language))

    def _question(self) -> Stop:
        if self.page.kind in ("opening", "closing"):
            raise ValueError(phrase("lecture.text_next", self.language))
        return self.lecture.stops[self.page.stop]

    def show(self) -> None:
        """Tell the page."""
        self.tell()
        self.tell(f"== {told.heading(self.lecture, self.page, self.language)} ==")
        if self.page.kind in ("opening", "scene", "closing"):
            for line in told.captions(self.lecture, self.page, self.language):
                self.tell(line)
            if self.page.kind == "opening":
                self.tell(phrase("lecture.how", self.language))
                self.tell(phrase("lecture.text_next", self.language))
            return
        for _ in self.run.reaching(self.page.stop):
            pass
        if self.page.kind == "question":
            self._ask()
        elif self.page.kind == "forecast":
            self._forecast()
        elif self.page.kind == "run":
            self._years()
        else:
            self._causes()

    def _ask(self) -> None:
        stop, vote = self._question(), self.decided
        kept = told.kept_words(self.run, self.page.stop, self.language)
        if kept:
            self.tell(kept)
        self.tell(stop.question.in_language(self.language))
        for place, (votes, share) in enumerate(told.bars(vote.votes, len(stop.options))):
            title = stop.options[place].title.in_language(self.language)
            mark = ">" if vote.option == place else " "
            counted = f"  {'#' * round(share * _BAR)} {phrase('lecture.text_vote', self.language, n=votes)}"
            self.tell(f"{mark} {place + 1}  {title}{counted if any(vote.votes) else ''}")

    def _forecast(self) -> None:
        stop = self._question()
        option = stop.options[self.decided.option]
        self.tell(f"{phrase('lecture.choice', self.language)}: {option.title.in_language(self.language)}")
        for line in told.order_lines(self.run, option, self.language):
            self.tell(f"  {line}")
        price = told.price_words(self.run, self.page.stop, self.language)
        if price:
            self.tell(price)
        for name, values in told.forecasts(self.run, self.page.stop).items():
            years = [value_text(self.language, name, float(value)) for value in values[11::12]]
            self.tell(f"{phrase(f'figure.{name}', self.language)}: {', '.join(years)}")
        self.tell(phrase("lecture.forecast", self.language))

    def _years(self) -> None:
        stop, _ = self._question(), self.decided  # history's answer where nobody voted
        for _ in self.run.running(self.page.stop):
            pass
        fork = self.run.fork(self.page.stop)
        if fork is None:
            return
        theirs = next(place for place, option in enumerate(stop.options) if option.historical)
        words = stop.options[theirs].title.in_language(self.language)
        self.tell(phrase("lecture.beijing", self.language, answer=f"{theirs + 1}  {words}"))
        for name in stop.figures:
            self.tell(phrase(f"figure.{name}", self.language))
            for month in range(stop.month + 11, stop.end, 12):
                place = month - fork.level.start
                if place < fork.months:
                    values = (fork.series(name)[place], fork.history_series(name)[place])
                    ours, history = (value_text(self.language, name, float(value)) for value in values)
                    date = month_text(month, self.language)
                    row = phrase("lecture.text_year", self.language, month=date, ours=ours, history=history)
                    self.tell(f"  {row}")

    def _causes(self) -> None:
        _ = self.decided
        for _ in self.run.running(self.page.stop):
            pass
        for _ in self.run.explaining(self.page.stop):
            pass
        sentence, parts = told.causes(self.run, self.page.stop, self.language)
        self.tell(sentence)
        for part in parts:
            self.tell(f"  {part.text:>12}  {part.title}")
        for one in told.outcomes(self.run, self.page.stop, self.language):
            values = {"figure": one.title, "unit": one.unit, "start": one.start, "forecast": one.forecast}
            ends = {"ours": one.ours, "history": one.history, "gap": one.gap, "highest": one.highest}
            self.tell(phrase("lecture.text_row", self.language, **values, **ends))
        self.tell(told.after(self.lecture, self.page, self.language))
        self.tell(phrase("lecture.text_keep", self.language))


def hold(lecture: Lecture, lines: TextIO, out: TextIO, language: str = "en") -> int:
    """Tell a lecture until its lines end or the speaker leaves."""
    use_language(language)
    transcript = LectureTranscript(lecture, out, language)
    transcript.show()
    for line in lines:
        if not transcript.answer(line.strip()):
            break
    return int(ExitCode.OK)
