"""Calendar links: made anew, and when a calendar last came for its feed."""

import uuid
from datetime import datetime, timedelta

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.people.models import FeedToken, Person
from outreach.people.queries import feed_token_by_id, feed_tokens_of

#: "Last fetched" is good enough by the hour; calendars poll all day.
FETCH_WRITTEN_EVERY = timedelta(hours=1)


def renew_feed_token(person: Person, *, by: Person, now: datetime) -> FeedToken:
    """Give `person` a new link; every older one stops working."""
    for old in feed_tokens_of(person):
        old.revoked_at = now
    token = FeedToken(person_id=person.id, made_at=now)
    db.session.add(token)
    db.session.flush()
    record_act("feed_token.renewed", by=by, now=now, subject=person)
    return token


def is_fetch_worth_writing(token: FeedToken, now: datetime) -> bool:
    """Whether "last fetched" is old enough to be written again."""
    return token.last_fetched_at is None or now - token.last_fetched_at >= FETCH_WRITTEN_EVERY


def mark_fetched(token_id: uuid.UUID, *, now: datetime) -> None:
    """Remember that a calendar came for its feed."""
    token = feed_token_by_id(token_id)
    if token is not None:
        token.last_fetched_at = now
