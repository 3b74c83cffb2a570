"""Saying that a reading that looks wrong is right, and taking that back."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Conflict, Invalid, NotFound
from outreach.media import queries
from outreach.media.articles.rights import check_may_publish
from outreach.media.models import Reading
from outreach.media.readings.doubtful import WORDS, doubts_of
from outreach.media.readings.models import Settled, SettledFall, SettledSlip
from outreach.people.models import Person

_SETTLED: Mapping[type[Settled], str] = {SettledFall: "fall.settled", SettledSlip: "slip.settled"}
_ASKED_AGAIN: Mapping[type[Settled], str] = {SettledFall: "fall.asked_again", SettledSlip: "slip.asked_again"}


def settle_reading(reading_id: uuid.UUID, *, by: Person, now: datetime, reason: str) -> Reading:
    """Say that a reading is right in all that looks odd of it, and why.

    Raises NotFound where nothing is odd, Invalid without a reason, Conflict where it was said already.
    """
    found = queries.reading(reading_id)
    placement = queries.placement(found.placement_id, lock=True)
    check_may_publish(by, placement.article.team_id, now)
    doubts = doubts_of(found)
    if not doubts:
        raise NotFound(code="nothing_odd", id=reading_id)
    if not reason:
        raise Invalid(_("Say why, so that nobody has to ask next year."), field="reason")
    tables = dict.fromkeys(WORDS[each.oddity] for each in doubts if each.settled is None)
    if not tables:
        raise Conflict(_("Somebody said this already."))
    facts: dict[str, Any] = {"name": placement.channel.name, "day": found.day.isoformat()}
    for table in tables:
        db.session.add(table(reading_id=reading_id, at=now, by_id=by.id, reason=reason))
        record_act(_SETTLED[table], by=by, now=now, subject=placement.article, reason=reason, **facts)
    db.session.flush()
    return found


def ask_again(reading_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """Take back what was said of a reading; raises NotFound where nothing was."""
    said = [each for table in _ASKED_AGAIN if (each := db.session.get(table, reading_id)) is not None]
    if not said:
        raise NotFound(code="nothing_said", id=reading_id)
    item = queries.reading(reading_id).placement.article
    check_may_publish(by, item.team_id, now)
    for each in said:
        db.session.delete(each)
        record_act(_ASKED_AGAIN[type(each)], by=by, now=now, subject=item, title=item.title)
    db.session.flush()
