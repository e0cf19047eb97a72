"""Markdown of the codex as blocks and spans: headings, paragraphs, items, and lines that ask for a picture."""

from __future__ import annotations

import re
from dataclasses import dataclass

FACT = "fact:"
_LINK = re.compile(r"\[([^\]]+)\]\(([A-Za-z0-9_:-]+)\)|(?<![A-Za-z0-9])(B\d{3})(?!\d)|\*\*([^*]+)\*\*|\*([^*]+)\*")
_DRAWN = re.compile(r"\{(chart|path|estimate|record) ([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text; `link` is an article's id, or a fact's after "fact:"."""

    text: str
    link: str = ""
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A heading, a paragraph, a list item, or a picture: then `asks` says of what."""

    kind: str  # "heading", "text", "item", "chart" (the engine's answer), "path" (of a lever), "estimate", "record"
    spans: tuple[Span, ...]
    asks: str = ""


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
    """Paragraphs, headings, list items and pictures of a Markdown text."""
    found: list[Block] = []
    open_text: list[str] = []

    def close() -> None:
        if open_text:
            found.append(Block("text", spans(" ".join(open_text))))
            open_text.clear()

    for line in body.split("\n"):
        line = line.strip()
        drawn = _DRAWN.fullmatch(line)
        if not line:
            close()
        elif drawn:
            close()
            found.append(Block(drawn[1], (), drawn[2].strip()))
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


def snippet(body: str, word: str) -> str:
    """A few words around the first place where a word stands, without marks."""
    plain = _DRAWN.sub("", body)
    text = re.sub(r"\]\([A-Za-z0-9_:-]+\)|[\[\]*#]|^- ", "", plain, flags=re.MULTILINE).replace("\n", " ")
    at = max(text.lower().find(word), 0)
    start = max(at - 18, 0)
    if start and (space := text.find(" ", start, at)) >= 0:
        start = space + 1  # words are shown whole where there are spaces between them
    return text[start : start + 78].strip()
