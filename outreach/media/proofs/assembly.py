"""Joins proofs to the app."""

from flask import Flask, url_for
from flask_babel import lazy_gettext as _

from outreach import clock
from outreach.evidence import subjects
from outreach.media import queries
from outreach.media.models import Article, Placement
from outreach.media.proofs.panels import article_panel, reading_panel
from outreach.media.proofs.views import blueprint
from outreach.people.access import may_plan_for
from outreach.web import panels, tabs
from outreach.web.access import Permission, acting_person, may


def join(app: Flask) -> None:
    """Add the pages, the panel on an item's page, and articles and placements to what can have evidence."""
    app.register_blueprint(blueprint)
    tabs.add(app, "media", _("Proofs"), endpoint="proofs.index", position=52)
    panels.add(app, "article", article_panel, position=40)
    panels.add(app, "reading", reading_panel, position=40)
    subjects.add(app, Article.__tablename__, _OF_ARTICLES)
    subjects.add(app, Placement.__tablename__, _OF_PLACEMENTS)


def _may_change(item: Article) -> bool:
    return may(Permission.PUBLISH) and may_plan_for(acting_person(), item.team_id, clock.today())


def _page(item: Article) -> str:
    return url_for("media.article", article_id=item.id, _anchor="proofs")


_OF_ARTICLES = subjects.Subject(
    find=queries.article,
    title=lambda item: item.title,
    page=_page,
    may_add=_may_change,
    may_remove=_may_change,
    add=lambda item: url_for("proofs.new", article_id=item.id),
)
_OF_PLACEMENTS = subjects.Subject(
    find=queries.placement,
    title=lambda placement: placement.article.title,
    page=lambda placement: _page(placement.article),
    may_add=lambda placement: _may_change(placement.article),
    may_remove=lambda placement: _may_change(placement.article),
    add=lambda placement: url_for("proofs.new", article_id=placement.article_id, placement=placement.id),
)
