"""The first text of a frame, out of the bureau's sentences and what there is to tell; numbers stand in it as slots."""

from collections.abc import Mapping
from datetime import date

from outreach.documents.texts import Level
from outreach.reports.briefs.drafting import team_word
from outreach.reports.briefs.rules import clean_name, slot
from outreach.reports.parts import Part, read_part
from outreach.reports.sums import YearSums
from outreach.reports.texts.facts import Frame, Told, told_of
from outreach.reports.texts.naming import BETWEEN, name_of, word_of
from outreach.reports.texts.numbers import Numbers
from outreach.reports.texts.rules import Block, Draft, choices_of, facts_in, filled, tidy, written
from outreach.reports.texts.sentences import CAMPAIGNS_BEGIN, CAMPAIGNS_END, NUMERALS, SENTENCES, Of, Sentence
from outreach.reports.typed.words import is_typed_word

#: Handouts in units of their own, one slot each.
OTHER_UNITS = "其他资料"


def draft_of(frame: Frame, sums: YearSums, patterns: Mapping[str, str], *, today: date) -> Draft:
    """The text as the sentences make it; `patterns` are those of the bureau's own by key, in place of the built-in."""
    numbers = Numbers(frame.around, sums)
    return Drafting(frame, numbers, patterns, told_of(frame, sums, today=today)).draft()


class Drafting:
    """One draft as it comes into being."""

    def __init__(self, frame: Frame, numbers: Numbers, patterns: Mapping[str, str], told: Told) -> None:
        self.frame, self.numbers, self.patterns, self.told = frame, numbers, patterns, told
        self.slots: dict[str, str] = {}
        self.blocks: list[Block] = []

    def draft(self) -> Draft:
        """The whole of it."""
        for sentence in SENTENCES:
            if self.frame.kind in sentence.kinds:
                self._add(sentence)
        blocks = _numbered(self.blocks)
        title = next((block.text for block in blocks if block.level is Level.TITLE), self.frame.kind.value)
        rest = tuple(block for block in blocks if block.level is not Level.TITLE)
        return tidy(Draft(title, rest, self.slots))

    def _add(self, sentence: Sentence) -> None:
        if sentence.of is Of.TEAM:
            several = self.told.teams if len(self.told.teams) > 1 else ()  # one alone would tell the whole once more
            for team in several:
                self._put(sentence, self._written(sentence, {"team": team.code}, {"分队名": team_word(team)}))
        elif sentence.of is Of.CAMPAIGN:
            self._put(sentence, self._campaigns(sentence))
        else:
            self._put(sentence, self._written(sentence, {}, {}))

    def _campaigns(self, sentence: Sentence) -> str:
        """The sentences of the campaigns in one paragraph."""
        each = [
            self._written(sentence, {"campaign": str(campaign.id)}, {"主题名": campaign.name})
            for campaign in self.told.campaigns
        ]
        said = "；".join(text.removesuffix("。") for text in each if text)
        return f"{CAMPAIGNS_BEGIN}{said}。{CAMPAIGNS_END}" if said else ""

    def _put(self, sentence: Sentence, text: str) -> None:
        if not text:
            return
        last = self.blocks[-1] if self.blocks else None
        if sentence.runs_on and last is not None and last.level is sentence.level:
            self.blocks[-1] = Block(last.level, last.text + text)
        else:
            self.blocks.append(Block(sentence.level, text))

    def _written(self, sentence: Sentence, narrowed: Mapping[str, str], words: Mapping[str, str]) -> str:
        pattern = self.patterns.get(sentence.key, sentence.pattern)
        wanted = facts_in(pattern)
        facts = {**self.told.words, **words}
        if OTHER_UNITS in wanted:
            facts[OTHER_UNITS] = self._other_units(narrowed)
        asked = {name: self._word(name, narrowed) for name in wanted if name not in facts}

        def is_known(name: str) -> bool:
            if name in facts:
                return bool(facts[name])
            word = asked.get(name)
            return word is not None and self.numbers.is_told(word)

        text = written(choices_of(pattern), is_known)
        return filled(text, facts | self._slots({name: asked[name] for name in facts_in(text) if name in asked}))

    def _word(self, name: str, narrowed: Mapping[str, str]) -> str | None:
        word = word_of(name)
        return None if word is None else _narrower(word, narrowed)

    def _slots(self, asked: Mapping[str, str | None]) -> dict[str, str]:
        put = {}
        for name, word in asked.items():
            if word is not None:
                called = (
                    clean_name(self.numbers.number(word).label.replace(" · ", BETWEEN))
                    if is_typed_word(word)
                    else name_of(word)
                )
                self.slots[called] = word
                put[name] = slot(called)
        return put

    def _other_units(self, narrowed: Mapping[str, str]) -> str:
        words = [_narrower(key, narrowed) for key in self.told.other_units]
        slots = [self._slots({word: word})[word] for word in words if self.numbers.is_told(word)]
        return "、".join(slots)


def _narrower(word: str, narrowed: Mapping[str, str]) -> str:
    if is_typed_word(word):
        return word
    part = read_part(word)
    return Part(part.key, {**narrowed, **part.narrowed}).word


def _numbered(blocks: list[Block]) -> list[Block]:
    """The blocks with 一、 二、 before their headings; a heading with nothing below it falls away."""
    kept = [
        block
        for block, below in zip(blocks, [*blocks[1:], None], strict=True)
        if block.level is not Level.HEADING or (below is not None and below.level is Level.BODY)
    ]
    at = 0
    told = []
    for block in kept:
        at += block.level is Level.HEADING
        told.append(Block(block.level, f"{_numeral(at)}、{block.text}") if block.level is Level.HEADING else block)
    return told


def _numeral(count: int) -> str:
    return NUMERALS[count] if count < len(NUMERALS) else str(count)
