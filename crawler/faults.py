"""What goes wrong though nothing that is read should bring it about: it costs one article or source, told in a line."""

from __future__ import annotations


def fault(error: BaseException | None) -> str:
    """An error that nobody expected, with its kind, without which many say nothing: KeyError: 'pm.'."""
    return f"a fault of the crawler's own: {type(error).__name__}: {error}"
