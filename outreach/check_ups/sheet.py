"""What the page of a check-up shows: its lists with what was found at each point, by whom, and what was before."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, false, select
from sqlalchemy.orm import joinedload

from outreach.check_ups.keeping import before_of, given_at, parts_of
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.lists.planned import planned_at
from outreach.check_ups.lists.queries import current_versions
from outreach.check_ups.models import CheckAnswer, CheckNoteErasure, CheckUp
from outreach.check_ups.pictures import Picture, Pictures, pictures_among
from outreach.check_ups.rules import Found, Given, agreed, agreeing, heads, standing
from outreach.db import db
from outreach.laws.rules import is_in_force
from outreach.schedule.models import Event


@dataclass(frozen=True)
class Row:
    """One point. `point` is as it was when it was answered; `heads` are the answers that stand, none before the first.

    `found` None beside heads: they differ, and somebody has to decide. `late` came after the event's review and count
    nowhere until the next; `gone` are those whose place others took, the last received first, but for `agreeing`: what
    colleagues noted who found the same as what stands. `pictures` are those of all answers, whatever became of them.
    """

    point: CheckPoint
    heads: Sequence[CheckAnswer]
    found: Found | None
    before: Found | None
    law_is_out: bool
    pictures: Sequence[Picture]
    late: Sequence[CheckAnswer] = ()
    agreeing: Sequence["Gone"] = ()
    gone: Sequence["Gone"] = ()

    @property
    def is_undecided(self) -> bool:
        """Whether two people found different things."""
        return bool(self.heads) and self.found is None

    @property
    def is_answered(self) -> bool:
        """Whether anybody has answered."""
        return bool(self.seen)

    @property
    def was_risk(self) -> bool:
        """Whether the last that was found here at this company before was a risk."""
        return self.before is Found.RISK

    @property
    def waits_again(self) -> bool:
        """Whether it was a risk the last time, and nobody has looked at it yet."""
        return self.was_risk and not self.is_undecided and self.found in (None, Found.NOT_SEEN)

    @property
    def seen(self) -> list[CheckAnswer]:
        """What the page shows as standing: the place of these is taken by whoever answers on it."""
        return [*self.heads, *self.late]

    @property
    def noted(self) -> list[CheckAnswer]:
        """The answers with a note that count, and those that agree with them."""
        return [each for each in (*self.heads, *(gone.answer for gone in self.agreeing)) if each.note]


@dataclass(frozen=True)
class Gone:
    """An answer that was replaced, and by which."""

    answer: CheckAnswer
    by: CheckAnswer


@dataclass(frozen=True)
class Section:
    """A list with its points."""

    check_list: CheckList
    rows: Sequence[Row]
    is_planned: bool = False
    """It was said beforehand that it is to be filled at this event."""

    @property
    def answered(self) -> int:
        """At how many of its points somebody has answered."""
        return sum(row.is_answered for row in self.rows)

    @property
    def had_risk(self) -> bool:
        """Whether the company had a risk at one of its points the last time."""
        return any(row.was_risk for row in self.rows)

    @property
    def again(self) -> int:
        """How many of these points nobody has looked at yet."""
        return sum(row.waits_again for row in self.rows)


@dataclass(frozen=True)
class Sheet:
    """All lists: those with an answer first, then the others."""

    sections: Sequence[Section]

    @property
    def begun(self) -> list[Section]:
        """The lists of which somebody has answered a point."""
        return [section for section in self.sections if section.answered]

    @property
    def others(self) -> list[Section]:
        """The lists nobody has begun: first those with a risk of last time, then those that are to be filled."""
        others = [section for section in self.sections if not section.answered]
        return sorted(others, key=lambda section: (not section.had_risk, not section.is_planned))

    @property
    def undecided(self) -> list[Row]:
        """The points at which two people found different things."""
        return [row for section in self.sections for row in section.rows if row.is_undecided]

    @property
    def late(self) -> int:
        """How many answers came since the event was reviewed."""
        return sum(len(row.late) for section in self.sections for row in section.rows)

    def count(self, found: Found) -> int:
        """How many points came to that."""
        return sum(row.found is found for section in self.sections for row in section.rows)


@dataclass(frozen=True)
class _Known:
    """What is known of the points, by their keys."""

    day: date
    answers: Mapping[uuid.UUID, CheckAnswer]
    given: Mapping[uuid.UUID, Sequence[Given]]
    before: Mapping[uuid.UUID, Found]
    pictures: Mapping[uuid.UUID, Sequence[Picture]]

    def row(self, point: CheckPoint) -> Row:
        """The row of the point."""
        given, law = self.given.get(point.key, ()), point.law
        in_time, late = standing(given)
        agree = self._noting_more(agreeing(given, in_time or late), [*in_time, *late])
        shown = {each.id for each in (*in_time, *late, *agree)}
        held = agreed(in_time) if in_time else None
        return Row(
            point=point,
            heads=[self.answers[each.id] for each in in_time],
            found=None if held is None else held.found,
            before=self.before.get(point.key),
            law_is_out=law is not None and not is_in_force(law.in_force_from, law.in_force_to, self.day),
            pictures=self.pictures.get(point.key, ()),
            late=[self.answers[each.id] for each in late],
            agreeing=[self._gone(each, given) for each in agree],
            gone=[self._gone(each, given) for each in reversed(given) if each.id not in shown],
        )

    def _gone(self, old: Given, given: Sequence[Given]) -> "Gone":
        return Gone(self.answers[old.id], self.answers[_taker(old, given).id])

    def _noting_more(self, agree: Sequence[Given], stand: Sequence[Given]) -> list[Given]:
        """Those of `agree` with a note that none of those that stand, and none before it, has word for word."""
        said, more = {self._note(each) for each in stand} | {None}, []
        for each in agree:
            if each not in stand and self._note(each) not in said:
                said.add(self._note(each))
                more.append(each)
        return more

    def _note(self, given: Given) -> str | None:
        note = self.answers[given.id].note
        return None if note is None else note.text

    @property
    def answered(self) -> dict[uuid.UUID, CheckPoint]:
        """Of each key with an answer the point as it was answered first."""
        return {key: self.answers[heads(said)[0].id].point for key, said in self.given.items()}


def sheet_of(check_up: CheckUp, told: ColumnElement[bool]) -> Sheet:
    """The lists in use, and those that were asked here, each point in its place.

    What was before is that of the check-ups that are `told` (`rights.told_before`).
    """
    known = _known(check_up, told)
    points, planned = _points(known.answered), planned_at(check_up.event_id)
    return Sheet(
        [
            Section(check_list, [known.row(point) for point in asked], check_list in planned)
            for check_list, asked in points.items()
        ]
    )


def row_of(check_up: CheckUp, point: CheckPoint, told: ColumnElement[bool]) -> Row:
    """The row of one point; where it was answered in another version, that version's. `told` as for `sheet_of`."""
    known = _known(check_up, told)
    return known.row(known.answered.get(point.key, point))


