"""Joins the feature to the app."""

from flask import Flask, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.evidence import subjects
from outreach.jobs import imports
from outreach.places.merging import movers
from outreach.schedule import merged_places, planning_views, queries, views
from outreach.schedule.access import may_change, may_read_names
from outreach.schedule.calendar import views as calendar_views
from outreach.schedule.campaigns import edition_views, responsibility_views
from outreach.schedule.campaigns import views as campaign_views
from outreach.schedule.campaigns.actions import add_known_campaigns
from outreach.schedule.clashes import views as checking_views
from outreach.schedule.deadlines import views as deadline_views
from outreach.schedule.duties import views as duty_views
from outreach.schedule.duties.leave_panel import leave_panel
from outreach.schedule.duties.panels import asked_panel, gaps_panel, leaving_panel, team_closing_panel
from outreach.schedule.lists.importer import EVENTS
from outreach.schedule.news.panel import home_panel
from outreach.schedule.news.queries import news_here
from outreach.schedule.on_the_spot import api_views as spot_api_views
from outreach.schedule.on_the_spot import panels as spot_panels
from outreach.schedule.on_the_spot import views as spot_views
from outreach.schedule.papers import views as packing_views
from outreach.schedule.quick import views as quick_views
from outreach.schedule.series import views as series_views
from outreach.schedule.targets import views as target_views
from outreach.web import nav, panels
from outreach.web.access import Permission, acting_person, may

PAGES = (
    views,
    quick_views,
    packing_views,
    planning_views,
    checking_views,
    duty_views,
    calendar_views,
    campaign_views,
    edition_views,
    responsibility_views,
    series_views,
    deadline_views,
    target_views,
    spot_views,
    spot_api_views,
)


def join(app: Flask) -> None:
    """Add the feature's pages, panels, and navigation to `app`."""
    for pages in PAGES:
        app.register_blueprint(pages.blueprint)
    nav.add(app, "calendar", _("Calendar"), endpoint="calendar.page", icon="calendar", in_bar=True, position=20)
    nav.add(app, "events", _("Events"), endpoint="events.index", icon="list", position=24, group="plan")
    nav.add(app, "campaigns", _("Campaigns"), endpoint="campaigns.index", icon="megaphone", position=28, group="plan")
    nav.add(
        app,
        "mine",
        _("My events"),
        endpoint="duties.mine",
        icon="tasks",
        permission=Permission.LOG,
        position=26,
    )
    for mover in (merged_places.EVENTS, merged_places.SPOT_EVENTS):
        movers.add(app, mover)
    panels.add(app, "leaves", leave_panel, permission=Permission.LOG)
    panels.add(app, "asked", asked_panel, permission=Permission.LOG)
    panels.add(app, "owed", spot_panels.home_panel, permission=Permission.PLAN, position=12)
    panels.add(app, "home", gaps_panel, permission=Permission.PLAN, position=25)
    panels.add(app, "team_closing", team_closing_panel, permission=Permission.SYSTEM, position=20)
    panels.add(app, "leaving", leaving_panel, permission=Permission.ACCOUNTS, position=10)
    panels.add(app, "news", home_panel)
    app.jinja_env.globals["news_here"] = news_here
    imports.add(app, EVENTS)
    nav.add(app, "deadlines", _("Deadlines"), endpoint="deadlines.index", icon="flag", position=34, group="plan")
    panels.add(app, "home", deadline_views.home_panel, permission=Permission.LISTS, position=40)
    app.extensions.setdefault("outreach.founding", []).append(add_known_campaigns)
    subjects.add(
        app,
        "events",
        subjects.Subject(
            find=queries.event,
            title=lambda event: event.title,
            page=lambda event: url_for("events.page", event_id=event.id, _anchor="evidence"),
            may_add=lambda event: may(Permission.LOG),
            may_remove=lambda event: may_change(acting_person(), event, clock.now()),
            may_read_names=lambda event: may_read_names(acting_person(), event, clock.now()),
        ),
    )
