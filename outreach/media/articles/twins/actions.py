"""Two items that were one become one with the placements of both, and two again where that was wrong.

Nothing is lost: the other item is withdrawn with a reason that names the one, placements move, readings stay where they
are. Where both stood on the same page the other's placement stays with it, and what the kept one lacks of its facts and
readings is written there too.
"""

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from outreach.audit.actions import record_act
from outreach.db import db, new_id
from outreach.errors import Conflict, Invalid, NotFound
from outreach.media import queries
from outreach.media.articles.actions import change_facts, restore_article, withdraw_article
from outreach.media.articles.histories import record
from outreach.media.articles.placing import move_placement, place_as_read
from outreach.media.articles.queries import merged_into
from outreach.media.articles.rights import check_may_publish
from outreach.media.models import Article, ArticleMerge, ArticlesApart, Placement, Reading, VoidedReading
from outreach.media.rules import is_short, may_be_one_page
from outreach.people.models import Person
from outreach.web import filters
from outreach.web.language import in_bureau_language


def merge_articles(kept_id: uuid.UUID, other_id: uuid.UUID, *, by: Person, now: datetime) -> ArticleMerge:
    """The other item's placements, pieces, campaigns, laws and teams come to the kept one; the other is withdrawn.

    Raises Forbidden where one is not the person's to change, Invalid for two kinds, Conflict for a withdrawn one.
    """
    kept, other = _locked(kept_id, other_id)
    _check_may_be_one(kept, other, by=by, now=now)
    who: dict[str, Any] = {"by": by, "now": now}
    with in_bureau_language():
        reason = _("It is one with “%(title)s” of %(day)s", title=kept.title, day=filters.day(kept.day))
        because = _("“%(title)s” of %(day)s is one with it", title=other.title, day=filters.day(other.day))
    facts: dict[str, Any] = _take_places(kept, other, because, **who) | _take_pieces(kept, other)
    facts["ties"] = _take_ties(kept, other, because, **who)
    withdraw_article(other, reason=reason, **who)
    merge = ArticleMerge(kept_id=kept.id, other_id=other.id, facts=facts, made_at=now, made_by_id=by.id)
    db.session.add(merge)
    db.session.flush()
    record_act("articles.merged", subject=kept, title=kept.title, other=other.title, **who)
    _forget(kept, other)
    return merge


def undo_merge(merge_id: uuid.UUID, *, by: Person, now: datetime) -> ArticleMerge:
    """The two items as they were; what was changed at the kept one since stays.

    Raises Conflict where that is over, and where the kept one became one with another since: that has the numbers.
    """
    merge = db.session.get(ArticleMerge, merge_id, with_for_update=True, populate_existing=True)
    if merge is None:
        raise NotFound(code="no_such_merge", id=merge_id)
    kept, other = _locked(merge.kept_id, merge.other_id)
    if merge.undone_at is not None or other.withdrawn_at is None:
        raise Conflict(_l("They are two again already."))
    check_may_publish(by, kept.team_id, now)
    if merged_into(kept.id) is not None:
        raise Conflict(_l("“%(title)s” became one with another item since. Undo that first.", title=kept.title))
    who: dict[str, Any] = {"by": by, "now": now}
    merge.undone_at, merge.undone_by_id = now, by.id
    restore_article(other, **who)
    with in_bureau_language():
        reason = _("It was no one with “%(title)s” after all", title=other.title)
    _give_back(kept, other, merge.facts, reason, **who)
    _untie(kept, merge.facts["ties"], reason, **who)
    record_act("articles.parted", subject=kept, title=kept.title, other=other.title, **who)
    _forget(kept, other)
    return merge


def tell_apart(one_id: uuid.UUID, other_id: uuid.UUID, *, by: Person, now: datetime) -> None:
    """The two look like one and are two: nobody is asked about them again."""
    one, other = sorted((one_id, other_id))
    for each in (one, other):
        check_may_publish(by, queries.article(each).team_id, now)
    if db.session.get(ArticlesApart, (one, other)) is None:
        db.session.add(ArticlesApart(one_id=one, other_id=other, at=now, by_id=by.id))
        item, second = queries.article(one), queries.article(other)
        record_act("articles.apart", by=by, now=now, subject=item, title=item.title, other=second.title)
        db.session.flush()


