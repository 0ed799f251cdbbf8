"""Drafts of official documents in the form of Decree 30/2020/NĐ-CP; nothing here is issued, numbered, dated or signed.

The gap report of an agency, its covering letter, and the thematic report of a quarter and year: Word files and a page.
"""
