"""Reading the online ledger."""

import uuid
from collections.abc import Collection, Sequence
from datetime import date, time
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from outreach.db import db
from outreach.db.another import another
from outreach.errors import NotFound
from outreach.media.models import Article, Channel, Placement, Reading, VoidedReading
from outreach.media.rules import Metric, Standing, link_key, standings_of, title_key


def article(article_id: uuid.UUID, *, lock: bool = False) -> Article:
    """The article with its placements, their readings, its pieces and tags; raises NotFound.

    `lock` keeps others from changing it meanwhile.
    """
    placements = selectinload(Article.placements)
    statement = (
        select(Article)
        .where(Article.id == article_id)
        .options(
            placements.joinedload(Placement.channel),
            placements.selectinload(Placement.readings),
            selectinload(Article.pieces),
            joinedload(Article.event),
            joinedload(Article.post),
        )
    )
    if lock:
        statement = statement.with_for_update(of=Article).execution_options(populate_existing=True)
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound(code="no_such_article", id=article_id)
    return found


def placement(placement_id: uuid.UUID, *, lock: bool = False) -> Placement:
    """The placement; raises NotFound. `lock` keeps others from changing it meanwhile."""
    locked = {"of": Placement} if lock else None
    found = db.session.get(Placement, placement_id, with_for_update=locked, populate_existing=lock)
    if found is None:
        raise NotFound(code="no_such_placement", id=placement_id)
    return found


def reading(reading_id: uuid.UUID) -> Reading:
    """The reading; raises NotFound."""
    found = db.session.get(Reading, reading_id)
    if found is None:
        raise NotFound(code="no_such_reading", id=reading_id)
    return found


def articles_of_readings(reading_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, uuid.UUID]:
    """The ids of the articles that the readings among these ids are of, by the readings'."""
    rows = select(Reading.id, Placement.article_id).join(Reading.placement).where(Reading.id.in_(reading_ids))
    return dict(db.session.execute(rows).all())


def not_voided() -> ColumnElement[bool]:
    """A reading that was not said to be wrong."""
    return ~exists().where(VoidedReading.reading_id == Reading.id)


def may_count() -> ColumnElement[bool]:
    """A reading that may count: not voided, and of an own channel or with a note that says where it is from (rule 8).

    The statement joins Channel.
    """
    return and_(is_proven(Channel.is_own, Reading.proof_note), not_voided())


def is_proven(is_own: Any, proof_note: Any) -> ColumnElement[bool]:
    """A reading of an own channel, or with a note that says where it is from; the arguments are its columns."""
    return or_(is_own.is_(True), says_source(proof_note))


def says_source(proof_note: Any) -> ColumnElement[bool]:
    """A note that says where a number is from; the argument is its column."""
    return func.coalesce(proof_note, "") != ""


def has_pieces() -> ColumnElement[bool]:
    """A post of which a piece stands: its views are those of its pieces, so that nothing counts twice."""
    piece = another(Article, "piece")
    return exists().where(piece.post_id == Article.id, piece.withdrawn_at.is_(None))


def stands() -> ColumnElement[bool]:
    """An item that was not withdrawn, and is no piece of a post that was."""
    post = another(Article, "post")
    withdrawn_post = exists().where(post.id == Article.post_id, post.withdrawn_at.is_not(None))
    return and_(Article.withdrawn_at.is_(None), ~withdrawn_post)


def latest_values(article_ids: Collection[uuid.UUID] | None) -> dict[uuid.UUID, dict[Metric, int]]:
    """What each item's counters showed last, over its placements; for a post with pieces, over those of its pieces.

    Only readings that may count; a metric without one is absent. None asks for all items.
    """
    pieces = select(Article.id, Article.post_id).where(Article.post_id.is_not(None), Article.withdrawn_at.is_(None))
    of = pieces if article_ids is None else pieces.where(Article.post_id.in_(article_ids))
    pairs: Sequence[Any] = db.session.execute(of).all()
    values = _own_values(None if article_ids is None else [*article_ids, *(piece_id for piece_id, _post_id in pairs)])
    posts = {post_id for _piece_id, post_id in pairs}
    shown: dict[uuid.UUID, dict[Metric, int]] = {id: each for id, each in values.items() if id not in posts}
    for piece_id, post_id in pairs:
        for metric, value in values.get(piece_id, {}).items():
            whole = shown.setdefault(post_id, {})
            whole[metric] = whole.get(metric, 0) + value
    return shown if article_ids is None else {id: shown[id] for id in article_ids if id in shown}


def _own_values(article_ids: Sequence[uuid.UUID] | None) -> dict[uuid.UUID, dict[Metric, int]]:
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


def placement_of_its_day(item: Article) -> Placement | None:
    """The only placement of an item, where it is of the item's own day."""
    return item.placements[0] if [each.day for each in item.placements] == [item.day] else None


def counts_through_pieces(item: Article) -> bool:
    """Whether the views of a post are those of its pieces, so that its own readings count nowhere."""
    return any(piece.withdrawn_at is None for piece in item.pieces)


def standings(item: Article) -> dict[uuid.UUID, Standing]:
    """For each reading of the item whether it counts."""
    through_pieces = counts_through_pieces(item)
    found: dict[uuid.UUID, Standing] = {}
    for stands in item.placements:
        recorded = sorted(stands.readings, key=lambda each: (each.recorded_at, each.id))
        own = stands.channel.is_own
        rows = [
            (each.id, (each.metric, each.day), own or bool(each.proof_note), each.void is not None) for each in recorded
        ]
        found |= standings_of(rows)
    if not through_pieces:
        return found
    return {each: Standing.THROUGH_PIECES if how is Standing.COUNTS else how for each, how in found.items()}


def same_item(
    *,
    url: str | None,
    title: str,
    channel_id: uuid.UUID,
    day: date,
    clock_time: time | None = None,
    platform_id: str | None = None,
    but: uuid.UUID | None = None,
) -> Article | None:
    """An item that stands there already: by its link, by the platform's number for it, or by channel, day and title.

    Two pushes of one title on one day are two where both their times are known and differ. `but` is the placement
    that is being changed itself.
    """
    standing = select(Article.id, Article.title, Placement.clock_time).join(Article.placements)
    standing = standing.where(Article.withdrawn_at.is_(None)).order_by(Article.id)
    if but is not None:
        standing = standing.where(Placement.id != but)
    there = db.session.execute(standing.where(Placement.channel_id == channel_id, Placement.day == day)).all()
    same = [row for row in there if title_key(row.title) == title_key(title)]
    if clock_time is not None:
        same = [row for row in same if row.clock_time in (None, clock_time)]
    if url:
        same += db.session.execute(standing.where(Placement.link_key == link_key(url))).all()
    if platform_id:
        numbered = (Placement.channel_id == channel_id, Placement.platform_id == platform_id)
        same += db.session.execute(standing.where(*numbered)).all()
    return db.session.get(Article, min(row.id for row in same)) if same else None


def readings_of(placement_id: uuid.UUID, metric: Metric) -> list[tuple[date, int]]:
    """What a counter showed: for each day the value recorded last that was not voided, by day."""
    rows = db.session.execute(
        select(Reading.day, Reading.value)
        .where(Reading.placement_id == placement_id, Reading.metric == metric, not_voided())
        .order_by(Reading.day, Reading.recorded_at, Reading.id)
    )
    return list({day: (day, value) for day, value in rows}.values())
