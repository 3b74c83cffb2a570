"""The pages inside of a pack, which open without a server: a cover with all events, and a page per folder.

They are plain HTML with one style sheet beside them, no script, and nothing that is fetched from elsewhere.
"""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import quote

from flask import current_app

from outreach import clock, config
from outreach.reports.packs.pieces import Card, Contents, LeftOut, Piece
from outreach.web.filters import number

INDEX, PAGE, STYLE = "index.html", "打开.html", "style.css"
_STYLE = Path(config.ROOT) / "static" / "reports" / "packs" / "inside.css"


def pages(contents: Contents, left_out: Sequence[LeftOut], gone: frozenset[str]) -> list[Piece]:
    """The pages and their style; files whose path is in `gone` are named there as missing and not linked."""
    events, articles = contents.events, [card for card in contents.articles if card.folder]
    made = [_page(contents, card, gone) for card in (*events, *articles) if card.folder]
    facts = {
        "months": _by_month(events),
        "articles": contents.articles,
        "left_out": left_out,
        "files": [*contents.leaders, *(piece for piece in contents.pieces if "/" not in piece.path)],
        "has_trouble": any(not each.agrees for each in contents.checks),
        "pictures": sum(piece.is_picture for piece in contents.pieces),
    }
    index = _rendered("index.html", contents=contents, gone=gone, base="", **facts)
    return [Piece(STYLE, "页面样式", _STYLE.read_bytes()), *made, Piece(INDEX, "查看页（先打开这个）", index)]


def _page(contents: Contents, card: Card, gone: frozenset[str]) -> Piece:
    content = _rendered("page.html", contents=contents, card=card, gone=gone, base="../../")
    event_id = card.row.event_id if card.row else None
    return Piece(f"{card.folder}/{PAGE}", "查看页", content, card.title, event_id=event_id)


def _by_month(events: Sequence[Card]) -> list[tuple[str, list[Card]]]:
    def month(card: Card) -> str:
        return f"{card.day.year}年{card.day.month}月"

    return [(name, list(cards)) for name, cards in groupby(events, key=month)]


def _rendered(name: str, **facts: Any) -> bytes:
    """The page, without what the pages of the program get beside: it is read where there is no program."""
    template = current_app.jinja_env.get_template(f"reports/packs/inside/{name}")
    tools = {"href": _href, "number": number, "local": clock.local, "page": PAGE}
    return template.render(**tools, **facts).encode()


def _href(path: str) -> str:
    return quote(path)
