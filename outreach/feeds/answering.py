"""How a feed is answered: 304 before anything of it is read, else piece by piece from one instant."""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime

from flask import Response, current_app, request, stream_with_context
from flask_babel import force_locale

from outreach.db.snapshot import snapshot
from outreach.feeds.ics import MEDIA_TYPE
from outreach.feeds.keeping import keep_texts
from outreach.feeds.queries import Scope, state_of_feeds
from outreach.feeds.streaming import writer_in
from outreach.web.reach import base_url

Pieces = Iterable[bytes]


def answer(pieces: Callable[[], Pieces], *, now: datetime, scope: Scope | None = None) -> Response:
    """The feed that `pieces` tells, read from the instant whose state the strong ETag names; 304 to who has that.

    Where it is of the events of a `scope`, those of their texts that are not good any more are written first.
    """
    tag = tag_of_feeds(now)
    if request.if_none_match.contains_weak(tag):
        return _tagged(Response(status=304), tag)
    if scope is not None:
        with force_locale(feed_language()):
            keep_texts(scope, writer=writer_in(feed_language()), now=now)
    instant = ExitStack()
    instant.enter_context(snapshot())
    response = Response(stream_with_context(_in_our_language(pieces)), content_type=MEDIA_TYPE)
    response.call_on_close(instant.close)
    return _tagged(response, tag_of_feeds(now))


def tag_of_feeds(now: datetime) -> str:
    """The ETag of every feed: cheap, and another one as soon as any of them may have become different."""
    told = "\n".join((state_of_feeds(now), writer_in(feed_language()), base_url()))
    return hashlib.sha256(told.encode()).hexdigest()[:32]


def feed_language() -> str:
    """The bureau's language, not the client's: two polls of one feed give the same bytes."""
    return str(current_app.config["SETTINGS"].locale)


def _in_our_language(pieces: Callable[[], Pieces]) -> Iterator[bytes]:
    with force_locale(feed_language()):
        yield from pieces()


def _tagged(response: Response, tag: str) -> Response:
    response.set_etag(tag)
    response.headers["Cache-Control"] = "private, max-age=0, must-revalidate"
    return response  # not make_conditional: it would read the whole feed into memory to count its bytes
