"""The first tables: people, plan, ledger, online ledger, drawings, and the triggers that keep what is only added to."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

#: In the order in which they are made.
TABLES = (
    "audit_entries",
    "changes",
    "stored_files",
    "evidence",
    "jobs",
    "bureau",
    "people",
    "set_up_links",
    "sign_in_tries",
    "teams",
    "bearer_tokens",
    "feed_tokens",
    "held_capacities",
    "memberships",
    "places",
    "items",
    "laws",
    "campaigns",
    "editions",
    "events",
    "assignments",
    "campaign_tags",
    "event_forms",
    "explained_laws",
    "joining_teams",
    "planned_items",
    "tallies",
    "tally_notes",
    "channels",
    "articles",
    "article_tags",
    "placements",
    "readings",
    "drawings",
    "drawn_figures",
    "drawn_lines",
)

#: Tables that the database itself refuses to change (rule of the count 2).
ONLY_ADDED_TO = ("audit_entries", "changes", "tallies", "readings", "drawings", "drawn_figures", "drawn_lines")

REFUSE_CHANGE = """
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$
"""

#: A reversal is the whole of its line with the sign turned.
OPPOSITE = (
    "NOT EXISTS (SELECT 1 FROM tallies line WHERE line.id = NEW.reverses_id AND line.event_id = NEW.event_id "
    "AND line.kind = NEW.kind AND line.basis = NEW.basis AND line.quantity = -NEW.quantity "
    "AND coalesce(line.item_id, NEW.event_id) = coalesce(NEW.item_id, NEW.event_id))"
)
CHECK_REVERSAL = (
    "CREATE OR REPLACE FUNCTION check_reversal() RETURNS trigger LANGUAGE plpgsql AS $$\n"
    f"BEGIN IF NEW.reverses_id IS NOT NULL AND {OPPOSITE} THEN "
    "RAISE EXCEPTION 'a reversal is the whole of its line' USING ERRCODE = 'check_violation'; "
    "END IF; RETURN NEW; END $$"
)


def upgrade() -> None:
    """Carry the tables forward."""
    add_audit()
    add_evidence()
    add_jobs()
    add_people()
    add_places()
    add_materials()
    add_laws()
    add_schedule()
    add_logbook()
    add_media()
    add_reports()
    if op.get_bind().dialect.name == "sqlite":
        add_sqlite_triggers()
    else:
        add_postgresql_triggers()


def add_sqlite_triggers() -> None:
    """Refuse changes, and reversals that are not the opposite of their line, in SQLite."""
    for table in ONLY_ADDED_TO:
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is only added to'); END"
            )
    op.execute(
        f"CREATE TRIGGER tallies_reversal BEFORE INSERT ON tallies WHEN NEW.reverses_id IS NOT NULL AND {OPPOSITE} "
        "BEGIN SELECT RAISE(ABORT, 'a reversal is the whole of its line'); END"
    )


def add_postgresql_triggers() -> None:
    """The same in PostgreSQL, and TRUNCATE too."""
    op.execute(REFUSE_CHANGE)
    op.execute(CHECK_REVERSAL)
    for table in ONLY_ADDED_TO:
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER tallies_reversal BEFORE INSERT ON tallies FOR EACH ROW EXECUTE FUNCTION check_reversal()"
    )


def downgrade() -> None:
    """Carry them back."""
    for table in reversed(TABLES):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_change()")
        op.execute("DROP FUNCTION check_reversal()")


def add_audit() -> None:
    """The tables of audit."""
    op.create_table(
        "audit_entries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("act", sa.String(length=60), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum("done", "refused", name="outcome", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("subject_type", sa.String(length=40), nullable=True),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entries")),
    )
    op.create_index(op.f("ix_audit_entries_act_at"), "audit_entries", ["act", "at"])
    op.create_index(op.f("ix_audit_entries_at_id"), "audit_entries", ["at", "id"])
    op.create_index(op.f("ix_audit_entries_by_id_at"), "audit_entries", ["by_id", "at"])
    op.create_table(
        "changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("field", sa.String(length=60), nullable=False),
        sa.Column("old", sa.Text(), nullable=True),
        sa.Column("new", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("moves_figure", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_changes")),
    )
    op.create_index(op.f("ix_changes_moves_figure_at"), "changes", ["moves_figure", "at"])
    op.create_index(
        op.f("ix_changes_subject_type_subject_id_at_id"), "changes", ["subject_type", "subject_id", "at", "id"]
    )


def add_evidence() -> None:
    """The tables of evidence."""
    op.create_table(
        "stored_files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("media_type", sa.String(length=60), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("stored_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_stored_files_size")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_stored_files")),
    )
    op.create_table(
        "evidence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("caption", sa.Text(), nullable=True),
        sa.Column("shows_people", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=False),
        sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_evidence_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint(
            "subject_type", "subject_id", "sha256", name=op.f("uq_evidence_subject_type_subject_id_sha256")
        ),
    )
    op.create_index(
        op.f("ix_evidence_subject_type_subject_id_added_at"), "evidence", ["subject_type", "subject_id", "added_at"]
    )


def add_jobs() -> None:
    """The tables of jobs."""
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "prepared",
                "running",
                "done",
                "failed",
                "dropped",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("done >= 0 AND done <= total", name=op.f("ck_jobs_progress")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jobs")),
    )
    op.create_index(op.f("ix_jobs_by_id_made_at"), "jobs", ["by_id", "made_at"])
    op.create_index(op.f("ix_jobs_state_made_at"), "jobs", ["state", "made_at"])


def add_people() -> None:
    """The tables of people."""
    op.create_table(
        "bureau",
        sa.Column("id", sa.SmallInteger(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("views_label", sa.String(length=10), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_bureau_one_bureau")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bureau")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "admin",
                "clerk",
                "lead",
                "staff",
                "viewer",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(length=255), nullable=True),
        sa.Column("must_change_password", sa.Boolean(), nullable=False),
        sa.Column("has_demo_password", sa.Boolean(), nullable=False),
        sa.Column("session_number", sa.Integer(), nullable=False),
        sa.Column("disabled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_signed_in_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("username = lower(username)", name=op.f("ck_people_username_lower")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("username", name=op.f("uq_people_username")),
    )
    op.create_index(op.f("ix_people_name_id"), "people", ["name", "id"])
    op.create_table(
        "set_up_links",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_set_up_links")),
    )
    op.create_table(
        "sign_in_tries",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("username", sa.String(length=60), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_tries")),
    )
    op.create_index(op.f("ix_sign_in_tries_address_at"), "sign_in_tries", ["address", "at"])
    op.create_index(op.f("ix_sign_in_tries_username_at"), "sign_in_tries", ["username", "at"])
    op.create_table(
        "teams",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("mark", sa.String(length=2), nullable=False),
        sa.Column("palette", sa.SmallInteger(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_teams_days")),
        sa.CheckConstraint("palette BETWEEN 1 AND 8", name=op.f("ck_teams_palette")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("code", name=op.f("uq_teams_code")),
    )
    op.create_table(
        "bearer_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "scope",
            sa.Enum("log", "read", name="scope", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_bearer_tokens_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bearer_tokens")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_bearer_tokens_token_hash")),
    )
    op.create_index(op.f("ix_bearer_tokens_person_id_made_at"), "bearer_tokens", ["person_id", "made_at"])
    op.create_table(
        "feed_tokens",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_fetched_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_feed_tokens_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_tokens")),
    )
    op.create_index(op.f("ix_feed_tokens_person_id_made_at"), "feed_tokens", ["person_id", "made_at"])
    op.create_table(
        "held_capacities",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "capacity",
            sa.Enum(
                "arbitrator",
                "inspector",
                "lecturer",
                name="capacity",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_held_capacities_days")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_held_capacities_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_capacities")),
        sa.UniqueConstraint(
            "person_id", "capacity", "first_day", name=op.f("uq_held_capacities_person_id_capacity_first_day")
        ),
    )
    op.create_table(
        "memberships",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.CheckConstraint("last_day IS NULL OR last_day >= first_day", name=op.f("ck_memberships_days")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_memberships_person_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_memberships_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_memberships")),
        sa.UniqueConstraint(
            "person_id", "team_id", "first_day", name=op.f("uq_memberships_person_id_team_id_first_day")
        ),
    )
    op.create_index(op.f("ix_memberships_team_id_first_day"), "memberships", ["team_id", "first_day"])


def add_places() -> None:
    """The tables of places."""
    op.create_table(
        "places",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "park",
                "township",
                "community",
                "worksite",
                "enterprise",
                "job_fair",
                "square",
                "hall",
                "school",
                "other",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("parent_id", sa.Uuid(), nullable=True),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("is_key_enterprise", sa.Boolean(), nullable=False),
        sa.Column("is_under_construction", sa.Boolean(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("parent_id IS NULL OR parent_id <> id", name=op.f("ck_places_not_in_itself")),
        sa.ForeignKeyConstraint(["parent_id"], ["places.id"], name=op.f("fk_places_parent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_places")),
    )
    op.create_index(op.f("ix_places_kind_name"), "places", ["kind", "name"])
    op.create_index(op.f("ix_places_name_id"), "places", ["name", "id"])
    op.create_index(op.f("ix_places_parent_id_name"), "places", ["parent_id", "name"])


def add_materials() -> None:
    """The tables of materials."""
    op.create_table(
        "items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "handout",
                "consultation",
                "attendance",
                "display",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("counted_as", sa.String(length=10), nullable=True),
        sa.Column("bundle", sa.Integer(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column(
            "question",
            sa.Enum(
                "policy",
                "enquiry",
                "how_to",
                "complaint",
                "other",
                name="question",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "kind = 'consultation' OR (team_id IS NULL AND question IS NULL)", name=op.f("ck_items_topic_only")
        ),
        sa.CheckConstraint("kind = 'handout' OR counted_as IS NULL", name=op.f("ck_items_counted_as")),
        sa.CheckConstraint("bundle IS NULL OR bundle > 0", name=op.f("ck_items_bundle")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_items_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_items")),
        sa.UniqueConstraint("id", "kind", name=op.f("uq_items_id_kind")),
        sa.UniqueConstraint("kind", "code", name=op.f("uq_items_kind_code")),
    )
    op.create_index(op.f("ix_items_kind_position_id"), "items", ["kind", "position", "id"])


def add_laws() -> None:
    """The tables of laws."""
    op.create_table(
        "laws",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("short_title", sa.Text(), nullable=True),
        sa.Column("in_force_from", sa.Date(), nullable=True),
        sa.Column("in_force_to", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "in_force_to IS NULL OR in_force_from IS NULL OR in_force_to >= in_force_from", name=op.f("ck_laws_days")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_laws")),
        sa.UniqueConstraint("title", name=op.f("uq_laws_title")),
    )
    op.create_index(op.f("ix_laws_title_id"), "laws", ["title", "id"])


def add_schedule() -> None:
    """The tables of schedule."""
    op.create_table(
        "campaigns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_campaigns")),
        sa.UniqueConstraint("code", name=op.f("uq_campaigns_code")),
        sa.UniqueConstraint("name", name=op.f("uq_campaigns_name")),
    )
    op.create_index(op.f("ix_campaigns_position_id"), "campaigns", ["position", "id"])
    op.create_table(
        "editions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_editions_days")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_editions_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_editions")),
        sa.UniqueConstraint("campaign_id", "year", name=op.f("uq_editions_campaign_id_year")),
    )
    op.create_index(op.f("ix_editions_first_day_last_day"), "editions", ["first_day", "last_day"])
    op.create_table(
        "events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column(
            "track",
            sa.Enum(
                "public",
                "enterprise",
                "training",
                "internal",
                name="track",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "standing",
            sa.Enum(
                "host", "co_host", "invited", name="standing", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("lead_team_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(
                "planned", "held", "cancelled", name="status", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("partners", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("counts_separately", sa.Boolean(), nullable=False),
        sa.Column("expected_handouts", sa.Integer(), nullable=True),
        sa.Column("expected_consultations", sa.Integer(), nullable=True),
        sa.Column("expected_attendance", sa.Integer(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancel_reason", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("moved_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.CheckConstraint("(status = 'cancelled') = (cancelled_at IS NOT NULL)", name=op.f("ck_events_cancelled")),
        sa.CheckConstraint("reviewed_at IS NULL OR status = 'held'", name=op.f("ck_events_reviewed_is_held")),
        sa.CheckConstraint("cancelled_at IS NULL OR cancel_reason IS NOT NULL", name=op.f("ck_events_cancel_reason")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_events_ends_after_start")),
        sa.CheckConstraint(
            "expected_attendance IS NULL OR expected_attendance >= 0", name=op.f("ck_events_expected_attendance")
        ),
        sa.CheckConstraint(
            "expected_consultations IS NULL OR expected_consultations >= 0",
            name=op.f("ck_events_expected_consultations"),
        ),
        sa.CheckConstraint(
            "expected_handouts IS NULL OR expected_handouts >= 0", name=op.f("ck_events_expected_handouts")
        ),
        sa.ForeignKeyConstraint(["lead_team_id"], ["teams.id"], name=op.f("fk_events_lead_team_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_events_made_by_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_events_place_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["people.id"], name=op.f("fk_events_reviewed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_events")),
    )
    op.create_index(op.f("ix_events_changed_at_id"), "events", ["changed_at", "id"])
    op.create_index(op.f("ix_events_day_starts_at_id"), "events", ["day", "starts_at", "id"])
    op.create_index(op.f("ix_events_lead_team_id_day"), "events", ["lead_team_id", "day"])
    op.create_index(op.f("ix_events_place_id_day"), "events", ["place_id", "day"])
    op.create_index(op.f("ix_events_status_day"), "events", ["status", "day"])
    op.create_table(
        "assignments",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum(
                "lead",
                "speaker",
                "desk",
                "driver",
                "help",
                name="duty",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_assignments_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_assignments_person_id")),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_assignments")),
    )
    op.create_index(op.f("ix_assignments_person_id_event_id"), "assignments", ["person_id", "event_id"])
    op.create_table(
        "campaign_tags",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_campaign_tags_edition_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_campaign_tags_event_id")),
        sa.PrimaryKeyConstraint("event_id", "edition_id", name=op.f("pk_campaign_tags")),
    )
    op.create_index(op.f("ix_campaign_tags_edition_id_event_id"), "campaign_tags", ["edition_id", "event_id"])
    op.create_table(
        "event_forms",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "form",
            sa.Enum(
                "talk",
                "cases",
                "on_site",
                "desk",
                "handout",
                "check_up",
                "on_demand",
                "lecture",
                "quiz",
                name="form",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_event_forms_event_id")),
        sa.PrimaryKeyConstraint("event_id", "form", name=op.f("pk_event_forms")),
    )
    op.create_index(op.f("ix_event_forms_form_event_id"), "event_forms", ["form", "event_id"])
    op.create_table(
        "explained_laws",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("law_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_explained_laws_event_id")),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_explained_laws_law_id")),
        sa.PrimaryKeyConstraint("event_id", "law_id", name=op.f("pk_explained_laws")),
    )
    op.create_index(op.f("ix_explained_laws_law_id_event_id"), "explained_laws", ["law_id", "event_id"])
    op.create_table(
        "joining_teams",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_joining_teams_event_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_joining_teams_team_id")),
        sa.PrimaryKeyConstraint("event_id", "team_id", name=op.f("pk_joining_teams")),
    )
    op.create_index(op.f("ix_joining_teams_team_id_event_id"), "joining_teams", ["team_id", "event_id"])
    op.create_table(
        "planned_items",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.CheckConstraint("quantity IS NULL OR quantity >= 0", name=op.f("ck_planned_items_quantity")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_planned_items_event_id")),
        sa.ForeignKeyConstraint(["item_id"], ["items.id"], name=op.f("fk_planned_items_item_id")),
        sa.PrimaryKeyConstraint("event_id", "item_id", name=op.f("pk_planned_items")),
    )
    op.create_index(op.f("ix_planned_items_item_id_event_id"), "planned_items", ["item_id", "event_id"])


def add_logbook() -> None:
    """The tables of logbook."""
    op.create_table(
        "tallies",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "handout",
                "consultation",
                "attendance",
                "display",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("item_id", sa.Uuid(), nullable=True),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column(
            "basis",
            sa.Enum(
                "counted",
                "brought_minus_left",
                "estimated",
                name="basis",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("clock_offset", sa.Integer(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.Column("takes_back", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note_hash", sa.String(length=64), nullable=True),
        sa.CheckConstraint("kind <> 'display' OR item_id IS NOT NULL", name=op.f("ck_tallies_display_has_item")),
        sa.CheckConstraint(
            "reverses_id IS NOT NULL OR quantity > 0 OR (quantity = 0 AND kind = 'handout' AND item_id IS NULL)",
            name=op.f("ck_tallies_quantity"),
        ),
        sa.CheckConstraint("quantity BETWEEN -1000000 AND 1000000", name=op.f("ck_tallies_quantity_range")),
        sa.CheckConstraint(
            "reverses_id IS NULL OR (reverses_id <> id AND reason IS NOT NULL)", name=op.f("ck_tallies_reversal")
        ),
        sa.CheckConstraint(
            "takes_back = (quantity < 0) OR (quantity = 0 AND reverses_id IS NOT NULL)",
            name=op.f("ck_tallies_takes_back"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_tallies_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_tallies_event_id")),
        sa.ForeignKeyConstraint(["item_id", "kind"], ["items.id", "items.kind"], name=op.f("fk_tallies_item_id_kind")),
        sa.ForeignKeyConstraint(["reverses_id"], ["tallies.id"], name=op.f("fk_tallies_reverses_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["people.id"], name=op.f("fk_tallies_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tallies")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_tallies_by_id_received_at"), "tallies", ["by_id", "received_at"])
    op.create_index(
        "ix_tallies_event_sums", "tallies", ["event_id", "kind", "item_id", "quantity", "received_at", "basis"]
    )
    op.create_index(op.f("ix_tallies_item_id"), "tallies", ["item_id"])
    op.create_index(op.f("ix_tallies_received_at_id"), "tallies", ["received_at", "id"])
    op.create_index(
        "uq_tallies_reverses_id",
        "tallies",
        ["reverses_id"],
        unique=True,
        sqlite_where=sa.text("reverses_id IS NOT NULL"),
        postgresql_where=sa.text("reverses_id IS NOT NULL"),
    )
    op.create_table(
        "tally_notes",
        sa.Column("tally_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["tally_id"], ["tallies.id"], name=op.f("fk_tally_notes_tally_id")),
        sa.PrimaryKeyConstraint("tally_id", name=op.f("pk_tally_notes")),
    )


def add_media() -> None:
    """The tables of media."""
    op.create_table(
        "channels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column(
            "medium",
            sa.Enum(
                "newspaper",
                "website",
                "app",
                "micro",
                "video",
                "screen",
                name="medium",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "level",
            sa.Enum(
                "central",
                "province",
                "city",
                "county",
                "own",
                name="level",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("is_own", sa.Boolean(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_channels")),
        sa.UniqueConstraint("code", name=op.f("uq_channels_code")),
    )
    op.create_index(op.f("ix_channels_name_id"), "channels", ["name", "id"])
    op.create_table(
        "articles",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "article", "post", "video", "piece", name="kind", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("post_id", sa.Uuid(), nullable=True),
        sa.Column("authors", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdraw_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(kind = 'piece') = (post_id IS NOT NULL)", name=op.f("ck_articles_piece_of_post")),
        sa.CheckConstraint("(withdrawn_at IS NULL) = (withdraw_reason IS NULL)", name=op.f("ck_articles_withdrawn")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_articles_event_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_articles_made_by_id")),
        sa.ForeignKeyConstraint(["post_id"], ["articles.id"], name=op.f("fk_articles_post_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_articles_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_index(op.f("ix_articles_day_id"), "articles", ["day", "id"])
    op.create_index(op.f("ix_articles_event_id"), "articles", ["event_id"])
    op.create_index(op.f("ix_articles_kind_day"), "articles", ["kind", "day"])
    op.create_index(op.f("ix_articles_post_id"), "articles", ["post_id"])
    op.create_index(op.f("ix_articles_team_id_day"), "articles", ["team_id", "day"])
    op.create_table(
        "article_tags",
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("edition_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_article_tags_article_id")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_article_tags_edition_id")),
        sa.PrimaryKeyConstraint("article_id", "edition_id", name=op.f("pk_article_tags")),
    )
    op.create_index(op.f("ix_article_tags_edition_id_article_id"), "article_tags", ["edition_id", "article_id"])
    op.create_table(
        "placements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_placements_article_id")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_placements_channel_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placements")),
    )
    op.create_index(op.f("ix_placements_article_id_day"), "placements", ["article_id", "day"])
    op.create_index(op.f("ix_placements_channel_id_day"), "placements", ["channel_id", "day"])
    op.create_index(op.f("ix_placements_url"), "placements", ["url"])
    op.create_table(
        "readings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column(
            "metric",
            sa.Enum(
                "people",
                "times",
                "plays",
                "shares",
                "likes",
                name="metric",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("proof_note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("value >= 0", name=op.f("ck_readings_value")),
        sa.ForeignKeyConstraint(["placement_id"], ["placements.id"], name=op.f("fk_readings_placement_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_readings_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    )
    op.create_index(op.f("ix_readings_day"), "readings", ["day"])
    op.create_index("ix_readings_series", "readings", ["placement_id", "metric", "day", "recorded_at", "value"])


def add_reports() -> None:
    """The tables of reports."""
    op.create_table(
        "drawings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("filters", sa.JSON(), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_drawings_days")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_drawings_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drawings")),
    )
    op.create_index(op.f("ix_drawings_year_at"), "drawings", ["year", "at"])
    op.create_table(
        "drawn_figures",
        sa.Column("drawing_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=True),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["drawing_id"], ["drawings.id"], name=op.f("fk_drawn_figures_drawing_id")),
        sa.PrimaryKeyConstraint("drawing_id", "key", name=op.f("pk_drawn_figures")),
    )
    op.create_table(
        "drawn_lines",
        sa.Column("drawing_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["drawing_id", "key"],
            ["drawn_figures.drawing_id", "drawn_figures.key"],
            name=op.f("fk_drawn_lines_drawing_id_key"),
        ),
        sa.PrimaryKeyConstraint("drawing_id", "key", "line_id", name=op.f("pk_drawn_lines")),
        sqlite_with_rowid=False,
    )
