"""The template of notices and the words with which they begin: bringing one, looking at it, going back."""

import uuid
from contextlib import nullcontext
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.check_ups.notices import actions, paper, queries
from outreach.check_ups.notices.forms import WordingForm
from outreach.check_ups.notices.labels import MEANINGS
from outreach.check_ups.notices.models import NoticeTemplate, NoticeWording
from outreach.db import db, transaction
from outreach.documents.checking import remarks_on
from outreach.documents.packing import MEDIA_TYPE
from outreach.documents.rules import LOOKS, NUMBER, RECEIPT
from outreach.evidence.forms import TemplateForm
from outreach.evidence.originals import MEDIA_TYPE as AS_IT_CAME
from outreach.evidence.originals import kept_beside
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("notice_template", __name__, url_prefix="/notices/template")


@blueprint.get("")
@permit(Permission.LOG)
def index() -> str:
    """The template in use, those before it, the bureau's words, and the forms for others."""
    return _page(TemplateForm(), _wording_form())


@blueprint.post("")
@permit(Permission.CLOSE)
def bring() -> Any:
    """Put another template into use."""

    def act(form: TemplateForm) -> NoticeTemplate:
        actions.check_notice_template(form.content)
        return actions.use_template(form.content, name=form.filename, by=acting_person(), now=clock.now())

    form = TemplateForm()
    with kept_beside(form.content) if form.content else nullcontext():
        brought = submitted(form, act)
    if brought is None:
        return _page(form, _wording_form()), form.status
    said = _("Drafts and new notices use this template from now on. Look at one before you print.")
    flash(said, "good")
    return redirect(url_for(".index"))


@blueprint.post("/wording")
@permit(Permission.CLOSE)
def wording() -> Any:
    """Keep the bureau's words for new notices."""

    def act(form: WordingForm) -> NoticeWording:
        said = {"opening": form.opening.data, "closing": form.closing.data, "contact": form.contact.data}
        return actions.keep_wording(**said, by=acting_person(), now=clock.now())

    form = WordingForm()
    if submitted(form, act) is None:
        return _page(TemplateForm(), form), form.status
    flash(_("New notices begin with these words."), "good")
    return redirect(url_for(".index"))


@blueprint.get("/standard.docx")
@permit(Permission.LOG)
def standard() -> Response:
    """The program's own template, to begin with."""
    return _sent(paper.standard_template(), _("standard template of notices") + ".docx", MEDIA_TYPE)


@blueprint.post("/standard")
@permit(Permission.CLOSE)
def back_to_standard() -> Any:
    """Go back to the program's own template."""
    content = paper.standard_template()
    with kept_beside(content), transaction():
        actions.use_template(content, name="标准模板.docx", by=acting_person(), now=clock.now())
    flash(_("The standard template is in use again. The one before is still in the list below."), "good")
    return redirect(url_for(".index"))


@blueprint.post("/<uuid:template_id>/use")
@permit(Permission.CLOSE)
def use(template_id: uuid.UUID) -> Any:
    """Use one from before again."""
    with transaction():
        actions.use_template_again(queries.template(template_id), by=acting_person(), now=clock.now())
    flash(_("This template is in use again."), "good")
    return redirect(url_for(".index"))


@blueprint.get("/<uuid:template_id>/original.docx")
@permit(Permission.LOG)
def original(template_id: uuid.UUID) -> Response:
    """The file as it came."""
    template = queries.template(template_id)
    return _sent(paper.content_of(template.sha256), template.name, AS_IT_CAME)


def _page(form: TemplateForm, wording_form: WordingForm) -> str:
    in_use = queries.template_in_use()
    content = None if in_use is None else paper.content_of(in_use.sha256)
    facts = {
        "in_use": in_use,
        "is_own": content is not None and content != paper.standard_template(),
        "remarks": [] if content is None else remarks_on(content),
        "page": paged(db.session(), queries.templates(), page_number()),
        "placeholders": MEANINGS,
        "styles": [look.style for look in (*LOOKS.values(), NUMBER, RECEIPT)],
    }
    return render_template("check_ups/notices/template.html", form=form, wording_form=wording_form, **facts)


def _wording_form() -> WordingForm:
    said = queries.wording()
    return WordingForm(formdata=None, data={"opening": said.opening, "closing": said.closing, "contact": said.contact})


def _sent(content: bytes, name: str, kind: str) -> Response:
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
