"""Telling contacts what a run changed: by which rules, by webhook, and what came of it."""
