"""The slides in order: feelings, what happened, why, what really happened, what is unrealistic, transfer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from game.language import phrase
from game.reports.book import Sheet
from game.reports.class_table import tables
from game.reports.class_table.causes import causes_sheet
from game.reports.class_table.charts import distribution, overlay
from game.reports.class_table.compare import Comparison
from game.reports.class_table.scoring import CURVES
from game.reports.debrief_pack import past, prompts
from game.reports.debrief_pack.evidence import Evidence, Group
from game.reports.picture import Picture

SECTIONS: Final = ("feelings", "happened", "why", "really", "unrealistic", "transfer")
_ROWS: Final = 11  # of a table that a slide holds
_FORKS: Final = 3
_LONG: Final = 44  # letters of a list of teams on a slide


@dataclass(frozen=True, slots=True)
class Prompts:
    """Questions to the class, numbered."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Points:
    """Statements in a list."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Note:
    text: str


@dataclass(frozen=True, slots=True)
class Pictures:
    pictures: tuple[Picture, ...]
    columns: int


@dataclass(frozen=True, slots=True)
class Beside:
    """Tables side by side."""

    sheets: tuple[Sheet, ...]


Part = Prompts | Points | Note | Pictures | Beside | Sheet


@dataclass(frozen=True, slots=True)
class Slide:
    section: str  # one of SECTIONS; empty for the title
    title: str
    parts: tuple[Part, ...]


def slides(evidence: Evidence, language: str) -> tuple[Slide, ...]:
    """All slides; a group without a finished run only says so."""
    made = [_opening(evidence, language)]
    played = [group for group in evidence.groups if group.found.rows]
    makers = (_feelings, _happened, _why, _really)
    for section, maker in zip(SECTIONS, makers, strict=False):
        told = [(group, tuple(maker(group, evidence, language))) for group in played]
        made += (replace(slide, section=section) for slide in _by_group(told, language))
    if played:
        made += _unrealistic(played, language)
        title = phrase("pack.section.transfer", language)
        told = [
            (group, (Slide("transfer", title, (Prompts(prompts.transfer(group.found, language)),)),))
            for group in played
        ]
        made += _by_group(told, language)
    return tuple(made)


def group_title(found: Comparison, language: str) -> str:
    """The level and its difficulty."""
    level = found.level
    return phrase(
        "pack.group",
        language,
        level=level.title.in_language(language),
        difficulty=phrase(f"rank.{level.difficulty.id}", language),
    )


def _by_group(told: Sequence[tuple[Group, tuple[Slide, ...]]], language: str) -> Iterator[Slide]:
    """The slides of all groups, named by their group; what is the same in several is shown once and named by none."""
    counts = Counter(repr(slide) for _, own in told for slide in own)
    shown: set[str] = set()
    for group, own in told:
        for slide in own:
            if repr(slide) in shown:
                continue
            shown.add(repr(slide))
            common = len(told) == 1 or counts[repr(slide)] > 1
            yield slide if common else replace(slide, title=_named(slide.title, group.found, language))


def _named(title: str, found: Comparison, language: str) -> str:
    return phrase("pack.of_group", language, title=title, group=group_title(found, language))


def _opening(evidence: Evidence, language: str) -> Slide:
    found = [group.found for group in evidence.groups]
    counts = phrase(
        "class.counts",
        language,
        finished=sum(len(one.rows) for one in found),
        unfinished=sum(len(one.unfinished) for one in found),
        refused=len(evidence.refused),
    )
    steps = tuple(phrase(f"pack.step.{name}", language) for name in SECTIONS)
    groups = " · ".join(group_title(one, language) for one in found)
    parts: list[Part] = [Note(f"{groups}  –  {counts}"), Prompts(steps), Note(phrase("class.honest", language))]
    parts += (tables.unfinished(one, language) for one in found if one.unfinished)
    if evidence.refused:
        parts.append(tables.refusals(evidence.refused, language))
    return Slide("", phrase("pack.name", language), tuple(parts))


def _feelings(group: Group, evidence: Evidence, language: str) -> Iterator[Slide]:
    found = group.found
    yield Slide("", phrase("pack.section.feelings", language), (Prompts(prompts.feelings(found, language)),))
    roles = found.level.about.roles
    if roles:
        rows = tuple((role.title.in_language(language), role.wants.in_language(language)) for role in roles)
        columns = (phrase("pack.ministry", language), phrase("pack.wish", language))
        sheet = Sheet("", "", columns, rows, 2)
        yield Slide("", phrase("pack.roles", language), (sheet, Prompts((phrase("pack.ask.roles", language),))))


def _happened(group: Group, evidence: Evidence, language: str) -> Iterator[Slide]:
    found = group.found
    for sheet in _pages(tables.ranking(found, evidence.twins, language)):
        yield Slide("", sheet.title, (replace(sheet, title=""),))
    key = Note(phrase("pack.key", language))
    pictures = tuple(overlay(found, name, (360.0, 205.0), language) for name in CURVES)
    yield Slide("", phrase("class.curves", language), (key, Pictures(pictures, 3)))
    strips = distribution(found, (820.0, 250.0), language)
    yield Slide(
        "", phrase("class.distribution", language), (Note(phrase("class.strip_note", language)), Pictures((strips,), 1))
    )
    for sheet in _pages(tables.lever_table(found, language)):
        untouched = tables.untouched(found, language)
        parts: tuple[Part, ...] = (replace(sheet, title=""), *((Note(untouched),) if untouched else ()))
        yield Slide("", sheet.title, parts)
    if found.forks:
        sheets = (_shorter(tables.fork_table(found, fork, language)) for fork in found.forks[:_FORKS])
        note = Note(phrase("class.forks_note", language))
        yield Slide("", phrase("class.forks", language), (note, *sheets))
    yield Slide("", phrase("pack.talk.happened", language), (Prompts(prompts.happened(found, language)),))


def _why(group: Group, evidence: Evidence, language: str) -> Iterator[Slide]:
    found, parting = group.found, group.parting
    if parting is None:
        return
    parts: list[Part] = []
    if parting.fork is not None:
        parts.append(Note(phrase("pack.gravest", language, fork=tables.fork_title(found, parting.fork, language))))
        parts.append(Note(tables.fork_sentence(found, parting.fork, language)))
        own = prompts.own_effects(group, language)
        parts += [Note(own)] if own else []
    parts.append(Beside(tuple(causes_sheet(found, parting.fork, one, language) for one in parting.ends)))
    parts.append(Note(phrase("pack.measured", language)))
    yield Slide("", phrase("pack.section.why", language), tuple(parts))
    yield Slide("", phrase("pack.talk.why", language), (Prompts(prompts.why(group, language)),))


def _really(group: Group, evidence: Evidence, language: str) -> Iterator[Slide]:
    level = group.found.level
    for sheet in (
        past.moves_sheet(level, language),
        past.news_sheet(level, language),
        past.facts_sheet(level, language),
    ):
        if sheet.rows:
            yield Slide("", sheet.title, (replace(sheet, title=""),))
    lines = prompts.really(group.found, language)
    yield Slide("", phrase("pack.talk.really", language), (Prompts(lines),))


def _unrealistic(played: Sequence[Group], language: str) -> Iterator[Slide]:
    title = phrase("pack.section.unrealistic", language)
    yield Slide("unrealistic", title, (Points(past.limits(language)),))
    misses = past.misses_sheet(played, language)
    lines = Prompts(prompts.unrealistic(played[0].found, language))
    parts: tuple[Part, ...] = (replace(misses, title=""), lines) if misses.rows else (lines,)
    yield Slide("unrealistic", misses.title if misses.rows else title, parts)


def _pages(sheet: Sheet) -> Iterator[Sheet]:
    """A table in pieces that fit a slide."""
    for first in range(0, len(sheet.rows), _ROWS):
        strong = sheet.strong - first if first <= sheet.strong < first + _ROWS else -1
        yield replace(sheet, rows=sheet.rows[first : first + _ROWS], strong=strong)


def _shorter(sheet: Sheet) -> Sheet:
    """A fork's table with lists of teams cut to what a slide can bear."""

    def cut(text: str) -> str:
        return text if len(text) <= _LONG else text[: _LONG - 1].rstrip() + "…"

    return replace(sheet, rows=tuple((row[0], cut(row[1]), *row[2:]) for row in sheet.rows))
