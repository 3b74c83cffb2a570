"""The list of readings that look wrong, to settle one by one."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.media import queries
from outreach.media.labels import said
from outreach.media.models import Reading
from outreach.media.narrowing import ItemFilterForm
from outreach.media.readings import labels
from outreach.media.readings.doubtful import doubtful_readings, doubts_of
from outreach.media.readings.forms import SettleForm
from outreach.media.readings.rules import first_watched
from outreach.media.readings.settling import ask_again, settle_reading
from outreach.media.readings.views import own_teams
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, page_of
from outreach.web.returning import next_path

blueprint = Blueprint("doubtful", __name__, url_prefix="/media/readings")

_LIST = "/media/readings/falls"


@blueprint.get("/falls")
@permit(Permission.PUBLISH)
def index() -> str:
    """Readings that look wrong: those that wait for a word, or those that were said to be right."""
    form, settled = ItemFilterForm(first_watched(clock.today())), "settled" in request.args
    every = doubtful_readings(form.period, team_ids=_team_ids(form.team.data), channel_id=form.channel.data)
    rows = [each for each in every if (each.settled is not None) == settled]
    counts = {settled: len(rows), not settled: len(every) - len(rows)}
    facts: dict[str, Any] = {"page": page_of(rows, page_number()), "settled": settled, "counts": counts}
    return render_template("media/readings/doubtful.html", form=form, href=_other_tab, said=said, words=labels, **facts)


@blueprint.route("/<uuid:reading_id>/settle", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def settle(reading_id: uuid.UUID) -> Response | tuple[str, int]:
    """Say that a reading is right, and why."""
    form, back = SettleForm(), next_path(_LIST)
    if submitted(form, lambda form: _settle(reading_id, form)) is not None:
        flash(_("It is noted that the reading is right."), "success")
        return redirect(back)
    doubts = doubts_of(queries.reading(reading_id))
    if not doubts:
        flash(_("Nothing of this reading looks wrong any more: somebody mended it."), "info")
        return redirect(back)
    facts: dict[str, Any] = {"doubts": doubts, "back": back, "said": said, "words": labels}
    return render_template("media/readings/settle.html", form=form, **facts), form.status


@blueprint.post("/<uuid:reading_id>/unsettle")
@permit(Permission.PUBLISH)
def unsettle(reading_id: uuid.UUID) -> Response:
    """Take that word back."""
    with transaction():
        ask_again(reading_id, by=acting_person(), now=clock.now())
    flash(_("The reading is asked about again."), "success")
    return redirect(next_path(_LIST))


def _settle(reading_id: uuid.UUID, form: SettleForm) -> Reading:
    return settle_reading(reading_id, by=acting_person(), now=clock.now(), reason=form.reason.data)


def _team_ids(asked: uuid.UUID | None) -> frozenset[uuid.UUID] | None:
    """The teams whose readings are listed: the one that is asked for, as far as the acting person looks after it."""
    own = own_teams()
    if asked is None:
        return own
    return frozenset({asked}) if own is None else own & {asked}


def _other_tab(*, settled: bool) -> str:
    """The other part of the same list, from its first page."""
    kept: dict[str, Any] = {name: value for name, value in request.args.items() if name not in {"page", "settled"}}
    return url_for(".index", **kept | ({"settled": 1} if settled else {}))
