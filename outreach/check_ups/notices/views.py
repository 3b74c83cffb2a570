"""The pages of risk notices: the list, one of them, its paper, and how it comes to be."""

import uuid
from io import BytesIO
from typing import Any
from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, render_template, request, send_file, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.anonymity.rules import people_in
from outreach.audit.histories import changes_of
from outreach.check_ups.keeping import late_at
from outreach.check_ups.notices import actions, doubts, labels, paper, queries, rights, rules
from outreach.check_ups.notices.forms import (
    ItemForm,
    MakeForm,
    NewItemForm,
    NoticeFilterForm,
    WordsForm,
    is_behind,
    is_late,
    said_of,
    said_of_item,
    with_note,
)
from outreach.check_ups.notices.models import Notice
from outreach.check_ups.notices.paths import check_up_path
from outreach.check_ups.queries import check_up as check_up_of
from outreach.check_ups.queries import void_of
from outreach.check_ups.rights import check_may_see, may_see
from outreach.check_ups.sheet import Row, row_at
from outreach.db import db, transaction
from outreach.documents.packing import MEDIA_TYPE
from outreach.errors import Forbidden
from outreach.laws.labels import SUBJECTS
from outreach.laws.subjects import Subject
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number, paged

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
@permit(Permission.READ)
def index() -> str:
    """The notices that the person sees; who only reads sees those that were released."""
    form = NoticeFilterForm()
    team = form.teams.get(form.team.data or "")
    wanted = queries.notices(
        state=form.state.data,
        team_id=None if team is None else team.id,
        words=form.words.data,
        seen=rights.seen_by(acting_person(), clock.today()),
    )
    page = paged(db.session(), wanted, page_number())
    facts = {"form": form, "page": page, "labels": labels, "event_day": queries.event_day, "is_late": is_late}
    return render_template("check_ups/notices/index.html", **facts)


@blueprint.route("/check-ups/<uuid:check_up_id>/notice", methods=["GET", "POST"])
@permit(Permission.LOG)
def make(check_up_id: uuid.UUID) -> Any:
    """Make the notice of a check-up; leads to the one that is there."""
    check_up = check_up_of(check_up_id)
    check_may_see(acting_person(), check_up, clock.today())
    standing = queries.standing_notice(check_up.id)
    if standing is not None:
        return redirect(url_for(".page", notice_id=standing.id))
    rights.check_may_work_on(acting_person(), check_up.event, clock.now())

    def act(form: MakeForm) -> Notice:
        found, meant = check_up_of(check_up_id), form.confirmed("unfinished")
        doubts.check_late(check_up_id, is_meant=form.confirmed(doubts.LATE))
        return actions.make_notice(found, by=acting_person(), now=clock.now(), unfinished_is_meant=meant)

    form = MakeForm()
    made = submitted(form, act)
    if made is not None:
        flash(_("The notice is a draft. Look at each item before it is reviewed."), "success")
        return redirect(url_for(".page", notice_id=made.id))
    check_up = check_up_of(check_up_id)
    facts = {"check_up": check_up, "risks": queries.risks_of(check_up.id), "labels": labels, "path": check_up_path}
    facts |= {"undecided": queries.undecided_of(check_up.id), "withdrawn": queries.withdrawn_notices(check_up.id)}
    facts |= {"void": void_of(check_up), "late": late_at(check_up.id)}
    return render_template("check_ups/notices/make.html", form=form, **facts), form.status


