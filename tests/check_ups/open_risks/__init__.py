"""Tests of open risks."""
