"""Bringing a template, going back to another, and what is noted when a text leaves the program."""

from datetime import datetime
from typing import Any

from outreach.audit.actions import Actor, record_act
from outreach.db import db
from outreach.documents.checking import check_template
from outreach.evidence.originals import name_original
from outreach.people.models import Person
from outreach.reports.word.labels import MEANINGS
from outreach.reports.word.models import WordTemplate


def bring_template(content: bytes, *, name: str, by: Person, now: datetime) -> WordTemplate:
    """Put the file into use as it came; raises Invalid, saying what is wrong with it."""
    check_template(content, MEANINGS)
    return _use(name_original(content, now=now), name, by=by, now=now)


def use_again(template: WordTemplate, *, by: Person, now: datetime) -> WordTemplate:
    """Put one from before into use."""
    return _use(template.sha256, template.name, by=by, now=now)


def use_standard(*, by: Person, now: datetime) -> WordTemplate:
    """Go back to the program's own."""
    return _use(None, None, by=by, now=now)


def note_word(year: int, *, file: str, by: Actor, now: datetime, subject: Any = None) -> None:
    """Leave an audit line about a text that leaves the program as a file of that name."""
    record_act("report.exported", by=by, now=now, subject=subject, year=year, file=file)


def _use(sha256: str | None, name: str | None, *, by: Person, now: datetime) -> WordTemplate:
    row = WordTemplate(sha256=sha256, name=name, at=now, by_id=by.id)
    db.session.add(row)
    db.session.flush()
    record_act("word_template.used", by=by, now=now, subject=row, file=name, sha256=sha256)
    return row
