"""Pictures on the page of what they prove."""

import io
import uuid
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.db import transaction
from outreach.errors import Forbidden, NotFound
from outreach.evidence import actions, queries, store, subjects
from outreach.evidence.forms import PictureForm
from outreach.evidence.models import Evidence
from outreach.evidence.rules import PAPER_TYPE, PictureKind
from outreach.web.access import Permission, acting_person, permit
from outreach.web.fields import file_name
from outreach.web.forms import submitted

blueprint = Blueprint("evidence", __name__, url_prefix="/evidence")

#: Several pictures of a phone in one go.
LARGEST_REQUEST = 64 * 1024 * 1024


@blueprint.get("/<uuid:evidence_id>")
@permit(Permission.READ)
def picture(evidence_id: uuid.UUID) -> Response:
    """The picture itself."""
    item = _seen(evidence_id)
    if item.file.media_type == PAPER_TYPE:
        return _sent_paper(item)
    return _sent(item, store.content(item.sha256), item.sha256)


@blueprint.get("/<uuid:evidence_id>/small")
@permit(Permission.READ)
def small(evidence_id: uuid.UUID) -> Response:
    """The picture, small, for a list."""
    item = _seen(evidence_id)
    if item.file.media_type == PAPER_TYPE:
        raise NotFound
    return _sent(item, store.small(item.sha256), f"{item.sha256}-small")


def _seen(evidence_id: uuid.UUID) -> Evidence:
    item = queries.evidence(evidence_id)
    kind = subjects.kind_of(item.subject_type)
    subject = kind.find(item.subject_id)
    if kind.may_see is not None and not kind.may_see(subject):
        raise NotFound
    if not _may_open(kind, subject, item):
        raise Forbidden(
            _("People's names stand on this sheet: only who took part in the event, and the office, open it.")
        )
    return item


def _sent(item: Evidence, content: bytes | None, etag: str) -> Response:
    response = send_file(_stream(content), mimetype=item.file.media_type, etag=etag)
    # What shows faces or is not for all stays in no browser: the next person at this desk may not be one of ours.
    is_kept_back = item.shows_people or subjects.kind_of(item.subject_type).may_see is not None
    response.headers["Cache-Control"] = "no-store" if is_kept_back else "private, max-age=86400"
    return response


def _stream(content: bytes | None) -> io.BytesIO:
    if content is None:
        raise NotFound(_("The file of this picture is missing in the data folder. Tell the administrator."))
    return io.BytesIO(content)


def _sent_paper(item: Evidence) -> Response:
    """A PDF is only ever saved, never shown in a page of ours: it is as it came, and a PDF can hold programs."""
    file = _stream(store.content(item.sha256))
    name = file_name(item.name).removesuffix(".pdf").strip("?") or "letter"
    response = send_file(file, mimetype=PAPER_TYPE, as_attachment=True, download_name=f"{name}.pdf", etag=item.sha256)
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.route("/<string:table>/<uuid:subject_id>/new", methods=["GET", "POST"])
@permit(Permission.LOG)
def new(table: str, subject_id: uuid.UUID) -> AnyResponse | tuple[str, int]:
    """Add a picture to a thing; `?kind=` says beforehand what it is."""
    kind = subjects.kind_of(table)
    request.max_content_length = LARGEST_REQUEST
    subject = kind.find(subject_id)
    if not kind.may_add(subject):
        raise Forbidden
    if kind.add is not None:
        return redirect(kind.add(subject), 303)
    title, page = kind.title(subject), kind.page(subject)
    form = PictureForm(kind.kinds, asked=request.args.get("kind"))
    was_there = submitted(form, lambda form: _was_there(kind, subject_id, form))
    if was_there is not None:
        flash(_("This picture was there already.") if was_there else _("The picture is added."), "success")
        return redirect(page)
    return render_template("evidence/new.html", form=form, title=title, page=page), form.status


@blueprint.post("/<uuid:evidence_id>/remove")
@permit(Permission.LOG)
def remove(evidence_id: uuid.UUID) -> AnyResponse:
    """Take a picture away."""
    with transaction():
        item = queries.evidence(evidence_id)
        kind = subjects.kind_of(item.subject_type)
        subject = kind.find(item.subject_id)
        if not _may_remove(kind, subject, item):
            raise Forbidden(_("Only who added a picture, or a lead of the team, takes it away."))
        page = kind.page(subject)
        actions.remove_evidence(item, by=acting_person(), now=clock.now())
    flash(_("The picture is taken away. Adding the same picture brings it back."), "success")
    return redirect(page)


@blueprint.post("/<uuid:evidence_id>/flag")
@permit(Permission.LOG)
def flag(evidence_id: uuid.UUID) -> AnyResponse:
    """Say whether faces or names are in view: anybody keeps a picture out of exports, not anybody lets it in."""
    shows_people = request.form.get("shows_people") != "no"
    with transaction():
        item = queries.evidence(evidence_id)
        kind = subjects.kind_of(item.subject_type)
        subject = kind.find(item.subject_id)
        if not (kind.may_add(subject) if shows_people else _may_remove(kind, subject, item)):
            raise Forbidden(_("Only who added a picture, or a lead of the team, lets it into exports."))
        page = kind.page(subject)
        actions.flag_people(item, shows_people, by=acting_person(), now=clock.now())
    flash(_("It is kept out of exports.") if shows_people else _("It may go into exports."), "success")
    return redirect(page)


def panel(event: Any) -> str:
    """The pictures of an event, on its page."""
    items = queries.evidence_of(event)
    kind = subjects.kind_of(event.__tablename__)
    may_add = kind.may_add(event)
    if not (items or may_add):
        return ""
    return render_template(
        "evidence/panel.html",
        subject=event,
        pictures=[item for item in items if item.kind is not PictureKind.SCAN],
        sheets=[item for item in items if item.kind is PictureKind.SCAN],
        may_add=may_add,
        none_yet=kind.none_yet,
        openable={item.id for item in items if _may_open(kind, event, item)},
        removable={item.id for item in items if _may_remove(kind, event, item)},
        flagged=queries.flag_changes(items),
        adders=queries.adders_of(items),
    )


def _may_remove(kind: subjects.Subject, subject: Any, item: Evidence) -> bool:
    return kind.may_add(subject) and (item.added_by_id == acting_person().id or kind.may_remove(subject))


def _may_open(kind: subjects.Subject, subject: Any, item: Evidence) -> bool:
    """A sheet on which names can be read is for who has to do with it; that there is one everybody sees."""
    if item.kind is not PictureKind.SCAN or not item.shows_people or item.added_by_id == acting_person().id:
        return True
    return (kind.may_read_names or kind.may_add)(subject)


def _was_there(kind: subjects.Subject, subject_id: uuid.UUID, form: PictureForm) -> bool:
    """Add the picture, and say whether it was shown before."""
    subject = kind.find(subject_id)
    was_there = queries.has_picture(subject, form.kept.sha256)
    actions.add_picture(
        subject,
        form.kept,
        name=file_name(form.picture.data.filename),
        caption=form.caption.data,
        kind=form.kind.data,
        shows_people=form.shows_people.data,
        by=acting_person(),
        now=clock.now(),
    )
    return was_there
