"""A text put into a template: each paragraph in the look of its level, the placeholders replaced."""

import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from typing import Any

import docx
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn

from outreach.documents import placeholders, rules
from outreach.documents.placeholders import BODY, new_run, replace_all, roots_of
from outreach.documents.rules import LOOKS, Look
from outreach.documents.standard import style_xml
from outreach.documents.texts import Level, Paragraph, Stretch, Text
from outreach.documents.titles import title_lines

_LEVEL_OF = {"标题": Level.TITLE, "主送": Level.ADDRESSEE, "落款": Level.SIGNATURE, "日期": Level.DATE}
#: Makes the runs of a stretch, given the letters that it stands in.
Runs = Callable[[Stretch, Any], Sequence[Any]]


@dataclass(frozen=True)
class Sheet:
    """What a text is put on: the template's bytes, and what its placeholders know beside the text.

    `said` are the words of further placeholders, by their names.
    """

    template: bytes
    bureau: str
    year: int | None = None
    said: Mapping[str, str] = field(default_factory=dict)


def plain_runs(stretch: Stretch, form: Any) -> list[Any]:
    """A stretch as the clean copy has it: its text."""
    return [_eastern(new_run(stretch.text, form))] if stretch.text else []


def filled(copy: Text, sheet: Sheet, runs_of: Runs = plain_runs) -> Any:
    """The template as a document that says the text; what only stood in the template stays as it is.

    Only the template's own placeholders are replaced: what a text says between braces is said as it is.
    """
    document = docx.Document(io.BytesIO(sheet.template))
    taken = {level for name, level in _LEVEL_OF.items() if name in _names_in(document)}
    paragraphs, place = _with_title(copy), _body_place(document)
    by_level = {level: [each for each in paragraphs if each.level is level] for level in taken}
    if Level.TITLE in by_level:
        by_level[Level.TITLE] = _in_lines(by_level[Level.TITLE])
    _place_end(document, by_level)
    said = {"单位": sheet.bureau, "年度": "" if sheet.year is None else str(sheet.year), **sheet.said}

    def runs(name: str, form: Any) -> Sequence[Any]:
        if name in said:
            return plain_runs(Stretch(said[name]), form)
        return _lines(by_level.get(_LEVEL_OF[name], ()), form, runs_of)

    for root in roots_of(document):
        replace_all(root, runs, but=place)
    _fill_body(document, place, [each for each in paragraphs if each.level not in taken], runs_of)
    return document


def ensure_style(document: Any, look: Look) -> None:
    """Add the look to the document's styles unless it has one of that name."""
    styles = document.styles.element
    if _style_id(styles, look.style) is None:
        styles.append(parse_xml(style_xml(look)))


def new_paragraph(document: Any, look: Look, runs: Sequence[Any]) -> Any:
    """A paragraph in the style that has the look's name."""
    ensure_style(document, look)
    paragraph, form, style = OxmlElement("w:p"), OxmlElement("w:pPr"), OxmlElement("w:pStyle")
    style.set(qn("w:val"), _style_id(document.styles.element, look.style))
    form.append(style)
    paragraph.append(form)
    paragraph.extend(runs)
    return paragraph


def _names_in(document: Any) -> set[str]:
    found = (
        each
        for root in roots_of(document)
        for p in placeholders.paragraphs_in(root)
        for each in placeholders.found_in(p)
    )
    return {each.name for each in found}


def _in_lines(titles: list[Paragraph]) -> list[Paragraph]:
    """A title that is too long for one line as a paragraph for each line, so that no word is cut in two."""
    if len(titles) != 1:
        return titles
    rest = list(titles[0].stretches)
    return [Paragraph(Level.TITLE, tuple(_taken(rest, len(line)))) for line in title_lines(titles[0].text)]


def _taken(rest: list[Stretch], length: int) -> Iterator[Stretch]:
    """Take so many letters from the front of `rest`; a stretch that is cut keeps its reference at its end."""
    while length > 0 and rest:
        stretch = rest.pop(0)
        if len(stretch.text) > length:
            rest.insert(0, replace(stretch, text=stretch.text[length:]))
            stretch = replace(stretch, text=stretch.text[:length], reference=None)
        length -= len(stretch.text)
        yield stretch


