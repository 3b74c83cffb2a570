"""Titles of laws as they are written, and whether a law is in force."""

import re
from datetime import date

_MARKS = re.compile(r"[《》〈〉]")
_QUOTED = re.compile(r"《((?:[^《》〈]|〈[^〈〉]*+〉|〈)++)》")
_NEXT = re.compile(r"[\n；;]")
_BLANK = " \t\u3000、，,"
_ARTICLE = re.compile(r"第[一二三四五六七八九十百零〇\d\s]++条")
_BEHIND = re.compile(rf"[\s、，,]*+(?P<article>{_ARTICLE.pattern}.*)?$")
_COUNTRY = "中华人民共和国"


def bare_title(text: str) -> str:
    """A title without its marks 《》 and without white space at its ends or doubled inside."""
    return " ".join(_MARKS.sub("", text).split())


def quoted_titles(text: str) -> list[str]:
    """The titles that stand between 《 and 》 in a text, bare, each once, as they come: 《劳动法》和《工会法》."""
    return list(dict.fromkeys(bare_title(title) for title in _QUOTED.findall(text)))


def parse_citations(text: str) -> list[tuple[str, str | None]]:
    """Each law that a text names, a line each or parted by ；, bare, with the article: 《劳动法》第四十四条."""
    lines = (line.strip() for line in _NEXT.split(text))
    return [(bare_title(title), article) for title, article in (_cited(line) for line in lines if line)]


def usual_short_title(title: str) -> str | None:
    """劳动法 for 中华人民共和国劳动法; None where the title is short already."""
    short = title.removeprefix(_COUNTRY)
    return short if short and short != title else None


def is_in_force(first: date | None, last: date | None, day: date) -> bool:
    """Whether a law with these days, both included, is in force on the local `day`; no first day is "always was"."""
    return (first is None or first <= day) and (last is None or day <= last)


def _cited(line: str) -> tuple[str, str | None]:
    """The title, up to the last 》 with nothing but an article behind it, or without marks up to the first article."""
    closed = [at for at, sign in enumerate(line, 1) if sign == "》"] if line.startswith("《") else []
    for end in reversed(closed):
        if behind := _BEHIND.match(line, end):
            return line[:end], behind["article"]
    found = _ARTICLE.search(line, 1)
    begins = found.start() if found else len(line)
    return line[0] + line[1:begins].rstrip(_BLANK), line[begins:] or None
