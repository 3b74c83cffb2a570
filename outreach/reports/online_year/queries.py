"""What each stretch of a period added to the counters of the online ledger, in one pass over their readings.

The figure of views says: last reading in the period less the last one before it (rule of the count 8). Taken apart,
that is the sum of the steps from each reading to the next, each in the stretch of its own day; so the parts of a
picture add up to the figure, and tests hold that they do. What a counter showed at its first reading stands in that
reading's stretch, though the item may have appeared in an earlier one.
"""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    Date,
    Integer,
    Select,
    Uuid,
    and_,
    case,
    cast,
    extract,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from outreach.db import db
from outreach.media.models import Article, Channel, Placement, Reading
from outreach.media.rules import Metric
from outreach.people.models import Team
from outreach.reports import queries
from outreach.reports.filters import Filters
from outreach.reports.online_year.rules import By, Step, days_before_year, share_of
from outreach.reports.sums import tags_of_articles
from outreach.schedule.models import Campaign
from outreach.sheets import Approximation
from outreach.web.paging import Page

Condition = Any
Metrics = Collection[Metric]


@dataclass(frozen=True)
class Sum:
    """What one part (a channel, a team, a campaign; None: all of them) added in one stretch.

    It `is_rounded` where it hangs on a number that was: the last one in the stretch, or the one it is counted from.
    `rounds_whole`: what the whole period added hangs on one here. Numbers in between are in no difference.
    """

    stretch: int
    part: uuid.UUID | None
    amount: int
    is_rounded: bool
    rounds_whole: bool


@dataclass(frozen=True)
class Ranked:
    """An item and what it added in the period."""

    article: Article
    amount: int
    is_rounded: bool
    share: int
    """Of what the best one added, in per cent."""


def sums_by(filters: Filters, metrics: Metrics, step: Step, by: By) -> list[Sum]:
    """What each part added in each stretch that has a reading of it; a stretch without one is absent, not 0.

    Campaigns overlap, and some pieces belong to none: among their sums those of the whole have no part.
    """
    steps = steps_up(filters, metrics, step)
    if by is By.CAMPAIGN:
        return _sums(_by_campaign(steps))
    part: Any = steps.c.team_id if by is By.TEAM else steps.c.channel_id
    marks = (func.max(steps.c.rounded), func.max(steps.c.rounds_whole))
    added = select(steps.c.stretch, part, func.sum(steps.c.quantity), *marks)
    return _sums(added.group_by(steps.c.stretch, part))


def _by_campaign(steps: Any) -> Any:
    """Added up by article first, and once: else the readings are gone through once for each tag."""
    marks = (func.max(steps.c.rounded).label("rounded"), func.max(steps.c.rounds_whole).label("rounds_whole"))
    parts = (steps.c.article_id, steps.c.stretch)
    pieces = select(*parts, func.sum(steps.c.quantity).label("quantity"), *marks).group_by(*parts).cte("pieces")
    added = (func.sum(pieces.c.quantity), func.max(pieces.c.rounded), func.max(pieces.c.rounds_whole))
    tags = tags_of_articles()
    tagged = select(pieces.c.stretch, tags.c.campaign_id, *added).join(tags, tags.c.article_id == pieces.c.article_id)
    whole = select(pieces.c.stretch, cast(null(), Uuid()), *added).group_by(pieces.c.stretch)
    return union_all(tagged.group_by(pieces.c.stretch, tags.c.campaign_id), whole)


def _sums(statement: Any) -> list[Sum]:
    rows = db.session.execute(statement)
    return [Sum(int(stretch), whose, int(amount), *map(bool, marks)) for stretch, whose, amount, *marks in rows]


def page_of_best(filters: Filters, metrics: Metrics, number: int, size: int, *conditions: Condition) -> Page[Ranked]:
    """The items that have a reading, the one that added most first; the first page for one past the last."""
    steps = steps_up(filters, metrics, Step.MONTH, *conditions)
    amount = func.sum(steps.c.quantity).label("amount")
    ranked = select(steps.c.article_id, amount, func.max(steps.c.rounds_whole).label("rounded"))
    whole = (func.max(amount).over().label("most"), func.count().over().label("total"))
    ordered = ranked.add_columns(*whole).group_by(steps.c.article_id).order_by(amount.desc(), steps.c.article_id)
    rows = db.session.execute(ordered.limit(size).offset((number - 1) * size)).all()
    if not rows and number > 1:
        return page_of_best(filters, metrics, 1, size, *conditions)
    items = _items([row.article_id for row in rows])
    found = [_ranked(items[row.article_id], row) for row in rows]
    return Page(found, number, size, rows[0].total if rows else 0)


def _ranked(item: Article, row: Any) -> Ranked:
    amount = int(row.amount)
    return Ranked(item, amount, bool(row.rounded), share_of(amount, int(row.most)))


