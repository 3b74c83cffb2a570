"""Whether the paper of each reviewed notice is kept, is what was reviewed, and says what the notice says."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import and_, select

from outreach.check_ups.notices import copies
from outreach.check_ups.notices.kept_words import says_the_same
from outreach.check_ups.notices.models import Notice, NoticeCopy
from outreach.check_ups.notices.rules import State
from outreach.db import db
from outreach.db.soundness import Finding
from outreach.seals.telling import named

_BIT_BY_BIT = {"yield_per": 200}


def findings() -> Iterator[Finding]:
    """Kept papers that are not what their hash says; reviewed notices whose paper is not there or differs."""
    kept = select(NoticeCopy.notice_id, NoticeCopy.paper, NoticeCopy.sha256).order_by(NoticeCopy.id)
    for notice_id, paper, sha256 in db.session.execute(kept, execution_options=_BIT_BY_BIT):
        if copies.sha256_of(paper) != sha256:
            said = _(
                "The kept paper of the risk notice %(id)s is not what was reviewed.",
                id=named(Notice.__table__, notice_id),
            )
            yield Finding("changed_notice_copy", said)
    there = select(NoticeCopy.id).where(NoticeCopy.notice_id == Notice.id, NoticeCopy.sha256 == Notice.paper_sha256)
    missing = select(Notice.id).where(Notice.paper_sha256.is_not(None), ~there.exists()).order_by(Notice.id)
    for notice_id in db.session.scalars(missing, execution_options=_BIT_BY_BIT):
        said = _("The kept paper of the reviewed risk notice %(id)s is missing.", id=named(Notice.__table__, notice_id))
        yield Finding("missing_notice_copy", said)
    yield from _other_words()


def _other_words() -> Iterator[Finding]:
    """Reviewed notices of which a word, a risk or the number is another than on paper, or that name no paper."""
    same = (NoticeCopy.notice_id == Notice.id, NoticeCopy.at == Notice.reviewed_at)
    reviewed = select(Notice, NoticeCopy).join(NoticeCopy, and_(*same))
    reviewed = reviewed.where(Notice.state.in_((State.REVIEWED, State.HANDED_OVER))).order_by(Notice.id)
    for notice, copy in db.session.execute(reviewed).unique():
        if notice.paper_sha256 != copy.sha256 or not says_the_same(notice, copy.paper):
            said = _(
                "The risk notice %(id)s (%(company)s, %(number)s) says something else than its reviewed paper.",
                id=notice.id,
                company=notice.check_up.place.name,
                number=notice.number or "—",
            )
            yield Finding("changed_notice", said)
