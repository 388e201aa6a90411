"""`crawler verify`: the user's real generator over what was published, and the posts to blame set aside."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from crawler.config import Config
from crawler.publishing.site import Site, recognise
from crawler.publishing.verify import Verdict, VerifyError, set_aside, verify
from crawler.state import State


def site_of(config: Config) -> Site:
    """The site that the posts belong to: as the sources file's `build` says, else the nearest one around them.

    Raises:
        VerifyError: There is none.
    """
    if config.build:
        build = config.build
        return Site(build.folder, "build", config.dialect, config.output, build.folder / build.pages, build.command)
    for folder in (config.output, *config.output.parents):
        if site := recognise(folder):
            return site
    raise VerifyError(
        f"no site of a known generator is around {config.output}; name its command in the sources file:"
        " build: {command: …, pages: …}"
    )


def check(config: Config, *, keep: bool) -> tuple[Site, Verdict, list[Path]]:
    """Build the site and find the posts that have no page or that stop the build.

    Args:
        config: The sources file.
        keep: Leave the culprits where they are.

    Returns:
        The site, what was found, and where the culprits were put.

    Raises:
        VerifyError: The site cannot be checked.
        StateError: The state cannot be used.
    """
    site = site_of(config)
    try:
        below = config.output.resolve().relative_to(site.posts.resolve())
    except ValueError:
        raise VerifyError(f"posts are written to {config.output}, but {site.generator} reads {site.posts}") from None
    with State(config.state) as state:
        posts = [PurePosixPath(below.as_posix()) / post.path for post in state.posts()]
    verdict = verify(site, [post for post in posts if (site.posts / post).is_file()])
    moved = [] if keep else set_aside(site, verdict.culprits, config.state.parent / "quarantine")
    return site, verdict, moved
