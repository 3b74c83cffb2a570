"""Practising: a database of its own with the bureau's lists, where whatever is logged counts for nothing."""
