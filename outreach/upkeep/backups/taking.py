"""Taking a backup: database, evidence and secret key into one file, which is then read once to its end."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import Connection, select, text

from outreach.config import Settings
from outreach.db import db, in_parts
from outreach.db.revisions import revision_of_database, revisions_in
from outreach.db.snapshot import snapshot
from outreach.errors import Conflict
from outreach.evidence import store
from outreach.evidence.models import StoredFile
from outreach.evidence.rules import content_hash
from outreach.upkeep.backups import archive, dumping, naming
from outreach.upkeep.backups.keys import KEY_FILE, mark_of, secret_file
from outreach.upkeep.backups.manifest import Kind, Manifest
from outreach.upkeep.backups.places import check_room
from outreach.upkeep.standing import counts_of, figures_of_all_years, tables_of

EVIDENCE = "evidence/"
Tell = Callable[[str], None]


@dataclass(frozen=True)
class Taken:
    """A backup that was made and found whole."""

    file: Path
    size: int
    manifest: Manifest


def take_backup(
    folder: Path,
    *,
    now: datetime,
    kind: Kind = Kind.WHOLE,
    by_hand: bool = False,
    tell: Tell = lambda _said: None,
) -> Taken:
    """Make a backup in `folder`, which is made where it is missing; others go on writing meanwhile.

    It has its name only once it is whole. Raises Conflict where there is nothing to back up, and where the copy or a
    file of it is not sound; OSError where the folder does not take it. Not to be called inside a transaction.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if (revision := revision_of_database()) is None:
        raise Conflict(_("There is no database yet, so there is nothing to back up."), code="nothing_there")
    check_room(folder, _bytes_needed(kind))
    with _draft(folder) as draft:
        with draft.open("w+b") as target, archive.writing(target) as writer:
            writer.copy(archive.README, BytesIO(naming.README.encode()))
            manifest, evidence = _write_database(writer, folder, kind=kind, revision=revision, now=now, tell=tell)
            if kind is Kind.WHOLE:
                _write_evidence(writer, manifest, evidence, tell)
            writer.close(manifest)
            target.flush()
            os.fsync(target.fileno())
        tell(_("Reading the backup to its end ..."))
        _check(draft)
        file = naming.free_name(folder, kind, now, by_hand=by_hand)
        draft.replace(file)
    naming.sync(folder)
    return Taken(file, file.stat().st_size, manifest)


def _write_database(
    writer: archive.Writer, folder: Path, *, kind: Kind, revision: str, now: datetime, tell: Tell
) -> tuple[Manifest, list[str]]:
    """What one instant shows: the rows, their counts and figures, and the files that they name."""
    settings: Settings = current_app.config["SETTINGS"]
    is_current = revision == revisions_in(Path(current_app.extensions["migrate"].directory))[1]
    with snapshot() as session:
        connection = session.connection()
        tell(_("Copying the database ..."))
        counts = counts_of(connection)
        manifest = Manifest(
            made_at=now,
            kind=kind,
            dialect=connection.dialect.name,
            revision=revision,
            bureau=_bureau(connection),
            secret=mark_of(settings.secret_key),
            sealed_by=mark_of("".join(settings.data_keys[:1])),
            counts=counts,
            figures=figures_of_all_years() if is_current else None,
        )
        dumping.dump(connection, writer, folder=folder)
        names = text(f"SELECT sha256 FROM {StoredFile.__tablename__}")  # noqa: S608  # a table of ours
        evidence = list(session.scalars(names)) if StoredFile.__tablename__ in counts else []
    if file := secret_file(settings):
        writer.copy(KEY_FILE, BytesIO(file.read_bytes()))
    return manifest, sorted(evidence)


def _bytes_needed(kind: Kind) -> int:
    """A copy of the database beside what becomes of it, and the files."""
    size = "pg_database_size(current_database())"
    if db.engine.dialect.name == "sqlite":
        size = "(SELECT page_count * page_size * 2 FROM pragma_page_count, pragma_page_size)"
    with db.engine.connect() as connection:
        needed = int(connection.scalar(text(f"SELECT {size}")) or 0)
        if kind is Kind.WHOLE and StoredFile.__tablename__ in tables_of(connection):
            needed += int(connection.scalar(text(f"SELECT sum(size) FROM {StoredFile.__tablename__}")) or 0)  # noqa: S608
    return needed


def _bureau(connection: Connection) -> str:
    if "bureau" not in tables_of(connection):
        return ""
    return str(connection.scalar(text("SELECT name FROM bureau")) or "")


def _write_evidence(writer: archive.Writer, manifest: Manifest, names: list[str], tell: Tell) -> None:
    """The files that the rows name. One that is damaged or gone is told and keeps no backup from being made."""
    for number, sha256 in enumerate(names, 1):
        if number % 500 == 0:
            tell(_("%(done)d of %(total)d files ...", done=number, total=len(names)))
        content = store.content(sha256)
        if content is None:
            manifest.faults[sha256] = "missing"
            continue
        if content_hash(content) != sha256:
            manifest.faults[sha256] = "damaged"
        writer.copy(f"{EVIDENCE}{sha256[:2]}/{sha256}", BytesIO(content), packed=False)
    _leave_out_what_was_erased(manifest)


def _leave_out_what_was_erased(manifest: Manifest) -> None:
    """A file whose time was over while others were copied is not missing: no row names it any more."""
    for part in in_parts(list(manifest.faults)):
        named = set(db.session.scalars(select(StoredFile.sha256).where(StoredFile.sha256.in_(part))))
        for sha256 in set(part) - named:
            del manifest.faults[sha256]
    db.session.rollback()


def _check(draft: Path) -> None:
    with archive.opened(draft) as made:
        if damaged := made.damaged():
            said = _("The disk gave back something else than was written (%(file)s): use another one.", file=damaged[0])
            raise Conflict(said, code="damaged_backup")


@contextmanager
def _draft(folder: Path) -> Iterator[Path]:
    draft = folder / f".{secrets.token_hex(6)}.part"
    os.close(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)
