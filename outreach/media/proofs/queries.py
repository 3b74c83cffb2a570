"""Reading what proves which item, and which items nothing proves."""

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from outreach.db import db
from outreach.errors import NotFound
from outreach.evidence.models import Evidence
from outreach.evidence.rules import PictureKind
from outreach.media.models import Article, Channel, Placement
from outreach.media.proofs.models import ArticleProof
from outreach.media.proofs.rules import Proof
from outreach.media.rules import ArticleKind
from outreach.people.models import Person
from outreach.periods import Period
from outreach.web.paging import Page, paged

#: What a post has, its pieces prove: a push often has no link of its own.
_ITEM = func.coalesce(Article.post_id, Article.id)
_STANDS = and_(Evidence.removed_at.is_(None), Evidence.erased_at.is_(None))
_LINKED = func.coalesce(Placement.url, "") != ""
_AT_ONCE = 500


@dataclass(frozen=True)
class Filters:
    """Which items: None asks for all. Pieces stand with their post, withdrawn ones nowhere."""

    proof: Proof | None = None
    team_id: uuid.UUID | None = None
    channel_id: uuid.UUID | None = None
    period: Period | None = None


@dataclass
class Shown:
    """What of one item there is: links, files by kind, and the channels of which nothing proves it."""

    links: int = 0
    pictures: int = 0
    letters: int = 0
    gaps: Sequence[Channel] = ()

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing at all."""
        return not (self.links or self.pictures or self.letters)


def proofs_of(article_id: uuid.UUID) -> Sequence[ArticleProof]:
    """The proofs of an item that were not taken away, oldest first."""
    statement = select(ArticleProof).join(ArticleProof.evidence).where(ArticleProof.article_id == article_id, _STANDS)
    return db.session.scalars(statement.order_by(Evidence.added_at, Evidence.id).limit(200)).unique().all()


def proof(evidence_id: uuid.UUID) -> ArticleProof:
    """What a piece of evidence proves, also one that was taken away; raises NotFound."""
    found = proof_or_none(evidence_id)
    if found is None:
        raise NotFound(code="no_such_proof", id=evidence_id)
    return found


def proof_or_none(evidence_id: uuid.UUID) -> ArticleProof | None:
    """What a piece of evidence proves, also one that was taken away."""
    return db.session.get(ArticleProof, evidence_id)


def adders_of(proofs: Collection[ArticleProof]) -> dict[uuid.UUID, str]:
    """The names of those who added the proofs, by their ids."""
    ids = {each.evidence.added_by_id for each in proofs}
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))) if ids else ()
    return {row.id: row.name for row in rows}


def page_of_items(filters: Filters, number: int) -> Page[Article]:
    """A page of the items, the latest first, placements loaded."""
    statement = _matching(filters).order_by(Article.day.desc(), Article.id.desc())
    return paged(db.session(), statement.options(selectinload(Article.placements)), number)


def items_in(filters: Filters) -> Iterator[Sequence[Article]]:
    """All items in parts, the latest first, so that a file of them never lies in memory at once."""
    statement = _matching(filters).order_by(Article.day.desc(), Article.id.desc()).limit(_AT_ONCE)
    statement = statement.options(selectinload(Article.placements))
    last: Article | None = None
    while True:
        before = (
            () if last is None else (or_(Article.day < last.day, and_(Article.day == last.day, Article.id < last.id)),)
        )
        part = db.session.scalars(statement.where(*before)).unique().all()
        if not part:
            return
        yield part
        last = part[-1]


def counts(filters: Filters) -> dict[Proof | None, int]:
    """How many items there are in all (None), and how many with each proof; the filter's own proof is left aside."""
    sums = {each: func.sum(case((_has(each), 1), else_=0)) for each in Proof if each is not Proof.GAP}
    matching = _matching(replace(filters, proof=None)).with_only_columns(func.count(), *sums.values())
    row = db.session.execute(matching).one()
    return {None: row[0]} | {each: int(count or 0) for each, count in zip(sums, row[1:], strict=True)}


def without_proof(period: Period | None, *, team_id: uuid.UUID | None = None) -> int:
    """How many items of the local days of `period` have neither link nor screenshot nor letter: for checks."""
    bare = _matching(Filters(Proof.NONE, team_id=team_id, period=period))
    return db.session.scalar(bare.with_only_columns(func.count())) or 0


