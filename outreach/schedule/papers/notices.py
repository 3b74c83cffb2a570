"""The notice for the chat group: always six plain lines, in the bureau's language, whoever copies them."""

from collections.abc import Iterable
from itertools import groupby

from flask_babel import gettext as _

from outreach.materials.rules import CountKind
from outreach.schedule.labels import said
from outreach.schedule.models import Event
from outreach.schedule.papers.packing import packed, things_of
from outreach.schedule.rules import Duty, Standing, Status
from outreach.web import filters
from outreach.web.language import in_bureau_language
from outreach.web.reach import base_url, is_local

LONGEST_REMARK = 80
_DUTIES = {duty: number for number, duty in enumerate(Duty)}


def address_of(event: Event) -> str | None:
    """Where a phone opens the event's page; None where no phone reaches this machine."""
    address = f"{base_url()}/events/{event.id}"
    return None if is_local(address) else address


def notice_of(event: Event, address: str | None) -> str:
    """Six lines to paste: what and when, where, who, what to bring, with whom, and a remark with the `address`."""
    with in_bureau_language():
        return "\n".join(
            (
                _what_and_when(event),
                _("Place: %(place)s", place=_where(event)),
                _("Who: %(people)s", people=_who(event)),
                _("Bring: %(things)s", things=_bring(event)),
                _("Held by: %(bodies)s", bodies=_held_by(event)),
                _("Remark: %(remark)s", remark=_remark(event, address)),
            )
        )


def _what_and_when(event: Event) -> str:
    said_as = {"title": event.title, "when": _when(event)}
    if event.status is Status.CANCELLED:
        return str(_("[Cancelled] %(title)s: was planned for %(when)s", **said_as))
    if event.moved_from is not None and event.status is Status.PLANNED:
        was = filters.moment(event.moved_from)
        return str(_("[Moved] %(title)s: now %(when)s (was %(was)s)", was=was, **said_as))
    return str(_("[Notice] %(title)s: %(when)s", **said_as))


def _when(event: Event) -> str:
    if filters.day(event.ends_at) == filters.day(event.starts_at):
        return f"{filters.moment(event.starts_at)}–{filters.clock_time(event.ends_at)}"
    return str(_("%(start)s to %(end)s", start=filters.moment(event.starts_at), end=filters.moment(event.ends_at)))


def _where(event: Event) -> str:
    place = event.place
    name = f"{place.parent.name} · {place.name}" if place.parent is not None else place.name
    return str(_("%(place)s (%(address)s)", place=name, address=_line(place.address))) if place.address else name


def _who(event: Event) -> str:
    """By duty, whoever is in charge first; who has declined or left does not come."""
    staff = sorted(event.coming, key=lambda each: (_DUTIES[each.duty], each.person.name))
    parts = [
        str(_("%(names)s (%(duty)s)", names=_names(each.person.name for each in group), duty=said(duty)))
        for duty, group in groupby(staff, key=lambda each: each.duty)
    ]
    return "；".join(parts) or str(_("to be named"))


def _bring(event: Event) -> str:
    carried = (CountKind.HANDOUT, CountKind.DISPLAY)
    planned = sorted(
        (each for each in event.planned_items if each.item.kind in carried),
        key=lambda each: (each.item.kind != CountKind.HANDOUT, each.item.position, each.item.name),
    )
    materials = [
        each.item.name if not each.quantity else f"{each.item.name}{packed(each.quantity, each.item)}"
        for each in planned
    ]
    things = [f"{thing.name}{thing.count}" for thing in things_of(event.things or "")]
    return "；".join(filter(None, (_names(materials), _names(things)))) or str(_("to be named"))


def _held_by(event: Event) -> str:
    teams = [event.lead_team.name, *(each.team.name for each in event.joining)]
    partners = _line(event.partners)
    if event.standing is Standing.INVITED:
        said_as = _("%(partners)s invite us, %(teams)s goes") if partners else _("we are invited, %(teams)s goes")
    elif event.standing is Standing.CO_HOST:
        said_as = _("%(teams)s together with %(partners)s") if partners else _("%(teams)s together with others")
    else:
        said_as = _("%(teams)s, with %(partners)s") if partners else "%(teams)s"
    return str(said_as) % {"teams": _names(teams), "partners": partners}


def _remark(event: Event, address: str | None) -> str:
    reason = _line(event.cancel_reason if event.status is Status.CANCELLED else event.note)
    if len(reason) > LONGEST_REMARK:
        reason = reason[:LONGEST_REMARK] + "…"
    return " ".join(filter(None, (reason, address))) or str(_("none"))


def _line(text: str | None) -> str:
    """A text of several lines as one."""
    return "、".join(part.strip() for part in (text or "").splitlines() if part.strip())


def _names(names: Iterable[str]) -> str:
    return "、".join(names)
