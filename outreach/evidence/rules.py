"""What is taken as evidence: pictures, made smaller and without what a camera writes into them."""

import hashlib
import io
import warnings

from flask_babel import lazy_gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from outreach.errors import Invalid, TooLarge

MEDIA_TYPE = "image/jpeg"
LARGEST_BYTES = 15 * 1024 * 1024
LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
_TAKEN = ("JPEG", "PNG", "WEBP")


def clean_picture(content: bytes) -> bytes:
    """`content` as a JPEG of at most 1600 px a side, turned upright, without EXIF, GPS and comments.

    Raises Invalid for what is no picture that can be read, TooLarge for one that is too big to open safely.
    """
    if not content:
        raise Invalid(_("The file is empty. Choose the picture again."), field="picture", code="empty")
    if len(content) > LARGEST_BYTES:
        raise TooLarge(_("The picture is larger than 15 MB. Send it in a smaller size."), field="picture")
    try:
        bare = _bare(_opened(content))
    except UnidentifiedImageError:
        raise Invalid(
            _("This is no JPEG, PNG or WebP picture. On an iPhone choose “Most compatible” in the camera's settings."),
            field="picture",
            code="no_picture",
        ) from None
    except (OSError, SyntaxError, ValueError):
        raise Invalid(_("The picture is damaged. Take or send it again."), field="picture", code="damaged") from None
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    too_large = TooLarge(_("The picture has more than 60 million pixels. Send it in a smaller size."), field="picture")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit comes right below
            picture = Image.open(io.BytesIO(content), formats=_TAKEN)
    except Image.DecompressionBombError:  # a few bytes that declare a giant
        raise too_large from None
    if picture.width * picture.height > LARGEST_PIXELS:
        raise too_large
    return picture


def _bare(picture: Image.Image) -> Image.Image:
    """A fresh picture, upright and small: nothing that the camera wrote beside the pixels comes along."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(picture)
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
    return bare


def content_hash(content: bytes) -> str:
    """The SHA-256 of `content`, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
