"""Joins the move to the app."""

from flask import Flask
from flask_babel import gettext as _

from outreach.db import db
from outreach.upkeep.moving import source
from outreach.upkeep.moving.commands import move_to
from outreach.web.monitoring.health import READINESS


def join(app: Flask) -> None:
    """Add the command; a bureau that has moved is not served from its old database."""
    app.cli.add_command(move_to)
    app.extensions.setdefault("outreach.start_checks", []).append(refusal_to_serve)
    app.extensions[READINESS].append(lambda: "moved to another database" if _has_moved() else None)


def refusal_to_serve(_host: str) -> str | None:
    """Why the database may not be served."""
    if not _has_moved():
        return None
    said: str = _(
        "This bureau has moved to another database. Set OUTREACH_DATABASE_URL to its address, or run move-to --stay to "
        "go on with this one."
    )
    return said


def _has_moved() -> bool:
    return db.engine.dialect.name == "sqlite" and source.is_closed_for_good(db.engine)
