"""The codex in the transcript: `codex WORD` tells an article, or lists what holds the word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from game.faults import did_you_mean
from game.language import phrase
from game.rules.level import Level
from game.views.codex import RUN, Block, Codex, Page, Pictures, campaign_level

_LISTED = 20


def codex_lines(level: Level, words: Sequence[str], language: str) -> Iterator[str]:
    """An article by its id or title, the result of a run ("run:ESTIMATE:PLACE"), or a list of what was found.

    KeyError for words that nothing holds.
    """
    codex = Codex(language, level)
    if not words:
        for entry in codex.entries():
            yield f"  {entry.title} [{entry.id}]" if entry.id else entry.title
        return
    asked = " ".join(words)
    pictures = _pictures(language)
    if asked.startswith(RUN) and pictures is not None:
        estimate = pictures.run(asked)
        yield from _told(codex.page(f"figure:{estimate.figure}"), pictures)
        return
    page = codex.page(codex.resolve(asked))
    if page is not None:
        yield from _told(page, pictures)
        return
    found = codex.search(asked)
    if not found:
        raise KeyError(
            f"{asked}: {did_you_mean(asked, codex.names()) or phrase('codex_nothing', language).format(asked)}"
        )
    for entry in found[:_LISTED]:
        yield f"{entry.title} [{entry.id}]" + (f"  … {entry.snippet} …" if entry.snippet else "")
    if len(found) > _LISTED:
        yield phrase("codex.and_more", language, n=len(found) - _LISTED)


def _pictures(language: str) -> Pictures | None:
    level = campaign_level()
    return Pictures(language, level) if level is not None else None


def _told(page: Page | None, pictures: Pictures | None) -> Iterator[str]:
    """A page in lines; what it asks of the engine is run to its end."""
    if page is None:
        return
    if pictures is not None:
        filled = pictures.filled(page)
        while pictures.busy:
            pictures.step()
        filled = pictures.filled(page)
    else:
        filled = page
    yield f"{page.title} [{page.id}]"
    for block in filled.blocks:
        if block.kind != "picture":  # its values and dates stand in the lines that follow
            yield _line(block)


def _line(block: Block) -> str:
    """A block with its links as ids in brackets."""
    words = "".join(f"{span.text} [{span.link}]" if span.link else span.text for span in block.spans)
    return {"heading": f"== {words}", "item": f"  - {words}"}.get(block.kind, f"  {words}")
