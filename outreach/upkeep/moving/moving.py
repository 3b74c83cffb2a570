"""The whole move: prepare, copy ahead, keep writers away, copy the rest, prove it, and only then close the old one."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from flask import Flask, current_app
from flask.ctx import AppContext
from flask.globals import app_ctx
from flask_babel import gettext as _
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from outreach import clock
from outreach.audit.actions import Machine, record_act
from outreach.config import Settings
from outreach.db import db, transaction
from outreach.errors import Conflict
from outreach.upkeep.doctor.examining import examine
from outreach.upkeep.moving import source, target
from outreach.upkeep.moving.copying import Told, copy_ahead, copy_rest
from outreach.upkeep.moving.proving import differences, proofs

#: Where the app leaves what makes another app, of other settings.
CREATE = "outreach.create_app"


class Step(StrEnum):
    """What the move does now."""

    PREPARING = "preparing"
    AHEAD = "ahead"
    CLOSING = "closing"
    REST = "rest"
    PROVING = "proving"


@dataclass(frozen=True)
class Moved:
    """What came of it: what differs (nothing, where it is done), how much was compared, how long writers waited."""

    differences: Sequence[str]
    compared: int
    seconds_closed: float


def move(url: str, *, anew: bool, at: Callable[[Step], None], told: Told) -> Moved:
    """Move this app's SQLite database into the PostgreSQL one at `url`; raises Conflict where it can't begin.

    Until the end nothing is changed in the old database, and everybody goes on working but for the last steps. A move
    that broke off, wherever, goes on by being called again; `anew` forgets what was copied before.
    """
    old = _old()
    settings: Settings = current_app.config["SETTINGS"]
    app: Flask = current_app.extensions[CREATE](replace(settings, database_url=url))
    at(Step.PREPARING)
    bureau = source.name_of_bureau()
    with _engine_of(app) as new:
        with app.app_context():
            _prepare(new, bureau, anew=anew)
        at(Step.AHEAD)
        copy_ahead(old, new, told)
        at(Step.CLOSING)
        began = clock.now()
        with source.held(old) as hold:
            return _finish(app, old, hold, at=at, told=told, began=began)


@contextmanager
def _engine_of(app: Flask) -> Iterator[Engine]:
    with app.app_context():
        new = db.engine
    try:
        yield new
    finally:
        new.dispose()


def _finish(app: Flask, old: Engine, hold: source.Hold, *, at: Callable[[Step], None], told: Told, began: Any) -> Moved:
    with app.app_context():
        at(Step.REST)
        with db.engine.begin() as connection:
            target.put_rules_to_sleep(connection)
            copy_rest(old, connection, told)
            target.wake_rules(connection)
    at(Step.PROVING)
    here, there = proofs(told, _this_context(), app.app_context())
    wrong = differences(here, there) + sorted(_found_by_doctor(app) - _found_by_doctor(_this_app()))
    if not wrong:
        hold.check()
        source.close_for_good(old, is_closed=True)
        with app.app_context():
            target.forget_notes(db.engine)
            with transaction():
                record_act("database.moved", by=Machine(), now=clock.now(), compared=len(here))
    return Moved(wrong, len(here), (clock.now() - began).total_seconds())


def _found_by_doctor(app: Flask) -> set[str]:
    with app.app_context():
        return {f"{each.label}: {finding.said}" for each in examine(app) for finding in each.findings}


def _this_app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _this_context() -> AppContext:
    context: AppContext = app_ctx._get_current_object()  # type: ignore[attr-defined]
    return context


def _old() -> Engine:
    if db.engine.dialect.name != "sqlite":
        raise Conflict(_("This bureau's database is PostgreSQL already."), code="not_sqlite")
    if source.is_closed_for_good(db.engine):
        raise Conflict(_("This bureau has moved already: start it with the address of its new database."), code="moved")
    return db.engine


def _prepare(new: Engine, bureau: str, *, anew: bool) -> None:
    """Have the new database ready to take rows; raises Conflict where it is another's, or out of reach."""
    try:
        is_begun = target.has_begun(new)
    except DBAPIError as error:
        said = _("The new database can't be reached: %(reason)s", reason=str(error.orig).strip())
        raise Conflict(said, code="unreachable") from error
    if not is_begun:
        migrate()
        with new.begin() as connection:
            target.begin(connection, bureau=bureau)
        return
    with new.begin() as connection:
        if target.noted(connection, "bureau") != bureau:
            raise Conflict(_("Another bureau's move into this database broke off. Make an empty one."), code="another")
        target.put_rules_to_sleep(connection)
        if anew:
            target.start_over(connection)


def migrate() -> None:
    """Bring the current app's database, which may be empty, to the version of the program."""
    from alembic import command  # late: only where it is needed

    command.upgrade(current_app.extensions["migrate"].migrate.get_config(), "head")
    db.session.remove()
