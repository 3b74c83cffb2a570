"""Reading standard answers, and which of them are marked."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from sqlalchemy import ColumnElement, Select, false, func, or_, select

from outreach import clock
from outreach.answers.models import AnswerGram, StandardAnswer
from outreach.answers.rules import LawNow, last_before, without_version
from outreach.audit.models import Change
from outreach.db import db
from outreach.errors import NotFound
from outreach.fulltext.queries import found
from outreach.fulltext.rules import Part
from outreach.laws.models import Law
from outreach.laws.rules import is_in_force
from outreach.materials.models import Item
from outreach.materials.rules import CountKind

#: Fields of a law whose change may make an answer wrong; how it is quoted for short is none.
_TOLD = ("title", "in_force_from", "in_force_to")


def answer(answer_id: uuid.UUID, *, lock: bool = False) -> StandardAnswer:
    """The answer, with `lock` kept from other writers until the transaction ends; raises NotFound."""
    statement = select(StandardAnswer).where(StandardAnswer.id == answer_id)
    if lock:
        statement = statement.with_for_update(of=StandardAnswer).execution_options(populate_existing=True)
    there = db.session.scalar(statement)
    if there is None:
        raise NotFound(_("There is no such answer."))
    return there


def answers_matching(
    *,
    parts: Sequence[Part] = (),
    topic_id: uuid.UUID | None = None,
    team_id: uuid.UUID | None = None,
    retired: bool = False,
    marked: ColumnElement[bool] | None = None,
) -> Select[Any]:
    """The answers by topic, or by how well they hold what is asked; of `retired` ones only those."""
    statement = select(StandardAnswer).outerjoin(Item, StandardAnswer.topic_id == Item.id)
    is_retired = StandardAnswer.retired_at.is_not(None)
    statement = statement.where(is_retired if retired else ~is_retired)
    if topic_id is not None:
        statement = statement.where(StandardAnswer.topic_id == topic_id)
    if team_id is not None:
        statement = statement.where(StandardAnswer.team_id == team_id)
    if marked is not None:
        statement = statement.where(marked)
    if parts:
        hits = found(AnswerGram, AnswerGram.answer_id, parts)
        statement = statement.join(hits, hits.c.id == StandardAnswer.id)
        return statement.order_by(hits.c.score.desc(), StandardAnswer.position, StandardAnswer.id)
    by_topic = (Item.position.is_(None), Item.position, StandardAnswer.topic_id)
    return statement.order_by(*by_topic, StandardAnswer.position, StandardAnswer.id)


def answers_for_phone(most: int) -> Sequence[StandardAnswer]:
    """The answers that a phone keeps, by topic, at most so many."""
    return db.session.scalars(answers_matching().limit(most)).all()


def topics() -> Sequence[tuple[uuid.UUID, str]]:
    """The consultation topics that answers can be sorted under, in their order."""
    statement = select(Item.id, Item.name).where(Item.kind == CountKind.CONSULTATION, Item.retired_at.is_(None))
    return [(id, name) for id, name in db.session.execute(statement.order_by(Item.position, Item.id))]


def last_position() -> int:
    """The position of the last answer, 0 for none."""
    return db.session.scalar(select(func.max(StandardAnswer.position))) or 0


def laws_now(ids: Collection[uuid.UUID], today: date) -> Mapping[uuid.UUID, LawNow]:
    """What became of each of the laws until the local day `today`; no answer of a law left out is marked."""
    ids = set(ids)
    laws = db.session.scalars(select(Law)).all() if ids else ()
    begun: dict[str, list[Law]] = defaultdict(list)
    for law in laws:
        begun[without_version(law.title)].append(law)
    changes = _last_changes(ids)
    return {
        law.id: LawNow(
            is_over=law.in_force_to is not None and not is_in_force(None, law.in_force_to, today),
            replaced_on=last_before(
                (each.in_force_from for each in begun[without_version(law.title)] if each is not law), today
            ),
            changed_on=changes.get(law.id),
        )
        for law in laws
        if law.id in ids
    }


def laws_of_answers() -> set[uuid.UUID]:
    """The laws that answers name."""
    return set(db.session.scalars(select(StandardAnswer.law_id).where(StandardAnswer.law_id.is_not(None)).distinct()))


def is_marked(laws: Mapping[uuid.UUID, LawNow]) -> ColumnElement[bool]:
    """Whether an answer is marked: `rules.mark_of` as a condition."""
    over = [law_id for law_id, law in laws.items() if law.is_over]
    later = [(law_id, day) for law_id, law in laws.items() if (day := law.checked_from) and not law.is_over]
    checked = ((StandardAnswer.law_id == law_id) & (StandardAnswer.as_of < day) for law_id, day in later)
    return or_(false(), StandardAnswer.law_id.in_(over), *checked)


def count_marked(today: date, team_ids: Iterable[uuid.UUID] | None = None) -> int:
    """How many answers in use are marked, of the teams or of all."""
    marked = is_marked(laws_now(laws_of_answers(), today))
    statement = select(func.count()).where(StandardAnswer.retired_at.is_(None), marked)
    if team_ids is not None:
        statement = statement.where(StandardAnswer.team_id.in_(list(team_ids)))
    return db.session.scalar(statement) or 0


def _last_changes(ids: Collection[uuid.UUID]) -> dict[uuid.UUID, date]:
    statement = (
        select(Change.subject_id, func.max(Change.at))
        .where(Change.subject_type == Law.__tablename__, Change.subject_id.in_(ids), Change.field.in_(_TOLD))
        .group_by(Change.subject_id)
    )
    return {law_id: clock.local_day(at) for law_id, at in db.session.execute(statement)}
