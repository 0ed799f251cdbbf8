"""The web application over audit.db: agencies read, answer and re-check in a browser."""
