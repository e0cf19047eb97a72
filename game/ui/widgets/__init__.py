"""The widgets. Each is a call that draws itself and answers at once what the person did with it."""

from game.ui.widgets.choosing import choice, picker
from game.ui.widgets.press import button
from game.ui.widgets.reading import progress, rich_text
from game.ui.widgets.scrolling import Page, scroll_list, scroll_page, scrolled
from game.ui.widgets.sliding import Scale, Slid, slider
from game.ui.widgets.switching import stepper, toggle
from game.ui.widgets.tabbing import tab_width, tabs
from game.ui.widgets.tabling import Branch, Column, Row, table, tree
from game.ui.widgets.writing import field

__all__ = [
    "Branch",
    "Column",
    "Page",
    "Row",
    "Scale",
    "Slid",
    "button",
    "choice",
    "field",
    "picker",
    "progress",
    "rich_text",
    "scroll_list",
    "scroll_page",
    "scrolled",
    "slider",
    "stepper",
    "tab_width",
    "table",
    "tabs",
    "toggle",
    "tree",
]
