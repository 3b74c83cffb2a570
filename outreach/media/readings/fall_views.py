"""The list of totals that fell, to settle one by one."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.media import queries
from outreach.media.labels import said
from outreach.media.readings.falls import Fall, ask_again, fall_or_none, falls, settle_fall
from outreach.media.readings.forms import SettleForm
from outreach.media.readings.views import own_teams
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, page_of

blueprint = Blueprint("falls", __name__, url_prefix="/media/readings")


@blueprint.get("/falls")
@permit(Permission.PUBLISH)
def index() -> str:
    """Totals that fell: those that wait for a word, or those of which it was said that they truly did."""
    settled = "settled" in request.args
    every = falls(team_ids=own_teams())
    rows = [each for each in every if (each.settled is not None) == settled]
    counts = {True: sum(each.settled is not None for each in every)}
    counts[False] = len(every) - counts[True]
    page = page_of(rows, page_number())
    return render_template("media/readings/falls.html", page=page, settled=settled, counts=counts, said=said)


@blueprint.route("/<uuid:reading_id>/settle", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def settle(reading_id: uuid.UUID) -> Response | tuple[str, int]:
    """Say that a total truly fell, and why."""
    form = SettleForm(reason=_("The platform took false reads away."))
    if submitted(form, lambda form: _settle(reading_id, form)) is not None:
        flash(_("It is noted that the total truly fell."), "success")
        return redirect(url_for(".index"))
    fall = fall_or_none(queries.reading(reading_id))
    if fall is None:
        flash(_("This total falls no longer: somebody mended it."), "info")
        return redirect(url_for(".index"))
    facts: dict[str, Any] = {"fall": fall, "said": said}
    return render_template("media/readings/settle.html", form=form, **facts), form.status


@blueprint.post("/<uuid:reading_id>/unsettle")
@permit(Permission.PUBLISH)
def unsettle(reading_id: uuid.UUID) -> Response:
    """Take that word back."""
    with transaction():
        ask_again(reading_id, by=acting_person(), now=clock.now())
    flash(_("The total is asked about again."), "success")
    return redirect(url_for(".index"))


def _settle(reading_id: uuid.UUID, form: SettleForm) -> Fall:
    return settle_fall(reading_id, by=acting_person(), now=clock.now(), reason=form.reason.data)
