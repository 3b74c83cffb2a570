"""The keys of the bureau: what signs goes with a backup, what seals lies in none (docs/decisions/0056)."""

import hashlib
import hmac
from pathlib import Path

from outreach.config import Settings

#: What signs sessions and calendar links. Its file goes with a backup; a key that the environment gives has none.
KEY_FILE = "secret-key"


def secret_file(settings: Settings) -> Path | None:
    """The file of the secret key, where that is the one in use."""
    file = settings.data_dir / KEY_FILE
    return file if file.exists() and file.read_text(encoding="ascii").strip() == settings.secret_key else None


def mark_of(key: str) -> str:
    """By which a key is known again and can't be guessed."""
    return hmac.new(key.encode(), b"outreach backup", hashlib.sha256).hexdigest()[:16]