def count_unbased(filters: Filters, metrics: Metrics) -> int:
    """How many counters the figure can't count: older than the period, read in it, and never before it."""
    elsewhen = ~Placement.day.between(filters.period.first, filters.period.last)
    counters = (
        select(Reading.placement_id)
        .join(Placement, Placement.id == Reading.placement_id)
        .join(Article, Article.id == Placement.article_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(elsewhen, *queries.counting_readings(filters, metrics))
        .group_by(Reading.placement_id, Reading.metric)
        .having(func.min(Reading.day) >= filters.period.first)
    )
    return queries.count_of(counters)


def channels_read_otherwise(filters: Filters, metrics: Metrics, others: Metrics) -> Sequence[str]:
    """The names of channels of which `others` were read in the period and none of `metrics`: they have no part here."""

    def read(of: Metrics) -> Select[Any]:
        rows = select(Placement.channel_id).select_from(Reading).join(Placement, Placement.id == Reading.placement_id)
        rows = rows.join(Article, Article.id == Placement.article_id).join(Channel, Channel.id == Placement.channel_id)
        return rows.where(Reading.day >= filters.period.first, *queries.counting_readings(filters, of))

    found = select(Channel.name).where(Channel.id.in_(read(others)), Channel.id.not_in(read(metrics)))
    return db.session.scalars(found.order_by(Channel.name, Channel.id)).all()


def _items(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Article]:
    statement = select(Article).where(Article.id.in_(ids))
    return {item.id: item for item in db.session.scalars(statement).unique()} if ids else {}


def steps_up(filters: Filters, metrics: Metrics, step: Step, *conditions: Condition) -> Any:
    """Each reading of the period that counts, with how much its counter had grown since the reading before it."""
    before: Any = {
        "partition_by": (Reading.placement_id, Reading.metric),
        "order_by": (Reading.day, Reading.recorded_at, Reading.id),
    }
    grown = Reading.value - func.coalesce(func.lag(Reading.value).over(**before), 0)
    first_read = func.first_value(Reading.day).over(**before)
    stretch = stretch_of(step, filters)
    any_rounded = _any_rounded(filters, metrics)  # mostly none, and their windows take a third of the time
    neighbours = [
        func.lag(queries.is_rounded()).over(**before).label("base_rounded"),
        func.lag(Reading.day, type_=Date()).over(**before).label("day_before"),
        func.lag(stretch).over(**before).label("stretch_before"),
        func.lead(stretch).over(**before).label("stretch_after"),
    ]
    neighbours = neighbours if any_rounded else []
    steps = (
        select(Reading.day, stretch.label("stretch"), grown.label("quantity"), queries.is_rounded().label("rounded"))
        .add_columns(*neighbours)
        .add_columns(first_read.label("first_read"), Placement.day.label("appeared_on"))
        .add_columns(Placement.article_id, Placement.channel_id, Article.team_id)
        .join(Placement, Placement.id == Reading.placement_id)
        .join(Article, Article.id == Placement.article_id)
        .join(Channel, Channel.id == Placement.channel_id)
        .where(*queries.counting_readings(filters, metrics), *conditions)
        .subquery("steps")
    )
    inside = (steps.c.day >= filters.period.first, has_base(steps, filters))
    kept = [each for each in steps.c if each.name != "rounded"]
    unmarked = [literal(0).label("rounded"), literal(0).label("rounds_whole")]
    marks = _marks(steps, filters) if any_rounded else unmarked
    return select(*kept, *marks).where(*inside).subquery("steps_up")


def _any_rounded(filters: Filters, metrics: Metrics) -> bool:
    rounded = select(Reading.id).where(Reading.approximation != Approximation.EXACT)
    rounded = rounded.where(Reading.metric.in_(list(metrics)), Reading.day <= filters.period.last).limit(1)
    return db.session.scalar(rounded) is not None


def _marks(steps: Any, filters: Filters) -> list[Any]:
    """1 where the difference of its stretch, and that of the whole period, is made of a rounded number at this step."""
    is_first = or_(steps.c.day_before.is_(None), steps.c.day_before < filters.period.first)
    begins = or_(is_first, steps.c.stretch_before != steps.c.stretch)
    is_last = steps.c.stretch_after.is_(None)
    ends = or_(is_last, steps.c.stretch_after != steps.c.stretch)
    rounded, base_rounded = steps.c.rounded == 1, steps.c.base_rounded == 1
    pairs = {"rounded": (begins, ends), "rounds_whole": (is_first, is_last)}
    return [
        case((or_(and_(first, base_rounded), and_(last, rounded)), 1), else_=0).label(name)
        for name, (first, last) in pairs.items()
    ]


def has_base(steps: Any, filters: Filters) -> Condition:
    """A counter whose item appeared in the period, or that was read before it; what others added nobody knows."""
    appeared = steps.c.appeared_on.between(filters.period.first, filters.period.last)
    return or_(appeared, steps.c.first_read < filters.period.first)


def stretch_of(step: Step, filters: Filters) -> Any:
    """The number of the stretch in which a reading's day lies, as an expression."""
    if step is Step.MONTH:
        return cast(extract("month", Reading.day), Integer)
    return (cast(extract("doy", Reading.day), Integer) - 1 + days_before_year(filters.year)) // 7


def parts_of(by: By, ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Any]:
    """The channels, teams or campaigns of these ids."""
    model: Any = {By.CHANNEL: Channel, By.TEAM: Team, By.CAMPAIGN: Campaign}[by]
    return {each.id: each for each in db.session.scalars(select(model).where(model.id.in_(ids)))} if ids else {}
