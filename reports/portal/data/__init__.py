"""audit.db by tables and by SQL, for operators: Datasette below /data, behind our own door (docs/portal.md).

What comes in is one of few addresses; what Datasette opens can only be read; what goes out has no script and no cookie.
"""
