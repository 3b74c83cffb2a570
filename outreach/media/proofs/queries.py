"""Reading what proves which item, and which items nothing proves."""

import uuid
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Select, and_, exists, func, or_, select, union, union_all
from sqlalchemy.orm import selectinload

from outreach.db import db
from outreach.db.another import another
from outreach.errors import NotFound
from outreach.evidence.models import Evidence
from outreach.evidence.rules import PictureKind
from outreach.media.links.queries import last_checks
from outreach.media.links.rules import BROKEN
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
_LINKED = Placement.url != ""
#: by whether there is a link, another file and a letter
_HOLDS: dict[Proof, Callable[[bool, bool, bool], bool]] = {
    Proof.NONE: lambda link, file, letter: not (link or file or letter),
    Proof.LINK_ONLY: lambda link, file, letter: link and not (file or letter),
    Proof.LINK: lambda link, file, letter: link,
    Proof.PICTURE: lambda link, file, letter: file,
    Proof.LETTER: lambda link, file, letter: letter,
}
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
    """What of one item there is: links and files by kind, how many links were found broken, and on which channels
    nothing proves it."""

    links: int = 0
    lost: int = 0
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


def proofs_of_counter(placement_id: uuid.UUID, day: date) -> Sequence[ArticleProof]:
    """What shows the counters of a placement at the close of `day`, oldest first."""
    statement = select(ArticleProof).join(ArticleProof.evidence)
    statement = statement.where(ArticleProof.placement_id == placement_id, ArticleProof.day == day, _STANDS)
    return db.session.scalars(statement.order_by(Evidence.added_at, Evidence.id).limit(50)).unique().all()


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
    """How many items there are in all (None), and how many with each proof but GAP; the filter's own is left aside."""
    flags = (Article.id.in_(_linked()), Article.id.in_(_filed(letters=False)), Article.id.in_(_filed(letters=True)))
    matching = _matching(replace(filters, proof=None)).with_only_columns(*flags).subquery()
    rows = db.session.execute(select(*matching.c, func.count()).group_by(*matching.c)).all()
    found: dict[Proof | None, int] = {None: sum(row[3] for row in rows)}
    for each, holds in _HOLDS.items():
        found[each] = sum(row[3] for row in rows if holds(*row[:3]))
    return found


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
    checks = last_checks([placement for _item_id, placement in stands])
    lost = {placement_id for placement_id, check in checks.items() if check.outcome in BROKEN}
    return {item_id: _shown(placements, proofs.get(item_id, []), lost) for item_id, placements in shown.items()}


def links_of_pieces(post_id: uuid.UUID) -> dict[uuid.UUID, int]:
    """How many links the pieces of a post have on which channel: they prove the post there."""
    statement = select(Placement.channel_id, func.count().label("links")).join(Placement.article)
    statement = statement.where(Article.post_id == post_id, _LINKED).group_by(Placement.channel_id)
    return {row.channel_id: row.links for row in db.session.execute(statement)}


def _shown(placements: Sequence[Placement], proofs: Sequence[ArticleProof], lost: Collection[uuid.UUID]) -> Shown:
    letters = sum(each.evidence.kind is PictureKind.LETTER for each in proofs)
    proven = {each.channel_id for each in placements if each.url}
    proven |= {each.placement.channel_id for each in proofs if each.placement is not None}
    as_a_whole = any(each.placement_id is None for each in proofs)
    gaps: Mapping[uuid.UUID, Channel] = {each.channel_id: each.channel for each in placements}
    return Shown(
        links=sum(bool(each.url) for each in placements),
        lost=sum(each.id in lost for each in placements),
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


def _linked() -> CompoundSelect[Any]:
    """The items with a link; one pass over the placements, and one over those of pieces."""
    of = another(Article, "item_or_piece")
    own = select(Placement.article_id).where(_LINKED)
    pieces = select(of.post_id).join(Placement, Placement.article_id == of.id).where(of.post_id.is_not(None), _LINKED)
    return union_all(own, pieces)


def _filed(letters: bool) -> Select[Any]:
    """The items with a letter, or with any other file."""
    of = another(Article, "item_or_piece")
    kind = Evidence.kind == PictureKind.LETTER if letters else Evidence.kind != PictureKind.LETTER
    return (
        select(func.coalesce(of.post_id, of.id))
        .join(ArticleProof, ArticleProof.article_id == of.id)
        .join(ArticleProof.evidence)
        .where(_STANDS, kind)
    )


def _has_gap() -> ColumnElement[bool]:
    """On one of its channels the item stands without link and file, and none proves it as a whole."""
    of = another(Article, "item_or_piece")
    filed = select(ArticleProof.placement_id).join(ArticleProof.evidence).where(_STANDS)
    proves = or_(_LINKED, Placement.id.in_(filed))
    whole = select(ArticleProof.article_id).join(ArticleProof.evidence)
    whole = whole.where(_STANDS, ArticleProof.placement_id.is_(None))
    own = select(Placement.article_id.label("item_id"), Placement.channel_id).where(proves)
    of_pieces = select(of.post_id, Placement.channel_id).join(Placement, Placement.article_id == of.id)
    # Joined, not asked for each row, and plain columns: SQLite makes an index for what it joins by these.
    proven = union(own, of_pieces.where(of.post_id.is_not(None), proves)).subquery()
    on = and_(proven.c.item_id == Placement.article_id, proven.c.channel_id == Placement.channel_id)
    bare = select(Placement.article_id).outerjoin(proven, on).where(proven.c.item_id.is_(None))
    return and_(Article.id.in_(bare), Article.id.not_in(whole))
