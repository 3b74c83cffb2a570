"""What an event lacks in people, by tables."""

import uuid

import pytest

from outreach.schedule.duties.gap_rules import Duties, GapKind, gaps_of
from outreach.schedule.rules import Answer, Duty, Form

ANNA, BEN, CARL = (uuid.UUID(int=number) for number in (1, 2, 3))


def on(person_id: uuid.UUID, duty: Duty = Duty.HELP, answer: Answer = Answer.NONE, *, has_left: bool = False) -> Duties:
    return Duties(person_id, "王芳", duty, answer, "另有会议" if answer is Answer.DECLINED else None, has_left)


@pytest.mark.parametrize(
    ("forms", "staff", "away", "lacks"),
    [
        ([], [], [], [GapKind.NOBODY]),
        ([Form.DESK], [on(ANNA)], [], []),
        ([Form.DESK], [on(ANNA), on(BEN), on(CARL)], [], [GapKind.NO_LEAD]),
        ([Form.DESK], [on(ANNA, Duty.LEAD), on(BEN), on(CARL)], [], []),
        ([Form.TALK], [on(ANNA, Duty.DESK)], [], [GapKind.NO_SPEAKER]),
        ([Form.TALK], [on(ANNA, Duty.SPEAKER)], [], []),
        ([Form.LECTURE, Form.DESK], [on(ANNA, Duty.LEAD)], [], []),
        ([], [on(ANNA, answer=Answer.DECLINED)], [], [GapKind.DECLINED, GapKind.NOBODY]),
        ([], [on(ANNA, answer=Answer.DECLINED), on(BEN, answer=Answer.ACCEPTED)], [], [GapKind.DECLINED]),
        ([], [on(ANNA, has_left=True)], [], [GapKind.LEFT, GapKind.NOBODY]),
        ([], [on(ANNA, answer=Answer.DECLINED, has_left=True), on(BEN)], [ANNA], [GapKind.LEFT]),
        ([Form.TALK], [on(ANNA, Duty.SPEAKER, has_left=True), on(BEN)], [], [GapKind.LEFT, GapKind.NO_SPEAKER]),
        ([Form.TALK], [on(ANNA, Duty.SPEAKER), on(BEN)], [ANNA], [GapKind.ON_LEAVE, GapKind.NO_SPEAKER]),
    ],
)
def test_an_event_lacks_whom_it_needs(
    forms: list[Form], staff: list[Duties], away: list[uuid.UUID], lacks: list[GapKind]
) -> None:
    assert [gap.kind for gap in gaps_of(forms, staff, away)] == lacks


def test_an_event_after_its_teams_last_day_lacks_a_team_first() -> None:
    assert [gap.kind for gap in gaps_of([], [on(ANNA)], team_is_closed=True)] == [GapKind.TEAM_CLOSED]
    assert [gap.kind for gap in gaps_of([], [], team_is_closed=True)] == [GapKind.TEAM_CLOSED, GapKind.NOBODY]
