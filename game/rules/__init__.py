"""The rules of the game on top of the engine: pure functions, no files, no screen, no clock."""
