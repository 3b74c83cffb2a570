"""What a password must be like, and how it is kept."""

import functools
import re
import secrets
import unicodedata

from flask_babel import lazy_gettext as _
from werkzeug.security import check_password_hash, generate_password_hash

from outreach.errors import Invalid

LONGEST = 200  # a longer one only keeps the hash busy
SHORTEST = 8
PHRASE = 15
#: How new hashes are made; each says so itself, so that older ones go on to hold.
METHOD = "scrypt"
KINDS = (r"[a-z]", r"[A-Z]", r"[0-9]", r"[^a-zA-Z0-9]")

#: Words around which weak passwords are built, in letters only.
COMMON = frozenset(
    re.findall(
        r"\w+",
        "password passwort admin administrator welcome qwerty qwertyuiop qwer asdf asdfghjkl zxcv zxcvbnm qaz qazwsx "
        "qwerasdf abc abcd abcdef aa aaa aabb test user root hello iloveyou woaini letmein login outreach pufa renshe "
        "sunshine dragon monkey master",
    )
)
_LOOKALIKES = str.maketrans("0134578@$!", "oleastbasi")
_ALPHABET = "abcdefghjkmnpqrstuvwxyz"  # no i, l, o: they are misread when read out


def check_password(password: str, *, username: str) -> None:
    """Refuse a weak password: it needs 8 characters of three kinds, or 15, and must not be guessed at once."""
    password = _plain(password)
    if len(password) > LONGEST:
        raise Invalid(_("Keep the password within %(most)d characters.", most=LONGEST), field="password", code="long")
    if len(password) < SHORTEST or (len(password) < PHRASE and _kinds(password) < 3):
        message = _(
            "Use at least 8 characters with three of these: small letters, capital letters, digits, signs. "
            "Or use a phrase of 15 characters or more."
        )
        raise Invalid(message, field="password", code="weak")
    if username and username.casefold() in password.casefold():
        raise Invalid(_("The password must not contain the user name."), field="password", code="username")
    if _is_common(password):
        raise Invalid(_("This password is easy to guess. Choose another one."), field="password", code="common")


def hash_password(password: str) -> str:
    """What is stored instead of the password."""
    return generate_password_hash(_plain(password), method=METHOD)


def is_password(password_hash: str | None, password: str) -> bool:
    """Whether `password` made the hash; as slow without a hash, so that nobody can tell which accounts exist."""
    if len(password) > LONGEST:
        password, password_hash = "", None
    matches = check_password_hash(password_hash or _hash_of_nobody(), _plain(password))
    return matches and password_hash is not None


def temporary_password() -> str:
    """A password to be read out once and changed at the first sign-in: Kmpd-wxyz-4827."""
    groups = ["".join(secrets.choice(_ALPHABET) for _each in range(4)) for _group in range(2)]
    return f"{groups[0].capitalize()}-{groups[1]}-{secrets.randbelow(9000) + 1000}"


def _plain(password: str) -> str:
    """Full-width signs of a Chinese keyboard are the same signs."""
    return unicodedata.normalize("NFKC", password)


def _kinds(password: str) -> int:
    return sum(re.search(kind, password) is not None for kind in KINDS)


def _is_common(password: str) -> bool:
    folded = password.casefold()
    inner = re.search(r"[a-z](?:.*[a-z])?", folded, re.DOTALL)  # without what people put before and behind the word
    core = inner[0] if inner else ""
    words = {re.sub(r"[^a-z]", "", core), re.sub(r"[^a-z]", "", core.translate(_LOOKALIKES))}
    return bool(words & COMMON) or len(set(folded)) < 5 or folded in "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik"


@functools.cache
def _hash_of_nobody() -> str:
    return hash_password(secrets.token_urlsafe(16))
