"""Getting everything out, in forms that need no program of ours: tables as CSV and JSON lines, files as they are."""
