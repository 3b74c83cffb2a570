"""What the database watches for the feeds: every column that a feed shows, and which events' texts hang on it.

The statements are also written out in a migration, which never imports the models; a guard compares both. In
PostgreSQL the marks are set at the end of the transaction (DEFERRABLE INITIALLY DEFERRED): all planners set the one
mark, and whoever waits for it then holds nothing that another still needs.

An event that becomes held is not watched: a calendar shows no difference, and at a first tally many phones come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import DDL, event

from outreach.db import Base
from outreach.feeds import models as feed_models  # noqa: F401  (the triggers write to its tables)
from outreach.schedule import models as plan_models  # noqa: F401  (with all that an event points to)


@dataclass(frozen=True)
class Watched:
    """A table: its columns that a feed shows, and the select of the events that a row concerns (None: of no event).

    `{row}` is the row as the trigger sees it. `whole` where new and removed rows matter too.
    """

    table: str
    columns: tuple[str, ...]
    events: str | None
    whole: bool = True


_OF_ROW = "SELECT {row}.event_id"
_SHOWN = (
    *("title", "lead_team_id", "place_id", "starts_at", "ends_at", "day", "partners"),
    *("cancelled_at", "cancel_reason", "moved_at", "moved_from", "changed_at", "sequence"),
)
_AT_PLACE = (
    "SELECT id FROM events WHERE place_id = {row}.id OR place_id IN (SELECT id FROM places WHERE parent_id = {row}.id)"
)
_OF_TEAM = (
    "SELECT id FROM events WHERE lead_team_id = {row}.id "
    "UNION SELECT event_id FROM joining_teams WHERE team_id = {row}.id"
)
_PLANNED_WITH = "SELECT event_id FROM planned_items WHERE item_id = {row}.id"
_OF_CAMPAIGN = (
    "SELECT event_id FROM campaign_tags WHERE edition_id IN (SELECT id FROM editions WHERE campaign_id = {row}.id)"
)

WATCHED = (
    Watched("events", _SHOWN, "SELECT {row}.id"),
    Watched("joining_teams", ("team_id",), _OF_ROW),
    Watched("campaign_tags", ("edition_id",), _OF_ROW),
    Watched("assignments", ("person_id",), _OF_ROW),
    Watched("planned_items", ("item_id", "quantity"), _OF_ROW),
    Watched("places", ("name", "address", "parent_id", "latitude", "longitude"), _AT_PLACE, whole=False),
    Watched("teams", ("code", "name"), _OF_TEAM, whole=False),
    Watched(
        "people", ("name", "disabled_at"), "SELECT event_id FROM assignments WHERE person_id = {row}.id", whole=False
    ),
    Watched("items", ("name", "unit", "position"), _PLANNED_WITH, whole=False),
    Watched("campaigns", ("name",), _OF_CAMPAIGN, whole=False),
    Watched("editions", ("campaign_id", "first_day", "last_day", "is_proposed", "document"), None),
    Watched("deadlines", ("title", "day", "document", "addressees", "sent_on"), None),
)


def sqlite_statements(watched: Watched) -> list[str]:
    """The triggers on the table in SQLite."""
    mark = "lower(hex(randomblob(8)))"
    return [
        f"CREATE TRIGGER {watched.table}_feeds_{name} AFTER {moment} ON {watched.table} BEGIN "
        f"INSERT INTO feed_marks (id, mark) VALUES (1, {mark}) ON CONFLICT (id) DO UPDATE SET mark = excluded.mark; "
        f"{_event_marks(watched, mark, row)}END"
        for name, moment, row in _moments(watched)
    ]


def postgresql_statements(watched: Watched) -> list[str]:
    """The function and the triggers on the table in PostgreSQL; a transaction sets the one mark once."""
    function = (
        f"CREATE OR REPLACE FUNCTION {watched.table}_feeds() RETURNS trigger LANGUAGE plpgsql AS $$ "
        "DECLARE seen record; this text := pg_current_xact_id()::text; "
        "BEGIN IF TG_OP = 'DELETE' THEN seen := OLD; ELSE seen := NEW; END IF; "
        "INSERT INTO feed_marks (id, mark) VALUES (1, this || '.' || gen_random_uuid()::text) "
        "ON CONFLICT (id) DO UPDATE SET mark = excluded.mark "
        "WHERE split_part(feed_marks.mark, '.', 1) <> this; "
        f"{_event_marks(watched, 'gen_random_uuid()::text', 'seen')}RETURN NULL; END $$"
    )
    return [function] + [
        f"CREATE CONSTRAINT TRIGGER {watched.table}_feeds_{name} AFTER {moment} ON {watched.table} "
        f"DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION {watched.table}_feeds()"
        for name, moment, _row in _moments(watched)
    ]


def _moments(watched: Watched) -> Sequence[tuple[str, str, str]]:
    """Name, moment and row of each trigger."""
    changed = ("changed", f"UPDATE OF {', '.join(watched.columns)}", "NEW")
    return [("added", "INSERT", "NEW"), changed, ("removed", "DELETE", "OLD")] if watched.whole else [changed]


def _event_marks(watched: Watched, mark: str, row: str) -> str:
    if watched.events is None:
        return ""
    return (
        f"INSERT INTO event_marks (event_id, mark) SELECT id, {mark} FROM events "
        f"WHERE id IN ({watched.events.format(row=row)}) ON CONFLICT (event_id) DO UPDATE SET mark = excluded.mark; "
    )


def _watch(watched: Watched) -> None:
    table = Base.metadata.tables[watched.table]
    for statement in sqlite_statements(watched):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="sqlite"))
    for statement in postgresql_statements(watched):
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="postgresql"))


for _each in WATCHED:
    _watch(_each)
