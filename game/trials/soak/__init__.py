"""The game left running: what it holds must not grow."""
