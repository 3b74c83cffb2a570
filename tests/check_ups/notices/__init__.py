"""Tests of risk notices, revisits and open risks."""
