"""What an item's counters showed last, kept up to date for a list that is sorted by it."""

import uuid
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Select, Table, delete, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from outreach.db import db, in_parts
from outreach.media import watching  # noqa: F401  (the triggers belong to the tables)
from outreach.media.models import Article, ChangedTotal, Placement, Reading, ShownTotal
from outreach.media.queries import may_count
from outreach.media.rules import Metric

#: What the list can be sorted by. Times are reads and plays, never people (rule of the count 8).
COUNTERS: dict[str, tuple[Metric, ...]] = {
    "people": (Metric.PEOPLE,),
    "times": (Metric.TIMES, Metric.PLAYS),
    "shares": (Metric.SHARES,),
    "likes": (Metric.LIKES,),
    "favourites": (Metric.FAVOURITES,),
    "comments": (Metric.COMMENTS,),
}
#: From so many items on, one pass over all readings is quicker than a look at each.
_WORTH_A_PASS = 2_000


def total_of(values: Mapping[Metric, int], counter: str) -> int | None:
    """What the counter shows: the sum of its metrics, None where none of them was read."""
    read = [values[metric] for metric in COUNTERS[counter] if metric in values]
    return sum(read) if read else None


def are_totals_behind() -> bool:
    """Whether a counter may show something else than is kept."""
    return bool(db.session.scalar(select(exists().select_from(ChangedTotal))))


def bring_totals_up() -> int:
    """Work the totals of those items out anew of which a counter may show something else; how many they were.

    The marks are taken away first: a reading that comes meanwhile marks its item again.
    """
    marked = sorted(set(db.session.scalars(delete(ChangedTotal).returning(ChangedTotal.article_id))))
    parts = list(in_parts(marked))
    everything = _shown(None) if len(marked) > _WORTH_A_PASS else None
    for part in parts:
        values = _shown(part) if everything is None else everything
        db.session.execute(delete(ShownTotal).where(ShownTotal.article_id.in_(part)))
        _keep(row for article_id in part for row in _rows(article_id, values.get(article_id, {})))
    return len(marked)


def _shown(asked: Sequence[uuid.UUID] | None) -> dict[uuid.UUID, dict[Metric, int]]:
    """What the counters of the items showed last, of all where None is asked for: of a push with pieces, of those."""
    pieces = select(Article.id, Article.post_id).where(Article.post_id.is_not(None), Article.withdrawn_at.is_(None))
    pairs: Sequence[Any] = db.session.execute(
        pieces if asked is None else pieces.where(Article.post_id.in_(asked))
    ).all()
    values = _latest(None if asked is None else [*asked, *(piece_id for piece_id, _post_id in pairs)])
    posts = {post_id for _piece_id, post_id in pairs}
    shown: dict[uuid.UUID, dict[Metric, int]] = {id: each for id, each in values.items() if id not in posts}
    for piece_id, post_id in pairs:
        whole = shown.setdefault(post_id, {})
        for metric, value in values.get(piece_id, {}).items():
            whole[metric] = whole.get(metric, 0) + value
    return shown


def _latest(article_ids: Sequence[uuid.UUID] | None) -> dict[uuid.UUID, dict[Metric, int]]:
    """The last readings that may count, added up over the placements of each item itself."""
    counter = {"partition_by": (Reading.placement_id, Reading.metric)}
    order = (Reading.day.desc(), Reading.recorded_at.desc(), Reading.id.desc())
    place = func.row_number().over(**counter, order_by=order).label("place")  # type: ignore[arg-type]
    read = select(Placement.article_id, Reading.metric, Reading.value, place)
    read = read.join(Reading.placement).join(Placement.channel).where(may_count())
    newest = (read if article_ids is None else read.where(Placement.article_id.in_(article_ids))).subquery()
    sums = select(newest.c.article_id, newest.c.metric, func.sum(newest.c.value)).where(newest.c.place == 1)
    values: dict[uuid.UUID, dict[Metric, int]] = {}
    for article_id, metric, value in db.session.execute(sums.group_by(newest.c.article_id, newest.c.metric)):
        values.setdefault(article_id, {})[metric] = int(value)
    return values


def ranked(wanted: Select[Any], counter: str, *, falls: bool) -> Select[Any]:
    """Those of the items that have a reading, by what the counter shows: walks along the index of the totals."""
    order = (ShownTotal.value, ShownTotal.article_id)
    by = [column.desc() if falls else column.asc() for column in order]
    joined = wanted.join(ShownTotal, ShownTotal.article_id == Article.id)
    return joined.where(ShownTotal.counter == counter).order_by(*by)


def unranked(wanted: Select[Any], counter: str) -> Select[Any]:
    """Those of the items that have no such reading, the latest first."""
    read = exists().where(ShownTotal.article_id == Article.id, ShownTotal.counter == counter)
    return wanted.where(~read).order_by(Article.day.desc(), Article.id.desc())


def _rows(article_id: uuid.UUID, values: Mapping[Metric, int]) -> Iterable[dict[str, Any]]:
    for counter in COUNTERS:
        if (value := total_of(values, counter)) is not None:
            yield {"article_id": article_id, "counter": counter, "value": value}


def _keep(rows: Iterable[dict[str, Any]]) -> None:
    found = list(rows)
    if not found:
        return
    table = cast(Table, ShownTotal.__table__)
    is_sqlite = db.session.get_bind().dialect.name == "sqlite"
    new = sqlite.insert(table) if is_sqlite else postgresql.insert(table)
    newer = new.on_conflict_do_update(index_elements=["article_id", "counter"], set_={"value": new.excluded.value})
    db.session.execute(newer, found)
