"""Lines that take back another: how one is made, and how one is read: as a correction, 87 → 78, by whom and why."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from outreach.logbook.queries import LoggedLine
from outreach.logbook.rules import Line

#: Both lines of a correction are received together, a microsecond apart.
_TOGETHER = timedelta(milliseconds=1)


@dataclass(frozen=True)
class Correction:
    """What `back` took back, and what stands in its place (None: nothing does)."""

    back: LoggedLine
    right: LoggedLine | None

    @property
    def old(self) -> int:
        """The number that was wrong."""
        return -self.back.quantity

    @property
    def new(self) -> int | None:
        """The right number."""
        return None if self.right is None else self.right.quantity


def reversal_of(line: LoggedLine, *, reversal_id: uuid.UUID, reason: str | None) -> Line:
    """The line that takes `line` back, as a whole."""
    return Line(
        id=reversal_id,
        event=line.event_id,
        kind=line.kind,
        item=line.item,
        quantity=-line.quantity,
        at=None,
        basis=line.basis,
        reverses=line.id,
        reason=reason,
    )


def corrections_in(lines: Iterable[LoggedLine], *, undone: str) -> list[Correction]:
    """The corrections among `lines`, which are in order of receipt; what was undone at a touch (`undone`) is none."""
    found: list[Correction] = []
    back: LoggedLine | None = None
    for line in lines:
        if back is not None:
            is_right = line.reverses_id is None and _is_of(line, back)
            found.append(Correction(back, line if is_right else None))
            back = None
        if line.reverses_id is not None and line.reason != undone:
            back = line
    return [*found, Correction(back, None)] if back is not None else found


def _is_of(line: LoggedLine, back: LoggedLine) -> bool:
    is_same = (line.kind, line.reason, line.sent_by_id) == (back.kind, back.reason, back.sent_by_id)
    return is_same and line.received_at - back.received_at <= _TOGETHER
