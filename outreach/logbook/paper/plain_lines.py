"""Today's log as plain lines for the chat group, in the bureau's language, whoever copies them."""

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from outreach.logbook.attendance.listing import names_there, our_people
from outreach.logbook.attendance.models import CompanyPresent
from outreach.logbook.doubles.queries import open_at
from outreach.logbook.paper import queries
from outreach.logbook.paper.rules import Counted, said_counts, together
from outreach.logbook.queries import Net
from outreach.materials.models import Item
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.models import Team
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web import filters
from outreach.web.language import in_bureau_language

#: So many topics and companies are named; of more only the number is said.
MOST_TOPICS, MOST_COMPANIES = 3, 3


@dataclass(frozen=True)
class Logged:
    """What stands in the log of one event."""

    event: Event
    counts: Sequence[Counted]
    says_none: bool
    has_late_lines: bool
    people: Sequence[str]
    companies: Sequence[CompanyPresent]
    owed: int
    """How many answers are still owed to people who asked."""


def lines_of(event: Event) -> str:
    """Six lines: what and when, where, who of us, what was handed out, what was asked and who came, what is open."""
    (logged,) = logged_of([event])
    with in_bureau_language():
        return "\n".join(
            (
                _what_and_when(event),
                str(_("Who: %(people)s", people=_who(logged))),
                str(_("Handed out: %(things)s", things=_handed_out([logged]))),
                str(_("Asked: %(topics)s", topics=_asked([logged]))),
                str(_("Came: %(people)s", people=_came([logged]))),
                str(_("Remark: %(remark)s", remark=_remark([logged]))),
            )
        )


def lines_of_day(day: date, team: Team | None, events: Sequence[Event]) -> str:
    """The day of a team (None: of all): a line for each event, and what they add up to."""
    logged = logged_of([event for event in events if event.status is not Status.CANCELLED])
    if len(logged) == 1:
        return lines_of(logged[0].event)
    with in_bureau_language():
        who = team.name if team is not None else str(_("the bureau"))
        head = _("[Log] %(who)s, %(day)s: %(count)s events", who=who, day=filters.day(day), count=len(logged))
        each = [f"{number}. {_short(one)}" for number, one in enumerate(logged, start=1)]
        sums = (
            str(_("Handed out: %(things)s", things=_handed_out(logged))),
            str(_("Asked: %(topics)s", topics=_asked(logged))),
            str(_("Came: %(people)s", people=_came(logged))),
            str(_("Remark: %(remark)s", remark=_remark(logged))),
        )
        return "\n".join((str(head), *each, *(sums if logged else ())))


def logged_of(events: Sequence[Event]) -> list[Logged]:
    """What stands in the logs of the events, in their order."""
    ids = [event.id for event in events]
    nets, said_none, late = queries.nets_among(ids), queries.said_none_at(ids), queries.late_among(ids)
    presences, companies, owed = queries.presences_among(ids), queries.companies_among(ids), queries.owed_among(ids)
    items = queries.items_among({net.item_id for each in nets.values() for net in each if net.item_id is not None})
    return [
        Logged(
            event=event,
            counts=[_counted(net, items) for net in nets[event.id] if net.quantity],
            says_none=event.id in said_none,
            has_late_lines=event.id in late,
            people=names_there(our_people(event, presences[event.id])),
            companies=companies[event.id],
            owed=owed[event.id],
        )
        for event in events
    ]


def _counted(net: Net, items: Mapping[uuid.UUID, Item]) -> Counted:
    item = None if net.item_id is None else items[net.item_id]
    name, unit = (None, MAIN_UNIT[net.kind]) if item is None else (item.name, item.unit)
    place = (item.position, item.name) if item is not None else (0, "")
    return Counted(net.kind, name, unit, net.quantity, net.is_estimated, place)


def _what_and_when(event: Event) -> str:
    place = event.place
    where = f"{place.parent.name} · {place.name}" if place.parent is not None else place.name
    when = f"{filters.moment(event.starts_at)}–{filters.clock_time(event.ends_at)}"
    head = _("[Log] %(title)s: %(when)s, %(place)s", title=event.title, when=when, place=where)
    return str(_("[Cancelled] %(rest)s", rest=head)) if event.status is Status.CANCELLED else str(head)


