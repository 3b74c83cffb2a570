"""Whether a notice still says what its kept paper says, by the words that are the notice's own.

What a paper quotes (the law's title, the case, the company's name) may be another today, and so may the sentences that
the program puts between; they are not looked at.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from outreach.check_ups.notices import rules
from outreach.check_ups.notices.models import Notice, NoticeItem
from outreach.documents.days import said_day
from outreach.documents.texts import Level

_NOTHING_SEEN = re.compile(r"\s+")


@dataclass(frozen=True)
class _Part:
    """A part of the notice: under which heading it stands, its own words, and how many lines beside them it has."""

    heading: int
    words: frozenset[str]
    others: int

    def is_said_by(self, lines: list[str]) -> bool:
        """Whether each word stands in these lines, and no line too many has none of them."""
        without = [line for line in lines if not any(word in line for word in self.words)]
        return all(word in "".join(lines) for word in self.words) and len(without) <= self.others


def says_the_same(notice: Notice, kept: Mapping[str, Any]) -> bool:
    """Whether the kept paper has the notice's number, its risks in their order, and its words and no others."""
    own, printed = list(_parts(notice)), list(_printed(kept["paragraphs"]))
    return (
        _says_beside(notice, kept.get("said", {}))
        and [part.heading for part in own] == [heading for heading, _lines in printed]
        and all(part.is_said_by(lines) for part, (_heading, lines) in zip(own, printed, strict=True))
    )


def _says_beside(notice: Notice, said: Mapping[str, str]) -> bool:
    promised = "" if notice.promised_on is None else said_day(notice.promised_on)
    own = {"文号": notice.number or "", "联系": notice.contact or "", "回访日期": promised}
    return all(said.get(name, text) == text for name, text in own.items())


def _printed(paragraphs: Iterable[tuple[str, str]]) -> Iterator[tuple[int, list[str]]]:
    """What stands before the risks, and each risk with all up to the next one, by the number of its heading."""
    heading, of, lines = 0, 0, list[str]()
    for level, text in paragraphs:
        if level == Level.HEADING:
            heading += 1
        elif level == Level.SUBHEADING:
            yield of, lines
            of, lines = heading, [_plain(text)]
        elif level == Level.BODY:
            lines.append(_plain(text))
    yield of, lines


def _parts(notice: Notice) -> Iterator[_Part]:
    """The same of what the notice says now. One line of the end, or that nothing was found, is the program's."""
    items = rules.by_weight(notice.shown)
    opening, end = _words(notice.opening), _words(notice.closing, notice.contact)
    if not items:
        yield _Part(0, opening | end, 1)
        return
    yield _Part(0, opening, 0)
    for heading, (_weight, group) in enumerate(groupby(items, key=lambda item: item.weight), start=1):
        for item in group:
            own, others = _words_of(item), (item.law is not None and not item.article) + (item.case is not None)
            yield _Part(heading, own | end, others + 1) if item is items[-1] else _Part(heading, own, others)


def _words_of(item: NoticeItem) -> frozenset[str]:
    article = None if item.law is None else item.article
    due = None if item.due_on is None else said_day(item.due_on)
    in_one_line = (article, item.cost, item.advice, item.ask, due)
    return _words(item.found) | {_plain(each) for each in in_one_line if each}


def _words(*texts: str | None) -> frozenset[str]:
    return frozenset(filter(None, (_plain(line) for text in texts for line in (text or "").splitlines())))


def _plain(text: str) -> str:
    return _NOTHING_SEEN.sub("", text)
