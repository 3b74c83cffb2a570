"""Making events where they happen, and what a lead makes of them."""

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Unpack

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from sqlalchemy.exc import IntegrityError

from outreach.audit.actions import record_act, record_change
from outreach.db import db
from outreach.errors import Conflict, Invalid
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.places.actions import PlaceFacts, add_place, retire_place
from outreach.places.merging.queries import id_that_stays
from outreach.places.models import Place
from outreach.places.naming import places_meant
from outreach.places.rules import PlaceKind, guessed_kind
from outreach.schedule.actions import cancel_event, change_event
from outreach.schedule.clashes.asking import Anyway
from outreach.schedule.facts import Facts, check_facts, write
from outreach.schedule.models import Event
from outreach.schedule.on_the_spot import queries
from outreach.schedule.on_the_spot.models import SpotEvent
from outreach.schedule.on_the_spot.rules import (
    MOST_A_DAY,
    Lists,
    Outcome,
    SpotFacts,
    check_room,
    check_spot,
    content_hash,
    told,
)
from outreach.schedule.quick.planning import title_of
from outreach.schedule.rules import Duty, Standing, Status
from outreach.web.answers import Answer, Said
from outreach.web.language import in_bureau_language


def make_events(sent: Sequence[SpotFacts], *, sender: Person, now: datetime) -> list[Said]:
    """Make each event that can be; one answer per event, in the order of `sent`.

    Nothing of the plan is asked of a phone: what stands against such an event, the lead sees on its page.
    """
    lists = queries.lists_for([each.place for each in sent if each.place], [each.team for each in sent if each.team])
    room = MOST_A_DAY - queries.waiting_of(sender.id, since=now - timedelta(days=1))
    said: dict[int, Said] = {}
    # In the order of the ids, so that no two phones wait for each other in a ring.
    for index in sorted(range(len(sent)), key=lambda index: (sent[index].id, index)):
        said[index] = _made(sent[index], lists, sender, now, is_full=room <= 0)
        room -= said[index].answer is Answer.RECORDED
    return [said[index] for index in range(len(sent))]


def confirm_event(
    event: Event,
    spot: SpotEvent,
    *,
    by: Person,
    now: datetime,
    anyway: Anyway | None = None,
    seen: datetime | None = None,
    **changes: Unpack[Facts],
) -> Event:
    """The event, confirmed with what `changes` corrects; refuses and asks as `change_event` does.

    A place that was made with it is retired where the event turns out to be at a known one.
    """
    _check_open(event, spot)
    change_event(event, by=by, now=now, reason=_reason(), anyway=anyway, past_is_meant=True, seen=seen, **changes)
    _settle(event, spot, Outcome.CONFIRMED, by=by, now=now)
    record_act("event.confirmed", by=by, now=now, subject=event, title=event.title)
    if spot.new_place is not None and spot.new_place_id != event.place_id:
        _let_go(spot.new_place, event, by=by, now=now)
    return event


def settle_merged(event: Event, spot: SpotEvent, into: Event, *, by: Person, now: datetime) -> Event:
    """The event, cancelled because it was `into`; whoever calls this has put its numbers there before."""
    _check_open(event, spot)
    with in_bureau_language():
        reason = gettext("Merged into “%(title)s”", title=into.title)
    cancel_event(event, reason=reason, by=by, now=now)
    spot.merged_into_id = into.id
    _settle(event, spot, Outcome.MERGED, by=by, now=now)
    record_act("event.merged", by=by, now=now, subject=event, title=event.title, into=into.title)
    if spot.new_place is not None:
        _let_go(spot.new_place, event, by=by, now=now)
    return event


def _made(facts: SpotFacts, lists: Lists, sender: Person, now: datetime, *, is_full: bool) -> Said:
    known = _known(facts)
    if known is not None:
        return known
    try:
        check_room(is_full)
        check_spot(facts, lists)
        with db.session.begin_nested():
            _make(facts, lists, sender, now)
    except Invalid as refusal:
        return Said(Answer.REFUSED, refusal.code, refusal.message)
    except IntegrityError:  # another phone was quicker with it
        known = _known(facts)
        if known is None:
            raise
        return known
    return told(Answer.RECORDED)


