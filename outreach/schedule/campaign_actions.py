"""Keeping the list of campaigns, and when each runs in a year."""

import re
from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db, new_id
from outreach.errors import Conflict
from outreach.schedule.campaign_data import CAMPAIGNS
from outreach.schedule.models import Campaign, Edition
from outreach.schedule.rules import check_days, check_needed, check_text

_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")


def add_campaign(
    *,
    by: Actor,
    now: datetime,
    name: str,
    name_en: str | None = None,
    aliases: Sequence[str] = (),
    code: str | None = None,
) -> Campaign:
    """The new campaign, last in the list; Conflict at `name` where another is called so."""
    name = check_needed(name, "name", 100)
    _check_name_free(name)
    identity = new_id()
    campaign = Campaign(
        id=identity,
        code=code or _code(name_en) or f"campaign-{identity.hex[-12:]}",
        name=name,
        name_en=check_text(name_en, "name_en", 100),
        aliases=_plain(aliases),
        position=(db.session.scalar(select(func.max(Campaign.position))) or 0) + 1,
    )
    db.session.add(campaign)
    db.session.flush()
    record_act("campaign.added", by=by, now=now, subject=campaign, name=name)
    return campaign


def change_campaign(
    campaign: Campaign,
    *,
    by: Actor,
    now: datetime,
    name: str,
    name_en: str | None = None,
    aliases: Sequence[str] = (),
    retired: bool = False,
) -> Campaign:
    """The campaign with these names; a retired one stays on its events and is no longer offered."""
    name = check_needed(name, "name", 100)
    _check_name_free(name, but=campaign)
    before = _told(campaign)
    campaign.name, campaign.name_en = name, check_text(name_en, "name_en", 100)
    campaign.aliases = _plain(aliases)
    if retired != (campaign.retired_at is not None):
        campaign.retired_at = now if retired else None
    after = _told(campaign)
    changed = [field for field in after if before[field] != after[field]]
    for field in changed:
        record_change(campaign, field, old=before[field], new=after[field], by=by, now=now)
    if changed:
        record_act("campaign.changed", by=by, now=now, subject=campaign, name=name, fields=changed)
    db.session.flush()
    return campaign


def add_edition(
    campaign: Campaign, *, by: Actor, now: datetime, first_day: date, last_day: date, year: int | None = None
) -> Edition:
    """The campaign's edition of `year`, the first day's unless said; Conflict at `year` where there is one."""
    check_days(first_day, last_day)
    year = first_day.year if year is None else year
    _check_year_free(campaign, year)
    edition = Edition(campaign_id=campaign.id, year=year, first_day=first_day, last_day=last_day)
    db.session.add(edition)
    db.session.flush()
    days = f"{first_day.isoformat()}/{last_day.isoformat()}"
    record_act("edition.added", by=by, now=now, subject=edition, campaign=campaign.name, year=year, days=days)
    return edition


def change_edition(
    edition: Edition, *, by: Actor, now: datetime, first_day: date, last_day: date, year: int | None = None
) -> Edition:
    """The edition with these days; the events tagged to it stay so, whatever their day."""
    check_days(first_day, last_day)
    year = edition.year if year is None else year
    _check_year_free(edition.campaign, year, but=edition)
    wanted = {"year": year, "first_day": first_day, "last_day": last_day}
    changed = [field for field, new in wanted.items() if getattr(edition, field) != new]
    for field in changed:
        old, new = str(getattr(edition, field)), str(wanted[field])
        record_change(edition, field, old=old, new=new, by=by, now=now, moves_figure=field == "year")
        setattr(edition, field, wanted[field])
    if changed:
        name, days = edition.campaign.name, f"{first_day.isoformat()}/{last_day.isoformat()}"
        record_act("edition.changed", by=by, now=now, subject=edition, campaign=name, year=year, days=days)
    db.session.flush()
    return edition


def add_known_campaigns(now: datetime, by: Actor) -> None:
    """Add the campaigns that every bureau of the trade knows, names and aliases only; their days come by notice."""
    known = set(db.session.scalars(select(Campaign.name))) | set(db.session.scalars(select(Campaign.code)))
    for code, name, name_en, aliases in CAMPAIGNS:
        if not {code, name} & known:
            add_campaign(by=by, now=now, code=code, name=name, name_en=name_en, aliases=aliases)


def _check_name_free(name: str, *, but: Campaign | None = None) -> None:
    other = db.session.scalar(select(Campaign).where(Campaign.name == name))
    if other is not None and other is not but:
        raise Conflict(_("There is a campaign of this name already."), field="name", code="name_taken")


def _check_year_free(campaign: Campaign, year: int, *, but: Edition | None = None) -> None:
    other = db.session.scalar(select(Edition).where(Edition.campaign_id == campaign.id, Edition.year == year))
    if other is not None and other is not but:
        raise Conflict(_("This campaign has an edition of that year already."), field="year", code="year_taken")


def _plain(aliases: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(alias.strip() for alias in aliases if alias.strip()))


def _code(name_en: str | None) -> str:
    code = _NOT_IN_CODES.sub("_", (name_en or "").lower()).strip("_")[:60]
    taken = db.session.scalar(select(Campaign.id).where(Campaign.code == code)) if code else None
    return "" if taken else code


def _told(campaign: Campaign) -> dict[str, str | None]:
    return {
        "name": campaign.name,
        "name_en": campaign.name_en,
        "aliases": "、".join(campaign.aliases) or None,
        "retired": None if campaign.retired_at is None else "✓",
    }
