"""What the questions of the last months propose in the example: one became an event, some were dismissed."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.demo.happenings import instant, working_day
from outreach.demo.lists import Lists
from outreach.proposals.actions import accept_proposal, dismiss_proposal
from outreach.proposals.making import make_proposals
from outreach.proposals.models import Proposal
from outreach.proposals.queries import usual_materials
from outreach.proposals.rules import LONG_UNVISITED, State
from outreach.schedule.models import Event

_MADE_BEFORE, _ANSWERED_AFTER = timedelta(days=3), timedelta(days=1, hours=2)
_ACCEPTED_BY, _AHEAD = "pension", timedelta(days=33)
_REASONS = ("已并入镇里的综合普法活动，一同宣传，不再单独安排", "先由窗口和电话集中答复，下个月再看咨询是否减少")


def propose(lists: Lists, *, holidays: frozenset[date], now: datetime) -> None:
    """Make the proposals as the program does by itself; one team accepts its first, and others dismiss some."""
    made_at = now - _MADE_BEFORE
    make_proposals(now=made_at)
    answered_at = made_at + _ANSWERED_AFTER
    is_open = Proposal.state == State.OPEN
    proposals = db.session.scalars(select(Proposal).where(is_open).order_by(Proposal.asked.desc(), Proposal.id)).all()
    team_id = lists.teams[_ACCEPTED_BY]
    accepted = next((each for each in proposals if each.team_id == team_id), None)
    if accepted is not None:
        day = _free_day(clock.local_day(now) + _AHEAD, holidays)
        begins, ends, lead = instant(day, "9:00"), instant(day, "11:00"), lists.people[f"lead.{_ACCEPTED_BY}"]
        usual = usual_materials(accepted.topic_id, team_id, clock.local_day(now) - LONG_UNVISITED)
        materials = {each.item.id: each.quantity for each in usual}
        accept_proposal(accepted, starts_at=begins, ends_at=ends, materials=materials, by=lead, now=answered_at)
    codes = {team_id: code for code, team_id in lists.teams.items()}
    for reason, proposal in zip(_REASONS, [each for each in proposals if each is not accepted][1::3], strict=False):
        lead = lists.people[f"lead.{codes[proposal.team_id]}"]
        dismiss_proposal(proposal, reason=reason, by=lead, now=answered_at)


def _free_day(day: date, holidays: frozenset[date]) -> date:
    """The first working day from `day` on which nothing is planned yet."""
    while day != working_day(day, holidays) or db.session.scalar(select(Event.id).where(Event.day == day).limit(1)):
        day += timedelta(days=1)
    return day
