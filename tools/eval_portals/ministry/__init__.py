"""The ministry: a Wagtail site."""
