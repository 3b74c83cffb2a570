"""The database: the base of all models, its types, its triggers, and the one commit."""

from outreach.db.base import Base, db
from outreach.db.ids import new_id
from outreach.db.inserting import dialect_insert, insert_new
from outreach.db.parts import in_parts
from outreach.db.transaction import instant_options, transaction, transaction_retried
from outreach.db.triggers import append_only
from outreach.db.types import UTCDateTime, words

__all__ = [
    "Base",
    "UTCDateTime",
    "append_only",
    "db",
    "dialect_insert",
    "in_parts",
    "insert_new",
    "instant_options",
    "new_id",
    "transaction",
    "transaction_retried",
    "words",
]
