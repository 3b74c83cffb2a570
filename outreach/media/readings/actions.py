"""Writing down what counters showed."""

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Invalid, Question
from outreach.media import queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.labels import said
from outreach.media.models import Placement, Reading
from outreach.media.readings.queries import Counter, Series, series_of
from outreach.media.readings.rules import (
    Shown,
    check_day_over,
    check_leaps,
    check_readers,
    check_rising,
    fall_beside,
    has_more_readers,
    leap_beside,
)
from outreach.media.rules import Metric, check_reading_day
from outreach.people.models import Person
from outreach.web.language import in_bureau_language

#: What is asked about readings before they are stored.
QUESTIONS = ("falling", "leaping", "readers", "open_day", "no_proof", "through_pieces")
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

    Raises Question `falling` where a total would fall, `leaping` where it would be many times what it was, `readers`
    where more people than times would have read, `open_day` for today, and where the number would not count:
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
    series = series_of([placement.id])
    for metric, shown in typed.items():
        others = series.get((placement.id, metric), ())
        check_rising(shown, day, others, field=metric.value, confirmed="falling" in confirmed)
        check_leaps(shown, day, others, field=metric.value, confirmed="leaping" in confirmed)
    check_readers(typed, _of_day(day, placement.id, series), confirmed="readers" in confirmed)
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
        shown=_as_read(typed),
    )
    return readings


def _as_read(typed: Mapping[Metric, Shown]) -> str:
    with in_bureau_language():
        return "、".join(f"{said(metric)} {shown.value}" for metric, shown in typed.items())


@dataclass(frozen=True)
class Doubt:
    """A number of a round that is asked about, with the one beside it: of another day, or reads where it is readers."""

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

    A number that is there already is not stored again. Raises Question as `record_readings`; those of `falling`,
    `leaping` and `readers` hold the `doubts`. `values` are by placement and metric.
    """
    for placement in placements:
        check_may_publish(by, placement.article.team_id, now)
        check_reading_day(day, appeared_on=placement.day, today=clock.local_day(now))
    check_day_over(day, today=clock.local_day(now), confirmed="open_day" in confirmed)
    series = series_of([each.id for each in placements])
    _ask_about_doubts(values, day, series, confirmed)
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


def _ask_about_doubts(
    values: Mapping[Counter, Shown], day: date, series: Mapping[Counter, Series], confirmed: Collection[str]
) -> None:
    """Raise the first Question of those that were not answered with yes."""
    if "falling" not in confirmed and (falls := _doubts(fall_beside, values, day, series)):
        message = ngettext(
            "%(num)s number is below one of another day. Counters only grow: look at what is marked. Store it all the "
            "same?",
            "%(num)s numbers are below those of other days. Counters only grow: look at what is marked. Store them all "
            "the same?",
            len(falls),
        )
        raise Question(message, code="falling", doubts=falls)
    if "leaping" not in confirmed and (leaps := _doubts(leap_beside, values, day, series)):
        message = ngettext(
            "%(num)s number is at least ten times the one before it. Are there digits too many? Look at what is "
            "marked. Store it all the same?",
            "%(num)s numbers are at least ten times those before them. Are there digits too many? Look at what is "
            "marked. Store them all the same?",
            len(leaps),
        )
        raise Question(message, code="leaping", doubts=leaps)
    if "readers" not in confirmed and (readers := _more_readers(values, day, series)):
        message = ngettext(
            "%(num)s item would have more readers than reads: look at what is marked. Store it all the same?",
            "%(num)s items would have more readers than reads: look at what is marked. Store them all the same?",
            len(readers),
        )
        raise Question(message, code="readers", doubts=readers)


def _doubts(
    beside: Callable[[Shown, date, Series], tuple[date, Shown] | None],
    values: Mapping[Counter, Shown],
    day: date,
    series: Mapping[Counter, Series],
) -> list[Doubt]:
    found = ((counter, beside(shown, day, series.get(counter, ()))) for counter, shown in values.items())
    return [Doubt(*counter, *other) for counter, other in found if other is not None]


def _more_readers(values: Mapping[Counter, Shown], day: date, series: Mapping[Counter, Series]) -> list[Doubt]:
    doubts = []
    for placement_id in dict.fromkeys(placement_id for placement_id, _metric in values):
        typed = {metric: shown for (of, metric), shown in values.items() if of == placement_id}
        there = _of_day(day, placement_id, series)
        if has_more_readers(typed, there):
            marked, other = (Metric.PEOPLE, Metric.TIMES) if Metric.PEOPLE in typed else (Metric.TIMES, Metric.PEOPLE)
            doubts.append(Doubt(placement_id, marked, day, {**there, **typed}[other]))
    return doubts


def _of_day(day: date, placement_id: uuid.UUID, series: Mapping[Counter, Series]) -> dict[Metric, Shown]:
    """What the counters of a placement show at the close of `day` so far."""
    of_placement = ((metric, dict(shown)) for (of, metric), shown in series.items() if of == placement_id)
    return {metric: by_day[day] for metric, by_day in of_placement if day in by_day}
