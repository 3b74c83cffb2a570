"""Under which address phones reach the product, and that address as a picture to scan."""

from urllib.parse import urlsplit

import segno
from flask import current_app, request
from markupsafe import Markup


def base_url() -> str:
    """The address under which the bureau's people reach the product, without a slash at its end."""
    return str(current_app.config["SETTINGS"].base_url or request.host_url.rstrip("/"))


def is_local(address: str) -> bool:
    """Whether only the machine itself can open the address, so that a phone would scan it in vain."""
    return urlsplit(address).hostname in ("localhost", "127.0.0.1", "::1")


def picture_of(address: str) -> Markup:
    """The address as a QR code: an SVG of the class `qr`, as large as its style says."""
    code = segno.make(address, error="m", micro=False)
    drawing = code.svg_inline(scale=5, border=2, svgclass="qr", lineclass="qr-dark", omitsize=True, title=address)
    return Markup(drawing)  # noqa: S704 (segno escapes the title; the rest is geometry)
