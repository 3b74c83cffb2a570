"""The list of sheets with names, and the act that deletes those past their day."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound
from outreach.evidence import subjects
from outreach.evidence.models import Evidence
from outreach.evidence.scans import actions, queries
from outreach.web.access import Permission, acting_person, permit
from outreach.web.paging import page_number

blueprint = Blueprint("scans", __name__, url_prefix="/evidence/sign-in-sheets")


@blueprint.get("")
@permit(Permission.LISTS)
def index() -> str:
    """Every sheet that is still kept, what ends first on top."""
    page = queries.page_of_sheets(page_number())
    past = queries.count_past(clock.today())
    return render_template("evidence/sheets.html", page=page, past=past, whose=_whose)


@blueprint.post("/erase")
@permit(Permission.LISTS)
def erase() -> Response:
    """Delete those past their day."""
    with transaction():
        count = actions.erase_past_sheets(by=acting_person(), now=clock.now())
    if count:
        words = ngettext("%(num)d sign-in sheet is deleted.", "%(num)d sign-in sheets are deleted.", count)
        flash(words, "success")
    else:
        flash(_("No sign-in sheet is past its day."), "info")
    return redirect(url_for("scans.index"))


def owed_panel() -> str:
    """What the office owes: sheets past their day; nothing where there are none."""
    past = queries.count_past(clock.today())
    return render_template("evidence/owed_panel.html", past=past) if past else ""


def _whose(item: Evidence) -> tuple[str, Any]:
    """What the sheet belongs to, and its page; that may be gone."""
    try:
        kind = subjects.kind_of(item.subject_type)
        subject = kind.find(item.subject_id)
    except NotFound:
        return "", None
    return kind.title(subject), kind.page(subject)
