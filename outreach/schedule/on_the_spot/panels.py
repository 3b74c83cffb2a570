"""The part of the home board that asks a lead for a word about what was made on the spot."""

from flask import render_template

from outreach import clock
from outreach.schedule.on_the_spot.queries import open_page
from outreach.web.access import acting_person

SHOWN = 3


def home_panel() -> str:
    """The latest ones; nothing where none waits."""
    page = open_page(acting_person(), 1, clock.now(), SHOWN)
    return render_template("schedule/on_the_spot/panel.html", page=page) if page.total else ""
