"""A form in a Word document: read as it is shown, and filled in the XML of its body; all else stays as it came."""

from collections.abc import Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from lxml import etree

from outreach.reports.blanks.gaps import filled_pieces
from outreach.reports.blanks.layouts import Cell, Grid, Labelling, Layout, Paragraph, Place, Spot, spots_in
from outreach.reports.blanks.packages import legal, read_parts, tree_of, with_parts, written
from outreach.sheets.packages import damaged, too_much

BODY = "word/document.xml"
MOST_BLOCKS, MOST_ROWS = 600, 300
#: Word itself makes no table that is wider.
MOST_COLUMNS, MOST_CELLS = 63, 20_000
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_W = f"{{{_MAIN}}}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: What is taken out of the text, or stands in a box of its own.
_ASIDE = {f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent"}


def layout_of(content: bytes, name: str) -> Layout:
    """The paragraphs and tables of the body, in their order; Invalid for a document that can't be read."""
    body = _body(read_parts(content, name), name)
    blocks: list[Grid | Paragraph] = []
    controls = {control: number for number, control in enumerate(body.iter(f"{_W}sdt"))}
    paragraphs = tables = 0
    for block in list(_blocks(body))[:MOST_BLOCKS]:
        if block.tag == f"{_W}tbl":
            blocks.append(_grid(block, tables, controls))
            tables += 1
            continue
        text = "".join(_text_of(node) for node in _nodes(block))
        spots = (*_controls_in(_wrapped(block), controls), *spots_in(f"p{paragraphs}", text))
        paragraphs += 1
        if text.strip() or spots:
            blocks.append(Paragraph(text, spots))
    remarks = []
    if next(body.iter(f"{_W}txbxContent"), None) is not None:
        remarks.append(_("Text boxes of the document are kept, but can't be tied."))
    return Layout(tuple(blocks), tuple(remarks))


def fill(content: bytes, name: str, values: Mapping[str, str], gaps: Mapping[str, Mapping[int, str]]) -> bytes:
    """The document with `values` in its cells and content controls, and texts put into the gaps of its paragraphs."""
    parts = read_parts(content, name)
    body = _body(parts, name)
    for address, node in _addressed(body):
        if address in values:
            _write(node, values[address])
        if address in gaps:
            _put_into_gaps(node, gaps[address])
    return with_parts(content, {BODY: written(body.getparent())})


def _body(parts: Mapping[str, bytes], name: str) -> Any:
    body = tree_of(parts[BODY], name).find(f"{_W}body")
    if body is None:
        raise damaged(name)
    if sum(1 for _cell in body.iter(f"{_W}tc")) > MOST_CELLS:
        raise too_much(name)
    return body


def _addressed(body: Any) -> list[tuple[str, Any]]:
    """Every paragraph, cell and content control by its address, as the layout names them."""
    found = [(f"c{number}", control) for number, control in enumerate(body.iter(f"{_W}sdt"))]
    paragraphs = tables = 0
    for block in list(_blocks(body))[:MOST_BLOCKS]:
        if block.tag == f"{_W}tbl":
            found += [(place.address, cell) for place, cell in _places(block, tables)]
            tables += 1
        else:
            found.append((f"p{paragraphs}", block))
            paragraphs += 1
    return found


def _blocks(around: Any) -> Iterator[Any]:
    """The paragraphs and tables of the body, those inside of a content control too."""
    for child in around:
        if child.tag in (f"{_W}p", f"{_W}tbl"):
            yield child
        elif child.tag == f"{_W}sdt" and (inner := child.find(f"{_W}sdtContent")) is not None:
            yield from _blocks(inner)


def _wrapped(paragraph: Any) -> Any:
    """The paragraph with the content control that lies around it alone."""
    inside = paragraph.getparent()
    is_alone = inside.tag == f"{_W}sdtContent" and len(inside) == 1
    return inside.getparent() if is_alone else paragraph


def _grid(table: Any, number: int, controls: Mapping[Any, int]) -> Grid:
    places = list(_places(table, number))
    labelling = Labelling([place for place, _cell in places])
    rows: dict[int, list[Cell]] = {}
    for place, cell in places:
        spots = (*_controls_in(cell, controls),) or labelling.spots_of(place)
        shown = Cell(place.text, place.rows, place.columns, is_strong=place.is_strong, align=place.align, spots=spots)
        rows.setdefault(place.row, []).append(shown)
    widths = tuple(_characters(each.get(f"{_W}w")) for each in table.findall(f"{_W}tblGrid/{_W}gridCol"))
    return Grid("", tuple(tuple(row) for _row, row in sorted(rows.items())), widths=widths)


def _characters(twips: str | None) -> int:
    return max(3, min(60, int(twips) // 110)) if twips and twips.isdecimal() else 10


def _places(table: Any, number: int) -> Iterator[tuple[Place, Any]]:
    """The cells of a table but those that a merge from above covers, each with its element."""
    found: list[tuple[Place, Any]] = []
    above: dict[int, Place] = {}
    for row, line in enumerate(table.findall(f"{_W}tr")[:MOST_ROWS]):
        column = _before(line)
        for at, cell in enumerate(_cells(line)):
            if column >= MOST_COLUMNS:
                break
            span = max(1, min(_number(_value(cell, "gridSpan"), 1), MOST_COLUMNS - column))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            if merge is not None and merge.get(f"{_W}val") != "restart" and column in above:
                above[column].rows += 1
            else:
                place = _place(cell, row, column, span, f"t{number}.r{row}.c{at}")
                found.append((place, cell))
                above[column] = place
            column += span
    yield from found


def _before(line: Any) -> int:
    skipped = line.find(f"{_W}trPr/{_W}gridBefore")
    return min(_number(skipped.get(f"{_W}val"), 0), MOST_COLUMNS) if skipped is not None else 0


def _number(said: str | None, instead: int) -> int:
    return int(said) if said and said.isascii() and said.isdecimal() and len(said) < 10 else instead


def _cells(line: Any) -> Iterator[Any]:
    for child in line:
        if child.tag == f"{_W}tc":
            yield child
        elif child.tag == f"{_W}sdt" and (inner := child.find(f"{_W}sdtContent")) is not None:
            yield from _cells(inner)


def _value(cell: Any, tag: str) -> str | None:
    found = cell.find(f"{_W}tcPr/{_W}{tag}")
    said: str | None = None if found is None else found.get(f"{_W}val")
    return said


def _place(cell: Any, row: int, column: int, span: int, address: str) -> Place:
    text = "".join(_text_of(node) for node in _nodes(cell)).strip("\n")
    aligned = cell.find(f"{_W}p/{_W}pPr/{_W}jc")
    align = aligned.get(f"{_W}val") if aligned is not None else ""
    is_number = text.strip().replace(".", "", 1).isdecimal()
    return Place(
        row,
        column,
        text,
        columns=span,
        address=address,
        is_number=is_number,
        is_strong=cell.find(f".//{_W}b") is not None,
        align=align if align in ("center", "right") else "",
    )


def _controls_in(around: Any, controls: Mapping[Any, int]) -> tuple[Spot, ...]:
    """The content controls of a paragraph or cell that take text."""
    return tuple(
        Spot(f"c{controls[control]}", _name_of(control), "".join(_text_of(node) for node in _nodes(control)))
        for control in around.iter(f"{_W}sdt")
        if control.find(f"{_W}sdtContent") is not None and not _is_other(control)
    )


def _is_other(control: Any) -> bool:
    """Whether it is a tick box or a picture, or lies around whole cells."""
    inside = control.find(f"{_W}sdtContent")
    if any(child.tag in (f"{_W}tc", f"{_W}tr", f"{_W}tbl") for child in inside):
        return True
    kinds = {etree.QName(child).localname for child in control.iterfind(f"{_W}sdtPr/*")}
    return bool(kinds & {"checkbox", "picture", "docPartObj"})


def _name_of(control: Any) -> str:
    for tag in ("alias", "tag"):
        found = control.find(f"{_W}sdtPr/{_W}{tag}")
        if found is not None and found.get(f"{_W}val"):
            return str(found.get(f"{_W}val"))
    return ""


def _nodes(around: Any) -> Iterator[Any]:
    """What of a paragraph or cell is text: w:t, w:tab, w:br, and the end of every paragraph but the last."""
    paragraphs = list(around.iter(f"{_W}p"))
    for node in around.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}p"):
        if any(each.tag in _ASIDE for each in _ancestors(node, around)):
            continue
        if node.tag == f"{_W}tab" and node.getparent().tag != f"{_W}r":
            continue  # a stop of the ruler, not a character
        if node.tag != f"{_W}p" or (paragraphs and node is not paragraphs[0] and node is not around):
            yield node


def _ancestors(node: Any, around: Any) -> Iterator[Any]:
    for each in node.iterancestors():
        if each is around:
            return
        yield each


def _text_of(node: Any) -> str:
    if node.tag == f"{_W}t":
        return node.text or ""
    return "\t" if node.tag == f"{_W}tab" else "\n"


def _write(node: Any, text: str) -> None:
    """Put a text into a cell or content control that is empty, or holds only a number or a prompt."""
    inside = node.find(f"{_W}sdtContent") if node.tag == f"{_W}sdt" else node
    if node.tag == f"{_W}sdt" and (prompt := node.find(f"{_W}sdtPr/{_W}showingPlcHdr")) is not None:
        prompt.getparent().remove(prompt)
    texts = list(inside.iter(f"{_W}t"))
    if texts:
        first, *others = texts
        _text_into(first, text)
        _drop_prompt_look(first)
        for other in others:
            other.text = ""
        return
    run = _run_for(inside)
    _text_into(etree.SubElement(run, f"{_W}t"), text)


def _drop_prompt_look(node: Any) -> None:
    """A prompt is grey by a style of its own, which what is filled in must not have."""
    style = node.getparent().find(f"{_W}rPr/{_W}rStyle")
    if style is not None and "laceholder" in (style.get(f"{_W}val") or ""):
        style.getparent().remove(style)


def _run_for(inside: Any) -> Any:
    """An empty run in the first paragraph: the one that is there, or one with the look of the paragraph's mark."""
    run = next(inside.iter(f"{_W}r"), None)
    if run is not None:
        return run
    paragraph = next(inside.iter(f"{_W}p"), None)
    around = inside if paragraph is None else paragraph
    run = etree.SubElement(around, f"{_W}r")
    look = around.find(f"{_W}pPr/{_W}rPr")
    if look is not None:
        copied = etree.SubElement(run, f"{_W}rPr")
        copied.extend(etree.fromstring(etree.tostring(child)) for child in look)
    return run


def _put_into_gaps(around: Any, texts: Mapping[int, str]) -> None:
    nodes = list(_nodes(around))
    pieces = [_text_of(node) for node in nodes]
    for node, before, text in zip(nodes, pieces, filled_pieces(pieces, texts), strict=True):
        if text == before:
            continue
        if node.tag == f"{_W}t":
            _text_into(node, text)
        else:
            _replace(node, text)


def _replace(node: Any, text: str) -> None:
    """A tab or a line's end inside of a gap becomes what takes its place."""
    if node.tag == f"{_W}p":
        return
    made = etree.Element(f"{_W}t")
    _text_into(made, text)
    node.getparent().replace(node, made)


def _text_into(node: Any, text: str) -> None:
    node.text = legal(text)
    node.set(_SPACE, "preserve")
