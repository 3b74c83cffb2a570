"""What the doctor says of the backups: warnings, for no data is damaged by an old one."""

from collections.abc import Iterator

from flask_babel import gettext as _

from outreach import clock
from outreach.db.soundness import Finding
from outreach.upkeep.backups.keeping import standing
from outreach.upkeep.backups.labels import STATES, TONES


def findings() -> Iterator[Finding]:
    """That the last good one is old, that the last try failed, and that they lie on the disk of the data."""
    backups = standing(clock.now())
    if TONES[backups.state] in ("bad", "warn"):
        yield Finding("old_backup", STATES[backups.state], is_warning=True)
    if backups.failed is not None:
        said = _("The last backup failed: %(reason)s", reason=backups.failed.facts.get("reason"))
        yield Finding("failed_backup", said, is_warning=True)
    if backups.same_disk:
        said = _("The backups lie on the disk of the data (%(folder)s).", folder=backups.folder)
        yield Finding("same_disk", said, is_warning=True)
