"""Rules for pages that generic extraction does not get.

`model` is what a user may say, `apply` a page and rules in, an article out; `full_text_rss` reads rules in that
program's form, `folder` finds them by host; `filters` tells which articles are wanted, `requests` how to ask for them.
"""
