"""The pages of readings: the latest ones, and one with its file, its proof and what it adds."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.media import queries
from outreach.media.exports.reread import page_of_lines
from outreach.media.labels import said
from outreach.media.models import Reading
from outreach.media.readings import labels
from outreach.media.readings.actions import QUESTIONS, record_readings
from outreach.media.readings.doubtful import doubts_of, open_doubts
from outreach.media.readings.forms import CorrectForm, ReadingFilterForm, VoidForm
from outreach.media.readings.queries import Told, page_of_readings, told
from outreach.media.readings.rules import Shown
from outreach.media.readings.voiding import void_reading
from outreach.media.rules import Standing
from outreach.people.access import may_plan_for, teams_acted_for
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import BaseForm, submitted
from outreach.web.paging import page_number
from outreach.web.returning import next_path

blueprint = Blueprint("readings", __name__, url_prefix="/media/readings")

#: A file of so many rows is read again for one of them.
_READ_AGAIN = 1_000


@blueprint.get("")
@permit(Permission.READ)
def index() -> str:
    """What was read last, by whom and out of which file."""
    form = ReadingFilterForm()
    form.offer()
    page = page_of_readings(page_number(), channel_id=form.channel.data, metric=form.metric.data)
    waiting = open_doubts(clock.today(), team_ids=own_teams()) if may(Permission.PUBLISH) else None
    return render_template("media/readings/index.html", form=form, page=page, waiting=waiting, said=said)


@blueprint.get("/<uuid:reading_id>")
@permit(Permission.READ)
def page(reading_id: uuid.UUID) -> str:
    """One reading: what it showed, what it added, who took it, and where it is from."""
    found = told(reading_id)
    shown: dict[str, Any] = {"item": found.reading.placement.article, "placement": found.reading.placement}
    shown |= {"may_change": _may_change(found.reading), "said": said, "Standing": Standing}
    shown |= {"doubts": doubts_of(found.reading), "words": labels, "cells": _cells_of(found)}
    return render_template("media/readings/page.html", told=found, reading=found.reading, **shown)


@blueprint.route("/<uuid:reading_id>/correct", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def correct(reading_id: uuid.UUID) -> Response | tuple[str, int]:
    """Store the right number for the same counter and day."""
    found = queries.reading(reading_id)
    form = CorrectForm(shown=Shown(found.value, found.approximation, found.written), proof_note=found.proof_note)
    if (stored := submitted(form, lambda form: _correct(reading_id, form))) is not None:
        flash(_("The reading is stored."), "success")
        return redirect(next_path(f"/media/readings/{stored.id}"))
    return render_template("media/readings/correct.html", form=form, **_named(reading_id)), form.status


@blueprint.route("/<uuid:reading_id>/void", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def void(reading_id: uuid.UUID) -> Response | tuple[str, int]:
    """Say that a reading was wrong, and why."""
    form = VoidForm()
    if submitted(form, lambda form: _void(reading_id, form)) is not None:
        flash(_("The reading is voided and counts no longer. Recording it again undoes that."), "success")
        return redirect(next_path(f"/media/readings/{reading_id}"))
    return render_template("media/readings/void.html", form=form, **_named(reading_id)), form.status


def confirmed_in(form: BaseForm) -> list[str]:
    """The questions about readings that were answered with yes."""
    return [code for code in QUESTIONS if form.confirmed(code)]


def own_teams() -> frozenset[uuid.UUID] | None:
    """The teams whose items the acting person reads; None: everybody's."""
    return teams_acted_for(acting_person(), clock.today())


def _named(reading_id: uuid.UUID) -> dict[str, Any]:
    found = queries.reading(reading_id)
    back = next_path(f"/media/readings/{reading_id}")
    return {"reading": found, "placement": found.placement, "item": found.placement.article, "said": said, "back": back}


def _correct(reading_id: uuid.UUID, form: CorrectForm) -> Reading:
    found = queries.reading(reading_id)
    placement = queries.placement(found.placement_id, lock=True)
    values = {found.metric: form.shown.data} if form.shown.data else {}
    who = {"by": acting_person(), "now": clock.now(), "confirmed": confirmed_in(form)}
    (stored,) = record_readings(placement, values, day=found.day, proof_note=form.proof_note.data, **who)
    return stored


def _void(reading_id: uuid.UUID, form: VoidForm) -> Reading:
    return void_reading(reading_id, by=acting_person(), now=clock.now(), reason=form.reason.data)


def _cells_of(found: Told) -> tuple[tuple[str, str], ...]:
    """The cells of the row that the reading stands in; a long file is read on its own page alone."""
    file = found.reading.file
    if file is None or found.file_row is None or file.rows > _READ_AGAIN:
        return ()
    lines = page_of_lines(file, 1, row=found.file_row)
    return next((line.cells for line in lines or () if line.number == found.file_row), ())


def _may_change(reading: Reading) -> bool:
    team_id = reading.placement.article.team_id
    return may(Permission.PUBLISH) and may_plan_for(acting_person(), team_id, clock.today())
