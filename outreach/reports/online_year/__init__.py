"""Pictures of the online year: what was published, what its counters added, and what stands beside it."""
