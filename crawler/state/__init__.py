"""The memory between runs: what each source said, which articles became which posts, and what is still to do."""

from crawler.state.articles import Looked, Published, Version, Written
from crawler.state.changes import Untold
from crawler.state.database import StateError, StateHeldError, telling
from crawler.state.records import Record
from crawler.state.sources import Failing, KnownOfEntry, PendingEntry
from crawler.state.store import SourceStatus, State

__all__ = [
    "Failing",
    "KnownOfEntry",
    "Looked",
    "PendingEntry",
    "Published",
    "Record",
    "SourceStatus",
    "State",
    "StateError",
    "StateHeldError",
    "Untold",
    "Version",
    "Written",
    "telling",
]
