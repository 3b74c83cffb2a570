"""What companies ask for: the menu, the requests, and the knocks that are counted."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

FORMS = ("talk", "cases", "on_site", "desk", "handout", "check_up", "on_demand", "lecture", "quiz")
TABLES = ("order_knocks", "order_wishes", "ordered_topics", "orders", "menu_forms", "menu_topics")


def upgrade() -> None:
    """Carry the tables forward."""
    add_menu()
    add_orders()
    add_parts_of_orders()
    add_knocks()


def downgrade() -> None:
    """Carry them back."""
    for table in TABLES:
        op.drop_table(table)


def words(name: str, *values: str) -> sa.Enum:
    """A column of those words."""
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=40)


def add_menu() -> None:
    """What can be asked for."""
    op.create_table(
        "menu_topics",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_menu_topics_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_menu_topics")),
    )
    op.create_index(op.f("ix_menu_topics_position_id"), "menu_topics", ["position", "id"])
    op.create_table(
        "menu_forms",
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.Column("form", words("form", *FORMS), nullable=False),
        sa.ForeignKeyConstraint(["topic_id"], ["menu_topics.id"], name=op.f("fk_menu_forms_topic_id")),
        sa.PrimaryKeyConstraint("topic_id", "form", name=op.f("pk_menu_forms")),
    )


def add_orders() -> None:
    """What was asked for."""
    op.create_table(
        "orders",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=False),
        sa.Column("company", sa.String(length=100), nullable=False),
        sa.Column("address", sa.Text(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("contact", sa.String(length=40), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("team_id", sa.Uuid(), nullable=False),
        sa.Column("state", words("state", "open", "accepted", "declined", "withdrawn"), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(state = 'accepted') = (event_id IS NOT NULL)", name=op.f("ck_orders_event")),
        sa.CheckConstraint("(state = 'declined') = (reason IS NOT NULL)", name=op.f("ck_orders_reason")),
        sa.CheckConstraint("(state = 'open') = (ended_at IS NULL)", name=op.f("ck_orders_ended_at")),
        sa.CheckConstraint("people IS NULL OR people > 0", name=op.f("ck_orders_people")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_orders_event_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_orders_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_orders")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_orders_code_hash")),
    )
    op.create_index(op.f("ix_orders_event_id"), "orders", ["event_id"])
    op.create_index(op.f("ix_orders_made_at_id"), "orders", ["made_at", "id"])
    op.create_index(op.f("ix_orders_state_made_at_id"), "orders", ["state", "made_at", "id"])
    op.create_index(op.f("ix_orders_team_id_state_made_at"), "orders", ["team_id", "state", "made_at"])


def add_parts_of_orders() -> None:
    """Topics that were chosen, and days that were wished."""
    op.create_table(
        "ordered_topics",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("topic_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_ordered_topics_order_id")),
        sa.ForeignKeyConstraint(["topic_id"], ["menu_topics.id"], name=op.f("fk_ordered_topics_topic_id")),
        sa.PrimaryKeyConstraint("order_id", "topic_id", name=op.f("pk_ordered_topics")),
    )
    op.create_table(
        "order_wishes",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("half", words("half", "morning", "afternoon"), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_order_wishes_order_id")),
        sa.PrimaryKeyConstraint("order_id", "position", name=op.f("pk_order_wishes")),
    )


def add_knocks() -> None:
    """The tries of strangers."""
    op.create_table(
        "order_knocks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", words("kind", "order", "code"), nullable=False),
        sa.Column("address_hash", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_order_knocks")),
    )
    op.create_index(op.f("ix_order_knocks_kind_address_hash_at"), "order_knocks", ["kind", "address_hash", "at"])
    op.create_index(op.f("ix_order_knocks_kind_at"), "order_knocks", ["kind", "at"])
