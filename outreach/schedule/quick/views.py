"""Planning an event from two answers, for dates that come from outside."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from outreach import clock
from outreach.schedule import actions, choices
from outreach.schedule.forms import concerned
from outreach.schedule.models import Event
from outreach.schedule.quick import planning as quick
from outreach.schedule.quick.forms import QuickForm
from outreach.schedule.rules import Track
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import TEXT, Operation, described, text, thing
from outreach.web.forms import submitted

#: What the quick form makes of words.
UNDERSTOOD = Operation(
    "What the quick form would understand by some words; empty where they are no day with a time.",
    gives=thing({"words": TEXT}),
    query={"when": text(60)},
)

blueprint = Blueprint("quick", __name__)


@blueprint.route("/events/quick", methods=["GET", "POST"])
@permit(Permission.PLAN)
def plan() -> Any:
    """A place and a time make an event; `?place=` and `?when=` are what the fields begin with."""
    form = QuickForm(data={"place": request.args.get("place"), "when": request.args.get("when")})
    form.offer(acting_person())
    event = submitted(form, _planned)
    if event:
        return _answered(event, form)
    form.offer_kind()
    moment = form.understood()
    return render_template(
        "schedule/quick/quick.html",
        form=form,
        concerned=concerned(form),
        understood=quick.said_back(moment) if moment else "",
        places=choices.places(),
        partners=choices.partners_before(),
    ), form.status


@blueprint.get("/events/quick/when.json")
@permit(Permission.PLAN)
@described(UNDERSTOOD)
def understood() -> Response:
    """What the form would understand by `?when=`, in words; empty where it is no day with a time."""
    moment = QuickForm(data={"when": request.args.get("when", "")[:60]}, formdata=None).understood()
    return jsonify({"words": quick.said_back(moment) if moment else ""})


def _planned(form: QuickForm) -> Event:
    by, now = acting_person(), clock.now()
    starts_at, ends_at = quick.instants_of(form.moment())
    where = quick.place_of(form.place.data, form.which.data, form.kind.data, by=by, now=now, confirmed=form.confirmed)
    return actions.plan_event(
        by=by,
        now=now,
        title=quick.title_of(where, form.standing.data),
        track=Track.PUBLIC,
        lead_team_id=form.lead_team_id.data,
        place_id=where.id,
        starts_at=starts_at,
        ends_at=ends_at,
        anyway=form.anyway(),
        past_is_meant=form.confirmed("past_day"),
        **quick.details_of(by, form.standing.data, form.partners.data),
    )


def _answered(event: Event, form: QuickForm) -> Response:
    flash(_("The event is planned: %(when)s.", when=quick.said_back(form.moment())), "success")
    return redirect(url_for("events.page", event_id=event.id))
