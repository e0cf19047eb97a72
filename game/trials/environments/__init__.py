"""Odd machines: whatever they lack, the game plays as everywhere or says in one line why not."""
