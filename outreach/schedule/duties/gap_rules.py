"""What an event lacks in people, decided on plain values."""

import uuid
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from outreach.schedule.rules import Answer, Duty, Form


class GapKind(StrEnum):
    """What is missing, the most urgent first."""

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


def gaps_of(forms: Collection[Form], staff: Iterable[Duties], away: Collection[uuid.UUID] = ()) -> Iterator[Gap]:
    """What the event lacks: those `away` on leave, and those who declined or left, are not there.

    A speaker is missed where a form needs one and a lead where more than two come without anybody in charge.
    """
    staff = list(staff)
    there = [
        each
        for each in staff
        if not each.has_left and each.answer is not Answer.DECLINED and each.person_id not in away
    ]
    for each in staff:
        if each.has_left:
            yield Gap(GapKind.LEFT, each.name, each.duty)
        elif each.answer is Answer.DECLINED:
            yield Gap(GapKind.DECLINED, each.name, each.duty, each.reason)
        elif each.person_id in away:
            yield Gap(GapKind.ON_LEAVE, each.name, each.duty)
    duties = {each.duty for each in there}
    if not there:
        yield Gap(GapKind.NOBODY)
        return
    if SPOKEN & set(forms) and not duties & {Duty.SPEAKER, Duty.LEAD}:
        yield Gap(GapKind.NO_SPEAKER)
    if len(there) > FEW and Duty.LEAD not in duties:
        yield Gap(GapKind.NO_LEAD)
