"""Play a level on standard input and output: every figure, card and lever in words; also usable by a program."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TextIO

from game import paths
from game.desk import Desk, journal_bytes, named_session
from game.economy.dimensions import parse_month
from game.faults import ExitCode, Fault, did_you_mean
from game.language import LANGUAGES, listing, money, month_text, percent, phrase
from game.reports.run_files import ending as run_verdict
from game.rules.commands import Announce, Choose, Command, EndTurn, SetLever, Withdraw
from game.rules.lessons import Lesson
from game.rules.level import Level
from game.session import Session
from game.storage.saves import write_save
from game.text.abroad import abroad_lines, duel_lines, exchange_of
from game.text.branches import Teller
from game.text.figures import ends_text, figure_name, range_at, value_text
from game.text.staging import introduction_lines, step_lines
from game.text.standing import approval_lines, badge_lines, ending_lines, objective_lines
from game.text.why import why_lines
from game.told import told
from game.views import sentences
from game.views.abroad import characters_view
from game.views.advisers import most_telling
from game.views.duel import duels_view
from game.views.effects import effect, sources_of
from game.views.outcome import outcome_view
from game.views.par import par_reached, par_words
from game.views.room import order_words
from game.views.then_and_now import known_sentence

COMMANDS = (
    ("status", ""),
    ("levers", "[GROUP]"),
    ("set", "LEVER VALUE"),
    ("announce", "LEVER VALUE YYYY-MM"),
    ("withdraw", "LEVER"),
    ("cards", ""),
    ("choose", "CARD OPTION"),
    ("duel", "[WHO] [MOVE]"),
    ("abroad", "[WHO]"),
    ("forecast", "[LEVER VALUE]"),
    ("series", "FIGURE"),
    ("why", "[FIGURE [last | start | history] [CAUSE]]"),
    ("approval", "[WHO]"),
    ("objectives", ""),
    ("end", ""),
    ("step", "[next | back | skip]"),
    ("rewind", "TURN [NAME]"),
    ("branches", ""),
    ("branch", "NAME"),
    ("switch", "NUMBER | NAME"),
    ("compare", "NUMBER | NAME"),
    ("drop", "[NUMBER | NAME]"),
    ("undo", ""),
    ("redo", ""),
    ("save", "NAME"),
    ("language", "en | zh_CN"),
    ("help", ""),
    ("quit", ""),
)
_SHOWN = ("china_recorded_mine_output_t", "china_black_supply_t", "china_exports_t", "export_price_usd_per_t", "fear")


class Transcript:
    """One game told in lines."""

    def __init__(self, session: Session, out: TextIO, language: str = "en") -> None:
        self.session = session
        self.out = out
        self.language = language
        self.lesson = Lesson(session.level)
        self._teller: Teller | None = None
        self.commands: dict[str, Callable[[list[str]], None]] = {
            "status": self.status,
            "levers": self.levers,
            "set": self.set,
            "announce": self.announce,
            "withdraw": self.withdraw,
            "cards": self.cards,
            "choose": self.choose,
            "duel": self.duel,
            "abroad": self.abroad,
            "forecast": self.forecast,
            "series": self.series,
            "why": self.why,
            "approval": self.approval,
            "objectives": self.objectives,
            "end": self.end,
            "step": self.step,
            "rewind": partial(self.over_time, Teller.rewind),
            "branches": self.branches,
            "branch": partial(self.over_time, Teller.name),
            "switch": partial(self.over_time, Teller.switch),
            "compare": partial(self.over_time, Teller.compare),
            "drop": partial(self.over_time, Teller.drop),
            "undo": self.undo,
            "redo": self.redo,
            "save": self.save,
            "language": self.speak,
            "help": self.help,
        }

    def tell(self, line: str = "") -> None:
        print(line, file=self.out, flush=True)

    def tell_all(self, lines: Iterable[str]) -> None:
        for line in lines:
            self.tell(line)

    def phrase(self, message: str, **values: object) -> str:
        return phrase(message, self.language, **values)

    def month(self, month: int) -> str:
        return month_text(month, self.language)

    def named(self, message: str, words: str) -> str:
        return self.phrase("format.named", name=self.phrase(message), words=words)

    def answer(self, line: str) -> bool:
        """Carry out one line; False when the player leaves."""
        words = line.split()
        if not words or words[0].startswith("#"):
            return True
        if words[0] in ("quit", "exit"):
            return False
        command = self.commands.get(words[0])
        if command is None:
            self.tell(f"? {words[0]}: {did_you_mean(words[0], self.commands) or self.phrase('text.say_help')}")
            return True
        try:
            command(words[1:])
        except (IndexError, ValueError, KeyError) as error:
            self.tell(f"? {words[0]}: {error}; {self.phrase('text.say_help')}")
        except Fault as fault:
            self.tell(f"? {told(fault, self.language)}")
        return True

    def give(self, command: Command) -> bool:
        verdict = self.session.check(command)
        if not verdict.allowed:
            self.tell(self.named("text.refused", sentences.reason(self.session.level, verdict, self.language)))
            return False
        for happened in self.session.submit(command):
            words = sentences.event(self.session.level, happened, self.language)
            if words:
                self.tell("  " + words)
        if verdict.cost:
            cost, left = f"{verdict.cost:.1f}", f"{self.session.state.capital:.1f}"
            self.tell("  " + self.phrase("text.paid", cost=cost, capital=left))
        if self.lesson.follow(self.session.state, self.session.commands):
            self.step([])
        return True

    def step(self, words: list[str]) -> None:
        for line in step_lines(self.lesson, self.session, words, self.language):
            self.tell(line)

    def status(self, words: list[str]) -> None:
        state, level = self.session.state, self.session.level
        turn = self.phrase("room.turn", n=state.turn, all=self.session.turns)
        era = level.era_at(state.month).title.in_language(self.language)
        self.tell(f"{self.month(min(state.month, level.end))}  {turn}  {era}")
        treasury = money(float(state.economy.treasury_musd[0]), self.language)
        implemented = self.session.figures.get("implementation", 0.0)
        purse = (
            self.named("room.capital", f"{state.capital:.1f}"),
            self.named("room.treasury", treasury),
            self.named("figure.implementation", percent(implemented, 0, self.language)),
        )
        self.tell("  " + "   ".join(purse))
        approvals = "  ".join(
            f"{self.phrase(f'constituency.{name}')} {value:.0f}" for name, value in state.approvals.items()
        )
        self.tell("  " + self.named("text.approval", approvals))
        score = self.session.score()
        lines = "  ".join(f"{self.phrase(f'headline.{line.name}')} {line.points:.1f}" for line in score.headlines())
        self.tell("  " + self.named("text.against_history", f"{lines}  {self.phrase('overall')} {score.overall:.1f}"))
        for name in _SHOWN:
            if name in self.session.figures:
                value = value_text(self.language, name, self.session.figures[name])
                self.tell(
                    f"  {figure_name(name, self.language):32} {value:>14}{ends_text(self.session, name, self.language)}"
                )
        for claim in most_telling(self.session):
            who = self.phrase(f"constituency.{claim.who}")
            self.tell("  " + self.phrase("format.named", name=who, words=claim.words(self.language)))
        if state.open_cards:
            self.tell("  " + self.named("text.open_cards", ", ".join(state.open_cards)))
        for order in state.announced:
            self.tell("  " + self.named("text.announced", order_words(self.session, order, self.language)))

    def levers(self, words: list[str]) -> None:
        state = self.session.state
        for lever in self.session.level.levers:
            if (words and lever.group != words[0]) or self.session.level.hidden(lever.id, state.month):
                continue
            now = state.settings[lever.id]
            effective = state.ramps[lever.id].at(state.month)
            step = now + lever.step if now + lever.step <= lever.maximum else now - lever.step
            verdict = self.session.check(SetLever(lever.id, step))
            price = self.phrase("text.step_cost", cost=f"{verdict.cost:.2f}")
            if verdict.reason in ("locked", "not_conceivable"):
                price = sentences.reason(self.session.level, verdict, self.language)
            ordered, happens = (sentences.setting(lever, one, self.language) for one in (now, effective))
            self.tell(
                f"  {lever.group:11} {lever.id:24} {ordered:>14}  {self.named('lever.effective', happens)}"
                f"  {lever.minimum:g}..{lever.maximum:g}  {price}  {lever.title.in_language(self.language)}"
            )

    def _value(self, lever_id: str, text: str) -> float:
        lever = next((one for one in self.session.level.levers if one.id == lever_id), None)
        if lever is None:
            ids = [one.id for one in self.session.level.levers]
            raise KeyError(f"{self.phrase('reason.no_lever', lever=lever_id)} {did_you_mean(lever_id, ids)}")
        if text == "none" and lever.maximum_means_none:
            return lever.maximum
        return float(text.rstrip("%")) / (100.0 if text.endswith("%") else 1.0)

    def set(self, words: list[str]) -> None:
        self.give(SetLever(words[0], self._value(words[0], words[1])))

    def announce(self, words: list[str]) -> None:
        self.give(Announce(words[0], self._value(words[0], words[1]), parse_month(words[2])))

    def withdraw(self, words: list[str]) -> None:
        self.give(Withdraw(words[0]))

    def cards(self, words: list[str]) -> None:
        for card in self.session.open_cards():
            self.tell(f"  [{card.id}] {card.title.in_language(self.language)}")
            self.tell(f"    {card.situation.in_language(self.language)}")
            for option in card.options:
                price = f" ({self.phrase('room.cost', n=f'{option.capital:g}')})" if option.capital else ""
                self.tell(f"    - {option.id}: {option.title.in_language(self.language)}{price}")
                self.tell(f"        {effect(self.session.level, option, self.language)}")
            self.tell("    " + self.named("sources", sources_of(card, self.language)))
        if not self.session.state.open_cards:
            self.tell("  " + self.phrase("text.no_card"))

    def choose(self, words: list[str]) -> None:
        self.give(Choose(words[0], words[1]))

    def duel(self, words: list[str]) -> None:
        """All duels that are on with their moves, or one move; the opponent's id goes before it where there are two."""
        views = duels_view(self.session, self.language)
        if not views:
            self.tell("  " + self.phrase("reason.no_duel"))
            return
        command = exchange_of(views, words)
        if command is not None:
            self.give(command)
            return
        for line in duel_lines([view for view in views if view.id in words] or views, self.language):
            self.tell("  " + line)

    def abroad(self, words: list[str]) -> None:
        """Everybody abroad in a line each, or the page of one."""
        for line in abroad_lines(characters_view(self.session, self.language), words, self.language):
            self.tell("  " + line)

    def forecast(self, words: list[str]) -> None:
        draft = {words[0]: self._value(words[0], words[1])} if words else {}
        names = ("export_price_usd_per_t", "china_exports_t", "china_mining_share", "fear", "leverage_index")
        expected = self.session.forecast(draft, 60, names)
        self.tell("  " + self.phrase("forecast.knows"))
        for name in names:
            ahead = [expected[name][place] for place in (11, 35, 59) if place < len(expected[name])]
            values = " ".join(f"{value_text(self.language, name, float(value)):>16}" for value in ahead)
            self.tell(f"  {figure_name(name, self.language):32} {values}")

    def series(self, words: list[str]) -> None:
        yours = self.session.series(words[0])
        history = self.session.history_series(words[0])
        if not len(history):
            near = did_you_mean(words[0], self.session.columns())
            raise KeyError(f"{self.phrase('text.no_figure', name=words[0])} {near}")
        for place in range(0, len(yours), 12):
            month = self.month(self.session.level.start + place)
            mine, theirs = (value_text(self.language, words[0], float(line[place])) for line in (yours, history))
            self.tell(
                f"  {month}  {self.phrase('yours')} {mine:>16}{range_at(self.session, words[0], place, self.language)}"
                f"  {self.phrase('history')} {theirs:>16}"
            )

    def why(self, words: list[str]) -> None:
        for told_line in why_lines(self.session, words, self.language):
            self.tell("  " + told_line)
        if words:
            return
        for line in self.session.score().headlines():
            self.tell("  " + self.named(f"headline.{line.name}", f"{line.points:.2f}"))
            for part in line.parts:
                self.tell(
                    f"    {self.phrase(part.name):18} {part.points:8.2f}   {self.phrase('yours')} {part.yours:,.4g}"
                    f"  {self.phrase('history')} {part.history:,.4g}"
                )

    def approval(self, words: list[str]) -> None:
        self.tell_all(approval_lines(self.session, words[0] if words else "", self.language))

    def objectives(self, words: list[str]) -> None:
        self.tell_all(objective_lines(self.session, self.language))

    def end(self, words: list[str]) -> None:
        if self.give(EndTurn()):
            if self.session.state.caretaker and not self.session.finished:
                self.tell("  " + self.phrase("run_to_end.tip"))
                while not self.session.finished:
                    self.session.submit(EndTurn())
            self.status([])
            self.cards([]) if self.session.state.open_cards else None
            if self.session.finished:
                self.debrief()

    def debrief(self) -> None:
        self.tell()
        score, told = self.session.score(), outcome_view(self.session, self.language)
        verdict = self.phrase(f"verdict_{run_verdict(self.session, score)}")
        overall = f"{self.phrase('overall')} {score.overall:.1f}"
        self.tell(self.named("debrief", listing((overall, verdict), self.language)))
        self.tell_all(ending_lines(told, self.language))
        for words in (par_words(self.session.level, self.language), par_reached(self.session.level, self.language)):
            if words:
                self.tell("  " + words)
        told_then = known_sentence(self.session, self.language)
        if told_then:
            self.tell("  " + told_then)
        self.why([])
        self.objectives([])
        self.tell_all(badge_lines(told, self.language))

    def undo(self, words: list[str]) -> None:
        self.tell("  " + self.phrase("text.undone" if self.session.undo() else "text.nothing_to_undo"))

    def teller(self) -> Teller:
        """The futures of this game; the desk behind them is asked for when time is first turned back."""
        if self._teller is None:
            self._teller = Teller(self.session, Desk())
        return self._teller

    def over_time(self, tell: Callable[[Teller, list[str], str], Iterable[str]], words: list[str]) -> None:
        """Something done with the futures of the game, of which one is played afterwards."""
        before = self.session
        for line in tell(self.teller(), words, self.language):
            self.tell("  " + line)
        self.session = self.teller().session
        if self.session is not before:
            self.status([])
            self.cards([]) if self.session.state.open_cards else None

    def branches(self, words: list[str]) -> None:
        self.tell_all("  " + line for line in self.teller().rows(self.language))

    def redo(self, words: list[str]) -> None:
        self.tell("  " + self.phrase("text.redone" if self.session.redo() else "text.nothing_to_redo"))

    def save(self, words: list[str]) -> None:
        folder = paths.personal_folders().saves or Path(".")
        write_save(folder, words[0], journal_bytes(self.session, words[0]))
        if self._teller is not None:
            self._teller.futures.keep_all()
        self.tell("  " + self.phrase("text.saved", name=words[0]))

    def help(self, words: list[str]) -> None:
        self.tell(self.phrase("text.commands"))
        for name, takes in COMMANDS:
            self.tell(f"  {name + ' ' + takes:30} {self.phrase(f'text.help.{name}')}")

    def speak(self, words: list[str]) -> None:
        """Go on in another language."""
        if words[0] not in LANGUAGES:
            raise ValueError(", ".join(LANGUAGES))
        self.language = words[0]
        self.tell("  " + LANGUAGES[self.language])


def play(level: Level, lines: TextIO, out: TextIO, language: str = "en", ironman: bool = False) -> int:
    """Play until the level is over, the lines end, or the player leaves."""
    session = named_session(level)
    session.ironman = ironman
    told = Transcript(session, out, language)
    told.tell(level.title.in_language(language))
    told.tell(level.briefing.in_language(language))
    for line in introduction_lines(level, language):
        told.tell(line)
    told.tell(told.phrase("text.welcome"))
    told.status([])
    told.cards([]) if session.state.open_cards else None
    told.step([]) if level.about.steps else None
    for line in lines:
        if not told.answer(line) or session.finished:
            break
    return int(ExitCode.OK)
