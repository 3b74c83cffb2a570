"""Every failure as a page or as JSON: what happened, what is safe, what to do next; never a traceback."""

import json
import logging
from typing import Any

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from flask.globals import request_ctx
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from werkzeug.exceptions import HTTPException, InternalServerError

from outreach.errors import Refusal, SignInNeeded
from outreach.web import resending, returning
from outreach.web.access import bearer_token
from outreach.web.failure_words import EXPIRED, FAILED, KNOWN, Failure
from outreach.web.monitoring.requests import request_id

log = logging.getLogger("outreach.failures")


def init_failures(app: Flask) -> None:
    """Answer refusals, HTTP errors and crashes."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(CSRFError, _form_expired)
    app.register_error_handler(HTTPException, _http_failure)
    app.register_error_handler(InternalServerError, _crashed)


def wants_json() -> bool:
    """Whether the answer to this request is read by a program: /api, *.json, or an Accept that prefers JSON."""
    if request.path.startswith("/api/") or request.path.endswith(".json"):
        return True
    accept = request.accept_mimetypes
    return accept.best_match(["text/html", "application/json"], "text/html") == "application/json"


def json_refusal(failure: Failure, facts: dict[str, Any] | None = None) -> Response:
    """`{"error": {"code", "message"}}`, with the facts where there are any, and the request's name where we failed."""
    error: dict[str, Any] = {"code": failure.code, "message": str(failure.happened)}
    if failure.status >= 500:
        error["request"] = request_id()
    if facts:
        error["facts"] = facts
    text = json.dumps({"error": error}, ensure_ascii=False, default=str)
    return Response(text, failure.status, mimetype="application/json")


def _refused(refusal: Refusal) -> Any:
    roll_back()
    asks_sign_in = isinstance(refusal, SignInNeeded)
    as_json = wants_json() or (asks_sign_in and bearer_token() is not None)
    if asks_sign_in and not as_json and request.path != returning.SIGN_IN_PATH:
        return resending.page_with_what_was_typed() or redirect(returning.sign_in_path())
    known = KNOWN.get(refusal.status, KNOWN[400])
    said = refusal.message or known.happened
    next_step = refusal.facts.get("next_step", known.next_step)
    failure = Failure(refusal.status, refusal.code, known.title, said, known.safe, next_step)
    answer = _answer(failure, as_json=as_json, facts=refusal.facts)
    if refusal.status == 429 or "retry_after" in refusal.facts:
        answer.headers["Retry-After"] = str(refusal.facts.get("retry_after", 60))
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="outreach"'
    return answer


def _form_expired(_error: CSRFError) -> Response:
    roll_back()
    as_json = wants_json()
    return (None if as_json else resending.page_with_what_was_typed()) or _answer(EXPIRED, as_json=as_json)


def _http_failure(error: HTTPException) -> Any:
    roll_back()
    status = error.code or 500
    known = KNOWN.get(status) or KNOWN[400 if status < 500 else 500]
    failure = Failure(status, known.code, known.title, known.happened, known.safe, known.next_step)
    answer = _answer(failure, as_json=wants_json())
    if status == 429:
        answer.headers["Retry-After"] = str(getattr(error, "retry_after", None) or 60)
    for name, value in error.get_headers():
        if name in ("Allow", "Content-Range"):
            answer.headers[name] = value
    return answer


def _crashed(_error: InternalServerError) -> Response:
    roll_back()
    return _answer(FAILED, as_json=wants_json())


def _answer(failure: Failure, *, as_json: bool, facts: dict[str, Any] | None = None) -> Response:
    if as_json:
        return json_refusal(failure, facts)
    if getattr(request_ctx, "url_adapter", None) is None:
        # a Host that can be none, of which no address can be made: a stranger must not fill the log with stacks
        log.warning("no page for request %s: its Host can't be read", request_id())
        return make_response(_bare(failure), failure.status)
    try:
        page = render_template("web/error.html", failure=failure, request_id=request_id())
    except Exception:
        if current_app.testing:
            raise
        # The page itself may need what has just failed: then the bare sentences.
        log.exception("the error page failed in request %s", request_id())
        page = _bare(failure)
    return make_response(page, failure.status)


def _bare(failure: Failure) -> str:
    """The sentences alone."""
    sentences = (failure.happened, failure.safe, failure.next_step, request_id())
    body = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f"<!doctype html><title>{escape(failure.title)}</title><h1>{escape(failure.title)}</h1>{body}"


def roll_back() -> None:
    """Let go of what the failed request had begun."""
    database = current_app.extensions.get("sqlalchemy")
    if database is not None:
        database.session.rollback()
