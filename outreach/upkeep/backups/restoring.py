"""Bringing a backup back into an empty place, and holding every row count and every figure against what it was."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import inspect

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.config import Settings
from outreach.db import db, transaction
from outreach.db.revisions import revision_of_database, revisions_in
from outreach.db.snapshot import snapshot
from outreach.errors import Conflict
from outreach.evidence import store
from outreach.upkeep.backups import archive
from outreach.upkeep.backups.keys import KEY_FILE, mark_of, secret_file
from outreach.upkeep.backups.loading import load, migrate
from outreach.upkeep.backups.manifest import Manifest
from outreach.upkeep.backups.taking import EVIDENCE
from outreach.upkeep.standing import counts_of, differences, figures_of_all_years

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Restored:
    """What came back: its manifest, what is not what it was, whether calendar links go on and sealed contacts open."""

    manifest: Manifest
    different: list[tuple[str, Any, Any]]
    figures: int
    has_secret: bool
    opens_sealed: bool


def restore(file: Path, *, now: datetime, tell: Tell = lambda _said: None) -> Restored:
    """Bring the backup back into the database and the folder of the settings, which must be empty.

    Raises Invalid for a file that is no backup, Conflict for one that is damaged, of another kind of database or of a
    newer program, and where something is there already: then nothing was touched.
    """
    with archive.opened(file) as backup:
        tell(_("Reading the backup to its end ..."))
        _check(backup)
        # The database last, which comes at once or not at all: whatever breaks off, nobody works without the evidence.
        has_secret = _bring_secret(backup)
        _bring_evidence(backup, tell)
        tell(_("Bringing the database back ..."))
        load(backup)
        with db.engine.connect() as connection:
            different = differences(backup.manifest.counts, counts_of(connection))
        different += _brought_up_to_date(backup.manifest, tell)
        with transaction():
            record_act("backup.restored", by=Machine(), now=now, file=file.name, made_at=_said(backup.manifest.made_at))
        figures = sum(len(year) for year in (backup.manifest.figures or {}).values())
        return Restored(backup.manifest, different, figures, has_secret, _opens_sealed(backup.manifest))


def check_empty() -> None:
    """Raises Conflict where there is a database, or a table in it."""
    with db.engine.connect() as connection:
        tables = inspect(connection).get_table_names()
    if tables:
        said = _(
            "There is a database already, and nothing was touched. Restore into an empty place: set OUTREACH_DATA_DIR "
            "to a new folder, or OUTREACH_DATABASE_URL to an empty database, or put away what is there (--set-aside)."
        )
        raise Conflict(said, code="not_empty")


def _check(backup: archive.Archive) -> None:
    manifest = backup.manifest
    backup.check_whole()
    if manifest.dialect != db.engine.dialect.name:
        said = _(
            "This is a backup of %(dialect)s, and the settings name %(own)s: set OUTREACH_DATABASE_URL to an empty "
            "database of the same kind.",
            dialect=manifest.dialect,
            own=db.engine.dialect.name,
        )
        raise Conflict(said, code="other_database")
    known, _head = _revisions()
    if manifest.revision not in known:
        said = _("This backup was made by a newer version of the program (%(revision)s).", revision=manifest.revision)
        raise Conflict(said, code="newer_backup")
    check_empty()


def _bring_secret(backup: archive.Archive) -> bool:
    """The key by which calendar links live on; whether it is in place."""
    settings: Settings = current_app.config["SETTINGS"]
    if mark_of(settings.secret_key) == backup.manifest.secret:
        return True
    own = secret_file(settings)
    if own is None or KEY_FILE not in backup.manifest.files:
        return False
    with backup.opened(KEY_FILE) as source, open(os.open(own, os.O_WRONLY | os.O_TRUNC), "wb") as out:
        out.write(source.read())
    return True


def _opens_sealed(manifest: Manifest) -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    return manifest.sealed_by in map(mark_of, settings.data_keys or ("",))


def _bring_evidence(backup: archive.Archive, tell: Tell) -> None:
    names = [name for name in backup.manifest.files if name.startswith(EVIDENCE)]
    for number, name in enumerate(names, 1):
        if number % 500 == 0:
            tell(_("%(done)d of %(total)d files ...", done=number, total=len(names)))
        with backup.opened(name) as source:
            store.keep(name.rpartition("/")[2], source.read())


def _brought_up_to_date(manifest: Manifest, tell: Tell) -> list[tuple[str, Any, Any]]:
    """Migrate, and say which figures are not what they were; none can be said of an older program's backup."""
    head = _revisions()[1]
    if revision_of_database() != head:
        tell(_("Bringing the database up to date ..."))
        migrate(head or "head")
    if manifest.figures is None:
        return []
    tell(_("Comparing every figure ..."))
    with snapshot():
        return differences(manifest.figures, figures_of_all_years())


def _revisions() -> tuple[set[str], str | None]:
    return revisions_in(Path(current_app.extensions["migrate"].directory))


def _said(at: datetime) -> str:
    return clock.wall(at).strftime("%Y-%m-%d %H:%M")
