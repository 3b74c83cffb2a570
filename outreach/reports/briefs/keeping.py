"""Keeping a brief as the article it became, and letting it go again when that article was withdrawn."""

import uuid
from collections.abc import Collection
from datetime import date, datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict
from outreach.media.articles.actions import publish_article
from outreach.media.rules import ArticleKind
from outreach.people.models import Person
from outreach.reports.briefs import queries
from outreach.reports.briefs.actions import check_clean, refresh_lines
from outreach.reports.briefs.models import Brief
from outreach.reports.briefs.rights import check_may_check
from outreach.reports.briefs.rules import State, quoted_in


def keep_brief(
    item: Brief,
    *,
    by: Person,
    now: datetime,
    kind: ArticleKind,
    title: str,
    day: date,
    channel_id: uuid.UUID,
    url: str = "",
    authors: str = "",
    confirmed: Collection[str] = (),
) -> Brief:
    """The checked brief as an article of its event's team, with its campaigns and laws; from then on it stands still.

    Raises Conflict where it is not checked (`other_state`) or not clean (`not_clean`); asks like `publish_article`.
    """
    event = item.event
    check_may_check(by, event, now)
    if item.state is not State.CHECKED:
        raise Conflict(_("A brief is kept once its lead has checked it."), code="other_state")
    check_clean(item)
    article = publish_article(
        by=by,
        now=now,
        kind=kind,
        title=title,
        day=day,
        team_id=event.lead_team_id,
        channel_id=channel_id,
        url=url,
        event_id=event.id,
        edition_ids=[tag.edition_id for tag in event.tags],
        joint_team_ids=[each.team_id for each in event.joining],
        law_ids=queries.laws_called(quoted_in(item.current.texts.values())),
        authors=authors,
        confirmed=confirmed,
    )
    refresh_lines(item)
    item.kept_at, item.kept_by_id, item.article_id, item.changed_at = now, by.id, article.id, now
    db.session.flush()
    record_act("brief.kept", by=by, now=now, subject=item, title=title)
    return item


def reopen_brief(item: Brief, *, by: Person, now: datetime) -> Brief:
    """A draft again, where the article that it became was withdrawn; raises Conflict where that one still counts."""
    check_may_check(by, item.event, now)
    if item.article is None or item.article.withdrawn_at is None:
        raise Conflict(_("Withdraw the article first: two of one brief would count twice."), code="article_counts")
    item.kept_at = item.kept_by_id = item.article_id = None
    item.checked_at = item.checked_by_id = None
    item.changed_at = now
    db.session.flush()
    record_act("brief.reopened", by=by, now=now, subject=item)
    return item
