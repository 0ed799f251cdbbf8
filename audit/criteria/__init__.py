"""The catalogue of criteria: model and loader."""
