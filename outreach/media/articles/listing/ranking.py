"""What an item's counters showed last, kept up to date for a list that is sorted by it."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Select, delete, exists, select

from outreach.db import db, dialect_insert, in_parts
from outreach.media import watching  # noqa: F401  (the triggers belong to the tables)
from outreach.media.models import Article, ChangedTotal, ShownTotal
from outreach.media.queries import latest_values
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
    everything = latest_values(None) if len(marked) > _WORTH_A_PASS else None
    for part in parts:
        values = latest_values(part) if everything is None else everything
        db.session.execute(delete(ShownTotal).where(ShownTotal.article_id.in_(part)))
        _keep(row for article_id in part for row in _rows(article_id, values.get(article_id, {})))
    return len(marked)


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
    new = dialect_insert(ShownTotal.__table__)
    newer = new.on_conflict_do_update(index_elements=["article_id", "counter"], set_={"value": new.excluded.value})
    db.session.execute(newer, found)
