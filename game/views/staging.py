"""What a level says beside its briefing: what differs from history, what is closed, who sits at the table."""

from __future__ import annotations

from dataclasses import dataclass

from game.language import listing, month_text, phrase
from game.rules.level import Level
from game.views.references import cited


@dataclass(frozen=True, slots=True)
class Note:
    """One note with a heading; `more` is for a tip or a second line."""

    title: str
    words: str
    more: str


def differences(level: Level, language: str) -> tuple[Note, ...]:
    """The level's stated departures from history with their sources; those of one reason are told once."""
    sources: dict[str, list[str]] = {}
    for change in level.changes:
        found = sources.setdefault(change.reason.in_language(language), [])
        source = cited(change.source, language)
        if source not in found:
            found.append(source)
    notes = [Note("", words, "; ".join(found)) for words, found in sources.items()]
    if level.seed is not None:
        notes.append(Note("", phrase("staging.seed", language, n=level.seed), ""))
    return tuple(notes)


def closures(level: Level, language: str) -> tuple[Note, ...]:
    """Levers that are not the player's at the start, together by reason; hidden ones by number only."""
    groups: dict[tuple[str, bool], list[str]] = {}
    for lever in level.levers:
        access = level.closed(lever.id, level.start)
        if access is None:
            continue
        words = access.reason.in_language(language)
        words = words[:1].upper() + words[1:]  # in a refusal it stands after a colon
        if access.until is not None:
            month = month_text(access.until, language)
            words = phrase("staging.until", language, words=words, month=month)
        groups.setdefault((words, access.hidden), []).append(lever.title.in_language(language))
    notes = []
    for (words, hidden), titles in groups.items():
        count = phrase("staging.hidden", language, n=len(titles))
        notes.append(Note(count if hidden else listing(titles, language), words, ""))
    return tuple(notes)


def seats(level: Level, language: str) -> tuple[Note, ...]:
    """The role cards: a ministry, what it wants, and who it is with the levers it speaks for."""
    notes = []
    for role in level.about.roles:
        titles = [level.lever(lever).title.in_language(language) for lever in role.levers]
        levers = phrase(
            "format.named", language, name=phrase("staging.speaks", language), words=listing(titles, language)
        )
        more = role.brief.in_language(language) + ("\n" + levers if titles else "")
        notes.append(Note(role.title.in_language(language), role.wants.in_language(language), more))
    return tuple(notes)


def purpose(level: Level, language: str) -> tuple[Note, ...]:
    """What the level is good for, and the question it leaves."""
    notes = []
    for name, text in (("teaches", level.about.teaches), ("question", level.about.question)):
        if text is not None:
            notes.append(Note(phrase(f"staging.{name}", language), text.in_language(language), ""))
    return tuple(notes)


def sections(level: Level, language: str) -> tuple[tuple[str, tuple[Note, ...]], ...]:
    """All of it under headings, empty ones left out."""
    found = (
        ("different", differences(level, language)),
        ("seats", seats(level, language)),
        ("closed", closures(level, language)),
        ("purpose", purpose(level, language)),
    )
    return tuple((phrase(f"staging.{name}", language), notes) for name, notes in found if notes)
