"""Two pages for whatever watches the server: is it alive, and should it be sent requests?

A process that stops says for a while that it is not ready, and answers all the same: so a proxy before several
processes turns to the others, and no request meets a closed door.
"""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from outreach.config import Settings
from outreach.db import db
from outreach.db.revisions import revision_of_database, revisions_in
from outreach.web.access import Permission, permit
from outreach.web.describing import TEXT, Operation, described, thing

#: Name in `app.extensions` of callables `() -> why not, or None`, from the features: what else a request needs.
READINESS = "outreach.readiness"
_STATE, _DRAIN_SECONDS = "outreach.is_draining", "outreach.drain_seconds"
_STATUS = thing({"status": TEXT})

blueprint = Blueprint("health", __name__)


def init_health(app: Flask, settings: Settings) -> None:
    """Serve the pages."""
    app.extensions[_STATE], app.extensions[_DRAIN_SECONDS] = False, settings.drain_seconds
    app.extensions[READINESS] = []
    app.register_blueprint(blueprint)


def begin_draining(app: Flask) -> int:
    """From now on the process says that it is not ready; for how many seconds it is to serve all the same."""
    app.extensions[_STATE] = True
    return int(app.extensions.get(_DRAIN_SECONDS, 0))


def is_draining(app: Flask) -> bool:
    """Whether the process is about to stop."""
    return bool(app.extensions[_STATE])


@blueprint.get("/healthz")
@permit(Permission.PUBLIC)
@described(Operation("Whether requests are served.", gives=_STATUS, also={503: _STATUS}))
def healthz() -> tuple[Response, int]:
    """200 when a request would be served, 503 when the database is out of reach; says nothing else to strangers."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="database out of reach"), 503
    return jsonify(status="ok"), 200


@blueprint.get("/readyz")
@permit(Permission.PUBLIC)
@described(Operation("Whether this process should be sent requests.", gives=_STATUS, also={503: _STATUS}))
def readyz() -> tuple[Response, int]:
    """200 when this process should be sent requests; 503 with the reason when another one should have them."""
    reason = _why_not()
    return jsonify(status=reason or "ok"), 503 if reason else 200


def _why_not() -> str | None:
    if is_draining(current_app):
        return "stopping"
    try:
        if not _has_all_migrations():
            return "database older than the program"
    except SQLAlchemyError:
        return "database out of reach"
    checks: list[Callable[[], str | None]] = current_app.extensions[READINESS]
    return next((reason for check in checks if (reason := check())), None)


def _has_all_migrations() -> bool:
    """Whether the database is as new as the program; a newer one still serves the version before it."""
    migrate = current_app.extensions.get("migrate")
    if migrate is None:
        return True
    known, head = _own_revisions(Path(migrate.directory))
    revision = revision_of_database()
    return revision == head or (revision is not None and revision not in known)


@cache
def _own_revisions(directory: Path) -> tuple[set[str], str | None]:
    return revisions_in(directory)
