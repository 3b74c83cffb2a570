"""Campaigns that are named, and not tagged: their tables then lack the event or the article."""

from collections.abc import Iterable, Iterator
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, exists, false, func, or_, select

from outreach.db import db
from outreach.media.models import Article, ArticleTag
from outreach.reports.closings.checks.finding import NAMED, Asked, Finding, Named, counted_events, path_to
from outreach.reports.closings.rules import Severity
from outreach.reports.queries import article_conditions, held
from outreach.schedule.campaigns.queries import campaigns
from outreach.schedule.models import Campaign, CampaignTag, Edition, Event

#: Shorter names stand in many a title by chance.
_SHORTEST = 3


def named_only(asked: Asked) -> Iterator[Finding]:
    """Events and articles whose title names a campaign, by its name or an alias, without a tag of it."""
    known = campaigns(retired=True)
    title = _("Named after a campaign, and not tagged to it")
    said = _("An alias in the title is no tag: the campaign's own table leaves them out. Tag them to the edition.")
    is_so = or_(false(), *(_names(Event.title, each) & ~_event_tagged(each) for each in known))
    count, named = counted_events(is_so, *held(asked.filters))
    yield Finding("campaign_events", Severity.LOOK, str(title), count, str(said), named)
    count, named = _articles(asked, known)
    title = _("Articles named after a campaign, and not tagged to it")
    yield Finding("campaign_articles", Severity.LOOK, str(title), count, str(said), named)


def untagged(asked: Asked) -> Finding:
    """Held public events inside an edition's days without any tag: a hint, for a tag is never inferred."""
    inside = exists().where(Edition.first_day <= Event.day, Edition.last_day >= Event.day)
    no_tag = ~exists().where(CampaignTag.event_id == Event.id)
    count, named = counted_events(inside, no_tag, *held(asked.filters))
    said = _("They may belong to the campaign of those days, or to none. Only a person can tell.")
    return Finding("untagged", Severity.HINT, _("Inside a campaign's days, without a tag"), count, str(said), named)


def _articles(asked: Asked, known: Iterable[Campaign]) -> tuple[int, list[Named]]:
    is_so = or_(false(), *(_names(Article.title, each) & ~_article_tagged(each) for each in known))
    days = Article.day.between(asked.period.first, asked.period.last)
    conditions = is_so, days, Article.post_id.is_(None), *article_conditions(asked.filters)
    count = db.session.scalar(select(func.count()).select_from(Article).where(*conditions)) or 0
    first = select(Article.id, Article.title, Article.day).where(*conditions).order_by(Article.day, Article.id)
    rows = db.session.execute(first.limit(NAMED)) if count else ()
    return count, [Named(f"{row.day:%m-%d} {row.title}", path_to("media.article", article_id=row.id)) for row in rows]


def _names(title: Any, campaign: Campaign) -> ColumnElement[bool]:
    names = {name for name in (campaign.name, *campaign.aliases) if len(name) >= _SHORTEST}
    return or_(false(), *(title.contains(name, autoescape=True) for name in sorted(names)))


def _event_tagged(campaign: Campaign) -> ColumnElement[bool]:
    editions = select(Edition.id).where(Edition.campaign_id == campaign.id)
    return exists().where(CampaignTag.event_id == Event.id, CampaignTag.edition_id.in_(editions)).correlate(Event)


def _article_tagged(campaign: Campaign) -> ColumnElement[bool]:
    editions = select(Edition.id).where(Edition.campaign_id == campaign.id)
    return exists().where(ArticleTag.article_id == Article.id, ArticleTag.edition_id.in_(editions)).correlate(Article)
