"""`practice`: makes the database in which people practise."""

import shutil

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy import delete, insert, select, text

from outreach.config import Settings, practice_of
from outreach.db import Base, db
from outreach.db.snapshot import snapshot
from outreach.errors import Conflict
from outreach.people.models import Bureau
from outreach.upkeep.moving.moving import CREATE, migrate

#: What people find as they know it: who, where, what, the plan's frame, and what is asked and answered in a company. No
#: event, no line, no article.
LISTS = (
    "bureau",
    "teams",
    "people",
    "memberships",
    "held_capacities",
    "places",
    "place_names",
    "items",
    "laws",
    "announced_years",
    "special_days",
    "campaigns",
    "campaign_laws",
    "editions",
    "channels",
    "menu_topics",
    "menu_forms",
    "check_lists",
    "check_list_versions",
    "check_points",
    "standard_answers",
    "answer_grams",
)
#: What stands beside the lists and stays with the real bureau: its keys and questions, and all that was done.
LEFT_OUT = (
    *("bearer_tokens", "browser_sessions", "feed_tokens", "pairing_links", "recovery_codes", "second_factors"),
    *("leaves", "place_merges", "places_apart", "targets", "movements", "feedback_notes"),
    *("events", "series", "drafts", "article_batches", "ledgers", "link_runs", "cases"),
    *("drawings", "packs", "blanks", "score_sheets", "typed_figures"),
    *("report_sentences", "report_texts", "notice_wordings"),
)


@click.command("practice")
@click.option("--anew", is_flag=True, help="重新开始。 Forget what was practised, and copy the lists again.")
@with_appcontext
def practice(anew: bool) -> None:
    """建立练习库（复制名单，不含活动和登记）。 Make a database to practise in, with a copy of the lists."""
    make_practice(anew=anew)
    click.echo(_("The practice database has your lists, and everybody signs in as usual."))
    click.echo(_("Start it beside the real one: OUTREACH_PRACTICE=yes python3 -m outreach --port 8001"))


def make_practice(*, anew: bool) -> None:
    """Make the practice database of this bureau; raises Conflict where there is one, or no bureau.

    The bureau's name says that it is for practice, so that every page, calendar and document made there does.
    """
    settings: Settings = current_app.config["SETTINGS"]
    if settings.practice or db.session.get(Bureau, 1) is None:
        raise Conflict(_("There is no bureau here whose lists could be copied."), code="no_bureau")
    folder = practice_of(settings).data_dir
    if folder.exists() and any(folder.iterdir()):
        if not anew:
            said = _("There is a practice database already. With --anew it begins again; stop it before.")
            raise Conflict(said, code="is_there")
        shutil.rmtree(folder)
    app: Flask = current_app.extensions[CREATE](practice_of(settings))
    with snapshot() as session:
        rows = {
            name: [dict(row) for row in session.execute(select(Base.metadata.tables[name])).mappings()]
            for name in LISTS
        }
    rows["bureau"][0] |= {"is_example": True, "name": _("%(name)s (practice)", name=rows["bureau"][0]["name"])}
    with app.app_context():
        try:
            migrate()
            _fill(rows)
        finally:
            db.session.remove()
            db.engine.dispose()


def _fill(rows: dict[str, list[dict[str, object]]]) -> None:
    with db.engine.begin() as connection:
        connection.execute(text("PRAGMA defer_foreign_keys = ON"))  # places lie in places
        for name in reversed(LISTS):
            connection.execute(delete(Base.metadata.tables[name]))
        for name in LISTS:
            if rows[name]:
                connection.execute(insert(Base.metadata.tables[name]), rows[name])
