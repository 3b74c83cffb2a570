"""Writing down what counters showed."""

from collections.abc import Collection, Mapping
from datetime import date, datetime

from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid, Question
from outreach.media import queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.models import Placement, Reading
from outreach.media.readings.queries import shown_by_day
from outreach.media.readings.rules import Shown, check_day_over, check_rising
from outreach.media.rules import Metric, check_reading_day
from outreach.people.models import Person


def record_readings(
    placement: Placement,
    values: Mapping[Metric, int | Shown],
    *,
    day: date,
    by: Person,
    now: datetime,
    proof_note: str = "",
    confirmed: Collection[str] = (),
) -> list[Reading]:
    """What the counters showed at the close of the local `day`: running totals by metric.

    Raises Question `falling` where a total would fall, `open_day` for today, and where the number would not count:
    `no_proof` for a third party's, `through_pieces` for a post that has pieces; `confirmed` holds the codes that were
    answered with yes.
    """
    check_may_publish(by, placement.article.team_id, now)
    if not values:
        raise Invalid(_("Type at least one number."), field="times")
    check_reading_day(day, appeared_on=placement.day, today=clock.local_day(now))
    check_day_over(day, today=clock.local_day(now), confirmed="open_day" in confirmed)
    if not (placement.channel.is_own or proof_note or "no_proof" in confirmed):
        raise Question(
            _("This is another body's account: without a note that says where the number is from it will not count."),
            code="no_proof",
        )
    if queries.counts_through_pieces(placement.article) and "through_pieces" not in confirmed:
        raise Question(
            _("The views of this post are those of its pieces: a reading of the post itself will not count."),
            code="through_pieces",
        )
    typed = {metric: each if isinstance(each, Shown) else Shown(each) for metric, each in values.items()}
    for metric, shown in typed.items():
        others = shown_by_day(placement.id, metric)
        check_rising(shown, day, others, field=metric.value, confirmed="falling" in confirmed)
    facts = {"placement_id": placement.id, "day": day, "proof_note": proof_note or None}
    facts |= {"recorded_at": now, "recorded_by_id": by.id}
    readings = [Reading(metric=metric, **vars(shown), **facts) for metric, shown in typed.items()]
    db.session.add_all(readings)
    db.session.flush()
    record_act(
        "reading.recorded",
        by=by,
        now=now,
        subject=placement.article,
        title=placement.article.title,
        name=placement.channel.name,
        day=day.isoformat(),
    )
    return readings
