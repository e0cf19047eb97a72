"""Play a level on standard input and output: every figure, card and lever in words; also usable by a program."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TextIO

from game import paths
from game.content.load import find_level, load_level
from game.desk import journal_bytes, new_session, saves_write
from game.economy.dimensions import month_label, parse_month
from game.faults import ExitCode, Fault, did_you_mean
from game.rules.commands import DUEL_MOVES, Announce, Choose, Command, EndTurn, Exchange, SetLever, Withdraw
from game.session import Session
from game.views import sentences

HELP = """commands
  status                     date, money, approval, score to date
  levers [GROUP]             levers with setting, effective setting, history and cost of a step
  set LEVER VALUE            order a setting ("none" for no quota)
  announce LEVER VALUE YYYY-MM    order it for a later month; markets react at once
  withdraw LEVER             take an announcement back
  cards                      open cards with their options
  choose CARD OPTION         answer a card
  duel MOVE                  one exchange: enforce, ease, offer, hold
  forecast [LEVER VALUE]     what the engine expects in one, three and five years
  series FIGURE              a figure by year, yours and history's
  why                        the parts of the score
  end                        let time run to the end of the turn or the next card
  undo | redo                within this turn
  save NAME                  keep the game
  help | quit"""


class Transcript:
    """One game told in lines."""

    def __init__(self, session: Session, out: TextIO, language: str = "en") -> None:
        self.session = session
        self.out = out
        self.language = language
        self.commands: dict[str, Callable[[list[str]], None]] = {
            "status": self.status,
            "levers": self.levers,
            "set": self.set,
            "announce": self.announce,
            "withdraw": self.withdraw,
            "cards": self.cards,
            "choose": self.choose,
            "duel": self.duel,
            "forecast": self.forecast,
            "series": self.series,
            "why": self.why,
            "end": self.end,
            "undo": self.undo,
            "redo": self.redo,
            "save": self.save,
            "help": self.help,
        }

    def say(self, line: str = "") -> None:
        print(line, file=self.out, flush=True)

    def answer(self, line: str) -> bool:
        """Carry out one line; False when the player leaves."""
        words = line.split()
        if not words or words[0].startswith("#"):
            return True
        if words[0] in ("quit", "exit"):
            return False
        command = self.commands.get(words[0])
        if command is None:
            self.say(f"? {words[0]}: {did_you_mean(words[0], self.commands) or 'say help'}")
            return True
        try:
            command(words[1:])
        except (IndexError, ValueError, KeyError) as error:
            self.say(f"? {words[0]}: {error}; say help")
        except Fault as fault:
            self.say(f"? {fault.problems[0]}")
        return True

    def give(self, command: Command) -> bool:
        verdict = self.session.check(command)
        if not verdict.allowed:
            self.say("refused: " + sentences.reason(self.session.level, verdict, self.language))
            return False
        for happened in self.session.submit(command):
            words = sentences.event(self.session.level, happened, self.language)
            if words:
                self.say("  " + words)
        if verdict.cost:
            self.say(f"  cost {verdict.cost:.1f}, political capital now {self.session.state.capital:.1f}")
        return True

    def status(self, words: list[str]) -> None:
        state, level = self.session.state, self.session.level
        self.say(
            f"{month_label(min(state.month, level.end))}  turn {state.turn} of {self.session.turns}"
            f"  {level.era_at(state.month).title.in_language(self.language)}"
        )
        figures = state.figures
        treasury = sentences.number(float(state.economy.treasury_musd[0]))
        self.say(
            f"  political capital {state.capital:.1f}   treasury {treasury}"
            f" M$   implementation {100 * figures.get('implementation', 0.0):.0f} %"
        )
        approvals = "  ".join(
            f"{sentences.pick(sentences.CONSTITUENCY_TITLES[name], self.language)} {value:.0f}"
            for name, value in state.approvals.items()
        )
        self.say(f"  approval: {approvals}")
        score = self.session.score()
        lines = "  ".join(f"{line.name} {line.points:.1f}" for line in score.headlines())
        self.say(f"  against history (100): {lines}  overall {score.overall:.1f}")
        for name in ("china_recorded_mine_output_t", "china_exports_t", "export_price_usd_per_t", "fear"):
            if name in figures:
                self.say(f"  {name:32} {figures[name]:>14,.2f}")
        if state.open_cards:
            self.say(f"  open cards: {', '.join(state.open_cards)}")
        for order in state.announced:
            self.say(f"  announced: {order.lever} = {order.value:g} from {month_label(order.month)}")

    def levers(self, words: list[str]) -> None:
        state = self.session.state
        for lever in self.session.level.levers:
            if words and lever.group != words[0]:
                continue
            now = state.settings[lever.id]
            effective = state.ramps[lever.id].at(state.month)
            step = now + lever.step if now + lever.step <= lever.maximum else now - lever.step
            cost = self.session.check(SetLever(lever.id, step)).cost
            self.say(
                f"  {lever.group:11} {lever.id:24} {sentences.setting(lever, now, self.language):>14}"
                f"  effective {sentences.setting(lever, effective, self.language):>14}"
                f"  range {lever.minimum:g}..{lever.maximum:g}  a step costs {cost:.2f}"
            )

    def _value(self, lever_id: str, text: str) -> float:
        lever = next((one for one in self.session.level.levers if one.id == lever_id), None)
        if lever is None:
            known = [one.id for one in self.session.level.levers]
            raise KeyError(f"no lever {lever_id}; {did_you_mean(lever_id, known)}")
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
            self.say(f"  [{card.id}] {card.title.in_language(self.language)}")
            self.say(f"    {card.situation.in_language(self.language)}")
            for option in card.options:
                price = f" (capital {option.capital:g})" if option.capital else ""
                self.say(f"    - {option.id}: {option.title.in_language(self.language)}{price}")
                self.say(f"        {option.effect.in_language(self.language)}")
            self.say(f"    sources: {', '.join(card.sources)}")
        if not self.session.state.open_cards:
            self.say("  no card is open")

    def choose(self, words: list[str]) -> None:
        self.give(Choose(words[0], words[1]))

    def duel(self, words: list[str]) -> None:
        state = self.session.state
        for rule, now in zip(self.session.level.duels, state.duels, strict=True):
            if rule.start <= state.month <= rule.end:
                if words and words[0] in DUEL_MOVES:
                    self.give(Exchange(rule.id, words[0]))  # type: ignore[arg-type]
                    return
                self.say(
                    f"  {rule.title.in_language(self.language)}: tariff {now.tariff}, chip {now.chip}, blacklist"
                    f" {now.blacklist}; pain {now.pain:.0f}, resolve {now.resolve:.0f}; steps withdrawn {now.won}"
                )
                return
        self.say("  no duel is on")

    def forecast(self, words: list[str]) -> None:
        draft = {words[0]: self._value(words[0], words[1])} if words else {}
        names = ("export_price_usd_per_t", "china_exports_t", "china_mining_share", "fear", "leverage_index")
        expected = self.session.forecast(draft, 60, names)
        for name in names:
            values = [f"{expected[name][place]:>12,.2f}" for place in (11, 35, 59) if place < len(expected[name])]
            self.say(f"  {name:32} {' '.join(values)}")

    def series(self, words: list[str]) -> None:
        yours = self.session.series(words[0])
        history = self.session.history_series(words[0])
        if not len(history):
            raise KeyError(f"no figure {words[0]}; {did_you_mean(words[0], self.session.recording.columns)}")
        for place in range(0, len(yours), 12):
            month = month_label(self.session.level.start + place)
            self.say(f"  {month}  yours {yours[place]:>14,.2f}  history {history[place]:>14,.2f}")

    def why(self, words: list[str]) -> None:
        for line in self.session.score().headlines():
            self.say(f"  {line.name}: {line.points:.2f}")
            for part in line.parts:
                self.say(
                    f"    {part.name:18} {part.points:8.2f}   yours {part.yours:,.4g}  history {part.history:,.4g}"
                )

    def end(self, words: list[str]) -> None:
        if self.give(EndTurn()):
            self.status([])
            self.cards([]) if self.session.state.open_cards else None
            if self.session.finished:
                self.debrief()

    def debrief(self) -> None:
        self.say()
        score = self.session.score()
        self.say(f"Debrief: overall {score.overall:.1f}, {score.medal or ('defeat' if score.defeat else 'no medal')}")
        self.why([])
        for objective, value, met in self.session.objectives():
            self.say(f"  [{'x' if met else ' '}] {objective.title.in_language(self.language)} ({value:.1f})")

    def undo(self, words: list[str]) -> None:
        self.say("  undone" if self.session.undo() else "  nothing to undo this turn")

    def redo(self, words: list[str]) -> None:
        self.say("  done again" if self.session.redo() else "  nothing to do again")

    def save(self, words: list[str]) -> None:
        folder = paths.personal_folders().saves or Path(".")
        saves_write(folder, words[0], journal_bytes(self.session, words[0]))
        self.say(f"  saved as {words[0]}")

    def help(self, words: list[str]) -> None:
        self.say(HELP)


def play(level_name: str, lines: TextIO, out: TextIO) -> int:
    """Play until the level is over, the lines end, or the player leaves."""
    session = new_session(load_level(find_level(level_name)))
    told = Transcript(session, out)
    level = session.level
    told.say(f"{level.title.en}. {level.briefing.en}")
    told.say("Say help for commands.")
    told.status([])
    told.cards([]) if session.state.open_cards else None
    for line in lines:
        if not told.answer(line) or session.finished:
            break
    return int(ExitCode.OK)
