"""Whether every file that a row names lies in the store, whole and unchanged."""

from collections.abc import Iterator

from flask_babel import gettext as _

from outreach.db.soundness import Finding
from outreach.evidence.queries import files_kept
from outreach.evidence.store import Fault, fault_of


def findings() -> Iterator[Finding]:
    """Files that are missing, cut short or changed; sheets that were erased when their time was over are neither."""
    for sha256 in files_kept():
        fault = fault_of(sha256)
        if fault is Fault.MISSING:
            yield Finding("missing_file", _("The file %(file)s is missing in the evidence store.", file=sha256))
        elif fault is Fault.DAMAGED:
            yield Finding("changed_file", _("The file %(file)s of the evidence store is damaged.", file=sha256))
