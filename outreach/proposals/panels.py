"""What proposals add to the home board and to an event's page."""

from flask import render_template
from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.people.rules import EVERY_TEAM
from outreach.places.labels import KINDS
from outreach.proposals import effects, queries
from outreach.proposals.models import Proposal
from outreach.proposals.rules import State
from outreach.schedule.models import Event
from outreach.web.access import acting_person

SHOWN = 3


def home_panel() -> str:
    """The open proposals for the person's teams; of all for who has all."""
    person, today = acting_person(), clock.today()
    team_ids = None if person.role in EVERY_TEAM else person.team_ids_on(today)
    count = queries.open_count(team_ids)
    if not count:
        return ""
    found = db.session.scalars(queries.proposals(state=State.OPEN, team_ids=team_ids).limit(SHOWN)).unique().all()
    return render_template("proposals/home_panel.html", proposals=found, count=count, kinds=KINDS)


def event_panel(event: Event) -> str:
    """The proposal that became the event, and what came of it."""
    proposal = db.session.scalar(select(Proposal).where(Proposal.event_id == event.id).limit(1))
    if proposal is None:
        return ""
    effect = effects.effects_of([proposal], clock.today()).get(proposal.id)
    return render_template("proposals/event_panel.html", proposal=proposal, effect=effect)
