"""What proposals add to the home board, to the page of an event and of a place, and beside plans and coverage."""

import uuid

from flask import render_template
from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.people.access import teams_acted_for
from outreach.places.labels import KINDS
from outreach.places.models import Place
from outreach.proposals import effects, queries
from outreach.proposals.models import Proposal
from outreach.proposals.rules import State
from outreach.schedule.models import Event
from outreach.web.access import acting_person

SHOWN = 3


def home_panel() -> str:
    """The open proposals for the person's teams; of all for who has all."""
    person, today = acting_person(), clock.today()
    team_ids = teams_acted_for(person, today)
    count = queries.open_count(team_ids)
    if not count:
        return ""
    found = db.session.scalars(queries.proposals(state=State.OPEN, team_ids=team_ids).limit(SHOWN)).unique().all()
    return render_template("proposals/home_panel.html", proposals=found, count=count, kinds=KINDS)


def place_panel(place: Place) -> str:
    """The open proposals at the place."""
    statement = queries.proposals(state=State.OPEN).where(Proposal.place_id == place.id)
    found = db.session.scalars(statement.limit(SHOWN)).unique().all()
    if not found:
        return ""
    count = queries.open_count(None)
    return render_template("proposals/home_panel.html", proposals=found, count=count, kinds=KINDS)


def planning_line(team_id: uuid.UUID | None = None) -> str:
    """Beside plans and coverage: how many are open for the team, else for all."""
    count = queries.open_count(None if team_id is None else [team_id])
    return render_template("proposals/planning_line.html", count=count, team_id=team_id) if count else ""


def event_panel(event: Event) -> str:
    """The proposal that became the event, and what came of it."""
    proposal = db.session.scalar(select(Proposal).where(Proposal.event_id == event.id).limit(1))
    if proposal is None:
        return ""
    effect = effects.effects_of([proposal], clock.today()).get(proposal.id)
    return render_template("proposals/event_panel.html", proposal=proposal, effect=effect)
