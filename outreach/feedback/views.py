"""The pages of feedback 意见反馈."""

import uuid
from urllib.parse import urlsplit

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import db, transaction
from outreach.feedback import actions, queries
from outreach.feedback.forms import AnswerForm, NoteForm
from outreach.feedback.labels import KINDS
from outreach.feedback.rules import Kind
from outreach.sheets.csv_files import write_csv
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("feedback", __name__)


@blueprint.route("/feedback", methods=["GET", "POST"])
@permit(Permission.SIGNED_IN)
def mine():
    """Say something of the program, and read what was answered."""
    form = NoteForm(page=_page_before())
    person = acting_person()

    def act(form: NoteForm):
        kind, page = Kind(form.kind.data), form.page.data or ""
        return actions.send_note(kind=kind, text=form.text.data, page=page, by_id=person.id, by=person, now=clock.now())

    if submitted(form, act) is not None:
        flash(_("Thank you. The administrator reads it, and the answer will stand here."))
        return redirect(url_for(".mine"))
    page = paged(db.session(), queries.notes_of(person.id), page_number())
    return render_template("feedback/mine.html", form=form, page=page, kinds=KINDS), form.status


@blueprint.get("/feedback/all")
@permit(Permission.SYSTEM)
def everybodys():
    """What everybody said, what waits for an answer on top."""
    page = paged(db.session(), queries.all_notes(), page_number())
    return render_template("feedback/all.html", page=page, kinds=KINDS, waiting=queries.count_waiting())


@blueprint.get("/feedback/all.csv")
@permit(Permission.SYSTEM)
def export():
    """All notes without names, to be handed to whoever maintains the program."""
    header = [_("When"), _("Kind of note"), _("On which page"), _("Version"), _("Text"), _("Answer")]
    notes = db.session.scalars(queries.all_notes())
    table = write_csv(header, ([n.at, str(KINDS[n.kind]), n.page, n.version, n.text, n.answer] for n in notes))
    with transaction():
        record_act("feedback.exported", by=acting_person(), now=clock.now())
    name = f"feedback-{clock.today().isoformat()}.csv"
    return Response(table, mimetype="text/csv", headers={"Content-Disposition": f'attachment; filename="{name}"'})


@blueprint.route("/feedback/<uuid:note_id>/answer", methods=["GET", "POST"])
@permit(Permission.SYSTEM)
def answer(note_id: uuid.UUID):
    """Answer a note."""
    note = queries.note(note_id)
    form = AnswerForm(obj=note)

    def act(form: AnswerForm):
        person, said = acting_person(), queries.note(note_id, lock=True)
        actions.answer_note(note=said, answer=form.answer.data, by_id=person.id, by=person, now=clock.now())
        return said

    if submitted(form, act, over=lambda: AnswerForm(obj=queries.note(note_id, lock=True))) is not None:
        flash(_("The answer is saved."))
        return redirect(url_for(".everybodys"))
    return render_template("feedback/answer.html", form=form, note=note, kinds=KINDS), form.status


def waiting_card() -> str:
    """The card of the administration's page."""
    return render_template("feedback/card.html", waiting=queries.count_waiting())


def _page_before() -> str:
    """The page of ours from which somebody came here, without what was asked of it."""
    before = urlsplit(request.referrer or "")
    is_ours = before.netloc == request.host and before.path != request.path
    return before.path[:200] if is_ours else ""
