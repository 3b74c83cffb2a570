"""The logging pages: today on the phone, one event's counters, and taking lines back."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _

from outreach import clock
from outreach.db import new_id
from outreach.errors import Forbidden
from outreach.logbook import actions, erasing, queries
from outreach.logbook.corrections import reversal_of
from outreach.logbook.described import WORDS
from outreach.logbook.desk import desk_of, not_of_the_team
from outreach.logbook.field import field_for
from outreach.logbook.forms import (
    CorrectionForm,
    NoneForm,
    NumberForm,
    TapForm,
    ThreeNumbersForm,
    UndoForm,
    first_choice,
)
from outreach.logbook.labels import named, said, undone_reason
from outreach.logbook.rules import Basis, is_to_come
from outreach.logbook.words import version_of_words
from outreach.logbook.words import words as words_of_scripts
from outreach.people.queries import active_people
from outreach.schedule import queries as schedule
from outreach.schedule.labels import FORMS, TRACKS
from outreach.web.access import Permission, acting_person, permit
from outreach.web.describing import described
from outreach.web.forms import BaseForm, submitted

pages = Blueprint("logbook", __name__, url_prefix="/log")


@pages.get("")
@permit(Permission.LOG, phones=True)
def today():
    """My events today and around, the others of today, and what is owed."""
    field = field_for(acting_person(), clock.now())
    return render_template("logbook/today.html", field=field, tracks=TRACKS, forms=FORMS)


@pages.get("/words.json")
@permit(Permission.PUBLIC)
@described(WORDS)
def words():
    """What the scripts say, in this browser's language."""
    return jsonify(words_of_scripts())


@pages.get("/<uuid:event_id>")
@permit(Permission.LOG, phones=True)
def event(event_id):
    """The counters of one event."""
    return _desk_page(event_id)


@pages.post("/<uuid:event_id>/taps")
@permit(Permission.LOG, phones=True)
def tap(event_id):
    """One touch of a counter."""
    form = TapForm(prefix="tap")
    if not _logged(event_id, form, lambda found: [form.line(found)]):
        return _desk_page(event_id, tap=form)
    return redirect(url_for("logbook.event", event_id=event_id) + f"#{form.anchor}")


@pages.post("/<uuid:event_id>/none")
@permit(Permission.LOG, phones=True)
def none(event_id):
    """A person says that none was handed out."""
    form = NoneForm(prefix="none")
    return _after(event_id, _logged(event_id, form, lambda found: [form.line(found)]), none=form)


@pages.post("/<uuid:event_id>/numbers")
@permit(Permission.LOG, phones=True)
def number(event_id):
    """One typed number."""
    form = _number_form()
    return _after(event_id, _logged(event_id, form, lambda found: [form.line(found)]), number=form)


@pages.post("/<uuid:event_id>/three-numbers")
@permit(Permission.LOG, phones=True)
def three_numbers(event_id):
    """Taken along, left over, asked."""
    form = ThreeNumbersForm(prefix="three")
    return _after(event_id, _logged(event_id, form, lambda found: form.lines(found, desk_of(found))), three=form)


@pages.get("/lines/<uuid:line_id>")
@permit(Permission.READ)
def line(line_id):
    """The line at its row on the event's page."""
    found = queries.logged_line(line_id)
    page = queries.page_of_line(found)
    return redirect(f"{_event_path(found.event_id)}{f'?lines={page}' if page > 1 else ''}#line-{found.id}")


@pages.post("/lines/<uuid:line_id>/undo")
@permit(Permission.LOG, phones=True)
def undo(line_id):
    """Take a line of one's own back at a touch; somebody else's is corrected, with a reason."""
    form = UndoForm()
    found = queries.logged_line(line_id)
    if acting_person().id not in (found.by_id, found.sent_by_id):
        raise Forbidden(_("Somebody else logged this line. Correct it, and say why."))
    reversal = reversal_of(found, reversal_id=form.line_id.data, reason=undone_reason())
    if submitted(form, lambda _form: _recorded(found.event_id, lambda: [reversal])):
        flash(_("Taken back: %(quantity)s %(name)s.", quantity=found.quantity, name=_name(found)), "good")
    for error in form.form_errors:
        flash(error, "warn")
    return redirect(url_for("logbook.event", event_id=found.event_id) + "#logged")


