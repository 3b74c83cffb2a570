"""Texts of a year, a month, a campaign: sentences whose numbers are slots, drawn once and printed twice."""
