"""Joins the feature to the app."""

import uuid
from collections.abc import Collection, Sequence

from flask import Flask, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.check_ups import api_views, described, panels, queries, soundness, views
from outreach.check_ups.batch import answer_batch, parse_batch
from outreach.check_ups.judging import Wanted
from outreach.check_ups.lists import views as list_views
from outreach.check_ups.lists.founding import add_standard_check_lists
from outreach.check_ups.merging import CHECK_UPS, keep_again, merge_event
from outreach.check_ups.models import CheckAnswer
from outreach.check_ups.notices import assembly as notices
from outreach.check_ups.on_the_phone import assembly as on_the_phone
from outreach.check_ups.open_risks import assembly as open_risks
from outreach.check_ups.phone import phone_facts
from outreach.check_ups.queries import standing_events, was_checked
from outreach.check_ups.rights import may_add_picture, may_finish, may_see
from outreach.db.soundness import add_check
from outreach.evidence import subjects
from outreach.logbook.carried.actions import Way, add_way
from outreach.logbook.described import also_on_phones
from outreach.logbook.merging.actions import EVENT_MERGES
from outreach.logbook.phone import also_tell
from outreach.logbook.queries import also_logged
from outreach.people.actions.founding import FOUNDING
from outreach.places.merging import movers
from outreach.schedule import listening
from outreach.web import nav
from outreach.web import panels as slots
from outreach.web.access import Permission, acting_person


def join(app: Flask) -> None:
    """Add pages, panels, what phones send and are told, notices, and what a new bureau begins with."""
    notices.join(app)
    open_risks.join(app)
    app.extensions.setdefault(FOUNDING, []).append(add_standard_check_lists)
    for each in (views, list_views, api_views):
        app.register_blueprint(each.blueprint)
    also_tell(app, phone_facts)
    also_on_phones(described.ON_PHONES)
    also_logged(app, was_checked)
    add_way(app, "check", Way("checks", parse_batch, answer_batch, _events_of))
    on_the_phone.join(app)
    slots.add(app, "event", panels.event_panel, permission=Permission.LOG, position=23)
    slots.add(app, "all_owed", panels.voided_panel, permission=Permission.REVIEW)
    slots.add(app, "place", panels.place_panel, permission=Permission.LOG, position=30)
    listening.add(app, keep_again)
    app.extensions.setdefault(EVENT_MERGES, []).append(merge_event)
    movers.add(app, CHECK_UPS)
    add_check(app, "check_ups", _("Legal check-ups"), soundness.findings, position=45)
    subjects.add(app, CheckAnswer.__tablename__, _EVIDENCE)
    nav.add(
        app,
        "check-ups",
        _("Legal check-ups"),
        endpoint="check_ups.index",
        icon="check",
        permission=Permission.LOG,
        position=41,
        group="companies",
    )


def _events_of(things: Sequence[Wanted]) -> Collection[uuid.UUID]:
    """The events whose turn is waited for before these are recorded."""
    return standing_events({each.event for each in things}).values()


def _page(answer: CheckAnswer) -> str:
    check_up = queries.check_up(answer.check_up_id)
    return url_for("check_ups.page", check_up_id=check_up.id, _anchor=str(answer.point.key))


def _sees(answer: CheckAnswer) -> bool:
    return may_see(acting_person(), queries.check_up(answer.check_up_id), clock.today())


def _adds(answer: CheckAnswer) -> bool:
    check_up = queries.check_up(answer.check_up_id)
    return may_add_picture(acting_person(), answer, check_up, clock.today())


_EVIDENCE = subjects.Subject(
    find=queries.answer,
    title=lambda answer: answer.point.title,
    page=_page,
    may_add=_adds,
    may_remove=lambda answer: may_finish(acting_person(), answer.check_up, clock.now()),
    may_see=_sees,
)
