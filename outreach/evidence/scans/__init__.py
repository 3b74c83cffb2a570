"""Scanned sign-in sheets: personal data with a last day."""
