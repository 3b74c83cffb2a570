"""Proofs of the example: drawn screenshots, a photographed newspaper page, and a letter, of what appeared last."""

import io
from collections.abc import Callable
from datetime import date, datetime

from PIL import Image, ImageDraw
from sqlalchemy import select

from outreach.db import db
from outreach.demo.bringing import Desk
from outreach.demo.happenings import instant
from outreach.evidence.actions import Kept, keep_paper, keep_picture
from outreach.evidence.rules import PictureKind
from outreach.media.models import Article, Channel, Placement
from outreach.media.proofs.actions import add_proof
from outreach.media.proofs.rules import Proves
from outreach.people.models import Person

_INK, _PAPER, _GREY = "#33414a", "#fdfcf8", "#c9ccca"
_ACCENT, _PICTURE = "#b3261e", "#9db9c4"

_Draw = ImageDraw.ImageDraw


def prove_some(desk: Desk, *, first: date, now: datetime) -> None:
    """Give what appeared last since `first` on some channels its proof; the others still lack theirs."""
    for channel, kind, caption, draw in _PROOFS:
        placement = _last_on(desk.channels[channel], first)
        if placement is not None:
            kept = _letter(draw) if kind is PictureKind.LETTER else _picture(draw)
            _add(placement, kept, kind, caption, by=desk.clerk, now=now)


def _add(placement: Placement, kept: Kept, kind: PictureKind, caption: str, *, by: Person, now: datetime) -> None:
    add_proof(
        placement.article,
        kept,
        placement=placement,
        kind=kind,
        proves=Proves.APPEARED,
        day=None,
        name=f"{caption}.{'pdf' if kind is PictureKind.LETTER else 'jpg'}",
        caption=caption,
        shows_people=False,
        by=by,
        now=min(now, instant(placement.day, "17:40")),
    )


def _last_on(channel: Channel, first: date) -> Placement | None:
    stands = select(Placement).join(Placement.article).where(Placement.channel_id == channel.id, Article.day >= first)
    return db.session.scalars(stands.order_by(Placement.day.desc(), Placement.id.desc()).limit(1)).first()


def _picture(draw: Callable[[_Draw], tuple[int, int]]) -> Kept:
    out = io.BytesIO()
    _drawn(draw).save(out, "PNG")
    return keep_picture(out.getvalue())


def _letter(draw: Callable[[_Draw], tuple[int, int]]) -> Kept:
    out = io.BytesIO()
    _drawn(draw).save(out, "PDF")
    return keep_paper(out.getvalue())


def _drawn(draw: Callable[[_Draw], tuple[int, int]]) -> Image.Image:
    whole = Image.new("RGB", (1400, 1800), _PAPER)
    width, height = draw(ImageDraw.Draw(whole))
    return whole.crop((0, 0, width, height))


def _lines(draw: _Draw, left: int, top: int, width: int, count: int) -> None:
    """Lines of a text, the last one shorter."""
    for number in range(count):
        right = left + (width if number + 1 < count else width // 2)
        draw.rectangle((left, top + number * 34, right, top + number * 34 + 14), fill=_GREY)


def _push(draw: _Draw) -> tuple[int, int]:
    """An account's page on a phone."""
    draw.rectangle((0, 0, 720, 90), fill=_INK)
    draw.rectangle((40, 130, 600, 170), fill=_INK)
    draw.rectangle((40, 190, 420, 226), fill=_INK)
    draw.ellipse((40, 256, 100, 316), fill=_ACCENT)
    _lines(draw, 120, 272, 240, 1)
    draw.rectangle((40, 350, 680, 700), fill=_PICTURE)
    _lines(draw, 40, 740, 640, 9)
    return 720, 1100


def _page(draw: _Draw) -> tuple[int, int]:
    """A page of a newspaper, one column marked."""
    draw.rectangle((60, 50, 900, 130), fill=_ACCENT)
    draw.line((60, 160, 1220, 160), fill=_INK, width=4)
    for column in range(4):
        _lines(draw, 60 + column * 295, 200, 260, 8 if column else 20)
    draw.rectangle((355, 490, 1220, 820), fill=_PICTURE)
    draw.rectangle((340, 480, 1235, 1120), outline=_ACCENT, width=8)
    for column in range(3):
        _lines(draw, 355 + column * 295, 850, 260, 7)
    return 1280, 1160


def _sealed(draw: _Draw) -> tuple[int, int]:
    """A letter with a seal."""
    draw.rectangle((220, 150, 1020, 210), fill=_ACCENT)
    draw.line((120, 260, 1120, 260), fill=_ACCENT, width=6)
    draw.rectangle((420, 340, 820, 390), fill=_INK)
    _lines(draw, 120, 470, 1000, 12)
    draw.ellipse((760, 1060, 1040, 1340), outline=_ACCENT, width=12)
    _lines(draw, 760, 1200, 300, 2)
    return 1240, 1754


#: Of which channel the last item is proven, by what, and what that is called.
_PROOFS = (
    ("account", PictureKind.SCREENSHOT, "推文截图", _push),
    ("city_paper", PictureKind.PHOTO, "见报版面", _page),
    ("province_app", PictureKind.LETTER, "采用证明函", _sealed),
)
