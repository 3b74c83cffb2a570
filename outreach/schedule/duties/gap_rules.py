"""What an event lacks in people, decided on plain values."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from outreach.schedule.rules import Answer, Duty, Form


class GapKind(StrEnum):
    """What is missing, the most urgent first."""

    TEAM_CLOSED = "team_closed"
    LEFT = "left"
    DECLINED = "declined"
    ON_LEAVE = "on_leave"
    NOBODY = "nobody"
    NO_SPEAKER = "no_speaker"
    NO_LEAD = "no_lead"


@dataclass(frozen=True)
class Duties:
    """A person's duty at an event, and the answer to it."""

    person_id: uuid.UUID
    name: str
    duty: Duty
    answer: Answer = Answer.NONE
    reason: str | None = None
    has_left: bool = False


@dataclass(frozen=True)
class Gap:
    """One thing that is missing; who is not there, where it is about somebody, and why."""

    kind: GapKind
    name: str = ""
    duty: Duty | None = None
    reason: str | None = None


#: Somebody speaks at these forms; at the others somebody is in charge of the desk.
SPOKEN = frozenset({Form.TALK, Form.CASES, Form.LECTURE})
#: Two people settle among themselves who is in charge.
FEW = 2


def gaps_of(
    forms: Collection[Form],
    staff: Iterable[Duties],
    away: Collection[uuid.UUID] = (),
    *,
    team_is_closed: bool = False,
) -> Iterator[Gap]:
    """What the event lacks, first of all a team: those `away` on leave, who declined, and who left are not there.

    A speaker is missed where a form needs one and a lead where more than two come without anybody in charge.
    """
    if team_is_closed:
        yield Gap(GapKind.TEAM_CLOSED)
    missed = [(each, _why_missed(each, away)) for each in staff]
    for each, kind in missed:
        if kind is not None:
            yield Gap(kind, each.name, each.duty, each.reason if kind is GapKind.DECLINED else None)
    there = [each for each, kind in missed if kind is None]
    duties = {each.duty for each in there}
    if not there:
        yield Gap(GapKind.NOBODY)
        return
    if SPOKEN & set(forms) and not duties & {Duty.SPEAKER, Duty.LEAD}:
        yield Gap(GapKind.NO_SPEAKER)
    if len(there) > FEW and Duty.LEAD not in duties:
        yield Gap(GapKind.NO_LEAD)


def _why_missed(each: Duties, away: Collection[uuid.UUID]) -> GapKind | None:
    """Why somebody of the staff is not there, None for who comes."""
    if each.has_left:
        return GapKind.LEFT
    if each.answer is Answer.DECLINED:
        return GapKind.DECLINED
    return GapKind.ON_LEAVE if each.person_id in away else None
