"""What proves an item, on its page."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from flask import render_template, request, url_for

from outreach import clock
from outreach.evidence.rules import PAPER_TYPE, PictureKind
from outreach.media.links.labels import ABOUT, OUTCOMES
from outreach.media.links.models import LinkCheck
from outreach.media.links.queries import last_checks
from outreach.media.links.rules import BROKEN
from outreach.media.models import Article, Placement, Reading
from outreach.media.proofs import queries
from outreach.media.proofs.forms import ProofForm
from outreach.media.proofs.labels import KINDS, PROVES, WANTED
from outreach.media.proofs.models import ArticleProof
from outreach.media.proofs.rules import WITHOUT_LINK, wanted_for
from outreach.media.rules import ArticleKind
from outreach.people.access import may_plan_for
from outreach.web.access import Permission, acting_person, may


def article_panel(article: Article) -> str:
    """Links, screenshots and letters of the item, what is still wanted, and the form that adds one."""
    proofs = queries.proofs_of(article.id)
    may_add = may(Permission.PUBLISH) and may_plan_for(acting_person(), article.team_id, clock.today())
    checks = last_checks(article.placements)
    of_pieces = queries.links_of_pieces(article.id) if article.kind is ArticleKind.POST else {}
    wanted = _wanted(article, proofs, checks, of_pieces)
    form = ProofForm(formdata=None, **_likely(article, wanted))
    form.offer(article)
    return render_template(
        "media/proofs/_panel.html",
        item=article,
        proofs=proofs,
        adders=queries.adders_of(proofs),
        wanted=wanted,
        checks=checks,
        of_pieces=of_pieces,
        outcomes=OUTCOMES,
        about=ABOUT,
        broken=BROKEN,
        taken=_taken(article) if may_add else None,
        may_add=may_add,
        form=form,
        kinds=KINDS,
        proves=PROVES,
        paper=PAPER_TYPE,
    )


def reading_panel(reading: Reading) -> str:
    """Screenshots and letters that show a reading; of our own accounts nobody needs one."""
    placement = reading.placement
    proofs = queries.proofs_of_counter(placement.id, reading.day)
    if placement.channel.is_own and not proofs:
        return ""
    may_add = may(Permission.PUBLISH) and may_plan_for(acting_person(), placement.article.team_id, clock.today())
    add = url_for("proofs.new", article_id=placement.article_id, placement=placement.id) if may_add else None
    return render_template("media/proofs/_of_reading.html", proofs=proofs, add=add, kinds=KINDS, paper=PAPER_TYPE)


def _likely(article: Article, wanted: Sequence[tuple[Placement, Any]]) -> dict[str, Any]:
    """What is proven next is the first channel that lacks something, or the only one there is; paper and screens are
    photographed."""
    first = [placement for placement, _words in wanted] + article.placements[:1]
    is_seen = bool(first) and first[0].channel.medium in WITHOUT_LINK
    return {
        "placement_id": first[0].id if wanted or len(article.placements) == 1 else None,
        "kind": PictureKind.PHOTO if is_seen else PictureKind.SCREENSHOT,
    }


def _wanted(
    article: Article,
    proofs: Sequence[ArticleProof],
    checks: Mapping[uuid.UUID, LinkCheck],
    of_pieces: Mapping[uuid.UUID, int],
) -> list[tuple[Placement, Any]]:
    """For each placement that lacks something, what that is; `of_pieces` are the links of its pieces by channel."""
    filed = {each.placement_id for each in proofs}
    found = []
    for each in article.placements:
        is_lost = each.id in checks and checks[each.id].outcome in BROKEN
        has_link = bool(each.url) or each.channel_id in of_pieces
        has_file = bool(filed & {None, each.id})
        wanted = wanted_for(each.channel.medium, has_link=has_link, is_lost=is_lost, has_file=has_file)
        if wanted is not None:
            found.append((each, WANTED[wanted]))
    return found


def _taken(article: Article) -> ArticleProof | None:
    """The proof that was taken away just now."""
    evidence_id = request.args.get("taken", type=uuid.UUID)
    found = None if evidence_id is None else queries.proof_or_none(evidence_id)
    is_here = found is not None and found.article_id == article.id and found.evidence.removed_at is not None
    return found if is_here else None
