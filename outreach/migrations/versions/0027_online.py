"""Where readings come from: files, and which of them were voided; what accounts did by day; more about each item."""

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op

from outreach.db.triggers import postgresql_statements, sqlite_statements
from outreach.migrations.columns import add_column, drop_columns, reword

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

PLATFORMS = "'wechat', 'channels', 'douyin', 'other'"
APPROXIMATIONS = ("exact", "at_least", "about", "nearly")
FEW_METRICS = ("people", "times", "plays", "shares", "likes")
METRICS = (*FEW_METRICS[:4], "sharers", "likes", "favourites", "comments", "follows", "delivered")
KINDS = ("article", "post", "video", "piece")
DAY_METRICS = (
    "readers",
    "reads",
    "sharers",
    "shares",
    "original_readers",
    "original_reads",
    "favouriters",
    "favourites",
    "published",
    "followed",
    "unfollowed",
    "followers",
)
#: What a shared link has more than the page's own: as the product took it when this was written.
SHARING = frozenset({"from", "isappinstalled", "scene", "spm"})


def upgrade() -> None:
    """Carry the tables forward."""
    reword("articles", "kind", KINDS, (*KINDS, "screen"))
    _add_to_channels()
    _add_to_placements()
    _add_teams_and_laws()
    _add_files()
    _remake_readings(_readings(METRICS, with_file=True), METRICS)
    op.create_index(op.f("ix_readings_file_id_id"), "readings", ["file_id", "id"])
    _add_beside_readings()


def downgrade() -> None:
    """Carry them back; readings of metrics that were not known then are lost."""
    op.drop_table("account_days")
    op.drop_table("voided_readings")
    op.drop_index(op.f("ix_readings_file_id_id"), "readings")
    _remake_readings(_readings(FEW_METRICS, with_file=False), FEW_METRICS)
    op.drop_table("file_rows")
    op.drop_table("online_files")
    op.drop_table("article_laws")
    op.drop_table("article_teams")
    op.drop_index(op.f("ix_placements_link_key"), "placements")
    op.drop_index(op.f("ix_placements_channel_id_platform_id"), "placements")
    drop_columns("placements", "clock_time", "link_key", "platform_id")
    drop_columns("channels", "platform", "body", "settles_after", "reaches_back")
    op.execute("UPDATE articles SET kind = 'article' WHERE kind = 'screen'")
    reword("articles", "kind", (*KINDS, "screen"), KINDS)


def _add_to_channels() -> None:
    add_column(
        "channels",
        sa.Column("platform", sa.String(length=40), nullable=False),
        f"CONSTRAINT ck_channels_platform CHECK (platform IN ({PLATFORMS}))",
        default="'other'",
    )
    add_column("channels", sa.Column("body", sa.Text()))
    for name in ("settles_after", "reaches_back"):
        add_column("channels", sa.Column(name, sa.Integer()), f"CONSTRAINT ck_channels_{name} CHECK ({name} > 0)")


def _add_to_placements() -> None:
    add_column("placements", sa.Column("clock_time", sa.Time()))
    add_column("placements", sa.Column("link_key", sa.Text()))
    add_column("placements", sa.Column("platform_id", sa.String(length=100)))
    op.create_index(op.f("ix_placements_channel_id_platform_id"), "placements", ["channel_id", "platform_id"])
    op.create_index(op.f("ix_placements_link_key"), "placements", ["link_key"])
    placements = sa.table("placements", sa.column("id"), sa.column("url"), sa.column("link_key"))
    connection = op.get_bind()
    links = connection.execute(sa.select(placements.c.id, placements.c.url).where(placements.c.url.is_not(None))).all()
    own = placements.c.id == sa.bindparam("own")
    if links:
        keys = [{"own": row.id, "key": _link_key(row.url)} for row in links]
        connection.execute(sa.update(placements).where(own).values(link_key=sa.bindparam("key")), keys)


def _link_key(url: str) -> str:
    parts = urlsplit(url)
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    named = [(pair, pair.partition("=")[0].lower()) for pair in parts.query.split("&") if pair]
    asked = sorted(pair for pair, name in named if name not in SHARING and not name.startswith("utm_"))
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{'&'.join(asked)}#{route}"


