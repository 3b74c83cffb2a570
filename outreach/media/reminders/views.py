"""The page of reminders, and its part of the home board."""

import uuid
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.media.models import Channel
from outreach.media.readings.due import Due
from outreach.media.readings.due_queries import placements_by_id
from outreach.media.readings.views import own_teams
from outreach.media.reminders import queries
from outreach.media.reminders.actions import accept_gaps, remind_again
from outreach.media.reminders.forms import AcceptForm
from outreach.media.reminders.labels import KINDS, WHY
from outreach.media.reminders.queries import Reminder, Reminders
from outreach.media.rules import Platform
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import Page, page_number, page_of

blueprint = Blueprint("reminders", __name__, url_prefix="/media/reminders")

#: What the home board tells; what is out of reach is told on the page alone.
_URGENT = (Due.LEAVING, Due.YEAR_END, Due.FINAL, Due.UNREAD)
#: A kind of which nobody did anything for so long is no news any more, and stands on the page alone.
_NEWS = timedelta(days=60)


@blueprint.route("", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def index() -> Response | tuple[str, int]:
    """What should be read now, by kind and channel, each with the way that mends it."""
    today, teams = clock.today(), own_teams()
    found = queries.reminders(today, team_ids=teams)
    chosen = _chosen(found)
    rows = found.of(chosen, request.args.get("channel", type=uuid.UUID))
    page = page_of(rows, page_number())
    form = AcceptForm()
    form.placement_ids.offer((each.placement_id, "") for each in (rows if request.method == "POST" else page))
    done = submitted(form, lambda form: _accept(form, rows))
    if done is not None:
        said = ngettext("%(num)s item stays as it is.", "%(num)s items stay as they are.", done - 1)
        flash(said, "success")
        return redirect(url_for(".index", group=chosen))
    return render_template("media/reminders/index.html", **_shown(found, chosen, page, form, today)), form.status


@blueprint.get("/accepted")
@permit(Permission.PUBLISH)
def accepted() -> str:
    """What was accepted as it is, and why."""
    page = queries.page_of_accepted(page_number(), team_ids=own_teams())
    placements = {each.id: each for each in placements_by_id([each.placement_id for each in page])}
    return render_template("media/reminders/accepted.html", page=page, placements=placements)


@blueprint.post("/<uuid:placement_id>/again")
@permit(Permission.PUBLISH)
def again(placement_id: uuid.UUID) -> Response:
    """Be reminded of an item again."""
    with transaction():
        remind_again(placement_id, by=acting_person(), now=clock.now())
    flash(_("You are reminded of it again."), "success")
    return redirect(url_for(".accepted"))


def home_panel() -> str:
    """What should be read soon, in a few lines; nothing where there is nothing."""
    today = clock.today()
    found = queries.reminders(today, team_ids=own_teams())
    news = {each.due for each in found.every if each.by >= today - _NEWS}
    by_kind = [(due, found.by_channel(due)) for due in _URGENT if due in news]
    lines = [(due, channels, sum(each.count for each in channels)) for due, channels in by_kind]
    if not lines and not found.at_year_end:
        return ""
    shown = {"lines": lines, "kinds": KINDS, "at_year_end": found.at_year_end}
    return render_template("media/reminders/home_panel.html", year=today.year, **shown)


def round_of(channel: Channel, due: Due) -> str:
    """The round in which the counters of a channel are read."""
    today = clock.today()
    day = date(today.year - 1, 12, 31) if due is Due.YEAR_END else today - timedelta(days=1)
    return url_for("rounds.page", channel=channel.id, day=day.isoformat())


def _chosen(found: Reminders) -> Due:
    """The kind that is asked for, else the most urgent one of which there is something."""
    asked = request.args.get("group", "")
    if asked in set(Due):
        return Due(asked)
    return next((due for due in Due if found.of(due)), Due.LEAVING)


def _accept(form: AcceptForm, rows: list[Reminder]) -> int:
    """How many were new, and one more."""
    ids = [each.placement_id for each in rows] if form.every.data else form.placement_ids.data or []
    return 1 + accept_gaps(ids, by=acting_person(), now=clock.now(), reason=form.reason.data)


def _shown(found: Reminders, chosen: Due, page: Page[Reminder], form: AcceptForm, today: date) -> dict[str, Any]:
    counts = queries.counts(found)
    chips = [
        {"label": KINDS[due], "href": url_for(".index", group=due), "is_current": due is chosen, "count": counts[due]}
        for due in Due
    ]
    return {
        "chips": chips,
        "chosen": chosen,
        "why": WHY[chosen],
        "kind": KINDS[chosen],
        "channels": found.by_channel(chosen),
        "page": page,
        "placements": {each.id: each for each in placements_by_id([each.placement_id for each in page])},
        "form": form,
        "is_empty": not found.every,
        "at_year_end": found.at_year_end,
        "unproven": queries.without_proof(own_teams()),
        "round_of": round_of,
        "has_export": lambda channel: channel.platform is not Platform.OTHER,
        "year": today.year,
    }
