"""What is kept of old runs, for how long, and why."""
