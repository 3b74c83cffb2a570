"""The feature's parts of other pages: the lines on an event's page, and what is to be logged on the home board."""

from dataclasses import replace

from flask import render_template

from outreach import clock
from outreach.audit.histories import changes_of
from outreach.audit.models import Change
from outreach.logbook import queries
from outreach.logbook.corrections import corrections_in
from outreach.logbook.desk import not_of_the_team, sums_of
from outreach.logbook.doubles.queries import undecided_lines
from outreach.logbook.erasing import erased_among, may_erase
from outreach.logbook.field import field_for, field_is_empty
from outreach.logbook.labels import named, said, undone_reason
from outreach.people.rules import EVERY_TEAM
from outreach.schedule.access import may_change
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.access import Permission, acting_person, may
from outreach.web.paging import page_number


def event_panel(event: Event) -> str:
    """What was logged; each line is a row that a number of the report opens at."""
    lines = queries.lines_of(event.id, page_number("lines"))
    people = {each.by_id for each in lines} | {each.sent_by_id for each in lines}
    items, says_none = queries.items_for(event), queries.says_none(event.id)
    undecided = list(undecided_lines(event.id))
    is_late = event.status is Status.HELD and queries.has_late_lines(event)
    in_time = queries.nets_of(event.id, until=event.reviewed_at) if is_late else None
    return render_template(
        "logbook/event_panel.html",
        event=event,
        lines=lines,
        sums=sums_of(items, queries.nets_of(event.id), says_none=says_none, undecided=undecided),
        undecided={line.id for line in undecided},
        sums_in_time=in_time and sums_of(items, in_time, says_none=says_none),
        is_late=is_late,
        may_review=is_late and may(Permission.REVIEW) and may_change(acting_person(), event, clock.now()),
        strangers=not_of_the_team(queries.people_among(people), event),
        corrections=corrections_in(lines, undone=undone_reason()),
        reopened=reopened(event),
        erased=erased_among([line.id for line in lines]),
        may_erase=may(Permission.PLAN) and may_erase(acting_person(), event, clock.now()),
        said=said,
        named=named,
    )


def reopened(event: Event) -> Change | None:
    """Who undid the review of the event, when and why, where it was not reviewed again."""
    if event.status is not Status.HELD or event.reviewed_at is not None:
        return None
    last = next((each for each in changes_of(event) if each.field == "reviewed"), None)
    return last if last is not None and last.new is None else None


def home_panel() -> str:
    """What is to be logged today, and what is owed; nothing where there is neither.

    What a lead's own teams owe stands in the list of what is owed.
    """
    person, field = acting_person(), field_for(acting_person(), clock.now())
    if may(Permission.REVIEW):
        told = person.team_ids_on(field.today)
        everything = person.role in EVERY_TEAM
        owed = () if everything else (each for each in field.owed if each.event.lead_team_id not in told)
        field = replace(field, owed=tuple(owed))
    return "" if field_is_empty(field) else render_template("logbook/home_panel.html", field=field)
