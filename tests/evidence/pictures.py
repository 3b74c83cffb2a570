"""Pictures to send, good and bad."""

import io
import struct
import zlib
from typing import Any

import pillow_heif
from PIL import Image, ImageCms
from PIL.ExifTags import GPS, IFD, Base

pillow_heif.register_heif_opener()


def saved(made: Image.Image, kind: str = "JPEG", **how: Any) -> bytes:
    """The bytes of `made`."""
    out = io.BytesIO()
    made.save(out, kind, **how)
    return out.getvalue()


def picture(width: int = 400, height: int = 300, kind: str = "JPEG", colour: str = "teal", **how: Any) -> bytes:
    """A plain picture."""
    return saved(Image.new("RGB", (width, height), colour), kind, **how)


def plain(mode: str, colour: Any, kind: str = "PNG", **how: Any) -> bytes:
    """A small picture in another way of writing colours."""
    return saved(Image.new(mode, (64, 48), colour), kind, **how)


def with_place(kind: str = "JPEG") -> bytes:
    """A picture into which a camera that was held upright wrote where it was taken."""
    exif = Image.Exif()
    exif[Base.Orientation] = 6
    exif[Base.Make] = "Camera"
    exif.get_ifd(IFD.GPSInfo)[GPS.GPSLatitude] = (28.0, 48.0, 21.0)
    made = Image.new("RGB", (400, 300), "teal")
    made.info["exif"] = exif.tobytes()  # a HEIC file turns by what its container says, and so do phones
    return saved(made, kind, exif=made.info["exif"])


def with_profile() -> bytes:
    """A picture whose colours mean something only with the profile that came along."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return picture(icc_profile=profile)


def with_broken_profile() -> bytes:
    """A picture with a profile that is none."""
    return picture(icc_profile=b"no profile at all" * 20)


def moving() -> bytes:
    """Two pictures in one, red and then blue."""
    red, blue = (Image.new("RGB", (64, 48), colour) for colour in ("red", "blue"))
    return saved(red, "WEBP", save_all=True, append_images=[blue])


def palette(*, see_through: bool = False) -> bytes:
    """A picture that counts its colours."""
    made = Image.new("RGB", (64, 48), "red").quantize(4)
    return saved(made, "PNG", **({"transparency": 0} if see_through else {}))


def polyglot() -> bytes:
    """A picture that a browser could also be led to read as a page."""
    return picture(comment=b"<html><script>alert(1)</script>") + b"<script>alert(2)</script>"


def giant(width: int = 60_000, height: int = 60_000) -> bytes:
    """A few bytes that say they are a picture of 60,000 by 60,000 pixels."""
    head = struct.pack(">4sIIBBBBB", b"IHDR", width, height, 8, 2, 0, 0, 0)
    chunks = [struct.pack(">I", 13) + head, struct.pack(">I", 0) + b"IDAT", struct.pack(">I", 0) + b"IEND"]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk + struct.pack(">I", zlib.crc32(chunk[4:])) for chunk in chunks)


def lying_heic() -> bytes:
    """A HEIC picture whose header says that it is much larger than what is coded."""
    content = picture(320, 240, "HEIF")
    told = struct.pack(">II", 320, 240)
    assert told in content
    return content.replace(told, struct.pack(">II", 40_000, 30_000))
