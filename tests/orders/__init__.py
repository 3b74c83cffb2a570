"""Tests of the requests of companies."""