@blueprint.get("/notices/<uuid:notice_id>")
@permit(Permission.READ)
def page(notice_id: uuid.UUID) -> str:
    """A notice: its words as on paper, and for the office every step and what came since."""
    notice = _seen(notice_id)
    text = paper.paper_of(notice, today=clock.today())
    person, now = acting_person(), clock.now()
    if not may_see(person, notice.check_up, clock.today()):
        return render_template("check_ups/notices/released.html", notice=notice, text=text)
    risks = queries.risks_of(notice.check_up_id)
    known = {item.key for item in notice.items}
    facts = {
        "may_work": rights.may_work_on(person, notice.check_up.event, now),
        "may_review": rights.may_review(person, notice.check_up.event, now),
        "may_release": rights.may_release(person),
        "reviewers": rights.reviewers_of(notice, now),
        "is_own": notice.made_by_id == person.id,
        "is_only_reviewer": rights.is_only_reviewer(person, notice.check_up.event.lead_team_id, now),
        "found_since": [each for each in risks if each.key not in known],
        "no_risk_any_more": {item.id for item in notice.shown} - {i.id for i in notice.shown if _is_risk(i, risks)},
        "undecided": queries.undecided_of(notice.check_up_id),
        "late": late_at(notice.check_up_id),
        "laws_out": doubts.laws_out(notice),
        "cases_out": doubts.cases_out(notice, clock.today()),
        "behind": doubts.items_behind(notice, clock.today()),
        "is_behind": is_behind,
        "changes": changes_of(notice),
        "signed": queries.signed_pages(notice),
        "asking": _asking(notice),
        "can": {step.value: rules.may_take(notice.state, step) for step in rules.Step},
    }
    facts |= {"labels": labels, "text": text, "subjects": SUBJECTS, "is_late": is_late, "day": queries.event_day}
    facts["path"] = check_up_path
    return render_template("check_ups/notices/notice.html", notice=notice, **facts)


@blueprint.route("/notices/<uuid:notice_id>/words", methods=["GET", "POST"])
@permit(Permission.LOG)
def words(notice_id: uuid.UUID) -> Any:
    """Change what stands around the items."""
    notice = _own(notice_id)

    def act(form: WordsForm) -> Notice:
        meant = form.confirmed("personal")
        return actions.change_notice(
            _locked(notice_id), by=acting_person(), now=clock.now(), personal_is_meant=meant, **form.words()
        )

    form = WordsForm(data=said_of(notice))
    if submitted(form, act, over=lambda: WordsForm(data=said_of(_locked(notice_id)))):
        flash(_("The notice is saved."), "success")
        return redirect(url_for(".page", notice_id=notice_id))
    return render_template("check_ups/notices/words.html", notice=_own(notice_id), form=form), form.status


