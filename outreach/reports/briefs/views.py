"""The pages of briefs: the list, one brief, its text, its numbers, and keeping it as an article."""

import uuid
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response

from outreach import clock
from outreach.db import transaction
from outreach.errors import NotFound
from outreach.evidence.queries import evidence_of
from outreach.evidence.rules import PictureKind
from outreach.media.rules import ArticleKind
from outreach.people.rules import EVERY_TEAM
from outreach.reports.briefs import actions, keeping, queries
from outreach.reports.briefs.counting import numbers_of
from outreach.reports.briefs.drafting import draft_of
from outreach.reports.briefs.forms import BriefFilterForm, BriefForm, KeepForm, recent_days
from outreach.reports.briefs.labels import said
from outreach.reports.briefs.models import Brief
from outreach.reports.briefs.rights import check_may_check, may_check, may_write
from outreach.reports.briefs.rules import PARTS, Field, State, steps_between
from outreach.reports.briefs.standing import standing_of
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted
from outreach.web.paging import page_number

pages = Blueprint("briefs", __name__, url_prefix="/media/briefs")

MOST_WITHOUT = 10
_QUESTIONS = ("twice", "coming_day")


@pages.get("")
@permit(Permission.READ)
def index() -> str:
    """The briefs, and which events of the last days have none."""
    form = BriefFilterForm()
    person, everywhere = acting_person(), acting_person().role in EVERY_TEAM
    own = person.team_ids_on(clock.today())
    asked = [form.team_id] if form.team_id else None if everywhere or not own else own
    without, count = queries.events_without(recent_days(), asked, MOST_WITHOUT)
    page = queries.page_of_briefs(form.filters(), page_number())
    begins = (
        {event.id for event in without if everywhere or event.lead_team_id in own} if may(Permission.LOG) else set()
    )
    shown = {"without": without, "count": count, "begins": begins, "said": said}
    return render_template("reports/briefs/index.html", form=form, page=page, **shown)


@pages.post("/new")
@permit(Permission.LOG)
def new() -> Any:
    """Draft the brief of an event, or open the one that is there."""
    event_id = _uuid(request.form.get("event", ""))
    with transaction():
        brief_id = actions.draft_brief(event_id, by=acting_person(), now=clock.now()).id
    return redirect(url_for(".page", brief_id=brief_id))


@pages.get("/<uuid:brief_id>")
@permit(Permission.READ)
def page(brief_id: uuid.UUID) -> str:
    """One brief with its numbers, and what is to be settled before it goes out."""
    item = queries.brief(brief_id)
    return render_template("reports/briefs/brief.html", **_shown(item), photos=_photos(item))


@pages.route("/<uuid:brief_id>/edit", methods=["GET", "POST"])
@permit(Permission.LOG)
def edit(brief_id: uuid.UUID) -> Response | tuple[str, int]:
    """Write at a brief; `?from=` begins with an older version, `?anew=1` with a new draft."""
    item = queries.brief(brief_id)
    actions.check_open(item, by=acting_person(), now=clock.now())
    form = BriefForm(data=_beginning(item) | {"seen": item.version})
    if submitted(form, lambda form: _save(brief_id, form)) is not None:
        flash(_("Saved."), "success")
        return redirect(url_for(".page", brief_id=brief_id))
    item = queries.brief(brief_id)
    other = item.current if form.version_seen != item.version else None
    form.begin_with(item.version)
    shown = _shown(item) | {"form": form, "other": other, "photos": _photos(item)}
    return render_template("reports/briefs/edit.html", **shown), form.status


@pages.get("/<uuid:brief_id>/numbers/<string:key>")
@permit(Permission.READ)
def number(brief_id: uuid.UUID, key: str) -> str:
    """The lines of the ledger behind a number of the brief, and what became of it since."""
    item = queries.brief(brief_id)
    row = next((row for row in standing_of(item).rows if row.number.key == key), None)
    if row is None:
        raise NotFound(code="no_such_number", key=key)
    lines = queries.lines_behind(brief_id, key)
    came = [line for line in row.today.lines if line.id not in {each.tally_id for each in lines}] if row.today else []
    return render_template("reports/briefs/number.html", item=item, row=row, lines=lines, came=came, said=said)


@pages.post("/<uuid:brief_id>/numbers")
@permit(Permission.LOG)
def take_all(brief_id: uuid.UUID) -> Any:
    """Take every number that became another one."""
    with transaction():
        item = queries.brief(brief_id, lock=True)
        count = actions.take_all_numbers(item, by=acting_person(), now=clock.now())
    told = ngettext("%(num)s number is taken from the ledger.", "%(num)s numbers are taken from the ledger.", count)
    flash(told, "success")
    return redirect(url_for(".page", brief_id=brief_id))


@pages.post("/<uuid:brief_id>/numbers/<string:key>")
@permit(Permission.LOG)
def settle(brief_id: uuid.UUID, key: str) -> Any:
    """Take a number from the ledger, keep the one that is there, or print it exactly or by the rule."""
    act, who = request.form.get("act"), {"by": acting_person(), "now": clock.now()}
    with transaction():
        item = queries.brief(brief_id, lock=True)
        if act == "take":
            actions.take_number(item, key, **who)
        elif act == "keep":
            actions.keep_number(item, key, **who)
        else:
            actions.choose_exact(item, key, act == "exact", **who)
    return redirect(url_for(".page", brief_id=brief_id, _anchor="numbers"))


