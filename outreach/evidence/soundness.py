"""Whether every file that a row names lies in the store, whole and unchanged."""

from collections.abc import Iterator

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.db import db
from outreach.db.soundness import Finding
from outreach.evidence import store
from outreach.evidence.models import StoredFile
from outreach.evidence.rules import content_hash


def findings() -> Iterator[Finding]:
    """Files that are missing, cut short or changed."""
    for sha256, size in db.session.execute(select(StoredFile.sha256, StoredFile.size).order_by(StoredFile.sha256)):
        file = store.path_of(sha256)
        if not file.exists():
            yield Finding("missing_file", _("The file %(file)s is missing in the evidence store.", file=sha256))
            continue
        content = file.read_bytes()
        if len(content) != size or content_hash(content) != sha256:
            yield Finding("changed_file", _("The file %(file)s of the evidence store is damaged.", file=sha256))
