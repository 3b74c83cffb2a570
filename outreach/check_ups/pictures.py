"""The pictures of what was found at the points of check-ups.

A picture hangs on the answer with which it came, and is shown at the point of that check-up, whatever becomes of it.
"""

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from outreach.check_ups.keeping import given_at
from outreach.check_ups.models import CheckAnswer
from outreach.check_ups.queries import merged_into
from outreach.check_ups.rules import Given, standing
from outreach.db import db
from outreach.evidence.models import Evidence
from outreach.people.models import Person

#: All answers of each check-up by the key of their point, as `keeping.given_at` gives them.
Answers = Mapping[uuid.UUID, Mapping[uuid.UUID, list[Given]]]
Pictures = Mapping[tuple[uuid.UUID, uuid.UUID], list["Picture"]]


@dataclass(frozen=True)
class Picture:
    """A picture, who added it, and whether the answer with which it came was replaced."""

    item: Evidence
    by: str | None
    is_replaced: bool


def pictures_at(check_ups: Collection[uuid.UUID]) -> Pictures:
    """All pictures by check-up and key of the point; those that came by a merged check-up are of the one that stands.

    The first added first; the same file at one point is shown once.
    """
    return pictures_among(given_at(check_ups))


def pictures_among(answers: Answers) -> Pictures:
    """As `pictures_at`, where the answers are known."""
    where: dict[uuid.UUID, tuple[uuid.UUID, uuid.UUID]] = {}
    stand: set[uuid.UUID] = set()
    for check_up_id, by_key in answers.items():
        for key, given in by_key.items():
            where |= {each.id: (check_up_id, key) for each in given}
            stand |= {each.id for part in standing(given) for each in part}
    pictures: dict[tuple[uuid.UUID, uuid.UUID], dict[str, Picture]] = defaultdict(dict)
    for item, by in _items_at(answers):
        shown, is_replaced = pictures[where[item.subject_id]], item.subject_id not in stand
        if item.sha256 not in shown or shown[item.sha256].is_replaced:
            shown[item.sha256] = Picture(item, by, is_replaced)
    return {place: list(shown.values()) for place, shown in pictures.items()}


def _items_at(check_ups: Collection[uuid.UUID]) -> list[tuple[Evidence, str | None]]:
    if not check_ups:
        return []
    statement = (
        select(Evidence, Person.name)
        .join(CheckAnswer, CheckAnswer.id == Evidence.subject_id)
        .outerjoin(Person, Person.id == Evidence.added_by_id)
        .where(Evidence.subject_type == CheckAnswer.__tablename__)
        .where(CheckAnswer.check_up_id.in_(check_ups) | CheckAnswer.check_up_id.in_(merged_into(check_ups)))
        .where(Evidence.removed_at.is_(None), Evidence.erased_at.is_(None))
        .order_by(Evidence.added_at, Evidence.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(statement)]
