"""Which part of a case its line in a list shows."""

from collections.abc import Sequence

from markupsafe import Markup

from outreach.cases.models import Case
from outreach.fulltext.rules import Part
from outreach.fulltext.snippets import count_marked, snippet


def best_snippet(case: Case, parts: Sequence[Part]) -> Markup:
    """The stretch around what was found, of the field that holds most of it; of the lesson where none does."""
    texts = (case.lesson, case.facts, case.outcome, case.dispute or "", case.cost or "")
    return snippet(max(texts, key=lambda text: count_marked(text, parts)), parts)
