"""Answers that came after the event's review: a notice leaves them out, and asks before it is made or reviewed."""

from datetime import timedelta

import pytest

from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices import doubts
from outreach.check_ups.queries import check_up
from outreach.db import transaction
from outreach.errors import Question
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.actions import review_event, unreview_event
from tests.check_ups.notices.made import again, made
from tests.making import NOW, make_person

pytestmark = pytest.mark.usefixtures("bureau")
SAID = r"审核之后.*3条"


def review_before(checked: CheckUp) -> None:
    """Review the event of the check-up before any of its answers came."""
    with transaction():
        review_event(check_up(checked.id).event, by=make_person(Role.CLERK), now=NOW - timedelta(days=1))


def test_what_came_late_is_asked_about_until_the_event_is_reviewed_again(checked: CheckUp, lead: Person) -> None:
    doubts.check_late(checked.id, is_meant=False)
    notice = made(checked, lead)
    review_before(checked)
    with pytest.raises(Question, match=SAID) as asked:
        doubts.check_late(checked.id, is_meant=False)
    assert asked.value.code == "late"
    doubts.check_late(checked.id, is_meant=True)
    assert "不含活动审核之后才到的3条结果" in doubts.affirmed(again(notice), NOW.date(), number="3号")
    with transaction():
        unreview_event(check_up(checked.id).event, reason="补录", by=lead, now=NOW)
    doubts.check_late(checked.id, is_meant=False)
