"""Planning an event: the long form, and the short one that moves it."""

import uuid
from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from outreach import clock
from outreach.errors import Refusal
from outreach.places.queries import place
from outreach.schedule import access, actions, choices, labels, queries
from outreach.schedule.beginnings import said_of_visit
from outreach.schedule.calendar.moving import move_fields, say_moved
from outreach.schedule.campaigns import queries as campaign_queries
from outreach.schedule.campaigns.for_edition import day_within, said_for_edition
from outreach.schedule.cautions import cautions
from outreach.schedule.forms import EventForm, MoveForm, concerned, said_of, said_of_copy, said_of_new
from outreach.schedule.models import Edition, Event
from outreach.schedule.series.changes import Done, change_events, move_events
from outreach.schedule.series.spreading import say_spread
from outreach.schedule.suggestions.shown import asks_for_days, days_shown, days_that_suit
from outreach.sheets import parse_day, parse_time
from outreach.web.access import Permission, acting_person, permit
from outreach.web.forms import submitted
from outreach.web.returning import safe_path

blueprint = Blueprint("planning", __name__)

Said = TypeVar("Said")


@blueprint.route("/events/new", methods=["GET", "POST"])
@permit(Permission.PLAN)
def new() -> Any:
    """Plan an event; the address says what the form begins with: `?day=`, `?from=`, `?to=`, `?place=`, `?team=`,
    `?edition=` and `?copy=`."""
    copied = request.args.get("copy", type=uuid.UUID)
    original = None if copied is None else queries.event(copied)
    form = EventForm(data=_beginning(original))
    form.offer(acting_person())
    if asks_for_days(form):
        return _long_form(form, original=original)

    def plan(form: EventForm) -> Event:
        return actions.plan_event(by=acting_person(), now=clock.now(), **_yeses(form), **form.facts())

    event = submitted(form, plan)
    if event and request.form.getlist("then")[-1:] == ["repeat"]:
        return _saved(event, _("The event is planned. Now say how it repeats."), here=_repeat_page(event))
    if event:
        return _saved(event, _("The event is planned."))
    original = None if copied is None else queries.event(copied)
    return _long_form(form, original=original), form.status


@blueprint.route("/events/<uuid:event_id>/edit", methods=["GET", "POST"])
@permit(Permission.PLAN)
def edit(event_id: uuid.UUID) -> Any:
    """Change anything about an event."""
    event = queries.event(event_id)
    access.check_may_change(acting_person(), event, clock.now())
    form = EventForm(data=said_of(event))
    form.offer(acting_person(), event=event)
    if asks_for_days(form):
        return _long_form(form, event=event)

    def change(form: EventForm) -> Done:
        event = queries.event(event_id, lock=True)
        return change_events(
            event,
            scope=form.chosen_scope(),
            changes=form.facts(),
            by=acting_person(),
            now=clock.now(),
            reason=form.reason.data,
            seen=form.known_of(event),
            **_yeses(form),
        )

    changed = submitted(form, change)
    if changed:
        say_spread(changed)
        return _saved(changed.event, _("The event is saved."), form)
    event = queries.event(event_id)
    return _long_form(form, event=event), form.status


@blueprint.get("/events/suggest")
@permit(Permission.PLAN)
def suggest() -> str:
    """The days that suit `?team=` at `?place=`, inside `?edition=`, as the part of the form that shows them."""
    asked = {"place_id": "place", "team_id": "team", "edition_id": "edition", "but": "but"}
    ids = {key: request.args.get(name, type=uuid.UUID) for key, name in asked.items()}
    return render_template("schedule/suggestions/suggestions.html", **days_that_suit(now=clock.now(), **ids))


