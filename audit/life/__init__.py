"""The life of findings over runs, re-checks and answers: new, open, fixed, gone, regressed; waived or disputed by a person."""
