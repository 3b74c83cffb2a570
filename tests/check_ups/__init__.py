"""Tests of the ledger and of the pages that fill it."""
