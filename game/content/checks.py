"""Cross checks over a level and its includes: names against each other, values against ranges, all at once."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final, Literal

from game import paths
from game.content.abroad_rows import DuelRow
from game.content.characters import SHARES, character_problems, placeholders
from game.content.schema import CardRow, ConditionRow, LevelFile, LeverRow, OptionRow, Parts
from game.content.source import Source
from game.content.staging_checks import StagingChecks, fact_ids
from game.economy.dimensions import parse_month
from game.economy.guard import limits
from game.economy.indicators import FIGURES
from game.economy.policy import LEVER_FIELDS, SHOCK_FIELDS, Policy
from game.faults import Problem
from game.rules.commands import DUEL_MOVES
from game.rules.level import CONSTITUENCIES, MEAN, POLITICAL_CAPITAL

HEADLINES = ("share", "price", "leverage")
ConditionKind = Literal["figure", "lever", "approval", "card"]
CONDITION_KINDS: Final[tuple[ConditionKind, ...]] = ("figure", "lever", "approval", "card")


class Checks:
    """Cross checks over a level and its includes; collects problems and never stops at the first."""

    def __init__(self, source: Source, file: LevelFile, parts: list[tuple[Source, Parts]]) -> None:
        self.source = source
        self.file = file
        self.parts = parts
        self.problems: list[Problem] = []
        self.levers: dict[str, LeverRow] = {}
        self.cards = {card.id: card for _, part in parts for card in part.cards}

    def run(self) -> None:
        self._span()
        self._files()
        for kind in ("levers", "cards", "units", "duels", "characters"):
            self._no_twins(kind)
        for source, part in self.parts:
            for place, lever in enumerate(part.levers):
                self._lever(source, ("levers", place), lever)
        missing = [name for name in LEVER_FIELDS if name not in self.levers]
        if missing:
            listed = ", ".join(missing[:5]) + (" ..." if len(missing) > 5 else "")
            self._add(self.source, ("levers",), "E3051", f"the level lacks levers: {listed}")
        for source, part in self.parts:
            for place, row in enumerate(part.history):
                self._setting(source, ("history", place), row.lever, row.value, "lever", "value")
                if row.announced is not None and parse_month(row.announced) >= parse_month(row.month):
                    self._add(source, ("history", place, "announced"), "E3052", "is not before `month`", row.announced)
            for place, card in enumerate(part.cards):
                self._card(source, ("cards", place), card)
            for place, duel in enumerate(part.duels):
                self._duel(source, ("duels", place), duel)
            for place, one in enumerate(part.characters):
                self.problems += character_problems(source, ("characters", place), one)
            self._history_twins(source, part)
            self._sources(source, part)
        self._units()
        for place, objective in enumerate(self.file.objectives):
            self._known(self.source, ("objectives", place, "figure"), objective.figure, (*HEADLINES, *FIGURES))
            if objective.at_least is None and objective.at_most is None:
                self._add(self.source, ("objectives", place), "E3059", "needs `at_least` or `at_most`")
        for name, value in self.file.opening.items():
            self._setting(self.source, ("opening",), name, value, name, name)
        own = StagingChecks(self.source, self.file, [part for _, part in self.parts], LEVER_FIELDS, self._setting)
        own.run()
        self.problems += own.problems

    def _add(
        self, source: Source, place: Sequence[str | int], code: str, what: str, got: object = None, expected: str = ""
    ) -> None:
        self.problems.append(source.problem(place, code, what, got, expected))

    def _known(self, source: Source, place: Sequence[str | int], name: str, known: Sequence[str]) -> bool:
        found = source.unknown(place, name, known)
        self.problems += found
        return not found

    def _span(self) -> None:
        file = self.file
        start, end = parse_month(file.start), parse_month(file.end)
        if end < start:
            self._add(self.source, ("end",), "E3054", "is before `start`", file.end, f"{file.start} or later")
        if end - start > 12 * 60:
            self._add(self.source, ("end",), "E3054", "makes the level longer than 60 years", file.end)
        for kind, rows in (("turns", file.turns), ("eras", file.eras)):
            months = [parse_month(row.start) for row in rows]
            for place, month in enumerate(months[1:], start=1):
                if month <= months[place - 1]:
                    self._add(self.source, (kind, place, "start"), "E3055", "is not after the row before it")
            if months[0] > start:
                self._add(self.source, (kind, 0, "start"), "E3055", "is after the level's start", expected=file.start)

    def _files(self) -> None:
        """The parameter set and the world that the level names must exist."""
        for key, path in (
            ("parameters", paths.parameters_file(self.file.parameters)),
            ("world", paths.world_file(self.file.world)),
        ):
            if not path.is_file():
                self._add(self.source, (key,), "E3060", "names a file that does not exist", path.name)

    def _history_twins(self, source: Source, part: Parts) -> None:
        """Two orders for one lever in one month; what was announced may be taken back in the month it binds."""
        seen: set[tuple[str, str]] = set()
        for place, row in enumerate(part.history):
            if row.announced is not None:
                continue
            if (row.month, row.lever) in seen:
                self._add(source, ("history", place, "lever"), "E3056", f"stands twice in {row.month}", row.lever)
            seen.add((row.month, row.lever))

    def _sources(self, source: Source, part: Parts) -> None:
        """Facts of the briefing that are cited by their ids must be there."""
        cited: list[tuple[tuple[str | int, ...], str]]
        cited = [(("history", place, "source"), row.source) for place, row in enumerate(part.history)]
        cited += [(("news", place, "source"), row.source) for place, row in enumerate(part.news)]
        for kind in ("levers", "cards", "characters"):
            for place, row in enumerate(getattr(part, kind)):
                for number, one in enumerate(row.sources):
                    cited.append(((kind, place, "sources", number), one if isinstance(one, str) else one.en))
        for where, text in cited:
            for fact in re.findall(r"\bB\d{3}\b", text):
                self._known(source, where, fact, sorted(fact_ids()))

    def _units(self) -> None:
        light = heavy = 0.0
        last: tuple[Source, int] | None = None
        for source, part in self.parts:
            for place, unit in enumerate(part.units):
                last = source, place
                light += unit.light_quota_share
                heavy += unit.heavy_quota_share
                for number in unit.member_of:
                    if number not in ("6", "4", "2"):
                        where = ("units", place, "member_of", number)
                        self._add(source, where, "E3061", "is no map of groups", number, "6, 4 or 2")
        if last is not None and max(light, heavy) > 1.0 + 1e-9:
            got = f"light {light:.4f}, heavy {heavy:.4f}"
            self._add(last[0], ("units", last[1]), "E3062", "quota shares of all units add up to more than 1", got)

    def _no_twins(self, kind: str) -> None:
        seen: dict[str, str] = {}
        for source, part in self.parts:
            for place, row in enumerate(getattr(part, kind)):
                key = unicodedata.normalize("NFC", row.id).casefold()
                line = source.positions.find((kind, place, "id"))[0]
                if key in seen:
                    self._add(source, (kind, place, "id"), "E3056", f"stands twice, first at {seen[key]}", row.id)
                seen.setdefault(key, f"{source.path}:{line}")

    def _lever(self, source: Source, place: tuple[str | int, ...], lever: LeverRow) -> None:
        if not self._known(source, (*place, "id"), lever.id, LEVER_FIELDS):
            return
        self.levers[lever.id] = lever
        for language in ("en", "zh"):
            for name in placeholders(getattr(lever.help, language)):
                self._known(source, (*place, "help", language), name, SHARES)
        if lever.minimum >= lever.maximum:
            self._add(source, (*place, "maximum"), "E3057", "is not above `minimum`", lever.maximum)
        elif not lever.minimum <= lever.opening <= lever.maximum:
            self._add(source, (*place, "opening"), "E3057", "is outside the range", lever.opening)
        for key in ("liked_by", "disliked_by"):
            names = getattr(lever, key)
            if len(set(names)) < len(names):
                self._add(source, (*place, key), "E3056", "names a constituency twice")
        if lever.unit == "share" and lever.maximum > 1.0:
            self._add(source, (*place, "maximum"), "E3057", "is above 1 for a share", lever.maximum, "at most 1")
        for number, choice in enumerate(lever.choices):
            if not lever.minimum <= choice.value <= lever.maximum:
                self._add(source, (*place, "choices", number), "E3057", "is outside the range", choice.value)

    def _setting(
        self, source: Source, place: tuple[str | int, ...], name: str, value: float, name_key: str, value_key: str
    ) -> None:
        if not self._known(source, (*place, name_key), name, tuple(self.levers)):
            return
        lever = self.levers[name]
        if not lever.minimum <= value <= lever.maximum:
            bounds = f"{lever.minimum:g} to {lever.maximum:g}"
            self._add(source, (*place, value_key), "E3058", f"is outside the range of {name}", value, bounds)
        elif lever.choices and all(choice.value != value for choice in lever.choices):
            allowed = ", ".join(f"{choice.value:g}" for choice in lever.choices)
            self._add(source, (*place, value_key), "E3058", f"is no position of {name}", value, allowed)

    def _card(self, source: Source, place: tuple[str | int, ...], card: CardRow) -> None:
        dated = card.month is not None
        if not dated and not card.conditions:
            self._add(source, place, "E3059", f"card {card.id} needs `month` or `conditions`")
        if not dated and (card.earliest is None or card.latest is None):
            self._add(source, place, "E3059", f"card {card.id} is triggered and needs `earliest` and `latest`")
        if dated and (card.earliest is not None or card.latest is not None):
            self._add(source, place, "E3059", f"card {card.id} is dated and takes neither `earliest` nor `latest`")
        elif card.earliest is not None and card.latest is not None and card.earliest > card.latest:
            self._add(source, (*place, "latest"), "E3054", "is before `earliest`", card.latest)
        names = [option.id for option in card.options]
        self._known(source, (*place, "default"), card.default, names)
        if card.history is not None:
            self._known(source, (*place, "history"), card.history, names)
        for number, condition in enumerate(card.conditions):
            self._condition(source, (*place, "conditions", number), condition)
        for number, option in enumerate(card.options):
            if names.index(option.id) != number:
                self._add(source, (*place, "options", number, "id"), "E3056", "stands twice in the card", option.id)
            self._option(source, (*place, "options", number), option)

    def _condition(self, source: Source, place: tuple[str | int, ...], condition: ConditionRow) -> None:
        kinds = [kind for kind in CONDITION_KINDS if getattr(condition, kind) is not None]
        if len(kinds) != 1:
            self._add(source, place, "E3059", f"needs exactly one of {', '.join(CONDITION_KINDS)}")
            return
        kind, name = kinds[0], getattr(condition, kinds[0])
        known = {
            "figure": (*FIGURES, POLITICAL_CAPITAL),
            "lever": tuple(self.levers),
            "approval": (*CONSTITUENCIES, MEAN),
            "card": tuple(self.cards),
        }
        bounds = condition.above is not None or condition.below is not None
        if not self._known(source, (*place, kind), name, known[kind]):
            return
        if kind != "card":
            if condition.answers or not bounds:
                self._add(source, place, "E3059", "needs `above` or `below`, and no `answers`")
            return
        if bounds or not condition.answers:
            self._add(source, place, "E3059", "needs `answers`, and neither `above` nor `below`")
        for number, answer in enumerate(condition.answers):
            self._known(source, (*place, "answers", number), answer, [one.id for one in self.cards[name].options])

    def _option(self, source: Source, place: tuple[str | int, ...], option: OptionRow) -> None:
        for name, value in option.levers.items():
            self._setting(source, (*place, "levers"), name, value, name, name)
        for name, value in option.shocks.items():
            where = (*place, "shocks", name)
            if not self._known(source, where, name, SHOCK_FIELDS):
                continue
            bounds = limits(Policy)
            row = bounds.names.index(name)
            if not bounds.low[row, 0] <= value <= bounds.high[row, 0]:
                self._add(source, where, "E3058", f"is outside the range of {name}", value, bounds.allowed(row))
        for name in option.approval:
            self._known(source, (*place, "approval", name), name, CONSTITUENCIES)

    def _duel(self, source: Source, place: tuple[str | int, ...], duel: DuelRow) -> None:
        if parse_month(duel.end) < parse_month(duel.start):
            self._add(source, (*place, "end"), "E3054", "is before `start`", duel.end)
        for name in duel.provocation:
            self._known(source, (*place, "provocation", name), name, DUEL_MOVES)
        steps = [step.id for step in duel.steps]
        for month, step in duel.outside_steps.items():
            self._known(source, (*place, "outside_steps", month), step, steps)
        self._known(source, (*place, "cover_figure"), duel.cover_figure, FIGURES)
        self._known(source, (*place, "control"), duel.control, LEVER_FIELDS)
        if duel.figure or any(step.rises == "figure" for step in duel.steps):
            self._known(source, (*place, "figure"), duel.figure, FIGURES)
        for number, row in enumerate(duel.steps):
            where = (*place, "steps", number)
            if steps.index(row.id) != number:
                self._add(source, (*where, "id"), "E3056", "stands twice", row.id)
            for name in row.shocks:
                self._known(source, (*where, "shocks", name), name, SHOCK_FIELDS)
            for key in ("heights", "at"):
                wanted = key == "at" and row.rises == "figure"
                if len(getattr(row, key)) != row.most and (getattr(row, key) or wanted):
                    self._add(source, (*where, key), "E3059", "needs one entry for each height", row.id)
