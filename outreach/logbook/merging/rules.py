"""Which lines go over to another event, and as what."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from outreach.logbook.corrections import reversal_of
from outreach.logbook.queries import LoggedLine
from outreach.logbook.rules import Line
from outreach.materials.rules import CountKind


@dataclass(frozen=True)
class Words:
    """The reasons of both lines, in the bureau's language."""

    taken_back: str
    put_there: str


def lines_that_go_over(
    standing: Iterable[LoggedLine], into: uuid.UUID, *, new_id: Callable[[], uuid.UUID], words: Words
) -> list[Line]:
    """For each line that stands its opposite, and the same line at the event `into` (rule of the count 2).

    "None handed out" goes over only where nothing else does: beside a number it would say what is not so.
    """
    standing = list(standing)
    lines: list[Line] = []
    for line in standing:
        lines.append(reversal_of(line, reversal_id=new_id(), reason=words.taken_back))
        if line.quantity or len(standing) == 1:
            lines.append(_there(line, into, new_id(), words.put_there))
    return lines


def _there(line: LoggedLine, into: uuid.UUID, line_id: uuid.UUID, reason: str) -> Line:
    return Line(
        id=line_id,
        event=into,
        kind=CountKind(line.kind),
        item=line.item,
        quantity=line.quantity,
        at=line.at,
        basis=line.basis,
        by=line.by_id,
        note=line.note,
        reason=reason,
    )
