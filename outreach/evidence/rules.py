"""What is taken as evidence, and what a file that is no picture seems to be."""

import hashlib

MEDIA_TYPE = "image/jpeg"
LARGEST_BYTES = 15 * 1024 * 1024

_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"dex\n")


def seems_to_be(content: bytes) -> str:
    """The code of what `content`, which is no picture, begins like: `pdf`, `video`, `program`, else `no_picture`."""
    if content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if content[4:8] == b"ftyp" and content[8:12] not in (b"avif", b"avis"):
        return "video"
    return "program" if content.startswith(_PROGRAMS) else "no_picture"


def content_hash(content: bytes) -> str:
    """The SHA-256 of `content`, 64 lower-case hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()
