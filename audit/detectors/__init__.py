"""One family of criteria per file."""
