"""What is owed after events: each is a list that somebody works off anyway."""

from collections.abc import Callable, Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import exists, select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.logbook.phones.labels import NOT_BY_THEMSELVES
from outreach.logbook.phones.models import PhoneHolding
from outreach.logbook.queries import is_logged, stands
from outreach.logbook.reviews import queries as reviews
from outreach.logbook.reviews.labels import DEBTS
from outreach.logbook.reviews.rules import Debt
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.reports.closings.checks.finding import NAMED, Asked, Finding, Named, counted_events, named_events, path_to
from outreach.reports.closings.rules import Severity
from outreach.reports.queries import COUNTED_TRACKS, event_conditions
from outreach.schedule.models import Event, PlannedItem
from outreach.schedule.on_the_spot.queries import waits
from outreach.schedule.rules import Status
from outreach.web.access import Permission

_SAID: dict[Debt, Callable[[], str]] = {
    Debt.WORD: lambda: str(_("They count nowhere until somebody says whether they took place.")),
    Debt.LOG: lambda: str(_("Nothing was said of them; nothing is not “none handed out”.")),
    Debt.DOUBLE: lambda: str(_("Both tallies are in the figures until a lead decides.")),
    Debt.REVIEW: lambda: str(_("Their numbers count, and nobody has looked at them.")),
    Debt.LATE: lambda: str(_("These lines stand outside the figures until the event is reviewed again.")),
}


def debts(asked: Asked) -> Iterator[Finding]:
    """No word, no log, undecided, unreviewed, late lines."""
    scope = reviews.Scope(asked.period, asked.now, {asked.filters.team.id} if asked.filters.team else None)
    for debt, said in _SAID.items():
        page = reviews.owed(scope, debt, number=1, size=5)
        rows = select(Event.id, Event.title, Event.day).where(Event.id.in_(page.rows)).order_by(Event.day, Event.id)
        yield Finding(
            debt.value,
            Severity.MUST,
            str(DEBTS[debt]),
            page.total,
            said(),
            named_events(db.session.execute(rows) if page.total else (), "reviews.event"),
            path_to("reviews.index", debt=debt.value, team=asked.team_code, **asked.days),
            Permission.REVIEW,
        )


def cancelled_with_lines(asked: Asked) -> Finding:
    """Cancelled events of which lines stand: recorded, and outside the figures."""
    is_so = Event.status == Status.CANCELLED, is_logged(), *event_conditions(asked.filters)
    return Finding(
        "cancelled",
        Severity.MUST,
        _("Cancelled, and yet something is logged"),
        *_said(is_so, _("These lines count nowhere. Reinstate the event, or take them back.")),
        path=path_to("events.index", status=Status.CANCELLED.value, **_listed(asked)),
    )


def unconfirmed(asked: Asked) -> Finding:
    """Held events that were made on the spot, and that no lead has looked at."""
    is_so = Event.status == Status.HELD, Event.track.in_(COUNTED_TRACKS), waits(), *event_conditions(asked.filters)
    return Finding(
        "unconfirmed",
        Severity.MUST,
        _("Made on the spot, and not confirmed"),
        *_said(is_so, _("They count, and may be doubles of what was planned.")),
        path_to("on_the_spot.to_confirm"),
        Permission.PLAN,
    )


def none_and_some(asked: Asked) -> Finding:
    """Events of which somebody said that none was handed out, and somebody else how many (rule 10)."""
    of_none = (_handout(), Tally.item_id.is_(None), Tally.quantity == 0)  # in the order of the index
    zero = exists().where(*of_none, stands()).correlate(Event)
    some = exists().where(_handout(), Tally.quantity > 0, stands()).correlate(Event)
    is_so = Event.status == Status.HELD, zero, some, *event_conditions(asked.filters)
    said = _("One of the two is wrong: take it back.")
    return Finding(
        "none_and_some", Severity.MUST, _("“None handed out”, and yet a number of materials"), *_said(is_so, said)
    )


def blank(asked: Asked) -> Finding:
    """Logged events for which materials were planned, and of which nobody said whether any were handed out."""
    planned = exists().where(PlannedItem.event_id == Event.id, PlannedItem.quantity > 0).correlate(Event)
    any_line = exists().where(_handout(), stands()).correlate(Event)
    is_so = (
        Event.status == Status.HELD,
        Event.track.in_(COUNTED_TRACKS),
        planned | (Event.expected_handouts > 0),
        is_logged(),
        ~any_line,
        *event_conditions(asked.filters),
    )
    said = _("Blank is not zero: log what was handed out, or say “none handed out”.")
    return Finding(
        "blank", Severity.LOOK, _("Materials were planned, and nothing is said of them"), *_said(is_so, said)
    )


def phones_waiting(asked: Asked) -> Finding:
    """Phones that still hold lines of these days, or of events that are not here yet."""
    of_period = (
        select(PhoneHolding.waiting, PhoneHolding.aside, PhoneHolding.oldest_at, Person.name)
        .join(Person, Person.id == PhoneHolding.person_id)
        .outerjoin(Event, Event.id == PhoneHolding.event_id)
        .where(PhoneHolding.seen_at.is_(None), PhoneHolding.event_id.is_(None) | _inside(asked))
        .order_by(PhoneHolding.oldest_at, PhoneHolding.id)
    )
    rows = db.session.execute(of_period).all()
    path = path_to("phones.index")
    named = [Named(_said_holding(row.name, row.waiting, row.aside), path) for row in rows[:NAMED]]
    waiting, aside = sum(row.waiting for row in rows), sum(row.aside for row in rows)
    said = [str(_("They come as soon as the phone has a network and its person opens the log."))] if waiting else []
    said += [str(NOT_BY_THEMSELVES)] if aside else []
    return Finding(
        "phones",
        Severity.MUST,
        _("Lines that still wait on phones"),
        waiting + aside,
        " ".join(said),
        named,
        path,
        Permission.PLAN,
    )


def _said_holding(name: str, waiting: int, aside: int) -> str:
    if aside:
        return str(_("%(name)s: %(count)s lines, %(aside)s not taken", name=name, count=waiting + aside, aside=aside))
    return str(_("%(name)s: %(count)s lines", name=name, count=waiting))


def _inside(asked: Asked) -> Any:
    days = Event.day.between(asked.period.first, asked.period.last)
    return days if asked.filters.team is None else days & (Event.lead_team_id == asked.filters.team.id)


def _handout() -> Any:
    return (Tally.event_id == Event.id) & (Tally.kind == CountKind.HANDOUT)


def _listed(asked: Asked) -> dict[str, str]:
    return asked.days | ({"team": asked.filters.team.word} if asked.filters.team else {})


def _said(conditions: Any, said: Any) -> tuple[int, str, list[Named]]:
    count, named = counted_events(*conditions)
    return count, str(said), named
