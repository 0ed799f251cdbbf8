"""Whether everything that audits need is in order, and what to do where it is not. Nothing is changed by looking."""
