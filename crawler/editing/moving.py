"""Posts that the user moved within the output folder: they are found again, so that none is taken for deleted."""

from __future__ import annotations

from pathlib import PurePosixPath

from crawler.config import Config
from crawler.identity import normal_url
from crawler.publishing.found import found_posts
from crawler.publishing.names import key
from crawler.state import Published, State


def follow(config: Config, state: State) -> list[tuple[Published, PurePosixPath]]:
    """Remember where the posts are now that are not where they were written.

    A moved post is known by its content, or, where that was edited as well, by the address of its article.

    Returns:
        Each as it was known, and its new path within the output folder.
    """
    gone = [path for path in state.paths() if not (config.output / path).exists()]
    if not gone:
        return []
    missing = sorted((post for path in gone if (post := state.article_in(path))), key=lambda post: post.id)
    known = {key(PurePosixPath(path)) for path in state.paths(with_aside=True)} - {key(post.path) for post in missing}
    strays = [post for dialect in config.dialects() for post in found_posts(config.output, dialect, known)]
    by_hash = {stray.hash: stray.path for stray in strays}
    by_address = {normal_url(stray.url): stray.path for stray in strays if stray.url}
    moved: list[tuple[Published, PurePosixPath]] = []
    taken: set[PurePosixPath] = set()
    for post in missing:
        path = by_hash.get(post.hash or "") or by_address.get(normal_url(post.url))
        if path and path not in taken:
            taken.add(path)
            state.moved_post(post.id, path)
            moved.append((post, path))
    return moved
