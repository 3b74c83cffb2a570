"""The office's answers as a phone shows them: the page holds shapes and words, the phone draws what it keeps."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from outreach.fulltext.terms import told
from outreach.web.access import Permission, permit

pages = Blueprint("answers_on_the_phone", __name__)


@pages.get("/log/answers")
@permit(Permission.LOG, phones=True)
def page() -> ResponseReturnValue:
    """What GET /api/answers told this phone last, to be searched."""
    return render_template("answers/on_the_phone/page.html", terms=told())
