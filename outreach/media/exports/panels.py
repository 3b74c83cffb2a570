"""Parts of other pages: what is asked before a preview and told above it, the way to a file, the days of an account."""

from datetime import timedelta
from typing import Any

from flask import render_template

from outreach import clock
from outreach.errors import Refusal
from outreach.jobs.actions import chosen_of
from outreach.jobs.imports import importer
from outreach.jobs.models import Job
from outreach.jobs.reading import Reading, match
from outreach.jobs.verdicts import Verdict
from outreach.media.exports import accounts, asking, queries
from outreach.media.exports.forms import SaidForm
from outreach.media.exports.judging.verdicts import DOUBTFUL, NO_TEAM
from outreach.media.exports.tables.export import Export
from outreach.media.exports.tables.rows import UNKNOWN_CHANNEL
from outreach.media.labels import PLATFORMS
from outreach.media.models import Article, Channel
from outreach.people.queries import teams
from outreach.sheets.columns import Matched
from outreach.web.access import acting_person

#: So many rows whose numbers are doubtful are listed; beyond them they are said together.
MOST_DOUBTFUL = 30
#: So many channels that are on no list are named.
MOST_UNKNOWN = 20
#: So many days of an account are drawn.
DAYS_SHOWN = timedelta(days=30)


def asked_first(job: Job) -> str | None:
    """The page that asks what a waiting file does not say; None where nothing has to be asked (any more)."""
    if job.facts.get("answered") or job.content is None:
        return None
    try:
        matched = match(importer("articles"), job.content, job.name, chosen_of(job))
    except Refusal:
        return None  # the preview tells it
    if asking.wanted_of(matched, today=clock.today()).is_enough:
        return None
    form = asking.form_for(matched, chosen_of(job).same, by=acting_person(), today=clock.today())
    return ask_page(job, matched, form)


def ask_page(job: Job, matched: Matched, form: SaidForm) -> str:
    """The page with the questions."""
    return render_template("media/files/ask.html", job=job, form=form, **_facts(matched))


def preview_panel(reading: Reading, job: Job) -> str:
    """What the file is and what was said of it, and the rows whose numbers are doubtful."""
    matched = reading.matched
    doubtful = [row for row in reading.rows if row.verdict is Verdict.REFUSED and row.entry == DOUBTFUL]
    wanted = asking.wanted_of(matched, today=clock.today())
    form = asking.form_for(matched, chosen_of(job).same, by=acting_person(), today=clock.today())
    return render_template(
        "media/files/preview_panel.html",
        job=job,
        form=form if wanted.names else None,
        same=matched.same,
        team=next((each.name for each in teams() if each.code == matched.same.get("team")), None),
        teamless=sum(row.entry == NO_TEAM for row in reading.rows),
        doubtful=doubtful[:MOST_DOUBTFUL],
        doubtful_count=len(doubtful),
        unknown=_unknown_channels(reading),
        before=queries.last_with(job.facts["sha256"]),
        **_facts(matched),
    )


def _unknown_channels(reading: Reading) -> list[str]:
    """The names of channels that stand in the table and on no list, each once."""
    rows = (row for row in reading.rows if row.entry == UNKNOWN_CHANNEL)
    return list(dict.fromkeys(row.shown.get("channel", "") for row in rows))[:MOST_UNKNOWN]


def told(reading: Reading) -> list[str]:
    """What the command line tells of a file."""
    matched = reading.matched
    if not isinstance(matched, Export):
        return []
    return [str(matched.shape.label), *matched.told]


def ended_panel(job: Job) -> str:
    """The way to the file that came in."""
    file = queries.last_with(job.facts["sha256"])
    return "" if file is None else render_template("media/files/ended.html", file=file)


def article_panel(article: Article) -> str:
    """The files that speak of an item; nothing for one that no file names."""
    found: Any = queries.files_naming(article.id)
    return render_template("media/files/article_panel.html", files=found) if found else ""


def channel_panel(channel: Channel) -> str:
    """What an account did by day in the last month that is known; nothing where no file says."""
    shown = accounts.last_days(channel, within=DAYS_SHOWN)
    return render_template("media/files/channel_panel.html", channel=channel, shown=shown) if shown else ""


def _facts(matched: Matched) -> dict[str, Any]:
    export = matched if isinstance(matched, Export) else None
    platform = asking.platform_of(matched)
    return {
        "shape": export.shape.label if export else None,
        "platform": PLATFORMS[platform] if platform else None,
        "has_channels": bool(asking.offered_channels(matched)),
        "count": sum(1 for _row in matched.table.rows),
        "first_day": export.first_day if export else None,
        "last_day": export.last_day if export else None,
        "told": export.told if export else (),
        "unused": export.unused if export else (),
    }