def shown_of(items: Collection[Article]) -> dict[uuid.UUID, Shown]:
    """What there is of each item."""
    ids = [item.id for item in items]
    of_items = or_(Article.id.in_(ids), Article.post_id.in_(ids))
    stands = db.session.execute(select(_ITEM, Placement).join(Placement.article).where(of_items)).unique().all()
    files = db.session.execute(
        select(_ITEM, ArticleProof).join(ArticleProof.article).join(ArticleProof.evidence).where(of_items, _STANDS)
    ).unique()
    proofs: dict[uuid.UUID, list[ArticleProof]] = {}
    for item_id, each in files:
        proofs.setdefault(item_id, []).append(each)
    shown: dict[uuid.UUID, list[Placement]] = {item_id: [] for item_id in ids}
    for item_id, placement in stands:
        shown[item_id].append(placement)
    return {item_id: _shown(placements, proofs.get(item_id, [])) for item_id, placements in shown.items()}


def _shown(placements: Sequence[Placement], proofs: Sequence[ArticleProof]) -> Shown:
    letters = sum(each.evidence.kind is PictureKind.LETTER for each in proofs)
    proven = {each.channel_id for each in placements if each.url}
    proven |= {each.placement.channel_id for each in proofs if each.placement is not None}
    as_a_whole = any(each.placement_id is None for each in proofs)
    gaps: Mapping[uuid.UUID, Channel] = {each.channel_id: each.channel for each in placements}
    return Shown(
        links=sum(bool(each.url) for each in placements),
        pictures=len(proofs) - letters,
        letters=letters,
        gaps=() if as_a_whole else [channel for key, channel in gaps.items() if key not in proven],
    )


def _matching(filters: Filters) -> Select[Any]:
    statement = select(Article).where(Article.kind != ArticleKind.PIECE, Article.withdrawn_at.is_(None))
    if filters.team_id is not None:
        statement = statement.where(Article.team_id == filters.team_id)
    if filters.period is not None:
        statement = statement.where(Article.day.between(filters.period.first, filters.period.last))
    if filters.channel_id is not None:
        on_channel = exists().where(Placement.article_id == Article.id, Placement.channel_id == filters.channel_id)
        statement = statement.where(on_channel)
    return statement if filters.proof is None else statement.where(_has(filters.proof))


def _has(proof: Proof) -> ColumnElement[bool]:
    """The condition on an item."""
    linked, pictured, lettered = (Article.id.in_(each) for each in (_linked(), _filed(False), _filed(True)))
    conditions: dict[Proof, ColumnElement[bool]] = {
        Proof.NONE: and_(~linked, ~pictured, ~lettered),
        Proof.LINK_ONLY: and_(linked, ~pictured, ~lettered),
        Proof.LINK: linked,
        Proof.PICTURE: pictured,
        Proof.LETTER: lettered,
    }
    return _has_gap() if proof is Proof.GAP else conditions[proof]


def _linked() -> Select[Any]:
    of = aliased(Article)
    return select(func.coalesce(of.post_id, of.id)).join(Placement, Placement.article_id == of.id).where(_LINKED)


def _filed(letters: bool) -> Select[Any]:
    of = aliased(Article)
    kind = Evidence.kind == PictureKind.LETTER if letters else Evidence.kind != PictureKind.LETTER
    return (
        select(func.coalesce(of.post_id, of.id))
        .join(ArticleProof, ArticleProof.article_id == of.id)
        .join(ArticleProof.evidence)
        .where(_STANDS, kind)
    )


def _has_gap() -> ColumnElement[bool]:
    """On one of its channels the item stands without link and file, and none proves it as a whole."""
    of, other = aliased(Article), aliased(Placement)
    file = exists().where(ArticleProof.placement_id == other.id, ArticleProof.evidence_id == Evidence.id, _STANDS)
    of_item = or_(of.id == Article.id, of.post_id == Article.id)
    proven = exists().where(
        other.article_id == of.id,
        of_item,
        other.channel_id == Placement.channel_id,
        or_(func.coalesce(other.url, "") != "", file),
    )
    whole = exists().where(
        ArticleProof.article_id == Article.id,
        ArticleProof.placement_id.is_(None),
        ArticleProof.evidence_id == Evidence.id,
        _STANDS,
    )
    bare = exists().where(Placement.article_id == Article.id, ~proven.correlate(Article, Placement))
    return and_(~whole.correlate(Article), bare.correlate(Article))
