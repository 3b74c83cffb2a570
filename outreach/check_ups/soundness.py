"""Whether what is kept of check-ups is what their answers come to, and notes are as they were written."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.check_ups.keeping import results_at, standings_at
from outreach.check_ups.models import CheckAnswer, CheckNote, CheckResult, CheckUp
from outreach.check_ups.rules import Standing
from outreach.db import db
from outreach.db.soundness import Finding
from outreach.logbook.rules import note_hash
from outreach.seals.telling import named

_TOLD = ("key", "point_id", "subject", "weight", "found", "answer_id")


def findings() -> Iterator[Finding]:
    """Each check-up whose results are others, each result that stands to the others otherwise, each changed note."""
    for check_up_id in db.session.scalars(select(CheckUp.id).order_by(CheckUp.id)).all():
        wanted = {tuple(row[name] for name in _TOLD) for row in results_at([check_up_id])}
        kept = db.session.scalars(select(CheckResult).where(CheckResult.check_up_id == check_up_id))
        if wanted != {tuple(getattr(each, name) for name in _TOLD) for each in kept}:
            said = _(
                "The results of the check-up %(id)s are not what its answers come to.",
                id=named(CheckUp.__table__, check_up_id),
            )
            yield Finding("check_results", said)
    yield from _standings()
    yield from _notes()


def _standings() -> Iterator[Finding]:
    for company in db.session.scalars(select(CheckUp.place_id).distinct().order_by(CheckUp.place_id)).all():
        wanted = standings_at([company])
        rows = db.session.scalars(
            select(CheckResult).join(CheckUp, CheckUp.id == CheckResult.check_up_id).where(CheckUp.place_id == company)
        )
        for each in rows:
            kept = Standing(each.before, each.is_mended, each.is_latest)
            if wanted.get((each.check_up_id, each.key)) != kept:
                said = _(
                    "The point %(key)s of the check-up %(id)s is not told by the check-up before.",
                    key=each.point.title,
                    id=named(CheckUp.__table__, each.check_up_id),
                )
                yield Finding("check_standing", said)


def _notes() -> Iterator[Finding]:
    statement = select(CheckAnswer.id, CheckAnswer.note_hash, CheckNote.text).join(CheckNote).order_by(CheckAnswer.id)
    for answer_id, kept, words in db.session.execute(statement, execution_options={"yield_per": 500}):
        if kept != note_hash(answer_id, words):
            answer = named(CheckAnswer.__table__, answer_id)
            said = _("The note of the check-up's answer %(id)s is not what was written.", id=answer)
            yield Finding("changed_check_note", said)
