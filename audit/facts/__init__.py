"""HTML to page facts: pure functions, no judgement."""