def _short(logged: Logged) -> str:
    """One event of several in a line."""
    event = logged.event
    said = [_sum_of([logged], kind) for kind in (CountKind.HANDOUT, CountKind.CONSULTATION, CountKind.ATTENDANCE)]
    numbers = "，".join(filter(None, said)) or str(_("nothing is logged yet"))
    title = f"{filters.clock_time(event.starts_at)} {event.title}（{event.place.name}）"
    return str(_("%(event)s: %(numbers)s", event=title, numbers=numbers))


def _sum_of(logged: Iterable[Logged], kind: CountKind) -> str:
    words = {
        CountKind.HANDOUT: _("handed out %(sum)s"),
        CountKind.CONSULTATION: _("asked %(sum)s"),
        CountKind.ATTENDANCE: _("came %(sum)s"),
    }
    total = said_counts(together(_of(logged, kind), by_name=False))
    return str(words[kind]) % {"sum": total} if total else ""


def _who(logged: Logged) -> str:
    event = logged.event
    teams = "、".join([event.lead_team.name, *(each.team.name for each in event.joining)])
    partners = "、".join(part.strip() for part in (event.partners or "").splitlines() if part.strip())
    names = "、".join(logged.people) or str(_("not said yet"))
    bodies = str(_("%(teams)s, with %(partners)s", teams=teams, partners=partners)) if partners else teams
    return f"{names}（{bodies}）"


def _handed_out(logged: Sequence[Logged]) -> str:
    counts = together(_of(logged, CountKind.HANDOUT))
    displays = said_counts(together(_of(logged, CountKind.DISPLAY)))
    if not counts:
        said = str(_("none")) if any(each.says_none for each in logged) else str(_("not logged yet"))
        return f"{said}；{displays}" if displays else said
    unnamed = [each if each.name else each.called(str(_("materials, title not named"))) for each in counts]
    return "；".join(filter(None, (said_counts(unnamed), displays)))


def _asked(logged: Sequence[Logged]) -> str:
    counts = together(_of(logged, CountKind.CONSULTATION))
    topics = sorted((each for each in counts if each.name), key=lambda each: -each.quantity)
    if not counts:
        return str(_("not logged yet"))
    total = said_counts(together(counts, by_name=False))
    main = said_counts(topics[:MOST_TOPICS])
    return str(_("%(total)s, mainly %(topics)s", total=total, topics=main)) if main else total


def _came(logged: Sequence[Logged]) -> str:
    counts = together(_of(logged, CountKind.ATTENDANCE))
    groups = said_counts([each for each in counts if each.name])
    total = said_counts(together(counts, by_name=False)) or str(_("not logged yet"))
    people = f"{total}（{groups}）" if groups else total
    return "；".join(filter(None, (people, _companies([row for each in logged for row in each.companies]))))


def _companies(rows: Collection[CompanyPresent]) -> str:
    if not rows:
        return ""
    names = "、".join(row.name for row in list(rows)[:MOST_COMPANIES])
    said = str(_("%(count)s companies: %(names)s", count=len(rows), names=names))
    return said + _(" and others") if len(rows) > MOST_COMPANIES else said


def _remark(logged: Sequence[Logged]) -> str:
    """What is still open: of the numbers, and of the answers that are owed."""
    owed = sum(each.owed for each in logged)
    remarks = [
        (owed > 0, _("answers owed: %(count)s", count=owed)),
        (any(count.is_estimated for each in logged for count in each.counts), _("约 marks what was partly estimated")),
        (any(each.event.reviewed_at is None for each in logged), _("numbers not reviewed yet")),
        (any(each.has_late_lines for each in logged), _("待核: lines came after the review")),
        (bool(open_at([each.event.id for each in logged])), _("待核: two people counted the same desk")),
    ]
    return "；".join(str(words) for holds, words in remarks if holds) or str(_("none"))


def _of(logged: Iterable[Logged], kind: CountKind) -> list[Counted]:
    return [count for each in logged for count in each.counts if count.kind is kind]
