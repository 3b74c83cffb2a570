"""When each campaign runs in a year: proposed by its rule, confirmed by the year's notice."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import select

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db
from outreach.errors import Conflict
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.schedule.models import Campaign, Edition
from outreach.schedule.rules import check_days, check_text


def add_edition(
    campaign: Campaign,
    *,
    by: Actor,
    now: datetime,
    first_day: date,
    last_day: date,
    year: int | None = None,
    is_proposed: bool = False,
    document: str | None = None,
) -> Edition:
    """The campaign's edition of `year`, the first day's unless said; Conflict at `year` where there is one."""
    check_days(first_day, last_day)
    year = first_day.year if year is None else year
    _check_year_free(campaign, year)
    edition = Edition(
        campaign_id=campaign.id,
        year=year,
        first_day=first_day,
        last_day=last_day,
        is_proposed=is_proposed,
        document=check_text(document, "document", 200),
    )
    db.session.add(edition)
    db.session.flush()
    name, days = campaign.name, _days(edition)
    record_act("edition.added", by=by, now=now, subject=edition, campaign=name, year=year, days=days)
    return edition


def change_edition(
    edition: Edition,
    *,
    by: Actor,
    now: datetime,
    first_day: date,
    last_day: date,
    year: int | None = None,
    is_proposed: bool = False,
    document: str | None = None,
) -> Edition:
    """The edition with these days; the events tagged to it stay so, whatever their day."""
    check_days(first_day, last_day)
    year = edition.year if year is None else year
    _check_year_free(edition.campaign, year, but=edition)
    wanted: dict[str, Any] = {"year": year, "first_day": first_day, "last_day": last_day}
    wanted |= {"is_proposed": is_proposed, "document": check_text(document, "document", 200)}
    changed = [field for field, new in wanted.items() if getattr(edition, field) != new]
    for field in changed:
        old, new = _written(getattr(edition, field)), _written(wanted[field])
        record_change(edition, field, old=old, new=new, by=by, now=now, moves_figure=field == "year")
        setattr(edition, field, wanted[field])
    if changed:
        name, days = edition.campaign.name, _days(edition)
        record_act("edition.changed", by=by, now=now, subject=edition, campaign=name, year=year, days=days)
    db.session.flush()
    return edition


def propose_editions(year: int, *, by: Actor, now: datetime) -> Sequence[Edition]:
    """The editions that the rules propose for `year`, for each campaign in use that has none of that year yet."""
    return [
        add_edition(campaign, by=by, now=now, first_day=first, last_day=last, year=year, is_proposed=True)
        for campaign, (first, last) in campaign_queries.proposals(year)
    ]


def withdraw_proposed(year: int, *, by: Actor, now: datetime) -> int:
    """Take the year's proposed editions away again, those left alone that an event serves; how many are gone."""
    gone = [edition for edition in campaign_queries.proposed_editions(year) if _is_unused(edition)]
    for edition in gone:
        remove_edition(edition, by=by, now=now)
    return len(gone)


def remove_edition(edition: Edition, *, by: Actor, now: datetime) -> None:
    """Take an edition away that no event serves; Conflict where one does."""
    if not _is_unused(edition):
        message = _("Events serve this edition. Take the campaign off these events first.")
        raise Conflict(message, code="edition_in_use")
    name, days = edition.campaign.name, _days(edition)
    record_act("edition.removed", by=by, now=now, subject=edition, campaign=name, year=edition.year, days=days)
    db.session.delete(edition)
    db.session.flush()


def _check_year_free(campaign: Campaign, year: int, *, but: Edition | None = None) -> None:
    other = db.session.scalar(select(Edition).where(Edition.campaign_id == campaign.id, Edition.year == year))
    if other is not None and other is not but:
        raise Conflict(_("This campaign has an edition of that year already."), field="year", code="year_taken")


def _is_unused(edition: Edition) -> bool:
    return not campaign_queries.counts_by_edition([edition.id])


def _days(edition: Edition) -> str:
    return f"{edition.first_day.isoformat()}/{edition.last_day.isoformat()}"


def _written(value: Any) -> str | None:
    if isinstance(value, bool):
        return "✓" if value else None
    return None if value is None else str(value)
