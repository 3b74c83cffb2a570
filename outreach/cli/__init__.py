"""The commands of the terminal, and the start of the program."""