@blueprint.route("/notices/<uuid:notice_id>/items/<uuid:item_id>", methods=["GET", "POST"])
@permit(Permission.LOG)
def item(notice_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Change an item; what was noted at the check-up stands beside it, and each note is taken over with a click."""
    notice = _own(notice_id)
    one = queries.item_of(notice, item_id)
    row = row_at(notice.check_up, one.key)
    form = ItemForm(data=said_of_item(one))
    form.offer(notice, one.subject, one)
    if "take" in request.form:
        form.found.data = with_note(form.found.data, _taken(row))
        return _item_page(notice, form, item=one, row=row)
    if request.method == "POST" and form.is_search(request.form):
        return _item_page(notice, form, item=one, row=row)

    def act(form: ItemForm) -> Notice:
        locked = _locked(notice_id)
        kept = queries.item_of(locked, item_id)
        return actions.change_item(locked, kept, by=acting_person(), now=clock.now(), **_meant(form), **form.words())

    def now() -> ItemForm:
        return ItemForm(data=said_of_item(queries.item_of(_locked(notice_id), item_id)))

    if submitted(form, act, over=now):
        flash(_("The item is saved."), "success")
        return redirect(url_for(".page", notice_id=notice_id, _anchor=f"item-{item_id}"))
    notice = _own(notice_id)
    return _item_page(notice, form, item=queries.item_of(notice, item_id), row=row), form.status


@blueprint.route("/notices/<uuid:notice_id>/items/new", methods=["GET", "POST"])
@permit(Permission.LOG)
def new_item(notice_id: uuid.UUID) -> Any:
    """Add a risk of which no point asks."""
    notice = _own(notice_id)
    form = NewItemForm()
    form.offer(notice, form.subject.data or Subject.LABOUR_CONTRACT)
    if request.method == "POST" and form.is_search(request.form):
        return _item_page(notice, form)

    def act(form: NewItemForm) -> Any:
        told: dict[str, Any] = {"subject": form.subject.data, "weight": form.weight.data, **form.words()}
        return actions.add_item(_locked(notice_id), by=acting_person(), now=clock.now(), **_meant(form), **told)

    if submitted(form, act):
        flash(_("The item is added."), "success")
        return redirect(url_for(".page", notice_id=notice_id))
    return _item_page(_own(notice_id), form), form.status


@blueprint.post("/notices/<uuid:notice_id>/items/<uuid:item_id>/drop")
@permit(Permission.LOG)
def drop(notice_id: uuid.UUID, item_id: uuid.UUID) -> Any:
    """Leave an item out."""
    with transaction():
        notice = _locked(notice_id)
        actions.drop_item(notice, queries.item_of(notice, item_id), by=acting_person(), now=clock.now())
    flash(_("The item is left out. It stands below, and can be taken in again with its words."), "success")
    return redirect(url_for(".page", notice_id=notice_id, _anchor="left-out"))


@blueprint.post("/notices/<uuid:notice_id>/risks/<uuid:key>/take-in")
@permit(Permission.LOG)
def take_in(notice_id: uuid.UUID, key: uuid.UUID) -> Any:
    """Take a risk in: one that was left out, or that was found since."""
    with transaction():
        taken = actions.take_in(_locked(notice_id), key, by=acting_person(), now=clock.now()).id
    flash(_("The item is taken in."), "success")
    return redirect(url_for(".page", notice_id=notice_id, _anchor=f"item-{taken}"))


@blueprint.get("/notices/<uuid:notice_id>/print")
@permit(Permission.READ)
def printed(notice_id: uuid.UUID) -> str:
    """The notice as a page to print, for desks without Word."""
    notice = _seen(notice_id)
    text = paper.paper_of(notice, today=clock.today())
    return render_template("check_ups/notices/print.html", notice=notice, text=text)


@blueprint.get("/notices/<uuid:notice_id>.docx")
@permit(Permission.READ)
def docx(notice_id: uuid.UUID) -> Response:
    """The notice as a Word file, on the bureau's template."""
    notice, now = _seen(notice_id), clock.now()
    content, name = paper.docx_of(notice, now=now), paper.name_of(notice)
    with transaction():
        actions.note_paper(queries.notice(notice_id), file=name, by=acting_person(), now=now)
    sent = send_file(BytesIO(content), mimetype=MEDIA_TYPE, as_attachment=True, download_name=name)
    # of a Chinese name only its brackets are left for a browser that reads no UTF-8 there
    plain = {"filename": paper.plain_name_of(notice), "filename*": f"UTF-8''{quote(name)}"}
    sent.headers.set("Content-Disposition", "attachment", **plain)
    return sent


def _meant(form: ItemForm) -> actions.Meant:
    """What the person said yes to about exactly these words."""
    return {"personal_is_meant": form.confirmed("personal"), "case_is_meant": form.confirmed("case_twice")}


def _asking(notice: Notice) -> MakeForm:
    """What asks for the review of the words that the page shows."""
    form = MakeForm()
    form.stood.show(paper.words_of(notice))
    return form


def _seen(notice_id: uuid.UUID) -> Notice:
    notice = queries.notice(notice_id)
    rights.check_may_see(acting_person(), notice, clock.today())
    return notice


def _own(notice_id: uuid.UUID) -> Notice:
    notice = _seen(notice_id)
    rights.check_may_work_on(acting_person(), notice.check_up.event, clock.now())
    if not rules.may_take(notice.state, rules.Step.EDIT):
        raise Forbidden(_("Only a draft can be changed. Take it back to a draft first."))
    return notice


def _locked(notice_id: uuid.UUID) -> Notice:
    return queries.notice(notice_id, lock=True)


def _is_risk(item: Any, risks: Any) -> bool:
    return any(each.key == item.key for each in risks) or not queries.is_of_point(item)


def _taken(row: Row | None) -> str:
    """The note that is to be taken over; "" where it is gone meanwhile."""
    noted = [] if row is None else row.noted
    return next((each.note.text for each in noted if each.note and str(each.id) == request.form["take"]), "")


def _item_page(notice: Notice, form: ItemForm, *, item: Any = None, row: Row | None = None) -> str:
    facts = {"notice": notice, "item": item, "row": row, "people_in": people_in}
    return render_template("check_ups/notices/item.html", form=form, labels=labels, subjects=SUBJECTS, **facts)
