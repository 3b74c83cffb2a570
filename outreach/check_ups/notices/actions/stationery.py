"""What all notices are written with: the usual words, and the Word template of the bureau."""

from datetime import datetime

from flask_babel import lazy_gettext as _

from outreach.audit.actions import record_act
from outreach.check_ups.notices import rules
from outreach.check_ups.notices.labels import MEANINGS
from outreach.check_ups.notices.models import NoticeTemplate, NoticeWording
from outreach.db import db
from outreach.documents.checking import check_template, names_in
from outreach.errors import Invalid
from outreach.evidence.originals import name_original
from outreach.people.models import Person
from outreach.schedule.rules import check_needed, check_text


def keep_wording(*, opening: str, closing: str, contact: str, by: Person, now: datetime) -> NoticeWording:
    """The bureau's own words for notices that are made from now on."""
    kept = NoticeWording(
        opening=check_needed(opening, "opening", rules.LONGEST_PART),
        closing=check_needed(closing, "closing", rules.LONGEST_PART),
        contact=check_text(contact, "contact", rules.LONGEST_LINE) or "",
        at=now,
        by_id=by.id,
    )
    db.session.add(kept)
    db.session.flush()
    record_act("notice_wording.kept", by=by, now=now, subject=kept)
    return kept


def check_notice_template(content: bytes) -> None:
    """Raise Invalid, saying what is wrong, unless the file can be a template that says which company it is for."""
    check_template(content, MEANINGS)
    if not {"主送", "企业"} & names_in(content):
        message = _("There is neither {{主送}} nor {{企业}} in it: nobody would see for which company it is.")
        raise Invalid(message, field="file", code="template_no_company")


def use_template(content: bytes, *, name: str, by: Person, now: datetime) -> NoticeTemplate:
    """Put the template, which was checked, into use as it came."""
    sha256 = name_original(content, now=now)
    row = NoticeTemplate(sha256=sha256, name=name, at=now, by_id=by.id)
    db.session.add(row)
    db.session.flush()
    record_act("notice_template.used", by=by, now=now, subject=row, file=name, sha256=sha256)
    return row


def use_template_again(template: NoticeTemplate, *, by: Person, now: datetime) -> NoticeTemplate:
    """Put one from before into use."""
    row = NoticeTemplate(sha256=template.sha256, name=template.name, at=now, by_id=by.id)
    db.session.add(row)
    db.session.flush()
    record_act("notice_template.used", by=by, now=now, subject=row, file=row.name, sha256=row.sha256)
    return row
