"""The settings as far as they can be wrong while the program starts: folders, who may read them, room on the disk."""

import os
import shutil
import stat
from collections.abc import Iterator
from pathlib import Path

from flask import current_app
from flask_babel import gettext as _

from outreach.config import Settings
from outreach.db.engine import sqlite_file
from outreach.db.soundness import Finding

#: Below this much free room a day with pictures may fill the disk.
LEAST_FREE_BYTES = 500_000_000


def findings() -> Iterator[Finding]:
    """What is wrong with the data folder and with the files that are for this account only."""
    settings: Settings = current_app.config["SETTINGS"]
    if not os.access(settings.data_dir, os.W_OK | os.X_OK):
        said = _("The data folder %(folder)s can't be written to by this account.", folder=settings.data_dir)
        yield Finding("folder_not_writable", said)
    for file in _private_files(settings):
        if os.name == "posix" and file.exists() and stat.S_IMODE(file.stat().st_mode) & 0o077:
            said = _("Other accounts of this machine may read %(file)s: run chmod 600 on it.", file=file)
            yield Finding("readable_by_others", said)
    free = shutil.disk_usage(settings.data_dir).free
    if free < LEAST_FREE_BYTES:
        said = _("The disk of the data folder has only %(free)d MB left.", free=free // 1_000_000)
        yield Finding("disk_nearly_full", said, is_warning=True)


def _private_files(settings: Settings) -> Iterator[Path]:
    yield from (settings.data_dir / name for name in ("secret-key", "data-key"))
    if database := sqlite_file(settings.database_url):
        yield database
