"""Writing down what counters showed."""

import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid, Question
from outreach.media import queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.models import Placement, Reading
from outreach.media.readings.queries import Counter, series_of, shown_by_day
from outreach.media.readings.rules import Shown, check_day_over, check_rising, fall_beside
from outreach.media.rules import Metric, check_reading_day
from outreach.people.models import Person

_UNPROVEN = _("This is another body's account: without a note that says where the number is from it will not count.")


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
        raise Question(_UNPROVEN, code="no_proof")
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


@dataclass(frozen=True)
class Fall:
    """A number of a round that is below one of another day."""

    placement_id: uuid.UUID
    metric: Metric
    day: date
    other: Shown


def record_round(
    placements: Sequence[Placement],
    values: Mapping[Counter, Shown],
    *,
    day: date,
    by: Person,
    now: datetime,
    proof_note: str = "",
    confirmed: Collection[str] = (),
) -> int:
    """Many numbers of one channel at the close of `day`, whole or not at all; how many were new.

    A number that is there already is not stored again. Raises Question as `record_readings`; that of `falling` holds
    the `falls`. `values` are by placement and metric.
    """
    for placement in placements:
        check_may_publish(by, placement.article.team_id, now)
        check_reading_day(day, appeared_on=placement.day, today=clock.local_day(now))
    check_day_over(day, today=clock.local_day(now), confirmed="open_day" in confirmed)
    series = series_of([each.id for each in placements])
    if "falling" not in confirmed:
        _ask_about_falls(values, day, series)
    channels = {each.channel.id: each.channel for each in placements}
    own = all(each.is_own for each in channels.values())
    if not (own or proof_note or "no_proof" in confirmed):
        raise Question(_UNPROVEN, code="no_proof", field="proof_note")
    proven_now = bool(proof_note) and not own
    new = {
        counter: shown for counter, shown in values.items() if proven_now or (day, shown) not in series.get(counter, ())
    }
    facts = {"day": day, "proof_note": proof_note or None, "recorded_at": now, "recorded_by_id": by.id}
    db.session.add_all(
        Reading(placement_id=placement_id, metric=metric, **vars(shown), **facts)
        for (placement_id, metric), shown in new.items()
    )
    db.session.flush()
    name = "、".join(sorted(each.name for each in channels.values()))
    if new:
        record_act("readings.recorded", by=by, now=now, name=name, day=day.isoformat(), count=len(new))
    return len(new)


def _ask_about_falls(values: Mapping[Counter, Shown], day: date, series: Mapping[Counter, Any]) -> None:
    falls = []
    for counter, shown in values.items():
        fall = fall_beside(shown, day, series.get(counter, ()))
        if fall is not None:
            falls.append(Fall(*counter, *fall))
    if falls:
        message = ngettext(
            "%(num)s number is below one of another day. Counters only grow: look at what is marked. Store it all the "
            "same?",
            "%(num)s numbers are below those of other days. Counters only grow: look at what is marked. Store them all "
            "the same?",
            len(falls),
        )
        raise Question(message, code="falling", falls=falls)
