"""Answers travel compressed: a phone at a gate has little signal, and pages and scripts shrink to a fifth."""

import functools

import brotli  # type: ignore[import-untyped]
from flask import Flask, Response, request
from flask_compress import Compress

#: What is text. Pictures and workbooks are compressed by themselves; the feeds answer by the bytes of their texts, and
#: their strong ETag must stay the one that a calendar sends back.
TEXTS = (
    "text/html",
    "text/css",
    "text/csv",
    "text/javascript",
    "application/json",
    "application/manifest+json",
    "image/svg+xml",
)

#: Bytes that are not worth the pressing.
SMALL = 300


def init_compressing(app: Flask) -> None:
    """Compress texts for those who can read it; called before all that adds to answers, for the first is asked last."""
    app.config.update(
        COMPRESS_MIMETYPES=list(TEXTS),
        COMPRESS_ALGORITHM=["br", "gzip"],
        COMPRESS_ALGORITHM_STREAMING=["br", "deflate"],
        COMPRESS_BR_LEVEL=5,
    )
    Compress(app)
    app.after_request(_read_whole)


def smallest(response: Response) -> Response:
    """A text that is read by many, as small as it gets: pressing it takes long, so it is done once."""
    response.vary.add("Accept-Encoding")
    content = response.get_data()
    if request.accept_encodings["br"] and len(content) > SMALL:
        response.set_data(_pressed(content))
        response.headers["Content-Encoding"] = "br"
    return response


@functools.lru_cache(maxsize=256)
def _pressed(content: bytes) -> bytes:
    return bytes(brotli.compress(content, mode=brotli.MODE_TEXT, quality=11))


def _read_whole(response: Response) -> Response:
    """A file of ours is small: read at once it is closed at once, where the compressed stream of it would stay open."""
    if (request.endpoint or "").rpartition(".")[2] == "static" and response.mimetype in TEXTS:
        response.direct_passthrough = False
        response.get_data()
    return response
