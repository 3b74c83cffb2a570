"""Adding what proves an item, taking it away and bringing it back."""

from datetime import date, datetime

from outreach import clock
from outreach.db import db
from outreach.errors import NotFound
from outreach.evidence.actions import Kept, add_picture, remove_evidence, restore_evidence
from outreach.evidence.queries import evidence, removed_evidence
from outreach.evidence.rules import PictureKind
from outreach.media.articles.actions import check_may_publish
from outreach.media.models import Article, Placement
from outreach.media.proofs.models import ArticleProof
from outreach.media.proofs.rules import Proves, check_counter_day
from outreach.media.proofs.unproven import unproven_values
from outreach.media.readings.actions import QUESTIONS, record_readings
from outreach.people.models import Person


def add_proof(
    item: Article,
    kept: Kept,
    *,
    placement: Placement | None,
    kind: PictureKind,
    proves: Proves,
    day: date | None,
    name: str,
    caption: str,
    shows_people: bool,
    by: Person,
    now: datetime,
) -> ArticleProof:
    """The file as proof of the item, or of one of its placements; the same one again says what it proves anew.

    A letter is kept out of exports until somebody lets it in. Raises Forbidden for another team's item, and Invalid
    for a counter's proof that names no channel or no possible day.
    """
    check_may_publish(by, item.team_id, now)
    if placement is not None and placement.article_id != item.id:
        raise NotFound(code="no_such_placement", id=placement.id)
    appeared = None if placement is None else placement.day
    check_counter_day(proves, on_channel=placement is not None, day=day, appeared=appeared, today=clock.local_day(now))
    found = add_picture(
        placement or item,
        kept,
        name=name,
        caption=caption,
        shows_people=shows_people or kind is PictureKind.LETTER,
        kind=kind,
        by=by,
        now=now,
    )
    found.kind = kind
    proof = db.session.get(ArticleProof, found.id) or ArticleProof(evidence_id=found.id, article_id=item.id)
    proof.placement_id = None if placement is None else placement.id
    proof.proves, proof.day = proves, day if proves is Proves.COUNTER else None
    db.session.add(proof)
    db.session.flush()
    return proof


def count_proven_readings(proof: ArticleProof, *, note: str, by: Person, now: datetime) -> int:
    """Let the readings count that the proof shows: they are stored once more, with `note`. How many those are.

    Those that had no note stay in sight, as every reading does.
    """
    if proof.placement is None or proof.day is None or proof.placement.channel.is_own:
        return 0
    values = unproven_values(proof.placement.id, proof.day)
    if not values:
        return 0
    return len(
        record_readings(proof.placement, values, day=proof.day, by=by, now=now, proof_note=note, confirmed=QUESTIONS)
    )


def take_away(proof: ArticleProof, *, by: Person, now: datetime) -> ArticleProof:
    """Take the proof from its item; it can be brought back. Raises Forbidden for another team's item."""
    check_may_publish(by, proof.article.team_id, now)
    remove_evidence(evidence(proof.evidence_id), by=by, now=now)
    return proof


def bring_back(proof: ArticleProof, *, by: Person, now: datetime) -> ArticleProof:
    """Undo that the proof was taken away."""
    check_may_publish(by, proof.article.team_id, now)
    restore_evidence(removed_evidence(proof.evidence_id), by=by, now=now)
    return proof
