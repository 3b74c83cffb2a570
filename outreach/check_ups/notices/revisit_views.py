"""Revisits: planning one from a notice, and what became of each point since."""

import uuid
from itertools import groupby
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext, lazy_gettext
from wtforms.validators import DataRequired

from outreach import clock
from outreach.check_ups.notices import comparing, labels, queries, revisits, rights
from outreach.check_ups.notices.paths import check_up_path
from outreach.check_ups.queries import check_up as check_up_of
from outreach.check_ups.queries import check_ups_among
from outreach.check_ups.rights import check_may_see, seen_by, told_before
from outreach.laws.labels import SUBJECTS
from outreach.people.models import Person
from outreach.schedule.forms import AskedForm, concerned, needed
from outreach.schedule.models import Event
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import DayField, TextField, TimeField
from outreach.web.forms import submitted

blueprint = Blueprint("revisits", __name__)


class RevisitForm(AskedForm):
    """When the revisit is."""

    title = TextField(lazy_gettext("Title"), [needed])
    day = DayField(lazy_gettext("Day"), [DataRequired(lazy_gettext("Say on which day."))])
    starts_at = TimeField(lazy_gettext("From"), [DataRequired(lazy_gettext("Say when it begins."))])
    ends_at = TimeField(lazy_gettext("To"), [DataRequired(lazy_gettext("Say when it ends."))])


@blueprint.route("/notices/<uuid:notice_id>/revisit", methods=["GET", "POST"])
@permit(Permission.PLAN)
def plan(notice_id: uuid.UUID) -> Any:
    """Plan the event of the revisit, with the company, the team and the day of the notice."""
    notice, person = queries.notice(notice_id), acting_person()
    rights.check_may_review(person, notice.check_up.event, clock.now())
    form = RevisitForm(data=_beginning(notice))

    def act(form: RevisitForm) -> Event:
        return _planned(notice_id, form, person)

    event = submitted(form, act)
    if event is not None:
        flash(gettext("The revisit is planned. Say who goes."), "success")
        return redirect(url_for("events.page", event_id=event.id))
    facts = {"notice": queries.notice(notice_id), "concerned": concerned(form)}
    return render_template("check_ups/notices/revisit.html", form=form, **facts), form.status


@blueprint.get("/check-ups/<uuid:check_up_id>/before-after")
@permit(Permission.LOG)
def before_after(check_up_id: uuid.UUID) -> str:
    """Point by point what was found before and now: mended, still open, new, not looked at."""
    check_up, person, today = check_up_of(check_up_id), acting_person(), clock.today()
    check_may_see(person, check_up, today)
    lines = comparing.compared(check_up, told_before(person, check_up.event, check_up.place, today))
    groups = [(course, list(group)) for course, group in groupby(lines, key=lambda line: line.course)]
    facts: dict[str, Any] = {"counts": {course: len(group) for course, group in groups}}
    facts |= {"labels": labels, "subjects": SUBJECTS, "day": queries.event_day, "path": check_up_path}
    facts["opens"] = check_ups_among({each.before.check_up_id for each in lines if each.before}, seen_by(person, today))
    return render_template("check_ups/notices/before_after.html", check_up=check_up, groups=groups, **facts)


def _beginning(notice: Any) -> dict[str, Any]:
    today = clock.today()
    day = max(notice.revisit_on or today, today)
    title = f"送法入企回访：{notice.check_up.place.name}"
    return {"title": title, "day": day, "starts_at": revisits.STARTS, "ends_at": revisits.ENDS}


def _planned(notice_id: uuid.UUID, form: RevisitForm, person: Person) -> Event:
    return revisits.plan_revisit(
        queries.notice(notice_id, lock=True),
        title=form.title.data,
        day=form.day.data,
        starts_at=form.starts_at.data or revisits.STARTS,
        ends_at=form.ends_at.data or revisits.ENDS,
        by=person,
        now=clock.now(),
        anyway=form.anyway(),
        past_is_meant=form.confirmed("past_day"),
    )
