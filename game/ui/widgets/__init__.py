"""The widgets. Each is a call that draws itself and answers at once what the person did with it."""

from game.ui.widgets.choosing import choice, picker
from game.ui.widgets.press import button
from game.ui.widgets.scrolling import scrolled
from game.ui.widgets.sliding import Scale, Slid, slider
from game.ui.widgets.writing import field

__all__ = ["Scale", "Slid", "button", "choice", "field", "picker", "scrolled", "slider"]
