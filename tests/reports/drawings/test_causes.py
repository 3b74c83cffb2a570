"""Why a line of a kept drawing is gone: what was changed about its event, its article, or its reading's article."""

from datetime import date, timedelta

from flask import Flask

from outreach.db import transaction
from outreach.media.readings.voiding import void_reading
from outreach.people.rules import Role
from outreach.reports.drawings.causes import causes_since, subject_of
from outreach.reports.rules import path_of
from tests.making import NOW, make_article, make_person, make_placement, make_reading


def test_a_voided_reading_says_why_its_line_is_gone(app_context: Flask) -> None:
    item, clerk = make_article(), make_person(Role.CLERK)
    reading = make_reading(make_placement(item), 5_000, date(2025, 3, 4))
    with transaction():
        void_reading(reading.id, by=clerk, now=NOW + timedelta(hours=1), reason="抄错了行")
    new = path_of("reading", reading.id, event_id=None, article_id=item.id)
    old = f"/media/{item.id}#reading-{reading.id}"  # as drawings of before have it
    for path in (new, old):
        subject = subject_of(path)
        assert subject is not None
        assert [cause.reason for cause in causes_since(NOW, [subject])[subject]] == ["抄错了行"], path
