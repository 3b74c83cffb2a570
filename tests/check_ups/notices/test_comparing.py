"""A check-up held against the one before it."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import true

from outreach.check_ups.notices.comparing import Course, compared, course_of
from outreach.check_ups.queries import check_up
from outreach.check_ups.rules import Found
from outreach.people.rules import Role
from outreach.schedule.rules import Status
from tests.check_ups.notices.visits import make_check_up, make_company, make_list
from tests.making import NOW, make_person, make_team
from tests.signing_in import sign_in


@pytest.mark.parametrize(
    ("before", "now", "course"),
    [
        (Found.RISK, Found.IN_ORDER, Course.MENDED),
        (Found.RISK, Found.NOT_APPLICABLE, Course.MENDED),
        (Found.RISK, Found.RISK, Course.STILL_OPEN),
        (Found.RISK, Found.NOT_SEEN, Course.NOT_LOOKED_AT),
        (Found.RISK, None, Course.NOT_LOOKED_AT),
        (Found.IN_ORDER, Found.RISK, Course.NEW),
        (None, Found.RISK, Course.NEW),
        (Found.IN_ORDER, Found.IN_ORDER, Course.STILL_IN_ORDER),
        (None, Found.IN_ORDER, None),
        (Found.IN_ORDER, None, None),
        (Found.IN_ORDER, Found.NOT_SEEN, None),
    ],
)
def test_what_became_of_a_point(before: Found | None, now: Found | None, course: Course | None) -> None:
    assert course_of(before, now) is course


def test_the_last_word_before_counts_and_a_cancelled_event_says_nothing(app_context: Flask) -> None:
    company = make_company()
    mended, still, new, unseen = make_list("合同", "工资", "工时", "社保").points
    make_check_up({new: Found.RISK}, company=company, starts_at=NOW - timedelta(days=9))
    first = {mended: Found.RISK, still: Found.RISK, unseen: Found.RISK, new: Found.IN_ORDER}
    make_check_up(first, company=company, starts_at=NOW)
    make_check_up({mended: Found.IN_ORDER}, company=company, starts_at=NOW + timedelta(days=1), status=Status.CANCELLED)
    again = {mended: Found.IN_ORDER, still: Found.RISK, new: Found.RISK, unseen: Found.NOT_SEEN}
    revisit = make_check_up(again, company=company, starts_at=NOW + timedelta(days=90))
    make_check_up({mended: Found.RISK}, starts_at=NOW)  # another company's
    lines = {line.course: line for line in compared(check_up(revisit.id), true())}
    assert {course: line.point.key for course, line in lines.items()} == {
        Course.MENDED: mended.key,
        Course.STILL_OPEN: still.key,
        Course.NEW: new.key,
        Course.NOT_LOOKED_AT: unseen.key,
    }
    assert [line.course for line in compared(check_up(revisit.id), true())] == [*list(Course)[:4]]


def test_the_page_leads_to_both_check_ups(sqlite_app: Flask) -> None:
    with sqlite_app.app_context():
        company, (point,) = make_company(), make_list("签订书面劳动合同").points
        first = make_check_up({point: Found.RISK}, company=company).id
        revisit = make_check_up({point: Found.IN_ORDER}, company=company, starts_at=NOW + timedelta(days=90)).id
        key, staff = point.key, make_person(Role.STAFF, team=make_team("labor_relations"))
    client = sqlite_app.test_client()
    with sqlite_app.app_context():
        sign_in(client, staff)
    page = client.get(f"/check-ups/{revisit}/before-after").text
    assert f"/check-ups/{first}#{key}" in page
    assert f"/check-ups/{revisit}#{key}" in page
    assert "已整改" in page
