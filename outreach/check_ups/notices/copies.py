"""The paper of a notice as it was reviewed: kept as a whole, and drawn from there ever after."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from outreach.documents.texts import Level, Paragraph, Stretch


@dataclass(frozen=True)
class Paper:
    """All that stands on a notice's paper. `said` are the words of further placeholders.

    `template` is the hash of the bureau's template, None for the program's own.
    """

    title: str
    paragraphs: tuple[Paragraph, ...]
    bureau: str
    said: Mapping[str, str]
    template: str | None


def packed(paper: Paper) -> dict[str, Any]:
    """The paper as values that a database keeps."""
    return {
        "title": paper.title,
        "paragraphs": [[each.level.value, each.text] for each in paper.paragraphs],
        "bureau": paper.bureau,
        "said": dict(paper.said),
        "template": paper.template,
    }


def unpacked(kept: Mapping[str, Any]) -> Paper:
    """The paper again."""
    lines = tuple(Paragraph(Level(level), (Stretch(text),)) for level, text in kept["paragraphs"])
    return Paper(kept["title"], lines, kept["bureau"], kept["said"], kept["template"])


def sha256_of(kept: Mapping[str, Any]) -> str:
    """The hash of what is kept: the same whatever the order of its parts."""
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
