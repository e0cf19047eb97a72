"""Lanthanide: China's rare-earth policy, 1985-2025, as a game on a deterministic economy engine."""

__version__ = "0.1.0"
