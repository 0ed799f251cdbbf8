"""Fixture portals of online public services, with a key that is written before their pages."""
