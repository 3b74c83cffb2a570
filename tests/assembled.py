"""Imports the whole program, for processes that are copies of this one."""

from importlib import import_module

import outreach.cli.commands  # noqa: F401
from outreach.app import FEATURES
from outreach.cli.collecting import collect_nothing_yet

collect_nothing_yet()
for feature in FEATURES:
    import_module(f"outreach.{feature}.assembly")
