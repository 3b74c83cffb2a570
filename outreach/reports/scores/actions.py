"""Writing score sheets: bringing one in, scoring an item, tying it to what proves it."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.db import db
from outreach.errors import Forbidden, Invalid
from outreach.evidence.originals import name_original
from outreach.people.models import Person
from outreach.reports.parts import read_part
from outreach.reports.scores import queries
from outreach.reports.scores.models import ScoreItem, ScoreSheet, ScoreTie
from outreach.reports.scores.rules import MOST_HUNDREDTHS, Row, TieKind
from outreach.reports.typed.words import is_typed_word, read_typed
from outreach.web.access import Permission
from outreach.web.fields import file_name

LARGEST_DOCUMENT, MOST_TIES = 15 * 1024 * 1024, 60


def bring_in(year: int, rows: Sequence[Row], *, title: str, assessor: str, by: Person, now: datetime) -> ScoreSheet:
    """A sheet of the year with the items of `rows`."""
    sheet = ScoreSheet(year=year, title=title, assessor=assessor, made_at=now, made_by_id=by.id)
    db.session.add(sheet)
    db.session.flush()
    db.session.add_all(
        ScoreItem(
            sheet_id=sheet.id,
            position=at,
            number=row.number,
            section=row.section,
            text=row.text,
            criteria=row.criteria,
            points=row.points,
            remark="",
        )
        for at, row in enumerate(rows)
    )
    db.session.flush()
    record_act("score_sheet.brought_in", by=by, now=now, subject=sheet, title=title, items=len(rows))
    return sheet


def copy_to(year: int, sheet: ScoreSheet, *, by: Person, now: datetime) -> ScoreSheet:
    """The same items for another year, with their owners and the figures they are tied to; scores are left out.

    Events, articles and documents prove the year they are of, so that they stay behind.
    """
    copy = ScoreSheet(year=year, title=sheet.title, assessor=sheet.assessor, made_at=now, made_by_id=by.id)
    db.session.add(copy)
    db.session.flush()
    for item in queries.items_of(sheet):
        facts = {name: getattr(item, name) for name in ("position", "number", "section", "text", "criteria", "points")}
        new = ScoreItem(sheet_id=copy.id, remark="", owner_id=item.owner_id, **facts)
        db.session.add(new)
        db.session.flush()
        for tie in item.ties:
            if tie.kind in (TieKind.FIGURE, TieKind.LAW):
                same = {"kind": tie.kind, "word": tie.word, "law_id": tie.law_id}
                db.session.add(ScoreTie(item_id=new.id, made_at=now, made_by_id=by.id, **same))
    db.session.flush()
    record_act("score_sheet.copied", by=by, now=now, subject=copy, title=copy.title, year=year)
    return copy


def retire(sheet: ScoreSheet, *, by: Person, now: datetime) -> ScoreSheet:
    """Take the sheet off its year, or bring it back where it is off."""
    sheet.retired_at = None if sheet.retired_at else now
    record_act("score_sheet.retired" if sheet.retired_at else "score_sheet.restored", by=by, now=now, subject=sheet)
    return sheet


def may_fill(person: Person, item: ScoreItem) -> bool:
    """Whether the person scores and ties the item: the clerk every one, everybody else their own."""
    return person.may(Permission.CLOSE) or item.owner_id == person.id


def score_item(item: ScoreItem, *, score: int | None, remark: str, by: Person, now: datetime) -> ScoreItem:
    """What the bureau gives itself (hundredths), and what it says of it; Invalid for more points than there are."""
    _check_may_fill(item, by)
    most = MOST_HUNDREDTHS if item.points is None else item.points
    if score is not None and score > most:
        raise Invalid(_("This is more than the item has points."), field="score", code="too_many_points")
    item.score, item.remark = score, remark
    record_act("score_item.scored", by=by, now=now, subject=item, name=item.text, score=score)
    return item


def give_item(item: ScoreItem, owner_id: uuid.UUID | None, *, by: Person, now: datetime) -> ScoreItem:
    """Say who fills the item; only the clerk does."""
    if not by.may(Permission.CLOSE):
        raise Forbidden
    if item.owner_id != owner_id:
        item.owner_id = owner_id
        owner = None if owner_id is None else db.session.get_one(Person, owner_id).name
        record_act("score_item.given", by=by, now=now, subject=item, name=item.text, owner=owner)
    db.session.flush()
    return item


def tie_word(item: ScoreItem, word: str, *, by: Person, now: datetime) -> ScoreTie:
    """Tie a figure, by its word; one of held events brings these events."""
    said = read_typed(word).word if is_typed_word(word) else read_part(word).word
    return _tie(item, TieKind.FIGURE, by=by, now=now, word=said)


def tie_thing(item: ScoreItem, kind: TieKind, thing_id: uuid.UUID, *, by: Person, now: datetime) -> ScoreTie:
    """Tie an event, an article or a law; raises NotFound where there is no such thing."""
    thing = queries.thing_of(kind, thing_id)
    return _tie(item, kind, by=by, now=now, **{f"{kind}_id": thing.id})


def tie_document(item: ScoreItem, content: bytes, name: str, *, by: Person, now: datetime) -> ScoreTie:
    """Tie a file, kept as it came."""
    check_document(content)
    return _tie(
        item, TieKind.DOCUMENT, by=by, now=now, sha256=name_original(content, now=now), file_name=file_name(name)
    )


def check_document(content: bytes) -> None:
    """Raise Invalid, at the field `file`, for a file that is empty or too large."""
    if not content:
        raise Invalid(_("There is nothing in this file."), field="file", code="file_empty")
    if len(content) > LARGEST_DOCUMENT:
        raise Invalid(_("A file has at most %(most)s MiB.", most=15), field="file", code="file_too_large")


def untie(item: ScoreItem, tie_id: uuid.UUID, *, by: Person, now: datetime) -> bool:
    """Take away what the item is tied to."""
    _check_may_fill(item, by)
    tie = queries.tie_of(item, tie_id)
    record_act("score_item.untied", by=by, now=now, subject=item, name=item.text, kind=tie.kind)
    db.session.delete(tie)
    db.session.flush()
    db.session.expire(item, ["ties"])
    return True


def _tie(item: ScoreItem, kind: TieKind, *, by: Person, now: datetime, **what: object) -> ScoreTie:
    """The tie, which is the one that is there where the same was tied before."""
    _check_may_fill(item, by)
    for tie in item.ties:
        if tie.kind is kind and all(getattr(tie, name) == value for name, value in what.items()):
            return tie
    if len(item.ties) >= MOST_TIES:
        raise Invalid(_("An item is tied to at most %(most)s things.", most=MOST_TIES), code="too_many_ties")
    tie = ScoreTie(item_id=item.id, kind=kind, made_at=now, made_by_id=by.id, **what)
    db.session.add(tie)
    db.session.flush()
    db.session.expire(item, ["ties"])
    record_act("score_item.tied", by=by, now=now, subject=item, name=item.text, kind=kind)
    return tie


def _check_may_fill(item: ScoreItem, by: Person) -> None:
    if not may_fill(by, item):
        raise Forbidden(_("This item is filled in by its owner and by the clerk."), code="not_the_owner")