@pages.route("/lines/<uuid:line_id>/correct", methods=["GET", "POST"])
@permit(Permission.LOG, phones=True)
def correct(line_id):
    """Take a line back with a reason, and put the right one in its place."""
    found = queries.logged_line(line_id)
    if found.undone_by is not None and request.method == "GET":
        flash(_("This line was already taken back."), "warn")
        return redirect(url_for("logbook.event", event_id=found.event_id) + "#logged")
    form = CorrectionForm(
        quantity=found.quantity, what=f"{found.kind}:{found.item or ''}", estimated=found.basis is Basis.ESTIMATED
    )

    def act(form):
        actions.wait_for_turn([found.event_id])
        right = form.right_line(found, desk_of(schedule.event(found.event_id)))
        reversal = reversal_of(found, reversal_id=form.line_id.data, reason=form.reason.data)
        return actions.correct_line(found, reversal, right, by=acting_person(), now=clock.now())

    if submitted(form, act):
        flash(_("Corrected. Both the old line and the new one stay in the ledger."), "good")
        return redirect(url_for("logbook.event", event_id=found.event_id) + "#logged")
    event = schedule.event(found.event_id)
    counters = desk_of(event).everything(found.kind)
    page = render_template(
        "logbook/correct.html", line=found, event=event, form=form, counters=counters, said=said, named=named
    )
    return page, form.status


@pages.route("/lines/<uuid:line_id>/erase-note", methods=["GET", "POST"])
@permit(Permission.PLAN)
def erase_note(line_id):
    """Erase what was noted at a line, for good."""
    found = queries.logged_line(line_id)
    event = schedule.event(found.event_id)
    erasing.check_may_erase(acting_person(), event, clock.now())
    back = url_for("events.page", event_id=event.id, _anchor=f"line-{line_id}")
    if found.note is None:
        return redirect(back)

    def act(_form):
        erasing.erase_note(line_id, schedule.event(found.event_id), by=acting_person(), now=clock.now())
        return True

    form = BaseForm()
    if submitted(form, act):
        flash(_("The note is erased."), "good")
        return redirect(back)
    page = render_template(
        "logbook/erase_note.html", line=found, event=event, form=form, back=back, said=said, named=named
    )
    return page, form.status


def _logged(event_id, form, lines_of):
    """Whether what the form says was recorded: `lines_of(event)` gives its lines. What is odd about it is said."""
    answers = submitted(form, lambda _form: _recorded(event_id, lambda: lines_of(schedule.event(event_id))))
    for message in {each.code: each.message for each in answers or () if each.code != "recorded"}.values():
        flash(str(message), "warn")
    return answers


def _recorded(event_id, lines):
    """The answers to `lines()`, which are asked for when it is our turn, as is the clock."""
    actions.wait_for_turn([event_id])
    return actions.record_all(lines(), sender=acting_person(), now=clock.now())


def _after(event_id, answers, **form):
    """Back to the page of the event; with the form, where it was not taken."""
    if not answers:
        return _desk_page(event_id, **form)
    if all(each.code == "recorded" for each in answers):
        flash(_("Saved."), "good")
    return redirect(url_for("logbook.event", event_id=event_id))


def _desk_page(event_id, **forms):
    """The page of one event, with the form that was refused, if any."""
    found = schedule.event(event_id)
    desk = desk_of(found)
    people = {each.by_id for each in desk.latest} | {each.sent_by_id for each in desk.latest}
    shown = {
        "tap": forms.get("tap") or TapForm(prefix="tap"),
        "none": forms.get("none") or NoneForm(prefix="none"),
        "number": forms.get("number") or _number_form(),
        "three": forms.get("three") or _three_form(desk),
    }
    page = render_template(
        "logbook/event.html",
        event=found,
        desk=desk,
        forms=shown,
        everything=bool(forms) or bool({"all", "what"} & request.args.keys()),
        strangers=not_of_the_team(queries.people_among(people), found),
        said=said,
        named=named,
        new_id=new_id,
        undone=undone_reason(),
        words_version=version_of_words(),
        is_early=not forms and "early" not in request.args and is_to_come(found.status, found.day, clock.today()),
    )
    return page, max(form.status for form in shown.values())


def _number_form():
    me = acting_person()
    form = NumberForm(prefix="number", counted_by=me.id, what=request.args.get("what", ""))
    is_long = request.method == "POST" or bool({"all", "what"} & request.args.keys())  # else a page names nobody else
    form.counted_by.offer((person.id, person.name) for person in (active_people() if is_long else [me]))
    return form


def _three_form(desk):
    return ThreeNumbersForm(prefix="three", material=first_choice(desk))


def _event_path(event_id):
    return f"{request.script_root}/events/{event_id}"


def _name(line):
    return named(line.item_name, line.item_name_en, line.kind)
