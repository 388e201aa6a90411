"""Whose a host is, as far as its name tells."""

from __future__ import annotations

import pytest

from crawler.hosts import is_one_site


@pytest.mark.parametrize(
    ("host", "other", "is_one"),
    [
        ("paper.example", "paper.example", True),
        ("news.paper.example", "paper.example", True),
        ("news.paper.example", "shop.paper.example", True),
        ("edition.cnn.com", "cnn.com", True),
        ("edition.cnn.com", "money.cnn.com", True),
        ("kultur.zdf.de", "zdf.de", True),
        ("news.bbc.co.uk", "bbc.co.uk", True),
        ("news.bbc.co.uk", "sport.bbc.co.uk", True),
        ("news.localhost", "localhost", True),
        ("paper.example", "other.example", False),
        ("newspaper.example", "paper.example", False),
        ("bbc.co.uk", "itv.co.uk", False),
        ("folha.com.br", "globo.com.br", False),
        ("paper.uk.com", "other.uk.com", False),
        ("localhost", "intranet", False),
        ("", "paper.example", False),
    ],
)
def test_hosts_below_one_name_are_one_site(host: str, other: str, is_one: bool) -> None:
    assert is_one_site(host, other) is is_one
    assert is_one_site(other, host) is is_one
