"""Where a brief is told of: on the page of its event, and on that of the article it became."""

from flask import render_template

from outreach import clock
from outreach.media.models import Article
from outreach.reports.briefs import queries
from outreach.reports.briefs.labels import said
from outreach.reports.briefs.rights import may_write
from outreach.schedule.models import Event
from outreach.schedule.rules import Status
from outreach.web.access import acting_person


def event_panel(event: Event) -> str:
    """The event's brief, or the way to write it."""
    item = queries.brief_of(event.id)
    may_begin = item is None and event.status is Status.HELD and may_write(acting_person(), event, clock.now())
    if item is None and not may_begin:
        return ""
    return render_template("reports/briefs/event_panel.html", event=event, item=item, said=said)


def article_panel(article: Article) -> str:
    """The brief that the article was written as."""
    item = queries.brief_of_article(article.id)
    return "" if item is None else render_template("reports/briefs/article_panel.html", item=item)