def _known(facts: SpotFacts) -> Said | None:
    is_there, stored = queries.hash_of(facts.id)
    if not is_there:
        return None
    return told(Answer.ALREADY_THERE if stored == content_hash(facts) else Answer.DIFFERS)


def _make(facts: SpotFacts, lists: Lists, sender: Person, now: datetime) -> None:
    place, is_new = _place(facts, lists, sender, now)
    said = check_facts(_facts(facts, place, _team_id(facts, lists, sender), sender))
    event = Event(id=facts.id, status=Status.PLANNED, made_at=now, made_by_id=sender.id, changed_at=now)
    write(event, said)
    spot = SpotEvent(event_id=event.id, content_hash=content_hash(facts), received_at=now)
    spot.new_place_id = place.id if is_new else None
    db.session.add(event)
    db.session.flush()
    db.session.add(spot)
    db.session.flush()
    record_act("event.made_on_the_spot", by=sender, now=now, subject=event, title=event.title, place=place.name)


def _facts(facts: SpotFacts, place: Place, team_id: uuid.UUID, sender: Person) -> Facts:
    goes = sender.role in (Role.LEAD, Role.STAFF)
    return Facts(
        title=facts.title or title_of(place, Standing.HOST),
        track=facts.track,
        lead_team_id=team_id,
        place_id=place.id,
        starts_at=facts.starts_at,
        ends_at=facts.end,
        forms=[] if facts.form is None else [facts.form],
        staff={sender.id: Duty.LEAD} if goes else {},
        note=facts.note,
    )


def _team_id(facts: SpotFacts, lists: Lists, sender: Person) -> uuid.UUID:
    team_id = queries.own_team(sender, facts.starts_at) if facts.team is None else lists.teams[facts.team]
    if team_id is None:
        raise Invalid(_("Say which team it is."), field="team", code="team_needed")
    return team_id


def _place(facts: SpotFacts, lists: Lists, sender: Person, now: datetime) -> tuple[Place, bool]:
    """The place, and whether it was made for this: where its name is not that of exactly one place in use."""
    if facts.place is not None and facts.place in lists.places:
        return db.session.get_one(Place, id_that_stays(facts.place)), False
    meant = places_meant(facts.place_name or "")
    if meant.exact is not None:
        return meant.exact, False
    name = meant.name or facts.place_name or ""
    kind = guessed_kind(name) or PlaceKind.OTHER
    around = None if meant.around is None else meant.around.id
    new = PlaceFacts(name, kind, parent_id=around)
    return add_place(facts=new, by=sender, now=now, same_name_is_meant=True), True


def _check_open(event: Event, spot: SpotEvent) -> None:
    if spot.outcome is not None:
        raise Conflict(_("This event was settled already."), code="settled")
    if event.status is Status.CANCELLED:
        raise Conflict(_("This event is cancelled. Reinstate it first."), code="cancelled")


def _settle(event: Event, spot: SpotEvent, outcome: Outcome, *, by: Person, now: datetime) -> None:
    spot.outcome, spot.settled_at, spot.settled_by_id = outcome, now, by.id
    with in_bureau_language():
        words = gettext("to be confirmed"), gettext("confirmed") if outcome is Outcome.CONFIRMED else gettext("merged")
    record_change(event, "on_the_spot", old=words[0], new=words[1], by=by, now=now)
    db.session.flush()


def _let_go(place: Place, event: Event, *, by: Person, now: datetime) -> None:
    if not queries.is_place_needed(place.id, but=event.id):
        retire_place(place=place, by=by, now=now)


def _reason() -> str:
    with in_bureau_language():
        return str(gettext("Made on the spot, confirmed by the lead"))
