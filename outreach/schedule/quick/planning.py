"""An event from two answers, where and when: what the place is, how the day is said back, and the title it gets."""

from collections.abc import Callable
from datetime import datetime

from flask_babel import gettext as _

from outreach import clock
from outreach.errors import Invalid
from outreach.people.models import Person
from outreach.people.rules import Role
from outreach.periods import Period
from outreach.places.actions import PlaceFacts, add_place
from outreach.places.models import Place
from outreach.places.naming import places_meant
from outreach.places.queries import place
from outreach.places.rules import PlaceKind
from outreach.schedule.facts import Details
from outreach.schedule.rules import Duty, Form, Standing
from outreach.sheets import Moment
from outreach.web import filters
from outreach.web.language import in_bureau_language
from outreach.workdays.queries import work_calendar

#: What a person chose who means none of the places that were offered.
NEW = "new"


def place_of(
    said: str,
    chosen: str | None,
    kind: PlaceKind | None,
    *,
    by: Person,
    now: datetime,
    confirmed: Callable[[str], bool],
    address: str | None = None,
) -> Place:
    """The place that was typed: the one of that name, the one `chosen` among its likes, or a new one at `address`.

    Raises Invalid (`which_place`) at the field `place` until one is chosen, and asks like `add_place`.
    """
    meant = places_meant(said)
    if meant.exact is not None:
        return meant.exact
    if chosen == NEW and kind is not None:
        facts = PlaceFacts(
            meant.name, kind, parent_id=None if meant.around is None else meant.around.id, address=address
        )
        return add_place(facts=facts, by=by, now=now, same_name_is_meant=confirmed("same_name"))
    for like in meant.similar:
        if chosen == str(like.id):
            return place(like.id)
    raise Invalid(
        _("This place is not in the list by that name. Say below which one it is."), field="place", code="which_place"
    )


def title_of(where: Place, standing: Standing) -> str:
    """What an event is called that nobody has named yet, in the bureau's language."""
    with in_bureau_language():
        if standing is Standing.INVITED:
            return str(_("Taking part in legal outreach at %(place)s", place=where.name))
        return str(_("Legal outreach at %(place)s", place=where.name))


def details_of(by: Person, standing: Standing, partners: str | None) -> Details:
    """What is usual for such an event: a desk, and whoever took the call in charge of it."""
    goes = by.role in (Role.LEAD, Role.STAFF)
    return Details(
        standing=standing,
        partners=partners or None,
        forms=[Form.DESK],
        staff={by.id: Duty.LEAD} if goes else {},
    )


def said_back(moment: Moment) -> str:
    """The moment as it was understood: 2026年11月25日 周三 09:00–11:00 · 工作日."""
    times = f"{filters.clock_time(moment.start)}–{filters.clock_time(moment.end)}"
    return f"{filters.day(moment.day)} {times} · {_kind_of_day(moment)}"


def instants_of(moment: Moment) -> tuple[datetime, datetime]:
    """Start and end as UTC instants."""
    return clock.instant(moment.starts), clock.instant(moment.ends)


def _kind_of_day(moment: Moment) -> str:
    calendar = work_calendar(Period(moment.day, moment.day))
    name = calendar.name(moment.day)
    kind = str(_("working day") if calendar.is_working(moment.day) else _("day off"))
    if name is not None:
        return str(_("%(kind)s (%(name)s)", kind=kind, name=name))
    if not calendar.is_known(moment.day):
        return str(_("%(kind)s, the year's holidays are not announced yet", kind=kind))
    return kind
