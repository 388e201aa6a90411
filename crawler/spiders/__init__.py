"""Scrapy spiders: which requests to make, and which items come of the answers."""
