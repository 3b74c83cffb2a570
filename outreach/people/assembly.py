"""Joins the feature to the app."""

from flask import Flask
from flask_babel import lazy_gettext as _

from outreach.jobs import imports
from outreach.people import commands
from outreach.people.actions.accounts import disable_those_over
from outreach.people.actions.forgetting import forget_what_is_over
from outreach.people.importer import PEOPLE
from outreach.people.panels import team_closing_panel, turned_away_panel
from outreach.people.second_factor import views as second_factor
from outreach.people.sessions import init_sessions
from outreach.people.views import account, admin, admin_people, entrance, leaves, phones, posts
from outreach.web import chores, nav, panels
from outreach.web.access import Permission


def join(app: Flask) -> None:
    """Add the feature's pages, panels, navigation and commands to `app`."""
    init_sessions(app)
    for part in (entrance, account, leaves, phones, admin, admin_people, posts, second_factor):
        app.register_blueprint(part.pages)
    for command in (commands.user, commands.token, commands.link, commands.posts, commands.access):
        app.cli.add_command(command)
    app.extensions.setdefault("outreach.start_lines", []).append(commands.start_lines)
    app.extensions.setdefault("outreach.start_checks", []).append(commands.refusal_to_listen)
    imports.add(app, PEOPLE)
    chores.add(app, "people.over", _("Forgets devices, addresses and links that are over"), forget_what_is_over)
    chores.add(app, "people.closed", _("Disables accounts whose last day is over"), disable_those_over)
    for slot in ("asked", "admin"):
        panels.add(app, slot, turned_away_panel, permission=Permission.ACCOUNTS, position=5)
    panels.add(app, "team_closing", team_closing_panel, permission=Permission.SYSTEM, position=10)
    _add_ways(app)


def _add_ways(app: Flask) -> None:
    nav.add(
        app,
        "account",
        _("My page"),
        endpoint="account.page",
        icon="person",
        permission=Permission.SIGNED_IN,
        in_bar=True,
        position=900,
        group="self",
    )
    nav.add(
        app,
        "phones",
        _("Phones"),
        endpoint="phones.index",
        icon="phone",
        permission=Permission.PLAN,
        position=78,
        group="lists",
    )
    nav.add(
        app,
        "admin",
        _("Administration"),
        endpoint="admin.overview",
        icon="gear",
        permission=Permission.ADMINISTER,
        position=950,
        group="self",
    )
