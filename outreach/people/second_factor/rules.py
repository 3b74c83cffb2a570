"""Codes of a second factor (RFC 6238), and codes for the day when the phone is gone."""

import hashlib
import hmac
import re
import secrets
import unicodedata
from datetime import datetime

import pyotp

STEP_SECONDS = 30
#: A phone's clock may be half a minute wrong, either way.
_OFFSETS = (0, -1, 1)
RECOVERY_CODES = 10
_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"  # nothing that is misread
_HALF = 5


def new_secret() -> str:
    """A secret of 160 bits, as authenticators take it."""
    return pyotp.random_base32()


def matching_step(secret: str, code: str, now: datetime, *, after: int) -> int | None:
    """The time step of which `code` is, later than the step `after`: a code that was used opens nothing again."""
    otp, present = pyotp.TOTP(secret), int(now.timestamp()) // STEP_SECONDS
    for step in (present + offset for offset in _OFFSETS):
        if step > after and hmac.compare_digest(otp.generate_otp(step), code):
            return step
    return None


def address_for_phone(secret: str, *, username: str, bureau: str) -> str:
    """What the picture says that an authenticator scans."""
    return pyotp.TOTP(secret).provisioning_uri(name=username, issuer_name=bureau)


def new_recovery_code() -> str:
    """A code of 49 bits that is good once: kmpdw-7xyz4."""
    half = ["".join(secrets.choice(_ALPHABET) for _each in range(_HALF)) for _half in range(2)]
    return "-".join(half)


def code_digits(typed: str) -> str | None:
    """The six digits of a typed code, blanks left out, full-width ones taken too; None where it is none."""
    digits = re.sub(r"\s", "", unicodedata.normalize("NFKC", typed))
    return digits if re.fullmatch(r"[0-9]{6}", digits) else None


def hash_recovery_code(typed: str) -> str:
    """What is stored of a recovery code; hyphens, blanks and capitals make no difference."""
    plain = re.sub(r"[\s-]", "", typed).lower()
    return hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
