"""What an item's counters showed last, as an expression that a list can be sorted by."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from outreach.media.models import Article, Channel, Placement, Reading, VoidedReading
from outreach.media.rules import ArticleKind, Metric


def shown_total(metrics: Sequence[Metric]) -> ColumnElement[Any]:
    """Over the placements of `Article`, or of its pieces where a push has any, what the counters showed last, added up.

    The same readings as `media.queries.latest_values` takes; of several `metrics` a placement shows the first one that
    it has. NULL where there is no reading. Each placement is one step into the index of its series: sorting 20,000
    items needs no pass over all readings.
    """
    piece = aliased(Article)
    is_piece = and_(piece.post_id == Article.id, piece.withdrawn_at.is_(None))
    shown = func.sum(func.coalesce(*[_latest(metric) for metric in metrics]) if metrics[1:] else _latest(metrics[0]))
    placed = select(shown).select_from(Placement).join(Channel, Channel.id == Placement.channel_id)
    own = placed.where(Placement.article_id == Article.id).correlate(Article).scalar_subquery()
    carried = placed.join(piece, piece.id == Placement.article_id).where(is_piece).correlate(Article).scalar_subquery()
    has_pieces = and_(Article.kind == ArticleKind.POST, exists().where(is_piece).correlate(Article))
    return case((has_pieces, carried), else_=own)


def _latest(metric: Metric) -> ColumnElement[Any]:
    """What the counter of `Placement` on `Channel` showed last.

    The note of a reading is looked up for third parties only, and voided ones only where a placement has any.
    """
    series = select(Reading.value).where(Reading.placement_id == Placement.id, Reading.metric == metric)
    series = series.order_by(Reading.day.desc(), Reading.recorded_at.desc(), Reading.id.desc()).limit(1)
    stands = ~exists().where(VoidedReading.reading_id == Reading.id)
    proven = series.where(or_(Channel.is_own.is_(True), func.coalesce(Reading.proof_note, "") != ""), stands)
    other = aliased(Reading)
    with_void = select(other.placement_id).join(VoidedReading, VoidedReading.reading_id == other.id)
    simple = and_(Channel.is_own.is_(True), Placement.id.not_in(with_void))
    here = (Placement, Channel)
    return case((simple, series.correlate(*here).scalar_subquery()), else_=proven.correlate(*here).scalar_subquery())
