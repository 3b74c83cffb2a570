"""Reading messy tables and forgiving values, and writing CSV and workbooks that open well."""

from outreach.sheets.answers import parse_yes
from outreach.sheets.columns import Column, Matched, Record, match_columns
from outreach.sheets.counts import Approximation, Count, parse_count, parse_exact_count
from outreach.sheets.csv_files import write_csv
from outreach.sheets.days import parse_day
from outreach.sheets.moments import Moment, parse_moment
from outreach.sheets.reading import read_pasted, read_table
from outreach.sheets.tables import Row, Table
from outreach.sheets.times import parse_time
from outreach.sheets.typed import Value, as_text, is_blank
from outreach.sheets.xlsx_files import Formula, Sheet, cell_of, legal_name, write_workbook, write_workbook_into

__all__ = [
    "Approximation",
    "Column",
    "Count",
    "Formula",
    "Matched",
    "Moment",
    "Record",
    "Row",
    "Sheet",
    "Table",
    "Value",
    "as_text",
    "cell_of",
    "is_blank",
    "legal_name",
    "match_columns",
    "parse_count",
    "parse_day",
    "parse_exact_count",
    "parse_moment",
    "parse_time",
    "parse_yes",
    "read_pasted",
    "read_table",
    "write_csv",
    "write_workbook",
    "write_workbook_into",
]
