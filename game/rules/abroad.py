"""Rivals, buyers and the court as characters: stances by thresholds, notices when they are crossed, projects that come
true or do not, and the ledger of grievances. Nothing here moves the economy: it tells what the engine's state means.

Each month, for each character: the signals are read; the first stance whose marks hold is the present one; a notice
whose marks hold after its quiet months is told, with its month to come by the engine's lead times; a project is done
when the signal that it should move has risen by its gain, and shelved when a year has gone by after its month.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from game.economy.quantities import Parameters
from game.rules import grievances
from game.rules.events import Event, NoticeGiven, ProjectEnded
from game.rules.grievances import Grievance, MonthSeen
from game.rules.opponents import Character, Mark, Notice, Undertaking
from game.rules.signals import signals, supply_of

LATE_MONTHS = 12
_SUPPLY_MONTHS = 12.0
NEVER = -1200


@dataclass(frozen=True, slots=True)
class Project:
    """Something announced that has not come true yet."""

    notice: str
    month: int
    due: int
    size: float
    base: float  # the signal that should grow, when it was announced


@dataclass(frozen=True, slots=True)
class CharacterState:
    """Where somebody abroad stands."""

    id: str
    stance: str
    since: int
    supply_t: float  # a buyer's usual supply, t/month; 0 before the first month
    grievances: tuple[Grievance, ...]
    projects: tuple[Project, ...]
    held: Mapping[str, int]  # notice -> last month in which its marks held


def opening(characters: tuple[Character, ...]) -> tuple[CharacterState, ...]:
    """Everybody before the first month."""
    return tuple(CharacterState(one.id, "", NEVER, 0.0, (), (), {}) for one in characters)


def taken_over(characters: tuple[Character, ...], past: tuple[CharacterState, ...]) -> tuple[CharacterState, ...]:
    """Everybody of a level as history left them; who was not there before starts anew."""
    known = {one.id: one for one in past}
    return tuple(known.get(one.id, fresh) for one, fresh in zip(characters, opening(characters), strict=True))


def holds(marks: tuple[Mark, ...], seen: Mapping[str, float]) -> bool:
    """Whether all marks hold."""
    for mark in marks:
        value = seen[mark.signal]
        if mark.above is not None and not value > mark.above:
            return False
        if mark.below is not None and not value < mark.below:
            return False
    return True


def month_passed(
    characters: tuple[Character, ...], states: tuple[CharacterState, ...], parameters: Parameters, seen: MonthSeen
) -> tuple[tuple[CharacterState, ...], tuple[Event, ...]]:
    """Everybody abroad at the end of a month, and what they announced."""
    after: list[CharacterState] = []
    events: list[Event] = []
    for character, now in zip(characters, states, strict=True):
        first = now.since == NEVER
        now, present = _looked(character, now, parameters, seen)
        now, happened = _projects(character, now, present, seen.month)
        events += happened
        now, told = _told(character, now, present, (parameters, seen.month))
        # What holds in the first month that is looked at is no news.
        if first:
            now = replace(now, projects=())
        else:
            events += told
        after.append(now)
    return tuple(after), tuple(events)


def _looked(
    character: Character, now: CharacterState, p: Parameters, seen: MonthSeen
) -> tuple[CharacterState, dict[str, float]]:
    """Usual supply, grievances and stance; and the signals they were read from."""
    supply, ledger = now.supply_t, now.grievances
    if character.kind == "buyer":
        reached = supply_of(character.place, seen.figures)
        supply = reached if supply == 0.0 else supply + (reached - supply) / _SUPPLY_MONTHS
        ledger = grievances.next_buyer(ledger, character.place, p, seen)
    elif character.kind == "court":
        ledger = grievances.next_case(ledger, p, seen)
    else:
        ledger = grievances.next_rival(ledger, character.place, p, seen)
    present = signals(character, seen.after, seen.figures, supply)
    stance = next((one.id for one in character.stances if holds(one.marks, present)), now.stance)
    since = seen.month if stance != now.stance else now.since
    # Made whole: `dataclasses.replace` takes several times as long, eight times every month.
    return CharacterState(now.id, stance, since, supply, ledger, now.projects, now.held), present


def _projects(
    character: Character, now: CharacterState, present: Mapping[str, float], month: int
) -> tuple[CharacterState, list[Event]]:
    """Projects that came true or were given up."""
    kept: list[Project] = []
    events: list[Event] = []
    if not now.projects:
        return now, events
    for project in now.projects:
        plan = undertaking(character, project.notice)
        if plan.grows and present[plan.grows] >= project.base + plan.gain:
            events.append(ProjectEnded(month, character.id, project.notice, True))
        elif month > project.due + LATE_MONTHS:
            events.append(ProjectEnded(month, character.id, project.notice, False))
        else:
            kept.append(project)
    return replace(now, projects=tuple(kept)), events


def _told(
    character: Character, now: CharacterState, present: Mapping[str, float], when: tuple[Parameters, int]
) -> tuple[CharacterState, list[Event]]:
    """Notices whose marks have come to hold."""
    parameters, month = when
    events: list[Event] = []
    holding = [notice for notice in character.notices if holds(notice.marks, present)]
    if not holding:
        return now, events
    held = dict(now.held)
    projects = now.projects
    for notice in holding:
        quiet = month - held.get(notice.id, NEVER) > notice.quiet_months
        held[notice.id] = month
        if not quiet:
            continue
        due, size = month, 0.0
        plan = notice.project
        if plan is not None:
            due = month + lead_months(plan, parameters)
            size = present[plan.size] if plan.size else 0.0
            if plan.grows and all(project.notice != notice.id for project in projects):
                projects = (*projects, Project(notice.id, month, due, size, present[plan.grows]))
        events.append(NoticeGiven(month, character.id, notice.id, due, size))
    return replace(now, held=held, projects=projects), events


def lead_months(plan: Undertaking, p: Parameters) -> int:
    """Months until what is announced should show, by the engine's own lead time; whole months, rounded up."""
    if not plan.lead:
        return 0
    months = float(getattr(p, plan.lead)[0]) * plan.lead_share
    whole = int(months)
    return whole if whole == months else whole + 1


def undertaking(character: Character, notice_id: str) -> Undertaking:
    """What a notice of a character announces."""
    plan = notice_of(character, notice_id).project
    assert plan is not None
    return plan


def notice_of(character: Character, notice_id: str) -> Notice:
    for notice in character.notices:
        if notice.id == notice_id:
            return notice
    raise KeyError(notice_id)
