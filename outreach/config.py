"""Settings from the environment: one row each here, and one row each in docs/settings.md (a guard compares them)."""

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

ROOT = Path(__file__).resolve().parent.parent
#: A program that came as a pack lies in versions/NAME of the folder that people see.
PACKED = (ROOT / "packed.json").exists()
HOME = ROOT.parent.parent if PACKED else ROOT
#: What is typed before a command's name.
COMMAND = str(HOME / ("start.cmd" if os.name == "nt" else "start.sh")) if PACKED else "python3 -m outreach"

#: name of each setting -> what it says when it is absent; docs/settings.md says the same in Chinese
SETTINGS: dict[str, str] = {
    "OUTREACH_DATABASE_URL": "SQLite file outreach.db in the data folder",
    "OUTREACH_SECRET_KEY": "made once, kept in the data folder",
    "OUTREACH_DATA_KEY": "made once, kept in the data folder",
    "OUTREACH_TIMEZONE": "Asia/Shanghai",
    "OUTREACH_LOCALE": "zh",
    "OUTREACH_BASE_URL": "the address of each request",
    "OUTREACH_DATA_DIR": "instance",
    "OUTREACH_EVIDENCE_URL": "the data folder",
    "OUTREACH_PRACTICE": "no",
    "OUTREACH_PROXIES": "0",
    "OUTREACH_LINK_CHECK_HOSTS": "none",
    "OUTREACH_SESSION_HOURS": "12",
    "OUTREACH_BACKUP_DIR": "backups in the data folder",
    "OUTREACH_BACKUP_AT": "02:30",
    "OUTREACH_BACKUP_KEEP": "7d 5w 12m",
    "OUTREACH_LOG_FILE": "none",
    "OUTREACH_LOG_FORMAT": "text",
    "OUTREACH_LOG_LEVEL": "info",
    "OUTREACH_DRAIN_SECONDS": "0",
    "OUTREACH_METRICS_TOKEN": "only this machine reads them",
}

#: A shorter secret could be guessed from one cookie, and then any cookie forged.
SHORTEST_SECRET = 16


class BadSetting(ValueError):
    """A setting says something that can't be used; the text names the setting and the cure."""


