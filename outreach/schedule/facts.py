"""What is said of an event when it is planned or changed: checked as a whole, then written to its rows."""

import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from datetime import datetime
from typing import Any, TypedDict, TypeVar, cast

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.db import Base, db
from outreach.errors import Invalid
from outreach.laws.models import Law
from outreach.materials.models import Item
from outreach.people.models import Person, Team
from outreach.places.merging.queries import id_that_stays
from outreach.places.models import Place
from outreach.schedule import queries, rules
from outreach.schedule.models import (
    Assignment,
    CampaignTag,
    Edition,
    Event,
    EventForm,
    ExplainedLaw,
    JoiningTeam,
    PlannedItem,
)
from outreach.schedule.rules import Duty, Form, Standing, Track

Row = TypeVar("Row")


class Details(TypedDict, total=False):
    """What may be left out when planning."""

    standing: Standing
    joining_team_ids: Collection[uuid.UUID]
    edition_ids: Collection[uuid.UUID]
    forms: Collection[Form]
    staff: Mapping[uuid.UUID, Duty]
    planned_items: Mapping[uuid.UUID, int | None]
    law_ids: Collection[uuid.UUID]
    partners: str | None
    note: str | None
    things: str | None
    expected_handouts: int | None
    expected_consultations: int | None
    expected_attendance: int | None
    counts_separately: bool


class Facts(Details, total=False):
    """Everything that can be said of an event."""

    title: str
    track: Track
    lead_team_id: uuid.UUID
    place_id: uuid.UUID
    starts_at: datetime
    ends_at: datetime


_COLUMNS = (
    "title",
    "track",
    "standing",
    "lead_team_id",
    "place_id",
    "starts_at",
    "ends_at",
    "partners",
    "note",
    "things",
    "expected_handouts",
    "expected_consultations",
    "expected_attendance",
    "counts_separately",
)
_EXPECTED = ("expected_handouts", "expected_consultations", "expected_attendance")


def facts_of(event: Event) -> Facts:
    """All that the event says now, in the form in which it can be said of another one."""
    facts: dict[str, Any] = {column: getattr(event, column) for column in _COLUMNS}
    facts["joining_team_ids"] = [each.team_id for each in event.joining]
    facts["edition_ids"] = [each.edition_id for each in event.tags]
    facts["forms"] = [each.form for each in event.forms]
    facts["staff"] = {each.person_id: each.duty for each in event.staff}
    facts["planned_items"] = {each.item_id: each.quantity for each in event.planned_items}
    facts["law_ids"] = [each.law_id for each in event.laws]
    return cast(Facts, facts)


def changed_facts(event: Event, changes: Facts) -> Facts:
    """All that the event will say after the `changes`; an expected number that came from the plan follows the plan."""
    facts = facts_of(event)
    expected, planned = event.expected_handouts, facts["planned_items"]
    facts.update(changes)
    if facts["expected_handouts"] == expected and facts["planned_items"] != planned:
        facts["expected_handouts"] = None if expected == queries.copies_planned(planned) else expected
    return facts


def check_facts(facts: Facts) -> Facts:
    """`facts`, all of them, with texts made plain; Invalid with the field for anything that can't be stored.

    Where no number of handouts is expected, it is what is planned to be handed out.
    """
    checked = Facts(**facts)
    rules.check_times(facts["starts_at"], facts["ends_at"])
    checked["title"] = rules.check_needed(facts["title"], "title")
    checked["partners"] = rules.check_text(facts.get("partners"), "partners")
    checked["note"] = rules.check_text(facts.get("note"), "note")
    checked["things"] = rules.check_text(facts.get("things"), "things")
    for field in _EXPECTED:
        rules.check_quantity(facts.get(field), field)  # type: ignore[arg-type]  # these keys hold numbers
    for quantity in facts.get("planned_items", {}).values():
        rules.check_quantity(quantity, "planned_items")
    joining = set(facts.get("joining_team_ids", ())) - {facts["lead_team_id"]}
    checked["joining_team_ids"] = joining
    _check_known(Team, [facts["lead_team_id"]], "lead_team_id")
    _check_known(Place, [facts["place_id"]], "place_id")
    checked["place_id"] = _that_stays(facts["place_id"])
    _check_known(Team, joining, "joining_team_ids")
    _check_known(Edition, set(facts.get("edition_ids", ())), "edition_ids")
    _check_known(Person, set(facts.get("staff", {})), "staff")
    _check_known(Item, set(facts.get("planned_items", {})), "planned_items")
    _check_known(Law, set(facts.get("law_ids", ())), "law_ids")
    if facts.get("expected_handouts") is None:
        checked["expected_handouts"] = queries.copies_planned(facts.get("planned_items", {}))
    return checked


def write(event: Event, facts: Facts) -> None:
    """Make the event's rows say `facts`, which `check_facts` has checked; rows that stay are kept."""
    for column in _COLUMNS:
        if column in facts:
            setattr(event, column, facts[column])  # type: ignore[literal-required]
    event.day = clock.local_day(event.starts_at)
    _keep(event.joining, "team_id", facts.get("joining_team_ids"), lambda id: JoiningTeam(team_id=id))
    _keep(event.tags, "edition_id", facts.get("edition_ids"), lambda id: CampaignTag(edition_id=id))
    _keep(event.forms, "form", facts.get("forms"), lambda form: EventForm(form=form))
    _keep(event.laws, "law_id", facts.get("law_ids"), lambda id: ExplainedLaw(law_id=id))
    staff = facts.get("staff")
    _keep(event.staff, "person_id", staff, lambda id: Assignment(person_id=id))
    for assignment in event.staff if staff is not None else ():
        assignment.duty = staff[assignment.person_id]  # type: ignore[index]  # the loop is empty without
    items = facts.get("planned_items")
    _keep(event.planned_items, "item_id", items, lambda id: PlannedItem(item_id=id))
    for planned in event.planned_items if items is not None else ():
        planned.quantity = items[planned.item_id]  # type: ignore[index]  # the loop is empty without


def _keep(rows: list[Row], key: str, wanted: Iterable[Any] | None, make: Callable[[Any], Row]) -> None:
    """Make `rows` those of the `wanted` keys; None leaves them alone."""
    if wanted is None:
        return
    known = {getattr(row, key): row for row in rows}
    rows[:] = [known.get(each) or make(each) for each in dict.fromkeys(wanted)]


def _that_stays(place_id: uuid.UUID) -> uuid.UUID:
    """A form or a phone may know a merged entry still; whatever was merged is out of use since."""
    place = db.session.get_one(Place, place_id)
    return place_id if place.retired_at is None else id_that_stays(place_id)


def _check_known(model: type[Base], ids: Collection[uuid.UUID], field: str) -> None:
    unknown = queries.missing(model, ids)
    if unknown:
        raise Invalid(
            _("Something that was chosen here is not in the list any more. Choose again."),
            field=field,
            code="unknown",
            ids=sorted(map(str, unknown)),
        )
