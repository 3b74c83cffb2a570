"""The stretches in which a table's rows are held against its seals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from outreach.seals.models import RowSeal


@dataclass(frozen=True)
class Stretch:
    """From when to when (not included) rows are held against a seal; without one nothing was written then."""

    begins_at: datetime
    ends_at: datetime
    columns: tuple[str, ...]
    seal: RowSeal | None = None


def stretches(seals: Iterable[RowSeal], until: datetime) -> Iterator[Stretch]:
    """The stretches of one table's seals in their order, and those between them and up to `until`."""
    ended: datetime | None = None
    columns: tuple[str, ...] = ()
    for seal in seals:
        columns = tuple(seal.columns)
        if ended is not None and ended < seal.begins_at:
            yield Stretch(ended, seal.begins_at, columns)
        yield Stretch(seal.begins_at, seal.ends_at, columns, seal)
        ended = seal.ends_at
    if ended is not None and ended < until:
        yield Stretch(ended, until, columns)
