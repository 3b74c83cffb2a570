"""Texts that the database holds sealed: who has the file or a backup, and not the key, can't read them."""

import base64
import logging
from functools import cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app
from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

from outreach.config import Settings

log = logging.getLogger("outreach.sealing")
#: What every token begins with: the version of Fernet, and the years until 2106.
BEGINNING = "gAAAAA"


class Sealed(TypeDecorator[str]):
    """A text that is sealed on its way into the database and opened on its way out; it can't be searched or sorted.

    None comes out of what was sealed with a key that is not among `OUTREACH_DATA_KEY`. What lies in clear comes out as
    it is: while servers are changed one by one, the version before still writes into a column that is sealed now.
    """

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Seal the text."""
        return None if value is None else sealed(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str | None:
        """Open it."""
        return value if value is None or not is_sealed(value) else opened(value)


def sealed(text: str) -> str:
    """The text, sealed with the first of the installation's keys (Fernet: AES-128-CBC and HMAC-SHA256)."""
    return _keys().encrypt(text.encode()).decode("ascii")


def opened(token: str) -> str | None:
    """The text that was sealed; None where none of the keys opens it."""
    try:
        return _keys().decrypt(token.encode()).decode()
    except InvalidToken:
        log.warning("a sealed text can't be opened: OUTREACH_DATA_KEY is not the one that it was sealed with")
        return None


def is_sealed(text: str) -> bool:
    """Whether the text, as the database has it, was sealed."""
    return text.startswith(BEGINNING)


def is_ours(token: str) -> bool:
    """Whether one of the keys opens the text."""
    try:
        _keys().decrypt(token.encode())
    except InvalidToken:
        return False
    return True


def sealed_anew(text: str) -> str | None:
    """What the database is to have instead of `text`, sealed with the first key.

    None where it was sealed with that one, or with none of the installation's. What lies in clear is sealed, too.
    """
    if not is_sealed(text):
        return sealed(text)
    return _keys().rotate(text.encode()).decode("ascii") if is_of_older_key(text) else None


def is_of_older_key(token: str) -> bool:
    """Whether one of the keys behind the first opens the text, and the first does not."""
    try:
        _made_of(_secrets()[:1]).decrypt(token.encode())
    except InvalidToken:
        return is_ours(token)
    return False


def has_older_keys() -> bool:
    """Whether the installation has other keys beside that with which it seals."""
    return len(_secrets()) > 1


def _keys() -> MultiFernet:
    return _made_of(_secrets())


def _secrets() -> tuple[str, ...]:
    settings: Settings = current_app.config["SETTINGS"]
    return settings.data_keys or (settings.secret_key,)


@cache
def _made_of(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([_key_of(secret) for secret in secrets])


def _key_of(secret: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"outreach sealed texts").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
