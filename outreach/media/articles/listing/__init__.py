"""The list of items: filtered, sorted by what counters showed, changed in its place, as a workbook."""
