"""Going through all checks: what each found, and which could not be asked."""

import logging
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy.exc import DBAPIError

from outreach.db.engine import sqlite_file
from outreach.db.revisions import revision_of_database, revisions_in
from outreach.db.snapshot import snapshot
from outreach.db.soundness import Check, Finding, Needs, checks

log = logging.getLogger("outreach.doctor")


@dataclass(frozen=True)
class Answer:
    """What one check found: nothing where all is sound; `is_asked` False where it could not be asked."""

    key: str
    label: str
    findings: Sequence[Finding]
    is_asked: bool = True

    @property
    def is_sound(self) -> bool:
        """Whether nothing is damaged; warnings are no damage."""
        return self.is_asked and all(each.is_warning for each in self.findings)


def examine(app: Flask) -> Iterator[Answer]:
    """The answer of each check, in order; needs an app context.

    Where the database is out of reach or of another version, the checks that read its tables are not asked.
    """
    file = sqlite_file(app.config["SETTINGS"].database_url)
    is_there = file is None or file.exists()  # looking into a file that is not there would make one
    found = _findings_of_version(app) if is_there else [_no_database()]
    version = Answer("migrations", _("Version of the database"), found)
    yield version
    there = Needs.SCHEMA if version.is_sound else Needs.DATABASE if is_there else Needs.NOTHING
    for check in checks(app):
        if check.needs > there:
            yield Answer(check.key, str(check.label), (), is_asked=False)
        else:
            yield Answer(check.key, str(check.label), asked(check))


def asked(check: Check) -> list[Finding]:
    """What the check finds; that it can't go on is a finding, too."""
    try:
        with snapshot() if check.needs else nullcontext():
            return list(check.find())
    except Exception as error:  # a damaged file makes the driver, the codec or our own code fail: that is an answer
        log.debug("the check %s could not be finished", check.key, exc_info=True)
        reason = str(error).strip().splitlines()[:1]
        said = _("This could not be looked at to the end: %(reason)s", reason=" ".join(reason))
        return [Finding("unreadable", said)]


def _no_database() -> Finding:
    return Finding("no_database", _("There is no database yet. Start the program once, or restore a backup."))


def _findings_of_version(app: Flask) -> list[Finding]:
    known, head = revisions_in(Path(app.extensions["migrate"].directory))
    try:
        current = revision_of_database()
    except DBAPIError as error:
        said = _("The database can't be opened: %(reason)s", reason=str(error.orig).strip())
        return [Finding("unreachable", said)]
    if current == head:
        return []
    if current is None:
        return [_no_database()]
    if current in known:
        said = _(
            "The database stands at %(current)s, the program at %(head)s: start it, and the database follows.",
            current=current,
            head=head,
        )
        return [Finding("older_database", said)]
    said = _("The database was made by a newer version of this program (%(current)s).", current=current)
    return [Finding("newer_database", said)]
