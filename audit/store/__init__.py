"""audit.db: schema, migrations and every SQL statement on it."""
