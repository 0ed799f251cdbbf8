"""Demo portals on loopback and the answer key the audit is held to."""
