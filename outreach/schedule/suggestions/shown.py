"""The days that suit, as a form shows them: which are asked for, and how the one that was taken gets into it."""

import uuid
from datetime import date, datetime, time
from typing import Any

from flask import request

from outreach.places.queries import place
from outreach.schedule.campaigns.queries import find_edition
from outreach.schedule.forms import EventForm
from outreach.schedule.models import Event
from outreach.schedule.suggestions.queries import reasons, suggestions


def asks_for_days(form: EventForm) -> bool:
    """Whether the form was sent to see days or to take one (then it is filled in), and not to be saved."""
    slot = request.form.get("slot")
    if slot is not None:
        _fill(form, slot)
    return slot is not None or "suggest" in request.form


def days_shown(form: EventForm, *, now: datetime, event: Event | None) -> dict[str, Any]:
    """What the form's template needs: the days for what it says; an event that is there must be asked about."""
    if event is not None and not request.form.keys() & {"slot", "suggest"}:
        return _shown(None, None)
    chosen = form.edition_ids.data or [None]
    said = {"place_id": form.place_id.data, "team_id": form.lead_team_id.data, "edition_id": chosen[0]}
    return days_that_suit(now=now, but=event.id if event else None, **said)


def days_that_suit(
    *,
    now: datetime,
    place_id: uuid.UUID | None,
    team_id: uuid.UUID | None,
    edition_id: uuid.UUID | None = None,
    but: uuid.UUID | None = None,
) -> dict[str, Any]:
    """The suggestions with what says them, none (None) until place and team are known; raises NotFound."""
    edition = find_edition(edition_id)
    if place_id is None or team_id is None:
        return _shown(None, edition)
    return _shown(suggestions(place=place(place_id), team_id=team_id, now=now, edition=edition, but=but), edition)


def _shown(found: Any, edition: Any) -> dict[str, Any]:
    return {"suggestions": found, "edition": edition, "reasons": reasons}


def _fill(form: EventForm, slot: str) -> None:
    try:
        day, start, end = slot.split(" ")
        said = (date.fromisoformat(day), time.fromisoformat(start), time.fromisoformat(end), None)
    except ValueError:
        return
    for field, value in zip((form.starts_on, form.starts_at, form.ends_at, form.ends_on), said, strict=True):
        field.process(None, value)
        field.raw_data = None
