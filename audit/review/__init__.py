"""What a person decides: which criteria, how the answers come in, and when a verdict follows them (docs/review.md)."""
