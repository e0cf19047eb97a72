"""The codex: articles by hand and from data, passports of every figure, small pictures asked of the engine."""

from game.views.codex.blocks import FACT, Block, Entry, Page, Span, blocks, spans
from game.views.codex.book import Codex
from game.views.codex.levels import campaign_level
from game.views.codex.pictures import RUN, Pictures

__all__ = ["FACT", "RUN", "Block", "Codex", "Entry", "Page", "Pictures", "Span", "blocks", "campaign_level", "spans"]
