"""The example year: a fictional bureau whose 2025 prints as published, and a plan around the day of loading."""
