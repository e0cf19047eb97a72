"""What a person sees, as frozen plain data and sentences; no window, no rule."""
