"""Assembles the product: settings, database, the web floor, then every feature from the ground up."""

from importlib import import_module
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from outreach import clock, config
from outreach.db.engine import init_database
from outreach.db.migrating import init_migrations
from outreach.files import init_files
from outreach.web import init_web

#: From the ground up; each has an `assembly.join(app)` that adds its pages, panels, navigation and commands.
FEATURES = (
    "audit",
    "seals",
    "evidence",
    "jobs",
    "people",
    "places",
    "materials",
    "laws",
    "workdays",
    "feedback",
    "schedule",
    "feeds",
    "orders",
    "coverage",
    "stock",
    "answers",
    "drafts",
    "logbook",
    "media",
    "cases",
    "check_ups",
    "proposals",
    "reports",
    "upkeep",
    "demo",
)

MIGRATIONS = Path(__file__).parent / "migrations"


def create_app(settings: config.Settings | None = None, *, testing: bool = False) -> Flask:
    """The whole product as one Flask app; `settings` default to those of the environment."""
    settings = settings or config.read_settings()
    clock.use_zone(settings.timezone)
    app = Flask("outreach", root_path=str(config.ROOT), template_folder="templates", static_folder="static")
    app.config.update(TESTING=testing, SECRET_KEY=settings.secret_key, SETTINGS=settings)
    init_database(app, settings.database_url)
    init_files(app, settings)
    init_migrations(app, MIGRATIONS)
    if settings.proxies:
        hops = settings.proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=hops)  # type: ignore[method-assign]
    init_web(app, settings)
    app.extensions["outreach.create_app"] = create_app
    for feature in FEATURES:
        import_module(f"outreach.{feature}.assembly").join(app)
    return app
