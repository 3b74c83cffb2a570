"""The doctor: asks every check there is, and names what is not sound."""
