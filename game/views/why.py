"""A figure's explanation as a person reads it: parts that sum to the change shown, titles, one sentence, a table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import isfinite

from game.analysis.attribution import HEADLINES, SPANS, Explanation, Ledger, Span, expand, explain
from game.analysis.causes import Cause, sub_causes
from game.language import month_text, number, phrase, plural, quantity
from game.session import Session
from game.views import sentences
from game.views.figures import FIGURES
from game.views.rounding import digits_for, rounded, rounded_to_sum
from game.views.tables import Table

__all__ = ["HEADLINES", "Ledger", "Span", "expand", "explain"]

# Figures that can be explained: those of the charts that the economy tells, and the headlines of the score.
EXPLAINED = (*HEADLINES, *(one.name for one in FIGURES if one.name != "political_capital"))
_MOST = 12
_SMALL = 0.02  # of the largest part; what is smaller is told together


@dataclass(frozen=True, slots=True)
class Part:
    """One row; `value` is rounded so that all rows sum to the change shown."""

    id: str
    title: str
    value: float
    text: str
    null: str  # what "taken away" means for it
    opens: bool  # it has parts of its own
    inside: bool = False  # it is a part of the cause that is opened


@dataclass(frozen=True, slots=True, eq=False)
class WhyView:
    """The explanation of one figure over one span."""

    figure: str
    title: str
    unit: str
    span: Span
    before: str
    after: str
    change: float
    change_text: str
    parts: tuple[Part, ...]  # the largest first; "momentum" and "small" among them
    sentence: str
    notes: tuple[str, ...]

    def table(self, language: str) -> Table:
        """The rows with the total last."""
        columns = tuple(phrase(f"column.{name}", language) for name in ("cause", "change"))
        rows = [(part.title, part.value) for part in self.parts]
        rows.append((phrase("why.total", language), self.change))
        return Table(f"why-{self.figure}", f"{self.title} ({self.unit})", columns, tuple(rows), self.sentence)


def explained(name: str) -> bool:
    """Whether a figure can be explained."""
    return name in EXPLAINED


def spans_of(name: str) -> tuple[Span, ...]:
    """The spans a figure is explained over; points of the score stand against history from the start."""
    return tuple(span for span in SPANS if span != "start" or name not in HEADLINES)


def figure_title(name: str, language: str) -> str:
    if name == "overall":
        return phrase("overall", language)
    return phrase(f"headline.{name}" if name in HEADLINES else f"figure.{name}", language)


def span_title(span: Span, language: str) -> str:
    """What a span is called, short enough for a button."""
    return phrase(f"why.span.{span}", language)


def why_view(ledger: Ledger, name: str, language: str, inner: Ledger | None = None, opened: str = "") -> WhyView:
    """The explanation of a figure; with an inner ledger the parts of one cause stand in its place."""
    told = ledger.explain(name)
    scale, unit = _unit(name, language)
    causes = [(cause, value * scale) for cause, value in told.parts]
    if inner is not None:
        causes = _opened(causes, opened, inner.explain(name), scale)
    raw = [*causes, (Cause("momentum", frozenset()), told.momentum * scale)]
    ends = told.before * scale, told.after * scale
    digits = 1 if name in HEADLINES else digits_for([ends[1] - ends[0], *(value for _, value in raw)])
    shown = tuple(rounded(end, digits) for end in ends)
    change = rounded(shown[1] - shown[0], digits)
    values = rounded_to_sum([value for _, value in raw], change, digits)
    rows = sorted(
        ((cause, value) for (cause, _), value in zip(raw, values, strict=True)),
        key=lambda row: (-abs(row[1]), row[0].id),
    )
    parts = _told(ledger, rows, digits, language, opened)
    before, after = (number(end, digits, language) for end in shown)
    change_text = signed(change, digits, language)
    title = figure_title(name, language)
    view = WhyView(name, title, unit, ledger.span, before, after, change, change_text, parts, "", ())
    notes = _notes(told, scale, digits, language) if parts else ()
    return replace(view, sentence=_sentence(ledger, view, digits, language), notes=notes)


def _opened(
    causes: list[tuple[Cause, float]], opened: str, inner: Explanation, scale: float
) -> list[tuple[Cause, float]]:
    """A cause's parts in its place, brought to its sum: inside, all other causes count as one."""
    whole = next(value for cause, value in causes if cause.id == opened)
    own = [(cause, value * scale) for cause, value in inner.parts if cause.id != "rest"]
    gap = whole - sum(value for _, value in own)
    weight = sum(abs(value) for _, value in own)
    fitted = [(cause, value + gap * (abs(value) / weight if weight else 1.0 / len(own))) for cause, value in own]
    return [row for row in causes if row[0].id != opened] + fitted


def _told(ledger: Ledger, rows: list[tuple[Cause, float]], digits: int, language: str, opened: str) -> tuple[Part, ...]:
    """The rows as parts: at most a dozen, the small ones together."""
    largest = max((abs(value) for _, value in rows), default=0.0)
    own = set() if not opened else {cause.id for cause in _parts_of(ledger, opened)}
    kept = [row for row in rows if abs(row[1]) >= _SMALL * largest and row[1] != 0.0][: _MOST - 1]
    small = [row for row in rows if row not in kept and row[1] != 0.0]
    if len(small) == 1:
        kept, small = [*kept, *small], []
    parts = [_part(ledger, cause, value, digits, language, inside=cause.id in own) for cause, value in kept]
    if small:
        rest = rounded(sum(value for _, value in small), digits)
        title = plural("why.small", len(small), language)
        parts.append(Part("small", title, rest, signed(rest, digits, language), "", False))
    return tuple(parts)