def _locked(kept_id: uuid.UUID, other_id: uuid.UUID) -> tuple[Article, Article]:
    """Both, locked in one order, so that two who merge the same pair wait for each other."""
    found = {each: queries.article(each, lock=True) for each in sorted({kept_id, other_id})}
    return found[kept_id], found[other_id]


def _check_may_be_one(kept: Article, other: Article, *, by: Person, now: datetime) -> None:
    for each in (kept, other):
        check_may_publish(by, each.team_id, now)
        if each.withdrawn_at is not None:
            raise Conflict(_l("This item was withdrawn already."))
    if kept.id == other.id or kept.kind is not other.kind:
        raise Invalid(_l("Only two items of one kind can be one. Correct the kind of one of them first."), code="kinds")


def _take_places(kept: Article, other: Article, reason: str, **who: Any) -> dict[str, Any]:
    moved, copied, filled = [], [], {}
    for placement in list(other.placements):
        twin = next((each for each in kept.placements if _is_same_place(each, placement)), None)
        if twin is not None:
            copied += _copy_readings(placement, twin, who["now"])
            if told := _fill_place(twin, placement, reason, **who):
                filled[str(twin.id)] = told
            continue
        placement.article_id = kept.id
        record(kept, "placement", None, place_as_read(placement), reason=reason, **who)
        record(other, "placement", place_as_read(placement), None, reason=reason, **who)
        moved.append(str(placement.id))
    db.session.flush()
    return {"placements": moved, "copied": copied, "filled": filled}


def _is_same_place(one: Placement, other: Placement) -> bool:
    if one.channel_id != other.channel_id:
        return False
    if one.platform_id and other.platform_id:
        return one.platform_id == other.platform_id
    if not (one.link_key and other.link_key):
        return True
    return one.link_key == other.link_key or (one.day == other.day and may_be_one_page(one.link_key, other.link_key))


def _copy_readings(source: Placement, target: Placement, now: datetime) -> list[str]:
    """Write the source's readings at the target too, where it shows none for that counter and day that would count."""
    own = target.channel.is_own
    there: dict[Any, bool] = {}
    for each in target.readings:
        if each.void is None:
            there[each.metric, each.day] = own or bool(each.proof_note) or there.get((each.metric, each.day), False)
    ids = []
    for each in sorted(source.readings, key=lambda each: (each.recorded_at, each.id)):
        stands = there.get((each.metric, each.day))
        if each.void is not None or stands or (stands is not None and not each.proof_note):
            continue
        same = {name: getattr(each, name) for name in _READ}
        copy = Reading(id=new_id(), placement_id=target.id, recorded_at=now, **same)
        db.session.add(copy)
        ids.append(str(copy.id))
    return ids


def _fill_place(target: Placement, source: Placement, reason: str, **who: Any) -> dict[str, Any]:
    """Give the kept placement the earlier day, and the link and number that it lacks; what it said before and after."""
    facts: dict[str, Any] = {name: getattr(source, name) for name in _LACKED if not getattr(target, name)}
    facts = {name: value for name, value in facts.items() if value}
    if target.link_key and source.link_key and is_short(target.link_key) and not is_short(source.link_key):
        facts["url"] = source.url  # what its platform's files call it by
    if source.day < target.day:
        facts["day"] = source.day
    told = {name: [_plain(getattr(target, name)), _plain(value)] for name, value in facts.items()}
    if facts:
        move_placement(target, {"day": target.day} | facts, reason=reason, **who)
    return told


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


#: What a placement may get of one of the same page.
_LACKED = ("url", "platform_id")
#: What a reading says, wherever it is written.
_READ = ("metric", "day", "value", "written", "approximation", "proof_note", "file_id", "recorded_by_id")


