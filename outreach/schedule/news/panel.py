"""The part of the home board that says what changed since its reader looked."""

from flask import render_template

from outreach import clock
from outreach.schedule import queries
from outreach.schedule.news.queries import MOST, news_for
from outreach.web.access import acting_person

#: How many events the board lists; the count says how many there are.
SHOWN = 6


def home_panel() -> str:
    """The events with news, the next first; nothing where all was seen."""
    news = news_for(acting_person(), clock.now())
    if not news:
        return ""
    events = queries.events_among(list(news)[:SHOWN])
    return render_template("schedule/seen_panel.html", events=events, count=len(news), most=MOST)
