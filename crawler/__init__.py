"""The Scrapy project: registry, spider, snapshot. Imports neither audit nor reports."""

__version__ = "0.1.0"
USER_AGENT_PRODUCT = f"osi-audit/{'.'.join(__version__.split('.')[:2])}"
