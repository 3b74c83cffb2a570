"""Doing by itself, in one of all the processes that serve, what the features named as chores."""