@blueprint.route("/events/<uuid:event_id>/move", methods=["GET", "POST"])
@permit(Permission.PLAN)
def move(event_id: uuid.UUID) -> Any:
    """Another day, time or place, and nothing else; `next` leads back to the calendar that was dragged on."""
    event = queries.event(event_id)
    access.check_may_change(acting_person(), event, clock.now())
    back, here = move_fields(event), safe_path(request.values.get("next"))
    form = MoveForm(data=said_of(event))
    form.place_id.offer(choices.places(kept=event.place_id))
    form.offer_scope(event, clock.now())

    def act(form: MoveForm) -> Done:
        starts_at, ends_at = form.times()
        event = queries.event(event_id, lock=True)
        return move_events(
            event,
            scope=form.chosen_scope(),
            changes={"starts_at": starts_at, "ends_at": ends_at, "place_id": form.place_id.data},
            by=acting_person(),
            now=clock.now(),
            reason=form.reason.data,
            seen=form.known_of(event),
            **_yeses(form),
        )

    moved = submitted(form, act)
    if moved:
        here = here or url_for("events.page", event_id=event_id)
        said = _("The event is moved.") if moved.others else lambda: say_moved(moved.event, back, here=here)
        say_spread(moved)
        return _saved(moved.event, said, form, here=here)
    shown = {"form": form, "event": queries.event(event_id), "concerned": concerned(form), "here": here}
    return render_template("schedule/move.html", **shown), form.status


def _long_form(form: EventForm, *, event: Event | None = None, original: Event | None = None) -> str:
    return render_template(
        "schedule/event_form.html",
        form=form,
        event=event,
        original=original,
        labels=labels,
        concerned=concerned(form),
        partners=choices.partners_before(),
        laws_of=campaign_queries.laws_of_each(choice.value for choice in form.edition_ids.choices),
        **days_shown(form, now=clock.now(), event=event),
    )


def _beginning(original: Event | None) -> dict[str, Any]:
    """What the form of a new event shows first; an argument that says nothing readable is left out."""
    if original is not None:
        return said_of_copy(original, clock.today())
    place_id = request.args.get("place", type=uuid.UUID)
    edition = campaign_queries.find_edition(request.args.get("edition", type=uuid.UUID))
    asked = _argument("day", lambda text: parse_day(text, today=clock.today()))
    day = day_within(edition, clock.today()) if edition is not None and asked is None else asked
    hours = {"start": _argument("from", parse_time), "end": _argument("to", parse_time)}
    said = said_of_new(acting_person(), clock.now(), day=day, place_id=place_id, **hours)
    if edition is not None:
        said |= said_for_edition(edition)
    return said | _visit(place_id, edition, asked)


def _visit(place_id: uuid.UUID | None, edition: Edition | None, day: date | None) -> dict[str, Any]:
    """What a visit of `?team=` to the place begins with, on the day that suits unless one is asked for."""
    asked = request.args.get("team", type=uuid.UUID)
    own = choices.teams_to_plan_for(acting_person(), clock.today())
    team = next((each for each in own if each.id == asked), None)
    if place_id is None or team is None:
        return {}
    return said_of_visit(acting_person(), clock.now(), place=place(place_id), team=team, edition=edition, day=day)


def _yeses(form: EventForm | MoveForm) -> dict[str, Any]:
    return {"anyway": form.anyway(), "past_is_meant": form.confirmed("past_day")}


def _saved(
    event: Event,
    said: str | Callable[[], None],
    form: EventForm | MoveForm | None = None,
    *,
    here: str | None = None,
) -> AnyResponse:
    if form is not None and form.seen.data == event.changed_at.isoformat():
        flash(_("Nothing was changed."), "info")
    elif isinstance(said, str):
        flash(said, "success")
    else:
        said()
    event = queries.event(event.id)
    if form is not None and event.staff and event.moved_at == event.changed_at:
        flash(_("It is at another time now, so everybody on it is asked again."), "info")
    for caution in cautions(event):
        flash(caution, "warning")
    return redirect(here or url_for("events.page", event_id=event.id))


def _repeat_page(event: Event) -> str:
    return url_for("series.repeat", event_id=event.id)


def _argument(name: str, read: Callable[[str], Said]) -> Said | None:
    try:
        return read(request.args.get(name, ""))
    except Refusal:
        return None