def _parts_of(ledger: Ledger, cause_id: str) -> tuple[Cause, ...]:
    found = [cause for cause in ledger.causes if cause.id == cause_id]
    return sub_causes(ledger.own, found[0]) if found else ()


def _part(ledger: Ledger, cause: Cause, value: float, digits: int, language: str, inside: bool) -> Part:
    opens = not inside and len(_parts_of(ledger, cause.id)) > 1
    title = cause_title(ledger, cause, language)
    return Part(
        cause.id, title, value, signed(value, digits, language), null_text(ledger, cause, language), opens, inside
    )


def cause_title(ledger: Ledger, cause: Cause, language: str) -> str:
    """A cause in words."""
    level = ledger.session.level
    kind, _, name = cause.id.partition(":")
    if kind == "group":
        return phrase("why.cause.orders", language, group=phrase(f"group.{name}", language))
    if kind == "card":
        return level.card(name).title.in_language(language)
    if kind in ("lever", "decision"):
        return _order_title(ledger, cause, language)
    return phrase(f"why.cause.{cause.id}", language)


def _order_title(ledger: Ledger, cause: Cause, language: str) -> str:
    """A lever with the setting its orders led to, and their month."""
    kind, _, name = cause.id.partition(":")
    lever = ledger.session.level.lever(name.partition("@")[0])
    title = lever.title.in_language(language)
    places = sorted(int(atom.partition(":")[2]) for atom in cause.atoms if atom.startswith("decision:"))
    if not places:
        return title
    last = ledger.own.decisions[places[-1]]
    words = f"{title} → {sentences.setting(lever, last.value, language)}"
    if kind == "decision":
        return phrase("format.more", language, first=words, more=month_text(last.month, language))
    return words if len(places) == 1 else plural("why.orders", len(places), language, lever=title)


def null_text(ledger: Ledger, cause: Cause, language: str) -> str:
    """What the re-runs without the cause are like."""
    if cause.id == "momentum":
        return phrase("why.null.momentum", language)
    if ledger.span == "history":
        return phrase("why.null.versus", language)
    kind = cause.id.partition(":")[0]
    return phrase(f"why.null.{'order' if kind in ('group', 'lever', 'decision', 'before') else kind}", language)


def signed(value: float, digits: int, language: str) -> str:
    """A change with its sign; what rounds to nothing has none."""
    if not isfinite(value):
        return "–"
    text = number(value, digits, language)
    return f"+{text}" if value > 0.0 else f"±{text}" if value == 0.0 else text


def _unit(name: str, language: str) -> tuple[float, str]:
    """Scale and unit of a figure."""
    if name in HEADLINES:
        return 1.0, phrase("unit.points", language)
    shown = next(one for one in FIGURES if one.name == name)
    return shown.scale_in(language), shown.unit_text(language)


def _sentence(ledger: Ledger, view: WhyView, digits: int, language: str) -> str:
    """The change in words, with its three largest parts and all the rest."""
    if not view.parts:
        return phrase(f"why.nothing.{ledger.span}", language, figure=view.title)
    told = [phrase("why.named", language, cause=part.title, n=part.text) for part in view.parts[:3]]
    rest = view.parts[3:]
    if rest:
        total = rounded(sum(part.value for part in rest), digits)
        told.append(
            phrase("why.named", language, cause=phrase("why.rest", language), n=signed(total, digits, language))
        )
    values = {
        "figure": view.title,
        "before": quantity(view.before, view.unit, language),
        "after": quantity(view.after, view.unit, language),
        "change": view.change_text,
        "parts": phrase("why.joined", language).join(told),
        "since": month_text(max(ledger.own.first - 1, ledger.session.level.start), language),
    }
    return phrase(f"why.sentence.{ledger.span}", language, **values)


def _notes(told: Explanation, scale: float, digits: int, language: str) -> tuple[str, ...]:
    """What the numbers rest on: interplay shared out, orders tried, affordability."""
    notes = []
    together = told.interplay * scale
    largest = max((abs(value * scale) for _, value in told.parts), default=0.0)
    if largest and abs(together) >= 0.05 * largest and rounded(abs(together), digits) > 0.0:
        notes.append(phrase("why.interplay", language, n=signed(rounded(together, digits), digits, language)))
    notes.append(phrase("why.exact" if told.exact else "why.orders_tried", language))
    notes.append(phrase("why.affordable", language))
    return tuple(notes)


def brief(view: WhyView, language: str, most: int = 3) -> tuple[Part, ...]:
    """The largest parts, and everything else as one: they sum to the change shown."""
    if len(view.parts) <= most + 1 and all(part.id != "small" for part in view.parts[:most]):
        return view.parts
    named = [part for part in view.parts if part.id != "small"][:most]
    digits = 1 if view.figure in HEADLINES else digits_for([part.value for part in view.parts])
    rest = rounded(view.change - sum(part.value for part in named), digits)
    return (*named, Part("rest", phrase("why.rest", language), rest, signed(rest, digits, language), "", False))


def measured(session: Session, span: Span) -> Iterator[float | Ledger]:
    """Progress, then the ledger of a span; nothing before the first month."""
    if session.recording.months:
        yield from explain(session, span)
