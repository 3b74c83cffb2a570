"""What should be read now: before it leaves the export, when it stands still, at the end of the year."""
