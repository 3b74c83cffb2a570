"""Series of events: the pattern, and the days of it with their events."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "series",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("repeat", word("repeat", "weeks", "month_weekday", "month_day", "market"), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("interval", sa.SmallInteger(), nullable=False),
        sa.Column("weekdays", sa.String(length=20), nullable=True),
        sa.Column("nth", sa.SmallInteger(), nullable=True),
        sa.Column("month_day", sa.SmallInteger(), nullable=True),
        sa.Column("market_days", sa.String(length=20), nullable=True),
        sa.Column("market_calendar", word("market_calendar", "solar", "lunar"), nullable=True),
        sa.Column("day_off", word("day_off", "leave_out", "next_working", "keep"), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("interval BETWEEN 1 AND 52", name=op.f("ck_series_interval")),
        sa.CheckConstraint(
            "(repeat IN ('weeks', 'month_weekday')) = (weekdays IS NOT NULL)", name=op.f("ck_series_weekdays")
        ),
        sa.CheckConstraint("(repeat = 'month_weekday') = (nth IS NOT NULL)", name=op.f("ck_series_nth")),
        sa.CheckConstraint("(repeat = 'month_day') = (month_day IS NOT NULL)", name=op.f("ck_series_month_day")),
        sa.CheckConstraint("(repeat = 'market') = (market_days IS NOT NULL)", name=op.f("ck_series_market_days")),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_series_made_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series")),
    )
    op.create_table(
        "series_slots",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("series_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["series_id"], ["series.id"], name=op.f("fk_series_slots_series_id")),
        sa.ForeignKeyConstraint(["event_id"], ["events.id"], name=op.f("fk_series_slots_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_series_slots")),
        sa.UniqueConstraint("event_id", name=op.f("uq_series_slots_event_id")),
    )
    op.create_index(op.f("ix_series_slots_series_id_day_id"), "series_slots", ["series_id", "day", "id"])


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("series_slots")
    op.drop_table("series")


def word(name: str, *members: str) -> sa.Enum:
    """A column of words, with its check."""
    return sa.Enum(*members, name=name, native_enum=False, create_constraint=True, length=40)
