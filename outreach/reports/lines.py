"""The named selects: what each figure counts, line by line. A figure's value is the sum of these very rows (rule 1).

Every select has the same columns, None where a line has no such thing: `id` (unique in its figure), `day`, `quantity`,
`at` (the instant it is ordered by within its day), `event_id`, `article_id`, `team_id`, `place_id`.
"""

import uuid
from typing import Any

from sqlalchemy import Integer, Select, Uuid, and_, case, cast, extract, func, literal, null, or_, select

from outreach.db.statements import made_of_it, made_once
from outreach.logbook.models import Tally
from outreach.logbook.queries import Ways, is_logged_in, ways_of_logging
from outreach.materials.models import Item
from outreach.materials.rules import CountKind
from outreach.media.models import Article, Channel, Placement, Reading
from outreach.media.rules import ArticleKind, Metric
from outreach.reports import queries
from outreach.reports.filters import Filters
from outreach.schedule.models import Event
from outreach.schedule.rules import Status, Track

Lines = Select[Any]


@made_once
def held_events(filters: Filters, track: Track) -> Lines:
    """Each held event of the track, once (rule 4)."""
    return _events().where(Event.track == track, *queries.held(filters))


@made_once
def joined_events(filters: Filters) -> Lines:
    """Each held event in which a team took part without leading; the filter `team` names that team."""
    return _events().where(*queries.held(filters, joined=True))


@made_once
def events_of_status(filters: Filters, status: Status) -> Lines:
    """Each event that is planned, or cancelled: columns of their own, never summed with the held ones (rule 6)."""
    return _events().where(Event.status == status, *queries.event_conditions(filters))


def unlogged_events(filters: Filters) -> Lines:
    """Each held event of a counted track of which nothing was logged, not even "none handed out" (rule 10)."""
    return _unlogged_events(filters, ways_of_logging())


@made_once
def _unlogged_events(filters: Filters, ways: Ways) -> Lines:
    counted = Event.track.in_(queries.COUNTED_TRACKS)
    return _events().where(counted, ~is_logged_in(ways), *queries.held(filters))


@made_once
def ledger(filters: Filters, kind: CountKind, unit: str) -> Lines:
    """Each counted line of the ledger of one kind and one unit; reversals are lines of their own (rule 2)."""
    return _ledger(filters).where(Tally.kind == kind, queries.counted_unit(kind) == unit)


def _ledger(filters: Filters) -> Lines:
    return (
        select(
            Tally.id,
            Event.day,
            Tally.quantity,
            Tally.received_at.label("at"),
            Tally.event_id,
            no_id("article_id"),
            Event.lead_team_id.label("team_id"),
            Event.place_id,
        )
        .join(Event, Event.id == Tally.event_id)
        .outerjoin(Item, Item.id == Tally.item_id)
        .where(*queries.counted_lines(filters))
    )


@made_once
def handouts_of(filters: Filters, item_id: uuid.UUID) -> Lines:
    """Each counted line of the ledger that one material was handed out by, in the material's own unit."""
    return _ledger(filters).where(Tally.kind == CountKind.HANDOUT, Tally.item_id == item_id)


@made_once
def articles(filters: Filters, kind: ArticleKind) -> Lines:
    """Each item of the kind that first appeared in the period."""
    return select(
        Article.id,
        Article.day,
        literal(1).label("quantity"),
        Article.made_at.label("at"),
        no_id("event_id"),
        Article.id.label("article_id"),
        Article.team_id,
        no_id("place_id"),
    ).where(
        Article.kind == kind,
        Article.day.between(filters.period.first, filters.period.last),
        *queries.article_conditions(filters),
    )


@made_once
def views(filters: Filters, metrics: tuple[Metric, ...]) -> Lines:
    """The last reading of each placement and metric in the period, less the last one before it (rule 8).

    A placement that is older than the period and has no reading before it is no line here, but in `unbased_readings`.
    """
    return _last_readings(filters, metrics, based=True)


@made_once
def rounded_views(filters: Filters, metrics: tuple[Metric, ...]) -> Lines:
    """Those lines of `views` that a platform rounded (1.2万): the reading, or the one that it is counted from."""
    return _last_readings(filters, metrics, based=True, only_rounded=True)


@made_once
def unbased_readings(filters: Filters, metrics: tuple[Metric, ...]) -> Lines:
    """The last readings that count for nothing, because nobody wrote down where the counter stood before the period."""
    return _last_readings(filters, metrics, based=False)


def _events() -> Lines:
    return select(
        Event.id,
        Event.day,
        literal(1).label("quantity"),
        Event.starts_at.label("at"),
        Event.id.label("event_id"),
        no_id("article_id"),
        Event.lead_team_id.label("team_id"),
        Event.place_id,
    )


