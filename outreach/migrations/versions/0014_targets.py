"""What a year shall bring: targets of the bureau, its teams and campaigns."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MEASURES = (
    "events_public",
    "events_enterprise",
    "events_training",
    "handouts",
    "consultations",
    "attendance",
    "articles",
)


def upgrade() -> None:
    """Carry the tables forward."""
    op.create_table(
        "targets",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("team_id", sa.Uuid(), nullable=True),
        sa.Column("campaign_id", sa.Uuid(), nullable=True),
        sa.Column(
            "measure",
            sa.Enum(*MEASURES, name="measure", native_enum=False, create_constraint=True, length=40),
            nullable=False,
        ),
        sa.Column("quantity", sa.Integer(), nullable=True),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("team_id IS NULL OR campaign_id IS NULL", name=op.f("ck_targets_one_scope")),
        sa.CheckConstraint("quantity IS NULL OR quantity > 0", name=op.f("ck_targets_quantity")),
        sa.CheckConstraint("year BETWEEN 1950 AND 2150", name=op.f("ck_targets_year")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_targets_team_id")),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_targets_campaign_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_targets")),
    )
    op.create_index(op.f("ix_targets_year_id"), "targets", ["year", "id"])
    one_each(["year", "measure"], "team_id IS NULL AND campaign_id IS NULL")
    one_each(["year", "team_id", "measure"], "team_id IS NOT NULL")
    one_each(["year", "campaign_id", "measure"], "campaign_id IS NOT NULL")


def one_each(columns: list[str], where: str) -> None:
    """One row for these columns among the rows `where`."""
    name, condition = op.f(f"ix_targets_{'_'.join(columns)}"), sa.text(where)
    op.create_index(name, "targets", columns, unique=True, sqlite_where=condition, postgresql_where=condition)


def downgrade() -> None:
    """Carry them back."""
    op.drop_table("targets")
