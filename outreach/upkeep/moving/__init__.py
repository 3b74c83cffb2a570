"""Moving a living bureau from SQLite to PostgreSQL, and proving that it is the same one."""
