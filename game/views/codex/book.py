"""The codex as a person reads it: articles by hand and from data, links both ways, the search, the way to a page."""

from __future__ import annotations

import re
from collections.abc import Sequence

from game.content.codex import Article, Fact, KnownFact, read_articles, read_facts, read_known_facts
from game.language import month_text, phrase
from game.rules.level import Level
from game.views.codex.blocks import FACT, Block, Entry, Page, Span, blocks, snippet
from game.views.codex.generated import generated
from game.views.codex.levels import campaign_level
from game.views.codex.passports import passport_name, passports

_CHRONICLE = "era-"
_MISTAKES = "briefing-mistakes"
# What an id without a kind may be the id of, the likeliest first.
_KINDS = (
    "lever",
    "card",
    "figure",
    "character",
    "duel",
    "era",
    "constituency",
    "group",
    "parameter",
    "world",
    "target",
    "shock",
)
_MENTIONED = 12  # articles that link to a page and are named on it


_MADE: dict[tuple[str, str, bool], tuple[Article, ...]] = {}


def _made(language: str, level: Level, facts: dict[str, Fact], written: Sequence[Article]) -> tuple[Article, ...]:
    """What the codex tells from data, made once a language and level."""
    mistakes = next((article.body for article in written if article.id == _MISTAKES), "")
    mistaken = frozenset(re.findall(r"B\d{3}", mistakes))
    key = (language, level.content_hash, level.difficulty.history_shown)
    if key not in _MADE:
        _MADE[key] = (*generated(level, language), *passports(level, language, facts, mistaken))
    return _MADE[key]


