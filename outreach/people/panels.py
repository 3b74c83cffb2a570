"""What the accounts add to the boards of who gives them."""

from flask import render_template

from outreach import clock
from outreach.people.turned_away import turned_away


def turned_away_panel() -> str:
    """At which accounts sign-ins failed again and again since yesterday; nothing where at none."""
    found = turned_away(clock.now())
    return render_template("people/turned_away_panel.html", found=found) if found else ""
