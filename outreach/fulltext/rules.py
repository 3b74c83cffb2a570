"""How a text is cut into pairs of characters, what a question asks of a text, and how well a text holds it.

A run of Chinese characters gives its pairs (二倍工资: 二倍 倍工 工资), a word of letters or digits stands whole. A pair
needs no dictionary, is found inside any longer word, and two characters are the shortest word that people search for.
The phone does the same with the same terms, which the table tests/fulltext/grams.json holds.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from outreach.fulltext.terms import NOISE, SYNONYMS
from outreach.sheets.seen import as_seen

LONGEST_GRAM = 40
#: What is asked beyond this is not looked at.
MOST_ASKED = 60
#: Of what is asked, a text must hold so much: a hair below three fifths, so that three of five are enough however a
#: database adds. Of a term it must hold three quarters of one wording: 未与其订立书面劳动合同 is 未订立书面劳动合同.
LEAST = 0.599
LEAST_OF_TERM = 0.75
TITLE, MAIN, TEXT = 5, 2, 1
"""What a pair says of a text where it stands in its title, in its main sentence, anywhere."""
#: A pair that every text holds counts a twentieth of one that none holds.
STEEPNESS = 20.0

_HAN = r"\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN = re.compile(rf"[{_HAN}]+|[0-9a-z]+")
_IS_HAN = re.compile(rf"[{_HAN}]")


@dataclass(frozen=True)
class Wording:
    """One of the ways to say a part of what is asked."""

    text: str
    grams: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """A part of what is asked, and all the ways to say it: first the one that was typed.

    `size` is how much of the question it is, 0 for what only helps to rank. Of a part with several wordings a text must
    hold at least `LEAST_OF_TERM` of one; of a plain one every pair counts by itself.
    """

    wordings: tuple[Wording, ...]
    size: int

    @property
    def is_one_thing(self) -> bool:
        """Whether it is a term, which a text holds or does not."""
        return len(self.wordings) > 1


@dataclass(frozen=True)
class Held:
    """How well a text holds what is asked: the share of it, from 0 to 1, and by what it ranks."""

    share: float
    score: float

    @property
    def is_enough(self) -> bool:
        """Whether the text is an answer at all."""
        return self.share >= LEAST


def folded(text: str) -> str:
    """`text` as it is compared: as people see it, full width as half, small letters."""
    return unicodedata.normalize("NFKC", as_seen(text)).lower()


def grams_in(text: str) -> Iterator[str]:
    """The pairs and words of a text, each as often as it stands there; a Chinese character that stands alone, too."""
    for run in _RUN.findall(folded(text)):
        yield from _grams_of_run(run)


def weighed(title: str, main: Iterable[str | None] = (), text: Iterable[str | None] = ()) -> dict[str, int]:
    """The pairs of a whole entry and what each says of it; of its title every single character, too."""
    weights: dict[str, int] = {}
    for weight, parts in ((TEXT, text), (MAIN, main), (TITLE, (title,))):
        weights.update(dict.fromkeys((gram for part in parts if part for gram in grams_in(part)), weight))
    for character in _IS_HAN.findall(folded(title)):
        weights[character] = TITLE
    return weights


def asked(question: str) -> tuple[Part, ...]:
    """What a question asks for, in parts; none where it holds nothing that can be found."""
    text = folded(question)[:MOST_ASKED]
    pieces = [piece for run in _RUN.findall(_with_spelled(text)) for piece in _pieces(run)]
    parts = _parts(pieces)
    if not any(part.size for part in parts):  # nothing but noise, or single characters
        wanted = dict.fromkeys(gram for run in _RUN.findall(text) for gram in _grams_of_run(run))
        return tuple(_plain(gram, 1) for gram in wanted)
    return tuple(dict.fromkeys(parts))


def rarity(holding: int, of: int) -> float:
    """What a pair is worth that `holding` of `of` texts hold."""
    return STEEPNESS * of / (of + STEEPNESS * holding) if of else STEEPNESS


def held(parts: Iterable[Part], weights: Mapping[str, int], rarities: Mapping[str, float]) -> Held:
    """How well a text with these pairs holds what is asked; what `queries.found` asks of a database."""
    parts = tuple(parts)
    whole = sum(part.size for part in parts)
    share = score = 0.0
    for part in parts:
        least = LEAST_OF_TERM if part.is_one_thing else 0.0
        best_share = best_score = 0.0
        for wording in part.wordings:
            here = [gram for gram in wording.grams if gram in weights]
            if here and len(here) >= least * len(wording.grams):
                worth = max(part.size, 1) / len(wording.grams)
                best_share = max(best_share, part.size * len(here) / len(wording.grams))
                best_score = max(best_score, worth * sum(rarities[gram] * weights[gram] for gram in here))
        share, score = share + best_share, score + best_score
    return Held(share / whole if whole else 0.0, score)


def _grams_of_run(run: str) -> list[str]:
    if len(run) == 1 or not _IS_HAN.match(run):
        return [run[:LONGEST_GRAM]]
    return [run[at : at + 2] for at in range(len(run) - 1)]


@cache
def _terms() -> dict[str, tuple[str, ...]]:
    """Term -> all that means the same, itself first; of noise nothing."""
    known: dict[str, tuple[str, ...]] = dict.fromkeys(NOISE, ())
    for group in SYNONYMS:
        known.update({term: (term, *(other for other in group if other != term)) for term in group})
    return known


@cache
def _term_pattern() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(_terms(), key=lambda term: (-len(term), term)))))


def _with_spelled(text: str) -> str:
    """The text with terms that are no run of one kind (n+1, 2倍工资) written as the first of their like."""
    mixed = [term for term in _terms() if len(_RUN.findall(term)) > 1]
    return re.sub("|".join(map(re.escape, mixed)), lambda match: _terms()[match[0]][1], text)


def _pieces(run: str) -> list[tuple[str, bool]]:
    """The run cut at terms: each piece and whether it is a term; "" stands for noise that was left out."""
    if not _IS_HAN.match(run):
        return [(run, bool(_terms().get(run))), ("", False)]
    pieces: list[tuple[str, bool]] = []
    end = 0
    for match in _term_pattern().finditer(run):
        if match.start() > end:
            pieces.append((run[end : match.start()], False))
        pieces.append((match[0], True) if _terms()[match[0]] else ("", False))
        end = match.end()
    if end < len(run):
        pieces.append((run[end:], False))
    return [*pieces, ("", False)]


def _parts(pieces: list[tuple[str, bool]]) -> list[Part]:
    parts = []
    for at, (text, is_term) in enumerate(pieces):
        grams = _grams_of_run(text) if text else []
        if is_term:
            parts.append(_term(text, len(grams)))
        else:
            alone = len(text) == 1 and _IS_HAN.match(text) is not None
            parts += [_plain(gram, 0 if alone else 1) for gram in grams]
        before, was_term = pieces[at - 1] if at else ("", False)
        if text and before and (is_term or was_term) and not (is_term and was_term):
            parts.append(_plain(before[-1] + text[0], 0))  # 工资|条: who writes 工资条 comes first
    return parts


def _plain(gram: str, size: int) -> Part:
    return Part((Wording(gram, (gram,)),), size)


def _term(term: str, size: int) -> Part:
    wordings = (Wording(text, tuple(dict.fromkeys(grams_in(text)))) for text in _terms()[term])
    return Part(tuple(wordings), max(size, 1))
