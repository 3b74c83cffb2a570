"""The words of the backups' pages."""

from flask_babel import lazy_gettext as _

from outreach.upkeep.backups.manifest import Kind
from outreach.upkeep.backups.rules import State

STATES = {
    State.GOOD: _("The last good backup is fresh."),
    State.OLD: _("The last good backup is too old."),
    State.NONE: _("There is no backup yet."),
    State.FIRST: _("The first backup is made when its time comes."),
    State.OFF: _("No backup is made by itself (OUTREACH_BACKUP_AT is off)."),
    State.PRACTICE: _("This is for practice: nothing here needs a backup."),
}
#: How loud each is said.
TONES = {State.GOOD: "good", State.OLD: "bad", State.NONE: "bad", State.FIRST: "info", State.OFF: "warn"}
TONES[State.PRACTICE] = "info"
KINDS = {Kind.WHOLE: _("Everything"), Kind.DATABASE: _("Database, before a migration")}
