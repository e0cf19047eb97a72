"""The codex as a person reads it: articles cut into blocks and spans with links both ways, and the search."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from game.content.codex import Article, Fact, KnownFact, read_articles, read_facts, read_known_facts
from game.language import phrase

FACT = "fact:"
_LINK = re.compile(r"\[([^\]]+)\]\(([a-z0-9-]+)\)|(?<![A-Za-z0-9])(B\d{3})(?!\d)|\*\*([^*]+)\*\*|\*([^*]+)\*")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `link` is an article's id, or a fact's after "fact:"."""

    text: str
    link: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph or a list item."""

    kind: str  # "heading", "text", "item"
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """An article ready to be laid out."""

    id: str
    title: str
    section: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list: an article, or a section's heading when `id` is empty."""

    id: str
    title: str
    snippet: str = ""


def spans(text: str) -> tuple[Span, ...]:
    """Markdown's links, bold and the marks of facts as spans."""
    found: list[Span] = []
    at = 0
    for match in _LINK.finditer(text):
        if match.start() > at:
            found.append(Span(text[at : match.start()]))
        words, target, fact, strong, leaning = match.groups()
        if target:
            found.append(Span(words, target))
        elif fact:
            found.append(Span(fact, FACT + fact))
        else:
            found.append(Span(strong or leaning, bold=True))
        at = match.end()
    if at < len(text):
        found.append(Span(text[at:]))
    return tuple(found)


def blocks(body: str) -> tuple[Block, ...]:
    """Paragraphs, headings and list items of a Markdown text."""
    found: list[Block] = []
    open_text: list[str] = []

    def close() -> None:
        if open_text:
            found.append(Block("text", spans(" ".join(open_text))))
            open_text.clear()

    for line in body.split("\n"):
        line = line.strip()
        if not line:
            close()
        elif line.startswith("## "):
            close()
            found.append(Block("heading", spans(line[3:])))
        elif line.startswith("- "):
            close()
            found.append(Block("item", spans(line[2:])))
        else:
            open_text.append(line)
    close()
    return tuple(found)


class Codex:
    """All pages in one language."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.articles: tuple[Article, ...] = read_articles(language)
        self.facts: dict[str, Fact] = {fact.id: fact for fact in read_facts(language)}
        self._known: tuple[KnownFact, ...] = read_known_facts(language)

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

    def search(self, query: str) -> tuple[Entry, ...]:
        """Articles and facts that hold all words of a query; those with them in the title first."""
        words = query.lower().split()
        if not words:
            return self.entries()
        titled, within = [], []
        for article in self.articles:
            title, text = article.title.lower(), f"{article.title}\n{article.body}".lower()
            if all(word in title for word in words):
                titled.append(Entry(article.id, article.title))
            elif all(word in text for word in words):
                within.append(Entry(article.id, article.title, _snippet(article.body, words[0])))
        facts = [
            Entry(FACT + fact.id, f"{fact.id}  {fact.quantity}")
            for fact in self.facts.values()
            if all(word in f"{fact.id} {fact.quantity} {fact.note}".lower() for word in words)
        ]
        return (*titled, *within, *facts[:20])

    def page(self, name: str) -> Page | None:
        """An article or a fact; None for an unknown name."""
        if name.startswith(FACT):
            return self._fact_page(name.removeprefix(FACT))
        for article in self.articles:
            if article.id == name:
                made = [*blocks(article.body), *self._linked(article.id)]
                if article.id == "sources":
                    made += [self._fact_line(fact) for fact in self.facts.values()]
                return Page(article.id, article.title, article.section, tuple(made))
        return None

    def _linked(self, name: str) -> list[Block]:
        """The articles that link here, so that links lead both ways."""
        others = [other for other in self.articles if f"]({name})" in other.body]
        if not others or name == "sources":
            return []
        return [self._list_of(phrase("codex.linked", self.language), others)]

    def _list_of(self, title: str, articles: Sequence[Article]) -> Block:
        comma = phrase("format.and", self.language)
        made = [Span(phrase("format.named", self.language, name=title, words=""), bold=True)]
        for place, article in enumerate(articles):
            made += [Span(comma)] if place else []
            made.append(Span(article.title, article.id))
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
            made.append(self._list_of(phrase("codex.cited", self.language), citing))
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


def _snippet(body: str, word: str) -> str:
    """A few words around the first place where a word stands, without marks."""
    text = re.sub(r"\]\([a-z0-9-]+\)|[\[\]*#]|^- ", "", body, flags=re.MULTILINE).replace("\n", " ")
    at = max(text.lower().find(word), 0)
    start = max(at - 18, 0)
    if start and (space := text.find(" ", start, at)) >= 0:
        start = space + 1  # words are shown whole where there are spaces between them
    return text[start : start + 78].strip()
