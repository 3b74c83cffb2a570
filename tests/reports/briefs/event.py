"""An event of the work injury team with a full log, and the people who write about it."""

from dataclasses import dataclass

from outreach.logbook.rules import Basis
from outreach.materials.rules import CountKind
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.schedule.models import Campaign, Event, EventForm, ExplainedLaw, JoiningTeam
from outreach.schedule.rules import Form, Status
from tests.making import (
    make_bureau,
    make_display,
    make_edition,
    make_event,
    make_law,
    make_material,
    make_person,
    make_place,
    make_tally,
    make_team,
    make_topic,
    stored,
    together,
)


@dataclass(frozen=True)
class Written:
    """The event with its writers."""

    event: Event
    staff: Person
    lead: Person
    clerk: Person
    stranger: Person
    """Of another team."""


def logged_event() -> Written:
    """Handed out 1,234 (30 of them estimated) and 20 decks of cards, asked 46, two banners; nobody said who came."""
    with together():
        return _logged_event()


def _logged_event() -> Written:
    make_bureau()
    team = make_team("work_injury")
    campaign = stored(Campaign(code="safety", name="安全生产月", aliases=[]))
    law = make_law(title="工伤保险条例")
    event = make_event(
        team=team,
        place=make_place(name="滨江工地"),
        title="工伤预防进工地",
        status=Status.HELD,
        partners="县住建局",
        editions=(make_edition(campaign),),
        forms=[EventForm(form=Form.TALK), EventForm(form=Form.DESK)],
        laws=[ExplainedLaw(law_id=law.id)],
        joining=[JoiningTeam(team_id=make_team("labor_relations").id)],
    )
    leaflet, cards = make_material(name="工伤折页", code="leaflet"), make_material(name="扑克", code="cards", unit="副")
    recognition, benefits = make_topic(name="工伤认定", code="t1"), make_topic(name="工伤待遇", code="t2")
    by = make_person(team=team)
    make_tally(event, 1204, item_id=leaflet.id, by=by)
    make_tally(event, 30, item_id=leaflet.id, by=by, basis=Basis.ESTIMATED)
    make_tally(event, 20, item_id=cards.id, by=by)
    make_tally(event, 12, kind=CountKind.CONSULTATION, item_id=benefits.id, by=by)
    make_tally(event, 34, kind=CountKind.CONSULTATION, item_id=recognition.id, by=by)
    make_tally(event, 2, kind=CountKind.DISPLAY, item_id=make_display(name="横幅").id, by=by)
    return Written(
        event,
        staff=by,
        lead=make_person(Role.LEAD, team=team),
        clerk=make_person(Role.CLERK),
        stranger=make_person(team=make_team("pension")),
    )
