"""What the page of a check-up shows: its lists with what was found at each point, by whom, and what was before."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload, lazyload

from outreach.check_ups.keeping import before_of, given_at, parts_of
from outreach.check_ups.lists.models import CheckList, CheckPoint
from outreach.check_ups.lists.queries import current_versions
from outreach.check_ups.models import CheckAnswer, CheckUp
from outreach.check_ups.rules import Found, Given, agreed, heads
from outreach.db import db
from outreach.evidence.models import Evidence
from outreach.laws.rules import is_in_force
from outreach.people.models import Person


@dataclass(frozen=True)
class Row:
    """One point. `point` is as it was when it was answered; `heads` are the answers that stand, none before the first.

    `found` None beside heads: they differ, and somebody has to decide. `late` came after the event's review and count
    nowhere until the next; `gone` are those whose place others took, the last received first.
    """

    point: CheckPoint
    heads: Sequence[CheckAnswer]
    found: Found | None
    before: Found | None
    law_is_out: bool
    pictures: Sequence[Evidence]
    late: Sequence[CheckAnswer] = ()
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
    def seen(self) -> list[CheckAnswer]:
        """What the page shows as standing: the place of these is taken by whoever answers on it."""
        return [*self.heads, *self.late]


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

    @property
    def answered(self) -> int:
        """At how many of its points somebody has answered."""
        return sum(row.is_answered for row in self.rows)


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
        """The lists nobody has begun."""
        return [section for section in self.sections if not section.answered]

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
    pictures: Mapping[uuid.UUID, Sequence[Evidence]]

    def row(self, point: CheckPoint) -> Row:
        """The row of the point."""
        given, law = self.given.get(point.key, ()), point.law
        in_time = heads(each for each in given if not each.is_late)
        last = heads(given)
        late = [each for each in last if each.is_late]
        shown = {each.id for each in (*in_time, *late)}
        held = agreed(in_time) if in_time else None
        return Row(
            point=point,
            heads=[self.answers[each.id] for each in in_time],
            found=None if held is None else held.found,
            before=self.before.get(point.key),
            law_is_out=law is not None and not is_in_force(law.in_force_from, law.in_force_to, self.day),
            pictures=[item for each in given if each.id in shown for item in self.pictures.get(each.id, ())],
            late=[self.answers[each.id] for each in late],
            gone=[
                Gone(self.answers[each.id], self.answers[_taker(each, given).id])
                for each in reversed(given)
                if each.id not in shown
            ],
        )

    @property
    def answered(self) -> dict[uuid.UUID, CheckPoint]:
        """Of each key with an answer the point as it was answered first."""
        return {key: self.answers[heads(said)[0].id].point for key, said in self.given.items()}


def sheet_of(check_up: CheckUp) -> Sheet:
    """The lists in use, and those that were asked here, each point in its place."""
    known = _known(check_up)
    points = _points(known.answered)
    return Sheet([Section(check_list, [known.row(point) for point in asked]) for check_list, asked in points.items()])


def row_of(check_up: CheckUp, point: CheckPoint) -> Row:
    """The row of one point; where it was answered in another version, that version's."""
    known = _known(check_up)
    return known.row(known.answered.get(point.key, point))


def _taker(old: Given, given: Sequence[Given]) -> Given:
    """The last received of those that took the place of `old`."""
    return next(each for each in reversed(given) if old.id in each.replaces)


def _known(check_up: CheckUp) -> _Known:
    answers = _answers(check_up.id)
    return _Known(
        day=check_up.event.day,
        answers=answers,
        given=given_at([check_up.id]).get(check_up.id, {}),
        before=before_of(check_up.place_id, check_up.event),
        pictures=_pictures(answers),
    )


def _answers(check_up_id: uuid.UUID) -> dict[uuid.UUID, CheckAnswer]:
    statement = select(CheckAnswer).where(CheckAnswer.check_up_id.in_(parts_of(check_up_id)))
    bare = [
        joinedload(who).options(lazyload(Person.memberships), lazyload(Person.capacities))
        for who in (CheckAnswer.by, CheckAnswer.sent_by)
    ]
    return {each.id: each for each in db.session.scalars(statement.options(*bare)).unique()}


def _points(answered: dict[uuid.UUID, CheckPoint]) -> dict[CheckList, list[CheckPoint]]:
    """The points of each list: as they were answered, and where nobody has, as they are asked now."""
    points: dict[CheckList, list[CheckPoint]] = defaultdict(list)
    for version in current_versions():
        points[version.check_list] = [answered.pop(point.key, point) for point in version.points]
    for point in sorted(answered.values(), key=lambda point: (point.version.number, point.position)):
        points[point.version.check_list].append(point)
    return dict(sorted(points.items(), key=lambda pair: (pair[0].position, str(pair[0].id))))


def _pictures(answers: Mapping[uuid.UUID, CheckAnswer]) -> dict[uuid.UUID, list[Evidence]]:
    if not answers:
        return {}
    statement = (
        select(Evidence)
        .where(Evidence.subject_type == CheckAnswer.__tablename__, Evidence.subject_id.in_(list(answers)))
        .where(Evidence.removed_at.is_(None), Evidence.erased_at.is_(None))
        .order_by(Evidence.added_at, Evidence.id)
    )
    pictures: dict[uuid.UUID, list[Evidence]] = defaultdict(list)
    for each in db.session.scalars(statement):
        pictures[each.subject_id].append(each)
    return pictures
