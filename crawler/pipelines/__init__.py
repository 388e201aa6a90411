"""Thin Scrapy pipelines, one a step, each handing the work to the room that knows how."""
