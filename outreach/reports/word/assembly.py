"""Joins the Word files to the report."""

from typing import Any

from flask import Flask, render_template

from outreach.documents import rules
from outreach.documents.texts import Level
from outreach.reports.drawings.models import Drawing
from outreach.reports.filters import Filters
from outreach.reports.word import copies, template_views, views
from outreach.web import panels


def join(app: Flask) -> None:
    """Add the files, the pages of the template and of references, and the buttons at a drawn text."""
    for pages in (views.pages, views.references, template_views.pages):
        app.register_blueprint(pages)
    app.jinja_env.globals["clipboard_looks"] = clipboard_looks
    panels.add(app, "drawn_text", drawn_text_panel, position=20)
    panels.add(app, "drawing", ask_panel, position=20)
    panels.add(app, "year_head", year_panel, position=30)


def clipboard_looks() -> dict[str, str]:
    """How a paragraph of each level looks when it is pasted."""
    return {level.value: rules.css_of(level) for level in Level}


def drawn_text_panel(drawn: Any, **_facts: Any) -> str:
    """The two files of a drawn text."""
    return render_template("reports/word/panel.html", drawn=drawn)


def year_panel(filters: Filters, **_facts: Any) -> str:
    """The clean copy of the whole year; nothing where filters narrow it."""
    return "" if filters.arguments() else render_template("reports/word/year_button.html", year=filters.year)


def ask_panel(drawing: Drawing, **_facts: Any) -> str:
    """Where the number of a reference, as it stands on paper, opens; nothing where no text was drawn."""
    if not copies.has_text(drawing):
        return ""
    return render_template("reports/word/ask.html", drawing=drawing)
