"""What a page shows of who was there: our people with what was said of each, groups, companies."""

import uuid
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from outreach.logbook.attendance import queries
from outreach.logbook.attendance.models import CompanyPresent, Presence
from outreach.logbook.attendance.rules import CompanyState, company_key, last_said, same_names
from outreach.logbook.rights import answers_for, without_part
from outreach.people.models import Person
from outreach.schedule.models import Assignment, Event
from outreach.schedule.rules import Duty

_DUTIES = {duty: number for number, duty in enumerate(Duty)}


@dataclass(frozen=True)
class OneOfUs:
    """A person of ours at an event; `there` None: nobody has said anything yet, the plan only proposes it.

    `waits`: no part in the event comes of what was said, until who looks at the list says it, too.
    """

    person_id: uuid.UUID
    name: str
    duty: Duty | None
    is_proposed: bool
    there: bool | None
    said_by: str | None
    said_at: datetime | None
    waits: bool = False

    @property
    def is_ticked(self) -> bool:
        """Whether the box is ticked: as was said, else as is planned."""
        return self.is_proposed if self.there is None else self.there


@dataclass(frozen=True)
class ListedCompany:
    """A company on an event's list; `is_taken`: its people stand in the ledger."""

    row: CompanyPresent
    is_taken: bool
    is_twice: bool

    @property
    def waits(self) -> bool:
        """Whether it signed in by itself, and nobody has looked at it."""
        return self.row.state is CompanyState.WAITING


def our_people(
    event: Event, rows: Sequence[Presence] | None = None, *, waiting: Collection[uuid.UUID] = ()
) -> list[OneOfUs]:
    """Who is planned, whoever is in charge first, and who was added; by name.

    `rows` is what was said of the event, where that is known already; `waiting` are those who wait for a word
    (`waiting_for`).
    """
    said = last_said(queries.presences_of([event.id]) if rows is None else rows)
    planned = {each.person_id: each for each in event.staff}
    coming = {each.person_id for each in event.coming}
    found = [_planned(each, person_id in coming, said.get(person_id)) for person_id, each in planned.items()]
    found += [_added(row) for person_id, row in said.items() if person_id not in planned]
    found = [replace(each, waits=each.person_id in waiting) for each in found]
    return sorted(found, key=lambda each: (_DUTIES.get(each.duty, len(_DUTIES)) if each.duty else 99, each.name))


def waiting_for(person: Person, event: Event, today: date) -> set[uuid.UUID]:
    """The ids of those who wait for a word of the person: they were there as was said, and have no part in the event.

    None where the person does not answer for the event.
    """
    if not answers_for(person, event):
        return set()
    said = last_said(queries.presences_of([event.id])).values()
    return {each.id for each in without_part((row.person for row in said if row.there), event, today)}


def names_there(people: Iterable[OneOfUs]) -> list[str]:
    """The names of those of whom somebody said that they were there."""
    return [each.name for each in people if each.there]


def listed_companies(event_id: uuid.UUID) -> list[ListedCompany]:
    """The event's companies in the order in which they came; what stands there twice is marked."""
    rows = queries.companies_of([event_id])
    taken = queries.standing_lines([row.id for row in rows])
    twice = same_names([row.name for row in rows])
    return [ListedCompany(row, row.id in taken, company_key(row.name) in twice) for row in rows]


def companies_there(companies: Sequence[ListedCompany]) -> list[CompanyPresent]:
    """Those that somebody of ours has typed or accepted."""
    return [each.row for each in companies if not each.waits]


def _planned(each: Assignment, comes: bool, row: Presence | None) -> OneOfUs:
    return OneOfUs(each.person_id, each.person.name, each.duty, comes, *_said(row))


def _added(row: Presence) -> OneOfUs:
    return OneOfUs(row.person_id, row.person.name, None, False, *_said(row))


def _said(row: Presence | None) -> tuple[bool | None, str | None, datetime | None]:
    return (None, None, None) if row is None else (row.there, row.by.name, row.at)
