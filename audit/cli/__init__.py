"""Click commands, one module per group of verbs; the composition root."""
