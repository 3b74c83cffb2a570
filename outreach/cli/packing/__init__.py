"""`pack`: one zip of program, packages and a Python, for a machine that has neither a network nor a Python."""
