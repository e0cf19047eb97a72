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
from game.hand_in import capsule_of
from game.language import LANGUAGES, listing, month_text, phrase
from game.reports.run_files import ending as run_verdict
from game.rules.commands import Announce, Choose, Command, EndTurn, SetLever, Withdraw
from game.rules.lessons import Lesson
from game.rules.level import Level
from game.session import Session
from game.storage.saves import write_save
from game.text.abroad import abroad_lines, duel_lines, exchange_of
from game.text.branches import Teller
from game.text.codex import codex_lines
from game.text.luck import luck_lines, weighed
from game.text.predictions import calibration_text, prediction_lines, revealed_lines
from game.text.situation import (
    card_lines,
    forecast_lines,
    lever_lines,
    part_lines,
    series_lines,
    status_lines,
)
from game.text.staging import hand_in_lines, introduction_lines, step_lines
from game.text.standing import approval_lines, badge_lines, ending_lines, objective_lines
from game.text.why import turning_lines, why_lines
from game.told import told
from game.views import sentences
from game.views.abroad import characters_view
from game.views.branches import rewinds_text
from game.views.duel import duels_view
from game.views.luck import WORLDS
from game.views.outcome import outcome_view
from game.views.par import par_reached, par_words
from game.views.predictions import line_of, spoken
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
    ("turning", ""),
    ("luck", "[WORLDS]"),
    ("predict", "[FIGURE up | flat | down CONFIDENCE% [YEARS]]"),
    ("approval", "[WHO]"),
    ("objectives", ""),
    ("codex", "[WORD]"),
    ("end", "[TURNS]"),
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
    ("capsule", "[NAME]"),
    ("language", "en | zh_CN"),
    ("help", ""),
    ("quit", ""),
)


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
            "turning": self.turning,
            "luck": self.luck,
            "predict": self.predict,
            "approval": self.approval,
            "objectives": self.objectives,
            "codex": self.codex,
            "end": self.end,
            "step": self.step,
            "rewind": partial(self.over_time, Teller.rewind),
            "branches": partial(self.over_time, Teller.rows),
            "branch": partial(self.over_time, Teller.name),
            "switch": partial(self.over_time, Teller.switch),
            "compare": partial(self.over_time, Teller.compare),
            "drop": partial(self.over_time, Teller.drop),
            "undo": self.undo,
            "redo": self.redo,
            "save": self.save,
            "capsule": self.capsule,
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
        self.tell_all(status_lines(self.session, self.language))

    def levers(self, words: list[str]) -> None:
        """All levers, or those of a group; ValueError for a group that there is none of."""
        groups = list(dict.fromkeys(lever.group for lever in self.session.level.levers))
        if words and words[0] not in groups:
            raise ValueError(f"{words[0]}: {did_you_mean(words[0], groups) or ', '.join(groups)}")
        self.tell_all(lever_lines(self.session, words[0] if words else "", self.language))

    def _value(self, lever_id: str, text: str) -> float:
        lever = next((one for one in self.session.level.levers if one.id == lever_id), None)
        if lever is None:
            ids = [one.id for one in self.session.level.levers]
            raise KeyError(f"{self.phrase('reason.no_lever', lever=lever_id)} {did_you_mean(lever_id, ids)}")
        if text == "none" and lever.maximum_means_none:
            return lever.maximum
        return float(text.rstrip("%")) / (100.0 if text.endswith("%") else 1.0)

    def set(self, words: list[str]) -> None:
        value = self._value(words[0], words[1])
        lever = self.session.level.lever(words[0])
        before = sentences.setting(lever, self.session.state.settings[lever.id], self.language)
        if self.give(SetLever(lever.id, value)):
            after = sentences.setting(lever, value, self.language)
            self.tell(f"  {lever.title.in_language(self.language)}: {before} → {after}")

    def announce(self, words: list[str]) -> None:
        self.give(Announce(words[0], self._value(words[0], words[1]), parse_month(words[2])))

    def withdraw(self, words: list[str]) -> None:
        self.give(Withdraw(words[0]))

    def cards(self, words: list[str]) -> None:
        self.tell_all(card_lines(self.session, self.language))

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
        self.tell_all(forecast_lines(self.session, draft, self.language))

    def series(self, words: list[str]) -> None:
        lines = list(series_lines(self.session, words[0], self.language))
        if not lines and not len(self.session.history_series(words[0])):
            near = did_you_mean(words[0], self.session.columns())
            raise KeyError(f"{self.phrase('text.no_figure', name=words[0])} {near}")
        self.tell_all(lines)

    def why(self, words: list[str]) -> None:
        for told_line in why_lines(self.session, words, self.language):
            self.tell("  " + told_line)
        if words:
            return
        self.tell_all(part_lines(self.session, self.language))

    def luck(self, words: list[str]) -> None:
        """A finished game's decisions in many worlds."""
        if not self.session.finished:
            self.tell("  " + self.phrase("luck.later"))
            return
        worlds = int(words[0]) if words else WORLDS
        if not 1 <= worlds <= WORLDS:
            raise ValueError(f"1..{WORLDS}")
        self.tell_all(f"  {line}" for line in luck_lines(self.session, weighed(self.session, worlds), self.language))

    def predict(self, words: list[str]) -> None:
        """Take a prediction down, or list those there are."""
        if words and self.give(spoken(self.session, words, self.language)):
            self.tell("  " + line_of(self.session.state.predictions[-1].said, self.language))
        elif not words:
            self.tell_all(f"  {line}" for line in prediction_lines(self.session, self.language))

    def codex(self, words: list[str]) -> None:
        """An article of the codex, or what holds a word."""
        self.tell_all(f"  {line}" for line in codex_lines(self.session.level, words, self.language))

    def approval(self, words: list[str]) -> None:
        self.tell_all(approval_lines(self.session, words[0] if words else "", self.language))

    def objectives(self, words: list[str]) -> None:
        self.tell_all(objective_lines(self.session, self.language))

    def turning(self, words: list[str]) -> None:
        for line in turning_lines(self.session, self.language):
            self.tell("  " + line)

    def end(self, words: list[str]) -> None:
        """End the turn, or so many turns as far as no card, duel or warning asks for a decision."""
        last = self.session.state.turn + (int(words[0]) if words else 1)
        first = self.session.state.month
        while self.give(EndTurn()):
            state = self.session.state
            if state.caretaker and not self.session.finished:
                self.tell("  " + self.phrase("run_to_end.tip"))
                while not self.session.finished:
                    self.session.submit(EndTurn())
            if self.session.finished or state.turn >= last or self._asks():
                break
        else:
            return
        self.tell_all(f"  {line}" for line in revealed_lines(self.session, first, self.language))
        self.status([])
        self.cards([]) if self.session.state.open_cards else None
        if self.session.finished:
            self.debrief()

    def _asks(self) -> bool:
        """Whether something waits for a decision that more turns would run past."""
        state = self.session.state
        return bool(state.open_cards) or state.warned is not None or bool(duels_view(self.session, self.language))

    def debrief(self) -> None:
        self.tell()
        score, told = self.session.score(), outcome_view(self.session, self.language)
        verdict = self.phrase(f"verdict_{run_verdict(self.session, score)}")
        overall = f"{self.phrase('overall')} {score.overall:.1f}"
        self.tell(self.named("debrief", listing((overall, verdict), self.language)))
        self.tell_all(ending_lines(told, self.language))
        par = par_words(self.session.level, self.language), par_reached(self.session.level, self.language)
        for words in (*par, rewinds_text(self.session, self.language)):
            if words:
                self.tell("  " + words)
        told_then = known_sentence(self.session, self.language)
        if told_then:
            self.tell("  " + told_then)
        self.tell_all(part_lines(self.session, self.language))
        self.objectives([])
        self.tell_all(badge_lines(told, self.language))
        self.tell_all(f"  {line}" for line in calibration_text(self.session, self.language))
        self.tell_all(hand_in_lines(self.session.level, self.language))
        self.tell(self.phrase("text.over"))

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

    def redo(self, words: list[str]) -> None:
        self.tell("  " + self.phrase("text.redone" if self.session.redo() else "text.nothing_to_redo"))

    def save(self, words: list[str]) -> None:
        folder = paths.personal_folders().saves or Path(".")
        write_save(folder, words[0], journal_bytes(self.session, words[0]))
        if self._teller is not None:
            self._teller.futures.keep_all()
        self.tell("  " + self.phrase("text.saved", name=words[0]))

    def capsule(self, words: list[str]) -> None:
        """The game as one text to hand in, under a name if one is given."""
        self.tell(capsule_of(self.session, " ".join(words)))

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
    """Play until the lines end or the player leaves; a level that is over can still be asked about and handed in."""
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
        if not told.answer(line):
            break
    return int(ExitCode.OK)
