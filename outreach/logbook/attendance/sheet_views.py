"""The sign-in sheet on paper: personal data stay on it."""

import uuid
from typing import Any

from flask import Blueprint, render_template, request, url_for

from outreach.schedule import queries as schedule
from outreach.web.access import Permission, permit
from outreach.web.reach import base_url, is_local, picture_of

blueprint = Blueprint("sign_in_paper", __name__)

ROWS, MOST_PAGES = 24, 10


@blueprint.get("/log/<uuid:event_id>/sign-in-sheet")
@permit(Permission.LOG, phones=True)
def paper(event_id: uuid.UUID) -> Any:
    """Rows to sign in, on as many pages as are asked for; its code opens the page that takes the scan."""
    event = schedule.event(event_id)
    asked = request.args.get("pages", "")
    pages = min(int(asked), MOST_PAGES) if asked.isascii() and asked.isdigit() and len(asked) < 3 else 1
    address = base_url() + url_for("evidence.new", table="events", subject_id=event_id, kind="scan")
    return render_template(
        "logbook/attendance/sign_in_paper.html",
        event=event,
        pages=max(1, pages),
        rows=ROWS,
        most_pages=MOST_PAGES,
        picture=None if is_local(address) else picture_of(address),
    )