def row_at(check_up: CheckUp, key: uuid.UUID) -> Row | None:
    """The row of the point of that key, without what was before; None where nobody has answered it."""
    known = _known(check_up, false())
    point = known.answered.get(key)
    return None if point is None else known.row(point)


def lists_with_risks_before(event: Event, told: ColumnElement[bool]) -> list[tuple[CheckList, int]]:
    """The lists in use in which the company at whose place the event is had risks the last time, each with how many.

    As those check-ups say that are `told` (`rights.told_before`).
    """
    before = before_of(event.place_id, event, told)
    counts = [
        (version.check_list, sum(before.get(point.key) is Found.RISK for point in version.points))
        for version in current_versions()
    ]
    return [(check_list, count) for check_list, count in counts if count]


def _taker(old: Given, given: Sequence[Given]) -> Given:
    """The last received of those that took the place of `old`."""
    return next(each for each in reversed(given) if old.id in each.replaces)


def _known(check_up: CheckUp, told: ColumnElement[bool]) -> _Known:
    given = given_at([check_up.id])
    return _Known(
        day=check_up.event.day,
        answers=_answers(check_up.id),
        given=given.get(check_up.id, {}),
        before=before_of(check_up.place_id, check_up.event, told),
        pictures=_by_key(pictures_among(given)),
    )


def _by_key(pictures: Pictures) -> dict[uuid.UUID, Sequence[Picture]]:
    return {key: shown for (_check_up_id, key), shown in pictures.items()}


def _answers(check_up_id: uuid.UUID) -> dict[uuid.UUID, CheckAnswer]:
    statement = select(CheckAnswer).where(CheckAnswer.check_up_id.in_(parts_of(check_up_id)))
    who = joinedload(CheckAnswer.by), joinedload(CheckAnswer.sent_by)
    erased = joinedload(CheckAnswer.note_erasure).joinedload(CheckNoteErasure.by)
    return {each.id: each for each in db.session.scalars(statement.options(*who, erased)).unique()}


def _points(answered: dict[uuid.UUID, CheckPoint]) -> dict[CheckList, list[CheckPoint]]:
    """The points of each list: as they were answered, and where nobody has, as they are asked now."""
    points: dict[CheckList, list[CheckPoint]] = defaultdict(list)
    for version in current_versions():
        points[version.check_list] = [answered.pop(point.key, point) for point in version.points]
    for point in sorted(answered.values(), key=lambda point: (point.version.number, point.position)):
        points[point.version.check_list].append(point)
    return dict(sorted(points.items(), key=lambda pair: (pair[0].position, str(pair[0].id))))
