"""A stretch of a text around what was found in it, with what was found marked."""

from collections.abc import Sequence

from markupsafe import Markup, escape

from outreach.fulltext.rules import Part, folded

WIDTH = 72
"""Characters of a stretch."""


def marked(text: str, parts: Sequence[Part]) -> Markup:
    """The whole text with what was found in `<mark>`."""
    return _printed(text, _found(text, parts))


def snippet(text: str, parts: Sequence[Part], width: int = WIDTH) -> Markup:
    """The stretch of `text`, on one line, that holds most of what was asked; its beginning where it holds nothing."""
    text = " ".join(text.split())
    found = _found(text, parts)
    first = _densest(found, width)
    last = min(len(text), first + width)
    stretch = _printed(text[first:last], found[first:last])
    return Markup("{}{}{}").format("…" if first else "", stretch, "…" if last < len(text) else "")


def count_marked(text: str, parts: Sequence[Part]) -> int:
    """How many characters of `text` are marked."""
    return sum(_found(text, parts))


def _found(text: str, parts: Sequence[Part]) -> list[bool]:
    """For each character of `text` whether it belongs to what was asked."""
    written, places = _written(text)
    found = [False] * len(text)
    for part in parts:
        for word in _words(part, written):
            at = written.find(word)
            while at >= 0:
                for place in places[at : at + len(word)]:
                    found[place] = True
                at = written.find(word, at + 1)
    return found


def _words(part: Part, written: str) -> Sequence[str]:
    """The wordings that stand in the text whole, or the pairs of the one that it holds most of."""
    if whole := [wording.text for wording in part.wordings if wording.text in written]:
        return whole
    return max((tuple(gram for gram in wording.grams if gram in written) for wording in part.wordings), key=len)


def _written(text: str) -> tuple[str, list[int]]:
    """The text as it is compared, and for each character of that its place in `text`."""
    folds = [folded(character) for character in text]
    return "".join(folds), [place for place, fold in enumerate(folds) for _ in fold]


def _densest(found: Sequence[bool], width: int) -> int:
    """Where a stretch begins that holds the most marks; a little is left before the first of them."""
    if True not in found or len(found) <= width:
        return 0
    marks = sum(found[:width])
    most, first = marks, 0
    for at in range(1, len(found) - width + 1):
        marks += found[at + width - 1] - found[at - 1]
        if marks > most:
            most, first = marks, at
    lead = next(at for at in range(first, len(found)) if found[at])
    return max(0, min(lead - width // 6, len(found) - width))


def _printed(text: str, found: Sequence[bool]) -> Markup:
    pieces: list[Markup] = []
    begin = 0
    for at in range(1, len(text) + 1):
        if at == len(text) or found[at] != found[begin]:
            piece = escape(text[begin:at])
            pieces.append(Markup("<mark>{}</mark>").format(piece) if found[begin] else piece)
            begin = at
    return Markup("").join(pieces)
