"""The figures as JSON, streamed: a year's lines are never all in memory (docs/design.md, section 4)."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from outreach.db.snapshot import snapshot
from outreach.reports.behind import Line, lines_behind
from outreach.reports.figure import Figure
from outreach.reports.filters import Filters
from outreach.reports.inside import LINES_STAY, is_withheld
from outreach.reports.values import Drawn, draw, draw_all

#: makes the address that a line is printed with out of its path below the program's root
Address = Callable[[str], str]
Lines = Iterable[dict[str, Any]] | None


def json_of_today(
    filters: Filters, *, with_lines: bool, address: Address, drawn: Iterable[Drawn] | None = None
) -> Iterator[str]:
    """The object `{key: {"value", "unit", "wording", "lines"}}` of today's rows, all read from one instant.

    `drawn` are its figures, for who has drawn them in the same snapshot.
    """
    with snapshot():
        yield from json_object(
            figure_facts(each.figure.key, _facts(each), _lines(each, filters, address) if with_lines else None)
            for each in drawn or draw_all(filters)
        )


def json_of_figure(figure: Figure, filters: Filters, *, address: Address) -> Iterator[str]:
    """The same object with one figure in it."""
    with snapshot():
        drawn = draw(figure, filters)
        yield from json_object([figure_facts(figure.key, _facts(drawn), _lines(drawn, filters, address))])


def figure_facts(key: str, facts: dict[str, Any], lines: Lines) -> tuple[str, dict[str, Any], Lines]:
    """What `json_object` prints of one figure: lines that the reader may not have are null, and `reason` says why."""
    if lines is None or not is_withheld(key):
        return key, facts, lines
    return key, {"reason": str(LINES_STAY), **facts, "lines": None}, None


def json_object(figures: Iterable[tuple[str, dict[str, Any], Iterable[dict[str, Any]] | None]]) -> Iterator[str]:
    """Pieces of text that make the object; each figure is its key, its facts and its lines (None: left out)."""
    opening = "{"
    for key, facts, lines in figures:
        yield f"{opening}{_text(key)}: {_text(facts)[:-1]}"
        yield from ("}",) if lines is None else _array(lines)
        opening = ",\n"
    yield "{}\n" if opening == "{" else "}\n"


def _array(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    yield ', "lines": ['
    held: list[str] = []
    comma = ""
    for line in lines:
        held.append(_text(line))
        if len(held) == 200:
            yield comma + ",\n".join(held)
            held, comma = [], ",\n"
    yield (comma if held else "") + ",\n".join(held) + "]}"


def _facts(each: Drawn) -> dict[str, Any]:
    facts: dict[str, Any] = {"value": each.value, "unit": each.figure.unit, "wording": each.wording}
    facts["label"] = str(each.figure.label)
    facts["definition"] = str(each.figure.definition)
    if each.reason is not None:
        facts["reason"] = each.reason
    if each.estimated:
        facts["estimated"] = each.estimated
    if each.undecided:
        facts["undecided"] = each.undecided
    return facts


def _lines(each: Drawn, filters: Filters, address: Address) -> Iterator[dict[str, Any]]:
    if each.value is not None:
        yield from (line_facts(line, address) for line in lines_behind(each.figure, filters))


def line_facts(line: Line, address: Address) -> dict[str, Any]:
    """A line as JSON has it; what a line of its kind has not is left out."""
    facts = {
        "id": str(line.id),
        "day": line.day.isoformat(),
        "quantity": line.quantity,
        "url": address(line.path),
        "title": line.title,
        "team": line.team,
        "place": line.place,
        "item": line.item,
        "by": line.by,
        "basis": line.basis,
        "reverses": None if line.reverses_id is None else str(line.reverses_id),
        "reversed_by": None if line.reversed_by_id is None else str(line.reversed_by_id),
        "reason": line.reason,
        "channel": line.channel,
        "metric": line.metric,
        "reading": line.reading,
        "base": line.base,
        "file": line.file or None,
        "row": line.file_row,
        "sha256": line.sha256,
        "proof": line.proof_note,
        "undecided": line.is_undecided or None,
    }
    return {name: value for name, value in facts.items() if value is not None}


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
