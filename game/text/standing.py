"""Approval in parts, objectives, side marks, difficulty and the debrief's ending, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from game.language import number, phrase
from game.session import Session
from game.views.outcome import Outcome
from game.views.standing import standing


def approval_lines(session: Session, who: str, language: str) -> Iterator[str]:
    """Every constituency's approval in parts that add up, or one's; then the account of political capital."""
    stands = standing(session, language)
    for one in stands.approvals:
        if who and one.id != who:
            continue
        now, target = (number(value, 0, language) for value in (one.value, one.target))
        moves = phrase("approval.moves", language, now=now, target=target)
        mood = f"  {phrase(f'approval.{one.mood}', language)}" if one.mood else ""
        yield f"  [{one.id}] {phrase('format.named', language, name=one.title, words=moves)}{mood}"
        for part in one.parts:
            yield f"    {part.points + 0.0:+7.1f}  {part.title}  {part.value}".rstrip()
        yield f"    {one.target:7.1f}  {phrase('approval.sum', language)}"
    for line in stands.authority:
        yield "  " + line
    if stands.treasury and not who:
        yield "  " + phrase("treasury.account", language)
        for title, text, _ in stands.treasury:
            yield f"    {text:>14}  {title}"
        yield f"    {stands.treasury_change[0]:>14}  {phrase('treasury.change', language)}"


def objective_lines(session: Session, language: str) -> Iterator[str]:
    """Objectives and side marks so far, and what the difficulty changes."""
    stands = standing(session, language)
    for met, title, value in stands.objectives:
        yield f"  [{'x' if met else ' '}] {title} ({value})"
    yield "  " + phrase("side", language)
    for name, points, what in stands.side:
        yield f"    {name} {points:.0f}  {what}"
    yield "  " + phrase("format.named", language, name=phrase("rank", language), words=stands.difficulty)
    for line in stands.rules:
        yield "    " + line


def ending_lines(told: Outcome, language: str) -> Iterator[str]:
    """The named ending with its text and what decided it."""
    yield phrase("format.named", language, name=phrase("ending", language), words=told.ending.title)
    yield "  " + told.words
    yield "  " + phrase("award.because", language, words=told.ending.because)


def badge_lines(told: Outcome, language: str) -> Iterator[str]:
    """The badges earned, each with what it asked for."""
    earned = [badge for badge in told.badges if badge.earned]
    none = "" if earned else phrase("badges.none", language)
    yield phrase("format.named", language, name=phrase("badges", language), words=none)
    for badge in earned:
        yield f"  ✓ {badge.title}  ({badge.because})"