def _add_teams_and_laws() -> None:
    for table, column, other in (("article_teams", "team_id", "teams"), ("article_laws", "law_id", "laws")):
        op.create_table(
            table,
            sa.Column("article_id", sa.Uuid(), nullable=False),
            sa.Column(column, sa.Uuid(), nullable=False),
            sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name=op.f(f"fk_{table}_article_id")),
            sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}")),
            sa.PrimaryKeyConstraint("article_id", column, name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_{column}_article_id"), table, [column, "article_id"])


def _add_files() -> None:
    op.create_table(
        "online_files",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("shape", sa.String(length=40), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("new_items", sa.Integer(), nullable=False),
        sa.Column("new_readings", sa.Integer(), nullable=False),
        sa.Column("brought_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("brought_by_id", sa.Uuid(), nullable=True),
        sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("voided_by_id", sa.Uuid(), nullable=True),
        sa.Column("void_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(voided_at IS NULL) = (void_reason IS NULL)", name=op.f("ck_online_files_voided")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_online_files_days")),
        sa.ForeignKeyConstraint(["sha256"], ["stored_files.sha256"], name=op.f("fk_online_files_sha256")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_online_files_channel_id")),
        sa.ForeignKeyConstraint(["brought_by_id"], ["people.id"], name=op.f("fk_online_files_brought_by_id")),
        sa.ForeignKeyConstraint(["voided_by_id"], ["people.id"], name=op.f("fk_online_files_voided_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_online_files")),
    )
    op.create_index(op.f("ix_online_files_brought_at_id"), "online_files", ["brought_at", "id"])
    op.create_index(
        op.f("ix_online_files_channel_id_shape_brought_at"), "online_files", ["channel_id", "shape", "brought_at"]
    )
    op.create_index(op.f("ix_online_files_sha256"), "online_files", ["sha256"])
    op.create_table(
        "file_rows",
        sa.Column("file_id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("is_new", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["online_files.id"], name=op.f("fk_file_rows_file_id")),
        sa.ForeignKeyConstraint(["placement_id"], ["placements.id"], name=op.f("fk_file_rows_placement_id")),
        sa.PrimaryKeyConstraint("file_id", "placement_id", name=op.f("pk_file_rows")),
    )
    op.create_index(op.f("ix_file_rows_placement_id_file_id"), "file_rows", ["placement_id", "file_id"])


def _remake_readings(columns: list[sa.Column | sa.Constraint], metrics: tuple[str, ...]) -> None:
    """The table made anew with other columns: nothing refers to it, so that SQLite can be served, too."""
    op.rename_table("readings", "old_readings")
    postgresql = op.get_bind().dialect.name == "postgresql"
    for name in ("ix_readings_day", "ix_readings_series"):
        op.drop_index(name, "old_readings")
    if postgresql:  # the names of keys are of the whole schema there
        op.execute("ALTER TABLE old_readings RENAME CONSTRAINT pk_readings TO pk_old_readings")
    op.create_table("readings", *columns)
    kept = "id, placement_id, metric, day, value, proof_note, recorded_at, recorded_by_id"
    known = ", ".join(f"'{metric}'" for metric in metrics)
    op.execute(
        f"INSERT INTO readings ({kept}) SELECT {kept} FROM old_readings WHERE metric IN ({known})"  # noqa: S608
    )
    op.drop_table("old_readings")
    op.create_index(op.f("ix_readings_day"), "readings", ["day"])
    op.create_index("ix_readings_series", "readings", ["placement_id", "metric", "day", "recorded_at", "value"])
    _only_add_to("readings")


def _readings(metrics: tuple[str, ...], *, with_file: bool) -> list[sa.Column | sa.Constraint]:
    more = [
        sa.Column("written", sa.Text(), nullable=True),
        sa.Column("approximation", _words(APPROXIMATIONS, "approximation"), nullable=False, server_default="exact"),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["online_files.id"], name=op.f("fk_readings_file_id")),
    ]
    return [
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Uuid(), nullable=False),
        sa.Column("metric", _words(metrics, "metric"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("proof_note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        *(more if with_file else []),
        sa.CheckConstraint("value >= 0", name=op.f("ck_readings_value")),
        sa.ForeignKeyConstraint(["placement_id"], ["placements.id"], name=op.f("fk_readings_placement_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_readings_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_readings")),
    ]


def _add_beside_readings() -> None:
    op.create_table(
        "voided_readings",
        sa.Column("reading_id", sa.Uuid(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_voided_readings_by_id")),
        sa.ForeignKeyConstraint(["reading_id"], ["readings.id"], name=op.f("fk_voided_readings_reading_id")),
        sa.PrimaryKeyConstraint("reading_id", name=op.f("pk_voided_readings")),
    )
    op.create_table(
        "account_days",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("channel_id", sa.Uuid(), nullable=False),
        sa.Column("metric", _words(DAY_METRICS, "metric"), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("value >= 0", name=op.f("ck_account_days_value")),
        sa.ForeignKeyConstraint(["channel_id"], ["channels.id"], name=op.f("fk_account_days_channel_id")),
        sa.ForeignKeyConstraint(["file_id"], ["online_files.id"], name=op.f("fk_account_days_file_id")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["people.id"], name=op.f("fk_account_days_recorded_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_days")),
    )
    op.create_index(op.f("ix_account_days_file_id_id"), "account_days", ["file_id", "id"])
    series = ["channel_id", "metric", "day", "recorded_at"]
    op.create_index(op.f(f"ix_account_days_{'_'.join(series)}"), "account_days", series)
    _only_add_to("account_days")


def _words(words: tuple[str, ...], name: str) -> sa.Enum:
    return sa.Enum(*words, name=name, native_enum=False, create_constraint=True, length=40)


def _only_add_to(table: str) -> None:
    postgresql = op.get_bind().dialect.name == "postgresql"
    for statement in postgresql_statements(table) if postgresql else sqlite_statements(table):
        op.execute(sa.text(statement.replace(":", r"\:")))