def _with_title(copy: Text) -> list[Paragraph]:
    paragraphs = list(copy.paragraphs)
    if not any(each.level is Level.TITLE for each in paragraphs):
        paragraphs.insert(0, Paragraph(Level.TITLE, (Stretch(copy.title),)))
    return paragraphs


def _body_place(document: Any) -> Any:
    return next(
        p for p in placeholders.paragraphs_in(document.element) if any(f.name == BODY for f in placeholders.found_in(p))
    )


def _fill_body(document: Any, place: Any, paragraphs: Sequence[Paragraph], runs_of: Runs) -> None:
    """Body text takes the form of the placeholder's own paragraph, the other levels that of their styles."""
    form, letters = place.find(qn("w:pPr")), place.find(f"{qn('w:r')}/{qn('w:rPr')}")
    section = None if form is None else form.find(qn("w:sectPr"))
    if section is not None:
        form.remove(section)
    made = [_body_paragraph(document, each, form, letters, runs_of) for each in paragraphs]
    for each in made:
        place.addprevious(each)
    _keep_end(made, paragraphs)
    for run in [each for each in place if each.tag != qn("w:pPr")]:
        place.remove(run)
    if section is not None:
        (form if form is not None else place.get_or_add_pPr()).append(section)
    elif made:
        place.getparent().remove(place)


def _body_paragraph(document: Any, paragraph: Paragraph, form: Any, letters: Any, runs_of: Runs) -> Any:
    is_body = paragraph.level is Level.BODY
    runs = [run for each in paragraph.stretches for run in runs_of(each, letters if is_body else None)]
    made = new_paragraph(document, LOOKS[paragraph.level], runs)
    if is_body and form is not None:
        made.replace(made.find(qn("w:pPr")), deepcopy(form))
    return made


def _keep_end(made: Sequence[Any], paragraphs: Sequence[Paragraph]) -> None:
    """The last line of the text goes with the signature, so that this never stands alone on a page."""
    body = [element for element, each in zip(made, paragraphs, strict=True) if each.level is Level.BODY]
    if body:
        body[-1].get_or_add_pPr().get_or_add_keepNext()


def _lines(paragraphs: Sequence[Paragraph], form: Any, runs_of: Runs) -> list[Any]:
    """The runs of all these in one paragraph, each on a line of its own."""
    runs: list[Any] = []
    for number, paragraph in enumerate(paragraphs):
        if number:
            broken = OxmlElement("w:r")
            broken.append(OxmlElement("w:br"))
            runs.append(broken)
        runs += [run for each in paragraph.stretches for run in runs_of(each, form)]
    return runs


def _place_end(document: Any, by_level: dict[Level, list[Paragraph]]) -> None:
    """Signature and date stand as the standard wants them, where the template has not placed them otherwise."""
    signed, dated = by_level.get(Level.SIGNATURE), by_level.get(Level.DATE)
    if not signed or not dated or len(signed) > 1:
        return
    indents = rules.right_indents(signed[0].text, dated[0].text)
    for name, indent in zip(("落款", "日期"), indents, strict=True):
        look = LOOKS[_LEVEL_OF[name]]
        for paragraph in placeholders.paragraphs_in(document.element):
            if [each.name for each in placeholders.found_in(paragraph)] == [name] and _is_ours(
                document, paragraph, look
            ):
                _indent(paragraph, indent)


def _is_ours(document: Any, paragraph: Any, look: Look) -> bool:
    form = paragraph.get_or_add_pPr()
    style = form.find(qn("w:pStyle"))
    own = form.find(qn("w:ind")) is not None or form.find(qn("w:jc")) is not None
    return style is not None and style.get(qn("w:val")) == _style_id(document.styles.element, look.style) and not own


def _indent(paragraph: Any, characters: float) -> None:
    indent = paragraph.get_or_add_pPr().get_or_add_ind()
    indent.set(qn("w:rightChars"), str(round(characters * 100)))
    indent.set(qn("w:right"), str(round(characters * rules.CHARACTER)))


def _style_id(styles: Any, name: str) -> str | None:
    for style in styles.findall(qn("w:style")):
        if style.find(qn("w:name")) is not None and style.find(qn("w:name")).get(qn("w:val")) == name:
            return str(style.get(qn("w:styleId")))
    return None


def _eastern(run: Any) -> Any:
    """Quotation marks and dashes that both scripts have are set in the Chinese font."""
    run.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return run
