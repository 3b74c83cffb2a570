"""Moving, adding and taking away the paragraphs of a draft, and putting a number in; on plain values."""

from dataclasses import dataclass, replace

from outreach.documents.texts import Level
from outreach.reports.briefs.rules import clean_name, slot
from outreach.reports.texts.naming import BETWEEN, name_of
from outreach.reports.texts.rules import Block, Draft

#: Where a number is to be put.
HERE = "{}"
#: What a button of a paragraph asks for, with the paragraph's place behind it: up-2.
UP, DOWN, REMOVE, ADD, BACK = "up", "down", "remove", "add", "back"


@dataclass(frozen=True)
class Arranged:
    """A draft, and the paragraph that was taken away last, with its place, which can be put back."""

    draft: Draft
    gone: tuple[int, Block] | None = None


def arranged(draft: Draft, act: str, gone: tuple[int, Block] | None) -> Arranged:
    """The draft after a button was pressed; the same where the button asks for something else."""
    name, _is, said = act.partition("-")
    blocks = list(draft.blocks)
    if name == BACK and gone is not None:
        blocks.insert(min(gone[0], len(blocks)), gone[1])
        return Arranged(replace(draft, blocks=tuple(blocks)))
    if not said.isdecimal() or len(said) > 4 or int(said) > len(blocks):
        return Arranged(draft, gone)
    return _moved(draft, blocks, name, int(said), gone)


def _moved(draft: Draft, blocks: list[Block], name: str, at: int, gone: tuple[int, Block] | None) -> Arranged:
    other = at - 1 if name == UP else at + 1
    if name == ADD:
        blocks.insert(at, Block(Level.BODY, ""))
    elif name == REMOVE and at < len(blocks):
        gone = (at, blocks.pop(at))
    elif name in (UP, DOWN) and at < len(blocks) and 0 <= other < len(blocks):
        blocks[at], blocks[other] = blocks[other], blocks[at]
    return Arranged(replace(draft, blocks=tuple(blocks)), gone)


def with_number(draft: Draft, at: int, word: str, label: str) -> Draft:
    """The draft with the number of the word in a paragraph: where {} stands, else at its end, before the full stop."""
    if at >= len(draft.blocks):
        return draft
    name, slots = slot_for(draft, word, label)
    block = draft.blocks[at]
    text = block.text.rstrip()
    if HERE not in text:
        stop = "。" if text.endswith("。") else ""
        text = f"{text.removesuffix('。')}{HERE}{stop}"
    put = replace(block, text=text.replace(HERE, slot(name), 1))
    return replace(draft, blocks=(*draft.blocks[:at], put, *draft.blocks[at + 1 :]), slots=slots)


def slot_for(draft: Draft, word: str, label: str) -> tuple[str, dict[str, str]]:
    """The name of the word's slot in the draft, and the slots with it; `label` names what is typed by hand."""
    known = next((name for name, other in draft.slots.items() if other == word), None)
    if known is not None:
        return known, dict(draft.slots)
    called = name_of(word)
    name = clean_name(label.replace(" · ", BETWEEN)) if called == clean_name(word) else called
    while name in draft.slots:
        name += "′"
    return name, {**draft.slots, name: word}
