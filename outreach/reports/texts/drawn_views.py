"""The pages of drawn texts: the text as it was drawn, handing it in, and the text of a year before beside it."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.reports.texts import actions, queries
from outreach.reports.texts.copies import Copy
from outreach.reports.texts.copying import copy_of
from outreach.reports.texts.forms import HandInForm
from outreach.reports.texts.labels import said_of
from outreach.reports.texts.models import DrawnText
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted

pages = Blueprint("drawn_texts", __name__, url_prefix="/reports/<int:year>/texts/drawn")


@pages.get("/<uuid:drawn_id>")
@permit(Permission.READ)
def page(year: int, drawn_id: uuid.UUID) -> str:
    """A text as it was drawn; each number is a link to its reference in the drawing."""
    drawn = queries.drawn_in(year, drawn_id)
    copy = copy_of(drawn)
    shown = {"copy": copy, "hrefs": reference_hrefs(drawn, copy), "said_of": said_of, "text": drawn.text}
    return render_template("reports/texts/drawn.html", drawn=drawn, year=year, **shown)


@pages.route("/<uuid:drawn_id>/hand-in", methods=["GET", "POST"])
@permit(Permission.CLOSE)
def hand_in(year: int, drawn_id: uuid.UUID) -> Any:
    """Say when and to whom it was handed in."""
    drawn = queries.drawn_in(year, drawn_id)
    form = HandInForm(data={"day": clock.today()})

    def act(form: HandInForm) -> Any:
        told: dict[str, Any] = {"day": form.day.data, "to_whom": form.to_whom.data}
        return actions.hand_in(queries.drawn_in(year, drawn_id), by=acting_person(), now=clock.now(), **told)

    if submitted(form, act) is not None:
        flash(_("Marked as handed in."), "success")
        return redirect(url_for(".page", year=year, drawn_id=drawn_id))
    drawn = queries.drawn_in(year, drawn_id)
    return render_template("reports/texts/hand_in.html", form=form, drawn=drawn, year=year), form.status


@pages.post("/<uuid:drawn_id>/take-back")
@permit(Permission.CLOSE)
def take_back(year: int, drawn_id: uuid.UUID) -> Any:
    """It was not handed in after all."""
    with transaction():
        actions.take_back(queries.drawn_in(year, drawn_id), by=acting_person(), now=clock.now())
    flash(_("No longer marked as handed in."), "success")
    return redirect(url_for(".page", year=year, drawn_id=drawn_id))


def reference_hrefs(drawn: DrawnText, copy: Copy) -> dict[int, str]:
    """Where each number of a drawn text opens: at its reference, which lists the lines that were kept behind it."""
    base = f"{request.script_root}/reports/{drawn.drawing.year}/drawings/{drawn.drawing_id}/references"
    return {each.number: f"{base}/{each.number}" for each in copy.references}
