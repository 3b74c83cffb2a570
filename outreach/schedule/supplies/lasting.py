"""How long the stock of a material lasts: the planned events take theirs in order of time, until one goes short."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class Need:
    """How much of one material a planned event still takes out of the store."""

    item_id: uuid.UUID
    event_id: uuid.UUID
    title: str
    day: date
    starts_at: datetime
    quantity: int


@dataclass(frozen=True)
class Lasting:
    """The last event that the stock is enough for, the first one that goes short, and how much is missing in all."""

    reserved: int = 0
    last_served: Need | None = None
    first_short: Need | None = None
    missing: int = 0


def lasting(on_hand: int, needs: Iterable[Need]) -> Lasting:
    """What becomes of `on_hand` with the needs of one material, which come in order of time.

    An event that goes short takes what there is, so none behind it is served.
    """
    reserved, last_served, first_short = 0, None, None
    for need in needs:
        reserved += need.quantity
        if reserved > on_hand and first_short is None:
            first_short = need
        elif first_short is None:
            last_served = need
    return Lasting(reserved, last_served, first_short, max(0, reserved - max(0, on_hand)))
