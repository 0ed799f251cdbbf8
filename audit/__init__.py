"""Snapshots to page facts to verdicts, scores and findings."""
