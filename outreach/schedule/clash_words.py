"""What stands against an event, said in sentences in the language of whoever reads."""

from typing import Any

from flask_babel import gettext as _

from outreach.schedule.clash_queries import Findings
from outreach.schedule.clash_rules import Clash, ClashKind
from outreach.schedule.models import Event
from outreach.web import filters


def said_of(clash: Clash, findings: Findings) -> str:
    """The sentence for one of the clashes that were found."""
    return str(_SENTENCES[clash.kind](clash, findings))


def notes_on(findings: Findings) -> list[str]:
    """What is worth knowing of the event's days, and needs no answer: a weekend, a year that is not announced yet."""
    calendar, days = findings.around.calendar, findings.slot.days
    notes = []
    weekend = next((day for day in days if day.weekday() >= 5 and day not in calendar.named), None)
    if weekend is not None:
        notes.append(_("%(day)s is a weekend.", day=filters.day(weekend)))
    worked = next((day for day in days if day in calendar.named and calendar.is_working(day)), None)
    if worked is not None:
        notes.append(_("%(day)s is worked, to make up for a holiday.", day=filters.day(worked)))
    if not calendar.is_known(days.first):
        notes.append(_("The public holidays of %(year)s are not announced yet.", year=days.first.year))
    return notes


def _person_busy(clash: Clash, findings: Findings) -> Any:
    return _(
        "%(person)s is already on “%(title)s”, %(time)s, at %(place)s.",
        person=_subject(clash, findings),
        **_other(clash, findings),
    )


def _person_on_leave(clash: Clash, findings: Findings) -> Any:
    away = next(
        each.days
        for each in findings.around.away
        if each.person_id == clash.subject_id and each.days.first == clash.day
    )
    person = _subject(clash, findings)
    if away.days == 1:
        return _("%(person)s is on leave on %(day)s.", person=person, day=filters.day(away.first))
    return _(
        "%(person)s is on leave from %(first)s to %(last)s.",
        person=person,
        first=filters.day(away.first),
        last=filters.day(away.last),
    )


def _travel(clash: Clash, findings: Findings) -> Any:
    return _(
        "%(person)s has %(there)s minutes for the way between here and %(place)s (“%(title)s”, %(time)s),"
        " and needs about %(needed)s.",
        person=_subject(clash, findings),
        needed=filters.number(clash.needed),
        there=filters.number(clash.there),
        **_other(clash, findings),
    )


def _place_busy(clash: Clash, findings: Findings) -> Any:
    return _("%(place)s is already taken by “%(title)s” of %(team)s, %(time)s.", **_other(clash, findings))


def _team_busy(clash: Clash, findings: Findings) -> Any:
    said = _other(clash, findings) | {"team": _subject(clash, findings)}
    return _("%(team)s already has “%(title)s”, %(time)s, at %(place)s.", **said)


def _team_short(clash: Clash, findings: Findings) -> Any:
    return _(
        "On %(day)s %(team)s needs %(needed)s people at one time, and has %(there)s who are not on leave.",
        day=filters.day(clash.day),
        team=_subject(clash, findings),
        needed=filters.number(clash.needed),
        there=filters.number(clash.there),
    )


def _holiday(clash: Clash, findings: Findings) -> Any:
    assert clash.day is not None
    name = findings.around.calendar.name(clash.day)
    return _("%(day)s is a public holiday (%(name)s).", day=filters.day(clash.day), name=name)


def _materials_short(clash: Clash, findings: Findings) -> Any:
    item: Any = findings.named[clash.subject_id]  # type: ignore[index]  # a material has its id
    return _(
        "Of “%(item)s” %(needed)s %(unit)s are planned, and %(there)s will be left for it.",
        item=filters.named(item),
        needed=filters.number(clash.needed),
        unit=item.unit,
        there=filters.number(clash.there),
    )


def _subject(clash: Clash, findings: Findings) -> str:
    assert clash.subject_id is not None
    return filters.named(findings.named[clash.subject_id])


def _other(clash: Clash, findings: Findings) -> dict[str, str]:
    assert clash.other_id is not None
    event = findings.events[clash.other_id]
    return {
        "title": event.title,
        "time": time_of(event),
        "place": filters.named(event.place),
        "team": filters.named(event.lead_team),
    }


def time_of(event: Event) -> str:
    """Day and hours of an event: 3月10日 周一 10:00–12:00; both days where it ends on another one."""
    start, end = filters.clock_time(event.starts_at), filters.clock_time(event.ends_at)
    first, last = filters.short_day(event.starts_at), filters.short_day(event.ends_at)
    return f"{first} {start}–{end}" if first == last else f"{first} {start}–{last} {end}"


_SENTENCES = {
    ClashKind.PERSON_BUSY: _person_busy,
    ClashKind.PERSON_ON_LEAVE: _person_on_leave,
    ClashKind.TRAVEL: _travel,
    ClashKind.PLACE_BUSY: _place_busy,
    ClashKind.TEAM_BUSY: _team_busy,
    ClashKind.TEAM_SHORT: _team_short,
    ClashKind.HOLIDAY: _holiday,
    ClashKind.MATERIALS_SHORT: _materials_short,
}
