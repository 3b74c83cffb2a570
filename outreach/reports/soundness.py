"""Whether every figure of every year is the sum of the lines behind it (rule of the count 1)."""

from collections.abc import Iterator

from flask_babel import gettext as _

from outreach.db.soundness import Finding
from outreach.reports.filters import Filters
from outreach.reports.queries import years
from outreach.reports.sums import whole_sums
from outreach.reports.values import draw_all


def findings() -> Iterator[Finding]:
    """Each figure that the page of its year would print differently from what its lines add up to."""
    for year in years():
        filters = Filters.of_year(year)
        sums = whole_sums(filters)
        for drawn in draw_all(filters):
            if drawn.value is not None and sums.value(drawn.figure.key) != drawn.value:
                said = _(
                    "The figure %(key)s of %(year)d adds up to %(sum)s in one pass and to %(value)s line by line.",
                    key=f"{drawn.figure.label} ({drawn.figure.key})",
                    year=year,
                    sum=sums.value(drawn.figure.key),
                    value=drawn.value,
                )
                yield Finding("broken_figure", said)