@made_once
def gains_by_month(filters: Filters, metrics: tuple[Metric, ...]) -> Lines:
    """What each month of the period added to each counter that has a reading there (rule 8).

    Columns: article_id, team_id, month, gain (None without a base reading before the month), whole (what the whole
    period added, on the line of the counter's last month; None without a base, and on the other lines), and for both
    whether they hang on a number that was rounded (1) or not (0).
    """
    last = _latest_readings(filters, metrics, _month(Reading.day))
    appeared_then = and_(_appeared_inside(last, filters), _month(last.c.appeared_on) == last.c.stretch)
    whole = _gain(last.c.value, last.c.base, _appeared_inside(last, filters))
    return select(
        last.c.article_id,
        last.c.team_id,
        last.c.stretch.label("month"),
        _gain(last.c.value, last.c.before, appeared_then).label("gain"),
        case((last.c.after.is_(None), whole)).label("whole"),
        _either(last.c.is_rounded, last.c.before_is_rounded).label("gain_is_rounded"),
        _either(last.c.is_rounded, last.c.base_is_rounded).label("whole_is_rounded"),
    ).where(last.c.stretch != 0)


def _last_readings(filters: Filters, metrics: tuple[Metric, ...], *, based: bool, only_rounded: bool = False) -> Lines:
    last = _latest_readings(filters, metrics, literal(1))
    has_base = or_(last.c.base.is_not(None), _appeared_inside(last, filters))
    chosen = [_either(last.c.is_rounded, last.c.base_is_rounded) == 1] if only_rounded else []
    return select(
        last.c.id,
        last.c.day,
        (last.c.value - func.coalesce(last.c.base, 0)).label("quantity"),
        last.c.recorded_at.label("at"),
        no_id("event_id"),
        last.c.article_id,
        last.c.team_id,
        no_id("place_id"),
    ).where(last.c.stretch != 0, has_base if based else ~has_base, *chosen)


def _latest_readings(filters: Filters, metrics: tuple[Metric, ...], stretch: Any) -> Any:
    """The last reading of each counter in each `stretch` of the period, and in stretch 0, the time before it.

    `before` is the counter's reading in the stretch before, `base` the one before the period, `after` the next stretch;
    `is_rounded` and the like say (0 or 1) whether a platform rounded it.
    """
    ranked = _ranked_readings(filters, metrics, case((Reading.day < filters.period.first, 0), else_=stretch)).subquery()
    counter: Any = {"partition_by": (ranked.c.placement_id, ranked.c.metric)}
    in_order = {**counter, "order_by": ranked.c.stretch}
    return (
        select(
            ranked,
            func.lag(ranked.c.value).over(**in_order).label("before"),
            func.lead(ranked.c.stretch).over(**in_order).label("after"),
            func.max(case((ranked.c.stretch == 0, ranked.c.value))).over(**counter).label("base"),
            func.lag(ranked.c.is_rounded).over(**in_order).label("before_is_rounded"),
            func.max(case((ranked.c.stretch == 0, ranked.c.is_rounded))).over(**counter).label("base_is_rounded"),
        )
        .where(ranked.c.turn == 1)
        .subquery("last")
    )


def _appeared_inside(last: Any, filters: Filters) -> Any:
    return last.c.appeared_on.between(filters.period.first, filters.period.last)


def _gain(last: Any, base: Any, appeared_inside: Any) -> Any:
    return case((base.is_not(None), last - base), (appeared_inside, last))


def _either(one: Any, other: Any) -> Any:
    """1 where one of two marks is 1; a mark that is not there is 0."""
    return case((one + func.coalesce(other, 0) > 0, 1), else_=0)


def _month(day: Any) -> Any:
    return cast(extract("month", day), Integer)


def _ranked_readings(filters: Filters, metrics: tuple[Metric, ...], stretch: Any) -> Any:
    """Readings up to the period's end; `turn` 1 is the latest of its placement, metric and `stretch` of time.

    Of two for the same day the one recorded later holds.
    """
    turn = func.row_number().over(
        partition_by=(Reading.placement_id, Reading.metric, stretch),
        order_by=(Reading.day.desc(), Reading.recorded_at.desc(), Reading.id.desc()),
    )
    of_reading = (Reading.id, Reading.placement_id, Reading.metric, Reading.day, Reading.value, Reading.recorded_at)
    is_rounded = queries.is_rounded().label("is_rounded")
    of_article = (Placement.day.label("appeared_on"), Placement.article_id, Article.team_id)
    return (
        select(*of_reading, is_rounded, *of_article, stretch.label("stretch"), turn.label("turn"))
        .join(Placement, Placement.id == Reading.placement_id)
        .join(Article, Article.id == Placement.article_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(
            *queries.counting_readings(filters, metrics),
        )
    )


@made_of_it
def total(lines: Lines) -> Select[Any]:
    """The sum of the lines' quantities."""
    quantity = lines.selected_columns.quantity
    return lines.with_only_columns(func.sum(quantity), maintain_column_froms=True)


def no_id(name: str) -> Any:
    """The column of a line that has no such thing."""
    return cast(null(), Uuid()).label(name)
