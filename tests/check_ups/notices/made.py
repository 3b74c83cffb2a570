"""Notices as tests make them."""

from datetime import timedelta

from outreach.check_ups.models import CheckUp
from outreach.check_ups.notices import actions, queries
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.queries import check_up
from outreach.db import transaction
from outreach.people.models import Person
from outreach.people.rules import Role
from tests.making import NOW, make_person

LATER = NOW + timedelta(hours=3)


def made(checked: CheckUp, by: Person) -> Notice:
    """A notice of it."""
    with transaction():
        return actions.make_notice(check_up(checked.id), by=by, now=LATER)


def reviewed(checked: CheckUp, by: Person) -> Notice:
    """A notice that the clerk reviewed."""
    notice = made(checked, by)
    with transaction():
        notice = queries.notice(notice.id, lock=True)
        return actions.review_notice(notice, by=make_person(Role.CLERK), now=LATER)


def again(notice: Notice) -> Notice:
    """The notice, read anew."""
    return queries.notice(notice.id, lock=True)
