"""The whole game as a transcript: same rules, same journal, no window."""
