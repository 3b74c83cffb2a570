"""A page for whatever watches the server: whether it answers and reaches its database."""

from flask import Blueprint, Flask, Response, jsonify
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from outreach.db import db
from outreach.web.access import Permission, permit

blueprint = Blueprint("health", __name__)


def init_health(app: Flask) -> None:
    """Serve the page."""
    app.register_blueprint(blueprint)


@blueprint.get("/healthz")
@permit(Permission.PUBLIC)
def healthz() -> tuple[Response, int]:
    """200 when a request would be served, 503 when the database is out of reach; says nothing else to strangers."""
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return jsonify(status="database out of reach"), 503
    return jsonify(status="ok"), 200
