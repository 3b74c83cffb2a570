"""What the doctor says of the backups: mostly warnings, for no data is damaged by an old one."""

from collections.abc import Iterator

from flask_babel import gettext as _

from outreach import clock
from outreach.db.soundness import Finding
from outreach.upkeep.backups.keeping import standing
from outreach.upkeep.backups.labels import STATES, TONES
from outreach.upkeep.backups.rules import State


def findings() -> Iterator[Finding]:
    """That none can be made, that none was yet, that the last good one is old or the last try failed, and that one disk
    has both.
    """
    backups = standing(clock.now())
    if backups.state is State.UNUSABLE:
        yield Finding("backup_folder", f"{STATES[backups.state]} ({backups.folder})")
    elif backups.state is State.FIRST:
        yield Finding("no_backup", f"{STATES[State.NONE]} {STATES[State.FIRST]}", is_warning=True)
    elif TONES[backups.state] in ("bad", "warn") and backups.state is not State.FAILED:
        yield Finding("old_backup", STATES[backups.state], is_warning=True)
    if backups.failed is not None:
        said = _("The last backup failed: %(reason)s", reason=backups.failed.facts.get("reason"))
        yield Finding("failed_backup", said, is_warning=True)
    if backups.same_disk:
        said = _("The backups lie on the disk of the data (%(folder)s).", folder=backups.folder)
        yield Finding("same_disk", said, is_warning=True)
