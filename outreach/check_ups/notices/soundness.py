"""Whether the paper of each reviewed notice is kept, and is what was reviewed."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.check_ups.notices import copies
from outreach.check_ups.notices.models import Notice, NoticeCopy
from outreach.db import db
from outreach.db.soundness import Finding
from outreach.seals.telling import named

_BIT_BY_BIT = {"yield_per": 200}


def findings() -> Iterator[Finding]:
    """Each kept paper that is not what its hash says, and each reviewed notice whose paper is not there."""
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
