"""Scrapy components that decide how requests are made: politeness, conditional requests, which hosts may be reached."""
