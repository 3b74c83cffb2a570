"""Calendar links: made anew, and when a calendar last came for its feed."""

import uuid
from datetime import datetime, timedelta

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.people.models import FeedToken, Person
from outreach.people.queries import Subscriber, feed_tokens_of

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


def is_fetch_worth_writing(by: Subscriber, now: datetime) -> bool:
    """Whether "last fetched" is old enough to be written again."""
    return by.last_fetched_at is None or now - by.last_fetched_at >= FETCH_WRITTEN_EVERY


def mark_fetched(token_id: uuid.UUID, *, now: datetime) -> None:
    """Remember that a calendar came for its feed."""
    token = db.session.get(FeedToken, token_id)
    if token is not None:
        token.last_fetched_at = now
