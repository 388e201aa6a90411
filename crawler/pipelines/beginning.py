"""How a worker process begins: a module of its own, so that none of them loads Scrapy."""

from __future__ import annotations

import gc

MEMORY = 2**30  # bytes of address space


def begin() -> None:
    """Keep this process from looking for garbage among what is loaded, and from taking all of the machine's memory."""
    gc.freeze()  # what is loaded stays; looking for garbage among it over and over takes a twentieth of the time
    gc.set_threshold(20_000)
    _limit_memory()


def _limit_memory() -> None:
    """Let a worker fail that needs too much memory, rather than the machine. Windows has no such limit."""
    try:
        import resource
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most), most))
