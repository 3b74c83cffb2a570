"""Reading the template in use, and those before it."""

import uuid

from flask_babel import gettext as _
from sqlalchemy import select

from outreach.db import db
from outreach.documents.filling import Sheet
from outreach.documents.standard import standard_template
from outreach.errors import NotFound
from outreach.evidence.originals import original
from outreach.people.queries import the_bureau
from outreach.reports.word.models import WordTemplate
from outreach.web.paging import Page, paged

TEMPLATES_ON_A_PAGE = 20


def template_in_use() -> WordTemplate | None:
    """The newest row; None as long as no bureau brought one."""
    return db.session.scalar(select(WordTemplate).order_by(WordTemplate.at.desc(), WordTemplate.id.desc()).limit(1))


def template_of(template_id: uuid.UUID) -> WordTemplate:
    """One of them; raises NotFound."""
    found = db.session.get(WordTemplate, template_id)
    if found is None:
        raise NotFound(_("There is no such template."), code="no_such_template", id=template_id)
    return found


def page_of_templates(number: int) -> Page[WordTemplate]:
    """All of them on one page, newest first."""
    statement = select(WordTemplate).order_by(WordTemplate.at.desc(), WordTemplate.id.desc())
    return paged(db.session(), statement, number, TEMPLATES_ON_A_PAGE)


def content_of(template: WordTemplate | None) -> bytes:
    """The bytes as they came; raises NotFound where the file is no longer on the disk."""
    if template is None or template.sha256 is None:
        return standard_template()
    content = original(template.sha256)
    if content is None:
        said = _(
            "The template “%(name)s” is not on the disk any more. Go back to the standard one.", name=template.name
        )
        raise NotFound(said, code="template_gone")
    return content


def sheet_of(year: int | None, template: WordTemplate | None = None) -> Sheet:
    """What a text of the year is put on: `template`, else the one in use, and the name of the bureau."""
    bureau = the_bureau()
    content = content_of(template or template_in_use())
    return Sheet(content, bureau.name if bureau else "", year)
