"""Count open risks, and read a page of them, from an index alone."""

from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None

_BEFORE = "ix_check_results_is_latest_found_subject"
_COUNTED = "ix_check_results_is_latest_found_subject_check_up_id"
_LISTED = "ix_check_results_is_latest_found_weight_check_up_id_key"


def upgrade() -> None:
    op.create_index(op.f(_COUNTED), "check_results", ["is_latest", "found", "subject", "check_up_id"])
    op.create_index(op.f(_LISTED), "check_results", ["is_latest", "found", "weight", "check_up_id", "key"])
    op.drop_index(op.f(_BEFORE), table_name="check_results")


def downgrade() -> None:
    op.create_index(op.f(_BEFORE), "check_results", ["is_latest", "found", "subject"])
    op.drop_index(op.f(_LISTED), table_name="check_results")
    op.drop_index(op.f(_COUNTED), table_name="check_results")
