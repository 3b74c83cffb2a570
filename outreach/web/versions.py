"""The version that a writer began with, which the form of a text carries along."""

from wtforms import HiddenField


class SeenVersion:
    """What a form has where two may write the same text: the version in whose sight it was written."""

    seen = HiddenField()

    @property
    def version_seen(self) -> int:
        """The version that the writer began with; 0 for none that could be."""
        text = str(self.seen.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0

    def begin_with(self, version: int) -> None:
        """What is sent next was written in sight of this version."""
        self.seen.data, self.seen.raw_data = str(version), None
