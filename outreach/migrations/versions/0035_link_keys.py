"""One key for more of the ways in which a link is copied: WeChat's long links, ports, www, per cent signs."""

from urllib.parse import SplitResult, quote, unquote_to_bytes, urlsplit

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None

_SHARING = frozenset({"from", "isappinstalled", "scene", "spm"})
_MORE_SHARING = _SHARING | {"nsukey", "share_token"}
_WECHAT = "mp.weixin.qq.com"
_WECHAT_NUMBER = frozenset({"__biz", "mid", "idx"})


def upgrade() -> None:
    """Work the keys out anew."""
    _reckon(_new_key)


def downgrade() -> None:
    """Work them out as before."""
    _reckon(_old_key)


def _reckon(key_of) -> None:
    placements = sa.table("placements", sa.column("id"), sa.column("url"), sa.column("link_key"))
    connection = op.get_bind()
    links = connection.execute(sa.select(placements.c.id, placements.c.url).where(placements.c.url.is_not(None))).all()
    keys = [{"own": row.id, "key": key_of(row.url)} for row in links]
    if keys:
        own = placements.c.id == sa.bindparam("own")
        connection.execute(sa.update(placements).where(own).values(link_key=sa.bindparam("key")), keys)


def _old_key(url: str) -> str:
    parts = urlsplit(url)
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    asked = sorted(pair for pair, name in _named(parts.query) if name not in _SHARING)
    return f"{parts.netloc.lower()}{parts.path.rstrip('/')}?{'&'.join(asked)}#{route}"


def _new_key(url: str) -> str:
    parts = urlsplit(url)
    host, path = _host(parts), _quoted(parts.path).rstrip("/")
    asked = [_quoted(pair) for pair, name in _named(parts.query) if name not in _MORE_SHARING]
    route = parts.fragment if parts.fragment.startswith(("/", "!")) else ""
    if host == _WECHAT and path.startswith("/s/"):
        asked = []
    elif host == _WECHAT and path == "/s":
        number = [pair for pair in asked if pair.partition("=")[0] in _WECHAT_NUMBER]
        asked = number if len(number) == len(_WECHAT_NUMBER) else asked
    return f"{host}{path}?{'&'.join(sorted(asked))}#{route}"


def _named(query: str) -> list[tuple[str, str]]:
    named = [(pair, pair.partition("=")[0].lower()) for pair in query.split("&") if pair]
    return [(pair, name) for pair, name in named if not name.startswith("utm_")]


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    try:
        port = parts.port
    except ValueError:
        return parts.netloc.lower()
    return host if port in (None, 80, 443) else f"{host}:{port}"


def _quoted(text: str) -> str:
    return quote(unquote_to_bytes(text.encode("utf-8", "replace")), safe="/=:@!$'()*,;+")
