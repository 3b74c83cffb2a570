"""The part of the home board that says what changed since its reader looked."""

import uuid
from collections.abc import Collection

from flask import render_template

from outreach import clock
from outreach.schedule import queries
from outreach.schedule.news.queries import MOST, news_for
from outreach.web.access import acting_person

#: How many events the board lists; the count says how many there are.
SHOWN = 6


def home_panel(above: Collection[uuid.UUID] = ()) -> str:
    """The events with news, the next first, but for those `above`, which carry their mark there."""
    found = news_for(acting_person(), clock.now())
    news = [each for each in found if each not in above]
    if not news:
        return ""
    events = queries.events_among(news[:SHOWN])
    return render_template(
        "schedule/news/seen_panel.html", events=events, count=len(news), most=MOST - len(found) + len(news)
    )
