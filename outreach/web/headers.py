"""What every answer tells the browser: where scripts and styles may come from, and what may be kept."""

from flask import Flask, Response, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from outreach.web.access import PHONE_COOKIE, bearer_token

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # no-referrer would break the Referer check of Flask-WTF
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Outreach": "1",  # so that a phone can tell our answers from those of a Wi-Fi's own page
}
_PARTS = ("text/css", "text/javascript")
_HEADERS_OF_A_PART = {"X-Content-Type-Options": "nosniff"}


class Sessions(SecureCookieSessionInterface):
    """Session cookies that are Secure when the request or the base URL is https; files do not vary with them."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_https(app)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        is_file = (request.endpoint or "").rpartition(".")[2] == "static"
        if session.modified or not is_file:
            super().save_session(app, session, response)


def init_headers(app: Flask) -> None:
    """Send the security headers, and say of every answer how long it may be kept."""
    app.session_interface = Sessions()
    app.config.update(SESSION_COOKIE_NAME="outreach", SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    app.after_request(_secured)
    app.after_request(_kept)


def is_https(app: Flask) -> bool:
    """Whether people reach this program by https."""
    return request.is_secure or str(app.config.get("OUTREACH_BASE_URL") or "").startswith("https://")


def _secured(response: Response) -> Response:
    """A style sheet or a module is no page: nothing is opened in it, so it says only that it is what it says."""
    is_part = response.mimetype in _PARTS and (request.endpoint or "").rpartition(".")[2] == "static"
    for name, value in (_HEADERS_OF_A_PART if is_part else HEADERS).items():
        response.headers.setdefault(name, value)
    if request.is_secure:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    return response


def _kept(response: Response) -> Response:
    """An answer that says nothing itself is kept nowhere when it may be private, and asked for again otherwise."""
    if "Cache-Control" in response.headers:
        return response
    private = bearer_token() is not None or "_user_id" in session or PHONE_COOKIE in request.cookies
    response.headers["Cache-Control"] = "no-store" if private else "no-cache, private"
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response
