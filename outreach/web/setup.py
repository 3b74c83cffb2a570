"""Puts the web floor under a Flask app: one call at assembly."""

from typing import Any

from flask import Flask, current_app, request
from flask.json.provider import DefaultJSONProvider
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFProtect
from jinja2 import StrictUndefined
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.routing import IntegerConverter, Map

from outreach import clock
from outreach.config import Settings
from outreach.web.access import accepts_token, bearer_token, by_phone, may, takes_strangers
from outreach.web.addresses import init_addresses
from outreach.web.appearance import init_appearance
from outreach.web.assets import init_assets
from outreach.web.clean import init_clean_session
from outreach.web.compressing import init_compressing
from outreach.web.failures import init_failures
from outreach.web.filters import init_filters
from outreach.web.headers import init_headers
from outreach.web.icons import icon
from outreach.web.isolation import init_isolation
from outreach.web.language import init_language
from outreach.web.monitoring.health import init_health
from outreach.web.monitoring.metrics import init_metrics
from outreach.web.monitoring.requests import init_requests
from outreach.web.nav import init_nav
from outreach.web.openapi import blueprint as openapi
from outreach.web.outages import init_outages
from outreach.web.panels import init_panels
from outreach.web.tabs import init_tabs
from outreach.web.templating import PageEnvironment, add_fact

MEBIBYTE = 1024 * 1024
#: Nobody sends more at once (pictures of a form).
LARGEST_REQUEST = 64 * MEBIBYTE
#: What is open to strangers takes short forms alone.
LARGEST_OF_STRANGERS = 64 * 1024


def init_web(app: Flask, settings: Settings) -> None:
    """Set up requests, headers, failures, language, forms and templates of `app`."""
    app.config.update(
        OUTREACH_BASE_URL=settings.base_url,
        MAX_CONTENT_LENGTH=16 * MEBIBYTE,
        MAX_FORM_MEMORY_SIZE=2 * MEBIBYTE,  # a list of thousands of rows, pasted from a spreadsheet
    )
    app.url_map.converters["int"] = _WholeNumber
    init_addresses(app)
    app.before_request(_refuse_oversized)
    init_compressing(app)
    _init_json(app)
    _init_templates(app)
    init_metrics(app, settings)
    init_requests(app, behind_proxy=settings.proxies > 0)
    init_headers(app, practice=settings.practice)
    init_isolation(app)
    init_failures(app)
    init_outages(app)
    init_language(app, default=settings.locale, data_dir=settings.data_dir)
    init_appearance(app)
    init_filters(app)
    init_assets(app)
    init_panels(app)
    init_tabs(app)
    init_nav(app)
    init_clean_session(app)
    init_health(app, settings)
    app.register_blueprint(openapi)
    _init_csrf(app)


class _WholeNumber(IntegerConverter):
    """A number in an address, no larger than a column of the database holds: no such year, no such page."""

    def __init__(self, known: Map, *args: Any, **limits: Any) -> None:
        super().__init__(known, *args, **{"max": 2**31 - 1} | limits)


def _refuse_oversized() -> None:
    """Before anybody reads, and be it for a form's token: our server hands such a request on without its body."""
    if takes_strangers(current_app.view_functions.get(request.endpoint or "")):
        largest = LARGEST_OF_STRANGERS
        request.max_content_length = min(request.max_content_length or largest, largest)
    else:
        largest = LARGEST_REQUEST
    if (request.content_length or 0) > largest:
        raise RequestEntityTooLarge


def _init_json(app: Flask) -> None:
    if isinstance(app.json, DefaultJSONProvider):
        app.json.ensure_ascii = False  # Chinese is read as it is, at half the size
        app.json.sort_keys = False
        app.json.default = _as_json


def _as_json(value: Any) -> Any:
    """A sentence said later as its text: Flask would send it as the HTML that it could be printed as."""
    return str(value) if isinstance(value, LazyString) else DefaultJSONProvider.default(value)


def _init_templates(app: Flask) -> None:
    app.jinja_environment = PageEnvironment
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(may=may, by_phone=by_phone, drawn_icon=icon)
    add_fact(app, "today", clock.today)


def _init_csrf(app: Flask) -> None:
    """Every form carries a token; JSON under /api is checked by its origin, programs by their bearer token."""
    app.config.update(
        WTF_CSRF_CHECK_DEFAULT=False,
        WTF_CSRF_TIME_LIMIT=None,  # as long as the sign-in: a form may lie open over a day in the field
    )
    csrf = CSRFProtect(app)

    @app.before_request
    def check_token() -> None:
        view = current_app.view_functions.get(request.endpoint or "")
        if view is None or not app.config["WTF_CSRF_ENABLED"]:
            return
        by_permit = request.path.startswith("/api/") and hasattr(view, "permission")
        by_bearer = accepts_token(view) and bearer_token() is not None
        if not by_permit and not by_bearer:
            csrf.protect()
