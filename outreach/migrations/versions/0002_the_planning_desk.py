"""What the planning desk stands on: working days, leave, stock, deadlines, where places lie, how campaigns recur."""

import sqlalchemy as sa
from alembic import op

from outreach.migrations.columns import add_column, drop_columns

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

RULES = ("fixed", "month", "around_spring_festival", "until_spring_festival", "notice")


def upgrade() -> None:
    """Carry the tables forward."""
    add_workdays()
    add_leaves()
    add_movements()
    add_deadlines()
    add_to_places()
    add_to_campaigns()


def downgrade() -> None:
    """Carry them back."""
    drop_columns("editions", "document", "is_proposed")
    drop_columns("campaigns", "rule_from_year", "rule_last", "rule_first", "rule")
    drop_columns("places", "market_calendar", "market_days", "longitude", "latitude")
    for table in ("deadlines", "movements", "leaves", "special_days", "announced_years"):
        op.drop_table(table)


def add_workdays() -> None:
    """Which days are worked."""
    op.create_table(
        "announced_years",
        sa.Column("year", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("year BETWEEN 1950 AND 2150", name=op.f("ck_announced_years_year")),
        sa.PrimaryKeyConstraint("year", name=op.f("pk_announced_years")),
    )
    op.create_table(
        "special_days",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("off", "worked", name="kind", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["year"], ["announced_years.year"], name=op.f("fk_special_days_year")),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_special_days")),
    )
    op.create_index(op.f("ix_special_days_year_day"), "special_days", ["year", "day"])


def add_leaves() -> None:
    """When somebody is on leave."""
    op.create_table(
        "leaves",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_leaves_days")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_leaves_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leaves")),
    )
    op.create_index(op.f("ix_leaves_last_day_first_day"), "leaves", ["last_day", "first_day"])
    op.create_index(op.f("ix_leaves_person_id_first_day"), "leaves", ["person_id", "first_day"])


def add_movements() -> None:
    """The stock of materials, only added to."""
    op.create_table(
        "movements",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column(
            "item_kind",
            sa.Enum(
                "handout",
                "consultation",
                "attendance",
                "display",
                name="item_kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "printed",
                "issued",
                "returned",
                "lost",
                "counted",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("quantity", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("item_kind = 'handout'", name=op.f("ck_movements_material")),
        sa.CheckConstraint("quantity <> 0", name=op.f("ck_movements_quantity")),
        sa.ForeignKeyConstraint(
            ["item_id", "item_kind"], ["items.id", "items.kind"], name=op.f("fk_movements_item_id_item_kind")
        ),
        sa.ForeignKeyConstraint(["made_by_id"], ["people.id"], name=op.f("fk_movements_made_by_id")),
        sa.ForeignKeyConstraint(["reverses_id"], ["movements.id"], name=op.f("fk_movements_reverses_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_movements_team_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_movements")),
        sa.UniqueConstraint("reverses_id", name=op.f("uq_movements_reverses_id")),
    )
    op.create_index(op.f("ix_movements_item_id_day_id"), "movements", ["item_id", "day", "id"])
    op.create_index(op.f("ix_movements_team_id_day"), "movements", ["team_id", "day"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER movements_no_{verb} BEFORE {verb.upper()} ON movements "
                "BEGIN SELECT RAISE(ABORT, 'movements is only added to'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER movements_no_change BEFORE UPDATE OR DELETE ON movements "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER movements_no_truncate BEFORE TRUNCATE ON movements "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def add_deadlines() -> None:
    """By when something is due."""
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("addressees", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    op.create_index(op.f("ix_deadlines_day_id"), "deadlines", ["day", "id"])


def add_to_places() -> None:
    """Where a place lies, and its market days."""
    add_column(
        "places",
        sa.Column("latitude", sa.Double()),
        "CONSTRAINT ck_places_latitude CHECK (latitude IS NULL OR (latitude BETWEEN -90 AND 90))",
    )
    add_column(
        "places",
        sa.Column("longitude", sa.Double()),
        "CONSTRAINT ck_places_longitude CHECK (longitude IS NULL OR (longitude BETWEEN -180 AND 180))",
        "CONSTRAINT ck_places_position CHECK ((latitude IS NULL) = (longitude IS NULL))",
    )
    add_column("places", sa.Column("market_days", sa.String(length=20)))
    add_column(
        "places",
        sa.Column("market_calendar", sa.String(length=40)),
        "CONSTRAINT ck_places_market_calendar CHECK (market_calendar IN ('solar', 'lunar'))",
        "CONSTRAINT ck_places_market CHECK ((market_days IS NULL) = (market_calendar IS NULL))",
    )


def add_to_campaigns() -> None:
    """How a campaign's days are found, and whether an edition's are confirmed; those that are there were typed."""
    words = ", ".join(f"'{rule}'" for rule in RULES)
    add_column(
        "campaigns",
        sa.Column("rule", sa.String(length=40), nullable=False),
        f"CONSTRAINT ck_campaigns_rule CHECK (rule IN ({words}))",
        default="'notice'",
    )
    add_column("campaigns", sa.Column("rule_first", sa.String(length=5)))
    add_column("campaigns", sa.Column("rule_last", sa.String(length=5)))
    add_column("campaigns", sa.Column("rule_from_year", sa.SmallInteger()))
    add_column("editions", sa.Column("is_proposed", sa.Boolean(), nullable=False), default="false")
    add_column("editions", sa.Column("document", sa.Text()))
