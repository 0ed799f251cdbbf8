"""Full-text search over pages and findings: DATA/search.db, with every SQL statement on it in this package.

The index holds nothing that is not elsewhere: it is safe to delete, and `osi-audit search index` makes it anew.
"""
