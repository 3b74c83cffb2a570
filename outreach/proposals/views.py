"""The pages of proposals: the list with what came of them, and the answer to one."""

import uuid
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import db, transaction
from outreach.materials.stock_queries import on_hand
from outreach.people.access import may_plan_for
from outreach.periods import Period
from outreach.places.labels import KINDS
from outreach.proposals import actions, effects, queries
from outreach.proposals.forms import AcceptForm, DismissForm, ProposalFilters
from outreach.proposals.labels import STATES
from outreach.proposals.making import make_proposals
from outreach.proposals.models import Proposal
from outreach.proposals.questions.queries import Asked, by_place
from outreach.proposals.questions.rules import year_before
from outreach.proposals.rules import LONG_UNVISITED, State
from outreach.schedule.forms import concerned
from outreach.schedule.models import Edition, Event
from outreach.schedule.suggestions.queries import reasons, suggestions
from outreach.schedule.suggestions.rules import Suggestion
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("proposals", __name__)


@blueprint.get("/proposals")
@permit(Permission.PLAN)
def index() -> str:
    """All proposals, the open ones first, and what the accepted ones came to."""
    form, today = ProposalFilters(), clock.today()
    team_ids = None if form.team.data is None else [form.team.data]
    page = paged(db.session(), queries.proposals(state=form.state.data, team_ids=team_ids), page_number())
    return render_template(
        "proposals/index.html",
        form=form,
        page=page,
        effects=effects.effects_of(page, today),
        asked_there=effects.asked_there(page),
        standing=queries.standing_events(page.rows),
        summary=effects.summary(today),
        states=STATES,
        kinds=KINDS,
        year_before=year_before,
        Period=Period,
    )


@blueprint.post("/proposals/look")
@permit(Permission.PLAN)
def look() -> Response:
    """Look now for what rises, and not only in the night."""
    with transaction():
        made = make_proposals(now=clock.now())["made"]
    flash(ngettext("%(num)s new proposal.", "%(num)s new proposals.", made) if made else _("Nothing new to propose."))
    return redirect(url_for(".index"))


@blueprint.route("/proposals/<uuid:proposal_id>", methods=["GET", "POST"])
@permit(Permission.PLAN)
def page(proposal_id: uuid.UUID) -> Any:
    """One proposal with its numbers; its button plans the event."""
    now, today = clock.now(), clock.today()
    proposal = queries.proposal(proposal_id)
    edition = proposal.edition if proposal.edition and proposal.edition.last_day > today else None
    days = _days(proposal, now, edition)
    usual = queries.usual_materials(proposal.topic_id, proposal.team_id, today - LONG_UNVISITED)
    form = AcceptForm.filled(_picked(days), usual)
    event = submitted(form, lambda form: _accepted(proposal_id, form))
    if event:
        flash(_("The proposal became this event."), "success")
        return redirect(url_for("events.page", event_id=event.id))
    proposal = queries.proposal(proposal_id)
    span = Period(proposal.first_day, proposal.last_day)
    there = by_place(Asked(span, topic_id=proposal.topic_id, place_id=proposal.place_id)).get(proposal.place_id)
    shown = {
        "proposal": proposal,
        "form": form,
        "concerned": concerned(form),
        "days": days,
        "reasons": reasons,
        "edition": edition,
        "span": span,
        "before": year_before(span),
        "asked_there": there,
        "in_store": on_hand([each.item.id for each in usual]),
        "standing": queries.standing_events([proposal]).get(proposal_id),
        "effect": effects.effects_of([proposal], today).get(proposal_id),
        "may_answer": may_plan_for(acting_person(), proposal.team_id, today),
        "states": STATES,
        "kinds": KINDS,
    }
    return render_template("proposals/proposal.html", **shown), form.status


@blueprint.route("/proposals/<uuid:proposal_id>/dismiss", methods=["GET", "POST"])
@permit(Permission.PLAN)
def dismiss(proposal_id: uuid.UUID) -> Any:
    """Say no, with the reason."""

    def act(form: DismissForm) -> Proposal:
        proposal = queries.proposal(proposal_id, lock=True)
        return actions.dismiss_proposal(proposal, reason=form.reason.data, by=acting_person(), now=clock.now())

    form = DismissForm()
    if submitted(form, act):
        flash(_("The proposal is dismissed. It is not made again for these months."), "success")
        return redirect(url_for(".page", proposal_id=proposal_id))
    proposal = queries.proposal(proposal_id)
    return render_template("proposals/dismiss.html", proposal=proposal, form=form), form.status


def _accepted(proposal_id: uuid.UUID, form: AcceptForm) -> Event:
    proposal = queries.proposal(proposal_id, lock=True)
    starts_at, ends_at = form.times()
    materials, by, now = form.materials.data, acting_person(), clock.now()
    return actions.accept_proposal(
        proposal, starts_at=starts_at, ends_at=ends_at, materials=materials, by=by, now=now, anyway=form.anyway()
    )


def _picked(days: Sequence[Suggestion]) -> Suggestion | None:
    """The half day whose link was followed, else the first."""
    asked = (request.args.get("day"), request.args.get("at"))
    of_link = (each for each in days if (each.day.isoformat(), each.start.isoformat("minutes")) == asked)
    return next(of_link, days[0] if days else None)


def _days(proposal: Proposal, now: datetime, edition: Edition | None) -> list[Suggestion]:
    if proposal.state is not State.OPEN:
        return []
    return suggestions(place=proposal.place, team_id=proposal.team_id, now=now, edition=edition)
