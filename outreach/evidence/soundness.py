"""Whether every file that a row names lies in the store, whole and unchanged, and shows something that is there."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.db import Base, db
from outreach.db.soundness import Finding
from outreach.evidence.models import Evidence
from outreach.evidence.queries import files_kept
from outreach.evidence.store import Fault, fault_of


def findings() -> Iterator[Finding]:
    """Files that are missing, cut short or changed; sheets that were erased when their time was over are neither."""
    for sha256 in files_kept():
        fault = fault_of(sha256)
        if fault is Fault.MISSING:
            yield Finding("missing_file", _("The file %(file)s is missing in the evidence store.", file=sha256))
        elif fault is Fault.DAMAGED:
            yield Finding("changed_file", _("The file %(file)s of the evidence store is damaged.", file=sha256))
    yield from _of_nothing()


def _of_nothing() -> Iterator[Finding]:
    """Each piece of evidence whose event, article or answer is not there."""
    kinds = db.session.scalars(select(Evidence.subject_type).distinct().order_by(Evidence.subject_type)).all()
    for kind in kinds:
        shown = select(Evidence).where(Evidence.subject_type == kind, Evidence.removed_at.is_(None))
        table = Base.metadata.tables.get(kind)
        if table is not None and "id" in table.c:
            shown = shown.where(~select(table.c.id).where(table.c.id == Evidence.subject_id).exists())
        for item in db.session.scalars(shown.order_by(Evidence.id)):
            said = _(
                "The evidence “%(name)s” (%(id)s, file %(file)s) belongs to %(table)s %(subject)s, which is not there.",
                name=item.name,
                id=item.id,
                file=item.sha256,
                table=kind,
                subject=item.subject_id,
            )
            yield Finding("evidence_of_nothing", said)
