"""The figures of what took place in companies: visits, check-ups, what was found there, and what companies ordered."""

from flask_babel import lazy_gettext as _

from outreach.reports import company_lines
from outreach.reports.figure import EVERY_DIMENSION, Figure
from outreach.reports.rules import FIRM_VISITS, FIRMS, ORDERS, POINTS, TIMES

#: Not by place: a company is a place, and what was found in it is nobody else's.
_OF_FINDINGS = EVERY_DIMENSION - {"place"}
_OF_ORDERS = frozenset({"team"})

FIGURES = (
    Figure(
        "company_visits",
        _("Visits to companies"),
        FIRM_VISITS,
        _(
            "Companies at held enterprise sessions, each counted once for each session: the company at which the "
            "session took place, and every company that had a legal check-up there. A session for three companies "
            "of a park is three visits; by place a visit belongs to where its company lies."
        ),
        "visit",
        company_lines.visits,
    ),
    Figure(
        "enterprises",
        _("Enterprises visited"),
        FIRMS,
        _(
            "Different companies among the visits to companies: those at which a held enterprise session took place "
            "or that had a legal check-up at one. Each counts once, on its first day in the period; parts by team, "
            "month or campaign may overlap."
        ),
        "enterprise",
        company_lines.visited_companies,
    ),
    Figure(
        "check_ups",
        _("Legal check-ups"),
        TIMES,
        _(
            "Legal check-ups that were begun at held events of the tracks public, enterprise and training, one for "
            "each company and event, however many lists were gone through and people took part."
        ),
        "check_up",
        company_lines.check_ups,
        _OF_FINDINGS,
    ),
    Figure(
        "risks_found",
        _("Risks found"),
        POINTS,
        _(
            "Points of check-up lists at which a check-up of the period found a risk. Where two people found "
            "different things the point counts once they agree; at a revisit a risk that is still there is found again."
        ),
        "risk",
        company_lines.risks_found,
        _OF_FINDINGS,
    ),
    Figure(
        "risks_mended",
        _("Risks mended"),
        POINTS,
        _(
            "Points at which the company's check-up before had found a risk and a check-up of the period found it in "
            "order, or not applicable any more. A company's word alone mends nothing."
        ),
        "risk",
        company_lines.risks_mended,
        _OF_FINDINGS,
    ),
    Figure(
        "orders_received",
        _("Orders received"),
        ORDERS,
        _(
            "What companies ordered on the order page, by the day on which it came, whatever became of it. What the "
            "office found to be no real request, such as what a script sent, is left out."
        ),
        "order",
        company_lines.orders_received,
        _OF_ORDERS,
    ),
    Figure(
        "orders_answered",
        _("Orders answered in time"),
        ORDERS,
        _(
            "Of the orders received in the period those that became an event or were declined with a reason within "
            "%(days)s working days after the day on which they came. It is the upper number of a rate, and the orders "
            "received are the lower one; what its company took back is not answered.",
            days=company_lines.ANSWERED_WITHIN,
        ),
        "order",
        company_lines.orders_answered,
        _OF_ORDERS,
    ),
)
#: Figures that only what was logged in companies, or ordered by them, has a line of.
KEYS = tuple(each.key for each in FIGURES)
