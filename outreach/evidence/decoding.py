"""Opens one picture that a stranger may have made, in a process of its own: `python -I decoding.py < sent > cleaned`.

A process can be stopped when it takes too long or too much memory, and when a decoder falls over it falls alone. It
writes `+` and a JPEG, or `-` and the code of what is wrong. It imports nothing of the program, so that it starts soon.
"""

import contextlib
import io
import sys
import warnings
from typing import BinaryIO

import pillow_heif
from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

LARGEST_PIXELS = 60_000_000
LONGEST_SIDE = 1600
MOST_MEMORY = 1536 * 1024 * 1024
MOST_SECONDS = 20
"""Of work; who started this process waits longer, for the machine may have other things to do."""
_TAKEN = ("JPEG", "PNG", "WEBP", "HEIF")
_DAMAGED = (OSError, SyntaxError, ValueError, RuntimeError, EOFError)  # RuntimeError is libheif's


class NotTaken(Exception):
    """The picture is not taken; the first argument is the code."""


def smaller(content: bytes) -> bytes:
    """`content` as a JPEG of at most 1600 px a side, turned upright, without EXIF, GPS, comments and profile.

    Of a picture that moves it is the first one. Raises NotTaken: `too_large`, `no_picture`, `damaged`.
    """
    try:
        bare = _bare(_opened(content))
    except UnidentifiedImageError:
        raise NotTaken("no_picture") from None
    except _DAMAGED:
        raise NotTaken("damaged") from None
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _opened(content: bytes) -> Image.Image:
    # The thumbnail inside of a HEIC file may show another picture than the file, so it is never decoded in its place.
    pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit comes right below
            picture = Image.open(io.BytesIO(content), formats=_TAKEN)
    except Image.DecompressionBombError:  # a few bytes that declare a giant
        raise NotTaken("too_large") from None
    if picture.width * picture.height > LARGEST_PIXELS:
        raise NotTaken("too_large")
    return picture


def _bare(picture: Image.Image) -> Image.Image:
    """A fresh picture, upright and small: nothing that the camera wrote beside the pixels comes along."""
    picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG of 40 million pixels is never whole in memory
    small = _in_eight_bits(picture)
    small.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    upright = ImageOps.exif_transpose(_in_screen_colours(small))
    bare = Image.new("RGB", upright.size, "white")
    if upright.has_transparency_data:
        upright = upright.convert("RGBA")
        bare.paste(upright, mask=upright.getchannel("A"))
    else:
        bare.paste(upright.convert("RGB"))
    return bare


def _in_eight_bits(picture: Image.Image) -> Image.Image:
    if picture.mode.startswith(("I", "F")):  # 16 bits of grey: `convert` would cut off instead of scaling
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in ("P", "1", "PA"):  # a palette can't be made smaller smoothly
        return picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    return picture


def _in_screen_colours(picture: Image.Image) -> Image.Image:
    """The colours as a screen shows them: a phone's or a printer's look wrong without the profile."""
    profile = picture.info.get("icc_profile")
    if not profile or picture.mode not in ("RGB", "CMYK"):
        return picture
    with contextlib.suppress(ImageCms.PyCMSError, *_DAMAGED):
        meant = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        shown = ImageCms.profileToProfile(picture, meant, ImageCms.createProfile("sRGB"), outputMode="RGB")
        if shown is not None:
            return shown
    return picture


def _bound() -> None:
    """Hold this process to its memory and time, where the system can."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows has no such bounds; the caller's clock stays
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))


def answer(sent: BinaryIO, said: BinaryIO) -> None:
    """Read the picture from `sent` and write to `said` what became of it."""
    try:
        said.write(b"+" + smaller(sent.read()))
    except NotTaken as refused:
        said.write(b"-" + str(refused.args[0]).encode())
    except MemoryError:
        said.write(b"-too_hard")


if __name__ == "__main__":
    _bound()
    answer(sys.stdin.buffer, sys.stdout.buffer)
