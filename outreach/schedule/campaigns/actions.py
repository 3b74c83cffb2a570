"""Keeping the list of campaigns: names, the rule of their days, the laws they explain."""

import re
import uuid
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _
from sqlalchemy import func, select

from outreach.audit.actions import Actor, record_act, record_change
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid
from outreach.laws.models import Law
from outreach.schedule import queries
from outreach.schedule.campaigns.known import CAMPAIGNS
from outreach.schedule.campaigns.rules import Recurrence, check_recurrence
from outreach.schedule.campaigns.words import rule_words
from outreach.schedule.models import Campaign, CampaignLaw
from outreach.schedule.rules import DayRule, check_needed, check_text

_NOT_IN_CODES = re.compile(r"[^a-z0-9]+")
BY_NOTICE = Recurrence(DayRule.NOTICE)


def add_campaign(
    *,
    by: Actor,
    now: datetime,
    name: str,
    name_en: str | None = None,
    aliases: Sequence[str] = (),
    recurrence: Recurrence = BY_NOTICE,
    law_ids: Collection[uuid.UUID] = (),
    code: str | None = None,
) -> Campaign:
    """The new campaign, last in the list; Conflict at `name` where another is called so, Invalid for half a rule."""
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
    _set_rule(campaign, recurrence)
    _set_laws(campaign, law_ids)
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
    recurrence: Recurrence = BY_NOTICE,
    law_ids: Collection[uuid.UUID] = (),
    retired: bool = False,
) -> Campaign:
    """The campaign with these names, rule and laws; a retired one stays on its events and is no longer offered.

    Days that were proposed already stay as they are. Raises as `add_campaign` does.
    """
    name = check_needed(name, "name", 100)
    _check_name_free(name, but=campaign)
    before = _told(campaign)
    _set_rule(campaign, recurrence)
    _set_laws(campaign, law_ids)
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


def add_known_campaigns(now: datetime, by: Actor) -> None:
    """Add the campaigns that every bureau of the trade knows, with their rules; a year's days are made from these."""
    known = set(db.session.scalars(select(Campaign.name))) | set(db.session.scalars(select(Campaign.code)))
    for each in CAMPAIGNS:
        if not {each.code, each.name} & known:
            add_campaign(
                by=by,
                now=now,
                code=each.code,
                name=each.name,
                name_en=each.name_en,
                aliases=each.aliases,
                recurrence=each.recurrence,
            )


def _set_rule(campaign: Campaign, recurrence: Recurrence) -> None:
    checked = check_recurrence(recurrence)
    campaign.rule, campaign.rule_from_year = checked.rule, checked.from_year
    campaign.rule_first, campaign.rule_last = checked.first, checked.last


def _set_laws(campaign: Campaign, law_ids: Collection[uuid.UUID]) -> None:
    unknown = queries.missing(Law, law_ids)
    if unknown:
        message = _("Something that was chosen here is not in the list any more. Choose again.")
        raise Invalid(message, field="law_ids", code="unknown", ids=sorted(map(str, unknown)))
    known = {each.law_id: each for each in campaign.laws}
    campaign.laws = [known.get(law_id) or CampaignLaw(law_id=law_id) for law_id in dict.fromkeys(law_ids)]


def _check_name_free(name: str, *, but: Campaign | None = None) -> None:
    other = db.session.scalar(select(Campaign).where(Campaign.name == name))
    if other is not None and other is not but:
        raise Conflict(_("There is a campaign of this name already."), field="name", code="name_taken")


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
        "rule": rule_words(campaign.recurrence),
        "laws": "、".join(sorted(_titles(each.law_id for each in campaign.laws))) or None,
        "retired": None if campaign.retired_at is None else "✓",
    }


def _titles(law_ids: Iterable[uuid.UUID]) -> Sequence[str]:
    return db.session.scalars(select(Law.title).where(Law.id.in_(list(law_ids)))).all()
