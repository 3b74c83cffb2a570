"""What the public asks about, by topic, kind of place and month, held against the year before."""
