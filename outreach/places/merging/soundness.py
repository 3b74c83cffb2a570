"""Whether everything that named a merged entry names the one that stays."""

from collections.abc import Iterator

from flask_babel import gettext as _

from outreach.db.soundness import Finding
from outreach.places.merging.queries import still_named


def findings() -> Iterator[Finding]:
    """Each sort of rows that names a merged entry all the same: somebody wrote it at the instant of the merge."""
    for name, what, count in still_named():
        said = _(
            "“%(name)s” was merged, but is named all the same: %(what)s (%(count)d).", name=name, what=what, count=count
        )
        yield Finding("merged_place_named", said, is_warning=True)
