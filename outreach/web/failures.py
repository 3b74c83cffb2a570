"""Every failure as a page or as JSON: what happened, what is safe, what to do next; never a traceback."""

import json
import logging
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app, make_response, redirect, render_template, request
from flask_babel import lazy_gettext as _
from flask_wtf.csrf import CSRFError
from markupsafe import escape
from werkzeug.exceptions import HTTPException, InternalServerError

from outreach.errors import Refusal, SignInNeeded
from outreach.web import returning
from outreach.web.access import bearer_token
from outreach.web.requests import request_id

log = logging.getLogger("outreach.failures")

SAFE = _("Nothing was changed. Everything that was saved before is safe.")
AGAIN = _("Go back, check what was entered and try again.")


@dataclass(frozen=True)
class Failure:
    """What an error page says: `happened`, `safe` and `next_step` are whole sentences."""

    status: int
    code: str
    title: Any
    happened: Any
    safe: Any = SAFE
    next_step: Any = AGAIN


EXPIRED = Failure(
    400,
    "form_expired",
    _("This form is too old"),
    _("The form was open for so long, or your sign-in changed, that it could not be taken."),
    next_step=_("Go back, reload the page and send it again. Sign in again if you are asked to."),
)
FAILED = Failure(
    500,
    "failed",
    _("Something went wrong here"),
    _("The program could not finish this. It is not your mistake."),
    next_step=_("Try again in a minute. If it stays, tell the administrator the number below."),
)
KNOWN: dict[int, Failure] = {
    failure.status: failure
    for failure in (
        Failure(400, "bad_request", _("This can't be read"), _("What was sent could not be understood.")),
        Failure(401, "sign_in_needed", _("Please sign in"), _("Nobody is signed in, or the sign-in has run out.")),
        Failure(
            403,
            "forbidden",
            _("Not open to you"),
            _("Your role does not include this."),
            next_step=_("Ask the administrator if you need it for your work."),
        ),
        Failure(
            404,
            "not_found",
            _("Not found"),
            _("There is no such page, or it was taken away."),
            next_step=_("Check the address, or start from the home page."),
        ),
        Failure(405, "method_not_allowed", _("Not done this way"), _("This address does not take this request.")),
        Failure(
            409,
            "conflict",
            _("It changed meanwhile"),
            _("It can't be done as things stand now."),
            next_step=_("Go back, reload the page and look at how things stand."),
        ),
        Failure(
            413,
            "too_large",
            _("Too much at once"),
            _("What was sent is larger than what is taken at once."),
            next_step=_("Send it in smaller parts, or choose a smaller file."),
        ),
        Failure(422, "invalid", _("This can't be stored as it is"), _("Something that was entered does not fit.")),
        Failure(
            429,
            "too_many",
            _("Too many tries"),
            _("There were too many tries in a short time."),
            next_step=_("Wait a little, then try again."),
        ),
        FAILED,
    )
}


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
    """`{"error": {"code", "message"}}`, with the facts where there are any."""
    error: dict[str, Any] = {"code": failure.code, "message": str(failure.happened)}
    if facts:
        error["facts"] = facts
    text = json.dumps({"error": error}, ensure_ascii=False, default=str)
    return Response(text, failure.status, mimetype="application/json")


def _refused(refusal: Refusal) -> Any:
    _roll_back()
    asks_sign_in = isinstance(refusal, SignInNeeded)
    as_json = wants_json() or (asks_sign_in and bearer_token() is not None)
    if asks_sign_in and not as_json and request.path != returning.SIGN_IN_PATH:
        return redirect(returning.sign_in_path())
    known = KNOWN.get(refusal.status, KNOWN[400])
    said = refusal.message or known.happened
    failure = Failure(refusal.status, refusal.code, known.title, said, known.safe, known.next_step)
    answer = _answer(failure, as_json=as_json, facts=refusal.facts)
    if refusal.status == 429:
        answer.headers["Retry-After"] = str(refusal.facts.get("retry_after", 60))
    if refusal.status == 401:
        answer.headers["WWW-Authenticate"] = 'Bearer realm="outreach"'
    return answer


def _form_expired(_error: CSRFError) -> Response:
    _roll_back()
    return _answer(EXPIRED, as_json=wants_json())


def _http_failure(error: HTTPException) -> Any:
    _roll_back()
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
    _roll_back()
    log.error("request %s failed", request_id())
    return _answer(FAILED, as_json=wants_json())


def _answer(failure: Failure, *, as_json: bool, facts: dict[str, Any] | None = None) -> Response:
    if as_json:
        return json_refusal(failure, facts)
    try:
        page = render_template("web/error.html", failure=failure, request_id=request_id())
    except Exception:  # the page itself may need what has just failed: then the bare sentences
        log.exception("the error page failed in request %s", request_id())
        sentences = (failure.happened, failure.safe, failure.next_step, request_id())
        body = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
        page = f"<!doctype html><title>{escape(failure.title)}</title><h1>{escape(failure.title)}</h1>{body}"
    return make_response(page, failure.status)


def _roll_back() -> None:
    database = current_app.extensions.get("sqlalchemy")
    if database is not None:
        database.session.rollback()
