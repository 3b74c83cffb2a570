"""What every answer tells the browser: where scripts and styles may come from, and what may be kept."""

from flask import Flask, Response, current_app, request, session
from flask.sessions import SecureCookieSessionInterface, SessionMixin

from outreach.web.access import PHONE_COOKIE, bearer_token

CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; "
    "connect-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types outreach 'allow-duplicates'"
)
#: What a page of ours never asks a browser for, nor anything that somebody might get into it.
_NEVER = (
    *("accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "clipboard-read"),
    *("compute-pressure", "display-capture", "encrypted-media", "fullscreen", "gamepad", "geolocation", "gyroscope"),
    *("hid", "identity-credentials-get", "idle-detection", "keyboard-map", "local-fonts", "magnetometer", "microphone"),
    *("midi", "otp-credentials", "payment", "picture-in-picture", "publickey-credentials-create"),
    *("publickey-credentials-get", "serial", "storage-access", "sync-xhr", "usb", "web-share"),
    *("window-management", "xr-spatial-tracking"),
)
_OURS = ("clipboard-write", "screen-wake-lock")
PERMISSIONS_POLICY = ", ".join((*(f"{feature}=(self)" for feature in _OURS), *(f"{feature}=()" for feature in _NEVER)))
HEADERS_OF_A_PART = {
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HEADERS = HEADERS_OF_A_PART | {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Referrer-Policy": "same-origin",  # no-referrer would break the Referer check of Flask-WTF
    "X-Outreach": "1",  # so that a phone can tell our answers from those of a Wi-Fi's own page
}
HEADERS_OF_A_PAGE = HEADERS | {
    "Permissions-Policy": PERMISSIONS_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Origin-Agent-Cluster": "?1",
    "X-Frame-Options": "DENY",  # for those that know no frame-ancestors
}
TRANSPORT_SECURITY = "max-age=31536000"  # of this host alone: what else the domain's owner runs is not ours to say
_PARTS = ("text/css", "text/javascript")


class Sessions(SecureCookieSessionInterface):
    """Session cookies that are Secure when the request or the base URL is https; files do not vary with them."""

    def get_cookie_name(self, app: Flask) -> str:
        return cookie_name(app, super().get_cookie_name(app))

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_https(app)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        is_file = (request.endpoint or "").rpartition(".")[2] == "static"
        if session.modified or not is_file:
            super().save_session(app, session, response)


def init_headers(app: Flask, *, practice: bool) -> None:
    """Send the security headers, and say of every answer how long it may be kept."""
    app.session_interface = Sessions()
    # The real bureau may be reached by the same host name, at another port: cookies know no ports.
    name = "outreach-practice" if practice else "outreach"
    app.config.update(SESSION_COOKIE_NAME=name, SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax")
    app.after_request(_secured)
    app.after_request(_kept)


def is_https(app: Flask) -> bool:
    """Whether people reach this program by https."""
    return request.is_secure or str(app.config.get("OUTREACH_BASE_URL") or "").startswith("https://")


def cookie_name(app: Flask, name: str) -> str:
    """What a cookie is called: over https no other host, and no page that came by http, can set one of that name."""
    return f"__Host-{name}" if is_https(app) else name


def _secured(response: Response) -> Response:
    for name, value in _headers_of(response).items():
        response.headers.setdefault(name, value)
    if is_https(current_app):
        response.headers.setdefault("Strict-Transport-Security", TRANSPORT_SECURITY)
    return response


def _headers_of(response: Response) -> dict[str, str]:
    """A style sheet or a module is no page: nothing is opened in it, so it says only that it is what it says."""
    if response.mimetype in _PARTS and (request.endpoint or "").rpartition(".")[2] == "static":
        return HEADERS_OF_A_PART
    return HEADERS_OF_A_PAGE if response.mimetype == "text/html" else HEADERS


def _kept(response: Response) -> Response:
    """An answer that says nothing itself is kept nowhere when it may be private, and asked for again otherwise."""
    said = response.headers.get("Cache-Control")
    is_said_of_any_file = said == "no-cache" and "Content-Disposition" in response.headers  # by Flask's send_file
    if said is not None and not is_said_of_any_file:
        return response
    by_phone = cookie_name(current_app, PHONE_COOKIE) in request.cookies
    private = by_phone or bearer_token() is not None or "_user_id" in session
    response.headers["Cache-Control"] = "no-store" if private else "no-cache, private"
    if response.mimetype == "text/html":
        response.vary.update(("Cookie", "Accept-Language"))
    return response
