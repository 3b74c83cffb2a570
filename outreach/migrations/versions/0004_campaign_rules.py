"""Campaigns know on which days they run, and which laws they explain."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: code: rule, usual first day, usual last day, first year
KNOWN = {
    "employment_assistance_month": ("notice", "12-15", "01-31", None),
    "spring_breeze": ("around_spring_festival", "01-25", "04-08", None),
    "national_security_day": ("fixed", "04-15", "04-15", None),
    "private_enterprise_month": ("month", "04-01", None, None),
    "occupational_disease_week": ("fixed", "04-25", "05-01", None),
    "wage_regulation_anniversary": ("fixed", "04-20", "05-31", None),
    "civil_code_month": ("fixed", "05-01", "05-31", None),
    "safety_month": ("month", "06-01", None, None),
    "safety_consult_day": ("fixed", "06-16", "06-16", None),
    "golden_autumn": ("month", "10-01", None, None),
    "social_insurance_week": ("notice", "10-20", "10-26", None),
    "legal_education_law_day": ("fixed", "11-01", "11-01", 2025),
    "winter_wage_action": ("until_spring_festival", "11-01", None, None),
    "constitution_week": ("fixed", "12-01", "12-07", None),
    "constitution_day": ("fixed", "12-04", "12-04", None),
}


def upgrade() -> None:
    """Carry the tables forward; campaigns of the trade that are there already get their rule, as long as they have none."""
    op.create_table(
        "campaign_laws",
        sa.Column("campaign_id", sa.Uuid(), nullable=False),
        sa.Column("law_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["campaign_id"], ["campaigns.id"], name=op.f("fk_campaign_laws_campaign_id")),
        sa.ForeignKeyConstraint(["law_id"], ["laws.id"], name=op.f("fk_campaign_laws_law_id")),
        sa.PrimaryKeyConstraint("campaign_id", "law_id", name=op.f("pk_campaign_laws")),
    )
    op.create_index(op.f("ix_campaign_laws_law_id_campaign_id"), "campaign_laws", ["law_id", "campaign_id"])
    give_rules()


def give_rules() -> None:
    """Set the rule of each known campaign that still has none."""
    names = ("code", "rule", "rule_first", "rule_last", "rule_from_year")
    campaigns = sa.table("campaigns", *(sa.column(name) for name in names))
    for code, values in KNOWN.items():
        op.execute(
            campaigns.update()
            .where(campaigns.c.code == code, campaigns.c.rule == "notice", campaigns.c.rule_first.is_(None))
            .values(dict(zip(names[1:], values)))
        )


def downgrade() -> None:
    """Carry them back; rules stay, they were columns before."""
    op.drop_table("campaign_laws")