@dataclass(frozen=True)
class Settings:
    """The settings of one running program."""

    database_url: str
    secret_key: str
    timezone: str
    locale: str
    base_url: str | None
    data_dir: Path
    proxies: int = 0
    """How many proxies of our own stand before the program; so many addresses of X-Forwarded-For are believed."""
    link_check_hosts: frozenset[str] = frozenset()
    """Hosts of the bureau's own network whose links may be checked; links there are never followed otherwise."""
    backup_dir: Path | None = None
    """Where backups go; None for `backups` in the data folder."""
    backup_at: time | None = time(2, 30)
    """When, by the bureau's clock, a backup is made every day; None for never."""
    backup_keep: tuple[int, int, int] = (7, 5, 12)
    """For how many days, weeks and months the last backup of each is kept."""
    drain_seconds: int = 0
    """How long the server goes on taking requests, and says that it is not ready, when it is told to stop."""
    data_keys: tuple[str, ...] = ()
    """What seals contacts and second factors: the first key seals, any of them opens; without one the secret key."""
    log_format: str = "text"
    log_file: Path | None = None
    """A file of this process's own for the log; a new one every day."""
    log_level: str = "info"
    metrics_token: str | None = None
    """By which a machine that collects the numbers of /metrics shows itself; without one only this machine may."""
    evidence_url: str = ""
    """Where pictures and files lie: file:///folder or s3://bucket/prefix; empty: in the data folder."""
    session_hours: int = 12
    """How long a desk is signed in at most, however much it is used; an own device is not asked again for that."""
    practice: bool = False
    """Whether people only practise here: in a database of its own, with a mark on every page."""


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings in `environ` (default: the process's), made usable; makes the data folder and the secret key.

    Raises BadSetting for a value that can't be used.
    """
    environ = os.environ if environ is None else environ
    data_dir = Path(environ.get("OUTREACH_DATA_DIR") or HOME / "instance").absolute()
    data_dir.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        database_url=database_url(environ.get("OUTREACH_DATABASE_URL") or f"sqlite:///{data_dir / 'outreach.db'}"),
        secret_key=_long_enough(environ, "OUTREACH_SECRET_KEY") or _kept_secret(data_dir / "secret-key"),
        timezone=environ.get("OUTREACH_TIMEZONE") or "Asia/Shanghai",
        locale=_one_of(environ, "OUTREACH_LOCALE", "zh", "en"),
        base_url=_base_url(environ.get("OUTREACH_BASE_URL")),
        data_dir=data_dir,
        proxies=_proxies(environ.get("OUTREACH_PROXIES") or "0"),
        backup_dir=Path(said).absolute() if (said := environ.get("OUTREACH_BACKUP_DIR")) else None,
        backup_at=_backup_at(environ.get("OUTREACH_BACKUP_AT") or "02:30"),
        backup_keep=_backup_keep(environ.get("OUTREACH_BACKUP_KEEP") or "7d 5w 12m"),
        drain_seconds=_drain_seconds(environ.get("OUTREACH_DRAIN_SECONDS") or "0"),
        link_check_hosts=_hosts(environ.get("OUTREACH_LINK_CHECK_HOSTS") or ""),
        data_keys=_data_keys(environ) or (_kept_secret(data_dir / "data-key"),),
        log_format=_one_of(environ, "OUTREACH_LOG_FORMAT", "text", "json"),
        log_file=Path(environ["OUTREACH_LOG_FILE"]).absolute() if environ.get("OUTREACH_LOG_FILE") else None,
        log_level=_one_of(environ, "OUTREACH_LOG_LEVEL", "info", "debug", "warning", "error"),
        metrics_token=_long_enough(environ, "OUTREACH_METRICS_TOKEN"),
        evidence_url=evidence_url(environ.get("OUTREACH_EVIDENCE_URL") or ""),
        session_hours=_session_hours(environ.get("OUTREACH_SESSION_HOURS") or "12"),
    )
    return practice_of(settings) if _one_of(environ, "OUTREACH_PRACTICE", "no", "yes") == "yes" else settings


def practice_of(settings: Settings) -> Settings:
    """The settings under which people practise beside that bureau: its key, and nothing else that it keeps.

    No backup is made by itself of what counts for nothing; one that is asked for never lies among the bureau's own.
    """
    folder = settings.data_dir / "practice"
    folder.mkdir(exist_ok=True)
    database = f"sqlite:///{folder / 'outreach.db'}"
    own = {"database_url": database, "data_dir": folder, "base_url": None, "evidence_url": ""}
    return replace(settings, **own, backup_dir=None, backup_at=None, practice=True)  # type: ignore[arg-type]


def database_url(url: str) -> str:
    """`url` with its driver named: a bare postgresql:// means different drivers in SQLAlchemy 2.0 and 2.1."""
    for bare in ("postgres://", "postgresql://"):
        if url.startswith(bare):
            return "postgresql+psycopg://" + url.removeprefix(bare)
    if not url.startswith(("sqlite://", "postgresql+psycopg://")):
        raise BadSetting(f"OUTREACH_DATABASE_URL is {url!r}: it begins with sqlite:/// or postgresql://")
    return url


def evidence_url(url: str) -> str:
    """`url` checked: nothing, an absolute path, file:///folder or s3://bucket/prefix?endpoint=https://host&region=x."""
    parts = urlsplit(url)
    endpoint = parse_qs(parts.query).get("endpoint", ["https://"])[-1]
    is_bucket = parts.scheme == "s3" and bool(parts.netloc) and endpoint.startswith(("http://", "https://"))
    is_folder = parts.scheme == "file" and not parts.netloc and len(parts.path) > 1
    if url and not (is_bucket or is_folder or Path(url).is_absolute()):
        raise BadSetting(
            f"OUTREACH_EVIDENCE_URL is {url!r}: it is a folder like file:///srv/evidence, or "
            "s3://bucket/prefix?endpoint=https://host"
        )
    return url


def _base_url(typed: str | None) -> str | None:
    url = (typed or "").strip().rstrip("/")
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or any(mark in url for mark in ' <>"?#'):
        raise BadSetting(f"OUTREACH_BASE_URL is {typed!r}: write it like https://pufa.example.gov.cn")
    return url


def _one_of(environ: Mapping[str, str], name: str, usual: str, *others: str) -> str:
    """What the setting says, one of a few words; the first of them where it is absent."""
    said = environ.get(name) or usual
    if said not in (usual, *others):
        raise BadSetting(f"{name} is {said!r}: it can be {' or '.join([usual, *others])}")
    return said


def _long_enough(environ: Mapping[str, str], name: str) -> str | None:
    secret = environ.get(name) or None
    if secret and len(secret) < SHORTEST_SECRET:
        raise BadSetting(f"{name} is too short: it has at least {SHORTEST_SECRET} characters")
    return secret


def _proxies(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and int(typed) <= 5):
        raise BadSetting(f"OUTREACH_PROXIES is {typed!r}: it is how many proxies stand before the program, 0 to 5")
    return int(typed)


def _drain_seconds(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and int(typed) <= 300):
        raise BadSetting(f"OUTREACH_DRAIN_SECONDS is {typed!r}: it is a whole number of seconds, 0 to 300")
    return int(typed)


def _session_hours(typed: str) -> int:
    if not (typed.isascii() and typed.isdigit() and 1 <= int(typed) <= 720):
        raise BadSetting(f"OUTREACH_SESSION_HOURS is {typed!r}: it is a whole number of hours, 1 to 720")
    return int(typed)


def _backup_at(typed: str) -> time | None:
    if typed.strip().lower() == "off":
        return None
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", typed.strip(), re.ASCII)
    if found is None:
        raise BadSetting(f"OUTREACH_BACKUP_AT is {typed!r}: it is a time of day like 02:30, or off")
    return time(int(found[1]), int(found[2]))


def _backup_keep(typed: str) -> tuple[int, int, int]:
    found = re.fullmatch(r"(\d{1,3})d(?: (\d{1,3})w)?(?: (\d{1,3})m)?", typed.strip().lower(), re.ASCII)
    if found is None:
        raise BadSetting(f"OUTREACH_BACKUP_KEEP is {typed!r}: it is days, weeks and months to keep, like 7d 5w 12m")
    days, weeks, months = (int(number or 0) for number in found.groups())
    return days, weeks, months


def _hosts(typed: str) -> frozenset[str]:
    names = [name.strip().rstrip(".").lower() for name in typed.replace("，", ",").split(",") if name.strip()]
    for name in names:
        if any(mark in name for mark in "/:*@ ") and not name.replace(":", "").isalnum():
            raise BadSetting(f"OUTREACH_LINK_CHECK_HOSTS has {name!r}: hosts only, like oa.example.gov.cn, 10.1.2.3")
    return frozenset(name if name.isascii() else name.encode("idna").decode("ascii") for name in names)


def _data_keys(environ: Mapping[str, str]) -> tuple[str, ...]:
    """The new key first, then those that were in use before it, commas between them."""
    keys = tuple(key.strip() for key in (environ.get("OUTREACH_DATA_KEY") or "").split(",") if key.strip())
    if any(len(key) < SHORTEST_SECRET for key in keys):
        raise BadSetting(f"OUTREACH_DATA_KEY has a key shorter than {SHORTEST_SECRET} characters")
    return keys


def _kept_secret(file: Path) -> str:
    """The secret in `file`, made on the first call; processes that start together agree on one."""
    if not file.exists():
        draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "w", encoding="ascii") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)  # refuses where another process was first, and is never seen half-written
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_text(encoding="ascii").strip()
