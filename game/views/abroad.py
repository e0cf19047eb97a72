"""Those abroad as a person sees them: a card each, and a page that opens its rule with the present values."""

from __future__ import annotations

from dataclasses import dataclass, replace

from game.language import month_text, number, percent, phrase, plural, quantity
from game.rules.abroad import CharacterState, holds, notice_of
from game.rules.events import NoticeGiven, ProjectEnded
from game.rules.grievances import Grievance
from game.rules.level import Level
from game.rules.opponents import Character, Mark, Notice, Stance
from game.rules.signals import signals
from game.session import Session
from game.views.references import cited_all
from game.views.tables import Table

# Signals in shares are told in hundredths; all others as they stand.
_SHARES = ("running", "working", "rival_share", "licences")
_MONTHS = ("stock_months",)
_FINE = ("fear", "preparedness", "trade_case", "ruling", "quota_bite", "support")
# What a card tells of its kind, most telling first.
_TOLD = {
    "rival": ("output_t", "running", "building_t"),
    "buyer": ("fear", "preparedness", "stock_months"),
    "court": ("trade_case", "ruling", "quota_bite"),
}
_LEAST_TOLD = 0.0005
_CALM = ("trusting", "quiet", "idle", "small", "losing", "complaints")
_BAD = ("alarmed", "court", "building", "spreading")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One threshold of a rule: what it stands for, the condition, the present value, whether it holds."""

    title: str
    condition: str
    present: str
    holds: bool


@dataclass(frozen=True, slots=True)
class CharacterView:
    id: str
    kind: str
    title: str
    who: str
    about: str
    stance: str
    since: str
    tone: str  # "good", "bad" or "" for Beijing
    figures: tuple[tuple[str, str], ...]
    grievances: tuple[tuple[str, str], ...]  # (words with date, amount)
    total: str  # what the ledger adds up to
    projects: tuple[tuple[str, str], ...]  # (words, month due)
    stances: tuple[RuleRow, ...]
    notices: tuple[RuleRow, ...]
    advice: tuple[str, ...]  # beside each notice
    cited: str


def characters_view(session: Session, language: str) -> tuple[CharacterView, ...]:
    """Everybody abroad as they stand."""
    pairs = zip(session.level.characters, session.state.abroad, strict=True)
    return tuple(_view(session, character, now, language) for character, now in pairs)


def _view(session: Session, character: Character, now: CharacterState, language: str) -> CharacterView:
    state, level = session.state, session.level
    month = min(state.month, level.end)
    present = signals(character, state.economy, state.known, now.supply_t)
    stance = next((one for one in character.stances if one.id == now.stance), character.stances[-1])
    who = character.name_at(month).in_language(language)
    held = sum(one.amount for one in now.grievances)
    # What rounds to nothing stays in the sum.
    told = (one for one in now.grievances if one.amount >= _LEAST_TOLD)
    ledger = sorted(told, key=lambda one: (-one.amount, one.month))
    unit = _amount(character, held, language)
    return CharacterView(
        character.id,
        character.kind,
        character.title.in_language(language),
        who,
        character.about.in_language(language),
        stance.title.in_language(language),
        phrase("abroad.since", language, month=month_text(max(now.since, level.start), language)) if now.stance else "",
        "good" if now.stance in _CALM else "bad" if now.stance in _BAD else "",
        tuple(
            (signal_name(name, language), signal_text(name, present[name], language)) for name in _TOLD[character.kind]
        ),
        tuple((_grievance(level, one, language), _amount(character, one.amount, language)) for one in ledger),
        phrase("abroad.adds_up", language, total=unit),
        tuple(_projects(character, now, language)),
        tuple(_stance_rule(one, one is stance, present, language) for one in character.stances),
        tuple(_rule(_notice_title(one, now, language), one.marks, present, language) for one in character.notices),
        tuple(one.advice.in_language(language) for one in character.notices),
        _sources(character, language),
    )


def _stance_rule(one: Stance, chosen: bool, present: dict[str, float], language: str) -> RuleRow:
    """A stance with its condition; it counts as holding when it is the present one, the first that holds."""
    title = one.title.in_language(language)
    if not one.marks:
        return RuleRow(title, phrase("abroad.otherwise", language), "", chosen)
    return replace(_rule(title, one.marks, present, language), holds=chosen)


def _rule(title: str, marks: tuple[Mark, ...], present: dict[str, float], language: str) -> RuleRow:
    joined = phrase("format.and", language)
    return RuleRow(
        title,
        joined.join(_condition(mark, language) for mark in marks),
        joined.join(signal_text(mark.signal, present[mark.signal], language) for mark in marks),
        holds(marks, present),
    )


def _condition(mark: Mark, language: str) -> str:
    name = signal_name(mark.signal, language)
    limits = []
    if mark.above is not None:
        limits.append(f"> {signal_text(mark.signal, mark.above, language)}")
    if mark.below is not None:
        limits.append(f"< {signal_text(mark.signal, mark.below, language)}")
    return f"{name} {' '.join(limits)}"


def signal_name(name: str, language: str) -> str:
    return phrase(f"signal.{name}", language)


def signal_text(name: str, value: float, language: str) -> str:
    """A signal's value as people read it, with its unit."""
    if name in _SHARES:
        return percent(value, 0, language)
    if name in _FINE:
        return number(value, 2, language)
    if name in _MONTHS:
        return quantity(number(value, 1, language), phrase("abroad.months", language), language)
    if name == "exposure_busd":
        return quantity(number(value, 1, language), phrase("abroad.busd", language), language)
    if name == "neodymium_expected_usd_per_t":
        return quantity(number(value, 0, language), phrase("abroad.usd_per_t", language), language)
    return quantity(number(value, 0, language), phrase("tonnes_year", language), language)


