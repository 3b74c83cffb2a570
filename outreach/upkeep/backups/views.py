"""The administrator's page of the backups, and the parts of other pages that say how they stand."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.config import COMMAND
from outreach.upkeep.backups import keeping
from outreach.upkeep.backups.labels import KEY_NOTE, KINDS, STATES, TONES
from outreach.upkeep.backups.rules import HAND_MADE_STAY
from outreach.web.access import Permission, permit

pages = Blueprint("backups", __name__, url_prefix="/admin/backups")


@pages.get("")
@permit(Permission.SYSTEM)
def index() -> str:
    """The last good one, what was done by itself, and what lies in the folder."""
    page: dict[str, Any] = {"states": STATES, "tones": TONES, "kinds": KINDS, "key_note": KEY_NOTE, "command": COMMAND}
    page["hand_made_stay"] = HAND_MADE_STAY.days
    return render_template("upkeep/backups.html", backups=keeping.standing(clock.now()), **page)


@pages.post("")
@permit(Permission.SYSTEM)
def begin() -> Any:
    """Make one now."""
    keeping.begin_by_hand()
    flash(_("The backup is being made. Look at this page again in a moment."), "good")
    return redirect(url_for("backups.index"))


def home_panel(**_facts: Any) -> str:
    """Red where the last good one is old, the last try failed or the next must fail; nothing otherwise."""
    backups = keeping.standing(clock.now())
    if TONES[backups.state] != "bad":
        return ""
    return render_template("upkeep/home_panel.html", backups=backups, states=STATES)


def admin_panel(**_facts: Any) -> str:
    """How they stand, and the way to their page."""
    return render_template("upkeep/admin_panel.html", backups=keeping.standing(clock.now()), states=STATES)