@pages.post("/<uuid:brief_id>/check")
@permit(Permission.REVIEW)
def check(brief_id: uuid.UUID) -> Any:
    """Say as the lead that the brief is right."""
    seen = request.form.get("seen", type=int) or 0
    with transaction():
        actions.check_brief(queries.brief(brief_id, lock=True), seen=seen, by=acting_person(), now=clock.now())
    flash(_("Checked. Once it has appeared, keep it as the article it became."), "success")
    return redirect(url_for(".page", brief_id=brief_id))


@pages.route("/<uuid:brief_id>/keep", methods=["GET", "POST"])
@permit(Permission.PUBLISH)
def keep(brief_id: uuid.UUID) -> Response | tuple[str, int]:
    """Keep the brief as the article it became."""
    item = queries.brief(brief_id)
    check_may_check(acting_person(), item.event, clock.now())
    form = KeepForm(data=_as_published(item))
    form.offer()
    kept = submitted(form, lambda form: _keep(brief_id, form))
    if kept is not None:
        flash(_("Kept. The article counts, and the brief stays with it."), "success")
        return redirect(url_for(".page", brief_id=brief_id))
    return render_template("reports/briefs/keep.html", form=form, **_shown(queries.brief(brief_id))), form.status


@pages.post("/<uuid:brief_id>/reopen")
@permit(Permission.PUBLISH)
def reopen(brief_id: uuid.UUID) -> Any:
    """Write at the brief again, after its article was withdrawn."""
    with transaction():
        keeping.reopen_brief(queries.brief(brief_id, lock=True), by=acting_person(), now=clock.now())
    flash(_("The brief is a draft again."), "success")
    return redirect(url_for(".page", brief_id=brief_id))


@pages.get("/<uuid:brief_id>/text")
@permit(Permission.READ)
def text(brief_id: uuid.UUID) -> str:
    """The brief as plain text to copy; raises Conflict until it is clean."""
    item = queries.brief(brief_id)
    actions.check_clean(item)
    return render_template("reports/briefs/text.html", **_shown(item))


@pages.get("/<uuid:brief_id>/print")
@permit(Permission.READ)
def sheet(brief_id: uuid.UUID) -> str:
    """The brief on A4."""
    return render_template("reports/briefs/print.html", **_shown(queries.brief(brief_id)))


@pages.get("/<uuid:brief_id>/versions")
@permit(Permission.READ)
def versions(brief_id: uuid.UUID) -> str:
    """Every version: when, by whom."""
    item = queries.brief(brief_id)
    shown = queries.page_of_versions(brief_id, page_number())
    return render_template("reports/briefs/versions.html", page=shown, **_shown(item))


@pages.get("/<uuid:brief_id>/versions/<int:number>")
@permit(Permission.READ)
def version(brief_id: uuid.UUID, number: int) -> str:
    """A version beside the one before it, or beside `?with=`."""
    item = queries.brief(brief_id)
    new = queries.version(brief_id, number)
    before = request.args.get("with", type=int) or number - 1
    old = queries.version(brief_id, before) if before else None
    changes = [(field, steps_between(old.texts[field] if old else "", new.texts[field])) for field in Field]
    shown = _shown(item) | {"old": old, "new": new, "changes": changes}
    return render_template("reports/briefs/version.html", **shown)


def _shown(item: Brief) -> dict[str, Any]:
    """What nearly every page of a brief shows."""
    person, now, is_open = acting_person(), clock.now(), item.state is not State.KEPT
    return {
        "item": item,
        "standing": standing_of(item),
        "may_write": is_open and may_write(person, item.event, now),
        "may_check": may_check(person, item.event, now),
        "may_keep": may(Permission.PUBLISH) and may_check(person, item.event, now),
        "PARTS": PARTS,
        "Field": Field,
        "said": said,
    }


def _photos(item: Brief) -> list[Any]:
    """The pictures of the event that may go out: those on which nobody is seen."""
    return [each for each in evidence_of(item.event) if each.kind is not PictureKind.SCAN and not each.shows_people]


def _beginning(item: Brief) -> dict[str, str]:
    if request.args.get("anew"):
        anew = draft_of(item.event, numbers_of(item.event), today=clock.today())
        return {field.value: words for field, words in anew.items()}
    asked = request.args.get("from", type=int)
    began = item.current if asked is None else queries.version(item.id, asked)
    return {field.value: words for field, words in began.texts.items()}


def _save(brief_id: uuid.UUID, form: BriefForm) -> Brief:
    item = queries.brief(brief_id, lock=True)
    return actions.save_brief(item, form.texts, seen=form.version_seen, by=acting_person(), now=clock.now())


def _as_published(item: Brief) -> dict[str, Any]:
    writers = "、".join(queries.writers_of(item.id))
    title = standing_of(item).printed(Field.HEADLINE).replace("　", " ")
    return {"title": title, "kind": ArticleKind.ARTICLE, "day": clock.today(), "authors": writers}


def _keep(brief_id: uuid.UUID, form: KeepForm) -> Brief:
    facts = {name: form[name].data for name in ("kind", "title", "day", "channel_id", "url", "authors")}
    confirmed = [code for code in _QUESTIONS if form.confirmed(code)]
    item = queries.brief(brief_id, lock=True)
    return keeping.keep_brief(item, by=acting_person(), now=clock.now(), confirmed=confirmed, **facts)


def _uuid(said_id: str) -> uuid.UUID:
    try:
        return uuid.UUID(said_id)
    except ValueError:
        raise NotFound(_("There is no such event.")) from None
