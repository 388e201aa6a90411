"""The dialects, one module each: how a static site generator wants its posts."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import PurePosixPath
from typing import Protocol, cast

from crawler.publishing.post import Post


class Dialect(Protocol):
    """A module of this package: where a post goes and what its file holds."""

    def path(self, post: Post) -> PurePosixPath:
        """The file that the post would have if none stood in its way, relative to the output folder."""
        ...

    def render(self, post: Post) -> str:
        """The whole file."""
        ...


def dialects() -> list[str]:
    """The names that `dialect` may have in a sources file."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def dialect(name: str) -> Dialect:
    """The dialect of that name.

    Raises:
        ModuleNotFoundError: There is none.
    """
    return cast("Dialect", importlib.import_module(f"{__name__}.{name}"))
