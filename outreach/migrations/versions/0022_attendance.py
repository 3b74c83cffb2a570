"""Who was there: statements about our own people, companies, and the pages on which companies sign in."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Carry the tables forward."""
    add_presences()
    add_sheets()
    add_companies()
    add_knocks()


def downgrade() -> None:
    """Carry them back."""
    for table in ("sign_in_knocks", "companies_present", "sign_in_sheets", "presences"):
        op.drop_table(table)


def instant(name: str, *, nullable: bool = False) -> sa.Column:
    """An instant."""
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def link(table: str, column: str, to: str) -> sa.ForeignKeyConstraint:
    """A foreign key."""
    return sa.ForeignKeyConstraint([column], [f"{to}.id"], name=op.f(f"fk_{table}_{column}"))


def add_presences() -> None:
    """What was said about who was there."""
    op.create_table(
        "presences",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("there", sa.Boolean(), nullable=False),
        instant("at"),
        instant("received_at"),
        sa.Column("by_id", sa.Uuid(), nullable=False),
        link("presences", "event_id", "events"),
        link("presences", "person_id", "people"),
        link("presences", "by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presences")),
    )
    op.create_index(op.f("ix_presences_event_id_person_id_at"), "presences", ["event_id", "person_id", "at"])
    op.create_index(op.f("ix_presences_person_id"), "presences", ["person_id"])
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER presences_no_{verb} BEFORE {verb.upper()} ON presences "
                "BEGIN SELECT RAISE(ABORT, 'presences is only added to'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER presences_no_change BEFORE UPDATE OR DELETE ON presences "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER presences_no_truncate BEFORE TRUNCATE ON presences "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )


def add_sheets() -> None:
    """The pages on which companies sign in."""
    is_open = sa.text("closed_at IS NULL")
    op.create_table(
        "sign_in_sheets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        instant("opened_at"),
        sa.Column("opened_by_id", sa.Uuid(), nullable=False),
        instant("closed_at", nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(closed_at IS NULL) = (closed_by_id IS NULL)", name=op.f("ck_sign_in_sheets_closed")),
        link("sign_in_sheets", "event_id", "events"),
        link("sign_in_sheets", "opened_by_id", "people"),
        link("sign_in_sheets", "closed_by_id", "people"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_sheets")),
    )
    op.create_index(
        op.f("uq_sign_in_sheets_event_id"),
        "sign_in_sheets",
        ["event_id"],
        unique=True,
        sqlite_where=is_open,
        postgresql_where=is_open,
    )


def add_companies() -> None:
    """The companies at an event."""
    table = "companies_present"
    state = sa.Enum(
        "waiting", "accepted", "dropped", name="state", native_enum=False, create_constraint=True, length=40
    )
    op.create_table(
        table,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("sheet_id", sa.Uuid(), nullable=True),
        sa.Column("state", state, nullable=False),
        instant("made_at"),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        instant("decided_at", nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("tally_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(sheet_id IS NULL) = (made_by_id IS NOT NULL)", name=op.f(f"ck_{table}_made_by")),
        sa.CheckConstraint("people IS NULL OR people > 0", name=op.f(f"ck_{table}_people")),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f(f"ck_{table}_decided_at")),
        sa.CheckConstraint("(decided_at IS NULL) = (decided_by_id IS NULL)", name=op.f(f"ck_{table}_decided_by")),
        link(table, "event_id", "events"),
        link(table, "place_id", "places"),
        link(table, "sheet_id", "sign_in_sheets"),
        link(table, "made_by_id", "people"),
        link(table, "decided_by_id", "people"),
        link(table, "tally_id", "tallies"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("tally_id", name=op.f(f"uq_{table}_tally_id")),
    )
    op.create_index(op.f(f"ix_{table}_event_id_made_at_id"), table, ["event_id", "made_at", "id"])
    op.create_index(op.f(f"ix_{table}_place_id"), table, ["place_id"])
    op.create_index(op.f(f"ix_{table}_sheet_id"), table, ["sheet_id"])


def add_knocks() -> None:
    """The sign-ins of strangers."""
    op.create_table(
        "sign_in_knocks",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("address_hash", sa.String(length=32), nullable=False),
        instant("at"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_knocks")),
    )
    op.create_index(op.f("ix_sign_in_knocks_address_hash_at"), "sign_in_knocks", ["address_hash", "at"])
    op.create_index(op.f("ix_sign_in_knocks_at"), "sign_in_knocks", ["at"])
