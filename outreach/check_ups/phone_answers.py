"""The answers of check-ups that a phone is told: so many, what holds before what was replaced, then the newest."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, exists, func, select

from outreach import clock
from outreach.check_ups.lists.models import CheckPoint
from outreach.check_ups.models import CheckAnswer, CheckAnswerReplaced, CheckNote, CheckUpMerge
from outreach.check_ups.queries import merged_into
from outreach.db import db, in_parts
from outreach.people.models import Person

#: Of one check-up, and of all of them; the standard lists have 73 points together.
MOST_OF_ONE, MOST_ANSWERS = 400, 3_000
#: So many answers that others took the place of are named, by the first rows; no row behind them is told.
MOST_REPLACED = 20_000
#: So many characters of notes are told whole; of further notes so many each.
MOST_OF_NOTES, NOTE_BEGINS = 150_000, 100


@dataclass
class Given:
    """What is told of one check-up's answers, in the order of receipt; `is_cut` where it has others, too."""

    answers: list[dict[str, Any]] = field(default_factory=list)
    is_cut: bool = False


def answers_of(
    check_ups: Collection[uuid.UUID], *, whole: Collection[uuid.UUID], else_only: ColumnElement[bool]
) -> Mapping[uuid.UUID, Given]:
    """By check-up its answers, those that came by one that was merged into it among them.

    Of those that are not `whole`, the answers alone of which `else_only` says so.
    """
    given: dict[uuid.UUID, Given] = defaultdict(Given)
    of_whole = CheckAnswer.check_up_id.in_(whole) | CheckAnswer.check_up_id.in_(merged_into(whole))
    rows = db.session.execute(_told(check_ups, of_whole | else_only)).all() if check_ups else []
    replaced, notes = _replaced(row.id for row in rows), _notes(rows)
    told = list(_within(rows, replaced))
    for row in sorted(told, key=lambda row: (row.received_at, row.id)):
        given[row.into_id].answers.append(_answer(row, notes.get(row.id), replaced[row.id]))
    for row in rows:
        given[row.into_id].is_cut = row.total > len(given[row.into_id].answers)
    return given


def _told(check_ups: Collection[uuid.UUID], such: ColumnElement[bool]) -> Select[Any]:
    """The rows that are told; no check-up goes without any because another one has many."""
    ranked = _ranked(check_ups).where(such).subquery()
    chosen = (
        select(ranked)
        .where(ranked.c.rank <= MOST_OF_ONE)
        .order_by(ranked.c.rank, ranked.c.received_at.desc(), ranked.c.id.desc())
        .limit(MOST_ANSWERS)
        .subquery()
    )
    return (
        select(*chosen.c, CheckPoint.key, CheckNote.text, Person.name)
        .join(CheckPoint, CheckPoint.id == chosen.c.point_id)
        .join(Person, Person.id == chosen.c.by_id)
        .outerjoin(CheckNote, CheckNote.answer_id == chosen.c.id)
        .order_by(chosen.c.rank, chosen.c.received_at.desc(), chosen.c.id.desc())
    )


def _ranked(check_ups: Collection[uuid.UUID]) -> Select[Any]:
    """All of them, by how far behind they stand in their check-up, and how many there are."""
    into = func.coalesce(CheckUpMerge.into_id, CheckAnswer.check_up_id)
    is_replaced = exists().where(CheckAnswerReplaced.replaced_id == CheckAnswer.id).correlate(CheckAnswer)
    newest = (is_replaced, CheckAnswer.received_at.desc(), CheckAnswer.id.desc())
    told = ("id", "point_id", "found", "by_id", "at", "received_at")
    return (
        select(
            into.label("into_id"),
            *(getattr(CheckAnswer, name) for name in told),
            func.row_number().over(partition_by=into, order_by=newest).label("rank"),
            func.count().over(partition_by=into).label("total"),
        )
        .outerjoin(CheckUpMerge, CheckUpMerge.check_up_id == CheckAnswer.check_up_id)
        .where(CheckAnswer.check_up_id.in_(check_ups) | CheckAnswer.check_up_id.in_(merged_into(check_ups)))
    )


def _within(rows: Iterable[Row[Any]], replaced: Mapping[uuid.UUID, Sequence[str]]) -> Iterator[Row[Any]]:
    """The first of the rows, as long as they do not name too many."""
    room = MOST_REPLACED
    for row in rows:
        room -= len(replaced[row.id])
        if room < 0:
            return
        yield row


def _answer(row: Row[Any], note: tuple[str, bool] | None, replaced: Sequence[str]) -> dict[str, Any]:
    said, is_cut = note or (None, False)
    return {
        "id": str(row.id),
        "point": str(row.point_id),
        "key": str(row.key),
        "found": row.found.value,
        "note": said,
        "is_cut": is_cut,
        "by": row.name,
        "at": clock.local(row.at).isoformat(timespec="seconds"),
        "replaces": sorted(replaced),
    }


def _notes(rows: Iterable[Row[Any]]) -> Mapping[uuid.UUID, tuple[str, bool]]:
    """By answer its note, and whether it is only the beginning; of the first rows the notes are whole."""
    told, room = {}, MOST_OF_NOTES
    for row in rows:
        if row.text is not None:
            is_cut = len(row.text) > max(room, NOTE_BEGINS)
            said = f"{row.text[:NOTE_BEGINS]}…" if is_cut else row.text
            told[row.id] = (said, is_cut)
            room -= len(said)
    return told


def _replaced(answers: Iterable[uuid.UUID]) -> Mapping[uuid.UUID, list[str]]:
    replaced: dict[uuid.UUID, list[str]] = defaultdict(list)
    for part in in_parts(list(answers)):
        for each in db.session.scalars(select(CheckAnswerReplaced).where(CheckAnswerReplaced.answer_id.in_(part))):
            replaced[each.answer_id].append(str(each.replaced_id))
    return replaced
