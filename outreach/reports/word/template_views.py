"""The pages of the Word template: bringing one, looking at it, going back."""

import uuid
from contextlib import nullcontext
from io import BytesIO
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, send_file, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import transaction
from outreach.documents.checking import remarks_on
from outreach.documents.packing import MEDIA_TYPE
from outreach.documents.rules import LOOKS
from outreach.documents.standard import standard_template
from outreach.errors import NotFound
from outreach.evidence.forms import TemplateForm
from outreach.evidence.originals import MEDIA_TYPE as AS_IT_CAME
from outreach.evidence.originals import kept_beside
from outreach.reports.word import actions, template_queries
from outreach.reports.word.clean import clean_docx
from outreach.reports.word.example import example_copy
from outreach.reports.word.labels import MEANINGS
from outreach.reports.word.models import WordTemplate
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("word_template", __name__, url_prefix="/reports/word-template")


@pages.get("")
@permit(Permission.READ)
def index() -> str:
    """The template in use, those before it, and the form for another."""
    return _page(TemplateForm())


@pages.post("")
@permit(Permission.CLOSE)
def bring() -> Any:
    """Put another template into use."""
    form = TemplateForm()
    with kept_beside(form.content) if form.content else nullcontext():
        brought = submitted(form, _bring)
    if brought is None:
        return _page(form), form.status
    flash(_("This template is in use from now on. Look at it with the example text before you print."), "good")
    return redirect(url_for(".index"))


@pages.get("/standard.docx")
@permit(Permission.READ)
def standard() -> Response:
    """The program's own template, to begin with."""
    return _sent(standard_template(), _("standard template") + ".docx")


@pages.post("/standard")
@permit(Permission.CLOSE)
def back_to_standard() -> Any:
    """Go back to the program's own template."""
    with transaction():
        actions.use_standard(by=acting_person(), now=clock.now())
    flash(_("The standard template is in use again. The one before is still in the list below."), "good")
    return redirect(url_for(".index"))


@pages.post("/<uuid:template_id>/use")
@permit(Permission.CLOSE)
def use(template_id: uuid.UUID) -> Any:
    """Use one from before again."""
    with transaction():
        actions.use_again(template_queries.template_of(template_id), by=acting_person(), now=clock.now())
    flash(_("This template is in use again."), "good")
    return redirect(url_for(".index"))


@pages.get("/<uuid:template_id>/original.docx")
@permit(Permission.READ)
def original(template_id: uuid.UUID) -> Response:
    """The file as it came."""
    template = template_queries.template_of(template_id)
    if template.sha256 is None:
        raise NotFound(_("There is no file: it is the standard template."))
    return _sent(template_queries.content_of(template), template.name or "template.docx", kind=AS_IT_CAME)


@pages.get("/preview.docx", defaults={"template_id": None})
@pages.get("/<uuid:template_id>/preview.docx")
@permit(Permission.READ)
def preview(template_id: uuid.UUID | None) -> Response:
    """The example text on a template, that in use where none is named."""
    template = None if template_id is None else template_queries.template_of(template_id)
    today = clock.today()
    sheet = template_queries.sheet_of(today.year, template)
    copy = example_copy(sheet.bureau or "示例县人力资源和社会保障局", f"{today.year}年{today.month}月{today.day}日")
    return _sent(clean_docx(copy, sheet, at=clock.now()), _("template with example text") + ".docx")


def _page(form: TemplateForm) -> str:
    in_use = template_queries.template_in_use()
    page = {
        "in_use": in_use,
        "is_own": in_use is not None and in_use.sha256 is not None,
        "remarks": _remarks(in_use),
        "page": template_queries.page_of_templates(page_number()),
        "placeholders": MEANINGS,
        "styles": [look.style for look in LOOKS.values()],
        "year": clock.today().year,
    }
    return render_template("reports/word/template.html", form=form, **page)


def _bring(form: TemplateForm) -> WordTemplate:
    return actions.bring_template(form.content, name=form.filename, by=acting_person(), now=clock.now())


def _remarks(template: WordTemplate | None) -> list[Any]:
    return [] if template is None or template.sha256 is None else remarks_on(template_queries.content_of(template))


def _sent(content: bytes, name: str, *, kind: str = MEDIA_TYPE) -> Response:
    return send_file(BytesIO(content), mimetype=kind, as_attachment=True, download_name=name)
