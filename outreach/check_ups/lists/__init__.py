"""Check-up lists 体检清单 and their versions."""
