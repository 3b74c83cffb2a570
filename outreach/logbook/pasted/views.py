"""The pages on which a message of the chat becomes lines: paste, look at what was understood, log."""

import uuid

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from outreach import clock
from outreach.logbook import actions, queries
from outreach.logbook.labels import named, said
from outreach.logbook.pasted.actions import take
from outreach.logbook.pasted.drafts import drafts_of
from outreach.logbook.pasted.forms import DraftForm, PasteForm, TakeForm
from outreach.logbook.pasted.labels import MARKS, doubt_words
from outreach.materials.rules import MAIN_UNIT, CountKind
from outreach.people.queries import active_people
from outreach.schedule import choices
from outreach.web.access import Permission, acting_person, may, permit
from outreach.web.forms import submitted

pages = Blueprint("pasted", __name__, url_prefix="/log/pasted")


@pages.route("", methods=["GET", "POST"])
@permit(Permission.LOG, phones=True)
def paste():
    """Take messages, and show what was understood; nothing is stored."""
    form = PasteForm()
    if not form.validate_on_submit():
        return render_template("logbook/pasted/paste.html", form=form), form.status
    take_form = TakeForm(formdata=None, text=form.text.data)
    return _shown(take_form, *_parts(form.text.data, None))


@pages.post("/lines")
@permit(Permission.LOG, phones=True)
def log():
    """Log the drafts that were ticked, all or none."""
    form = TakeForm()
    if not form.text.data:
        return redirect(url_for(".paste"))
    parts, others = _parts(form.text.data, request.form)
    keys = frozenset(key for counters in _counters().values() for key, _label in counters)
    taken = [each for each in (part.check(keys) for part in parts) if each is not None]
    if any(part.has_errors for part in parts):
        return _shown(form, parts, others, status=422)
    if not taken:
        form.form_errors = [_("Tick at least one message that is to be logged.")]
        return _shown(form, parts, others, status=422)

    def act(_form):
        actions.wait_for_turn([each.event for each in taken if isinstance(each.event, uuid.UUID)])
        return take(taken, by=acting_person(), now=clock.now())

    outcome = submitted(form, act)
    if outcome is None:
        return _shown(form, parts, others, status=form.status)
    return _after(outcome)


def _parts(text, formdata):
    """A form for each message that counts something, and the messages that do not."""
    person, today = acting_person(), clock.today()
    drafts, others = drafts_of(text, by=person, today=today)
    people = active_people()
    teams = choices.teams_to_plan_for(person, today) if may(Permission.PLAN) else ()
    return [DraftForm(draft, people=people, teams=teams, formdata=formdata) for draft in drafts], others


def _counters():
    """By kind, every counter's key with what it is called."""
    found: dict[CountKind, list[tuple[str, str]]] = {kind: [] for kind in CountKind}
    for kind in CountKind:
        if kind is not CountKind.DISPLAY:
            found[kind].append((f"{kind}:", f"{named(None, None, kind)} ({MAIN_UNIT[kind]})"))
    for item in queries.countable_items():
        name = named(item.name, item.name_en, item.kind)
        found[item.kind].append((f"{item.kind}:{item.code}", f"{name} ({item.unit})"))
    return found


def _shown(form, parts, others, status=200):
    counters = _counters()
    page = render_template(
        "logbook/pasted/drafts.html",
        form=form,
        parts=parts,
        others=others,
        counters=counters,
        labels={key: label for pairs in counters.values() for key, label in pairs},
        places=choices.places() if parts else (),
        said=said,
        marks=MARKS,
        doubt_words=doubt_words,
    )
    return page, status


def _after(outcome):
    words = ngettext("%(num)s line is logged.", "%(num)s lines are logged.", outcome.recorded)
    if outcome.there:
        words += " " + ngettext(
            "%(num)s line was logged before and counts once.",
            "%(num)s lines were logged before and count once.",
            outcome.there,
        )
    flash(words, "good")
    if len(outcome.events) == 1:
        return redirect(url_for("logbook.event", event_id=outcome.events[0]) + "#logged")
    return redirect(url_for("logbook.today"))
