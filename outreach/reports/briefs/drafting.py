"""The first text of a brief, out of what the plan and the log know of its event."""

from collections.abc import Iterable, Mapping
from datetime import date

from outreach.logbook.follow_ups.queries import follow_ups_of
from outreach.logbook.follow_ups.rules import State as FollowUpState
from outreach.materials.rules import CountKind
from outreach.people.models import Team
from outreach.people.queries import the_bureau
from outreach.reports.briefs import sentences
from outreach.reports.briefs.counting import Counted
from outreach.reports.briefs.queries import next_event
from outreach.reports.briefs.rules import Field, slot
from outreach.reports.briefs.sentences import enumerated
from outreach.schedule.models import Event
from outreach.schedule.rules import Form, Track

#: Where one of these is among the forms, a number of the kind is expected: where it is blank, its slot asks for it.
_EXPECTED: dict[CountKind, frozenset[Form]] = {
    CountKind.CONSULTATION: frozenset({Form.DESK, Form.ON_SITE}),
    CountKind.ATTENDANCE: frozenset({Form.TALK, Form.CASES, Form.LECTURE, Form.QUIZ}),
}


def draft_of(event: Event, counted: Mapping[str, Counted], *, today: date) -> dict[Field, str]:
    """The headline and the four parts as they are written on the local day `today`; numbers stand in them as slots."""
    facts = _of_plan(event) | _of_next(event, today) | _of_log(event, counted.values())
    headline = facts | {"place": event.place.name}
    return sentences.draft(track=event.track, standing=event.standing, headline=headline, facts=facts)


def _of_plan(event: Event) -> dict[str, str]:
    bureau = the_bureau()
    laws = [f"《{each.law.short_title or each.law.title}》" for each in event.laws]
    forms = [sentences.FORMS[form] for form in Form if form in {each.form for each in event.forms}]
    campaigns = sorted(event.tags, key=lambda tag: tag.edition.first_day)
    return {
        "day": said_days(event),
        "place": _place(event),
        "bureau": bureau.name if bureau is not None else "我局",
        "team": team_word(event.lead_team),
        "joining": "、".join(team_word(each.team) for each in event.joining),
        "partners": "、".join(part.strip() for part in (event.partners or "").splitlines() if part.strip()),
        "title": event.title.removesuffix("活动"),
        "subject": event.lead_team.name.removesuffix("分队"),
        "campaign": campaigns[0].edition.campaign.name if campaigns else "",
        "first_law": laws[0] if laws else "",
        "laws": enumerated(laws, "法律法规"),
        "forms": enumerated(forms, "形式", "的形式"),
    }


def _of_next(event: Event, today: date) -> dict[str, str]:
    following = next_event(event.lead_team_id, after=max(event.day, today))
    known: dict[str, str] = {}
    if following is not None:
        known["next_day"] = f"{following.day.month}月{following.day.day}日"
        known["next_place"] = following.place.name
        known["next_title"] = following.title.removesuffix("活动")
    if any(each.state is FollowUpState.OPEN for each in follow_ups_of(event.id)):
        known["owed"] = sentences.OWED
    return known


def _of_log(event: Event, counted: Iterable[Counted]) -> dict[str, str]:
    by_kind: dict[CountKind, list[Counted]] = {kind: [] for kind in CountKind}
    for each in counted:
        by_kind[each.kind].append(each)
    handouts, asked = by_kind[CountKind.HANDOUT], by_kind[CountKind.CONSULTATION]
    others = "、".join(_other_handout(each) for each in handouts[1:] if each.is_of_kind and each.number.value)
    topics = sorted((each for each in asked if each.is_of_topic and each.number.value), key=_most_first)
    shown = [each for each in by_kind[CountKind.DISPLAY] if each.number.value]
    return {
        "handouts": "" if others and handouts[0].number.value is None else _expected(handouts[0], event),
        "other_handouts": others,
        "consultations": _expected(asked[0], event),
        "by_topic": "、".join(f"{_topic(each)}{slot(each.number.name)}" for each in topics[: sentences.MOST_NAMED]),
        "attendance": _expected(by_kind[CountKind.ATTENDANCE][0], event),
        "audience": sentences.AUDIENCE[event.track],
        "topics": enumerated([_topic(each) for each in topics], "问题"),
        "materials": _materials(handouts),
        "displays": "、".join(_put_up(each) for each in shown),
        "displayed": "、".join(f"{_put_up(each)}{slot(each.number.name)}" for each in shown),
    }


def said_days(event: Event) -> str:
    """3月4日, 3月4日至6日, 3月31日至4月2日."""
    first, last = event.days.first, event.days.last
    said = f"{first.month}月{first.day}日"
    if first == last:
        return said
    return f"{said}至{last.day}日" if first.month == last.month else f"{said}至{last.month}月{last.day}日"


def team_word(team: Team) -> str:
    """A team as it is called in print: 工伤保险分队."""
    return team.name if team.name.endswith(("队", "组", "股", "科", "中心")) else f"{team.name}分队"


def _place(event: Event) -> str:
    parent = event.place.parent
    return event.place.name if parent is None or parent.name in event.place.name else parent.name + event.place.name


def _expected(counted: Counted, event: Event) -> str:
    """The slot of a number that is there, or that such an event should have; "none" said by a person is no slot."""
    value = counted.number.value
    is_there = _is_expected(counted.kind, event) if value is None else value > 0
    return slot(counted.number.name) if is_there else ""


def _is_expected(kind: CountKind, event: Event) -> bool:
    if kind is CountKind.HANDOUT:
        return event.track is not Track.INTERNAL
    return not _EXPECTED[kind].isdisjoint(each.form for each in event.forms)


def _materials(handouts: Iterable[Counted]) -> str:
    single = sorted((each for each in handouts if not each.is_of_kind and each.number.value), key=_most_first)
    return enumerated([f"“{each.items[0]}”" for each in single if each.items], "宣传资料")


def _other_handout(counted: Counted) -> str:
    name = counted.items[0] if len(counted.items) == 1 else sentences.OTHER_MATERIALS
    return f"{name}{slot(counted.number.name)}"


def _put_up(counted: Counted) -> str:
    verb = sentences.PUT_UP.get(counted.number.unit, sentences.PUT_UP_OTHERWISE)
    return f"{verb}{'、'.join(counted.items[: sentences.MOST_NAMED])}"


def _topic(counted: Counted) -> str:
    return counted.items[0] if counted.items else ""


def _most_first(counted: Counted) -> tuple[int, str]:
    return -(counted.number.value or 0), counted.key
