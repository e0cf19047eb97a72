"""Passports: for every figure, parameter, world column, target and effect where it comes from and how sure it is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from game.content.codex import Article, Fact
from game.content.economy_files import ParameterEntry
from game.content.engine import parameters_of
from game.content.passports import (
    Passport,
    TargetRow,
    WorldRow,
    read_estimates,
    read_meanings,
    read_passports,
    read_target_rows,
    read_world_rows,
)
from game.economy.indicators import FIGURES
from game.economy.quantities import Parameters
from game.language import known, phrase
from game.rules.level import Level

# Figures told for each buyer or rival share a passport.
_FAMILIES = (
    (re.compile(r"magnet_exports_(japan|us|europe)_t"), "magnet_exports_to"),
    (re.compile(r"exports_(japan|us|europe)_t"), "exports_to"),
    (re.compile(r"smuggled_(japan|us|europe)_t"), "smuggled_to"),
    (re.compile(r"rival_deliveries_(japan|us|europe)_t"), "rival_deliveries_to"),
    (re.compile(r"((us|australia|south_east_asia|rest)_)?capacity_t"), "capacity_of"),
    (re.compile(r"(us|australia|south_east_asia|rest)_refined_t|refining_t"), "refined_by"),
    (re.compile(r"((us|australia|south_east_asia|rest)_)?ore_to_china_t"), "ore_to_china_of"),
)


def passport_name(figure: str) -> str:
    """The passport of a figure: its own, or the one it shares with its like."""
    for pattern, name in _FAMILIES:
        if pattern.fullmatch(figure):
            return name
    return figure


def figure_title(figure: str, language: str) -> str:
    """What a figure is called."""
    for message in (f"headline.{figure}", f"figure.{figure}", figure if figure == "overall" else ""):
        if message and known(message, language):
            return phrase(message, language)
    found = read_passports(language).get(passport_name(figure))
    return found.title if found is not None and found.title else figure


def meaning_of(parameter: str, language: str) -> str:
    """What a parameter is, in a few words."""
    if language.startswith("zh"):
        return read_meanings().get(parameter, parameter)
    return next((str(item.metadata["meaning"]) for item in Parameters.declared() if item.name == parameter), parameter)


def passports(level: Level, language: str, facts: dict[str, Fact], mistaken: frozenset[str]) -> tuple[Article, ...]:
    """Every passport as an article; `mistaken` are the facts that the briefing is known to have wrong or in doubt."""
    maker = _Maker(language, facts, mistaken)
    made = [maker.figure(one) for one in maker.passports.values() if one.kind != "shock"]
    made += [maker.shock(one, level) for one in maker.passports.values() if one.kind == "shock"]
    made += [maker.target(one) for one in maker.targets.values()]
    meanings = {item.name: str(item.metadata["meaning"]) for item in Parameters.declared()}
    made += [maker.parameter(one, meanings[one.name]) for one in parameters_of(level.parameters).entries]
    made += [maker.world(column, rows) for column, rows in read_world_rows().items() if column in maker.meanings]
    return tuple(made)


class _Maker:
    """Makes passports in one language."""

    def __init__(self, language: str, facts: dict[str, Fact], mistaken: frozenset[str]) -> None:
        self.language = language
        self.mistaken = mistaken
        self.facts = facts
        self.passports = read_passports(language)
        self.targets = read_target_rows()
        self.estimates = read_estimates(language)
        self.meanings = read_meanings()

    def phrase(self, message: str, **values: object) -> str:
        return phrase(message, self.language, **values)

    def named(self, message: str, words: str) -> str:
        return "- " + self.phrase("format.named", name=self.phrase(f"codex.{message}"), words=words)

    def article(self, page: str, title: str, section: str, lines: Sequence[str]) -> Article:
        return Article(page, self.phrase(f"codex.section.{section}"), title, "\n".join(lines))

    def figure(self, one: Passport) -> Article:
        """What it measures, its source, how sure it is, what contradicts it, and what it is held to."""
        lines = [one.meaning, "", self.named("from", self.phrase(f"codex.from.{one.kind}"))]
        lines.append(self.named("sure", self._sure(one)))
        lines += self._conflicts(one)
        if one.article:
            title = self.phrase("codex.article")
            lines.append(self.named("more", f"[{title}]({one.article})"))
        for estimate in self.estimates.values():
            if estimate.figure == one.name:
                lines += ["", f"## {self.phrase('codex.contested')}", "", f"{{estimate {estimate.id}}}"]
        held = [self.targets[name] for name in one.targets if name in self.targets]
        if held:
            lines += ["", f"## {self.phrase('codex.held')}", *(self._held(row) for row in held)]
        if one.facts:
            lines += ["", f"## {self.phrase('codex.facts')}"]
            lines += [f"- {name} {self._fact(self.facts[name])}" for name in one.facts if name in self.facts]
        if one.name in FIGURES:
            names = " ".join(one.series)
            lines += ["", f"## {self.phrase('codex.in_history')}", "", f"{{record {one.name} | {names}}}"]
        return self.article(f"figure:{one.name}", figure_title(one.name, self.language), "figures", lines)

    def _sure(self, one: Passport) -> str:
        """How far the figure is held to anything outside the engine."""
        if one.kind != "engine":
            return self.phrase(f"codex.sure.{one.kind}")
        if any(estimate.figure == one.name for estimate in self.estimates.values()):
            return self.phrase("codex.sure.contested")
        if one.targets:
            return self.phrase("codex.sure.targets", n=len(one.targets))
        return self.phrase("codex.sure.series" if one.series else "codex.sure.construct")

    def _conflicts(self, one: Passport) -> list[str]:
        """Remarks on the facts beside it; those of the briefing's known mistakes stand as conflicts."""
        lines = []
        for name in one.facts:
            if name in self.facts and self.facts[name].note:
                label = "conflict" if name in self.mistaken else "note"
                lines.append(self.named(label, f"{name} {self.facts[name].note}"))
        if not any(name in self.mistaken for name in one.facts):
            lines.insert(0, self.named("conflict", self.phrase("codex.none_known")))
        return lines

    def _held(self, row: TargetRow) -> str:
        bounds = f"{row.low or '−∞'} … {row.high or '+∞'}"
        words = self.phrase("codex.target", period=row.period, value=row.history, unit=row.unit, bounds=bounds)
        return f"- [{row.id}](target:{row.id}) {words}"

    def _fact(self, fact: Fact) -> str:
        words = f"{fact.value} {fact.unit}".strip()
        return f"{fact.year}: {self.phrase('format.named', name=fact.quantity, words=words)}"

    def target(self, row: TargetRow) -> Article:
        """A statement of the record that the engine is held to."""
        figures = [one for one in self.passports.values() if row.id in one.targets]
        lines = [self.phrase("codex.target_is"), ""]
        if figures:
            links = self.phrase("format.and").join(
                f"[{figure_title(one.name, self.language)}](figure:{one.name})" for one in figures
            )
            lines.append(self.named("measures", links))
        if not self.language.startswith("zh"):
            lines.append(self.named("quantity", row.metric))
        lines += [
            self.named("year", row.period),
            self.named("value", f"{row.history} {row.unit}"),
            self.named("bounds", f"{row.low or '−∞'} … {row.high or '+∞'}"),
            self.named("note", row.note),
            self.named("sure", row.confidence),
        ]
        return self.article(f"target:{row.id}", row.id, "targets", lines)

    def parameter(self, entry: ParameterEntry, meaning: str) -> Article:
        """A constant of the engine: value, bounds, source, and how far it is pinned down."""
        words = self.meanings.get(entry.name, "") if self.language.startswith("zh") else meaning
        lines = [
            self.phrase("format.sentence", words=words[:1].upper() + words[1:]),
            "",
            self.named("from", self.phrase("codex.from.fitted" if entry.fitted else "codex.from.given")),
            self.named("value", f"{_numbers(entry.value)} {entry.unit}"),
            self.named("bounds", f"{_numbers(entry.low)} … {_numbers(entry.high)}"),
            self.named("source_printed", entry.source),
            self.named("sure", self._pinned(entry)),
        ]
        return self.article(f"parameter:{entry.name}", words, "parameters", lines)

    def _pinned(self, entry: ParameterEntry) -> str:
        if not entry.fitted or not entry.spread:
            return self.phrase("codex.sure.given")
        widest = max(entry.spread)
        name = "pinned" if widest < 0.25 else "partly" if widest < 0.6 else "hardly"
        return self.phrase(f"codex.sure.{name}", n=f"{widest:.2f}")

    def world(self, column: str, rows: Sequence[WorldRow]) -> Article:
        """A column of what comes from outside, knot by knot."""
        title = self.meanings[column] if self.language.startswith("zh") else column.replace("_", " ")
        estimated = all(row.basis == "estimated" for row in rows)
        lines = [
            self.phrase("codex.world_is"),
            "",
            self.named("from", self.phrase("codex.from.world")),
            self.named("sure", self.phrase("codex.estimated" if estimated else "codex.sourced")),
        ]
        lines += [self.named("source_printed", one) for one in dict.fromkeys(row.source for row in rows)]
        lines.append("")
        lines += [f"- {row.month}: {row.value} ({self.phrase(f'codex.basis.{row.basis}')})" for row in rows]
        return self.article(f"world:{column}", title, "world", lines)

    def shock(self, one: Passport, level: Level) -> Article:
        """An effect of cards: what it changes, and every card that has it with its size."""
        lines = [one.meaning, "", self.named("from", self.phrase("codex.from.shock"))]
        lines.append(self.named("sure", self.phrase("codex.sure.shock")))
        lines += [self.named("more", f"[{self.phrase('codex.article')}]({one.article})"), ""]
        for card in level.cards:
            sizes = sorted({option.shocks[one.name] for option in card.options if one.name in option.shocks})
            if sizes:
                title = f"[{card.title.in_language(self.language)}](card:{card.id})"
                numbers = self.phrase("format.and").join(f"{size:+g}" for size in sizes)
                lines.append("- " + self.phrase("format.named", name=title, words=numbers))
        return self.article(f"shock:{one.name}", one.title, "effects", lines)


def _numbers(values: Sequence[float]) -> str:
    return ", ".join(f"{value:.4g}" for value in values)
