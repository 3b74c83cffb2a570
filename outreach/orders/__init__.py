"""Requests of companies 点单: a public menu, a reply by code, and an event in one click."""
