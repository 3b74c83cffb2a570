"""The administrator's page of every important act, and its table as a file."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, render_template, request
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.audit.facts import facts_in_words
from outreach.audit.forms import AuditFilter
from outreach.audit.queries import Asked, acts_seen, entries, exported, name_of_actor
from outreach.audit.words import OUTCOMES, name_of, name_of_act
from outreach.db import db, transaction
from outreach.errors import NotFound
from outreach.sheets.csv_files import write_csv
from outreach.web.access import Permission, acting_person, permit
from outreach.web.paging import page_number, paged

pages = Blueprint("audit", __name__, url_prefix="/admin")


@pages.get("/audit")
@permit(Permission.AUDIT)
def audit():
    """The acts, newest first."""
    form = AuditFilter()
    page = paged(db.session(), entries(_asked(form)), page_number(), size=50)
    arguments = {name: value for name, value in request.args.items() if value and name != "page"}
    return render_template(
        "audit/audit.html",
        form=form,
        page=page,
        outcomes=OUTCOMES,
        name_of=name_of,
        name_of_act=name_of_act,
        facts_in_words=facts_in_words,
        arguments=arguments,
    )


@pages.get("/audit.csv")
@permit(Permission.AUDIT)
def export():
    """The same acts as a table for a spreadsheet, all pages of them."""
    header = [_("When"), _("Who"), _("What"), _("How it ended"), _("From address"), _("About"), _("Id"), _("Facts")]
    asked = _asked(AuditFilter())
    with transaction():
        narrowed = {name: value for name, value in request.args.items() if value and name != "page"}
        if "person" in narrowed:
            narrowed["person"] = name_of_actor(UUID(narrowed["person"]))
        record_act("audit.exported", by=acting_person(), now=clock.now(), narrowed=narrowed)
    table = write_csv(header, _rows(asked))
    name = f"audit-{clock.today().isoformat()}.csv"
    return Response(table, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _asked(form: AuditFilter) -> Asked:
    person = request.args.get("person")
    try:
        return form.asked(acts_seen(), UUID(person) if person else None)
    except ValueError:
        raise NotFound() from None


def _rows(asked: Asked) -> Iterator[list[str]]:
    for entry in exported(asked):
        yield [
            clock.wall(entry.at).isoformat(" ", "seconds"),
            str(name_of(entry)),
            name_of_act(entry.act),
            str(OUTCOMES[entry.outcome]),
            entry.address or "",
            entry.subject_type or "",
            str(entry.subject_id or ""),
            "; ".join(f"{name}: {value}" for name, value in facts_in_words(entry.facts)),
        ]
