"""Tests of the seals over all that is only added to."""
