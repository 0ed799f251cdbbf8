"""The read API: what programs with a token are told, in the shapes of the JSON export (docs/api.md)."""
