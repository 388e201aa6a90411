"""The memory between runs: what each source said, which articles became which posts, and what is still to do."""

from crawler.state.store import PendingEntry, Published, SourceStatus, State, StateError

__all__ = ["PendingEntry", "Published", "SourceStatus", "State", "StateError"]
