"""Joins risk notices and revisits to the app."""

from flask import Flask, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.check_ups.actions import FINISHED
from outreach.check_ups.notices import (
    models,
    panels,
    queries,
    revisit_views,
    revisits,
    rights,
    soundness,
    step_views,
    template_views,
    views,
)
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.rights import may_see
from outreach.db.soundness import add_check
from outreach.evidence import subjects
from outreach.evidence.rules import PictureKind
from outreach.evidence.views import panel as evidence_panel
from outreach.web import nav
from outreach.web import panels as slots
from outreach.web.access import Permission, acting_person


def join(app: Flask) -> None:
    """Add the pages, the parts of other pages, and notices to what can have evidence."""
    app.extensions.setdefault("outreach.tables", []).append(models.__name__)
    for pages in (template_views, views, step_views, revisit_views):
        app.register_blueprint(pages.blueprint)
    app.extensions.setdefault(FINISHED, []).append(revisits.link_seen_again)
    slots.add(app, "check_up", panels.check_up_panel, permission=Permission.LOG, position=20)
    slots.add(app, "check_note", panels.note_panel, permission=Permission.PLAN)
    slots.add(app, "notice", evidence_panel, permission=Permission.LOG)
    slots.add(app, "event", panels.event_panel, permission=Permission.LOG, position=24)
    slots.add(app, "case", panels.case_panel, permission=Permission.LOG, position=20)
    slots.add(app, "owed", panels.review_panel, permission=Permission.REVIEW, position=16)
    slots.add(app, "owed", panels.home_panel, permission=Permission.LOG, position=24)
    nav.add(app, "notices", _("Risk notices"), endpoint="notices.index", icon="shield", position=42, group="companies")
    add_check(app, "notices", _("Papers of risk notices"), soundness.findings, position=46)
    subjects.add(app, Notice.__tablename__, _EVIDENCE)


def _may_add(notice: Notice) -> bool:
    return rights.may_work_on(acting_person(), notice.check_up.event, clock.now())


_EVIDENCE = subjects.Subject(
    find=queries.notice,
    title=lambda notice: notice.check_up.place.name,
    page=lambda notice: url_for("notices.page", notice_id=notice.id, _anchor="evidence"),
    may_add=_may_add,
    may_remove=lambda notice: rights.may_review(acting_person(), notice.check_up.event, clock.now()),
    may_see=lambda notice: may_see(acting_person(), notice.check_up, clock.today()),
    kinds=(PictureKind.SIGNED_PAGE, PictureKind.PHOTO),
    none_yet=_("The signed page is not here yet. Take a photo of it once the company has signed."),
)
