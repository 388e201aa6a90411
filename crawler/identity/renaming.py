"""Which source of the sources file is one that had another name before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping


def renamed(listed: Mapping[str, str], known: Mapping[str, str]) -> dict[str, str]:
    """Find the sources that have been given another name: those of a new name at the address of one that is gone.

    Where several could be meant, none is.

    Args:
        listed: The sources of the file: name -> address.
        known: Those that were asked before, under the names that they had then.

    Returns:
        The name before -> the name now.
    """
    gone = {name: url for name, url in known.items() if name not in listed}
    new = {url: name for name, url in listed.items() if name not in known}
    gone_at, new_at = Counter(gone.values()), Counter(url for name, url in listed.items() if name not in known)
    return {name: new[url] for name, url in gone.items() if gone_at[url] == new_at[url] == 1}
