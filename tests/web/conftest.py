"""A small program on the web floor alone: two people, a few pages, its own error page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, request
from flask.testing import FlaskClient
from flask_login import LoginManager, UserMixin
from sqlalchemy import text

from outreach.config import Settings
from outreach.db import db
from outreach.db.engine import init_database
from outreach.web import access, init_web, origin
from outreach.web.access import Permission, permit

ERROR_PAGE = "{{ failure.code }}|{{ failure.happened }}|{{ failure.safe }}|{{ failure.next_step }}|{{ request_id }}"


@dataclass
class Colleague(UserMixin):
    id: str
    permissions: set[Permission] = field(default_factory=set)

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


PEOPLE = {
    "staff": Colleague("staff", {Permission.READ, Permission.LOG}),
    "lead": Colleague("lead", {Permission.READ, Permission.LOG, Permission.PLAN}),
}


@pytest.fixture
def make_small(tmp_path: Path) -> Callable[..., Flask]:
    """Builds the small program; keywords replace settings."""

    def make(**changes: Any) -> Flask:
        for folder, name, content in (("templates/web", "error.html", ERROR_PAGE), ("static", "a.css", "a{}")):
            (tmp_path / folder).mkdir(parents=True, exist_ok=True)
            (tmp_path / folder / name).write_text(content, encoding="utf-8")
        app = Flask("small", root_path=str(tmp_path))
        settings = Settings("sqlite://", "for tests only", "Asia/Shanghai", "zh", None, tmp_path)
        settings = Settings(**{**vars(settings), **changes})
        app.config.update(TESTING=True, SECRET_KEY=settings.secret_key, SETTINGS=settings)
        init_database(app, settings.database_url)
        init_web(app, settings)
        login = LoginManager(app)
        login.user_loader(PEOPLE.get)
        app.extensions[access.BEARER] = lambda token, scope: PEOPLE["staff"] if token == f"good-{scope}" else None
        _add_pages(app)
        return app

    return make


@pytest.fixture
def small(make_small: Callable[..., Flask]) -> Flask:
    return make_small()


@pytest.fixture
def visitor(small: Flask) -> FlaskClient:
    return small.test_client()


def sign_in(visitor: FlaskClient, name: str) -> None:
    with visitor.session_transaction() as session:
        session["_user_id"] = name


def _add_pages(app: Flask) -> None:
    @app.get("/open")
    @permit(Permission.PUBLIC)
    def open_to_all() -> str:
        return "open"

    @app.get("/report")
    @app.get("/report.json", endpoint="report_json")
    @permit(Permission.READ, tokens="read")
    def report() -> str:
        return str(access.acting_person().id)

    @app.route("/plan", methods=["GET", "POST"])
    @permit(Permission.PLAN)
    def plan() -> str:
        return "planned"

    @app.post("/forget")
    @permit(Permission.READ)
    def forget() -> str:
        return "forgotten"

    @app.post("/api/batch")
    @permit(Permission.LOG, tokens="log")
    def batch() -> dict[str, Any]:
        return {"by": access.acting_person().id, "got": origin.parse_json(origin.text_body(limit=200))}

    @app.get("/crash")
    @permit(Permission.PUBLIC)
    def crash() -> str:
        raise RuntimeError("the secret is 42")

    @app.get("/write")
    @permit(Permission.PUBLIC)
    def write() -> str:
        db.session.execute(text("CREATE TABLE IF NOT EXISTS note (word TEXT)"))
        table = db.Table("note", db.MetaData(), db.Column("word", db.String))
        db.session.execute(table.insert().values(word="lost"))
        if "kept" in request.args:
            db.session.rollback()
        return "written"
