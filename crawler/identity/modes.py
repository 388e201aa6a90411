"""What a sources file may say of how a source's articles are told apart."""

from __future__ import annotations

from enum import StrEnum


class Identity(StrEnum):
    """What tells a source's entries and articles apart."""

    AUTO = "auto"  # GUIDs while they can be trusted, links, canonical links
    LINK = "link"  # the entry's link alone
    GUID = "guid"  # the entry's GUID alone; entries of one link are different articles
