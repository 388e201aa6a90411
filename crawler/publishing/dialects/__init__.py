"""The dialects, one module each: how a static site generator wants its posts.

A dialect is a module of this package with a `DIALECT`; the module's name is what a sources file calls it.
"""

from __future__ import annotations

import importlib
import pkgutil
from typing import cast

from crawler.publishing.rendering import Dialect


def dialects() -> list[str]:
    """The names that `dialect` may have in a sources file."""
    return sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.name.startswith("_"))


def dialect(name: str) -> Dialect:
    """The dialect of that name.

    Raises:
        ModuleNotFoundError: There is none.
    """
    return cast("Dialect", importlib.import_module(f"{__name__}.{name}").DIALECT)
