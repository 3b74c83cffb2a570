"""The tests. What they import stays: the collector need not look at it while it comes (see conftest.py)."""

import gc

gc.set_threshold(100_000, 50, 100)
