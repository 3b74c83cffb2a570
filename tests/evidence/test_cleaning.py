"""What a sent picture becomes: a small upright JPEG with nothing beside its pixels, or a refusal in words."""

import io
import subprocess
import threading
from collections.abc import Callable

import pytest
from PIL import Image

from outreach.errors import Refusal
from outreach.evidence import cleaning, decoding
from outreach.evidence.cleaning import clean_picture
from outreach.evidence.decoding import LONGEST_SIDE, NotTaken, smaller
from outreach.evidence.refusals import refusal
from tests.evidence.pictures import (
    giant,
    lying_heic,
    moving,
    palette,
    picture,
    plain,
    polyglot,
    with_broken_profile,
    with_place,
    with_profile,
)

RED, WHITE, GREY = (254, 0, 0), (255, 255, 255), (156, 156, 156)


def cleaned(content: bytes) -> Image.Image:
    """The picture that is stored for `content`."""
    kept = Image.open(io.BytesIO(smaller(content)))
    kept.load()
    return kept


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "HEIF"])
def test_what_the_camera_wrote_is_gone_and_the_picture_stands_upright(kind: str) -> None:
    content = with_place(kind)
    assert b"Camera" in content
    kept = smaller(content)
    assert dict(Image.open(io.BytesIO(kept)).getexif()) == {}
    assert b"Camera" not in kept
    assert Image.open(io.BytesIO(kept)).size == (300, 400)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_large_picture_is_made_smaller(kind: str) -> None:
    assert cleaned(picture(4000, 2000, kind)).size == (LONGEST_SIDE, LONGEST_SIDE // 2)


@pytest.mark.parametrize(
    ("content", "colour"),
    [
        (lambda: picture(colour="red"), RED),
        (lambda: picture(64, 48, "HEIF", "red"), RED),
        (lambda: plain("CMYK", (0, 255, 255, 0), "JPEG"), RED),
        (lambda: plain("L", 156), GREY),
        (lambda: plain("LA", (156, 255)), GREY),
        (lambda: plain("I;16", 40_000), GREY),
        (lambda: plain("1", 1), WHITE),
        (lambda: plain("RGBA", (255, 0, 0, 0)), WHITE),
        (lambda: plain("RGBA", (255, 0, 0, 255)), RED),
        (palette, RED),
        (lambda: palette(see_through=True), WHITE),
        (moving, RED),
        (lambda: picture(colour="red", progressive=True), RED),
    ],
)
def test_colours_stay_what_they_are(content: Callable[[], bytes], colour: tuple[int, int, int]) -> None:
    kept = cleaned(content())
    assert (kept.format, kept.mode) == ("JPEG", "RGB")
    assert all(abs(got - want) <= 4 for got, want in zip(kept.getpixel((8, 8)), colour, strict=True))  # type: ignore[arg-type]


@pytest.mark.parametrize("content", [with_profile, with_broken_profile])
def test_a_colour_profile_is_used_and_left_out(content: Callable[[], bytes]) -> None:
    assert "icc_profile" not in cleaned(content()).info


def test_a_page_hidden_in_a_picture_is_left_out() -> None:
    assert b"script" in polyglot()
    assert b"script" not in smaller(polyglot())


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (lambda: b"", "empty"),
        (lambda: b"MZ\x90\x00 a program named .jpg", "program"),
        (lambda: b"\x7fELF" + bytes(60), "program"),
        (lambda: b"%PDF-1.7", "pdf"),
        (lambda: b"\x00\x00\x00\x18ftypmp42" + bytes(40), "video"),
        (lambda: b"GIF89a" + bytes(50), "no_picture"),
        (lambda: b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "no_picture"),
        (lambda: b"<!doctype html><script>alert(1)</script>", "no_picture"),
        (lambda: b"PK\x03\x04" + bytes(50), "no_picture"),
        (lambda: picture()[:300], "damaged"),
        (lambda: picture(900, 900, "PNG", "red")[:200], "damaged"),
        (lambda: picture(320, 240, "HEIF")[:-60], "damaged"),
        (giant, "too_large"),
        (lambda: giant(2_000_000_000, 1), "too_large"),
        (lambda: picture(10_000, 7_000, "PNG"), "too_large"),
        (lying_heic, "too_large"),
        (lambda: picture() + bytes(16 * 1024 * 1024), "too_heavy"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(content: Callable[[], bytes], code: str) -> None:
    with pytest.raises(Refusal) as refused:
        clean_picture(content())
    assert refused.value.code == code
    assert refused.value.field == "picture"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_picture_of_forty_million_pixels_is_taken(kind: str) -> None:
    content = picture(7300, 5480, kind)
    assert Image.open(io.BytesIO(clean_picture(content))).size == (1600, 1201)


def test_a_picture_that_takes_too_long_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "LONGEST_SECONDS", 0.001)
    with pytest.raises(Refusal) as refused:
        clean_picture(picture())
    assert refused.value.code == "too_hard"


def test_a_decoder_that_falls_over_falls_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    died = subprocess.CompletedProcess([], -11, b"+half", b"")
    monkeypatch.setattr(subprocess, "run", lambda *_args, **_kwargs: died)
    with pytest.raises(Refusal) as refused:
        clean_picture(picture())
    assert refused.value.code == "too_hard"


def test_only_two_pictures_are_opened_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cleaning, "PATIENCE_SECONDS", 0.05)
    go_on, started = threading.Event(), threading.Semaphore(0)

    def slow(_content: bytes) -> bytes:
        started.release()
        go_on.wait(20)
        return b"+" + picture()

    monkeypatch.setattr(cleaning, "_said_of", slow)
    others = [threading.Thread(target=clean_picture, args=(picture(),)) for _each in range(cleaning.AT_ONCE)]
    for other in others:
        other.start()
    for _each in others:
        assert started.acquire(timeout=20)
    with pytest.raises(Refusal) as refused:
        clean_picture(picture())
    go_on.set()
    for other in others:
        other.join()
    assert (refused.value.code, refused.value.status) == ("busy", 429)
    assert clean_picture(picture()) == picture()


def test_what_the_process_says_is_a_picture_or_a_code() -> None:
    said = io.BytesIO()
    decoding.answer(io.BytesIO(b"no picture"), said)
    assert said.getvalue() == b"-no_picture"
    said = io.BytesIO()
    decoding.answer(io.BytesIO(picture()), said)
    assert said.getvalue()[:3] == b"+\xff\xd8"


def test_a_file_whose_decoder_is_not_ours_is_no_picture() -> None:
    with pytest.raises(NotTaken, match="no_picture"):
        smaller(plain("RGB", "red", "BMP"))


@pytest.mark.parametrize("code", ["too_heavy", "too_large", "too_hard"])
def test_less_would_do(code: str) -> None:
    assert refusal(code).status == 413
