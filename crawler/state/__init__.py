"""The memory between runs: what each source said, which articles became which posts, and what is still to do."""

from crawler.state.articles import Looked, Published, Version, Written
from crawler.state.database import StateError, StateHeldError, telling
from crawler.state.records import Record
from crawler.state.sources import KnownOfEntry, PendingEntry
from crawler.state.store import SourceStatus, State

__all__ = [
    "KnownOfEntry",
    "Looked",
    "PendingEntry",
    "Published",
    "Record",
    "SourceStatus",
    "State",
    "StateError",
    "StateHeldError",
    "Version",
    "Written",
    "telling",
]