def _amount(character: Character, value: float, language: str) -> str:
    if character.kind == "rival":
        return quantity(number(value, 0, language), phrase("tonnes_year", language), language)
    return number(value, 3, language)


def _sources(character: Character, language: str) -> str:
    words = cited_all(character.sources, language)
    return phrase("format.named", language, name=phrase("sources", language), words=words)


def _grievance(level: Level, one: Grievance, language: str) -> str:
    """An entry of the ledger with its date: what was done."""
    words = phrase(f"grievance.{one.cause}", language)
    if one.cause == "event":
        words = _card_title(level, one.subject, language) or words
    elif one.subject:
        title = level.lever(one.subject).title.in_language(language)
        words = phrase("format.aside", language, words=words, aside=title)
    return phrase("format.dated", language, month=month_text(one.month, language), words=words)


def _card_title(level: Level | None, card_id: str, language: str) -> str:
    """The title of a card of the level or of the history that leads up to it; empty for none."""
    while level is not None:
        for card in level.cards:
            if card.id == card_id:
                return card.title.in_language(language)
        level = level.past
    return ""


def _projects(character: Character, now: CharacterState, language: str) -> list[tuple[str, str]]:
    rows = []
    for project in now.projects:
        plan = notice_of(character, project.notice).project
        assert plan is not None
        words = phrase(f"project.{plan.kind}", language)
        if plan.size:
            words = phrase("format.aside", language, words=words, aside=signal_text(plan.size, project.size, language))
        since = phrase("format.dated", language, month=month_text(project.month, language), words=words)
        rows.append((since, phrase("abroad.due", language, month=month_text(project.due, language))))
    return rows


def _notice_title(notice: Notice, now: CharacterState, language: str) -> str:
    """A notice by its kind, with the month in which its conditions last held."""
    name = notice.title.in_language(language)
    last = now.held.get(notice.id)
    if last is None:
        return name
    return phrase("format.aside", language, words=name, aside=month_text(last, language))


def notice_words(level: Level, given: NoticeGiven, language: str) -> str:
    """A notice as the news tell it."""
    character = next(one for one in level.characters if one.id == given.character)
    notice = notice_of(character, given.notice)
    size = ""
    if notice.project is not None and notice.project.size:
        digits = 0 if notice.project.size.endswith("_t") else 1
        size = number(given.size, digits, language)
    words = notice.text.in_language(language).format(
        who=character.name_at(given.month).in_language(language), tonnes=size, month=month_text(given.due, language)
    )
    return phrase("format.dated", language, month=month_text(given.month, language), words=words)


def project_words(level: Level, ended: ProjectEnded, language: str) -> str:
    """What became of a project, as the news tell it."""
    character = next(one for one in level.characters if one.id == ended.character)
    plan = notice_of(character, ended.notice).project
    assert plan is not None
    who = character.name_at(ended.month).in_language(language)
    if ended.done:
        words = phrase(f"abroad.done.{plan.kind}", language, who=who)
    else:
        words = phrase("abroad.shelved", language, who=who, project=phrase(f"project.{plan.kind}", language))
    return phrase("format.dated", language, month=month_text(ended.month, language), words=words)


def summary(views: tuple[CharacterView, ...], language: str) -> str:
    """One sentence: how many buyers are more than uneasy, and how much is being built abroad."""
    alarmed = sum(1 for one in views if one.kind == "buyer" and one.tone != "good")
    building = sum(1 for one in views if one.kind == "rival" and one.tone == "bad")
    buyers = plural("abroad.buyers", alarmed, language) if alarmed else phrase("abroad.at_ease", language)
    return phrase("abroad.summary", language, buyers=buyers, rivals=building)


def abroad_table(views: tuple[CharacterView, ...], language: str) -> Table:
    """Everybody abroad as a table, a fact a row: stance, figures, largest grievance, what is under way."""
    columns = tuple(phrase(f"column.{name}", language) for name in ("who", "what", "value"))
    names = [phrase(f"column.{name}", language) for name in ("stance", "grievance", "project")]
    rows: list[tuple[str, str, str]] = []
    for view in views:
        rows.append((view.title, names[0], f"{view.stance} {view.since}"))
        rows += [(view.title, name, value) for name, value in view.figures]
        rows += [(view.title, names[1], f"{words} {amount}") for words, amount in view.grievances[:1]]
        rows += [
            (view.title, names[2], f"{words}{phrase('effect.and', language)}{due}") for words, due in view.projects
        ]
    return Table("abroad", phrase("abroad", language), columns, tuple(rows), summary(views, language))


def page_lines(view: CharacterView, language: str) -> tuple[str, ...]:
    """The whole page of somebody abroad as lines of text."""
    lines = [f"{view.title} · {view.who} · {view.stance} {view.since}", view.about]
    lines += [f"  {name}: {value}" for name, value in view.figures]
    lines.append(phrase("abroad.rule", language))
    lines += [_rule_line(row) for row in view.stances]
    lines.append(phrase("abroad.notices", language))
    for row, advice in zip(view.notices, view.advice, strict=True):
        lines += [_rule_line(row), f"      {advice}"]
    lines.append(phrase("abroad.projects", language))
    lines += [f"  {words}  {due}" for words, due in view.projects] or ["  " + phrase("abroad.none", language)]
    lines.append(phrase(f"abroad.ledger.{view.kind}", language))
    lines += [f"  {amount:>9}  {words}" for words, amount in view.grievances] or [
        "  " + phrase("abroad.none", language)
    ]
    lines += ["  " + view.total, view.cited]
    return tuple(lines)


def _rule_line(row: RuleRow) -> str:
    sign = "●" if row.holds else "○"
    return f"  {sign} {row.title}: {row.condition}" + (f"  [{row.present}]" if row.present else "")
