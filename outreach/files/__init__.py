"""Whole files by name, in a folder or in an S3-compatible bucket: evidence, and what is on its way there."""

from outreach.files.kinds import Away, Files, Listed
from outreach.files.places import files, init_files, open_files, set_is_new

__all__ = ["Away", "Files", "Listed", "files", "init_files", "open_files", "set_is_new"]
