"""A desk that two people counted, and what the lead decided about it; another such question of the example is open."""

from datetime import datetime, timedelta

from outreach.db import new_id
from outreach.demo.answering import Laid
from outreach.demo.happenings import Happening
from outreach.demo.lists import Lists
from outreach.logbook.actions import record_all
from outreach.logbook.doubles.actions import decide_double, lines_in_doubt
from outreach.logbook.doubles.queries import counted_at, double
from outreach.logbook.doubles.rules import Choice, Counted, Desk, seen
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.schedule.models import Event

_WORD = "同一个台，两部手机都点了"
_SENT_LATER, _DECIDED_LATER = timedelta(hours=3), timedelta(hours=5)


def decide_one(current: Laid, lists: Lists, *, now: datetime) -> None:
    """At the last reviewed event of two people the second one's phone sent later, and the lead kept the first tally."""
    for happening, event in reversed(list(current)):
        if event.reviewed_at is None or event.reviewed_at + _DECIDED_LATER > now or not _fits(happening):
            continue
        item = next(iter(happening.handed))
        desk = Desk(event.id, CountKind.HANDOUT, lists.items[CountKind.HANDOUT, item])
        first = counted_at([desk])[desk]
        second = next((lists.people[name] for name in happening.counters if lists.people[name].id != _of(first)), None)
        if second is not None and len(first) > 1:
            _log_again(event, item, first, second)
            _keep_first(event, desk, first, lists.people[f"lead.{happening.team}"])
            return


def _fits(happening: Happening) -> bool:
    is_simple = not (happening.separately or happening.twice or happening.late_line or happening.typed_by_clerk)
    return bool(happening.handed) and is_simple and not happening.slips


def _of(lines: list[Counted]) -> object:
    return lines[0].person_id if lines else None


def _log_again(event: Event, item: str, first: list[Counted], by: Person) -> None:
    """The same heap, counted a little differently from another phone."""
    quantity = max(1, sum(line.quantity for line in first) - 3)
    line = Line(new_id(), event.id, CountKind.HANDOUT, item, quantity, first[0].at + timedelta(minutes=1))
    record_all([line], sender=by, now=(event.reviewed_at or event.ends_at) + _SENT_LATER)


def _keep_first(event: Event, desk: Desk, first: list[Counted], lead: Person) -> None:
    question = double(desk.id)
    decide_double(
        question,
        choice=Choice.KEEP,
        wanted={first[0].person_id: 0},
        word=_WORD,
        seen_lines=seen(lines_in_doubt(question)),
        decision_id=new_id(),
        by=lead,
        now=(event.reviewed_at or event.ends_at) + _DECIDED_LATER,
    )
