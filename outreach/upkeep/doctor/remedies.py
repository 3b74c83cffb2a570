"""What to do with what the doctor found, once for each kind; the steps stand in docs/deployment.md, section 9.

What is missing here says its own cure: settings, keys, an older database.
"""

from collections.abc import Collection
from typing import Any

from flask_babel import lazy_gettext as _

#: What only somebody does who goes past the program.
_RECORDS = frozenset(
    {"broken_rule", "lost_rows", "broken_reversal", "net_below_zero", "changed_note", "lost_note", "changed_check_note"}
    | {"changed_line", "lost_line", "added_line", "broken_day", "changed_row", "lost_row", "added_row"}
    | {"broken_stretch", "broken_seal", "other_seal", "broken_sum", "lost_closing", "evidence_of_nothing"}
    | {"changed_notice", "changed_notice_copy", "missing_notice_copy"}
)
_REMEDIES: list[tuple[frozenset[str], Any]] = [
    (
        frozenset({"damaged_database"}),
        _(
            "The database can't be read whole: most often that is the disk, or a power cut. Stop the program, "
            "keep a copy of the data folder, see to the disk, and restore the newest whole backup into an empty "
            "place; what was logged after it has to be logged again."
        ),
    ),
    (
        frozenset({"unreachable"}),
        _(
            "See whether the database server runs, and whether OUTREACH_DATABASE_URL names it. A SQLite file that "
            "can't be opened is damaged: restore the newest whole backup into an empty place."
        ),
    ),
    (
        frozenset({"newer_database"}),
        _("Start the newer version again, or restore the backup that was made before the upgrade."),
    ),
    (
        frozenset({"missing_part", "missing_trigger", "changed_trigger"}),
        _(
            "A table, rule or trigger is missing or another one: since then the database no longer refuses what "
            "nobody may do past the program. Restore the newest backup from before into an empty place, see that "
            "doctor finds all sound there, go on with it, and log again what came since."
        ),
    ),
    (
        _RECORDS,
        _(
            "Records were changed past the program, which never does that itself. Change nothing back: stop the "
            "program, keep a copy of the whole data folder and of what doctor says, restore a backup from before "
            "into another empty folder, compare what is named above, and tell who answers for the office, who finds "
            "out who can get at this server and its database."
        ),
    ),
    (
        frozenset({"missing_file", "changed_file"}),
        _(
            "Files of the evidence are missing or damaged: take each from a backup (in the zip under evidence/, "
            "in the folder of the first two characters of its name), put it back in the same place, and run "
            "doctor again. No figure is touched by it."
        ),
    ),
    (
        frozenset({"broken_figure", "check_results", "check_standing", "unreadable"}),
        _(
            "What the program works out does not agree with what was logged, or could not be looked at to the "
            "end. Keep the output of doctor --json and hand it to those who gave you the program; what was logged "
            "is there."
        ),
    ),
]


def codes_with_a_remedy() -> frozenset[str]:
    """The kinds of findings for which something is said here."""
    return frozenset().union(*(codes for codes, _words in _REMEDIES))


def remedies_of(codes: Collection[str]) -> list[str]:
    """What to do where findings of these kinds were made, each once."""
    return [str(words) for kinds, words in _REMEDIES if kinds & set(codes)]
