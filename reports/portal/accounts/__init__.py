"""portal.db: who has access, sessions, and what was changed by whom. All its SQL stands in this package.

It lies beside audit.db and is apart from it: audit.db can be handed on without anybody's password.
"""
