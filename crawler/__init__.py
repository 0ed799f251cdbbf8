"""The Scrapy project: registry, spider, snapshot. Imports neither audit nor reports."""
