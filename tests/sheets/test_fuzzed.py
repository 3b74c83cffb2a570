"""Every kind of file, broken off at each fiftieth and with bits turned: read, or refused with a sentence."""

import random
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from outreach.errors import Invalid
from outreach.media.exports.shapes import recognise
from outreach.sheets import read_table

TESTS = Path(__file__).parents[1]
FILES = sorted(file for part in ("sheets", "media") for file in (TESTS / part / "files").iterdir() if file.is_file())
SECONDS = 10


def broken(content: bytes) -> Iterator[bytes]:
    """The file broken off fifty times, and with one to twenty bits turned fifty times; the same ones in every run."""
    yield from (content[: len(content) * part // 50] for part in range(50))
    dice = random.Random(len(content))
    for _case in range(50):
        turned = bytearray(content)
        for _bit in range(dice.choice((1, 2, 5, 20))):
            turned[dice.randrange(len(turned))] ^= 1 << dice.randrange(8)
        yield bytes(turned)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_a_broken_file_is_read_or_refused(file: Path) -> None:
    began = time.process_time()
    for content in broken(file.read_bytes()):
        for read in (read_table, recognise):
            with suppress(Invalid):
                read(content, file.name)
    assert time.process_time() - began < SECONDS
