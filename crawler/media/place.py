"""Where stored pictures go, and the address under which the generator's site shows them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from crawler import publishing
from crawler.publishing import Dialect
from crawler.publishing.site import recognise

_BESIDE_THE_POSTS = "media"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder for pictures and the address that stands for it; the address ends with a slash."""

    folder: Path
    url: str


def place(dialect: Dialect, output: Path, folder: Path | None = None, url: str | None = None) -> Place:
    """Where the pictures of a sources file's posts go.

    Args:
        dialect: The form of the posts.
        output: The folder of the posts.
        folder: The folder that the user wants.
        url: The address that the user wants.

    Returns:
        Where the output folder lies in a site, the folder that the site's generator publishes as it is, else one
        within the output folder.
    """
    if folder is None:
        root = _site(dialect, output) if dialect.media_folder else None
        folder = root / dialect.media_folder if root and dialect.media_folder else output / _BESIDE_THE_POSTS
    return Place(folder, f"{(url or dialect.media_url).rstrip('/')}/")


def _site(dialect: Dialect, output: Path) -> Path | None:
    """The site that a folder of posts belongs to: told by the folder's own path, else by the generator's config."""
    posts = PurePosixPath(dialect.folder).parts
    for folder in (output, *output.parents):
        if folder.parts[-len(posts) :] == posts:
            return folder.parents[len(posts) - 1]
    for folder in output.parents:
        found = recognise(folder)
        if found and publishing.dialect(found.dialect).folder == dialect.folder:
            return found.folder
    return None
