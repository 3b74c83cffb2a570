"""The words of the backups' pages."""

from flask_babel import lazy_gettext as _

from outreach.upkeep.backups.manifest import Kind
from outreach.upkeep.backups.rules import State

STATES = {
    State.GOOD: _("The last good backup is fresh."),
    State.OLD: _("The last good backup is too old."),
    State.NONE: _("There is no backup yet."),
    State.FIRST: _("The first backup is made when its time comes."),
    State.FAILED: _("The last backup failed."),
    State.UNUSABLE: _("The folder of the backups can't be written to."),
    State.OFF: _("No backup is made by itself (OUTREACH_BACKUP_AT is off)."),
    State.PRACTICE: _("This is for practice: nothing here needs a backup."),
}
#: How loud each is said.
TONES = {State.GOOD: "good", State.OLD: "bad", State.NONE: "bad", State.FIRST: "info", State.OFF: "warn"}
TONES |= {State.FAILED: "bad", State.UNUSABLE: "bad", State.PRACTICE: "info"}
KEY_NOTE = _("The key of what is sealed, the file data-key, lies in no backup: keep a copy of it in another place.")
KINDS = {Kind.WHOLE: _("Everything"), Kind.DATABASE: _("Database, before a migration")}