class Codex:
    """All pages in one language; a level of its own brings its own levers and cards."""

    def __init__(self, language: str, level: Level | None = None) -> None:
        self.language = language
        self.facts: dict[str, Fact] = {fact.id: fact for fact in read_facts(language)}
        self._known: tuple[KnownFact, ...] = read_known_facts(language)
        self.level = level or campaign_level()
        written = read_articles(language)
        self.written: tuple[str, ...] = tuple(article.id for article in written)
        made: tuple[Article, ...] = ()
        if self.level is not None and written:
            made = _made(language, self.level, self.facts, written)
            written = tuple(self._with_chronicle(article, self.level) for article in written)
        self.articles: tuple[Article, ...] = (*written, *made)
        self._by_id = {article.id: article for article in self.articles}

    def _with_chronicle(self, article: Article, level: Level) -> Article:
        """An era's article with the level's dated news of that time."""
        if not article.id.startswith(_CHRONICLE):
            return article
        eras = [*level.eras]
        for place, era in enumerate(eras):
            if _CHRONICLE + era.id.replace("_", "-") == article.id:
                end = eras[place + 1].start if place + 1 < len(eras) else level.end + 1
                lines = [
                    f"- {month_text(line.month, self.language)}: {line.text.in_language(self.language)}"
                    for line in level.news
                    if era.start <= line.month < end
                ]
                heading = f"\n\n## {phrase('codex.chronicle', self.language)}\n"
                return Article(article.id, article.section, article.title, article.body + heading + "\n".join(lines))
        return article

    def entries(self) -> tuple[Entry, ...]:
        """The list with its sections."""
        found: list[Entry] = []
        section = ""
        for article in self.articles:
            if article.section != section:
                section = article.section
                found.append(Entry("", section))
            found.append(Entry(article.id, article.title))
        return tuple(found)

    def section_of(self, name: str) -> str:
        """The section a page stands in; empty for facts."""
        article = self._by_id.get(name)
        return article.section if article is not None else ""

    def search(self, query: str) -> tuple[Entry, ...]:
        """Articles and facts that hold all words of a query; those with them in the title first."""
        words = query.lower().split()
        if not words:
            return self.entries()
        titled, within = [], []
        for article in self.articles:
            title, text = article.title.lower(), f"{article.title}\n{article.id}\n{article.body}".lower()
            if all(word in title for word in words):
                titled.append(Entry(article.id, article.title))
            elif all(word in text for word in words):
                within.append(Entry(article.id, article.title, snippet(article.body, words[0])))
        facts = [
            Entry(FACT + fact.id, f"{fact.id}  {fact.quantity}")
            for fact in self.facts.values()
            if all(word in f"{fact.id} {fact.quantity} {fact.note}".lower() for word in words)
        ]
        return (*titled, *within, *facts[:20])

    def page_for(self, kind: str, name: str) -> str:
        """The page about a thing of the game: ("lever", id), ("figure", name), ("era", id) and so on; or empty."""
        page = f"{kind}:{name}"
        if kind == "era":
            page = _CHRONICLE + name.replace("_", "-")
        elif kind == "figure":
            page = f"figure:{passport_name(name)}"
        return page if page in self._by_id or page.startswith(FACT) else ""

    def resolve(self, words: str) -> str:
        """The page that a person means by an id, an id of the game, or a title; empty for none."""
        name = words.lower()
        if name in self._by_id or (name.upper() in self.facts and not name.startswith(FACT)):
            return name if name in self._by_id else FACT + name.upper()
        for kind in _KINDS:
            if page := self.page_for(kind, name) or self.page_for(kind, name.upper()):
                return page
        if ":" in name and (page := self.page_for(*name.split(":", 1))):
            return page
        return next((article.id for article in self.articles if article.title.lower() == name), "")

    def names(self) -> tuple[str, ...]:
        """Every page's id."""
        return tuple(self._by_id)

    def page(self, name: str) -> Page | None:
        """An article or a fact; None for an unknown name."""
        if name.startswith(FACT):
            return self._fact_page(name.removeprefix(FACT))
        article = self._by_id.get(name) or self._by_id.get(self.page_for(*name.split(":", 1)) if ":" in name else "")
        if article is None:
            return None
        made = [*blocks(article.body), *self._linked(article.id)]
        if article.id == "sources":
            made += [self._fact_line(fact) for fact in self.facts.values()]
        return Page(article.id, article.title, article.section, tuple(made))

    def _linked(self, name: str) -> list[Block]:
        """The articles that link here, so that links lead both ways."""
        others = [other for other in self.articles if f"]({name})" in other.body and other.id != name]
        if not others or name == "sources":
            return []
        title = phrase("codex.linked", self.language)
        return [self._list_of(title, others[:_MENTIONED], len(others) - _MENTIONED)]

    def _list_of(self, title: str, articles: Sequence[Article], more: int = 0) -> Block:
        comma = phrase("format.and", self.language)
        made = [Span(phrase("format.named", self.language, name=title, words=""), bold=True)]
        for place, article in enumerate(articles):
            made += [Span(comma)] if place else []
            made.append(Span(article.title, article.id))
        if more > 0:
            made.append(Span(comma + phrase("codex.and_more", self.language, n=more)))
        return Block("text", tuple(made))

    def _fact_line(self, fact: Fact) -> Block:
        words = f"{fact.value} {fact.unit}".strip()
        told = phrase("format.named", self.language, name=fact.quantity, words=words)
        return Block("item", (Span(fact.id, FACT + fact.id), Span(f"  {fact.year}  {told}")))

    def _fact_page(self, name: str) -> Page | None:
        fact = self.facts.get(name)
        if fact is None:
            return None
        rows = [
            ("year", fact.year),
            ("quantity", fact.quantity),
            ("value", f"{fact.value} {fact.unit}".strip()),
            ("scope", fact.scope),
            ("note", fact.note),
        ]
        made = [
            Block(
                "item",
                (
                    Span(
                        phrase("format.named", self.language, name=phrase(f"codex.{row}", self.language), words=""),
                        bold=True,
                    ),
                    Span(words),
                ),
            )
            for row, words in rows
            if words
        ]
        made.append(Block("text", (Span(phrase("codex.source", self.language)),)))
        citing = [article for article in self.articles if name in article.body]
        if citing:
            made.append(
                self._list_of(phrase("codex.cited", self.language), citing[:_MENTIONED], len(citing) - _MENTIONED)
            )
        return Page(FACT + name, name, "", tuple(made))

    def facts_of(self, ids: Sequence[str], month: int) -> tuple[KnownFact, ...]:
        """Facts by their ids in one line each, as one who sits there in a month is told them."""
        lines = {fact.id: fact for fact in self._known}
        return tuple(lines.get(name) or KnownFact(month, name, self._line(self.facts[name])) for name in ids)

    def _line(self, fact: Fact) -> str:
        return " ".join(part for part in (fact.quantity, fact.value, fact.unit, fact.year) if part)

    def known_at(self, month: int, most: int = 3) -> tuple[KnownFact, ...]:
        """The newest facts that could be known in a month."""
        return tuple([fact for fact in self._known if fact.month <= month][-most:])
