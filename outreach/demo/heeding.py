"""What questions proposed some months ago in the example: one proposal became an event, and less was asked since."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from itertools import cycle

from sqlalchemy import select

from outreach import clock
from outreach.db import db
from outreach.demo.around import NOT_BEFORE
from outreach.demo.happenings import Happening, working_day
from outreach.demo.laying import lay
from outreach.demo.lists import Lists
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.places.rules import PlaceKind
from outreach.proposals.actions import accept_proposal, dismiss_proposal
from outreach.proposals.making import make_proposals
from outreach.proposals.models import Proposal
from outreach.proposals.questions.queries import asked_by_day
from outreach.proposals.rules import days_before
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.models import Event

#: Long enough ago that the three months after the event have passed.
_MADE_BEFORE, _ANSWERED_AFTER = timedelta(weeks=18), timedelta(days=1, hours=2)
_AHEAD, _SEEN_AGAIN = timedelta(days=10), timedelta(weeks=8)
_REASONS = ("已列入下月的集中宣传，一并讲解", "窗口已统一答复口径，先看下个月的咨询量", "与乡镇的活动同日，并入那一场")

#: What each team hands out there.
_HANDED = {
    "employment": "employment_card",
    "pension": "pension_qa",
    "work_injury": "injury_leaflet",
    "labor_relations": "contract_leaflet",
}


def heed_questions(lists: Lists, *, holidays: frozenset[date], now: datetime) -> list[tuple[Happening, Event]]:
    """Make the proposals of that time, accept one of a place outside of companies, and go there again weeks later.

    Nothing where that time lies in the year that prints as published.
    """
    made_at = now - _MADE_BEFORE
    if clock.local_day(made_at) < NOT_BEFORE:
        return []
    make_proposals(now=made_at)
    answered_at = made_at + _ANSWERED_AFTER
    proposals = db.session.scalars(select(Proposal).order_by(Proposal.asked.desc(), Proposal.id)).all()
    day = working_day(clock.local_day(made_at + _AHEAD), holidays)
    heeded, before = _most_asked(proposals, day)
    codes = {team_id: code for code, team_id in lists.teams.items()}
    reasons = cycle(_REASONS)
    for proposal in proposals:
        if proposal is not heeded:
            lead = lists.people[f"lead.{codes[proposal.team_id]}"]
            dismiss_proposal(proposal, reason=next(reasons), by=lead, now=answered_at)
    if heeded is None:
        return []
    again = working_day(day + _SEEN_AGAIN, holidays)
    first, second = _there(heeded, codes[heeded.team_id], lists, {day: before, again: max(1, before * 2 // 5)})

    def accept(_place_id: object, lead: Person) -> Event:
        return accept_proposal(
            heeded,
            starts_at=first.starts_at,
            ends_at=first.ends_at,
            materials={},
            by=lead,
            now=answered_at,
            anyway=Anyway(first.anyway),
        )

    return lay([first, second], lists, latest=now, orders={first.title: accept})


def _most_asked(proposals: Iterable[Proposal], day: date) -> tuple[Proposal | None, int]:
    """The proposal at whose place most asked in the months before the `day`, and how many; None where nobody did."""
    found = [each for each in proposals if each.place.kind is not PlaceKind.ENTERPRISE]
    asked = asked_by_day(days_before(day), {each.topic_id for each in found}, {each.place_id for each in found})
    numbers = {each: sum(asked.get((each.topic_id, each.place_id), {}).values()) for each in found}
    heeded = max(numbers, key=lambda each: numbers[each], default=None)
    return (heeded, numbers[heeded]) if heeded is not None and numbers[heeded] else (None, 0)


def _there(proposal: Proposal, team: str, lists: Lists, asked: Mapping[date, int]) -> Iterator[Happening]:
    """The event that it became, and the one after it; how many `asked` at each by its day."""
    topics = {id: code for (kind, code), id in lists.items.items() if kind is CountKind.CONSULTATION}
    for (on, number), name, out in zip(asked.items(), ("专题咨询", "回头看"), (74, 38), strict=True):
        yield Happening(
            on=on,
            hours="14:30-16:30",
            title=f"{proposal.topic.name}{name}：{proposal.place.name}",
            team=team,
            place=proposal.place.name,
            note="群众咨询上升，按系统建议安排",
            handed={_HANDED[team]: (80, out)},
            asked={topics[proposal.topic_id]: number},
            shown={"banner": 1},
        )
