"""What the example must know before it is loaded."""

from collections.abc import Collection, Sequence

from sqlalchemy import select

from outreach.db import db
from outreach.logbook.models import Tally
from outreach.media.models import Article
from outreach.people.models import Person
from outreach.schedule.models import Event


def is_empty() -> bool:
    """Whether there is no event, article or tally (docs/design.md, section 6); accounts and lists may be there."""
    return not any(db.session.scalar(select(table.id).limit(1)) for table in (Event, Article, Tally))


def accounts_among(usernames: Collection[str]) -> Sequence[str]:
    """Those of the user names that somebody has already."""
    statement = select(Person.username).where(Person.username.in_(usernames)).order_by(Person.username)
    return db.session.scalars(statement).all()
