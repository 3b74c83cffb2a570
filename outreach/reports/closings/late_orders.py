"""Orders of a closed period that were answered, taken back or taken for none afterwards."""

from collections.abc import Sequence

from sqlalchemy import exists, func, or_, select

from outreach.audit.models import Change
from outreach.db import db
from outreach.orders.models import Order
from outreach.periods import Period, instants
from outreach.reports.closings.models import Closing
from outreach.reports.closings.since import MOST_CHANGES


def orders_since(closing: Closing) -> tuple[Sequence[Order], int]:
    """The orders that came in the closing's days and whose state changed after it, in the order in which they came.

    MOST_CHANGES of them, and how many in all. They may move how many were received and answered.
    """
    begin, end = instants(Period(closing.first_day, closing.last_day))
    changed = exists().where(
        Change.subject_type == Order.__tablename__,
        Change.subject_id == Order.id,
        Change.moves_figure,
        Change.at > closing.at,
    )
    statement = select(Order).where(
        Order.made_at >= begin, Order.made_at < end, or_(Order.ended_at > closing.at, changed)
    )
    if closing.team_id:
        statement = statement.where(Order.team_id == closing.team_id)
    count = db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0
    return db.session.scalars(statement.order_by(Order.made_at, Order.id).limit(MOST_CHANGES)).unique().all(), count