def _take_pieces(kept: Article, other: Article) -> dict[str, list[str]]:
    last = max((piece.position for piece in kept.pieces), default=0)
    moved = list(other.pieces)
    for position, piece in enumerate(moved, start=last + 1):
        piece.post_id, piece.position = kept.id, position
    db.session.flush()
    return {"pieces": [str(piece.id) for piece in moved]}


def _take_ties(kept: Article, other: Article, reason: str, **who: Any) -> dict[str, Any]:
    """What the kept one gets of the other's facts where it lacks them; an item's day is the first of both."""
    teams = {each.team_id for each in other.joint_teams} | {other.team_id}
    lacking = {
        "edition_ids": {tag.edition_id for tag in other.tags} - {tag.edition_id for tag in kept.tags},
        "law_ids": {each.law_id for each in other.laws} - {each.law_id for each in kept.laws},
        "joint_team_ids": teams - {each.team_id for each in kept.joint_teams} - {kept.team_id},
    }
    facts: dict[str, Any] = {name: [*_tied(kept, name), *sorted(ids)] for name, ids in lacking.items() if ids}
    told: dict[str, Any] = {name: sorted(str(each) for each in ids) for name, ids in lacking.items() if ids}
    if kept.event_id is None and other.event_id is not None:
        facts["event_id"], told["event_id"] = other.event_id, str(other.event_id)
    if other.day < kept.day:
        told["day"] = kept.day.isoformat()
        facts["day"] = other.day
    change_facts(kept, facts, reason=reason, **who)
    return told


def _tied(item: Article, name: str) -> list[uuid.UUID]:
    if name == "edition_ids":
        return [tag.edition_id for tag in item.tags]
    if name == "law_ids":
        return [each.law_id for each in item.laws]
    return [each.team_id for each in item.joint_teams]


def _give_back(kept: Article, other: Article, facts: dict[str, Any], reason: str, **who: Any) -> None:
    for placement in _still(Placement, facts["placements"]):
        if placement.article_id == kept.id:
            placement.article_id = other.id
            record(kept, "placement", place_as_read(placement), None, reason=reason, **who)
            record(other, "placement", None, place_as_read(placement), reason=reason, **who)
    for piece in _still(Article, facts["pieces"]):
        if piece.post_id == kept.id:
            piece.post_id = other.id
    for reading in _still(Reading, facts["copied"]):
        if db.session.get(VoidedReading, reading.id) is None:
            db.session.add(VoidedReading(reading_id=reading.id, at=who["now"], by_id=who["by"].id, reason=reason))
    db.session.flush()
    for placement in _still(Placement, facts.get("filled", ())):
        db.session.refresh(placement)
        _empty_place(placement, facts["filled"][str(placement.id)], reason, **who)


def _empty_place(placement: Placement, told: dict[str, Any], reason: str, **who: Any) -> None:
    """Take back what the placement got and still has, but for a day before which its counter was read since."""
    facts: dict[str, Any] = {
        name: before for name, (before, after) in told.items() if _plain(getattr(placement, name)) == after
    }
    if "day" in facts:
        facts["day"] = date.fromisoformat(facts["day"])
        if any(each.day < facts["day"] and each.void is None for each in placement.readings):
            del facts["day"]
    move_placement(placement, {"day": placement.day} | facts, reason=reason, **who)


def _still(model: Any, ids: Iterable[str]) -> list[Any]:
    found = (db.session.get(model, uuid.UUID(each)) for each in ids)
    return [each for each in found if each is not None]


def _untie(kept: Article, told: dict[str, Any], reason: str, **who: Any) -> None:
    facts: dict[str, Any] = {}
    for name in ("edition_ids", "law_ids", "joint_team_ids"):
        if got := {uuid.UUID(each) for each in told.get(name, ())}:
            facts[name] = [each for each in _tied(kept, name) if each not in got]
    if told.get("event_id") == str(kept.event_id):
        facts["event_id"] = None
    if "day" in told:
        facts["day"] = datetime.fromisoformat(told["day"]).date()
    change_facts(kept, facts, reason=reason, **who)


def _forget(*items: Article) -> None:
    """Let what was read of the items before be read again."""
    for item in items:
        db.session.expire(item)
