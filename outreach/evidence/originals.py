"""Files kept exactly as they came, as proof of what was read from them."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import IO

from flask_babel import lazy_gettext as _
from sqlalchemy import delete

from outreach import clock
from outreach.db import db, dialect_insert, transaction
from outreach.errors import Invalid
from outreach.evidence import store
from outreach.evidence.models import StoredFile
from outreach.evidence.rules import LARGEST_BYTES, content_hash
from outreach.files import files

#: What a browser is told of it: nothing that it would open by itself.
MEDIA_TYPE = "application/octet-stream"


def keep_sent(stream: IO[bytes]) -> str:
    """Have a file that was sent on the disk, for an act to name; gives its SHA-256. Invalid for an empty or large one.

    For forms, which are checked before their transaction begins.
    """
    content = stream.read(LARGEST_BYTES + 1)
    if not content:
        raise Invalid(_("This file is empty."), code="empty")
    if len(content) > LARGEST_BYTES:
        raise Invalid(_("This file is larger than 15 MB."), code="too_large")
    sha256 = content_hash(content)
    store.keep(sha256, content)
    return sha256


@contextmanager
def kept_beside(content: bytes) -> Iterator[str]:
    """Have `content` on the disk while the block names it in a transaction of its own; gives its SHA-256.

    Where no row names it afterwards, the file is gone again. Not to be used inside a transaction.
    """
    sha256 = content_hash(content)
    store.keep(sha256, content)
    try:
        yield sha256
    finally:
        drop_unnamed(sha256)


def name_original(content: bytes, *, now: datetime) -> str:
    """A row for the file, for rows of other tables to name; gives its SHA-256. The file is on the disk then."""
    sha256 = content_hash(content)
    files()  # a new bureau begins its place while no row names a file
    _claim(sha256, len(content), now)
    store.keep(sha256, content)  # who failed with the same file may have dropped it a moment ago
    return sha256


def original(sha256: str) -> bytes | None:
    """The bytes as they came; None where they are gone."""
    return store.content(sha256)


def drop_unnamed(sha256: str) -> None:
    """Delete the file unless a row names it; whoever is about to name it is waited for."""
    db.session.rollback()
    if db.session.get(StoredFile, sha256) is not None:
        return
    with transaction() as session:
        if _claim(sha256, 1, clock.now()):
            store.drop(sha256)
            session.execute(delete(StoredFile).where(StoredFile.sha256 == sha256))


def _claim(sha256: str, size: int, now: datetime) -> bool:
    """Whether this transaction is the one that names the file."""
    row = {"sha256": sha256, "media_type": MEDIA_TYPE, "size": size, "stored_at": now}
    statement = dialect_insert(StoredFile).values(**row).on_conflict_do_nothing().returning(StoredFile.sha256)
    return db.session.scalar(statement) is not None
