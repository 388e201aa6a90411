"""`crawler init`: a commented sources file that fits the site it is for."""

from __future__ import annotations

import json
import math
from importlib.resources import files
from pathlib import Path

import yaml

from crawler import publishing
from crawler.publishing.site import recognise, seen_from

_EXAMPLE = "# defaults:\n#   tags: [syndicated]"


def sources_file(folder: Path, dialect: str | None, contact: str | None) -> tuple[str, tuple[str, ...]]:
    """The text of a sources file, and advice on the site, a line each.

    Args:
        folder: Where the file will lie; a site that is there decides what is left open.
        dialect: The dialect that the user asks for.
        contact: For the User-Agent.
    """
    site = recognise(folder) if folder.is_dir() else None
    if site and dialect not in {None, site.dialect}:
        site = None
    if site:
        dialect, output = site.dialect, seen_from(site.folder, site.posts).as_posix()
        options = site.options.model_dump(mode="json", exclude_unset=True)
    else:
        output = publishing.dialect(dialect).folder if dialect else "output"
        options = {}
    defaults = yaml.safe_dump({"defaults": {"post": options}}, allow_unicode=True).strip() if options else _EXAMPLE
    template = files("crawler").joinpath("sources.example.yaml").read_text(encoding="utf-8")
    text = template.format(
        output=yaml.safe_dump({"output": output}, allow_unicode=True, width=math.inf).strip(),
        dialects=", ".join(publishing.dialects()),
        dialect=dialect or "hexo",
        contact=f"contact: {json.dumps(contact, ensure_ascii=False)}" if contact else "# contact: you@example.com",
        defaults=defaults,
    )
    return text, site.advice if site else ()
