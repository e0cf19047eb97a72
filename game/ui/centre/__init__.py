"""The centre of the situation room: its tabs, each drawing one rectangle."""
