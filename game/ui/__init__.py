"""The window: reads views, returns commands. It holds no rule and no number of its own."""
