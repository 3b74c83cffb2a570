"""Into the companies: check-up lists and check-ups, risk notices, cases, standard answers, proposals; names of places."""

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements
from outreach.migrations.columns import add_column, drop_columns

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

SUBJECTS = (
    "labour_contract",
    "pay",
    "working_time",
    "social_insurance",
    "work_injury",
    "dispatch",
    "special_protection",
    "wage_accounts",
    "other",
)
TRADES = (
    "manufacturing",
    "construction",
    "wholesale_retail",
    "catering",
    "transport",
    "labour_services",
    "property",
    "agriculture",
    "other",
)
APPEND_ONLY = ("check_answers", "check_answers_replaced", "notice_templates")
TABLES = (
    "cases",
    "check_lists",
    "notice_templates",
    "place_names",
    "place_merges",
    "case_grams",
    "case_laws",
    "check_list_versions",
    "check_ups",
    "proposals",
    "standard_answers",
    "answer_grams",
    "case_events",
    "case_articles",
    "check_points",
    "notices",
    "check_answers",
    "notice_items",
    "check_answers_replaced",
    "check_notes",
    "check_results",
)


def upgrade() -> None:
    """Carry the tables forward."""
    _add_to_places()
    op.create_table(
        "cases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("subject", _words("subject", SUBJECTS), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("dispute", sa.Text(), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("lesson", sa.Text(), nullable=False),
        sa.Column("cost", sa.String(length=200), nullable=True),
        sa.Column(
            "source", _words("source", ("arbitration", "mediation", "inspection", "court", "published")), nullable=False
        ),
        sa.Column("source_text", sa.String(length=200), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_cases_made_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_cases_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )
    op.create_index(op.f("ix_cases_retired_at_changed_at_id"), "cases", ["retired_at", "changed_at", "id"])
    op.create_index(
        op.f("ix_cases_retired_at_subject_changed_at_id"), "cases", ["retired_at", "subject", "changed_at", "id"]
    )
    op.create_index(op.f("ix_cases_team_id"), "cases", ["team_id"])

    op.create_table(
        "check_lists",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject", _words("subject", SUBJECTS), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_check_lists_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_lists")),
        sa.UniqueConstraint("title", name=op.f("uq_check_lists_title")),
    )
    op.create_index(op.f("ix_check_lists_position_id"), "check_lists", ["position", "id"])
    op.create_index(op.f("ix_check_lists_team_id"), "check_lists", ["team_id"])

    op.create_table(
        "notice_templates",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_notice_templates_by_id")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_notice_templates_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_templates")),
    )
    op.create_index(op.f("ix_notice_templates_at_id"), "notice_templates", ["at", "id"])
    op.create_index(op.f("ix_notice_templates_sha256"), "notice_templates", ["sha256"])

    op.create_table(
        "place_names",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_names_place_id")),
        sa.PrimaryKeyConstraint("place_id", "name", name=op.f("pk_place_names")),
    )
    op.create_index(op.f("ix_place_names_name"), "place_names", ["name"])

    op.create_table(
        "place_merges",
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("into_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("place_id <> into_id", name=op.f("ck_place_merges_another")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_place_merges_place_id")),
        sa.ForeignKeyConstraint(["into_id"], ["places.id"], name=op.f("fk_place_merges_into_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_place_merges_by_id")),
        sa.PrimaryKeyConstraint("place_id", name=op.f("pk_place_merges")),
    )
    op.create_index(op.f("ix_place_merges_into_id_at"), "place_merges", ["into_id", "at"])
    op.create_table(
        "case_grams",
        sa.Column("gram", sa.String(length=40), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_grams_case_id")),
        sa.PrimaryKeyConstraint("gram", "case_id", name=op.f("pk_case_grams")),
    )
    op.create_index(op.f("ix_case_grams_case_id"), "case_grams", ["case_id"])

    op.create_table(
        "case_laws",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("law_id", sa.Uuid(), nullable=False),
        sa.Column("article", sa.String(length=100), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_laws_case_id")),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_case_laws_law_id")),
        sa.PrimaryKeyConstraint("case_id", "position", name=op.f("pk_case_laws")),
    )
    op.create_index(op.f("ix_case_laws_law_id_case_id"), "case_laws", ["law_id", "case_id"])

    op.create_table(
        "check_list_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("list_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(published_at IS NULL) = (published_by_id IS NULL)", name=op.f("ck_check_list_versions_published")
        ),
        sa.ForeignKeyConstraint(["list_id"], ["check_lists.id"], name=op.f("fk_check_list_versions_list_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_check_list_versions_made_by_id")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["people.id"], name=op.f("fk_check_list_versions_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_list_versions")),
        sa.UniqueConstraint("list_id", "number", name=op.f("uq_check_list_versions_list_id_number")),
    )
    op.create_index(
        op.f("ix_check_list_versions_list_id_published_at"), "check_list_versions", ["list_id", "published_at"]
    )

    op.create_table(
        "check_ups",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("finished_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(finished_at IS NULL) = (finished_by_id IS NULL)", name=op.f("ck_check_ups_finished")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_check_ups_event_id")),
        sa.ForeignKeyConstraint(["finished_by_id"], ["people.id"], name=op.f("fk_check_ups_finished_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_check_ups_made_by_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_check_ups_place_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_ups")),
        sa.UniqueConstraint("event_id", "place_id", name=op.f("uq_check_ups_event_id_place_id")),
    )
    op.create_index(op.f("ix_check_ups_made_at_id"), "check_ups", ["made_at", "id"])
    op.create_index(op.f("ix_check_ups_place_id_made_at_id"), "check_ups", ["place_id", "made_at", "id"])

    op.create_table(
        "proposals",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("asked_before", sa.Integer(), nullable=False),
        sa.Column("last_event_id", sa.Uuid(), nullable=True),
        sa.Column("edition_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", _words("state", ("open", "accepted", "dismissed")), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(state = 'accepted') = (event_id IS NOT NULL)", name=op.f("ck_proposals_event")),
        sa.CheckConstraint("(state = 'dismissed') = (reason IS NOT NULL)", name=op.f("ck_proposals_reason")),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_proposals_ended_at")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_proposals_days")),
        sa.ForeignKeyConstraint(["edition_id"], ["editions.id"], name=op.f("fk_proposals_edition_id")),
        sa.ForeignKeyConstraint(["ended_by_id"], ["people.id"], name=op.f("fk_proposals_ended_by_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_proposals_event_id")),
        sa.ForeignKeyConstraint(["last_event_id"], ["events.id"], name=op.f("fk_proposals_last_event_id")),
        sa.ForeignKeyConstraint(["place_id"], ["places.id"], name=op.f("fk_proposals_place_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_proposals_team_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["items.id"], name=op.f("fk_proposals_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposals")),
        sa.UniqueConstraint("topic_id", "place_id", "first_day", name=op.f("uq_proposals_topic_id_place_id_first_day")),
    )
    op.create_index(op.f("ix_proposals_event_id"), "proposals", ["event_id"])
    op.create_index(op.f("ix_proposals_made_at_id"), "proposals", ["made_at", "id"])
    op.create_index(op.f("ix_proposals_place_id"), "proposals", ["place_id"])
    op.create_index(op.f("ix_proposals_state_team_id_made_at_id"), "proposals", ["state", "team_id", "made_at", "id"])
    op.create_index(op.f("ix_proposals_team_id"), "proposals", ["team_id"])

    op.create_table(
        "standard_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("law_id", sa.Uuid(), nullable=True),
        sa.Column("article", sa.String(length=100), nullable=True),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_standard_answers_law_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_standard_answers_made_by_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_standard_answers_team_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["items.id"], name=op.f("fk_standard_answers_topic_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_standard_answers")),
    )
    op.create_index(op.f("ix_standard_answers_law_id"), "standard_answers", ["law_id"])
    op.create_index(
        op.f("ix_standard_answers_retired_at_changed_at_id"), "standard_answers", ["retired_at", "changed_at", "id"]
    )
    op.create_index(op.f("ix_standard_answers_team_id"), "standard_answers", ["team_id"])
    op.create_index(
        op.f("ix_standard_answers_topic_id_position_id"), "standard_answers", ["topic_id", "position", "id"]
    )

    op.create_table(
        "answer_grams",
        sa.Column("gram", sa.String(length=40), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["standard_answers.id"], name=op.f("fk_answer_grams_answer_id")),
        sa.PrimaryKeyConstraint("gram", "answer_id", name=op.f("pk_answer_grams")),
    )
    op.create_index(op.f("ix_answer_grams_answer_id"), "answer_grams", ["answer_id"])

    op.create_table(
        "case_events",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_events_case_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_case_events_event_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_case_events_by_id")),
        sa.PrimaryKeyConstraint("case_id", "event_id", name=op.f("pk_case_events")),
    )
    op.create_index(op.f("ix_case_events_event_id_case_id"), "case_events", ["event_id", "case_id"])
    op.create_table(
        "case_articles",
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("article_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_articles_case_id")),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f("fk_case_articles_article_id")),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_case_articles_by_id")),
        sa.PrimaryKeyConstraint("case_id", "article_id", name=op.f("pk_case_articles")),
    )
    op.create_index(op.f("ix_case_articles_article_id_case_id"), "case_articles", ["article_id", "case_id"])
    op.create_table(
        "check_points",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("look_at", sa.Text(), nullable=True),
        sa.Column("law_id", sa.Uuid(), nullable=True),
        sa.Column("article", sa.String(length=100), nullable=True),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("cost", sa.String(length=300), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("within_days", sa.SmallInteger(), nullable=True),
        sa.Column("ask", sa.String(length=100), nullable=True),
        sa.CheckConstraint("weight BETWEEN 1 AND 3", name=op.f("ck_check_points_weight")),
        sa.CheckConstraint(
            "within_days IS NULL OR within_days BETWEEN 1 AND 365", name=op.f("ck_check_points_within_days")
        ),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_check_points_law_id")),
        sa.ForeignKeyConstraint(["version_id"], ["check_list_versions.id"], name=op.f("fk_check_points_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_points")),
        sa.UniqueConstraint("version_id", "key", name=op.f("uq_check_points_version_id_key")),
    )
    op.create_index(op.f("ix_check_points_key"), "check_points", ["key"])
    op.create_index(op.f("ix_check_points_law_id"), "check_points", ["law_id"])
    op.create_index(op.f("ix_check_points_version_id_position_id"), "check_points", ["version_id", "position", "id"])

    op.create_table(
        "notices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_up_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.String(length=60), nullable=True),
        sa.Column("state", _words("state", ("draft", "reviewed", "handed_over", "withdrawn")), nullable=False),
        sa.Column("opening", sa.Text(), nullable=True),
        sa.Column("closing", sa.Text(), nullable=True),
        sa.Column("contact", sa.String(length=100), nullable=True),
        sa.Column("revisit_on", sa.Date(), nullable=True),
        sa.Column("revisit_event_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_by_id", sa.Uuid(), nullable=True),
        sa.Column("released_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("released_by_id", sa.Uuid(), nullable=True),
        sa.Column("withdrawn_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "state <> 'draft' OR (reviewed_at IS NULL AND handed_at IS NULL)", name=op.f("ck_notices_draft")
        ),
        sa.CheckConstraint("state <> 'handed_over' OR handed_at IS NOT NULL", name=op.f("ck_notices_is_handed_over")),
        sa.CheckConstraint("state <> 'withdrawn' OR withdrawn_reason IS NOT NULL", name=op.f("ck_notices_withdrawn")),
        sa.CheckConstraint(
            "state NOT IN ('reviewed', 'handed_over') OR reviewed_at IS NOT NULL", name=op.f("ck_notices_is_reviewed")
        ),
        sa.CheckConstraint("(handed_at IS NULL) = (handed_by_id IS NULL)", name=op.f("ck_notices_handed")),
        sa.CheckConstraint("(released_at IS NULL) = (released_by_id IS NULL)", name=op.f("ck_notices_released")),
        sa.CheckConstraint("(reviewed_at IS NULL) = (reviewed_by_id IS NULL)", name=op.f("ck_notices_reviewed")),
        sa.ForeignKeyConstraint(["check_up_id"], ["check_ups.id"], name=op.f("fk_notices_check_up_id")),
        sa.ForeignKeyConstraint(["handed_by_id"], ["people.id"], name=op.f("fk_notices_handed_by_id")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_notices_made_by_id")),
        sa.ForeignKeyConstraint(["released_by_id"], ["people.id"], name=op.f("fk_notices_released_by_id")),
        sa.ForeignKeyConstraint(["reviewed_by_id"], ["people.id"], name=op.f("fk_notices_reviewed_by_id")),
        sa.ForeignKeyConstraint(["revisit_event_id"], ["events.id"], name=op.f("fk_notices_revisit_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
    )
    op.create_index(op.f("ix_notices_made_at_id"), "notices", ["made_at", "id"])
    op.create_index(op.f("ix_notices_revisit_event_id"), "notices", ["revisit_event_id"])
    op.create_index(op.f("ix_notices_revisit_on_revisit_event_id"), "notices", ["revisit_on", "revisit_event_id"])
    op.create_index(op.f("ix_notices_state_made_at_id"), "notices", ["state", "made_at", "id"])
    op.create_index(
        "uq_notices_check_up_id",
        "notices",
        ["check_up_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'withdrawn'"),
        postgresql_where=sa.text("state <> 'withdrawn'"),
    )

    op.create_table(
        "check_answers",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("check_up_id", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("found", _words("found", ("in_order", "risk", "not_applicable", "not_seen")), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        sa.Column("sent_by_id", sa.Uuid(), nullable=False),
        sa.Column("note_hash", sa.String(length=64), nullable=True),
        sa.Column("content_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_check_answers_by_id")),
        sa.ForeignKeyConstraint(["check_up_id"], ["check_ups.id"], name=op.f("fk_check_answers_check_up_id")),
        sa.ForeignKeyConstraint(["point_id"], ["check_points.id"], name=op.f("fk_check_answers_point_id")),
        sa.ForeignKeyConstraint(["sent_by_id"], ["people.id"], name=op.f("fk_check_answers_sent_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_answers")),
    )
    op.create_index(op.f("ix_check_answers_by_id_received_at"), "check_answers", ["by_id", "received_at"])
    op.create_index(
        op.f("ix_check_answers_check_up_id_point_id_received_at_id"),
        "check_answers",
        ["check_up_id", "point_id", "received_at", "id"],
    )
    op.create_index(op.f("ix_check_answers_point_id"), "check_answers", ["point_id"])
    op.create_index(op.f("ix_check_answers_received_at_id"), "check_answers", ["received_at", "id"])

    op.create_table(
        "notice_items",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("notice_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("subject", _words("subject", SUBJECTS), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("law_id", sa.Uuid(), nullable=True),
        sa.Column("article", sa.String(length=100), nullable=True),
        sa.Column("cost", sa.String(length=300), nullable=True),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("advice", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("ask", sa.String(length=100), nullable=True),
        sa.CheckConstraint("weight BETWEEN 1 AND 3", name=op.f("ck_notice_items_weight")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_notice_items_case_id")),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_notice_items_law_id")),
        sa.ForeignKeyConstraint(["notice_id"], ["notices.id"], name=op.f("fk_notice_items_notice_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice_items")),
        sa.UniqueConstraint("notice_id", "key", name=op.f("uq_notice_items_notice_id_key")),
    )
    op.create_index(op.f("ix_notice_items_case_id"), "notice_items", ["case_id"])
    op.create_index(op.f("ix_notice_items_law_id"), "notice_items", ["law_id"])
    op.create_index(op.f("ix_notice_items_notice_id_position_id"), "notice_items", ["notice_id", "position", "id"])

    op.create_table(
        "check_answers_replaced",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("replaced_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["check_answers.id"], name=op.f("fk_check_answers_replaced_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", "replaced_id", name=op.f("pk_check_answers_replaced")),
    )
    op.create_index(op.f("ix_check_answers_replaced_replaced_id"), "check_answers_replaced", ["replaced_id"])

    op.create_table(
        "check_notes",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["answer_id"], ["check_answers.id"], name=op.f("fk_check_notes_answer_id")),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_check_notes")),
    )
    op.create_table(
        "check_results",
        sa.Column("check_up_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("point_id", sa.Uuid(), nullable=False),
        sa.Column("subject", _words("subject", SUBJECTS), nullable=False),
        sa.Column("weight", sa.SmallInteger(), nullable=False),
        sa.Column("found", _words("found", ("in_order", "risk", "not_applicable", "not_seen")), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("before", _words("before", ("in_order", "risk", "not_applicable", "not_seen")), nullable=True),
        sa.Column("is_mended", sa.Boolean(), nullable=False),
        sa.Column("is_latest", sa.Boolean(), nullable=False),
        sa.CheckConstraint("(found IS NULL) = (answer_id IS NULL)", name=op.f("ck_check_results_answer")),
        sa.CheckConstraint(
            "found IS NOT NULL OR (is_mended = false AND is_latest = false)", name=op.f("ck_check_results_undecided")
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["check_answers.id"], name=op.f("fk_check_results_answer_id")),
        sa.ForeignKeyConstraint(["check_up_id"], ["check_ups.id"], name=op.f("fk_check_results_check_up_id")),
        sa.ForeignKeyConstraint(["point_id"], ["check_points.id"], name=op.f("fk_check_results_point_id")),
        sa.PrimaryKeyConstraint("check_up_id", "key", name=op.f("pk_check_results")),
    )
    op.create_index(op.f("ix_check_results_answer_id"), "check_results", ["answer_id"])
    op.create_index(op.f("ix_check_results_found_check_up_id"), "check_results", ["found", "check_up_id"])
    op.create_index(
        op.f("ix_check_results_is_latest_found_subject"), "check_results", ["is_latest", "found", "subject"]
    )
    op.create_index(op.f("ix_check_results_is_mended_check_up_id"), "check_results", ["is_mended", "check_up_id"])
    op.create_index(op.f("ix_check_results_key"), "check_results", ["key"])
    op.create_index(op.f("ix_check_results_point_id"), "check_results", ["point_id"])
    _guard()


def downgrade() -> None:
    """Carry them back; what these tables held is lost."""
    for table in reversed(TABLES):
        op.drop_table(table)
    drop_columns("places", "trade")


def _words(name, words):
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _add_to_places() -> None:
    known = ", ".join(f"'{trade}'" for trade in TRADES)
    trade = f"CONSTRAINT ck_places_trade CHECK (trade IN ({known}))"
    add_column("places", sa.Column("trade", sa.String(40), nullable=True), trade)


def _guard() -> None:
    statements = sqlite_statements if op.get_bind().dialect.name == "sqlite" else postgresql_statements
    for table in APPEND_ONLY:
        for statement in statements(table):
            op.execute(statement)
