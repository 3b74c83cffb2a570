"""A form's file of either kind: what it looks like, and how it is filled."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from outreach.reports.blanks import documents
from outreach.reports.blanks.layouts import Layout, Value
from outreach.reports.blanks.packages import Kind


@lru_cache(maxsize=16)
def layout_of(content: bytes, name: str, kind: Kind) -> Layout:
    """What the form looks like; Invalid where it can't be read."""
    if kind is Kind.DOCX:
        return documents.layout_of(content, name)
    from outreach.reports.blanks import workbooks  # late: openpyxl takes a fortieth of a start

    return workbooks.layout_of(content, name)


def fill(content: bytes, name: str, kind: Kind, values: Mapping[str, Value]) -> bytes:
    """The file with `values` by the address of their spots; all else of it as it came."""
    whole = {address: value for address, value in values.items() if "#" not in address}
    gaps: dict[str, dict[int, str]] = {}
    for address, value in values.items():
        around, is_gap, number = address.rpartition("#")
        if is_gap:
            gaps.setdefault(around, {})[int(number)] = said(value)
    if kind is Kind.DOCX:
        return documents.fill(content, name, {address: said(value) for address, value in whole.items()}, gaps)
    from outreach.reports.blanks import workbooks  # late, as above

    return workbooks.fill(content, name, whole, gaps)


def said(value: Value) -> str:
    """A value as text: a day as 2025年7月4日."""
    return f"{value.year}年{value.month}月{value.day}日" if isinstance(value, date) else str(value)
