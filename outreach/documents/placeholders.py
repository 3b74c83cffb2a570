"""What a template says between double braces: {{标题}}, {{正文}} …, found and replaced, however Word has cut it up."""

import re
from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

#: Its paragraph becomes all those of the text that no other placeholder takes.
BODY = "正文"
_PLACEHOLDER = re.compile(r"[{｛]{2}\s*+([^{}｛｝]{0,40}?)\s*+[}｝]{2}")
_HEAD_OR_FOOT = re.compile(r"/word/(header|footer)[0-9]*\.xml")
_W_P, _W_T = qn("w:p"), qn("w:t")


@dataclass(frozen=True)
class Found:
    """A placeholder: its name, and from where to where it stands in the text of its paragraph."""

    name: str
    first: int
    last: int


def parts_of(document: Any) -> list[Any]:
    """The parts of a document in which text stands, each once: the document itself, its headers and its footers."""
    others = dict.fromkeys(document.part.related_parts.values())
    related = [each for each in others if _HEAD_OR_FOOT.match(str(each.partname))]
    return [each for each in (document.part, *related) if getattr(each, "element", None) is not None]


def roots_of(document: Any) -> list[Any]:
    """The XML of those parts."""
    return [part.element for part in parts_of(document)]


def paragraphs_in(root: Any) -> Iterator[Any]:
    """All paragraphs below `root`, those in tables and boxes too."""
    return iter(list(root.iter(_W_P)))


def text_of(paragraph: Any) -> str:
    """The text of a paragraph, without that of boxes that hang on it."""
    return "".join(each.text or "" for each in _texts(paragraph))


def found_in(paragraph: Any) -> list[Found]:
    """The placeholders of a paragraph, in their order."""
    return [Found(each[1], each.start(), each.end()) for each in _PLACEHOLDER.finditer(text_of(paragraph))]


def replace_all(root: Any, runs_of: Callable[[str, Any], Sequence[Any]], *, but: Any = None) -> None:
    """Put `runs_of(name, form)` (form: the letters of the placeholder) in the place of each one outside of `but`.

    All that is put in is text: it is not looked at again.
    A paragraph that held nothing but placeholders, and is left empty, is taken out.
    """
    for paragraph in paragraphs_in(root):
        found = [] if paragraph is but else found_in(paragraph)
        if not found:
            continue
        is_alone = (
            len(found) == 1 and not (text_of(paragraph)[: found[0].first] + text_of(paragraph)[found[0].last :]).strip()
        )
        for each in reversed(found):
            first = _cut_out(paragraph, each)
            runs = runs_of(each.name, first.find(qn("w:rPr")))
            for run in reversed(runs):
                first.addnext(run)
        if is_alone and not text_of(paragraph).strip() and _may_go(paragraph):
            paragraph.getparent().remove(paragraph)


def new_run(text: str, form: Any = None) -> Any:
    """A run of `text`, with the letters of `form` (rPr) where there are any."""
    run = OxmlElement("w:r")
    if form is not None:
        run.append(deepcopy(form))
    words = OxmlElement("w:t")
    words.text = text
    words.set(qn("xml:space"), "preserve")
    run.append(words)
    return run


def _texts(paragraph: Any) -> list[Any]:
    return [each for each in paragraph.iter(_W_T) if _paragraph_of(each) is paragraph]


def _paragraph_of(element: Any) -> Any:
    while element is not None and element.tag != _W_P:
        element = element.getparent()
    return element


def _cut_out(paragraph: Any, found: Found) -> Any:
    """Take the placeholder's characters away; gives the run behind which what replaces it goes."""
    begins, first = 0, None
    for words in _texts(paragraph):
        text = words.text or ""
        ends = begins + len(text)
        if ends > found.first and begins < found.last:
            before, behind = text[: max(0, found.first - begins)], text[max(0, found.last - begins) :]
            run = words.getparent()
            words.text = before
            words.set(qn("xml:space"), "preserve")
            if first is None:
                first = run
                if behind:
                    run.addnext(new_run(behind, run.find(qn("w:rPr"))))
            else:
                words.text = behind
        begins = ends
    return first


def _may_go(paragraph: Any) -> bool:
    """Not the only one of a table's cell, none that ends a section, and none that holds a picture."""
    if (
        paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
        or paragraph.find(f".//{qn('w:drawing')}") is not None
    ):
        return False
    return any(each.tag == _W_P for each in (*paragraph.itersiblings(), *paragraph.itersiblings(preceding=True)))
