"""View models, templates, charts and exports."""
