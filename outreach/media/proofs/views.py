"""Proofs: on an item's page, the list of what is proven, and its file."""

import uuid
from datetime import date
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.audit.actions import record_act
from outreach.db import transaction
from outreach.evidence.views import LARGEST_REQUEST
from outreach.media import queries as media_queries
from outreach.media.articles.actions import check_may_publish
from outreach.media.labels import said
from outreach.media.proofs import actions, queries, unproven
from outreach.media.proofs.exports import proofs_xlsx
from outreach.media.proofs.forms import ProofFilterForm, ProofForm
from outreach.media.proofs.labels import PROOFS, WANTED
from outreach.media.proofs.models import ArticleProof
from outreach.media.proofs.rules import Proof, Wanted
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.language import in_bureau_language
from outreach.web.paging import page_number

blueprint = Blueprint("proofs", __name__, url_prefix="/media")

_ON_TOP = 3


@blueprint.get("/proofs")
@permit(Permission.READ)
def index() -> str:
    """Which items have which proof, and on top the readings that do not count for want of one.

    These are of all years, as long as nobody narrows the list.
    """
    form = ProofFilterForm(_new_year())
    page, counts = queries.page_of_items(form.asked, page_number()), queries.counts(form.asked)
    return render_template(
        "media/proofs/index.html",
        form=form,
        page=page,
        counts=counts,
        shown=queries.shown_of(page.rows),
        unproven=unproven.page_of_unproven(ProofFilterForm(None).asked, 1, size=_ON_TOP),
        proof_chips=_chips(form, counts),
        proofs=PROOFS,
        wanted_copy=WANTED[Wanted.COPY],
        said=said,
        href=_narrowed,
    )


@blueprint.get("/proofs/readings")
@permit(Permission.READ)
def readings() -> str:
    """All readings of other bodies' accounts that say nowhere where they are from."""
    form = ProofFilterForm(None)  # as many as the reminder tells of
    page = unproven.page_of_unproven(form.asked, page_number(), size=30)
    return render_template("media/proofs/readings.html", form=form, page=page, said=said)


@blueprint.get("/proofs.xlsx")
@permit(Permission.READ)
def as_xlsx() -> Response:
    """The list as it is narrowed, as a workbook."""
    form, now = ProofFilterForm(_new_year()), clock.now()
    file = proofs_xlsx(form.asked, created=now)
    with transaction():
        record_act("list.exported", by=acting_person(), now=now, file="proofs.xlsx")
    return send_file(file, as_attachment=True, download_name="proofs.xlsx")


@blueprint.route("/<uuid:article_id>/proofs/new", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def new(article_id: uuid.UUID) -> Response | tuple[str, int]:
    """Add what proves an item; `?placement=` and `?day=` say beforehand which counter."""
    request.max_content_length = LARGEST_REQUEST
    item = media_queries.article(article_id)
    check_may_publish(acting_person(), item.team_id, clock.now())
    form = ProofForm(**_asked())
    form.offer(item)
    if (counted := submitted(form, lambda form: _add(article_id, form))) is not None:
        flash(_("The proof is added."), "success")
        if counted:
            flash(ngettext("%(num)d reading counts now.", "%(num)d readings count now.", counted), "success")
        return redirect(_page(article_id))
    return render_template("media/proofs/new.html", item=item, form=form), form.status


@blueprint.post("/proofs/<uuid:evidence_id>/remove")
@permit(Permission.PUBLISH)
def remove(evidence_id: uuid.UUID) -> Response:
    """Take a proof away; the item's page offers to bring it back."""
    with transaction():
        found = actions.take_away(queries.proof(evidence_id), by=acting_person(), now=clock.now())
        article_id = found.article_id
    return redirect(url_for("media.article", article_id=article_id, taken=evidence_id, _anchor="proofs"))


@blueprint.post("/proofs/<uuid:evidence_id>/restore")
@permit(Permission.PUBLISH)
def restore(evidence_id: uuid.UUID) -> Response:
    """Bring a proof back."""
    with transaction():
        found = actions.bring_back(queries.proof(evidence_id), by=acting_person(), now=clock.now())
        article_id = found.article_id
    flash(_("The proof is there again."), "success")
    return redirect(_page(article_id))


def _new_year() -> date:
    return clock.today().replace(month=1, day=1)


def _add(article_id: uuid.UUID, form: ProofForm) -> int:
    item, by, now = media_queries.article(article_id), acting_person(), clock.now()
    placement_id = form.placement_id.data
    proof = actions.add_proof(
        item,
        form.kept,
        placement=None if placement_id is None else media_queries.placement(placement_id),
        name=form.filename,
        by=by,
        now=now,
        **{name: form[name].data for name in ("kind", "proves", "day", "caption", "shows_people")},
    )
    is_wanted = "counts" in form and form.counts.data
    return actions.count_proven_readings(proof, note=_note(proof), by=by, now=now) if is_wanted else 0


def _note(proof: ArticleProof) -> str:
    """Where the number is from, in the language that the bureau writes."""
    with in_bureau_language():
        kind = _("letter") if proof.evidence.kind == "letter" else _("screenshot")
        return str(_("Proven by %(kind)s %(name)s", kind=kind, name=proof.evidence.caption or proof.evidence.name))


def _asked() -> dict[str, Any]:
    placement_id = request.args.get("placement", type=uuid.UUID)
    day = request.args.get("day", type=date.fromisoformat)
    about: dict[str, Any] = {"placement_id": placement_id}
    return about | ({"proves": "counter", "day": day} if day else {})


def _page(article_id: uuid.UUID) -> str:
    return url_for("media.article", article_id=article_id, _anchor="proofs")


def _chips(form: ProofFilterForm, counts: dict[Proof | None, int]) -> list[dict[str, Any]]:
    """The list by what is missing, and by what is there."""
    return [
        {
            "label": PROOFS[each],
            "href": _narrowed(proof=each.value),
            "is_current": form.proof.data is each,
            "count": count,
        }
        for each, count in {each: counts.get(each) for each in Proof}.items()
    ]


def _narrowed(**changes: Any) -> str:
    """The list narrowed otherwise, from its first page."""
    kept = {name: value for name, value in request.args.items() if name != "page"}
    return url_for(".index", **{name: value for name, value in (kept | changes).items() if value})
