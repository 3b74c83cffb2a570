"""A text as people see it: without what nobody sees, and with one character for what looks the same.

So no two names look alike and differ, and none stands there backwards, pushes its neighbours about, or begins a line.
What comes from a PDF is often written with radicals (⼈⼒): they look like characters (人力), and nobody finds them.
"""

import re
import unicodedata

#: Control characters but tab and line end, some of which PostgreSQL refuses; marks of direction and of width 0; letters
#: without a shape; halves of characters, and what is none. Variants of a name's character (U+E0100 …) are seen.
_UNSEEN = (
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    r"\u202a-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    r"\U0001d173-\U0001d17a\U000e0000-\U000e00ff"
)
_RADICALS = r"\u2e80-\u2fd5"
#: Above, below and through a letter; more of them than any language writes cover the lines around it.
_MARKS = r"\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

#: Of what counts as printable, all that is not kept as it is.
_ODD = re.compile(rf"[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0{_RADICALS}{_MARKS}]")
_LINE_END = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_NOTHING = re.compile(f"[{_UNSEEN}]")
_RADICAL = re.compile(f"[{_RADICALS}]")
_PILE = re.compile(f"([{_MARKS}]{{3}})[{_MARKS}]+")
#: Of a text's combining classes: more than stand on any letter (UAX 15, 13). To put thousands in order takes minutes.
_HEAP = re.compile(rb"[^\0]{31,}")


def as_seen(text: str) -> str:
    """`text` as it looks, with line ends as \\n; blanks at its ends stay."""
    if text.isprintable() and (text.isascii() or _is_plain(text)):  # nearly every one
        return text
    text = _NOTHING.sub("", _LINE_END.sub("\n", text))
    return _PILE.sub(r"\1", unicodedata.normalize("NFC", _without_heaps(_RADICAL.sub(_character, text))))


def _is_plain(text: str) -> bool:
    return _ODD.search(text) is None and unicodedata.is_normalized("NFC", text)


def _without_heaps(text: str) -> str:
    if text.isascii():
        return text
    kept: list[str] = []
    end = 0
    for heap in _HEAP.finditer(bytes(map(unicodedata.combining, text))):
        kept.append(text[end : heap.start() + 30])
        end = heap.end()
    return "".join([*kept, text[end:]])


def _character(radical: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", radical[0])
