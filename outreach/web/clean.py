"""A guard for tests: after a request nothing may be left in the session that nobody commits."""

from typing import Any

from flask import Flask, Response
from sqlalchemy import event
from sqlalchemy.orm import Session

_WRITTEN = "outreach.written"


class UnsavedChanges(AssertionError):
    """A view changed rows and ended without `with transaction():`, so the changes were lost."""


def init_clean_session(app: Flask) -> None:
    """Check each answer of a program under test; does nothing in one that serves."""
    if not app.testing:
        return
    app.after_request(lambda response: _check(app, response))
    if not event.contains(Session, "after_flush", _note_flush):
        event.listen(Session, "after_flush", _note_flush)
        event.listen(Session, "do_orm_execute", _note_statement)
        event.listen(Session, "after_transaction_end", _forget)


def _check(app: Flask, response: Response) -> Response:
    database = app.extensions.get("sqlalchemy")
    if database is None or not database.session.registry.has():
        return response
    session = database.session()
    left = [*session.new, *session.dirty, *session.deleted]
    if left or session.info.get(_WRITTEN):
        session.rollback()
        raise UnsavedChanges(f"rows changed and not committed: {left or 'flushed ones'}")
    return response


def _note_flush(session: Session, _context: Any) -> None:
    session.info[_WRITTEN] = True


def _note_statement(state: Any) -> None:
    if state.is_insert or state.is_update or state.is_delete:
        state.session.info[_WRITTEN] = True


def _forget(session: Session, transaction: Any) -> None:
    if transaction.parent is None:
        session.info.pop(_WRITTEN, None)
