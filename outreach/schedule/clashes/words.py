"""What stands against an event, said in sentences in the language of whoever reads."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from outreach.schedule.clashes.queries import Findings
from outreach.schedule.clashes.rules import Clash, ClashKind
from outreach.schedule.models import Event
from outreach.web import filters


@dataclass(frozen=True)
class Line:
    """One sentence about one or several clashes, and the event that they meet."""

    said: str
    clashes: tuple[Clash, ...]
    other_id: uuid.UUID | None


def lines_of(findings: Findings, clashes: Sequence[Clash]) -> list[Line]:
    """The clashes in as few sentences as say them all: what meets the same event is said together."""
    groups: dict[Any, list[Clash]] = {}
    for clash in clashes:
        kind = ClashKind.PERSON_BUSY if clash.kind in _MEETING else clash.kind
        groups.setdefault((kind, clash.other_id or clash.key), []).append(clash)
    return [
        Line(str(_SENTENCES[kind](group, findings)), tuple(group), group[0].other_id)
        for (kind, _about), group in groups.items()
    ]


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


def _meeting(group: Sequence[Clash], findings: Findings) -> Any:
    """An event at the same time, with all that the two have in common."""
    people, teams = (
        "、".join(_subject(clash, findings) for clash in group if clash.kind is kind)
        for kind in (ClashKind.PERSON_BUSY, ClashKind.TEAM_BUSY)
    )
    shared = [_("%(people)s would have to be at both", people=people)] if people else []
    if any(clash.kind is ClashKind.PLACE_BUSY for clash in group):
        shared.append(_("the place is the same"))
    if teams:
        shared.append(_("%(teams)s takes part in both", teams=teams))
    return _(
        "At the same time as “%(title)s” (%(time)s, %(place)s): %(shared)s.",
        shared=_("; ").join(shared),
        **_other(group[0], findings),
    )


def _person_on_leave(group: Sequence[Clash], findings: Findings) -> Any:
    (clash,) = group
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


def _travel(group: Sequence[Clash], findings: Findings) -> Any:
    clash = group[0]
    return _(
        "%(people)s: %(there)s minutes for the way between here and %(place)s (“%(title)s”, %(time)s),"
        " which takes about %(needed)s.",
        people="、".join(_subject(each, findings) for each in group),
        needed=filters.number(clash.needed),
        there=filters.number(clash.there),
        **_other(clash, findings),
    )


def _team_short(group: Sequence[Clash], findings: Findings) -> Any:
    (clash,) = group
    return _(
        "On %(day)s %(team)s needs %(needed)s people at one time, and has %(there)s who are not on leave.",
        day=filters.day(clash.day),
        team=_subject(clash, findings),
        needed=filters.number(clash.needed),
        there=filters.number(clash.there),
    )


def _holiday(group: Sequence[Clash], findings: Findings) -> Any:
    (clash,) = group
    assert clash.day is not None
    name = findings.around.calendar.name(clash.day)
    return _("%(day)s is a public holiday (%(name)s).", day=filters.day(clash.day), name=name)


def _materials_short(group: Sequence[Clash], findings: Findings) -> Any:
    (clash,) = group
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
    }


def time_of(event: Event) -> str:
    """Day and hours of an event: 3月10日 周一 10:00–12:00; both days where it ends on another one."""
    start, end = filters.clock_time(event.starts_at), filters.clock_time(event.ends_at)
    first, last = filters.short_day(event.starts_at), filters.short_day(event.ends_at)
    return f"{first} {start}–{end}" if first == last else f"{first} {start}–{last} {end}"


_MEETING = frozenset({ClashKind.PERSON_BUSY, ClashKind.PLACE_BUSY, ClashKind.TEAM_BUSY})
_SENTENCES = {
    ClashKind.PERSON_BUSY: _meeting,
    ClashKind.PERSON_ON_LEAVE: _person_on_leave,
    ClashKind.TRAVEL: _travel,
    ClashKind.TEAM_SHORT: _team_short,
    ClashKind.HOLIDAY: _holiday,
    ClashKind.MATERIALS_SHORT: _materials_short,
}
