"""Doing by itself, once, whichever of its processes is first, what the features named as chores.

From the sweep of an hour, which is a few statements in one transaction, to the backup of a day, which takes minutes.
"""
