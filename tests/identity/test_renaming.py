"""A source under a new name is known by its address, unless several could be meant."""

import pytest

from crawler.identity.renaming import renamed


@pytest.mark.parametrize(
    ("listed", "known", "found"),
    [
        ({"new": "x"}, {"old": "x"}, {"old": "new"}),
        ({"new": "x", "same": "y"}, {"old": "x", "same": "y"}, {"old": "new"}),
        ({"new": "x"}, {"old": "z"}, {}),
        ({"old": "x", "new": "x"}, {"old": "x"}, {}),
        ({"new": "x"}, {"old": "x", "new": "x"}, {}),
        ({"one": "x", "other": "x"}, {"old": "x"}, {}),
        ({"new": "x"}, {"one": "x", "other": "x"}, {}),
        ({"a": "y", "b": "x"}, {"a": "x", "b": "y"}, {}),
    ],
)
def test_a_new_name_at_the_address_of_one_that_is_gone_is_the_same_source(
    listed: dict[str, str], known: dict[str, str], found: dict[str, str]
) -> None:
    assert renamed(listed, known) == found
