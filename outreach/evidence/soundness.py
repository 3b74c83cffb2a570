"""Whether every file that a row names lies in the store, whole and unchanged, and shows something that is there."""

from collections.abc import Iterator
from itertools import chain, islice

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.db import Base, db
from outreach.db.soundness import Finding
from outreach.evidence.labels import KINDS
from outreach.evidence.models import Evidence, StoredFile
from outreach.evidence.queries import files_kept
from outreach.evidence.store import Fault, fault_of
from outreach.seals.plain import plain
from outreach.seals.telling import told

#: So many of the rows that name a file are told.
_MOST = 3


def findings() -> Iterator[Finding]:
    """Files that are missing, cut short or changed; sheets that were erased when their time was over are neither."""
    for sha256 in files_kept():
        fault = fault_of(sha256)
        if fault is Fault.MISSING:
            said = _("The file %(file)s is missing in the evidence store: %(of)s", file=sha256, of=_named_by(sha256))
            yield Finding("missing_file", said)
        elif fault is Fault.DAMAGED:
            said = _("The file %(file)s of the evidence store is damaged: %(of)s", file=sha256, of=_named_by(sha256))
            yield Finding("changed_file", said)
    yield from _of_nothing()


def _named_by(sha256: str) -> str:
    """What the file is: the first few rows that name it, in words."""
    return "; ".join(islice(chain(_shown(sha256), _kept_by(sha256)), _MOST)) or _("no record names it")


def _shown(sha256: str) -> Iterator[str]:
    for item in db.session.scalars(select(Evidence).where(Evidence.sha256 == sha256).order_by(Evidence.id)):
        table = Base.metadata.tables.get(item.subject_type)
        subject = item.subject_type if table is None else told(table, [item.subject_id.hex])
        yield _("%(kind)s “%(name)s” of %(subject)s", kind=KINDS[item.kind], name=item.name, subject=subject)


def _kept_by(sha256: str) -> Iterator[str]:
    """Whatever else was read from the file, or made of it."""
    for table in Base.metadata.sorted_tables:
        if "sha256" in table.c and table.name not in (StoredFile.__tablename__, Evidence.__tablename__):
            keys = list(table.primary_key.columns)
            rows = select(*map(plain, keys)).where(table.c.sha256 == sha256).order_by(*keys).limit(_MOST)
            yield from (told(table, key) for key in db.session.execute(rows).all())


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
